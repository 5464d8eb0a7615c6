using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Dialling;

/// <summary>Contacts of one campaign, or single calls, that wait for their turn.</summary>
/// <param name="Campaign">The campaign; null: single calls.</param>
/// <param name="Next">Who of them is next.</param>
internal sealed record DialQueue(Campaign? Campaign, Guid Next)
{
    /// <summary>The next ones that are due.</summary>
    public Queue<Contact> Contacts { get; } = new();
}

/// <summary>Finds whom to call next, fairly: campaigns and single calls take turns, however many people each has. Within each, call-backs that are due come first: they were promised for a time.</summary>
internal sealed class DueContacts
{
    private const int QueuesAtOnce = 20;
    private const int MostOfEach = 200;

    private int _turn;
    private int _refused;

    /// <summary>How many of those that were fetched last were refused. As many more are fetched the next time: who is refused uses up no call, and few are to be asked about one by one.</summary>
    public void NoteRefused(int refused) => _refused = refused;

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
        var some = wanted + 2 * _refused;
        var each = Math.Clamp((int)Math.Ceiling(some / (double)inTurn.Count), Math.Min(some, 10), MostOfEach);
        var found = each == 1 ? await FetchFirstAsync(db, inTurn, now, cancel) : await NextOf(db, inTurn, each, now).ToListAsync(cancel);

        var byCampaign = found.ToLookup(contact => contact.CampaignId);
        foreach (var queue in inTurn)
        {
            foreach (var contact in byCampaign[queue.Campaign?.Id].DistinctBy(contact => contact.Id).OrderBy(contact => contact.Disposition == Dispositions.CallBack ? 0 : 1).ThenBy(contact => contact.NextAt).ThenBy(contact => contact.Id).Take(each))
                queue.Contacts.Enqueue(contact);
        }

        return inTurn;
    }

    /// <summary>Those that are known to be next, looked up by their identity: nearly always one call is wanted, as a pace makes it.</summary>
    private static async Task<List<Contact>> FetchFirstAsync(BookingDbContext db, List<DialQueue> queues, Instant now, CancellationToken cancel)
    {
        var next = queues.ConvertAll(queue => queue.Next);
        var found = await db.Contacts.AsNoTracking().Where(contact => EF.Parameter(next).Contains(contact.Id)).ToListAsync(cancel);
        return found.FindAll(contact => contact.State == ContactState.Waiting && contact.NextAt <= now); // as it was a moment ago
    }

    /// <summary>The next ones of each queue: the call-backs, and besides them whoever has been due longest, who may be one of them.</summary>
    private static IQueryable<Contact> NextOf(BookingDbContext db, List<DialQueue> queues, int each, Instant now) => queues
        .Select(queue => queue.Campaign?.Id)
        .SelectMany(campaign => new[]
        {
            db.Contacts.AsNoTracking().Where(contact => contact.CampaignId == campaign && contact.State == ContactState.Waiting && contact.Disposition == Dispositions.CallBack && contact.NextAt <= now).OrderBy(contact => contact.NextAt).Take(each),
            db.Contacts.AsNoTracking().Where(contact => contact.CampaignId == campaign && contact.State == ContactState.Waiting && contact.NextAt <= now).OrderBy(contact => contact.NextAt).Take(each),
        })
        .Aggregate((all, next) => all.Concat(next));
}
