using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Calendars.BuiltIn;
using VoiceBooker.Booking.Calendars.Invitations;
using VoiceBooker.Booking.Calendars.Mail;
using VoiceBooker.Tests.Booking.Storage;

namespace VoiceBooker.Tests.Booking.Calendars;

public sealed class InvitationWriterTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.InMemory();

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData("en-US", "Booked: Beratung, Tuesday, December 1, 2026 at 10:00 AM (Europe/Berlin)", "With: Jo Märch", "Where: to be told")]
    [InlineData("de-DE", "Gebucht: Beratung, Dienstag, 1. Dezember, 10:00 Uhr", "Mit: Jo Märch", "Wo: wird noch mitgeteilt")]
    [InlineData("es-MX", "Reservado: Beratung, martes 1 de diciembre, 10:00", "Con: Jo Märch", "Dónde: por comunicar")]
    [InlineData("fr-FR", "Réservé: Beratung, mardi 1 décembre, 10:00", "Avec: Jo Märch", "Où: à préciser")]
    public async Task The_attendee_is_written_in_the_language_of_the_call_and_the_owner_in_english(string language, string subject, string with, string where)
    {
        var start = Instant.FromUtc(2026, 12, 1, 9, 0);
        await using (var db = _database.CreateDbContext())
        {
            var booking = new CalendarBooking
            {
                Id = Guid.CreateVersion7(),
                Intent = Guid.CreateVersion7(),
                Start = start,
                End = start + Duration.FromMinutes(30),
                Title = "Beratung",
                OrganizerEmail = "owner@example.org",
                AttendeeName = "Jo Märch",
                AttendeeEmail = "jo@example.org",
                AttendeeZone = "Europe/Berlin",
            };
            new InvitationWriter(Options.Create(new MailOptions())).AddRequest(db, booking, language, start - Duration.FromDays(1));
            await db.SaveChangesAsync();
        }

        await using var written = _database.CreateDbContext();
        var mails = await written.Mails.AsNoTracking().ToListAsync();
        var theirs = mails.Single(mail => mail.To == "jo@example.org");
        Assert.StartsWith(subject, theirs.Subject, StringComparison.Ordinal);
        Assert.Contains(with, theirs.Body, StringComparison.Ordinal);
        Assert.Contains(where, theirs.Body, StringComparison.Ordinal);
        Assert.StartsWith("Booked: Beratung, Tuesday, December 1, 2026", mails.Single(mail => mail.To == "owner@example.org").Subject, StringComparison.Ordinal);
    }
}
