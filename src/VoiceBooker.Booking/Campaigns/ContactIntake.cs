using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Campaigns;

/// <summary>Adds people to a campaign, many at a time, each number once.</summary>
public sealed class ContactIntake(IDbContextFactory<BookingDbContext> database)
{
    private const int AtOnce = 500;

    /// <summary>Adds those whose number is new in the campaign.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="contacts">Whom to add; numbers are given once only.</param>
    /// <param name="cancel">Gives up; what was added stays.</param>
    /// <returns>The numbers that were in the campaign already.</returns>
    public async Task<IReadOnlySet<string>> AddAsync(Guid campaign, IReadOnlyList<Contact> contacts, CancellationToken cancel)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var batch in contacts.Chunk(AtOnce))
        {
            while (!await TryAddAsync(campaign, batch, known, cancel))
            {
                // somebody else added one of these numbers between the look and the writing: look again
            }
        }

        return known;
    }

    private async Task<bool> TryAddAsync(Guid campaign, Contact[] batch, HashSet<string> known, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var numbers = batch.Select(contact => contact.Number).ToList();
        known.UnionWith(await db.Contacts.Where(contact => contact.CampaignId == campaign && numbers.Contains(contact.Number)).Select(contact => contact.Number).ToListAsync(cancel));
        foreach (var contact in batch.Where(contact => !known.Contains(contact.Number)))
        {
            contact.CampaignId = campaign;
            db.Contacts.Add(contact);
        }

        try
        {
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException refused) when (refused.IsTakenKey())
        {
            return false;
        }
    }
}
