using System.Globalization;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;
using VoiceBooker.Booking.Calendars.BuiltIn;
using VoiceBooker.Booking.Calendars.Mail;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Calendars.Invitations;

/// <summary>Adds invitations, and the mails that carry them, to the transaction that changes a meeting.</summary>
internal sealed class InvitationWriter(IOptions<MailOptions> mail)
{
    private static readonly ZonedDateTimePattern Told = ZonedDateTimePattern.Create(
        "dddd, MMMM d, uuuu 'at' h:mm tt '('z')'", CultureInfo.InvariantCulture, null, DateTimeZoneProviders.Tzdb, default);

    public void AddRequest(BookingDbContext db, CalendarBooking booking, Instant now) => Add(db, booking, cancels: false, reason: "", now);

    public void AddCancellation(BookingDbContext db, CalendarBooking booking, string reason, Instant now) => Add(db, booking, cancels: true, reason, now);

    private void Add(BookingDbContext db, CalendarBooking booking, bool cancels, string reason, Instant now)
    {
        var invitation = new Invitation(
            booking.Uid,
            booking.Sequence,
            cancels,
            new Slot(booking.Start, booking.End),
            booking.AttendeeName.Length > 0 ? $"{booking.Title} with {booking.AttendeeName}" : booking.Title,
            reason,
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

        var happened = (cancels, booking.Sequence) switch
        {
            (true, _) => "Cancelled",
            (false, 0) => "Booked",
            _ => "Moved",
        };
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(booking.AttendeeZone) ?? DateTimeZone.Utc;
        var when = Told.Format(booking.Start.InZone(zone));
        foreach (var recipient in new[] { booking.AttendeeEmail, booking.OrganizerEmail }.Where(address => !string.IsNullOrWhiteSpace(address)).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            db.Mails.Add(new OutgoingMail
            {
                Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
                To = recipient!,
                Subject = $"{happened}: {booking.Title}, {when}",
                Body = $"""
                    {happened}: {booking.Title}
                    With: {booking.AttendeeName}
                    When: {when}
                    Where: {(booking.Place.Length > 0 ? booking.Place : "to be told")}
                    {(reason.Length > 0 ? $"Reason: {reason}" : "")}
                    """.TrimEnd() + "\n",
                InvitationId = record.Id,
                State = mail.Value.Host.Length > 0 ? MailState.Waiting : MailState.Kept,
                NotBefore = now,
                CreatedAt = now,
            });
        }
    }
}
