using NodaTime;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Dialling;

/// <summary>Takes what the carrier tells of calls that we made: it repeats itself, comes late and out of order.</summary>
public sealed class AttemptReports
{
    /// <summary>A status of a call.</summary>
    /// <param name="attempt">The attempt, as the callback carries it; null: found by the call's identity.</param>
    /// <param name="callSid">The carrier's identity of the call.</param>
    /// <param name="status">The carrier's word: "queued", "initiated", "ringing", "in-progress", or a last word.</param>
    /// <param name="isFinal">True for a last word.</param>
    /// <param name="seconds">How long it lasted.</param>
    /// <param name="sipCode">The network's response code.</param>
    /// <param name="queuedMs">How long the carrier kept it waiting.</param>
    /// <param name="at">When it happened.</param>
    /// <param name="cancel">Gives up.</param>
    public Task ReportAsync(Guid? attempt, string callSid, string status, bool isFinal, int? seconds, int? sipCode, int? queuedMs, Instant at, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Who or what answered; a later verdict replaces an earlier one.</summary>
    public Task FarSideAsync(Guid? attempt, string callSid, FarSide who, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>The record of a call of ours has ended and says what came of it: the attempt and its contact end, too. Nothing happens when the call is nobody's attempt.</summary>
    public Task CallEndedAsync(CallId call, CancellationToken cancel) => throw new NotSupportedException();
}
