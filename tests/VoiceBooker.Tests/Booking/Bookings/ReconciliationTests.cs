using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Bookings;

public sealed class ReconciliationTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.InMemory();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero));
    private readonly OneAnswer _dead = new("dead", new BookingOutcome.Unknown("down"));
    private readonly OneAnswer _empty = new("empty", null);
    private readonly OneAnswer _holds = new("holds", new BookingOutcome.Booked("r1", new Slot(Instant.FromUtc(2026, 12, 1, 10, 0), Instant.FromUtc(2026, 12, 1, 10, 30)), "Room 1"));

    private Instant Now => Instant.FromDateTimeOffset(_clock.GetUtcNow());

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task A_dead_calendar_does_not_keep_the_bookings_of_the_others_open()
    {
        var (dead, holds) = (await EventAsync("dead"), await EventAsync("holds"));
        for (var number = 0; number < 120; number++)
            await OpenAsync(dead);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var booked = await OpenAsync(holds);

        var reconciliation = Reconciliation();
        await reconciliation.SettleDueAsync(default);
        Assert.Equal(1, await reconciliation.SettleDueAsync(default));
        Assert.Equal(IntentState.Confirmed, (await FindAsync(booked)).State);
        Assert.Equal(120, _dead.Asked);
    }

    [Fact]
    public async Task A_calendar_that_stays_silent_is_asked_ever_less_often_but_at_least_every_quarter_of_an_hour()
    {
        var open = await OpenAsync(await EventAsync("dead"));
        var reconciliation = Reconciliation();
        var pauses = new List<Duration>();
        for (var round = 0; round < 8; round++)
        {
            await reconciliation.SettleDueAsync(default);
            var pause = (await FindAsync(open)).SettleAfter!.Value - Now;
            pauses.Add(pause);
            _clock.Advance(pause.ToTimeSpan());
        }

        Assert.Equal([1, 1, 2, 4, 8, 15, 15, 15], pauses.Select(pause => (int)pause.TotalMinutes));
        Assert.Equal(8, _dead.Asked);
    }

    [Theory]
    [InlineData("holds", IntentState.Confirmed)]
    [InlineData("empty", IntentState.Seeking)]
    [InlineData("dead", IntentState.Unknown)]
    public async Task The_wish_for_a_deleted_event_is_settled_where_its_time_was_held(string provider, IntentState state)
    {
        var deleted = Guid.CreateVersion7();
        var open = await OpenAsync(deleted);
        await using (var db = _database.CreateDbContext())
        {
            db.Leases.Add(new Lease { Provider = provider, Diary = "d", Intent = open, Start = Now, End = Now, ExpiresAt = Now });
            await db.SaveChangesAsync();
        }

        await Reconciliation().SettleDueAsync(default);
        Assert.Equal(state, (await FindAsync(open)).State);
        Assert.Equal(1, _dead.Asked + _empty.Asked + _holds.Asked);
    }

    [Fact]
    public async Task The_wish_for_a_deleted_event_of_which_nothing_is_left_is_looked_for_in_every_calendar()
    {
        var open = await OpenAsync(Guid.CreateVersion7());
        await Reconciliation(_empty, _holds).SettleDueAsync(default);
        Assert.Equal(IntentState.Confirmed, (await FindAsync(open)).State);
        await using var db = _database.CreateDbContext();
        Assert.Equal("holds", (await db.Bookings.SingleAsync(row => row.Id == open)).Provider);
    }

    private async Task<Guid> EventAsync(string provider)
    {
        await using var db = _database.CreateDbContext();
        var added = new BookingEvent { Id = Guid.CreateVersion7(), Provider = provider, TimeZone = "UTC" };
        db.Events.Add(added);
        await db.SaveChangesAsync();
        return added.Id;
    }

    private async Task<Guid> OpenAsync(Guid bookingEvent)
    {
        await using var db = _database.CreateDbContext();
        var open = new IntentRecord { Id = Guid.CreateVersion7(), EventId = bookingEvent, State = IntentState.Unknown, SettleAfter = Now, UpdatedAt = Now };
        db.Intents.Add(open);
        await db.SaveChangesAsync();
        return open.Id;
    }

    private async Task<IntentRecord> FindAsync(Guid intent)
    {
        await using var db = _database.CreateDbContext();
        return await db.Intents.AsNoTracking().SingleAsync(row => row.Id == intent);
    }

    private BackgroundReconciliation Reconciliation(params ICalendar[] calendars) =>
        new LedgerParts(_database, _clock, calendars.Length > 0 ? calendars : [_dead, _empty, _holds]).Reconciliation();

    /// <summary>A calendar that answers every look-up the same.</summary>
    private sealed class OneAnswer(string provider, BookingOutcome? answer) : ICalendar
    {
        private int _asked;

        public string Provider => provider;

        public int Asked => _asked;

        public Task<BookingOutcome?> FindByIntentAsync(BookingRequest request, CancellationToken cancel)
        {
            Interlocked.Increment(ref _asked); // several are asked about at once
            return Task.FromResult(answer);
        }

        public Task<SlotsResult> FindSlotsAsync(BookingEvent bookingEvent, Interval within, CancellationToken cancel) => throw new NotSupportedException();

        public Task<BookingOutcome> BookAsync(BookingRequest request, CancellationToken cancel) => throw new NotSupportedException();

        public Task<BookingStanding> FindByReferenceAsync(BookingEvent bookingEvent, string reference, CancellationToken cancel) => throw new NotSupportedException();

        public Task<BookingOutcome> MoveAsync(BookingRequest request, string reference, CancellationToken cancel) => throw new NotSupportedException();

        public Task<CancelOutcome> CancelAsync(BookingEvent bookingEvent, string reference, string reason, CancellationToken cancel) => throw new NotSupportedException();
    }
}
