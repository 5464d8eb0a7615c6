using NodaTime;

namespace VoiceBooker.Booking.Calendars.Mail;

/// <summary>How far a mail has come.</summary>
public enum MailState
{
    /// <summary>To be sent.</summary>
    Waiting,

    /// <summary>The mail server took it.</summary>
    Sent,

    /// <summary>Given up after the last attempt.</summary>
    Failed,

    /// <summary>No mail server was configured when it was written; it is only kept.</summary>
    Kept,

    /// <summary>Not needed any more: the meeting it was to tell of was moved or cancelled.</summary>
    Cancelled,
}

/// <summary>A mail to one recipient, written in the transaction of the booking it tells of.</summary>
public sealed class OutgoingMail
{
    /// <summary>Identity; also its Message-ID, so that a repeated sending is recognised as the same mail.</summary>
    public Guid Id { get; set; }

    /// <summary>The address.</summary>
    public string To { get; set; } = "";

    /// <summary>The subject.</summary>
    public string Subject { get; set; } = "";

    /// <summary>Plain text.</summary>
    public string Body { get; set; } = "";

    /// <summary>The invitation that goes with it; null: none does.</summary>
    public Guid? InvitationId { get; set; }

    /// <summary>The booking a confirmation or a reminder tells of; null for an invitation's mail.</summary>
    public Guid? BookingId { get; set; }

    /// <summary>The same matter never makes a second mail ("reminder:booking:start:distance"); unique. Null: it is not looked at.</summary>
    public string? Matter { get; set; }

    /// <summary>How far it has come.</summary>
    public MailState State { get; set; }

    /// <summary>How often sending was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>Not to be tried before; also the end of the claim of whoever is sending it.</summary>
    public Instant NotBefore { get; set; }

    /// <summary>What went wrong last; null when nothing did.</summary>
    public string? LastError { get; set; }

    /// <summary>When it was written.</summary>
    public Instant CreatedAt { get; set; }

    /// <summary>When the mail server took it.</summary>
    public Instant? SentAt { get; set; }
}
