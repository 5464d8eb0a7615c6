using NodaTime;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Messages;

/// <summary>A link that was texted to the person on the line, so that they can type what is hard to say; a row of <c>text_links</c>.</summary>
public sealed class TextLink
{
    /// <summary>SHA-256 of the token in the address, hex; the token itself is nowhere kept.</summary>
    public string TokenHash { get; set; } = "";

    /// <summary>The call.</summary>
    public CallId CallId { get; set; }

    /// <summary>What is asked for: "email" or "name".</summary>
    public string Asks { get; set; } = "";

    /// <summary>The language of the page, a BCP 47 tag.</summary>
    public string Language { get; set; } = "en-US";

    /// <summary>What was typed; null until then.</summary>
    public string? Typed { get; set; }

    /// <summary>When it was typed.</summary>
    public Instant? TypedAt { get; set; }

    /// <summary>When the receptionist took it.</summary>
    public Instant? TakenAt { get; set; }

    /// <summary>When the link was made.</summary>
    public Instant CreatedAt { get; set; }

    /// <summary>Until when it works.</summary>
    public Instant ExpiresAt { get; set; }
}
