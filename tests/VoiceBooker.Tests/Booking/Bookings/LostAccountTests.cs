using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;
using VoiceBooker.Tests.Booking.Calendars.Slots;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Journal;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Bookings;

/// <summary>An account that died or was let go, and a calendar that hangs: the caller is neither offered what cannot be booked nor kept waiting.</summary>
public sealed class LostAccountTests : IDisposable
{
    private static readonly Instant Monday = Instant.FromUtc(2026, 11, 30, 9, 0);
    private static readonly Slot Ten = new(Instant.FromUtc(2026, 12, 1, 10, 0), Instant.FromUtc(2026, 12, 1, 10, 30));

    private readonly TestDatabase _database = TestDatabase.InMemory();
    private readonly ManualClock _clock = new(Monday.ToDateTimeOffset());
    private readonly RemoteCalendar _calendar = new();
    private readonly Connection _account = new() { Id = Guid.CreateVersion7(), Provider = "remote" };
    private readonly BookingEvent _event;
    private readonly LedgerParts _parts;

    public LostAccountTests()
    {
        _event = new BookingEvent { Id = Guid.CreateVersion7(), Name = "a consultation", Provider = "remote", ProviderEvent = "e1", ConnectionId = _account.Id, TimeZone = "UTC" };
        using var db = _database.CreateDbContext();
        db.Connections.Add(_account);
        db.Events.Add(_event);
        db.SaveChanges();
        _calendar.Grid.Add(Ten);
        _parts = new LedgerParts(_database, _clock, [_calendar]);
    }

    public void Dispose()
    {
        _parts.Holds.Dispose();
        _parts.Book.Dispose();
        _database.Dispose();
    }

    [Theory]
    [InlineData(ConnectionState.Dead)]
    [InlineData(ConnectionState.Disconnected)]
    public async Task An_account_that_is_known_to_be_lost_offers_nothing_however_young_its_times_are_and_is_not_asked(ConnectionState state)
    {
        Assert.Equal([Ten], Assert.IsType<FreeTimes.Found>(await FindAsync()).Slots);
        Become(state);
        Assert.IsType<FreeTimes.Unavailable>(await FindAsync());
        Assert.Equal(1, _calendar.Asked);

        Become(ConnectionState.Works);
        Assert.Equal([Ten], Assert.IsType<FreeTimes.Found>(await FindAsync()).Slots);
    }

    [Fact]
    public async Task An_account_that_dies_of_the_very_question_offers_none_of_its_older_times()
    {
        await FindAsync();
        _clock.Advance(TimeSpan.FromMinutes(2));
        _calendar.Down = true;
        Assert.True(Assert.IsType<FreeTimes.Found>(await FindAsync()).Old); // away is not lost

        _calendar.WhenDown = () => Become(ConnectionState.Dead);
        Assert.IsType<FreeTimes.Unavailable>(await FindAsync());
    }

    [Fact, FileOnly]
    public async Task A_calendar_that_hangs_keeps_a_caller_who_cancels_no_longer_than_one_who_books()
    {
        _calendar.Gate = new TaskCompletionSource().Task;
        var appointment = new Appointment(Guid.CreateVersion7(), _event.Id, "remote", "r1", Ten, new Attendee("Jo March", null, "+15550100", "UTC"), "");
        var cancelling = _parts.Ledger.CancelAsync(appointment, "", Silent.Instance, default);
        _clock.Advance(_parts.Options.Value.CommitTimeout - TimeSpan.FromSeconds(1));
        Assert.False(cancelling.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<CancelOutcome.Failed>(await cancelling.WaitAsync(TimeSpan.FromSeconds(5)));
    }

    private Task<FreeTimes> FindAsync() => _parts.Ledger.FindFreeAsync(_event, new Interval(Monday, Monday + Duration.FromDays(7)), Guid.CreateVersion7(), default);

    private void Become(ConnectionState state)
    {
        using var db = _database.CreateDbContext();
        db.Connections.Single().State = state;
        db.SaveChanges();
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
