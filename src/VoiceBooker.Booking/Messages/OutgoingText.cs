using NodaTime;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Messages;

/// <summary>How far a text message has come.</summary>
public enum TextState
{
    /// <summary>To be sent at <see cref="OutgoingText.NotBefore"/>.</summary>
    Waiting,

    /// <summary>The request is, or may be, on its way to the carrier; one found so after a restart is not sent again.</summary>
    Submitting,

    /// <summary>The carrier took it.</summary>
    Sent,

    /// <summary>Given up.</summary>
    Failed,

    /// <summary>Not needed any more (the meeting was moved or cancelled).</summary>
    Cancelled,
}

/// <summary>A text message (SMS) to one person; a row of <c>outgoing_texts</c>.</summary>
public sealed class OutgoingText
{
    /// <summary>Identity.</summary>
    public Guid Id { get; set; }

    /// <summary>What it is for: "confirmation", "reminder", "link".</summary>
    public string Purpose { get; set; } = "";

    /// <summary>The same matter never makes a second message ("reminder:booking:start"); unique.</summary>
    public string Matter { get; set; } = "";

    /// <summary>E.164.</summary>
    public string To { get; set; } = "";

    /// <summary>The number it comes from, E.164; empty: the server's first.</summary>
    public string From { get; set; } = "";

    /// <summary>The words.</summary>
    public string Body { get; set; } = "";

    /// <summary>The booking it tells of.</summary>
    public Guid? BookingId { get; set; }

    /// <summary>The call it belongs to.</summary>
    public CallId? CallId { get; set; }

    /// <summary>How far it came.</summary>
    public TextState State { get; set; }

    /// <summary>How often sending was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>Not to be sent before.</summary>
    public Instant NotBefore { get; set; }

    /// <summary>Not to be sent after; null: whenever.</summary>
    public Instant? NotAfter { get; set; }

    /// <summary>What went wrong last; null when nothing did.</summary>
    public string? LastError { get; set; }

    /// <summary>The carrier's identity of the message; null until it took it.</summary>
    public string? MessageSid { get; set; }

    /// <summary>When it was written.</summary>
    public Instant CreatedAt { get; set; }

    /// <summary>When the carrier took it.</summary>
    public Instant? SentAt { get; set; }
}
