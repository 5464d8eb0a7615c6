using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Bookings;

/// <summary>Times kept for a wish: one per wish, and never two that overlap in one diary. They keep callers from hearing the same offer; the calendar alone decides who gets the time.</summary>
internal sealed class Leases(IOptions<LedgerOptions> options)
{
    /// <summary>What transactions in which a time of a diary is looked at and taken have in common: see <see cref="LostRaces.BeginAloneAsync"/>.</summary>
    public static string MatterOf(string provider, string diary) => $"diary {provider} {diary}";

    /// <summary>Takes or renews the lease in the caller's transaction; false when another wish holds the time.</summary>
    public async Task<bool> TakeAsync(BookingDbContext db, string provider, string diary, Slot slot, Guid intent, Instant now, CancellationToken cancel)
    {
        var reservation = await db.Leases.Where(lease => lease.Intent == intent && lease.Start == slot.Start && lease.End == slot.End).Select(lease => lease.Reservation).FirstOrDefaultAsync(cancel);
        await db.Leases
            .Where(lease => lease.Intent == intent || (lease.Provider == provider && lease.Diary == diary && lease.ExpiresAt <= now))
            .ExecuteDeleteAsync(cancel);
        if (await db.Leases.AnyAsync(lease => lease.Provider == provider && lease.Diary == diary && lease.Start < slot.End && lease.End > slot.Start, cancel))
            return false;

        db.Leases.Add(new Lease
        {
            Provider = provider,
            Diary = diary,
            Start = slot.Start,
            End = slot.End,
            Intent = intent,
            Reservation = reservation,
            ExpiresAt = now + Duration.FromTimeSpan(options.Value.HoldFor),
        });
        return true;
    }

    /// <summary>Gives up what is kept for the wish.</summary>
    public static Task DropAsync(BookingDbContext db, Guid intent, CancellationToken cancel) => db.Leases.Where(lease => lease.Intent == intent).ExecuteDeleteAsync(cancel);

    /// <summary>What other wishes hold now in a diary.</summary>
    public static async Task<IReadOnlyList<Slot>> FindOthersAsync(BookingDbContext db, string provider, string diary, Interval within, Guid intent, Instant now, CancellationToken cancel)
    {
        var (from, until) = (within.Start, within.End);
        var held = await db.Leases
            .Where(lease => lease.Provider == provider && lease.Diary == diary && lease.Intent != intent && lease.ExpiresAt > now && lease.End > from && lease.Start < until)
            .Select(lease => new { lease.Start, lease.End })
            .ToListAsync(cancel);
        return [.. held.Select(lease => new Slot(lease.Start, lease.End))];
    }
}
