using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Bookings;

/// <summary>Days on which an event has as many bookings as its daily cap allows. What is just being committed, or whose answer was lost, counts: it may come to stand.</summary>
internal static class FullDays
{
    /// <summary>The full days of <paramref name="within"/>, in the event's zone, for one wish.</summary>
    /// <param name="db">The database; in a transaction where the answer must hold until something is written.</param>
    /// <param name="bookingEvent">The event.</param>
    /// <param name="within">What days are looked at.</param>
    /// <param name="intent">The wish that asks; it does not count.</param>
    /// <param name="moving">The booking it moves; it does not count either.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlySet<LocalDate>> FindAsync(BookingDbContext db, BookingEvent bookingEvent, Interval within, Guid intent, Guid? moving, CancellationToken cancel)
    {
        if (bookingEvent.DailyCap is not { } cap)
            return new HashSet<LocalDate>();

        var zone = ZoneOf(bookingEvent);
        var from = within.Start.InZone(zone).Date.AtStartOfDayInZone(zone).ToInstant();
        var until = within.End.InZone(zone).Date.PlusDays(1).AtStartOfDayInZone(zone).ToInstant();
        var standing = await db.Bookings
            .Where(row => row.EventId == bookingEvent.Id && row.Status == BookingStatus.Confirmed && row.Id != moving && row.Start >= from && row.Start < until)
            .Select(row => new { row.Id, row.Start })
            .ToListAsync(cancel);
        var open = await db.Intents
            .Where(row => row.EventId == bookingEvent.Id && row.Id != intent && (row.State == IntentState.Committing || row.State == IntentState.Unknown) && row.Start >= from && row.Start < until)
            .Select(row => new { row.Moving, row.Start })
            .ToListAsync(cancel);

        // A move within the day counts once, wherever it ends.
        var before = standing.ToDictionary(row => row.Id, row => DateOf(row.Start));
        var coming = open.Select(row => (Date: DateOf(row.Start!.Value), row.Moving)).Where(row => row.Moving is not { } moved || !before.TryGetValue(moved, out var date) || date != row.Date);
        return before.Values.Concat(coming.Select(row => row.Date)).GroupBy(date => date).Where(day => day.Count() >= cap).Select(day => day.Key).ToHashSet();

        LocalDate DateOf(Instant start) => start.InZone(zone).Date;
    }

    /// <summary>The zone in which the event's days are counted.</summary>
    public static DateTimeZone ZoneOf(BookingEvent bookingEvent) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(bookingEvent.TimeZone) ?? DateTimeZone.Utc;
}
