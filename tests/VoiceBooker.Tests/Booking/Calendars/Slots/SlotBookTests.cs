using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Calendars.Slots;
using VoiceBooker.Booking.Events;
using VoiceBooker.Tests.Booking.Bookings;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Calendars.Slots;

public sealed class SlotBookTests : IDisposable
{
    private static readonly Instant Monday = Instant.FromUtc(2026, 11, 30, 9, 0);

    private readonly TestDatabase _database = TestDatabase.InMemory();
    private readonly ManualClock _clock = new(Monday.ToDateTimeOffset());
    private readonly RemoteCalendar _calendar = new();
    private readonly BookingEvent _event = new() { Id = Guid.CreateVersion7(), Provider = "remote", ProviderEvent = "e1", ConnectionId = Guid.CreateVersion7(), TimeZone = "UTC" };
    private readonly SlotBook _book;

    public SlotBookTests()
    {
        _calendar.Grid.AddRange(Enumerable.Range(10, 6).Select(At));
        _book = new LedgerParts(_database, _clock, [_calendar]).Book;
    }

    public void Dispose()
    {
        _book.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task What_is_known_is_told_at_once_and_what_has_aged_is_asked_again()
    {
        Assert.Equal([10, 11, 12, 13, 14, 15], await HoursAsync());
        _calendar.Gate = new TaskCompletionSource().Task; // from here on it would take for ever
        _clock.Advance(TimeSpan.FromSeconds(44));
        Assert.Equal([10, 11, 12, 13, 14, 15], await HoursAsync());
        Assert.Equal(1, _calendar.Asked);

        _calendar.Gate = Task.CompletedTask;
        _clock.Advance(TimeSpan.FromSeconds(2));
        await HoursAsync();
        Assert.Equal(2, _calendar.Asked);
    }

    [Fact]
    public async Task Only_times_within_what_was_asked_are_told()
    {
        await HoursAsync();
        Assert.Equal([11, 12], await HoursAsync(At(11).Start, At(13).Start));
        Assert.Equal(1, _calendar.Asked);
    }

    [Fact]
    public async Task Many_who_ask_at_once_are_one_question()
    {
        var answers = new TaskCompletionSource();
        _calendar.Gate = answers.Task;
        var waiting = Enumerable.Range(0, 20).Select(_ => HoursAsync()).ToList();
        Assert.Equal(1, _calendar.Asked);
        answers.SetResult();
        Assert.All(await Task.WhenAll(waiting), hours => Assert.Equal(6, hours.Count));
        Assert.Equal(1, _calendar.Asked);
    }

    [Fact]
    public async Task Who_hangs_up_while_waiting_does_not_end_the_question_for_the_others()
    {
        var answers = new TaskCompletionSource();
        _calendar.Gate = answers.Task;
        using var hangUp = new CancellationTokenSource();
        var gone = _book.FindAsync(_calendar, _event, Week(), hangUp.Token);
        var other = HoursAsync();
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        answers.SetResult();
        Assert.Equal(6, (await other).Count);
    }

    [Fact]
    public async Task A_calendar_that_is_down_or_slow_leaves_the_times_of_some_minutes_ago_marked_as_such()
    {
        await HoursAsync();
        _calendar.Down = true;
        _clock.Advance(TimeSpan.FromMinutes(2));
        var (down, old) = await FindAsync();
        Assert.True(old);
        Assert.Equal(6, Assert.IsType<SlotsResult.Found>(down).Slots.Count);

        _calendar.Gate = new TaskCompletionSource().Task;
        var slow = FindAsync();
        Assert.False(slow.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await slow).Old);

        _clock.Advance(TimeSpan.FromMinutes(4));
        var tooOld = FindAsync();
        _clock.Advance(TimeSpan.FromSeconds(8));
        Assert.IsType<SlotsResult.Unavailable>((await tooOld).Result);
    }

