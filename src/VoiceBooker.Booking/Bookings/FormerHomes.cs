using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Calendars.Slots;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Booking.Tasks;

namespace VoiceBooker.Booking.Bookings;

/// <summary>
/// Bookings that stand in another calendar or account than their event books into now, because the event was given another home. They are asked for, and cancelled, where they stand;
/// moving one means booking it in the new home first and then cancelling it in the old one.
/// </summary>
internal sealed class FormerHomes(IDbContextFactory<BookingDbContext> contexts, SlotBook book, Settlement settlement, OperatorTasks tasks)
{
    /// <summary>The event as it was for this booking: in the calendar and the account that hold it. What the event is called there is not known any more when it has another home.</summary>
    public static BookingEvent EventOf(BookingRecord booking, BookingEvent? named) =>
        named is null ? new BookingEvent { Id = booking.EventId, Provider = booking.Provider, ConnectionId = booking.ConnectionId }
        : IsElsewhere(booking, named) ? named.At(booking.Provider, booking.ConnectionId)
        : named;

    /// <summary>The booking that is moved, when it stands elsewhere than the event books into now; else null.</summary>
    public async Task<BookingRecord?> FindAsync(Guid? moving, BookingEvent now, CancellationToken cancel)
    {
        if (moving is null)
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Bookings.AsNoTracking().FirstOrDefaultAsync(row => row.Id == moving, cancel) is { } booking && IsElsewhere(booking, now) ? booking : null;
    }

    /// <summary>The second step of a move: cancels <paramref name="old"/> where it stands. When that fails a person must do it: the meeting stands at its new time all the same.</summary>
    public async Task LetGoAsync(BookingRecord old, BookingEvent now, Instant start, CancellationToken stopping)
    {
        var home = EventOf(old, now);
        var outcome = await CancelAsync(home, old, stopping);
        var matter = $"moved-from:{old.Id:D}";
        if (outcome is CancelOutcome.Cancelled or CancelOutcome.NotFound)
        {
            await tasks.SettleAsync(matter, CancellationToken.None);
            return;
        }

        var reason = outcome switch
        {
            CancelOutcome.Refused refused => refused.Reason,
            CancelOutcome.Failed failed => failed.Reason,
            _ => "",
        };
        await tasks.AddAsync(
            TaskKind.CheckBooking,
            $"Cancel the former appointment of {old.Name}",
            $"{(now.Name.Length > 0 ? now.Name : "A meeting")} of {old.Name} was moved from {BookingWords.Time(old.Start, now, old.Zone)} to {BookingWords.Time(start, now, old.Zone)}, into the calendar where such meetings are booked now. "
            + $"In the calendar where it stood before ({old.Provider}, {old.Reference}) it could not be cancelled: {reason} Cancel it there; {old.Name} can be reached: {BookingWords.Contact(old.Phone, old.Email)}.",
            matter, old.CallId, old.Id, old.ConnectionId, CancellationToken.None);
    }

    private static bool IsElsewhere(BookingRecord booking, BookingEvent now) =>
        booking.Provider != now.Provider || (booking.ConnectionId is { } account && account != now.ConnectionId);

    private async Task<CancelOutcome> CancelAsync(BookingEvent home, BookingRecord old, CancellationToken stopping)
    {
        if (book.CalendarOf(home.Provider) is not { } calendar)
            return new CancelOutcome.Failed($"There is no calendar '{home.Provider}'.");
        var outcome = await settlement.CancelAsync(calendar, home, old.Reference, CancelReasons.Moved, stopping);
        book.Change(calendar, calendar.Diary(home));
        return outcome;
    }
}
