using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Calendars.Slots;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Dialling.Pacing;

/// <summary>How many more people could get a meeting.</summary>
/// <param name="Count">Openings that do not overlap; null: the calendar cannot be asked.</param>
/// <param name="Because">Why it cannot.</param>
internal sealed record OpeningsLeft(int? Count, string Because);

/// <summary>
/// The openings of an event: its free times without those that overlap, those kept for somebody on the line, and those above its daily cap. A calendar of our own is always asked itself. Of one over the network its page in
/// <see cref="SlotBook"/> is good enough while many are left; when few are, the calendar itself is asked, at most every few seconds, and what it may not show yet of our own latest bookings is taken off.
/// </summary>
internal sealed partial class Openings(IDbContextFactory<BookingDbContext> contexts, SlotBook book, IOptions<LedgerOptions> options, TimeProvider time, ILogger<Openings> log)
{
    /// <summary>With so many left the calendar itself is asked.</summary>
    private const int Few = 8;

    private static readonly Duration AskedAgainAfter = Duration.FromSeconds(3);

    /// <summary>For so long a calendar over the network may still show a time that we have booked.</summary>
    private static readonly Duration CalendarsLag = Duration.FromMinutes(2);

    private readonly ConcurrentDictionary<Guid, (Instant At, OpeningsLeft Left)> _asked = new();

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>What events' times are taken from: events with the same answer compete for the same openings. Null: there is no such calendar.</summary>
    public string? DiaryOf(BookingEvent bookingEvent) => book.CalendarOf(bookingEvent.Provider) is { } calendar ? $"{calendar.Provider}/{calendar.Diary(bookingEvent)}" : null;

    /// <summary>The openings of an event from now on.</summary>
    /// <param name="bookingEvent">Which.</param>
    /// <param name="onTheLine">How many people are on the line for them: with few openings beside them, nothing remembered is good enough.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<OpeningsLeft> FindAsync(BookingEvent bookingEvent, int onTheLine, CancellationToken cancel)
    {
        if (book.CalendarOf(bookingEvent.Provider) is not { } calendar)
            return new OpeningsLeft(null, $"There is no calendar '{bookingEvent.Provider}'.");
        if (!bookingEvent.Active)
            return new OpeningsLeft(0, "");

        var now = Now;
        var within = new Interval(now, book.UntilOf(bookingEvent, now));
        if (!calendar.IsRemote)
            return await CountAsync(calendar, bookingEvent, within, remembered: false, cancel);

        var left = await CountAsync(calendar, bookingEvent, within, remembered: true, cancel);
        if (left.Count is not { } many || many - onTheLine > Few)
            return left;
        if (_asked.TryGetValue(bookingEvent.Id, out var last) && last.At + AskedAgainAfter > now)
            return last.Left with { Count = last.Left.Count is { } before ? Math.Min(before, onTheLine) : null }; // nobody new until it was asked again
        left = await CountAsync(calendar, bookingEvent, within, remembered: false, cancel);
        _asked[bookingEvent.Id] = (now, left);
        return left;
    }

    private async Task<OpeningsLeft> CountAsync(ICalendar calendar, BookingEvent bookingEvent, Interval within, bool remembered, CancellationToken cancel)
    {
        SlotsResult answer;
        using var deadline = new CancellationTokenSource(options.Value.AskTimeout, time);
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        try
        {
            (answer, var old) = remembered ? await book.FindAsync(calendar, bookingEvent, within, asking.Token) : (await calendar.FindSlotsAsync(bookingEvent, within, asking.Token), false);
            if (old)
                return new OpeningsLeft(null, "The calendar does not answer.");
        }
        catch (Exception broken) when (!cancel.IsCancellationRequested)
        {
            LogNotAsked(broken, calendar.Provider);
            return new OpeningsLeft(null, "The calendar does not answer.");
        }

        if (answer is not SlotsResult.Found(var slots))
            return new OpeningsLeft(null, answer is SlotsResult.Unavailable { Reason.Length: > 0 } unavailable ? unavailable.Reason : "The calendar does not answer.");
        return slots.Count == 0 ? new OpeningsLeft(0, "") : await CountAsync(calendar, bookingEvent, slots, cancel);
    }

