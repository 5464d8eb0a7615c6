namespace VoiceBooker.Booking.Calendars.Mail;

/// <summary>The mail server that carries invitations, confirmations and reminders; section <c>Mail</c>. Without a host nothing is sent: invitations are kept and can be downloaded.</summary>
public sealed class MailOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Mail";

    /// <summary>The server's name; empty: no mail is sent.</summary>
    public string Host { get; set; } = "";

    /// <summary>Whether mail is sent at all.</summary>
    public bool SendsMail => Host.Length > 0;

    /// <summary>Its port, 1 to 65535.</summary>
    public int Port { get; set; } = 587;

    /// <summary>The account; empty: none is needed.</summary>
    public string User { get; set; } = "";

    /// <summary>The account's password.</summary>
    public string Password { get; set; } = "";

    /// <summary>The sender's address; needed when a host is set.</summary>
    public string From { get; set; } = "";

    /// <summary>Turns to TLS before anything is told (STARTTLS).</summary>
    public bool StartTls { get; set; } = true;

    /// <summary>How often sending one mail is tried before it is given up, 1 to 20.</summary>
    public int Attempts { get; set; } = 8;
}
