namespace VoiceBooker.Providers.Twilio;

/// <summary>A webhook that is surely the carrier's: address and form are covered by its signature.</summary>
/// <param name="Form">The form, as it was sent.</param>
/// <param name="Query">The address's query.</param>
/// <param name="Cancel">The carrier waits no longer.</param>
internal sealed record SignedRequest(RawForm Form, RawForm Query, CancellationToken Cancel)
{
    /// <summary>The call it is about.</summary>
    public string CallSid => Form["CallSid"];

    /// <summary>The attempt of ours that the call is; null for a call that came in, and for a second leg of a call, which is nobody's attempt.</summary>
    public Guid? Attempt => Form["ParentCallSid"].Length == 0 && Guid.TryParse(Query[CarrierDoors.Attempt], out var attempt) ? attempt : null;

    /// <summary>The caller's call, where this one is the leg to the person who is to take it.</summary>
    public string CallerSid => Form["ParentCallSid"] is { Length: > 0 } parent ? parent : Query[CarrierDoors.Caller];
}
