using System.Globalization;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars.BuiltIn;
using VoiceBooker.Booking.Calendars.Mail;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Calendars.Invitations;

/// <summary>Adds invitations, and the mails that carry them, to the transaction that changes a meeting.</summary>
internal sealed class InvitationWriter(IOptions<MailOptions> mail)
{
    private static readonly ZonedDateTimePattern Told = ZonedDateTimePattern.Create(
        "dddd, MMMM d, uuuu 'at' h:mm tt '('z')'", CultureInfo.InvariantCulture, null, DateTimeZoneProviders.Tzdb, default);

    /// <summary>A meeting stands, or stands at another time.</summary>
    /// <param name="db">Whose next <c>SaveChanges</c> writes it.</param>
    /// <param name="booking">The meeting.</param>
    /// <param name="language">What the attendee is written in, a BCP 47 tag; whoever holds the meeting is written in English, as all the console is.</param>
    /// <param name="now">The clock.</param>
    public void AddRequest(BookingDbContext db, CalendarBooking booking, string language, Instant now) => Add(db, booking, cancels: false, reason: "", language, now);

    /// <summary>A meeting is called off.</summary>
    public void AddCancellation(BookingDbContext db, CalendarBooking booking, string reason, string language, Instant now) => Add(db, booking, cancels: true, reason, language, now);

    private void Add(BookingDbContext db, CalendarBooking booking, bool cancels, string reason, string language, Instant now)
    {
        var invitation = new Invitation(
            booking.Uid,
            booking.Sequence,
            cancels,
            new Slot(booking.Start, booking.End),
            booking.AttendeeName.Length > 0 ? $"{booking.Title} {InvitationWords.Of(language).Beside} {booking.AttendeeName}" : booking.Title,
            CancelReasons.In(reason, language),
            booking.Place,
            booking.OrganizerEmail,
            booking.AttendeeName,
            booking.AttendeeEmail,
            now);
        var record = new InvitationRecord
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            BookingId = booking.Intent,
            Sequence = booking.Sequence,
            Method = InvitationText.MethodOf(invitation),
            Text = InvitationText.Write(invitation),
            CreatedAt = now,
        };
        db.Invitations.Add(record);

        var kind = (cancels, booking.Sequence) switch
        {
            (true, _) => MessageWords.Cancelled,
            (false, 0) => MessageWords.Booked,
            _ => MessageWords.Moved,
        };
        foreach (var recipient in new[] { booking.AttendeeEmail, booking.OrganizerEmail }.Where(address => !string.IsNullOrWhiteSpace(address)).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var (subject, body) = Write(booking, kind, reason, string.Equals(recipient, booking.AttendeeEmail, StringComparison.OrdinalIgnoreCase) ? language : "en-US");
            db.Mails.Add(new OutgoingMail
            {
                Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
                To = recipient!,
                Subject = subject,
                Body = body,
                InvitationId = record.Id,
                State = mail.Value.Host.Length > 0 ? MailState.Waiting : MailState.Kept,
                NotBefore = now,
                CreatedAt = now,
            });
        }
    }

    private static (string Subject, string Body) Write(CalendarBooking booking, string kind, string reason, string language)
    {
        var start = booking.Start.InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(booking.AttendeeZone) ?? DateTimeZone.Utc);
        var when = Tongue.Of(language) == Tongue.English ? Told.Format(start) : MessageWords.When(start, language);
        var (happened, words) = (MessageWords.Happened(kind, language), InvitationWords.Of(language));
        return ($"{happened}: {booking.Title}, {when}", $"""
            {happened}: {booking.Title}
            {words.With}: {booking.AttendeeName}
            {words.When}: {when}
            {words.Where}: {(booking.Place.Length > 0 ? booking.Place : words.ToBeTold)}
            {(reason.Length > 0 ? $"{words.Reason}: {CancelReasons.In(reason, language)}" : "")}
            """.TrimEnd() + "\n");
    }
}
