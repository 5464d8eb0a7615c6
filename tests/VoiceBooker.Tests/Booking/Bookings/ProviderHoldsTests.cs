using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Offers;
using VoiceBooker.Tests.Booking.Calendars.Slots;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Journal;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Bookings;

public sealed class ProviderHoldsTests : IAsyncLifetime
{
    private static readonly Attendee Jo = new("Jo March", "jo@example.org", "+15550100", "UTC");

    private readonly TestDatabase _database = TestDatabase.OnDisk();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero));
    private readonly RemoteCalendar _calendar = new();
    private readonly BookingEvent _event = new() { Id = Guid.CreateVersion7(), Provider = "remote", ProviderEvent = "e1", ConnectionId = Guid.CreateVersion7(), TimeZone = "UTC" };
    private readonly LedgerParts _parts;

    public ProviderHoldsTests()
    {
        _calendar.Grid.AddRange(Enumerable.Range(10, 6).Select(At));
        _parts = new LedgerParts(_database, _clock, [_calendar]);
    }

    public Task InitializeAsync() => _parts.Holds.StartAsync(default);

    public async Task DisposeAsync()
    {
        await _parts.Holds.StopAsync(default);
        _parts.Holds.Dispose();
        _parts.Book.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task The_calendar_holds_what_the_caller_chose_and_nobody_waits_for_it()
    {
        var answers = new TaskCompletionSource();
        _calendar.Gate = answers.Task;
        var intent = await ChosenAsync(10);
        Assert.Empty(_calendar.Log);
        answers.SetResult();
        await UntilAsync("reserved 10");

        await using var db = _database.CreateDbContext();
        for (var times = 0; times < 200 && (await db.Leases.AsNoTracking().SingleAsync()).Reservation is null; times++)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        Assert.Equal(_calendar.Holds.Keys.Single(), (await db.Leases.AsNoTracking().SingleAsync(lease => lease.Intent == intent.Id)).Reservation);
    }

    [Fact]
    public async Task Another_choice_moves_the_hold_and_a_change_of_mind_ends_it()
    {
        var intent = await ChosenAsync(10);
        await UntilAsync("reserved 10");
        intent.ChangeMind();
        intent.Choose("s11");
        await _parts.Ledger.HoldAsync(intent, default);
        await UntilAsync("reserved 10", "released 10", "reserved 11");
        await _parts.Ledger.ReleaseAsync(intent, default);
        await UntilAsync("reserved 10", "released 10", "reserved 11", "released 11");
        Assert.Empty(_calendar.Holds);
    }

    [Fact, FileOnly]
    public async Task A_time_chosen_once_more_after_its_hold_ran_out_is_held_again_and_before_that_it_is_not()
    {
        var intent = await ChosenAsync(10);
        await UntilAsync("reserved 10");
        await _parts.Ledger.HoldAsync(intent, default); // nothing comes of it
        intent.ChangeMind();
        intent.Choose("s11");
        await _parts.Ledger.HoldAsync(intent, default);
        await UntilAsync("reserved 10", "released 10", "reserved 11");
        _clock.Advance(TimeSpan.FromMinutes(6));
        await _parts.Ledger.HoldAsync(intent, default);
        await UntilAsync("reserved 10", "released 10", "reserved 11", "released 11", "reserved 11"); // the old one is let go in case it is still known
        Assert.Single(_calendar.Holds);
    }

    [Fact]
    public async Task A_release_never_overtakes_its_hold()
    {
        var answers = new TaskCompletionSource();
        _calendar.Gate = answers.Task;
        var intent = await ChosenAsync(10);
        for (var times = 0; times < 1000 && _calendar.HoldsAsked == 0; times++)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        await _parts.Ledger.ReleaseAsync(intent, default); // the caller hangs up while the calendar is being asked
        answers.SetResult();
        await UntilAsync("reserved 10", "released 10");
        Assert.Empty(_calendar.Holds);
    }

    [Fact]
    public async Task What_is_booked_is_not_held_any_more()
    {
        var intent = await ChosenAsync(10);
        await UntilAsync("reserved 10");
        intent.Complete(Jo);
        intent.ReadBack("r");
        intent.Hear("r");
        intent.Agree();
        Assert.IsType<BookingOutcome.Booked>(await _parts.Ledger.CommitAsync(intent, "", Silent.Instance, default));
        await UntilAsync("reserved 10", "released 10");

        var free = Assert.IsType<FreeTimes.Found>(await _parts.Ledger.FindFreeAsync(_event, Week, Guid.CreateVersion7(), default));
        Assert.DoesNotContain(At(10), free.Slots);
        Assert.Equal(5, free.Slots.Count);
    }

    [Fact]
    public async Task The_caller_still_finds_the_time_that_is_held_for_them_and_nobody_else_does()
    {
        var intent = await ChosenAsync(10);
        await UntilAsync("reserved 10");
        _clock.Advance(TimeSpan.FromMinutes(1)); // what is known is too old: the calendar is asked, and hides the time from everybody
        Assert.Contains(At(10), Assert.IsType<FreeTimes.Found>(await _parts.Ledger.FindFreeAsync(_event, Week, intent.Id, default)).Slots);
        Assert.DoesNotContain(At(10), Assert.IsType<FreeTimes.Found>(await _parts.Ledger.FindFreeAsync(_event, Week, Guid.CreateVersion7(), default)).Slots);
    }

    [Fact]
    public async Task However_callers_choose_and_let_go_in_the_end_nothing_is_held()
    {
        var dice = new Random(20261122);
        var callers = Enumerable.Range(0, 12).Select(_ => new Random(dice.Next())).Select(async own =>
        {
            var intent = await NewAsync();
            for (var step = 0; step < 12; step++)
            {
                if (own.Next(3) == 0)
                {
                    await _parts.Ledger.ReleaseAsync(intent, default);
                }
                else
                {
                    intent.ChangeMind();
                    intent.Choose($"s{own.Next(10, 16)}");
                    if (await _parts.Ledger.HoldAsync(intent, default) == HoldResult.HeldByAnother)
                        intent.ChangeMind();
                }

                await Task.Yield();
            }

            await _parts.Ledger.ReleaseAsync(intent, default);
        });
        await Task.WhenAll(callers);
        for (var times = 0; times < 500 && (_calendar.Holds.Count > 0 || _calendar.Log.Count(line => line.StartsWith("reserved", StringComparison.Ordinal)) != _calendar.Log.Count(line => line.StartsWith("released", StringComparison.Ordinal))); times++)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        Assert.Empty(_calendar.Holds);
        Assert.NotEmpty(_calendar.Log);
    }

    private static Interval Week { get; } = new(Instant.FromUtc(2026, 11, 30, 9, 0), Instant.FromUtc(2026, 12, 7, 9, 0));

    private static Slot At(int hour)
    {
        var start = Instant.FromUtc(2026, 12, 1, hour, 0);
        return new Slot(start, start + Duration.FromMinutes(30));
    }

    private async Task<BookingIntent> ChosenAsync(int hour)
    {
        var intent = await NewAsync();
        intent.Choose($"s{hour}");
        Assert.Equal(HoldResult.Held, await _parts.Ledger.HoldAsync(intent, default));
        return intent;
    }

    private async Task<BookingIntent> NewAsync()
    {
        var gate = _calendar.Gate;
        _calendar.Gate = Task.CompletedTask;
        var intent = new BookingIntent(Guid.CreateVersion7(), new CallId(Guid.CreateVersion7()), _event);
        await _parts.Ledger.FindFreeAsync(_event, Week, intent.Id, default);
        intent.Offer([.. Enumerable.Range(10, 6).Select(hour => new OfferedSlot($"s{hour}", At(hour), DateTimeZone.Utc))]);
        _calendar.Gate = gate;
        return intent;
    }

    private async Task UntilAsync(params string[] log)
    {
        for (var times = 0; times < 500 && _calendar.Log.Count < log.Length; times++)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        Assert.Equal(log, _calendar.Log);
    }

    private sealed class Silent : ICallJournal
    {
        public static readonly Silent Instance = new();

        public void Record(string kind, object? payload = null)
        {
        }

        public ValueTask RecordDurablyAsync(string kind, object? payload, CancellationToken cancel) => ValueTask.CompletedTask;
    }
}
