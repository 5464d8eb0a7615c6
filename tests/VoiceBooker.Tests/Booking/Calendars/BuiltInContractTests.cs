using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Calendars.BuiltIn;
using VoiceBooker.Booking.Calendars.Invitations;
using VoiceBooker.Booking.Calendars.Mail;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Calendars;

/// <summary>The built-in calendar keeps the contract of all calendars.</summary>
public sealed class BuiltInContractTests : CalendarContract
{
    protected override async Task<CalendarFixture> OpenAsync(CalendarSetting setting)
    {
        var world = new BuiltInWorld(setting);
        await world.SeedAsync();
        return world;
    }

    private sealed class BuiltInWorld(CalendarSetting setting) : CalendarFixture, IDbContextFactory<BookingDbContext>
    {
        private readonly TestDatabase _database = TestDatabase.OnDisk();
        private readonly ManualClock _clock = new(setting.Now.ToDateTimeOffset());
        private readonly CalendarSchedule _schedule = new()
        {
            Id = Guid.CreateVersion7(),
            Name = "Every day",
            TimeZone = setting.Zone,
            WeeklyHours = [.. Enumerable.Range(1, 7).Select(day => new WeeklyHours((IsoDayOfWeek)day, setting.From, setting.Until))],
            DurationMinutes = (int)setting.Length.TotalMinutes,
            StepMinutes = (int)setting.Length.TotalMinutes,
            MinimumNoticeMinutes = (int)setting.Notice.TotalMinutes,
            BookingWindowDays = setting.Days,
        };

        private LostAnswer? _loses;

        public override ICalendar Calendar => new BuiltInCalendar(this, new InvitationWriter(Options.Create(new MailOptions())), _clock);

        public override BookingEvent Event => new() { Id = new Guid("00000000-0000-0000-0000-0000000000e1"), Name = "a consultation", ProviderEvent = $"{_schedule.Id:D}", TimeZone = setting.Zone };

        public override string UnknownReference => Guid.CreateVersion7().ToString("D");

        public override bool HasBothRepeatedHours => false;

        public async Task SeedAsync()
        {
            await using var db = _database.CreateDbContext();
            db.Schedules.Add(_schedule);
            await db.SaveChangesAsync();
        }

        public override async Task<IReadOnlyList<Meeting>> FindMeetingsAsync()
        {
            await using var db = _database.CreateDbContext();
            var rows = await db.CalendarBookings.Where(row => row.Stands).OrderBy(row => row.Start).ToListAsync();
            return [.. rows.Select(row => new Meeting(new Slot(row.Start, row.End), row.AttendeeEmail ?? ""))];
        }

        public override async Task OccupyAsync(Slot slot) =>
            Assert.IsType<BookingOutcome.Booked>(await Untroubled().BookAsync(new BookingRequest(Guid.CreateVersion7(), Event, slot, new Attendee("Somebody", "else@example.org", null, setting.Zone), "", Answers), default));

        public override Task LoseNextAnswerAsync(LostAnswer lost)
        {
            _loses = lost;
            return Task.CompletedTask;
        }

        public override async Task CancelByHostAsync(string reference) => Assert.IsType<CancelOutcome.Cancelled>(await Untroubled().CancelAsync(Event, reference, "I am away.", default));

        public override async Task MoveByHostAsync(string reference, Slot to)
        {
            var guest = new Attendee("Jo March", "jo@example.org", null, setting.Zone);
            Assert.IsType<BookingOutcome.Booked>(await Untroubled().MoveAsync(new BookingRequest(Guid.CreateVersion7(), Event, to, guest, "", Answers), reference, default));
        }

        public override ValueTask DisposeAsync()
        {
            _database.Dispose();
            return ValueTask.CompletedTask;
        }

        /// <summary>A context whose next write comes to its end, or not, without a word.</summary>
        public BookingDbContext CreateDbContext()
        {
            if (_loses is not { } lost)
                return _database.CreateDbContext();
            _loses = null;
            return _database.CreateDbContext(new CutWire(lost));
        }

        private BuiltInCalendar Untroubled() => new(_database, new InvitationWriter(Options.Create(new MailOptions())), _clock);
    }

    private sealed class CutWire(LostAnswer lost) : DbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            lost == LostAnswer.BeforeCommit ? throw new IOException("The wire was cut.") : ValueTask.FromResult(result);

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
            lost == LostAnswer.AfterCommit ? throw new IOException("The wire was cut.") : Task.CompletedTask;
    }
}
