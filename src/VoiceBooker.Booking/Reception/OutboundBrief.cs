namespace VoiceBooker.Booking.Reception;

/// <summary>What is known of a call that we made, besides what any call has.</summary>
/// <param name="Purpose">Why we call, as it is said after the business's name: "your yearly check-up"; empty: what the assistant's greeting says.</param>
/// <param name="VoicemailText">What to say on an answering machine, with <c>{name}</c> and other variables still to be filled in; empty: hang up in silence.</param>
/// <param name="CallBackNumber">The number under which we can be called, E.164: the caller ID.</param>
/// <param name="PersonName">Whom we want to speak to; empty: whoever answers.</param>
/// <param name="EventId">What is to be booked; null: whatever the assistant books.</param>
public sealed record OutboundBrief(string Purpose, string VoicemailText, string CallBackNumber, string PersonName, Guid? EventId)
{
    /// <summary>Whether the call is recorded, which the person is told.</summary>
    public bool IsRecorded { get; init; }
}
