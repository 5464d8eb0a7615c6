using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Offers;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.Tests.Booking.Calendars.Slots;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Journal;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Bookings;

/// <summary>A calendar that takes longer than any caller waits: nobody is told what nobody knows, and the truth is found afterwards.</summary>
public sealed class LateAnswerTests : IDisposable
{
    private static readonly Instant Monday = Instant.FromUtc(2026, 11, 30, 9, 0);
    private static readonly Slot Ten = new(Instant.FromUtc(2026, 12, 1, 10, 0), Instant.FromUtc(2026, 12, 1, 10, 30));
    private static readonly Attendee Jo = new("Jo March", "jo@example.org", "+15550100", "UTC");

    private readonly TestDatabase _database = TestDatabase.OnDisk();
    private readonly ManualClock _clock = new(Monday.ToDateTimeOffset());
    private readonly RemoteCalendar _calendar = new();
    private readonly RemoteCalendar _other = new("other");
    private readonly BookingEvent _event;
    private readonly LedgerParts _parts;
    private readonly BackgroundReconciliation _reconciliation;

    public LateAnswerTests()
    {
        _parts = new LedgerParts(_database, _clock, [_calendar, _other]);
        _reconciliation = _parts.Reconciliation();
        _event = Event("remote");
    }

    public void Dispose()
    {
        _reconciliation.Dispose();
        _parts.Journals.Dispose();
        _parts.Writer.Dispose();
        _parts.Holds.Dispose();
        _parts.Book.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task A_booking_that_is_carried_out_after_three_quarters_of_a_minute_is_never_told_as_failed_and_is_found()
    {
        var intent = await LostAsync();
        Assert.Equal(IntentState.Unknown, intent.State);

        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(0, await _reconciliation.SettleDueAsync(default)); // not there yet proves nothing
        var task = Assert.Single(await TasksAsync());
        Assert.Equal(TaskKind.CheckBooking, task.Kind);
        Assert.Contains("Tuesday 1 December 2026, 10:00", task.Details, StringComparison.Ordinal);

        _calendar.Found = new BookingOutcome.Booked("r9", Ten, "");
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await _reconciliation.SettleDueAsync(default));
        Assert.Empty(await TasksAsync());
        await using var db = _database.CreateDbContext();
        Assert.Equal("r9", (await db.Bookings.SingleAsync()).Reference);
    }

    [Fact]
    public async Task A_booking_that_never_comes_is_told_to_the_caller_by_a_person()
    {
        await LostAsync();
        for (var minute = 0; minute < 4; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await _reconciliation.SettleDueAsync(default);
        }

        var task = Assert.Single(await TasksAsync());
        Assert.Equal((TaskKind.CallBack, "Tell Jo March that nothing is booked"), (task.Kind, task.Title));
        Assert.Contains("+15550100 or jo@example.org", task.Details, StringComparison.Ordinal);
        await using var db = _database.CreateDbContext();
        Assert.Empty(await db.Bookings.ToListAsync());
        Assert.Empty(await db.Leases.ToListAsync());
    }

