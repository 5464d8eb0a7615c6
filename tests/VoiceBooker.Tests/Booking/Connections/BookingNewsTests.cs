using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Hooks;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.Tests.Booking.Bookings;
using VoiceBooker.Tests.Booking.Calendars.Slots;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Connections;

public sealed class BookingNewsTests : IAsyncLifetime
{
    private static readonly Instant Monday = Instant.FromUtc(2026, 11, 30, 9, 0);

    private readonly TestDatabase _database = TestDatabase.OnDisk();
    private readonly ManualClock _clock = new(Monday.ToDateTimeOffset());
    private readonly RemoteCalendar _calendar = new();
    private readonly Connection _account = new() { Id = Guid.CreateVersion7(), Provider = "remote" };
    private readonly CallId _call = new(Guid.CreateVersion7());
    private readonly LedgerParts _parts;
    private readonly BookingNews _news;

    public BookingNewsTests()
    {
        _parts = new LedgerParts(_database, _clock, [_calendar]);
        _news = _parts.News();
    }

    public async Task InitializeAsync()
    {
        await using var db = _database.CreateDbContext();
        db.Calls.Add(new CallRecord { Id = _call, CallSid = "CA1", StartedAt = Monday, EndedAt = Monday });
        await db.SaveChangesAsync();
        await _parts.Writer.StartAsync(default);
    }

