using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Bookings;

/// <summary>Times of our own bookings to which somebody must still agree. A calendar need not hide them from its free times: nobody else of our callers gets them meanwhile.</summary>
internal static class PendingTimes
{
    /// <summary>Those of the account into which <paramref name="bookingEvent"/> books.</summary>
    /// <param name="db">The database; in a transaction where the answer must hold until something is written.</param>
    /// <param name="bookingEvent">The event.</param>
    /// <param name="within">What they overlap.</param>
    /// <param name="moving">The booking that is being moved; it is in nobody's way.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyList<Slot>> FindAsync(BookingDbContext db, BookingEvent bookingEvent, Interval within, Guid? moving, CancellationToken cancel)
    {
        var (from, until) = (within.Start, within.End);
        var pending = await db.Bookings
            .Where(row => row.Status == BookingStatus.Confirmed && row.AwaitsConfirmation && row.Id != moving
                && row.Provider == bookingEvent.Provider && row.ConnectionId == bookingEvent.ConnectionId && row.Start < until && row.End > from)
            .Select(row => new { row.Start, row.End })
            .ToListAsync(cancel);
        return [.. pending.Select(row => new Slot(row.Start, row.End))];
    }
}