    [Fact]
    public async Task An_answer_that_was_cut_off_at_once_is_looked_up_and_told_while_the_caller_waits()
    {
        _calendar.Books = _ => new BookingOutcome.Unknown("HTTP 502");
        var (_, outcome) = await CommitAsync();
        Assert.IsType<BookingOutcome.ProviderDown>(outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_booking_that_comes_after_the_caller_was_told_of_none_is_taken_back_even_where_somebody_must_still_agree(bool awaits)
    {
        _calendar.Books = _ => new BookingOutcome.Unknown("HTTP 502");
        var (_, outcome) = await CommitAsync();
        Assert.IsType<BookingOutcome.ProviderDown>(outcome);

        _calendar.Standing["r7"] = (Guid.CreateVersion7(), Ten);
        _calendar.Found = awaits ? new BookingOutcome.PendingConfirmation("r7", Ten) : new BookingOutcome.Booked("r7", Ten, "");
        _clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(1, await _reconciliation.SettleDueAsync(default));
        Assert.Empty(_calendar.Standing);
        await using var db = _database.CreateDbContext();
        Assert.Empty(await db.Bookings.ToListAsync());
        Assert.Null((await db.Intents.SingleAsync()).SettleAfter);
    }

    [Fact]
    public async Task What_a_late_look_up_cannot_tell_is_not_forgotten()
    {
        _calendar.Books = _ => new BookingOutcome.Unknown("HTTP 502");
        await CommitAsync();
        _calendar.Found = new BookingOutcome.Throttled(null);
        _clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(0, await _reconciliation.SettleDueAsync(default));
        await using var db = _database.CreateDbContext();
        Assert.NotNull((await db.Intents.SingleAsync()).SettleAfter);
    }

    [Fact]
    public async Task While_the_caller_is_on_the_line_nobody_else_is_bothered()
    {
        var intent = await LostAsync();
        await using (var db = _database.CreateDbContext())
        {
            db.Calls.Add(new CallRecord { Id = intent.Call, CallSid = "CA1", StartedAt = Monday });
            await db.SaveChangesAsync();
        }

        await _reconciliation.SettleDueAsync(default);
        Assert.Empty(await TasksAsync());
    }

    [Fact]
    public async Task An_account_that_does_not_answer_keeps_the_look_ups_of_no_other_waiting()
    {
        var silent = new TaskCompletionSource();
        _calendar.LookGate = silent.Task;
        _other.Found = new BookingOutcome.Booked("r1", Ten, "");
        var there = Event("other");
        for (var number = 0; number < 10; number++)
            await OpenAsync(_event);
        var first = await OpenAsync(there);

        var round = Task.Run(() => _reconciliation.SettleDueAsync(default));
        await Until(async () => (await FindAsync(first)).State == IntentState.Confirmed);
        Assert.False(round.IsCompleted);

        var second = await OpenAsync(there);
        await Until(async () =>
        {
            await _reconciliation.SettleDueAsync(default).WaitAsync(TimeSpan.FromSeconds(5)); // the next round does not touch the silent account
            return (await FindAsync(second)).State == IntentState.Confirmed;
        });
        Assert.False(round.IsCompleted);

        silent.SetResult();
        await round;
    }

    private static async Task Until(Func<Task<bool>> so)
    {
        for (var times = 0; times < 500; times++)
        {
            if (await so())
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        Assert.Fail("It did not come to that.");
    }

    private BookingEvent Event(string provider)
    {
        using var db = _database.CreateDbContext();
        var added = new BookingEvent { Id = Guid.CreateVersion7(), Name = "a consultation", Provider = provider, ProviderEvent = "e1", ConnectionId = Guid.CreateVersion7(), TimeZone = "UTC" };
        db.Events.Add(added);
        db.SaveChanges();
        return added;
    }

    /// <summary>A booking of which no answer comes.</summary>
    private async Task<BookingIntent> LostAsync()
    {
        _calendar.Gate = new TaskCompletionSource().Task;
        var (intent, outcome) = await CommitAsync();
        Assert.True(Assert.IsType<BookingOutcome.Unknown>(outcome).MayStillArrive);
        return intent;
    }

    private async Task<(BookingIntent Intent, BookingOutcome Outcome)> CommitAsync()
    {
        var intent = new BookingIntent(Guid.CreateVersion7(), new CallId(Guid.CreateVersion7()), _event);
        intent.Offer([new OfferedSlot("s0", Ten, DateTimeZone.Utc)]);
        intent.Choose("s0");
        intent.Complete(Jo);
        intent.ReadBack("r");
        intent.Hear("r");
        intent.Agree();
        var commit = _parts.Ledger.CommitAsync(intent, "", Silent.Instance, default);
        for (var turns = 0; !commit.IsCompleted && turns < 1000; turns++)
        {
            if (_clock.NextDue is { } due)
                _clock.AdvanceTo(due);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        return (intent, await commit);
    }

    private async Task<Guid> OpenAsync(BookingEvent bookingEvent)
    {
        await using var db = _database.CreateDbContext();
        var now = Instant.FromDateTimeOffset(_clock.GetUtcNow());
        var open = new IntentRecord { Id = Guid.CreateVersion7(), EventId = bookingEvent.Id, State = IntentState.Unknown, SettleAfter = now, UpdatedAt = now - Duration.FromMinutes(5) };
        db.Intents.Add(open);
        await db.SaveChangesAsync();
        return open.Id;
    }

    private async Task<IntentRecord> FindAsync(Guid intent)
    {
        await using var db = _database.CreateDbContext();
        return await db.Intents.AsNoTracking().SingleAsync(row => row.Id == intent);
    }

    private Task<IReadOnlyList<OperatorTask>> TasksAsync() => _parts.Tasks.ListAsync(openOnly: true, 100, default);

    private sealed class Silent : ICallJournal
    {
        public static readonly Silent Instance = new();

        public void Record(string kind, object? payload = null)
        {
        }

        public ValueTask RecordDurablyAsync(string kind, object? payload, CancellationToken cancel) => ValueTask.CompletedTask;
    }
}
