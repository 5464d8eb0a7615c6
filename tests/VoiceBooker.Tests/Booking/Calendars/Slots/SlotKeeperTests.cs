using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using VoiceBooker.Booking.Calendars.Slots;
using VoiceBooker.Booking.Events;
using VoiceBooker.Tests.Booking.Bookings;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Calendars.Slots;

public sealed class SlotKeeperTests : IDisposable
{
    private static readonly Guid Ava = Guid.CreateVersion7();
    private static readonly Guid Ben = Guid.CreateVersion7();

    private readonly TestDatabase _database = TestDatabase.InMemory();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero));
    private readonly RemoteCalendar _calendar = new();
    private readonly LedgerParts _parts;
    private readonly SlotKeeper _keeper;
    private readonly CallId _call = new(Guid.CreateVersion7());

    public SlotKeeperTests()
    {
        _parts = new LedgerParts(_database, _clock, [_calendar]);
        _keeper = new SlotKeeper(_parts.Book, _database, _parts.Options, _clock, NullLogger<SlotKeeper>.Instance);
        using var db = _database.CreateDbContext();
        db.Assistants.AddRange(new Assistant { Id = Ava, Numbers = ["+4930100"] }, new Assistant { Id = Ben, Numbers = ["+4930200"] });
        db.SaveChanges();
    }

    public void Dispose()
    {
        _keeper.Dispose();
        _parts.Book.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task While_it_rings_the_times_are_fetched_so_that_the_first_question_waits_for_nobody()
    {
        var meeting = Event("e1");
        Assert.Null(await _keeper.RefreshAsync(default));
        _keeper.Expect(_call, assistant: null, "+4930100", anybody: false);
        await _keeper.RefreshAsync(default);
        Assert.Equal(1, _calendar.Asked);

        var now = Instant.FromDateTimeOffset(_clock.GetUtcNow());
        await _parts.Book.FindAsync(_calendar, meeting, new Interval(now, now + Duration.FromDays(61)), default);
        Assert.Equal(1, _calendar.Asked);
    }

    [Fact]
    public async Task They_are_fetched_again_while_the_call_lasts_and_no_longer()
    {
        Event("e1");
        _keeper.Expect(_call, assistant: null, "+4930100", anybody: false);
        _keeper.Stay(_call, Ava);
        await LastAsync(TimeSpan.FromMinutes(10));
        Assert.InRange(_calendar.Asked, 19, 21); // every thirty seconds
        _keeper.Leave(_call);
        Assert.Null(await _keeper.RefreshAsync(default));
    }

    [Fact]
    public async Task A_call_that_was_never_answered_is_forgotten()
    {
        Event("e1");
        _keeper.Expect(_call, assistant: null, "+4930100", anybody: false);
        await LastAsync(TimeSpan.FromMinutes(1));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await _keeper.RefreshAsync(default));
    }

    [Fact]
    public async Task Only_what_the_one_who_answers_may_book_is_fetched_each_once()
    {
        Event("e1");
        Event("e1"); // the same at the provider, offered under another name
        Event("e2", assistant: Ava);
        Event("e3", assistant: Ben);
        Event("e4", active: false);
        _keeper.Expect(_call, assistant: null, "+4930100", anybody: false);
        await _keeper.RefreshAsync(default);
        Assert.Equal(2, _calendar.Asked);
    }

    [Fact]
    public async Task A_calendar_that_does_not_answer_is_asked_ever_less_often()
    {
        Event("e1");
        _calendar.Down = true;
        _keeper.Stay(_call, Ava);
        await LastAsync(TimeSpan.FromMinutes(10));
        Assert.InRange(_calendar.Asked, 6, 9); // after 20, 40, 80 seconds, then every two minutes
    }

    [Fact]
    public async Task An_account_with_many_events_is_asked_few_questions_at_once()
    {
        for (var number = 0; number < 20; number++)
            Event($"e{number}");
        var answers = new TaskCompletionSource();
        _calendar.Gate = answers.Task;
        _keeper.Stay(_call, Ava);
        await _keeper.RefreshAsync(default);
        await _keeper.RefreshAsync(default);
        Assert.Equal(4, _calendar.AtOnce.Now);

        answers.SetResult();
        await LastAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(20, _calendar.Asked);
        Assert.Equal(4, _calendar.AtOnce.Most);
    }

    [Fact]
    public async Task The_loop_wakes_when_a_call_rings_and_ends_with_the_server()
    {
        Event("e1");
        await _keeper.StartAsync(default);
        var asked = new TaskCompletionSource();
        _calendar.Gate = asked.Task;
        _keeper.Expect(_call, assistant: null, "+4930100", anybody: false);
        await Until(() => _calendar.Asked == 1);
        await _keeper.StopAsync(default).WaitAsync(TimeSpan.FromSeconds(10)); // the question on its way is let go
        Assert.Equal(0, _calendar.AtOnce.Now);
    }

    private static async Task Until(Func<bool> so)
    {
        for (var times = 0; !so() && times < 500; times++)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        Assert.True(so());
    }

    private static readonly Guid Account = Guid.CreateVersion7();

    /// <summary>The loop, by hand.</summary>
    private async Task LastAsync(TimeSpan length)
    {
        var end = _clock.GetUtcNow() + length;
        while (_clock.GetUtcNow() < end)
        {
            var pause = await _keeper.RefreshAsync(default);
            _clock.Advance(pause!.Value);
        }
    }

    private BookingEvent Event(string providerEvent, Guid? assistant = null, bool active = true)
    {
        using var db = _database.CreateDbContext();
        var added = new BookingEvent { Id = Guid.CreateVersion7(), Provider = "remote", ProviderEvent = providerEvent, ConnectionId = Account, TimeZone = "UTC", AssistantId = assistant, Active = active };
        db.Events.Add(added);
        db.SaveChanges();
        return added;
    }
}
