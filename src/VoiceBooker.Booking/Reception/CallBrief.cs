using VoiceBooker.Booking.Events;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Reception;

/// <summary>What is known of a call before the first word.</summary>
/// <param name="Call">The call.</param>
/// <param name="Assistant">Who answers.</param>
/// <param name="CallerNumber">E.164, or null when withheld or not a number.</param>
/// <param name="CanType">True for the softphone and typed calls: typing may be offered.</param>
/// <param name="Variables">Per-call values by name: <c>name</c>, <c>email</c>, <c>cal_email</c>, <c>cal_timezone</c>, and any others.</param>
public sealed record CallBrief(CallId Call, Assistant Assistant, string? CallerNumber, bool CanType, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>True when this server sends mail, so that invitations of the built-in calendar reach the caller. False: the caller is promised none; the operator has the invitation's file.</summary>
    public bool SendsMail { get; init; }

    /// <summary>Texts links to the person on the line; null: nobody does.</summary>
    public Messages.TextLinks? Links { get; init; }

    /// <summary>What is known of a call that we made; null for one that came in.</summary>
    public OutboundBrief? Outbound { get; init; }

    /// <summary>True when the caller was to be put through to a person earlier on this call, and nobody took them over: who we are was said then.</summary>
    public bool ComesBack { get; init; }
}
