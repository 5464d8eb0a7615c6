using NodaTime;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Dialling;

/// <summary>A time during which a number was on the do-not-call list and that is over, though the number is listed anew or for another reason; a row of <c>do_not_call_past</c>. With the number's <see cref="DoNotCallEntry"/> it is the number's history.</summary>
public sealed class DoNotCallPeriod
{
    /// <summary>Identity.</summary>
    public Guid Id { get; set; }

    /// <summary>E.164.</summary>
    public string Number { get; set; } = "";

    /// <summary>Where it held: as <see cref="DoNotCallEntry.Scope"/>.</summary>
    public string Scope { get; set; } = DoNotCallEntry.Everywhere;

    /// <summary>Where it came from: as <see cref="DoNotCallEntry.Source"/>.</summary>
    public string Source { get; set; } = "";

    /// <summary>The person's words, or the operator's reason; may be empty.</summary>
    public string Reason { get; set; } = "";

    /// <summary>The call it was said on.</summary>
    public CallId? CallId { get; set; }

    /// <summary>Since when it held.</summary>
    public Instant At { get; set; }

    /// <summary>Until when.</summary>
    public Instant TakenBackAt { get; set; }

    /// <summary>The person's words ("START"), or who took it off the list.</summary>
    public string TakenBackBy { get; set; } = "";

    /// <summary>Why; null: a text message of the person's took it back.</summary>
    public string? TakenBackWhy { get; set; }

    /// <summary>What an entry was until <paramref name="until"/>.</summary>
    internal static DoNotCallPeriod Of(DoNotCallEntry entry, Instant until, string by, string? why) => new()
    {
        Id = Guid.CreateVersion7(until.ToDateTimeOffset()),
        Number = entry.Number,
        Scope = entry.Scope,
        Source = entry.Source,
        Reason = entry.Reason,
        CallId = entry.CallId,
        At = entry.At,
        TakenBackAt = until,
        TakenBackBy = by,
        TakenBackWhy = why,
    };
}
