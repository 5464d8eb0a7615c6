using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Calendars.Invitations;

namespace VoiceBooker.Booking.Calendars.Mail;

/// <summary>Hands one mail to the mail server.</summary>
internal sealed class SmtpSender(IOptions<MailOptions> options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Returns once the server has taken the mail; throws <see cref="SmtpException"/> when it did not.</summary>
    public async Task SendAsync(OutgoingMail mail, InvitationRecord? invitation, CancellationToken cancel)
    {
        var settings = options.Value;
        using var message = new MailMessage(settings.From, mail.To)
        {
            Subject = string.Concat(mail.Subject.Where(letter => !char.IsControl(letter))),
            Body = mail.Body,
            BodyEncoding = Encoding.UTF8,
            SubjectEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", $"<{mail.Id:D}@voicebooker>");

        using var file = invitation is null ? null : new MemoryStream(Encoding.UTF8.GetBytes(invitation.Text));
        if (invitation is not null)
        {
            // As an alternative part mail programs show the meeting with its buttons; as an attachment any other program can open it.
            var calendar = new ContentType("text/calendar") { CharSet = "utf-8" };
            calendar.Parameters.Add("method", invitation.Method);
            message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(mail.Body, Encoding.UTF8, MediaTypeNames.Text.Plain));
            message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(invitation.Text, calendar));
            message.Body = null;
            message.Attachments.Add(new Attachment(file!, "invitation.ics", "application/ics"));
        }

        using var client = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.StartTls };
        if (settings.User.Length > 0)
            client.Credentials = new NetworkCredential(settings.User, settings.Password);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        await client.SendMailAsync(message, patience.Token);
    }
}
