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

/// <summary>What became of a message after the carrier had taken it. Each word follows those before it; the last three are last words.</summary>
public enum TextDelivery
{
    /// <summary>The carrier has not told yet.</summary>
    Unreported,

    /// <summary>It waits at the carrier.</summary>
    Queued,

    /// <summary>The carrier gave it to the person's network. Networks that report nothing leave it at that.</summary>
    Sent,

    /// <summary>It arrived.</summary>
    Delivered,

    /// <summary>The network could not deliver it, or would not.</summary>
    Undelivered,

    /// <summary>The carrier could not send it, or would not.</summary>
    Failed,
}

/// <summary>Why a message did not arrive; what to do about it is in <see cref="TextWords.Advice"/>.</summary>
public enum TextFault
{
    /// <summary>It arrived, or nothing is known against it.</summary>
    None,

    /// <summary>A landline, or a number that takes no text messages: it is not texted again.</summary>
    Landline,

    /// <summary>The telephone was off or out of reach; another message may arrive.</summary>
    Unreachable,

    /// <summary>There is no such number, or it is out of service.</summary>
    UnknownNumber,

    /// <summary>The person or their network lets no message of ours through.</summary>
    Blocked,

    /// <summary>The person answered STOP.</summary>
    OptedOut,

    /// <summary>The carrier or the network took it for spam.</summary>
    Filtered,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>A text message (SMS) to one person; a row of <c>outgoing_texts</c>.</summary>
public sealed class OutgoingText
{
    /// <summary>The purpose of an answer to a message of the person's own: it goes to them whatever list they are on.</summary>
    internal const string Answer = "answer";

    /// <summary>Identity.</summary>
    public Guid Id { get; set; }

    /// <summary>What it is for: "confirmation", "reminder", "link"; "answer" to a message of the person's own (HELP).</summary>
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

    /// <summary>What became of it since.</summary>
    public TextDelivery Delivery { get; set; }

    /// <summary>When that was told.</summary>
    public Instant? DeliveryAt { get; set; }

    /// <summary>Why it was refused or did not arrive.</summary>
    public TextFault Fault { get; set; }

    /// <summary>The carrier's code for that; null when it gave none.</summary>
    public int? ErrorCode { get; set; }

    /// <summary>When the carrier is asked what became of it, should it not have told by then; null: it is not asked (any more).</summary>
    public Instant? LookAt { get; set; }
}
