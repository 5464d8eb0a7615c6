using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Tests.Booking.Calendars;

/// <summary>What every calendar must do, whosever it is. Derive from it, give it a <see cref="CalendarFixture"/>, and all of this is asked of it.</summary>
public abstract partial class CalendarContract : IAsyncLifetime
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    /// <summary>Monday, seven in the morning; open from nine to five.</summary>
    private static readonly CalendarSetting Weeks = new(Instant.FromUtc(2026, 11, 30, 6, 0), "Europe/Berlin", new LocalTime(9, 0), new LocalTime(17, 0));

    private static readonly Attendee Jo = new("Jo March", "jo@example.org", "+4930901820", "Europe/Berlin");

    private CalendarFixture? _world;

    private CalendarFixture World => _world ?? throw new InvalidOperationException("The world is not open.");

    /// <summary>Makes the world a test asks for.</summary>
    protected abstract Task<CalendarFixture> OpenAsync(CalendarSetting setting);

    /// <inheritdoc/>
    public Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_world is not null)
            await _world.DisposeAsync();
    }

    [Fact]
    public async Task Free_times_ascend_and_start_within_what_was_asked()
    {
        await BeginAsync(Weeks);
        var all = await FindAsync(Day(2026, 12, 2));
        Assert.Equal(16, all.Count);
        Assert.Equal(At(2026, 12, 2, 9, 0), all[0]);
        Assert.Equal(all.OrderBy(slot => slot.Start), all);
        Assert.All(all, slot => Assert.Equal(Weeks.Length, slot.Length));

        var some = await FindAsync(new Interval(At(2026, 12, 2, 10, 0).Start, At(2026, 12, 2, 11, 30).Start));
        Assert.Equal([At(2026, 12, 2, 10, 0), At(2026, 12, 2, 10, 30), At(2026, 12, 2, 11, 0)], some);
        Assert.Empty(await FindAsync(new Interval(At(2026, 12, 2, 20, 0).Start, At(2026, 12, 2, 23, 0).Start)));
    }

    [Fact]
    public async Task Free_times_lie_in_the_future_by_the_minimum_notice()
    {
        await BeginAsync(Weeks);
        var today = await FindAsync(new Interval(Weeks.Now - Duration.FromDays(3), At(2026, 11, 30, 23, 0).Start));
        Assert.NotEmpty(today);
        Assert.All(today, slot => Assert.True(slot.Start >= Weeks.Now + Weeks.Notice));
        Assert.Empty(await FindAsync(new Interval(Weeks.Now - Duration.FromDays(3), Weeks.Now - Duration.FromDays(1))));
    }

    [Fact]
    public async Task Many_weeks_asked_at_once_are_answered_to_their_last_day()
    {
        await BeginAsync(Weeks);
        var weeks = await FindAsync(new Interval(At(2026, 12, 1, 0, 0).Start, At(2027, 1, 15, 0, 0).Start));
        Assert.Equal(45 * 16, weeks.Count);
        Assert.Equal(weeks.Count, weeks.Distinct().Count());
        Assert.Equal(At(2027, 1, 14, 16, 30), weeks[^1]);
    }

    [Fact]
    public async Task The_same_times_are_free_whatever_the_zone_they_are_told_in()
    {
        await BeginAsync(Weeks);
        foreach (var zone in new[] { "UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland", "America/Vancouver" })
        {
            var told = World.Event;
            told.TimeZone = zone;
            Assert.Equal(await FindAsync(Day(2026, 12, 2)), await FindAsync(Day(2026, 12, 2), told));
        }
    }

    [Fact]
    public async Task A_booked_time_is_offered_no_more_and_cannot_be_booked_twice()
    {
        await BeginAsync(Weeks);
        var ten = At(2026, 12, 2, 10, 0);
        var booked = await BookedAsync(ten);
        Assert.Equal(ten, booked.Slot);
        Assert.NotEmpty(booked.Reference);
        Assert.Equal([new Meeting(ten, Jo.Email!)], await World.FindMeetingsAsync());

        await World.SettleAsync();
        var free = await FindAsync(Day(2026, 12, 2));
        Assert.DoesNotContain(ten, free);
        Assert.Equal(15, free.Count);

        Assert.IsType<BookingOutcome.Taken>(await BookAsync(Request(ten, attendee: Jo with { Name = "Amy March", Email = "amy@example.org" })));
        Assert.Single(await World.FindMeetingsAsync());
    }

    [Fact]
    public async Task A_time_that_somebody_took_elsewhere_after_it_was_offered_is_taken()
    {
        await BeginAsync(Weeks);
        var ten = At(2026, 12, 2, 10, 0);
        Assert.Contains(ten, await FindAsync(Day(2026, 12, 2)));
        await World.OccupyAsync(ten);
        Assert.IsType<BookingOutcome.Taken>(await BookAsync(Request(ten)));
        await World.SettleAsync();
        Assert.DoesNotContain(ten, await FindAsync(Day(2026, 12, 2)));
        Assert.DoesNotContain(await World.FindMeetingsAsync(), meeting => meeting.Email == Jo.Email);
    }

    [Fact]
    public async Task Of_many_who_race_for_one_time_exactly_one_gets_it()
    {
        await BeginAsync(Weeks);
        var ten = At(2026, 12, 2, 10, 0);
        var racers = Enumerable.Range(0, 8).Select(racer => Request(ten, attendee: Jo with { Name = $"Racer {racer}", Email = $"racer{racer}@example.org" })).ToList();
        var outcomes = await Task.WhenAll(racers.Select(racer => Task.Run(() => BookAsync(racer))));

        Assert.Single(outcomes.OfType<BookingOutcome.Booked>());
        Assert.Equal(7, outcomes.OfType<BookingOutcome.Taken>().Count());
        var winner = racers[Array.FindIndex(outcomes, outcome => outcome is BookingOutcome.Booked)];
        Assert.Equal([new Meeting(ten, winner.Attendee.Email!)], await World.FindMeetingsAsync());
    }

    [Fact]
    public async Task What_is_outside_the_hours_or_the_notice_is_refused_in_plain_words()
    {
        await BeginAsync(Weeks);
        Slot[] refused = [At(2026, 12, 2, 20, 0), new(Weeks.Now + Duration.FromMinutes(30), Weeks.Now + Duration.FromMinutes(60)), new(Weeks.Now - Duration.FromDays(2), Weeks.Now - Duration.FromDays(2) + Weeks.Length)];
        foreach (var slot in refused)
        {
            var outcome = await BookAsync(Request(slot));
            Assert.True(outcome is BookingOutcome.OutOfBounds or BookingOutcome.Taken, $"{slot.Start}: {outcome}"); // some calendars tell a closed hour as taken
        }

        Assert.Empty(await World.FindMeetingsAsync());
    }

    [Fact]
    public async Task In_spring_no_time_lies_in_the_skipped_hour()
    {
        await BeginAsync(Weeks with { Now = Instant.FromUtc(2027, 3, 22, 6, 0), From = new LocalTime(1, 0), Until = new LocalTime(5, 0) });
        var free = await FindAsync(Day(2027, 3, 28));
        Assert.Equal(["01:00+01", "01:30+01", "03:00+02", "03:30+02", "04:00+02", "04:30+02"], Told(free));
        var three = await BookedAsync(free[2]);
        Assert.Equal(free[2], three.Slot);
        await World.SettleAsync();
        Assert.Equal(["01:00+01", "01:30+01", "03:30+02", "04:00+02", "04:30+02"], Told(await FindAsync(Day(2027, 3, 28))));
    }

    [Fact]
    public async Task In_autumn_the_two_passes_of_the_repeated_hour_are_different_times()
    {
        await BeginAsync(Weeks with { Now = Instant.FromUtc(2027, 10, 25, 6, 0), From = new LocalTime(1, 0), Until = new LocalTime(5, 0) });
        string[] both = ["01:00+02", "01:30+02", "02:00+02", "02:30+02", "02:00+01", "02:30+01", "03:00+01", "03:30+01", "04:00+01", "04:30+01"];
        string[] once = [.. both.Where(time => World.HasBothRepeatedHours || time is not ("02:00+01" or "02:30+01"))];
        var free = await FindAsync(Day(2027, 10, 31));
        Assert.Equal(once, Told(free));

        await BookedAsync(free[2]);
        await World.SettleAsync();
        Assert.Equal(once.Where(time => time != "02:00+02"), Told(await FindAsync(Day(2027, 10, 31))));
    }

    private async Task BeginAsync(CalendarSetting setting) => _world = await OpenAsync(setting);

    private async Task<IReadOnlyList<Slot>> FindAsync(Interval within, BookingEvent? told = null)
    {
        var bookingEvent = told ?? World.Event;
        return Assert.IsType<SlotsResult.Found>(await World.AskAsync(cancel => World.Calendar.FindSlotsAsync(bookingEvent, within, cancel))).Slots;
    }

    private BookingRequest Request(Slot slot, Guid? intent = null, Attendee? attendee = null) =>
        new(intent ?? Guid.CreateVersion7(), World.Event, slot, attendee ?? Jo, "owner@example.org", World.Answers);

    private Task<BookingOutcome> BookAsync(BookingRequest request) => OutcomeAsync(cancel => World.Calendar.BookAsync(request, cancel));

    private async Task<BookingOutcome.Booked> BookedAsync(Slot slot, Guid? intent = null) => Assert.IsType<BookingOutcome.Booked>(await BookAsync(Request(slot, intent)));

    private Task<BookingOutcome> MoveAsync(BookingRequest request, string reference) =>
        OutcomeAsync(cancel => World.Calendar.MoveAsync(request with { Moving = reference }, reference, cancel));

    private Task<BookingOutcome?> LookAsync(BookingRequest request) => World.AskAsync(cancel => World.Calendar.FindByIntentAsync(request, cancel));

    private Task<BookingStanding> StandingAsync(string reference) => World.AskAsync(cancel => World.Calendar.FindByReferenceAsync(World.Event, reference, cancel));

    private Task<CancelOutcome> CancelAsync(string reference) => World.AskAsync(cancel => World.Calendar.CancelAsync(World.Event, reference, "The caller cancelled by phone.", cancel));

    /// <summary>As the ledger takes it: what breaks on the way is an answer that was lost.</summary>
    private async Task<BookingOutcome> OutcomeAsync(Func<CancellationToken, Task<BookingOutcome>> ask)
    {
        try
        {
            return await World.AskAsync(ask);
        }
        catch (Exception lost) when (lost is not NotSupportedException)
        {
            return new BookingOutcome.Unknown(lost.Message);
        }
    }

    private static Slot At(int year, int month, int day, int hour, int minute)
    {
        var start = new LocalDateTime(year, month, day, hour, minute).InZoneStrictly(Berlin).ToInstant();
        return new Slot(start, start + Weeks.Length);
    }

    private static Interval Day(int year, int month, int day)
    {
        var date = new LocalDate(year, month, day);
        return new Interval(date.AtStartOfDayInZone(Berlin).ToInstant(), date.PlusDays(1).AtStartOfDayInZone(Berlin).ToInstant());
    }

    private static IEnumerable<string> Told(IEnumerable<Slot> slots) =>
        slots.Select(slot => slot.Start.InZone(Berlin).ToString("HH:mmo<g>", System.Globalization.CultureInfo.InvariantCulture));
}
