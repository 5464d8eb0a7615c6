using NodaTime;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Dialling;

/// <summary>A number that must not be called; a row of <c>do_not_call</c>. Requests are kept for at least five years (47 CFR 64.1200(d)(6)).</summary>
public sealed class DoNotCallEntry
{
    /// <summary>Identity.</summary>
    public Guid Id { get; set; }

    /// <summary>E.164.</summary>
    public string Number { get; set; } = "";

    /// <summary>Where it holds: <see cref="Everywhere"/>, or the campaign's identity ("D" format) for that campaign alone. Unique with the number.</summary>
    public string Scope { get; set; } = Everywhere;

    /// <summary>Where it came from: "call", "key", "sms", "page", "api", "console", "carrier", or "list:" and the name of an imported list.</summary>
    public string Source { get; set; } = "";

    /// <summary>The person's words, or the operator's reason; may be empty.</summary>
    public string Reason { get; set; } = "";

    /// <summary>The call it was said on.</summary>
    public CallId? CallId { get; set; }

    /// <summary>Since when it holds.</summary>
    public Instant At { get; set; }

    /// <summary>The imported lists that have the number besides, each "list:" and its name, a line each: what holds on when <see cref="Source"/> is taken back. Null: none has it.</summary>
    public string? Besides { get; set; }

    /// <summary>When the person last asked not to be called, whatever became of that: consent must be younger. Null: they never did.</summary>
    public Instant? OptedOutAt { get; set; }

    /// <summary>When it was taken back; it does not hold since. Null: it holds.</summary>
    public Instant? TakenBackAt { get; set; }

    /// <summary>The person's words in the text message that took it back ("START"); or, with a reason, who took it off the list.</summary>
    public string? TakenBackBy { get; set; }

    /// <summary>Why it was taken off the list; null: a text message of the person's took it back.</summary>
    public string? TakenBackWhy { get; set; }

    /// <summary>Whether the person asked for it, as far as is known: by this entry or an earlier one.</summary>
    public bool IsWished => OptedOutAt is not null || IsOwnWish(Source);

    /// <summary>Whether an imported list made it, and nothing else.</summary>
    public bool IsOfList => Source.StartsWith(ListSource, StringComparison.Ordinal);

    /// <summary><see cref="Besides"/>, one by one.</summary>
    public IReadOnlyList<string> Lists => Besides?.Split('\n') ?? [];

    /// <summary>What comes before an imported list's name in <see cref="Source"/>.</summary>
    public const string ListSource = "list:";

    /// <summary>The source of an entry that a text message of the person's made, and another one can take back.</summary>
    public const string ByText = "sms";

    /// <summary>The scope of an entry that holds for all campaigns and single calls.</summary>
    public const string Everywhere = "*";

    /// <summary>Whether that source is the person's own word, to us or to the carrier.</summary>
    public static bool IsOwnWish(string source) => source is "call" or "key" or ByText or "page" or "carrier";
}
