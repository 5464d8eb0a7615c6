using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Dialling;

/// <summary>Why people who wait to be called were not called yet.</summary>
public static class WaitReasons
{
    /// <summary>A sentence; null when the person does not wait, or nothing is known that holds the call up.</summary>
    /// <param name="contact">The person.</param>
    /// <param name="last">What the gate decided of them last; null: it was not asked yet.</param>
    /// <param name="stop">What stops all calls; null: nothing does.</param>
    public static string? Of(Contact contact, DialDecision? last, DialStop? stop) =>
        contact.State != ContactState.Waiting ? null
        : stop is not null ? stop.Sentence
        : last is { Allowed: false } ? string.Join(' ', last.Verdicts.Where(verdict => !verdict.Allows).Select(verdict => verdict.Because))
        : null;

    /// <summary>What the gate decided last of each of these people.</summary>
    /// <param name="db">The database.</param>
    /// <param name="contacts">Whom.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyDictionary<Guid, DialDecision>> ReadLastAsync(BookingDbContext db, IReadOnlyList<Guid> contacts, CancellationToken cancel)
    {
        var last = await db.DialDecisions.AsNoTracking()
            .Where(decision => contacts.Contains(decision.ContactId) && !db.DialDecisions.Any(later => later.ContactId == decision.ContactId && later.At > decision.At))
            .ToListAsync(cancel);
        return last.GroupBy(decision => decision.ContactId).ToDictionary(alike => alike.Key, alike => alike.OrderByDescending(decision => decision.Id).First());
    }
}
