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

    /// <summary>The invitation that goes with it.</summary>
    public Guid InvitationId { get; set; }

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
