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

    /// <summary>For an entry by text message ("sms"): the list that has the number besides ("list:" and its name), which stays when the person takes their opt-out back; null: none has it.</summary>
    public string? Besides { get; set; }

    /// <summary>When the person took it back by a text message of theirs; it does not hold since, and consent must be younger than <see cref="At"/>. Null: it holds.</summary>
    public Instant? TakenBackAt { get; set; }

    /// <summary>Their words then ("START").</summary>
    public string? TakenBackBy { get; set; }

    /// <summary>The source of an entry that a text message of the person's made, and another one can take back.</summary>
    public const string ByText = "sms";

    /// <summary>The scope of an entry that holds for all campaigns and single calls.</summary>
    public const string Everywhere = "*";
}
