using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Hooks;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Bookings;

/// <summary>
/// What follows when a booking's record changes, whoever changed it: the owner's systems are told, the person gets a confirmation and reminders, and is not called any more to be offered what they have. All of it is written with the record, in one transaction,
/// so that whatever the server dies of, both are there or neither is.
/// </summary>
internal sealed class BookingFollowUps(HookOutbox hooks, BookingMessages messages)
{
    /// <summary>A booking stands; the record has its new state, saved or not.</summary>
    /// <param name="db">With a transaction open.</param>
    /// <param name="booking">The record.</param>
    /// <param name="movedFrom">The record it takes the place of; null for a new one.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public async Task StandsAsync(BookingDbContext db, BookingRecord booking, BookingRecord? movedFrom, CancellationToken cancel)
    {
        if (movedFrom is not null)
            await BookingMessages.LetGoAsync(db, movedFrom.Id, cancel);
        else
            await BookedMeanwhile.EndAsync(db, hooks, booking, cancel);
        await hooks.PutAsync(db, movedFrom is null ? HookKinds.BookingMade : HookKinds.BookingMoved, await DataOfAsync(db, booking, movedFrom?.Start, cancel), cancel);
        await messages.StandsAsync(db, booking, moved: movedFrom is not null, cancel);
    }

    /// <summary>A booking somebody had to agree to was agreed to.</summary>
    public async Task AgreedToAsync(BookingDbContext db, BookingRecord booking, CancellationToken cancel)
    {
        await hooks.PutAsync(db, HookKinds.BookingMade, await DataOfAsync(db, booking, null, cancel), cancel);
        await messages.StandsAsync(db, booking, moved: booking.MovedFrom is not null, cancel);
    }

    /// <summary>A booking does not stand any more; the record says so, saved or not.</summary>
    public async Task CancelledAsync(BookingDbContext db, BookingRecord booking, CancellationToken cancel)
    {
        await BookingMessages.LetGoAsync(db, booking.Id, cancel);
        await hooks.PutAsync(db, HookKinds.BookingCancelled, await DataOfAsync(db, booking, null, cancel), cancel);
        await messages.CancelledAsync(db, booking, cancel);
    }

    private static async Task<BookingData> DataOfAsync(BookingDbContext db, BookingRecord booking, Instant? previousStart, CancellationToken cancel) =>
        BookingData.Of(booking, await db.Events.Where(row => row.Id == booking.EventId).Select(row => row.Name).FirstOrDefaultAsync(cancel) ?? "", previousStart);
}