    /// <summary>As many of these as can be booked side by side.</summary>
    private async Task<OpeningsLeft> CountAsync(ICalendar calendar, BookingEvent bookingEvent, IReadOnlyList<Slot> slots, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (bookingEvent.ConnectionId is { } connection && await db.Connections.AnyAsync(row => row.Id == connection && row.State != ConnectionState.Works, cancel))
            return new OpeningsLeft(null, "The event's account is not connected any more.");

        var found = new Interval(slots[0].Start, slots.Max(slot => slot.End));
        var taken = new List<Slot>(await Leases.FindOthersAsync(db, calendar.Provider, calendar.Diary(bookingEvent), found, Guid.Empty, Now, cancel));
        taken.AddRange(await PendingTimes.FindAsync(db, bookingEvent, found, moving: null, cancel));
        if (calendar.IsRemote)
            taken.AddRange(await FindLatestAsync(db, calendar, bookingEvent, cancel));
        var free = slots.Where(slot => !taken.Exists(other => other.Start < slot.End && other.End > slot.Start));
        var apart = Apart(free);
        if (bookingEvent.DailyCap is not { } cap)
            return new OpeningsLeft(apart.Count(), "");

        var zone = FullDays.ZoneOf(bookingEvent);
        var booked = await CountByDayAsync(db, bookingEvent, found, zone, cancel);
        return new OpeningsLeft(apart.GroupBy(slot => slot.Start.InZone(zone).Date).Sum(day => Math.Min(day.Count(), Math.Max(0, cap - booked.GetValueOrDefault(day.Key)))), "");
    }

    /// <summary>The greatest number of slots of which no two overlap: always the one that ends first.</summary>
    private static IEnumerable<Slot> Apart(IEnumerable<Slot> free)
    {
        var end = Instant.MinValue;
        foreach (var slot in free.OrderBy(slot => slot.End))
        {
            if (slot.Start < end)
                continue;
            end = slot.End;
            yield return slot;
        }
    }

    /// <summary>What we have booked in the diary just now, from whichever of our processes.</summary>
    private async Task<IEnumerable<Slot>> FindLatestAsync(BookingDbContext db, ICalendar calendar, BookingEvent bookingEvent, CancellationToken cancel)
    {
        var since = Now - CalendarsLag;
        var sharing = (await db.Events.AsNoTracking().Where(row => row.Provider == bookingEvent.Provider && row.ConnectionId == bookingEvent.ConnectionId).ToListAsync(cancel))
            .Where(row => calendar.Diary(row) == calendar.Diary(bookingEvent)).Select(row => row.Id).ToList();
        var latest = await db.Bookings
            .Where(row => sharing.Contains(row.EventId) && row.Status == BookingStatus.Confirmed && row.UpdatedAt > since)
            .Select(row => new { row.Start, row.End })
            .ToListAsync(cancel);
        return latest.Select(row => new Slot(row.Start, row.End));
    }

    private static async Task<Dictionary<LocalDate, int>> CountByDayAsync(BookingDbContext db, BookingEvent bookingEvent, Interval within, DateTimeZone zone, CancellationToken cancel)
    {
        var from = within.Start.InZone(zone).Date.AtStartOfDayInZone(zone).ToInstant();
        var until = within.End.InZone(zone).Date.PlusDays(1).AtStartOfDayInZone(zone).ToInstant();
        var standing = await db.Bookings
            .Where(row => row.EventId == bookingEvent.Id && row.Status == BookingStatus.Confirmed && row.Start >= from && row.Start < until)
            .Select(row => row.Start)
            .ToListAsync(cancel);
        var coming = await db.Intents
            .Where(row => row.EventId == bookingEvent.Id && (row.State == IntentState.Committing || row.State == IntentState.Unknown) && row.Start >= from && row.Start < until)
            .Select(row => row.Start!.Value)
            .ToListAsync(cancel);
        return standing.Concat(coming).GroupBy(start => start.InZone(zone).Date).ToDictionary(day => day.Key, day => day.Count());
    }

    [LoggerMessage(LogLevel.Warning, "The calendar '{Provider}' could not be asked for openings; nobody is called for them meanwhile.")]
    private partial void LogNotAsked(Exception broken, string provider);
}
