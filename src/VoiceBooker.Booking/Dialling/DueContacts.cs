using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Dialling;

/// <summary>Contacts of one campaign, or single calls, that wait for their turn.</summary>
/// <param name="Campaign">The campaign; null: single calls.</param>
internal sealed record DialQueue(Campaign? Campaign)
{
    /// <summary>The next ones that are due.</summary>
    public Queue<Contact> Contacts { get; } = new();
}

/// <summary>Finds whom to call next, fairly: campaigns and single calls take turns, however many people each has.</summary>
internal sealed class DueContacts
{
    private const int QueuesAtOnce = 20;

    private int _turn;

    /// <summary>All running campaigns, and whether anybody of them is due; and whether a single call is.</summary>
    public static async Task<(IReadOnlyList<(Campaign Campaign, bool Due)> Campaigns, bool SingleDue)> FindRunningAsync(BookingDbContext db, Instant now, CancellationToken cancel)
    {
        var running = await db.Campaigns.AsNoTracking()
            .Where(campaign => campaign.State == CampaignState.Running)
            .OrderBy(campaign => campaign.Id)
            .Select(campaign => new { Campaign = campaign, Due = db.Contacts.Any(contact => contact.CampaignId == campaign.Id && contact.State == ContactState.Waiting && contact.NextAt <= now) })
            .ToListAsync(cancel);
        var single = await db.Contacts.AnyAsync(contact => contact.CampaignId == null && contact.State == ContactState.Waiting && contact.NextAt <= now, cancel);
        return ([.. running.Select(each => (each.Campaign, each.Due))], single);
    }

    /// <summary>The next contacts of each queue, in one question; the queue whose turn it is comes first.</summary>
    /// <param name="db">The database.</param>
    /// <param name="queues">The queues, in an order that stays the same.</param>
    /// <param name="wanted">How many calls may be started.</param>
    /// <param name="now">The clock.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<DialQueue>> FetchAsync(BookingDbContext db, IReadOnlyList<DialQueue> queues, int wanted, Instant now, CancellationToken cancel)
    {
        if (queues.Count == 0)
            return [];
        _turn = (_turn + 1) % queues.Count;
        List<DialQueue> inTurn = [.. queues.Skip(_turn).Concat(queues.Take(_turn)).Take(QueuesAtOnce)];
        var each = Math.Clamp((int)Math.Ceiling(wanted / (double)inTurn.Count), 10, 200);

        IQueryable<Contact>? all = null;
        foreach (var queue in inTurn)
        {
            var campaign = queue.Campaign?.Id;
            var next = db.Contacts.AsNoTracking()
                .Where(contact => contact.CampaignId == campaign && contact.State == ContactState.Waiting && contact.NextAt <= now)
                .OrderBy(contact => contact.NextAt)
                .Take(each);
            all = all is null ? next : all.Concat(next);
        }

        var byCampaign = (await all!.ToListAsync(cancel)).ToLookup(contact => contact.CampaignId);
        foreach (var queue in inTurn)
        {
            foreach (var contact in byCampaign[queue.Campaign?.Id].OrderBy(contact => contact.NextAt).ThenBy(contact => contact.Id))
                queue.Contacts.Enqueue(contact);
        }

        return inTurn;
    }
}
