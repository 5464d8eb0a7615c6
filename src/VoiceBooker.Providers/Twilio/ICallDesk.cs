using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Providers.Twilio;

/// <summary>Who takes the calls that come through the carrier's doors. One for the server; where several share a database, their desks know of each other's calls.</summary>
public interface ICallDesk
{
    /// <summary>Whether this server itself can lead no call more: all its lines are taken, or it is stopping.</summary>
    bool IsFull { get; }

    /// <summary>Whether one more call can be taken now, by whichever server it will come to. Asked within a webhook: answers within milliseconds.</summary>
    ValueTask<bool> HasRoomAsync(CancellationToken cancel);

    /// <summary>The call rings and its stream is about to open: what it will need may be fetched meanwhile. Told within a webhook: returns at once.</summary>
    void Expect(CallTicket ticket);

    /// <summary>
    /// A call that we asked for was answered: what is known of it, for its stream. Null when we never asked for it, or it may not go on (the person opted out meanwhile, the attempt is over), so that it is ended.
    /// Told within a webhook: answers within milliseconds.
    /// </summary>
    /// <param name="attempt">The attempt, as its callback address carries it.</param>
    /// <param name="call">The call as the carrier tells of it: identities and numbers.</param>
    /// <param name="cancel">The carrier waits no longer.</param>
    Task<CallTicket?> TakeDialledAsync(Guid attempt, CallTicket call, CancellationToken cancel);

    /// <summary>The carrier believes to know who answered a call that we made; it may change its mind. Told within a webhook: returns at once.</summary>
    void ReportFarSide(Guid? attempt, string callSid, FarSide who);

    /// <summary>
    /// Whether a conversation that another server led has come to its end: false when it broke off, null when none is on record. Waits for a moment for one whose stream was only just closed. Asked within a webhook.
    /// </summary>
    Task<bool?> HasEndedAsync(string callSid, CancellationToken cancel);

    /// <summary>Leads the call to its end; returns when the conversation is over and all that it started has ended. The line belongs to the desk from here on.</summary>
    Task AnswerAsync(CallTicket ticket, ICallLine line);

    /// <summary>The carrier reports where a call stands. Repeated and late reports do not get here.</summary>
    void Report(CarrierReport report);

    /// <summary>The person a caller was put through to could not be had ("no-answer", "busy", "failed"), or answered and did not take the call ("not-taken"). Told within a webhook: returns at once.</summary>
    void ReportFailedTransfer(string callSid, string status);
}

/// <summary>Where a call stands, in the carrier's words.</summary>
/// <param name="CallSid">Which call.</param>
/// <param name="Status">"queued", "initiated", "ringing", "in-progress", or one of the last words: "completed", "busy", "no-answer", "failed", "canceled".</param>
/// <param name="IsFinal">True for the last words.</param>
/// <param name="Seconds">How long the call lasted; null while unknown.</param>
/// <param name="SipCode">The network's response code, when one is given.</param>
/// <param name="Sequence">The report's number within its call, when one is given.</param>
/// <param name="Attempt">The attempt of ours that the call is, when its callback address carries one.</param>
public sealed record CarrierReport(string CallSid, string Status, bool IsFinal, int? Seconds, int? SipCode, int? Sequence = null, Guid? Attempt = null);
