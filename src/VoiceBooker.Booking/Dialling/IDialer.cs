using NodaTime;

namespace VoiceBooker.Booking.Dialling;

/// <summary>Makes telephone calls. A call is not idempotent: after <see cref="DialResult.Unknown"/> nothing is repeated before <see cref="FindAsync"/> was asked.</summary>
public interface IDialer
{
    /// <summary>Whether there is an account to dial with at all.</summary>
    bool IsConfigured { get; }

    /// <summary>Asks the carrier to make the call. Returns when the carrier has answered, or surely has not; never throws but for <paramref name="cancel"/>.</summary>
    Task<DialResult> DialAsync(DialOrder order, CancellationToken cancel);

    /// <summary>Takes back a call that was not answered yet. True when it will not be, or is over already; false when it goes on.</summary>
    Task<bool> CancelAsync(string callSid, CancellationToken cancel);

    /// <summary>What the carrier knows of a call; <see cref="CallLookUp.Failed"/> when it could not be asked.</summary>
    Task<CallLookUp> ReadAsync(string callSid, CancellationToken cancel);

    /// <summary>The calls to a number from a number that began at or after an instant; null when the carrier could not be asked. The carrier's lists lag behind by some seconds.</summary>
    Task<IReadOnlyList<KnownCall>?> FindAsync(string to, string from, Instant since, CancellationToken cancel);

    /// <summary>The numbers the account may show as caller ID; null when they could not be had. Kept for some minutes.</summary>
    Task<IReadOnlySet<string>?> OwnNumbersAsync(CancellationToken cancel);
}

/// <summary>One call to be made.</summary>
/// <param name="Attempt">Which attempt; comes back with every callback.</param>
/// <param name="To">E.164.</param>
/// <param name="From">The caller ID, E.164.</param>
/// <param name="RingFor">How long it rings at most, 5 s to 600 s.</param>
/// <param name="LongestCall">The carrier ends the call after this time whatever happens.</param>
/// <param name="DetectMachines">Whether the carrier is to find out who answered, beside the conversation.</param>
public sealed record DialOrder(Guid Attempt, string To, string From, TimeSpan RingFor, TimeSpan LongestCall, bool DetectMachines);

/// <summary>What came of asking for a call.</summary>
public abstract record DialResult
{
    private DialResult() { }

    /// <summary>The carrier took it: it is queued, not ringing yet.</summary>
    public sealed record Accepted(string CallSid) : DialResult;

    /// <summary>Surely nothing was dialled, and trying again later is right: too many requests at once, or the carrier could not be reached at all.</summary>
    /// <param name="Reason">What happened.</param>
    /// <param name="Throttled">True when the carrier said that there were too many requests or calls at once.</param>
    public sealed record NotDialled(string Reason, bool Throttled) : DialResult;

    /// <summary>The carrier refused; nothing was dialled.</summary>
    public sealed record Refused(DialRefusal Kind, int Code, string Message) : DialResult;

    /// <summary>The call may have been made or not.</summary>
    public sealed record Unknown(string Reason) : DialResult;
}

/// <summary>Why a carrier refuses a call.</summary>
public enum DialRefusal
{
    /// <summary>The number is no number, or may never be dialled: the contact is done with.</summary>
    BadNumber,

    /// <summary>The number cannot be reached now; once more on another day is right.</summary>
    Unreachable,

    /// <summary>The person opted out at the carrier: taken as an opt-out everywhere.</summary>
    OptedOut,

    /// <summary>The caller ID is not ours: the campaign must stop.</summary>
    CallerId,

    /// <summary>The account may not (credentials, permissions for the country, funds): all dialling must stop.</summary>
    Account,

    /// <summary>Anything else: our request was wrong.</summary>
    Other,
}

/// <summary>A call as the carrier knows it.</summary>
/// <param name="CallSid">Its identity.</param>
/// <param name="Status">"queued", "ringing", "in-progress", or a last word: "completed", "busy", "no-answer", "failed", "canceled".</param>
/// <param name="IsFinal">True for a last word.</param>
/// <param name="CreatedAt">When the carrier took it; null: not told.</param>
/// <param name="Seconds">How long it lasted; null while unknown.</param>
/// <param name="AnsweredBy">The carrier's verdict on who answered, in its own words; null: none.</param>
public sealed record KnownCall(string CallSid, string Status, bool IsFinal, Instant? CreatedAt, int? Seconds, string? AnsweredBy)
{
    /// <summary>How long the carrier kept it waiting before it dialled, in milliseconds; null: not told.</summary>
    public int? QueuedMs { get; init; }
}

/// <summary>What came of asking for one call.</summary>
public abstract record CallLookUp
{
    private CallLookUp() { }

    /// <summary>There it is.</summary>
    public sealed record Found(KnownCall Call) : CallLookUp;

    /// <summary>The carrier knows no such call.</summary>
    public sealed record NoSuchCall : CallLookUp;

    /// <summary>The carrier could not be asked.</summary>
    public sealed record Failed(string Reason) : CallLookUp;
}