    [Fact]
    public async Task A_late_answer_serves_the_next_who_asks()
    {
        var answers = new TaskCompletionSource();
        _calendar.Gate = answers.Task;
        var impatient = FindAsync();
        _clock.Advance(TimeSpan.FromSeconds(8));
        Assert.IsType<SlotsResult.Unavailable>((await impatient).Result);

        var next = HoursAsync(); // joins what is still on its way
        answers.SetResult();
        Assert.Equal(6, (await next).Count);
        Assert.Equal(1, _calendar.Asked);
    }

    [Fact]
    public async Task What_we_booked_is_offered_no_more_even_while_the_calendar_repeats_its_old_answer()
    {
        await HoursAsync();
        _book.Close(_calendar, _calendar.Diary(_event), At(11)); // the calendar itself still lists it
        Assert.Equal([10, 12, 13, 14, 15], await HoursAsync());

        _book.Change(_calendar, _calendar.Diary(_event));
        Assert.Equal([10, 12, 13, 14, 15], await HoursAsync());
        Assert.Equal(2, _calendar.Asked);

        _clock.Advance(TimeSpan.FromSeconds(46));
        Assert.Equal([10, 11, 12, 13, 14, 15], await HoursAsync()); // long enough ago: the calendar knows better
    }

    [Fact]
    public async Task What_was_cancelled_is_offered_again_as_soon_as_the_calendar_says_so()
    {
        _calendar.Standing["r0"] = (Guid.Empty, At(11));
        Assert.DoesNotContain(11, await HoursAsync());
        await _calendar.CancelAsync(_event, "r0", "", default);
        _book.Change(_calendar, _calendar.Diary(_event));
        Assert.Contains(11, await HoursAsync());
    }

    [Fact]
    public async Task A_time_that_our_own_hold_hides_stays_known_and_others_follow_the_calendar()
    {
        await HoursAsync();
        var caller = Guid.CreateVersion7();
        _book.BeginHold(_calendar, _calendar.Diary(_event), At(11), caller, Monday + Duration.FromMinutes(5));
        _calendar.Holds["ours"] = At(11);
        _calendar.Holds["another's"] = At(13);
        _clock.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal([10, 11, 12, 14, 15], await HoursAsync());

        _calendar.Holds.Remove("ours"); // let go, and taken by somebody else at once
        _calendar.Standing["r0"] = (Guid.Empty, At(11));
        _book.EndHold(caller);
        _clock.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal([10, 12, 14, 15], await HoursAsync());
    }

    [Fact]
    public async Task What_we_booked_under_our_own_hold_does_not_come_back()
    {
        await HoursAsync();
        var caller = Guid.CreateVersion7();
        _book.BeginHold(_calendar, _calendar.Diary(_event), At(11), caller, Monday + Duration.FromMinutes(5));
        _book.Close(_calendar, _calendar.Diary(_event), At(11));
        _calendar.Standing["r0"] = (caller, At(11));
        for (var seconds = 0; seconds < 120; seconds += 5)
        {
            _book.Change(_calendar, _calendar.Diary(_event));
            Assert.DoesNotContain(11, await HoursAsync());
            if (seconds == 10)
                _book.EndHold(caller);
            _clock.Advance(TimeSpan.FromSeconds(5));
        }
    }

    [Fact]
    public async Task A_question_beyond_what_is_known_is_asked_and_known_from_then_on()
    {
        var far = new Slot(Monday + Duration.FromDays(200), Monday + Duration.FromDays(200) + Duration.FromMinutes(30));
        _calendar.Grid.Add(far);
        Assert.Equal(6, (await HoursAsync()).Count);
        Assert.Equal(7, (await HoursAsync(Monday, Monday + Duration.FromDays(201))).Count);
        Assert.Equal(7, (await HoursAsync(Monday, Monday + Duration.FromDays(201))).Count);
        Assert.Equal(2, _calendar.Asked);
    }

    [Fact]
    public async Task A_calendar_of_our_own_is_always_asked_itself()
    {
        var own = new OwnCalendar();
        var book = new LedgerParts(_database, _clock, [own]).Book;
        for (var times = 1; times <= 3; times++)
        {
            await book.FindAsync(own, new BookingEvent(), Week(), default);
            Assert.Equal(times, own.Asked);
        }
    }

