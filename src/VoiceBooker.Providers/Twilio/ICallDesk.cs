namespace VoiceBooker.Providers.Twilio;

/// <summary>Who takes the calls that come through the carrier's doors. One for the server.</summary>
public interface ICallDesk
{
    /// <summary>Whether one more call can be taken now. Asked within a webhook: answers at once.</summary>
    bool HasRoom { get; }

    /// <summary>The call rings and its stream is about to open: what it will need may be fetched meanwhile. Told within a webhook: returns at once.</summary>
    void Expect(CallTicket ticket);

    /// <summary>Leads the call to its end; returns when the conversation is over and all that it started has ended. The line belongs to the desk from here on.</summary>
    Task AnswerAsync(CallTicket ticket, ICallLine line);

    /// <summary>The carrier reports where a call stands. Repeated and late reports do not get here.</summary>
    void Report(CarrierReport report);

    /// <summary>The person a caller was put through to could not be had ("no-answer", "busy", "failed"). Told within a webhook: returns at once.</summary>
    void ReportFailedTransfer(string callSid, string status);
}

/// <summary>Where a call stands, in the carrier's words.</summary>
/// <param name="CallSid">Which call.</param>
/// <param name="Status">"queued", "initiated", "ringing", "in-progress", or one of the last words: "completed", "busy", "no-answer", "failed", "canceled".</param>
/// <param name="IsFinal">True for the last words.</param>
/// <param name="Seconds">How long the call lasted; null while unknown.</param>
/// <param name="SipCode">The network's response code, when one is given.</param>
/// <param name="Sequence">The report's number within its call, when one is given.</param>
public sealed record CarrierReport(string CallSid, string Status, bool IsFinal, int? Seconds, int? SipCode, int? Sequence = null);
