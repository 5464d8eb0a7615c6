using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Campaigns;

/// <summary>Adds people to a campaign, many at a time, each number once. A campaign that had finished because nobody was left goes on with them.</summary>
public sealed class ContactIntake(IDbContextFactory<BookingDbContext> database)
{
    private const int AtOnce = 500;

    /// <summary>Adds those whose number is new in the campaign.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="contacts">Whom to add; numbers are given once only.</param>
    /// <param name="before">Identities that an equal request may have given before it broke off: whoever bears one was added by it, and is not there already.</param>
    /// <param name="cancel">Gives up; what was added stays.</param>
    /// <returns>The numbers that were in the campaign already.</returns>
    public async Task<IReadOnlySet<string>> AddAsync(Guid campaign, IReadOnlyList<Contact> contacts, IReadOnlySet<Guid> before, CancellationToken cancel)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var batch in contacts.Chunk(AtOnce))
        {
            while (!await TryAddAsync(campaign, batch, known, before, cancel))
            {
                // somebody else added one of these numbers between the look and the writing: look again
            }
        }

        return known;
    }

    private async Task<bool> TryAddAsync(Guid campaign, Contact[] batch, HashSet<string> known, IReadOnlySet<Guid> before, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var numbers = batch.Select(contact => contact.Number).ToList();
        var there = await db.Contacts.Where(contact => contact.CampaignId == campaign && numbers.Contains(contact.Number)).Select(contact => new { contact.Number, contact.Id }).ToDictionaryAsync(contact => contact.Number, contact => contact.Id, StringComparer.Ordinal, cancel);
        known.UnionWith(there.Where(contact => !before.Contains(contact.Value)).Select(contact => contact.Key));
        foreach (var contact in batch.Where(contact => !there.ContainsKey(contact.Number)))
        {
            contact.CampaignId = campaign;
            db.Contacts.Add(contact);
        }

        try
        {
            if (await db.SaveChangesAsync(cancel) > 0)
                await GoOnAsync(db, campaign);
            return true;
        }
        catch (DbUpdateException refused) when (refused.IsTakenKey())
        {
            return false;
        }
    }

    /// <summary>After the people stand on disk: whoever finishes the campaign from then on sees them.</summary>
    private static Task<int> GoOnAsync(BookingDbContext db, Guid campaign) => db.Campaigns
        .Where(each => each.Id == campaign && each.State == CampaignState.Finished)
        .ExecuteUpdateAsync(set => set.SetProperty(each => each.State, CampaignState.Running).SetProperty(each => each.EndedAt, (Instant?)null), CancellationToken.None);
}