    [Fact]
    public async Task However_bookings_and_questions_mix_nothing_is_offered_that_we_know_to_be_taken()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var dice = new Random(seed);
            var (clock, calendar) = (new ManualClock(Monday.ToDateTimeOffset()), new RemoteCalendar());
            calendar.Grid.AddRange(_calendar.Grid);
            using var book = new LedgerParts(_database, clock, [calendar]).Book;
            var diary = calendar.Diary(_event);
            for (var step = 0; step < 40; step++)
            {
                var slot = calendar.Grid[dice.Next(6)];
                var holder = new Guid(dice.Next(3) + 1, 0, 0, new byte[8]);
                switch (dice.Next(6))
                {
                    case 0 when (await calendar.BookAsync(new BookingRequest(holder, _event, slot, new Attendee("", null, null, ""), "", new Dictionary<string, string>(StringComparer.Ordinal)), default)) is BookingOutcome.Booked:
                        book.Close(calendar, diary, slot);
                        break;
                    case 1 when calendar.Standing.Count > 0:
                        calendar.Standing.Remove(calendar.Standing.Keys.First());
                        book.Change(calendar, diary);
                        break;
                    case 2:
                        book.BeginHold(calendar, diary, slot, holder, Instant.FromDateTimeOffset(clock.GetUtcNow()) + Duration.FromMinutes(5));
                        calendar.Holds[$"{holder}"] = slot;
                        break;
                    case 3:
                        book.EndHold(holder);
                        calendar.Holds.Remove($"{holder}");
                        break;
                    case 4:
                        clock.Advance(TimeSpan.FromSeconds(dice.Next(60)));
                        break;
                }

                var (result, _) = await book.FindAsync(calendar, _event, Week(), default);
                var free = Assert.IsType<SlotsResult.Found>(result).Slots;
                var taken = calendar.Standing.Values.Select(booked => booked.Slot).ToList();
                Assert.True(!free.Intersect(taken).Any(), $"seed {seed}, step {step}");
            }
        }
    }

    private static Slot At(int hour)
    {
        var start = Instant.FromUtc(2026, 12, 1, hour, 0);
        return new Slot(start, start + Duration.FromMinutes(30));
    }

    private static Interval Week() => new(Monday, Monday + Duration.FromDays(7));

    private Task<(SlotsResult Result, bool Old)> FindAsync() => _book.FindAsync(_calendar, _event, Week(), default);

    private async Task<List<int>> HoursAsync(Instant? from = null, Instant? until = null)
    {
        var (result, old) = await _book.FindAsync(_calendar, _event, new Interval(from ?? Monday, until ?? Monday + Duration.FromDays(7)), default);
        Assert.False(old);
        return [.. Assert.IsType<SlotsResult.Found>(result).Slots.Select(slot => slot.Start.InUtc().Hour)];
    }

    private sealed class OwnCalendar : ICalendar
    {
        public string Provider => "own";

        public int Asked { get; private set; }

        public Task<SlotsResult> FindSlotsAsync(BookingEvent bookingEvent, Interval within, CancellationToken cancel)
        {
            Asked++;
            return Task.FromResult<SlotsResult>(new SlotsResult.Found([]));
        }

        public Task<BookingOutcome> BookAsync(BookingRequest request, CancellationToken cancel) => throw new NotSupportedException();

        public Task<BookingOutcome?> FindByIntentAsync(BookingRequest request, CancellationToken cancel) => throw new NotSupportedException();

        public Task<BookingStanding> FindByReferenceAsync(BookingEvent bookingEvent, string reference, CancellationToken cancel) => throw new NotSupportedException();

        public Task<BookingOutcome> MoveAsync(BookingRequest request, string reference, CancellationToken cancel) => throw new NotSupportedException();

        public Task<CancelOutcome> CancelAsync(BookingEvent bookingEvent, string reference, string reason, CancellationToken cancel) => throw new NotSupportedException();
    }
}
