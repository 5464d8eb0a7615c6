using NodaTime;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Journal;

/// <summary>One call as the list of calls shows it; a row of <c>calls</c>.</summary>
public sealed class CallRecord
{
    /// <summary>Our identity.</summary>
    public CallId Id { get; set; }

    /// <summary>The carrier's identity ("CA…"); unique.</summary>
    public string CallSid { get; set; } = "";

    /// <summary>"inbound" or "outbound".</summary>
    public string Direction { get; set; } = "inbound";

    /// <summary>"phone", "softphone" or "text".</summary>
    public string Kind { get; set; } = "phone";

    /// <summary>Who called; empty when withheld.</summary>
    public string From { get; set; } = "";

    /// <summary>Which number was called; empty for the softphone.</summary>
    public string To { get; set; } = "";

    /// <summary>Who answered; null when no assistant did.</summary>
    public Guid? AssistantId { get; set; }

    /// <summary>The assistant's name at that time.</summary>
    public string Assistant { get; set; } = "";

    /// <summary>When it began, by the call's own clock.</summary>
    public Instant StartedAt { get; set; }

    /// <summary>When it ended; null while it runs.</summary>
    public Instant? EndedAt { get; set; }

    /// <summary>One of <see cref="CallOutcomes"/>.</summary>
    public string Outcome { get; set; } = CallOutcomes.InProgress;

    /// <summary>Why it ended ("caller hung up", "goodbye"); empty while it runs.</summary>
    public string Cause { get; set; } = "";

    /// <summary>How long it lasted, in milliseconds; null while it runs.</summary>
    public long? DurationMs { get; set; }

    /// <summary>Tokens that went to hosted models, with those from a vendor's cache; estimated where a vendor does not say.</summary>
    public long TokensIn { get; set; }

    /// <summary>Tokens that came back.</summary>
    public long TokensOut { get; set; }

    /// <summary>What the models cost, in millionths of the currency of the budgets.</summary>
    public long CostMicros { get; set; }

    /// <summary>Whom we called; null for a call that came in. The attempt has the call's own identity.</summary>
    public Guid? ContactId { get; set; }

    /// <summary>The contact's campaign; null: none.</summary>
    public Guid? CampaignId { get; set; }

    /// <summary>What came of it, one of <see cref="Dialling.Dispositions"/>; empty until it is known, soon after the end.</summary>
    public string Disposition { get; set; } = "";

    /// <summary>What happened, in one to three sentences for people; empty until it is known.</summary>
    public string Summary { get; set; } = "";

    /// <summary>What the person told, by name ("name", "email", "zone", an event's question), as JSON; empty until it is known.</summary>
    public Dictionary<string, string> Fields { get; set; } = [];

    /// <summary>Which server holds it (<see cref="Storage.ThisNode"/>); empty for calls of before servers had names.</summary>
    public string Node { get; set; } = "";

    /// <summary>File of the recording, relative to the data folder; null when none was made.</summary>
    public string? Recording { get; set; }
}

/// <summary>What became of a call.</summary>
public static class CallOutcomes
{
    /// <summary>It runs.</summary>
    public const string InProgress = "in-progress";

    /// <summary>A meeting was booked.</summary>
    public const string Booked = "booked";

    /// <summary>A meeting was moved.</summary>
    public const string Moved = "moved";

    /// <summary>A meeting was cancelled.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The caller was handed to a person.</summary>
    public const string Transferred = "transferred";

    /// <summary>Nothing was booked.</summary>
    public const string NoBooking = "no-booking";

    /// <summary>Found unfinished at start: the process ended in mid-call.</summary>
    public const string CutOff = "cut-off";
}

/// <summary>One entry of a call's journal.</summary>
/// <param name="Sequence">Place within the call, from 1.</param>
/// <param name="At">When, by the call's own clock.</param>
/// <param name="AtMs">Milliseconds since the call began.</param>
/// <param name="Kind">What happened ("caller.said").</param>
/// <param name="Data">The payload, a JSON object; "{}" when there is none.</param>
public sealed record JournalEntry(long Sequence, Instant At, long AtMs, string Kind, string Data);
