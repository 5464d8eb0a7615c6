using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.Tests.Booking.Calendars.Slots;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Bookings;

public sealed class NightlyComparisonTests : IDisposable
{
    private static readonly Instant Monday = Instant.FromUtc(2026, 11, 30, 9, 0);
    private static readonly Guid Account = Guid.CreateVersion7();

    private readonly TestDatabase _database = TestDatabase.InMemory();
    private readonly ManualClock _clock = new(Monday.ToDateTimeOffset());
    private readonly RemoteCalendar _calendar = new();
    private readonly Dictionary<string, BookingStanding> _held = new(StringComparer.Ordinal);
    private readonly BookingEvent _event = new() { Id = Guid.CreateVersion7(), Name = "a consultation", Provider = "remote", ProviderEvent = "e1", ConnectionId = Account, TimeZone = "Europe/Berlin" };
    private readonly LedgerParts _parts;
    private readonly NightlyComparison _comparison;
    private int _looked;

    public NightlyComparisonTests()
    {
        _parts = new LedgerParts(_database, _clock, [_calendar]);
        _comparison = _parts.Comparison();
        _calendar.Stands = reference =>
        {
            _looked++;
            return _held.GetValueOrDefault(reference) ?? new BookingStanding.Untold("down");
        };
        using var db = _database.CreateDbContext();
        db.Events.Add(_event);
        db.SaveChanges();
    }

