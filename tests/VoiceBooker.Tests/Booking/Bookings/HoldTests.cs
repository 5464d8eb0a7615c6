using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Calendars.BuiltIn;
using VoiceBooker.Booking.Calendars.Invitations;
using VoiceBooker.Booking.Calendars.Mail;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Offers;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Bookings;

public sealed class HoldTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.InMemory();

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData("INSERT INTO leases SELECT NEW.\"Provider\", NEW.\"Diary\", NEW.\"Start\", NEW.\"End\", NEW.\"Intent\", NEW.\"ExpiresAt\", NEW.\"Reservation\"", "INSERT INTO leases VALUES (NEW.*)", true)]
    [InlineData("SELECT RAISE(ABORT, 'the disk is broken')", "RAISE 'the disk is broken'", false)]
    public async Task Only_a_time_that_somebody_else_took_first_is_held_by_another(string happens, string happensOnAServer, bool taken)
    {
        await using (var db = _database.CreateDbContext())
        {
            var sql = _database.ConnectionString.Length == 0
                ? $"CREATE TRIGGER meanwhile BEFORE INSERT ON leases BEGIN {happens}; END"
                : $"""
                    CREATE FUNCTION meanwhile() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF pg_trigger_depth() = 1 THEN {happensOnAServer}; END IF; RETURN NEW; END $$;
                    CREATE TRIGGER meanwhile BEFORE INSERT ON leases FOR EACH ROW EXECUTE FUNCTION meanwhile()
                    """;
            await db.Database.ExecuteSqlRawAsync(sql);
        }

        var intent = Chosen();
        if (taken)
            Assert.Equal(HoldResult.HeldByAnother, await Ledger().HoldAsync(intent, default));
        else
            await Assert.ThrowsAsync<DbUpdateException>(() => Ledger().HoldAsync(intent, default));
    }

    private static BookingIntent Chosen()
    {
        var intent = new BookingIntent(Guid.CreateVersion7(), new CallId(Guid.CreateVersion7()), new BookingEvent { Id = Guid.CreateVersion7(), TimeZone = "UTC" });
        var ten = Instant.FromUtc(2026, 12, 1, 10, 0);
        intent.Offer([new OfferedSlot("s0", new Slot(ten, ten + Duration.FromMinutes(30)), DateTimeZone.Utc)]);
        intent.Choose("s0");
        return intent;
    }

    private BookingLedger Ledger()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero));
        return new LedgerParts(_database, clock, [new BuiltInCalendar(_database, new InvitationWriter(Options.Create(new MailOptions())), clock)]).Ledger;
    }
}