    public async Task DisposeAsync()
    {
        await _parts.Writer.StopAsync(default);
        _parts.Writer.Dispose();
        _parts.Journals.Dispose();
        _parts.Holds.Dispose();
        _parts.Book.Dispose();
        _news.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task What_the_host_moved_stands_at_its_new_time_with_the_old_one_beside_it_and_the_call_tells_so()
    {
        var booked = await BookedAsync("r1", 10);
        await _news.TakeAsync(_account, "k1", new CalendarNews.Moved("r1", "r2", At(14)), default);

        var rows = await RowsAsync();
        Assert.Equal([BookingStatus.Moved, BookingStatus.Confirmed], rows.Select(row => row.Status));
        Assert.Equal(("r2", At(14).Start, (Guid?)booked, "Jo March"), (rows[1].Reference, rows[1].Start, rows[1].MovedFrom, rows[1].Name));
        Assert.Equal(["booking.changed"], await JournalAsync());
    }

    [Fact]
    public async Task A_move_that_keeps_its_reference_is_a_move_all_the_same()
    {
        await BookedAsync("r1", 10);
        await _news.TakeAsync(_account, "k1", new CalendarNews.Moved("r1", "r1", At(14)), default);
        await _news.TakeAsync(_account, "k2", new CalendarNews.Cancelled("r1", "ill"), default);
        var rows = await RowsAsync();
        Assert.Equal([BookingStatus.Moved, BookingStatus.Cancelled], rows.Select(row => row.Status));
        Assert.Equal("ill", rows[1].CancelReason);
    }

    [Fact]
    public async Task The_same_news_delivered_many_times_changes_once()
    {
        await BookedAsync("r1", 10);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _news.TakeAsync(_account, "k1", new CalendarNews.Moved("r1", "r2", At(14)), default))));
        await _news.RetryAsync(default);
        Assert.Equal(2, (await RowsAsync()).Count);
        Assert.Equal(["booking.changed"], await JournalAsync());
    }

    [Fact]
    public async Task A_request_the_host_agrees_to_waits_no_more()
    {
        await BookedAsync("r1", 10, awaits: true);
        await _news.TakeAsync(_account, "k1", new CalendarNews.Confirmed("r1", At(10)), default);
        Assert.False(Assert.Single(await RowsAsync()).AwaitsConfirmation);
        await _news.TakeAsync(_account, "k2", new CalendarNews.Confirmed("r1", At(10)), default); // said once more, in other words
        Assert.Equal(["booking.changed"], await JournalAsync());
    }

    [Fact]
    public async Task A_request_the_host_is_asked_to_move_still_waits_for_their_word()
    {
        await BookedAsync("r1", 10, awaits: true);
        await _news.TakeAsync(_account, "k1", new CalendarNews.Moved("r1", "r2", At(14)) { AwaitsConfirmation = true }, default);
        Assert.True((await RowsAsync())[1].AwaitsConfirmation);
        await _news.TakeAsync(_account, "k2", new CalendarNews.Confirmed("r2", At(14)), default);
        Assert.False((await RowsAsync())[1].AwaitsConfirmation);
    }

    [Fact]
    public async Task A_meeting_that_the_host_cancels_or_declines_is_a_task_for_whoever_tells_the_caller()
    {
        var booked = await BookedAsync("r1", 10);
        await _news.TakeAsync(_account, "k1", new CalendarNews.Cancelled("r1", "The host is ill."), default);
        var task = Assert.Single(await TasksAsync());
        Assert.Equal((TaskKind.Difference, (Guid?)booked, (CallId?)_call), (task.Kind, task.BookingId, task.CallId));
        Assert.Contains("Jo March", task.Title, StringComparison.Ordinal);
        Assert.Contains("The host is ill", task.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_meeting_that_the_host_moves_is_a_task_until_it_is_moved_back()
    {
        await BookedAsync("r1", 10);
        await _news.TakeAsync(_account, "k1", new CalendarNews.Moved("r1", "r2", At(14)), default);
        Assert.Contains("1 December 2026, 14:00", Assert.Single(await TasksAsync()).Details, StringComparison.Ordinal);
        await _news.TakeAsync(_account, "k2", new CalendarNews.Moved("r2", "r3", At(15)), default);
        Assert.Contains("1 December 2026, 15:00", Assert.Single(await TasksAsync()).Details, StringComparison.Ordinal);
        await _news.TakeAsync(_account, "k3", new CalendarNews.Moved("r3", "r4", At(10)), default);
        Assert.Empty(await TasksAsync());
    }

    [Fact]
    public async Task What_we_did_ourselves_is_nobodys_task()
    {
        // Our own move, of which the answer stays away longer than the news waits.
        var moving = await BookedAsync("r1", 10);
        // Our own cancellation, of which the answer was lost: a person looks after it already.
        var cancelling = await BookedAsync("r5", 16);
        await using (var db = _database.CreateDbContext())
        {
            db.Intents.Add(new IntentRecord { Id = Guid.CreateVersion7(), Moving = moving, State = IntentState.Unknown, Name = "Jo March", CallId = _call, UpdatedAt = Monday });
            await db.SaveChangesAsync();
        }

        await _parts.Tasks.AddAsync(TaskKind.CheckBooking, "Cancel the appointment of Jo March", "", $"cancel:{cancelling:D}", _call, cancelling, null, default);
        await _news.TakeAsync(_account, "k1", new CalendarNews.Moved("r1", "r2", At(14)), default);
        await _news.TakeAsync(_account, "k2", new CalendarNews.Cancelled("r5", ""), default);
        _clock.Advance(TimeSpan.FromSeconds(61));
        await _news.RetryAsync(default);

        Assert.Equal(3, (await RowsAsync()).Count);
        Assert.Equal(TaskKind.CheckBooking, Assert.Single(await TasksAsync()).Kind);
    }

    [Fact]
    public async Task News_of_bookings_of_others_changes_nothing_and_is_forgotten_after_a_minute()
    {
        await BookedAsync("r1", 10);
        await _news.TakeAsync(_account, "k1", new CalendarNews.Cancelled("somebody else's", ""), default);
        await _news.TakeAsync(new Connection { Id = Guid.CreateVersion7(), Provider = "remote" }, "k2", new CalendarNews.Cancelled("r1", ""), default); // of another account
        Assert.Equal(2, await _news.RetryAsync(default));
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(0, await _news.RetryAsync(default));
        Assert.Equal(BookingStatus.Confirmed, Assert.Single(await RowsAsync()).Status);
    }

    [Fact]
    public async Task News_that_outruns_our_own_record_is_not_lost()
    {
        await _news.TakeAsync(_account, "k1", new CalendarNews.Cancelled("r1", "ill"), default);
        Assert.Equal(1, await _news.RetryAsync(default));
        await BookedAsync("r1", 10);
        Assert.Equal(0, await _news.RetryAsync(default));
        Assert.Equal(BookingStatus.Cancelled, Assert.Single(await RowsAsync()).Status);
    }

    [Fact]
    public async Task News_of_our_own_move_waits_for_it_and_makes_no_second_record()
    {
        var booked = await BookedAsync("r1", 10);
        var own = new IntentRecord { Id = Guid.CreateVersion7(), Moving = booked, State = IntentState.Unknown, Name = "Jo March", CallId = _call, UpdatedAt = Monday };
        await using (var db = _database.CreateDbContext())
        {
            db.Intents.Add(own);
            db.HookEndpoints.Add(new HookEndpoint { Id = Guid.NewGuid(), Name = "CRM", Url = "https://example.com", Kinds = [HookKinds.BookingMoved], CreatedAt = Monday });
            await db.SaveChangesAsync();
        }

        await _news.TakeAsync(_account, "k1", new CalendarNews.Moved("r1", "r2", At(14)), default);
        Assert.Equal(1, await _news.RetryAsync(default));
        Assert.Single(await RowsAsync());

        // Even when the answer stays away so long that the news is written down first.
        _clock.Advance(TimeSpan.FromSeconds(61));
        await _news.RetryAsync(default);
        Assert.Equal(2, (await RowsAsync()).Count);
        await _parts.Settlement.RecordAsync(own, new RemoteCalendar(), new BookingEvent { ConnectionId = _account.Id }, new BookingOutcome.Booked("r2", At(14), ""), lost: true, default);
        var rows = await RowsAsync();
        Assert.Equal([BookingStatus.Moved, BookingStatus.Confirmed], rows.Select(row => row.Status));
        Assert.Equal(own.Id, rows[1].Id);
        await using var after = _database.CreateDbContext();
        Assert.Contains(own.Id.ToString("D"), (await after.HookDeliveries.SingleAsync()).Body, StringComparison.Ordinal); // told once, of the record that stays
    }

    [Fact]
    public async Task The_news_of_a_booking_by_anybody_closes_its_time_at_once()
    {
        _calendar.Grid.AddRange([At(10), At(11)]);
        var meeting = new BookingEvent { Provider = "remote", ProviderEvent = "e1", ConnectionId = _account.Id, TimeZone = "UTC" };
        var week = new Interval(Monday, Monday + Duration.FromDays(7));
        Assert.Equal(2, Assert.IsType<FreeTimes.Found>(await _parts.Ledger.FindFreeAsync(meeting, week, default, default)).Slots.Count);
        await _news.TakeAsync(_account, "k1", new CalendarNews.Confirmed("a stranger's", At(11)), default);
        Assert.Equal([At(10)], Assert.IsType<FreeTimes.Found>(await _parts.Ledger.FindFreeAsync(meeting, week, default, default)).Slots);
        Assert.Equal(1, _calendar.Asked);
    }

    private static Slot At(int hour) => new(Instant.FromUtc(2026, 12, 1, hour, 0), Instant.FromUtc(2026, 12, 1, hour, 30));

    private async Task<Guid> BookedAsync(string reference, int hour, bool awaits = false)
    {
        await using var db = _database.CreateDbContext();
        var row = new BookingRecord { Id = Guid.CreateVersion7(_clock.GetUtcNow()), Provider = "remote", ConnectionId = _account.Id, Reference = reference, Start = At(hour).Start, End = At(hour).End, Name = "Jo March", CallId = _call, AwaitsConfirmation = awaits, CreatedAt = Monday };
        db.Bookings.Add(row);
        await db.SaveChangesAsync();
        return row.Id;
    }

    private async Task<List<BookingRecord>> RowsAsync()
    {
        await using var db = _database.CreateDbContext();
        return [.. (await db.Bookings.AsNoTracking().ToListAsync()).OrderBy(row => row.MovedFrom is not null)];
    }

    private Task<IReadOnlyList<OperatorTask>> TasksAsync() => _parts.Tasks.ListAsync(openOnly: true, 100, default);

    private async Task<List<string>> JournalAsync()
    {
        await using var db = _database.CreateDbContext();
        return await db.CallEvents.Where(entry => entry.CallId == _call).Select(entry => entry.Kind).ToListAsync();
    }
}
