using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Booking.Calendars.Slots;

/// <summary>
/// All calendars, and the free times of those over the network kept in memory: fetched while a call rings, refreshed while it lasts, corrected at once by what we book, move, cancel or are told.
/// A question that memory can answer waits for nobody; any other waits for the calendar, together with whoever asked the same. A calendar of our own is always asked itself.
/// </summary>
public sealed partial class SlotBook(IEnumerable<ICalendar> calendars, IOptions<LedgerOptions> options, TimeProvider time, ILogger<SlotBook> log) : IDisposable
{
    private const int ManyPages = 500;

    /// <summary>A question nobody waits for any more may go on this long: a slow answer still serves the next one.</summary>
    private static readonly TimeSpan LongestQuestion = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, ICalendar> _calendars = calendars.ToDictionary(calendar => calendar.Provider, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<SlotKey, SlotPage> _pages = new();
    private readonly ConcurrentDictionary<Guid, Hold> _holds = new();
    private readonly ConcurrentDictionary<Task, byte> _underWay = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>The names of all calendars.</summary>
    internal IReadOnlyCollection<string> Providers => _calendars.Keys;

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>The event's calendar; null when there is none of its name.</summary>
    internal ICalendar? CalendarOf(string provider) => _calendars.GetValueOrDefault(provider);

    /// <summary>The event's free times. <c>Old</c> is true when its calendar did not answer and these are its times of up to <see cref="LedgerOptions.SlotsOld"/> ago.</summary>
    internal async Task<(SlotsResult Result, bool Old)> FindAsync(ICalendar calendar, BookingEvent bookingEvent, Interval within, CancellationToken cancel)
    {
        if (!calendar.IsRemote)
            return (await calendar.FindSlotsAsync(bookingEvent, within, cancel), false);

        var settings = options.Value;
        var page = PageOf(calendar, bookingEvent);
        var asked = Now;
        if (page.Find(within, asked, Duration.FromTimeSpan(settings.SlotsYoung), evenChanged: false) is { } young)
            return (Answered("book", asked, young), false);

        var old = page.Find(within, asked, Duration.FromTimeSpan(settings.SlotsOld), evenChanged: true);
        var (answer, joined) = Ask(calendar, bookingEvent, page, within.End, Instant.Max(within.End, UntilOf(bookingEvent, asked)));
        SlotsResult result;
        try
        {
            result = await answer.WaitAsync(old is null ? settings.AskTimeout : settings.SlotsPatience, time, cancel);
        }
        catch (TimeoutException)
        {
            result = new SlotsResult.Unavailable("The calendar did not answer in time.");
        }

        if (result is SlotsResult.Found(var all))
        {
            var found = page.Find(within, Now, Duration.FromTimeSpan(settings.SlotsOld), evenChanged: true) ?? [.. all.Where(slot => slot.Start >= within.Start && slot.Start < within.End)];
            return (Answered(joined ? "joined" : "asked", asked, found), false);
        }

        if (old is not null)
            return (Answered("old", asked, page.Find(within, asked, Duration.FromTimeSpan(settings.SlotsOld), evenChanged: true) ?? old), true);
        Measure("none", asked);
        return (result, false);
    }

    /// <summary>Somebody has this time of the diary now: it is offered no more.</summary>
    internal void Close(ICalendar calendar, string diary, Slot slot)
    {
        var now = Now;
        foreach (var page in PagesOf(calendar, diary))
            page.Close(slot, now);
    }

    /// <summary>Something in the diary has come free or changed: what is known of it is asked for again.</summary>
    internal void Change(ICalendar calendar, string diary)
    {
        var now = Now;
        foreach (var page in PagesOf(calendar, diary))
            page.Change(now);
    }

    /// <summary>From here on the calendar may hide this time because of a hold of our own; our leases keep it from other callers, and its own caller must still find it.</summary>
    internal void BeginHold(ICalendar calendar, string diary, Slot slot, Guid intent, Instant until) =>
        _holds[intent] = new Hold(calendar.Provider, diary, slot, until + SlotPage.CalendarsCache);

    /// <summary>The hold is let go; the calendar may hide its time a moment longer.</summary>
    internal void EndHold(Guid intent)
    {
        var now = Now;
        if (_holds.TryGetValue(intent, out var hold))
            _holds[intent] = hold with { HidesUntil = Instant.Min(hold.HidesUntil, now + SlotPage.CalendarsCache) };
        foreach (var (over, _) in _holds.Where(each => each.Value.HidesUntil + Duration.FromMinutes(1) < now))
            _holds.TryRemove(over, out _);
    }

    /// <summary>The page of an event.</summary>
    internal SlotPage PageOf(ICalendar calendar, BookingEvent bookingEvent)
    {
        var now = Now;
        if (_pages.Count > ManyPages)
        {
            foreach (var (unused, _) in _pages.Where(each => each.Value.UsedAt + Duration.FromTimeSpan(options.Value.SlotsOld) < now))
                _pages.TryRemove(unused, out _);
        }

        return _pages.GetOrAdd(new SlotKey(calendar.Provider, calendar.Diary(bookingEvent), bookingEvent.ProviderEvent, bookingEvent.Minutes), key => new SlotPage(key) { UsedAt = now });
    }

    /// <summary>How far ahead an event's times are kept.</summary>
    internal Instant UntilOf(BookingEvent bookingEvent, Instant now)
    {
        var first = bookingEvent.InitialBookingDate is { } initial ? Instant.Max(now, initial.AtMidnight().InUtc().ToInstant()) : now;
        return first + Duration.FromDays(options.Value.SlotsAhead);
    }

    /// <summary>Asks the calendar, or joins a question that is on its way already.</summary>
    internal (Task<SlotsResult> Answer, bool Joined) Ask(ICalendar calendar, BookingEvent bookingEvent, SlotPage page, Instant needed, Instant until)
    {
        var (answer, joined) = page.Ask(needed, page.Reach(until, Now), Now, end => AskAsync(calendar, bookingEvent, page, end));
        return (answer.Value, joined);
    }

    /// <summary>Lets go of the questions that are on their way, and waits for them.</summary>
    internal async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_underWay.Keys);
    }

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    private IEnumerable<SlotPage> PagesOf(ICalendar calendar, string diary) =>
        _pages.Values.Where(page => page.Key.Provider == calendar.Provider && page.Key.Diary == diary);

    private SlotsResult.Found Answered(string source, Instant asked, IReadOnlyList<Slot> slots)
    {
        Measure(source, asked);
        return new SlotsResult.Found(slots);
    }

    private void Measure(string source, Instant asked)
    {
        SlotMeter.Answers.Add(1, new KeyValuePair<string, object?>("source", source));
        SlotMeter.Waited.Record((Now - asked).TotalMilliseconds);
    }

    /// <summary>The book owns its questions: nobody who joined one can end it for the others, and it is awaited when the server stops.</summary>
    private async Task<SlotsResult> AskAsync(ICalendar calendar, BookingEvent bookingEvent, SlotPage page, Instant until)
    {
        var asked = Now;
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _underWay.TryAdd(ended.Task, 0);
        using var deadline = new CancellationTokenSource(LongestQuestion, time);
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _stopping.Token);
        SlotsResult result;
        try
        {
            result = await calendar.FindSlotsAsync(bookingEvent, new Interval(asked, until), asking.Token);
        }
        catch (Exception broken)
        {
            if (!_stopping.IsCancellationRequested)
                LogNotAsked(broken, calendar.Provider);
            result = new SlotsResult.Unavailable(broken is OperationCanceledException ? "The calendar did not answer in time." : broken.Message);
        }
        finally
        {
            _underWay.TryRemove(ended.Task, out _);
            ended.SetResult();
        }

        var now = Now;
        SlotMeter.Fetched.Record((now - asked).TotalMilliseconds, new KeyValuePair<string, object?>("provider", calendar.Provider));
        if (result is SlotsResult.Found(var slots))
            page.Take(new SlotSnapshot(asked, until, slots), slot => IsHidden(page.Key, slot, asked));
        else
            page.Fail(now, Duration.FromTimeSpan(options.Value.SlotsRefresh));
        return result;
    }

    private bool IsHidden(SlotKey key, Slot slot, Instant asked) =>
        _holds.Values.Any(hold => hold.Provider == key.Provider && hold.Diary == key.Diary && hold.HidesUntil >= asked && SlotPage.Overlap(hold.Slot, slot));

    /// <summary>A hold of ours at the calendar.</summary>
    private sealed record Hold(string Provider, string Diary, Slot Slot, Instant HidesUntil);

    [LoggerMessage(LogLevel.Warning, "The calendar '{Provider}' could not be asked for free times.")]
    private partial void LogNotAsked(Exception broken, string provider);
}
