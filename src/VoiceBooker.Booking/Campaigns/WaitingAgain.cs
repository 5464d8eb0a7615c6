using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Dialling.Gate;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Campaigns;

/// <summary>People of a campaign who were refused because of the do-not-call list and whose number is on it no more, for a list was taken back: they can wait for their call again. The dial gate is asked anew before any is called.</summary>
public sealed class WaitingAgain(IDbContextFactory<BookingDbContext> database, TimeProvider time)
{
    /// <summary>How many they are.</summary>
    public async Task<int> CountAsync(Guid campaign, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        return await Of(db, campaign).CountAsync(cancel);
    }

    /// <summary>They wait again; a campaign that had finished goes on with them. How many they are; null: the campaign was ended, or there is none.</summary>
    public async Task<int?> LetAsync(Guid campaign, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var open = db.Campaigns.Where(each => each.Id == campaign && each.State != CampaignState.Stopped && each.State != CampaignState.Archived);
        if (await open.ExecuteUpdateAsync(set => set.SetProperty(each => each.Name, each => each.Name), cancel) == 0)
            return null; // the row is held until the end of this: nobody ends the campaign meanwhile
        var waiting = await Of(db, campaign).ExecuteUpdateAsync(
            set => set
                .SetProperty(contact => contact.State, ContactState.Waiting)
                .SetProperty(contact => contact.NextAt, now)
                .SetProperty(contact => contact.EndedAt, (Instant?)null)
                .SetProperty(contact => contact.Disposition, "")
                .SetProperty(contact => contact.Remark, ""),
            cancel);
        if (waiting > 0)
            await open.Where(each => each.State == CampaignState.Finished).ExecuteUpdateAsync(set => set.SetProperty(each => each.State, CampaignState.Running).SetProperty(each => each.EndedAt, (Instant?)null), cancel);
        await transaction.CommitAsync(cancel);
        return waiting;
    }

    private static IQueryable<Contact> Of(BookingDbContext db, Guid campaign)
    {
        var scope = campaign.ToString("D");
        return db.Contacts.Where(contact =>
            contact.CampaignId == campaign && contact.State == ContactState.Done && contact.Disposition == Dispositions.Refused && contact.Remark.StartsWith(DialGate.OnTheList)
            && !db.DoNotCall.Any(entry => entry.Number == contact.Number && (entry.Scope == DoNotCallEntry.Everywhere || entry.Scope == scope)));
    }
}