    public void Dispose()
    {
        _comparison.Dispose();
        _parts.Journals.Dispose();
        _parts.Writer.Dispose();
        _parts.Holds.Dispose();
        _parts.Book.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task What_stands_as_promised_is_nobodys_task()
    {
        Promise("r1", 10);
        Promise("past", -30);
        _held["r1"] = Stands(10);
        var run = await CompareAsync();
        Assert.Equal((1, 0, 0), (run.Compared, run.Differences, run.Untold));
        Assert.Empty(await TasksAsync());
        Assert.Equal(run.Id, (await _comparison.LastAsync(default))!.Id);
    }

    [Fact]
    public async Task A_missed_cancellation_is_written_down_and_told_in_words()
    {
        Promise("r1", 10);
        _held["r1"] = new BookingStanding.Gone("The host cancelled it.");
        Assert.Equal(1, (await CompareAsync()).Differences);

        Assert.Equal(BookingStatus.Cancelled, Assert.Single(Rows()).Status);
        var task = Assert.Single(await TasksAsync());
        Assert.Equal(TaskKind.Difference, task.Kind);
        Assert.Contains("Promised: a consultation at Tuesday 1 December 2026, 11:00 (Europe/Berlin) for Jo March", task.Details, StringComparison.Ordinal);
        Assert.Contains("The host cancelled it", task.Details, StringComparison.Ordinal);
        Assert.Contains("+15550100 or jo@example.org", task.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_calendar_that_was_mistaken_takes_its_words_back()
    {
        Promise("r1", 10);
        _held["r1"] = new BookingStanding.Gone("not found");
        await CompareAsync();
        _held["r1"] = Stands(10);
        Assert.Equal(0, (await CompareAsync()).Differences);
        Assert.Equal(BookingStatus.Confirmed, Assert.Single(Rows()).Status);
        Assert.Empty(await TasksAsync());
    }

    [Fact]
    public async Task A_missed_move_is_written_down_and_settles_when_it_is_moved_back()
    {
        Promise("r1", 10);
        _held["r1"] = new BookingStanding.Moved("r2", At(14));
        Assert.Equal(1, (await CompareAsync()).Differences);
        Assert.Equal([("r1", BookingStatus.Moved), ("r2", BookingStatus.Confirmed)], Rows().Select(row => (row.Reference, row.Status)));
        Assert.Contains("Tuesday 1 December 2026, 15:00", Assert.Single(await TasksAsync()).Details, StringComparison.Ordinal);

        _held["r2"] = Stands(14);
        Assert.Equal(1, (await CompareAsync()).Differences); // still otherwise than promised, still one task
        Assert.Single(await TasksAsync());

        _held["r2"] = Stands(10);
        Assert.Equal(0, (await CompareAsync()).Differences);
        Assert.Empty(await TasksAsync());
    }

    [Fact]
    public async Task What_was_promised_but_waits_for_consent_is_a_difference_until_it_is_given()
    {
        Promise("r1", 10);
        _held["r1"] = new BookingStanding.Stands(At(10), AwaitsConfirmation: true, "");
        Assert.Equal(1, (await CompareAsync()).Differences);
        _held["r1"] = new BookingStanding.Stands(At(10), AwaitsConfirmation: false, "https://meet.example/1");
        Assert.Equal(0, (await CompareAsync()).Differences);
        Assert.Empty(await TasksAsync());
        Assert.Equal("https://meet.example/1", Assert.Single(Rows()).MeetingPlace);
    }

    [Fact]
    public async Task A_difference_that_was_seen_to_is_not_opened_again_every_night_but_a_new_one_is()
    {
        Promise("r1", 10);
        _held["r1"] = Stands(14);
        await CompareAsync();
        await _parts.Tasks.MarkAsync(Assert.Single(await TasksAsync()).Id, "Kim", default);
        Assert.Equal(1, (await CompareAsync()).Differences); // it is still otherwise than promised
        Assert.Empty(await TasksAsync());

        _held["r1"] = Stands(15);
        await CompareAsync();
        Assert.Contains("16:00 (Europe/Berlin)", Assert.Single(await TasksAsync()).Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_news_told_and_somebody_has_seen_to_is_not_opened_again_at_night()
    {
        Promise("r1", 10);
        using var news = _parts.News();
        await news.TakeAsync(new Connection { Id = Account, Provider = "remote" }, "k1", new CalendarNews.Moved("r1", "r2", At(14)), default);
        await _parts.Tasks.MarkAsync(Assert.Single(await TasksAsync()).Id, "Kim", default);
        _held["r2"] = Stands(14);
        Assert.Equal(1, (await CompareAsync()).Differences);
        Assert.Empty(await TasksAsync());
    }

    [Fact]
    public async Task A_request_that_is_moved_in_the_calendar_waits_for_consent_until_a_look_shows_it_given()
    {
        Promise("r1", 10, awaits: true);
        _held["r1"] = new BookingStanding.Moved("r2", At(14));
        await CompareAsync();
        Assert.True(Rows()[1].AwaitsConfirmation);
        _held["r2"] = new BookingStanding.Stands(At(14), AwaitsConfirmation: true, "");
        await CompareAsync();
        Assert.True(Rows()[1].AwaitsConfirmation);
        _held["r2"] = Stands(14);
        await CompareAsync();
        Assert.False(Rows()[1].AwaitsConfirmation);
    }

    [Fact]
    public async Task What_cannot_be_told_is_counted_and_changes_nothing()
    {
        for (var number = 0; number < 40; number++)
            Promise($"r{number}", number);
        var run = await CompareAsync();
        Assert.Equal((0, 0, 40), (run.Compared, run.Differences, run.Untold));
        Assert.All(Rows(), row => Assert.Equal(BookingStatus.Confirmed, row.Status));
        Assert.Empty(await TasksAsync());
        Assert.InRange(_looked, 8, 25); // an account that tells nothing is not asked for every booking
    }

    [Fact]
    public async Task An_account_that_is_asked_too_often_is_given_time()
    {
        Promise("r1", 10);
        _calendar.Stands = _ => ++_looked < 3 ? new BookingStanding.Untold("asked too often") : Stands(10);
        Assert.Equal((1, 0, 0), await CompareAsync() is var run ? (run.Compared, run.Differences, run.Untold) : default);
    }

    [Fact]
    public async Task It_runs_once_every_night_at_the_hour_of_the_house()
    {
        Assert.Equal(Instant.FromUtc(2026, 12, 1, 2, 30), await _comparison.NextAsync(default)); // half past three in Berlin
        _clock.AdvanceTo(new DateTimeOffset(2026, 12, 1, 2, 30, 1, TimeSpan.Zero));
        Assert.True(await _comparison.NextAsync(default) <= Instant.FromDateTimeOffset(_clock.GetUtcNow()));
        await CompareAsync();
        Assert.Equal(Instant.FromUtc(2026, 12, 2, 2, 30), await _comparison.NextAsync(default));
    }

    private static Slot At(int hour)
    {
        var start = Instant.FromUtc(2026, 12, 1, 0, 0) + Duration.FromHours(hour);
        return new Slot(start, start + Duration.FromMinutes(30));
    }

    private static BookingStanding.Stands Stands(int hour) => new(At(hour), AwaitsConfirmation: false, "");

    private void Promise(string reference, int hour, bool awaits = false)
    {
        using var db = _database.CreateDbContext();
        var id = Guid.CreateVersion7();
        db.Bookings.Add(new BookingRecord
        {
            Id = id, EventId = _event.Id, Provider = "remote", ConnectionId = Account, Reference = reference, Start = At(hour).Start, End = At(hour).End,
            Name = "Jo March", Phone = "+15550100", Email = "jo@example.org", Zone = "UTC", AwaitsConfirmation = awaits, CreatedAt = Monday,
        });
        db.Intents.Add(new IntentRecord { Id = id, EventId = _event.Id, State = IntentState.Confirmed });
        db.SaveChanges();
    }

    private async Task<Comparison> CompareAsync()
    {
        var run = _comparison.RunAsync(default);
        for (var turns = 0; !run.IsCompleted && turns < 1000; turns++)
        {
            if (_clock.NextDue is { } due)
                _clock.AdvanceTo(due);
            else
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        return await run;
    }

    private List<BookingRecord> Rows()
    {
        using var db = _database.CreateDbContext();
        return [.. db.Bookings.AsNoTracking().AsEnumerable().OrderBy(row => row.MovedFrom is not null)];
    }

    private Task<IReadOnlyList<OperatorTask>> TasksAsync() => _parts.Tasks.ListAsync(openOnly: true, 100, default);
}
