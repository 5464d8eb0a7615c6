using Microsoft.EntityFrameworkCore;
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

public sealed class BuiltInCalendarTests : IDisposable
{
    private static readonly Attendee Jo = new("Jo March", "jo@example.org", "+15550100", "Europe/Berlin");

    private readonly TestDatabase _database = TestDatabase.OnDisk();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 30, 6, 0, 0, TimeSpan.Zero));
    private readonly CalendarSchedule _schedule = new()
    {
        Id = Guid.CreateVersion7(),
        Name = "Weekdays",
        TimeZone = "Europe/Berlin",
        WeeklyHours = [new(IsoDayOfWeek.Tuesday, new LocalTime(9, 0), new LocalTime(12, 0))],
        BookingWindowDays = 400,
    };

    private BookingEvent Event => new() { Id = new Guid("00000000-0000-0000-0000-0000000000e1"), Name = "a consultation", ProviderEvent = $"{_schedule.Id:D}", TimeZone = "Europe/Berlin", MeetingPlace = "Room 1", OrganizerEmail = "owner@example.org" };

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Free_times_follow_the_week_and_its_exceptions()
    {
        _schedule.WeeklyHours.Add(new(IsoDayOfWeek.Tuesday, new LocalTime(14, 0), new LocalTime(15, 0)));
        _schedule.Exceptions = [new(new LocalDate(2026, 12, 8), null, null), new(new LocalDate(2026, 12, 9), new LocalTime(10, 0), new LocalTime(10, 30))];
        var calendar = await CalendarAsync();

        Assert.Equal(["09:00", "09:30", "10:00", "10:30", "11:00", "11:30", "14:00", "14:30"], await TimesAsync(calendar, new LocalDate(2026, 12, 1)));
        Assert.Empty(await TimesAsync(calendar, new LocalDate(2026, 12, 8)));
        Assert.Equal(["10:00"], await TimesAsync(calendar, new LocalDate(2026, 12, 9)));
    }

    [Fact]
    public async Task The_hour_that_is_skipped_in_spring_cannot_be_booked_and_the_one_repeated_in_autumn_is_there_once()
    {
        _schedule.WeeklyHours = [new(IsoDayOfWeek.Sunday, new LocalTime(1, 0), new LocalTime(5, 0))];
        var calendar = await CalendarAsync();

        Assert.Equal(["01:00", "01:30", "03:00", "03:30", "04:00", "04:30"], await TimesAsync(calendar, new LocalDate(2027, 3, 28)));
        Assert.Equal(["01:00", "01:30", "02:00", "02:30", "03:00", "03:30", "04:00", "04:30"], await TimesAsync(calendar, new LocalDate(2027, 10, 31)));
    }

    [Fact]
    public async Task A_booked_time_and_its_buffers_are_free_no_more()
    {
        _schedule.BufferBeforeMinutes = 15;
        _schedule.BufferAfterMinutes = 15;
        var calendar = await CalendarAsync();
        Assert.IsType<BookingOutcome.Booked>(await BookAsync(calendar, Berlin(2026, 12, 1, 10, 0)));

        Assert.Equal(["09:00", "11:00", "11:30"], await TimesAsync(calendar, new LocalDate(2026, 12, 1)));
        Assert.IsType<BookingOutcome.Taken>(await BookAsync(calendar, Berlin(2026, 12, 1, 10, 30)));
    }

    [Fact]
    public async Task A_calendar_with_two_seats_takes_two_at_once()
    {
        _schedule.Capacity = 2;
        var calendar = await CalendarAsync();
        var ten = Berlin(2026, 12, 1, 10, 0);
        Assert.IsType<BookingOutcome.Booked>(await BookAsync(calendar, ten));
        Assert.Contains("10:00", await TimesAsync(calendar, new LocalDate(2026, 12, 1)));
        Assert.IsType<BookingOutcome.Booked>(await BookAsync(calendar, ten));
        Assert.DoesNotContain("10:00", await TimesAsync(calendar, new LocalDate(2026, 12, 1)));
        Assert.IsType<BookingOutcome.Taken>(await BookAsync(calendar, ten));
    }

    [Fact]
    public async Task Two_events_of_one_calendar_compete_for_its_times()
    {
        var calendar = await CalendarAsync();
        var demo = Event;
        demo.Id = Guid.CreateVersion7();
        demo.ProviderEvent += "/45";
        var nine = Berlin(2026, 12, 1, 9, 0);
        Assert.IsType<BookingOutcome.Booked>(await calendar.BookAsync(new BookingRequest(Guid.CreateVersion7(), demo, new Slot(nine, nine + Duration.FromMinutes(45)), Jo, "", NoAnswers), default));

        Assert.DoesNotContain("09:30", await TimesAsync(calendar, new LocalDate(2026, 12, 1)));
        Assert.Equal(calendar.Diary(Event), calendar.Diary(demo));
    }

    [Fact]
    public async Task Notice_window_and_hours_bind_the_booking_too()
    {
        _schedule.MinimumNoticeMinutes = 24 * 60;
        _schedule.BookingWindowDays = 10;
        _schedule.WeeklyHours.Add(new(IsoDayOfWeek.Monday, new LocalTime(9, 0), new LocalTime(12, 0)));
        var calendar = await CalendarAsync();

        Assert.Empty(await TimesAsync(calendar, new LocalDate(2026, 11, 30)));
        Assert.IsType<BookingOutcome.OutOfBounds>(await BookAsync(calendar, Berlin(2026, 11, 30, 9, 0)));
        Assert.IsType<BookingOutcome.OutOfBounds>(await BookAsync(calendar, Berlin(2026, 12, 15, 9, 0)));
        Assert.IsType<BookingOutcome.OutOfBounds>(await BookAsync(calendar, Berlin(2026, 12, 1, 13, 0)));
        Assert.IsType<BookingOutcome.OutOfBounds>(await BookAsync(calendar, Berlin(2026, 12, 1, 9, 10)));
    }

    [Fact]
    public async Task The_daily_cap_holds_at_the_moment_of_booking()
    {
        var calendar = await CalendarAsync();
        var capped = Event;
        capped.DailyCap = 2;
        foreach (var hour in new[] { 9, 10 })
            Assert.IsType<BookingOutcome.Booked>(await BookAsync(calendar, Berlin(2026, 12, 1, hour, 0), bookingEvent: capped));
        Assert.IsType<BookingOutcome.LimitReached>(await BookAsync(calendar, Berlin(2026, 12, 1, 11, 0), bookingEvent: capped));
        Assert.IsType<BookingOutcome.Booked>(await BookAsync(calendar, Berlin(2026, 12, 8, 11, 0), bookingEvent: capped));
    }

    [Fact]
    public async Task The_same_wish_twice_is_one_booking()
    {
        var calendar = await CalendarAsync();
        var intent = Guid.CreateVersion7();
        var ten = Berlin(2026, 12, 1, 10, 0);
        var first = Assert.IsType<BookingOutcome.Booked>(await BookAsync(calendar, ten, intent));
        Assert.Equal(first, await BookAsync(calendar, ten, intent));
        Assert.Equal(first, await calendar.FindByIntentAsync(Request(Berlin(2026, 12, 1, 10, 0), intent), default));
        Assert.Null(await calendar.FindByIntentAsync(Request(ten), default));
    }

    [Fact]
    public async Task Moving_frees_the_old_time_takes_the_new_and_a_lost_race_changes_nothing()
    {
        var calendar = await CalendarAsync();
        var booked = Assert.IsType<BookingOutcome.Booked>(await BookAsync(calendar, Berlin(2026, 12, 1, 9, 0)));
        await BookAsync(calendar, Berlin(2026, 12, 1, 10, 0));

        Assert.IsType<BookingOutcome.Taken>(await calendar.MoveAsync(Request(Berlin(2026, 12, 1, 10, 0)), booked.Reference, default));
        Assert.DoesNotContain("09:00", await TimesAsync(calendar, new LocalDate(2026, 12, 1)));

        var intent = Guid.CreateVersion7();
        var moved = Assert.IsType<BookingOutcome.Booked>(await calendar.MoveAsync(Request(Berlin(2026, 12, 1, 11, 0), intent), booked.Reference, default));
        var times = await TimesAsync(calendar, new LocalDate(2026, 12, 1));
        Assert.Contains("09:00", times);
        Assert.DoesNotContain("11:00", times);
        Assert.Equal(moved, await calendar.FindByIntentAsync(Request(Berlin(2026, 12, 1, 10, 0), intent), default));

        await using var db = _database.CreateDbContext();
        var invitation = await db.Invitations.SingleAsync(row => row.BookingId == intent);
        Assert.Contains("SEQUENCE:1", invitation.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_frees_the_time_and_may_be_repeated()
    {
        var calendar = await CalendarAsync();
        var booked = Assert.IsType<BookingOutcome.Booked>(await BookAsync(calendar, Berlin(2026, 12, 1, 9, 0)));
        Assert.IsType<CancelOutcome.Cancelled>(await calendar.CancelAsync(Event, booked.Reference, "ill", default));
        Assert.IsType<CancelOutcome.Cancelled>(await calendar.CancelAsync(Event, booked.Reference, "ill", default));
        Assert.IsType<CancelOutcome.NotFound>(await calendar.CancelAsync(Event, Guid.CreateVersion7().ToString(), "ill", default));
        Assert.Contains("09:00", await TimesAsync(calendar, new LocalDate(2026, 12, 1)));
        await using var db = _database.CreateDbContext();
        Assert.Equal(1, await db.Invitations.CountAsync(row => row.Method == "CANCEL"));
    }

    [Fact]
    public async Task Of_many_who_race_for_one_time_one_gets_it()
    {
        await CalendarAsync();
        var racers = Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await BookAsync(Calendar(), Berlin(2026, 12, 1, 10, 0))));
        var outcomes = await Task.WhenAll(racers);
        Assert.Single(outcomes.OfType<BookingOutcome.Booked>());
        Assert.Equal(15, outcomes.OfType<BookingOutcome.Taken>().Count());
    }

    [Fact]
    public async Task The_database_itself_refuses_a_second_booking_of_a_seat()
    {
        var calendar = await CalendarAsync();
        await BookAsync(calendar, Berlin(2026, 12, 1, 9, 0));
        await using var db = _database.CreateDbContext();
        var cell = await db.CalendarCells.AsNoTracking().FirstAsync();
        db.CalendarCells.Add(new CalendarCell { ScheduleId = cell.ScheduleId, Cell = cell.Cell, Seat = cell.Seat, BookingId = cell.BookingId });
        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
    }

    [Fact, FileOnly]
    public async Task A_full_disk_is_a_calendar_that_is_down_and_not_a_taken_time()
    {
        await CalendarAsync();
        var full = new BuiltInCalendar(new FullDisk(_database), new InvitationWriter(Options.Create(new MailOptions())), _clock);
        var wordy = Event;
        wordy.MeetingPlace = new string('x', 100_000);
        var intent = Guid.CreateVersion7();

        var down = Assert.IsType<BookingOutcome.ProviderDown>(await BookAsync(full, Berlin(2026, 12, 1, 10, 0), intent, wordy));
        Assert.Contains("full", down.Reason, StringComparison.Ordinal);
        Assert.Null(await Calendar().FindByIntentAsync(Request(Berlin(2026, 12, 1, 10, 0), intent), default));
        Assert.Contains("10:00", await TimesAsync(Calendar(), new LocalDate(2026, 12, 1)));
    }

    [Fact, FileOnly]
    public async Task A_seat_that_another_process_takes_in_the_same_moment_is_taken()
    {
        var calendar = await CalendarAsync();
        await ExecuteAsync("CREATE TRIGGER faster BEFORE INSERT ON calendar_cells BEGIN INSERT INTO calendar_cells SELECT NEW.\"ScheduleId\", NEW.\"Cell\", NEW.\"Seat\", NEW.\"BookingId\"; END");
        Assert.IsType<BookingOutcome.Taken>(await BookAsync(calendar, Berlin(2026, 12, 1, 10, 0)));
    }

    [Fact]
    public void A_schedule_names_its_mistakes()
    {
        _schedule.DurationMinutes = 32;
        _schedule.TimeZone = "Berlin";
        _schedule.Capacity = 0;
        var mistakes = _schedule.FindMistakes();
        Assert.Equal(3, mistakes.Count);
        Assert.Contains(mistakes, mistake => mistake.Contains("durationMinutes is 32", StringComparison.Ordinal));
    }

    private static readonly Dictionary<string, string> NoAnswers = [];

    private static Instant Berlin(int year, int month, int day, int hour, int minute) =>
        new LocalDateTime(year, month, day, hour, minute).InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).ToInstant();

    private BuiltInCalendar Calendar() => new(_database, new InvitationWriter(Options.Create(new MailOptions())), _clock);

    private async Task<BuiltInCalendar> CalendarAsync()
    {
        await using var db = _database.CreateDbContext();
        db.Schedules.Add(_schedule);
        await db.SaveChangesAsync();
        return Calendar();
    }

    private BookingRequest Request(Instant start, Guid? intent = null, BookingEvent? bookingEvent = null) =>
        new(intent ?? Guid.NewGuid(), bookingEvent ?? Event, new Slot(start, start + Duration.FromMinutes(30)), Jo, "owner@example.org", NoAnswers);

    private async Task ExecuteAsync(string sql)
    {
        await using var db = _database.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    private Task<BookingOutcome> BookAsync(BuiltInCalendar calendar, Instant start, Guid? intent = null, BookingEvent? bookingEvent = null) =>
        calendar.BookAsync(Request(start, intent, bookingEvent), default);

    private async Task<List<string>> TimesAsync(BuiltInCalendar calendar, LocalDate date)
    {
        var zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        var day = new Interval(date.AtStartOfDayInZone(zone).ToInstant(), date.PlusDays(1).AtStartOfDayInZone(zone).ToInstant());
        var found = Assert.IsType<SlotsResult.Found>(await calendar.FindSlotsAsync(Event, day, default));
        return [.. found.Slots.Select(slot => slot.Start.InZone(zone).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture))];
    }

    /// <summary>A disk on which the file cannot grow.</summary>
    private sealed class FullDisk(TestDatabase database) : IDbContextFactory<BookingDbContext>
    {
        public BookingDbContext CreateDbContext()
        {
            var db = database.CreateDbContext();
            db.Database.OpenConnection();
            db.Database.ExecuteSqlRaw("PRAGMA max_page_count = 1"); // the size it has by now
            return db;
        }
    }
}
