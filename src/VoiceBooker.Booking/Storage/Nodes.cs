using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace VoiceBooker.Booking.Storage;

/// <summary>Which servers work on the database: each says every few seconds that it is there, and one that says nothing for half a minute is taken off the list by any other.</summary>
internal sealed class Nodes(IDbContextFactory<BookingDbContext> contexts, ThisNode self, TimeProvider time)
{
    /// <summary>How often a server says that it is there.</summary>
    public static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(5);

    /// <summary>After so many looks, a beat apart, at which a node had said nothing new it is gone: 30 seconds. Looks are counted, not clocks compared, so that neither a wrong clock nor a database that was away makes anybody dead.</summary>
    public const int LooksUntilGone = 6;

    /// <summary>After so many, 10 seconds, its lines are not counted on any more.</summary>
    private const int LooksUntilSilent = 2;

    private readonly Dictionary<string, (Instant SeenAt, int Looks)> _others = new(StringComparer.Ordinal);
    private volatile IReadOnlySet<string> _silent = new HashSet<string>(StringComparer.Ordinal);
    private volatile Offer _offer = new(0, 0);

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Puts this server on the list.</summary>
    /// <param name="alone">True when nobody else can have the database: whoever else stands there is gone.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public async Task JoinAsync(bool alone, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (alone)
            await db.Nodes.Where(node => node.Name != self.Name).ExecuteDeleteAsync(cancel);
        await PutAsync(db, cancel);
    }

    /// <summary>Whether a server has said nothing new for a while, as far as this one has looked.</summary>
    public bool IsSilent(string name) => _silent.Contains(name);

    /// <summary>Says how many lines this server has.</summary>
    public async Task OfferAsync(int lines, int forOutbound, CancellationToken cancel)
    {
        _offer = new Offer(lines, forOutbound);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Nodes.Where(node => node.Name == self.Name).ExecuteUpdateAsync(set => set.SetProperty(node => node.Lines, lines).SetProperty(node => node.OutboundLines, forOutbound), cancel);
    }

    /// <summary>Says that this server is there and looks at the others. Gives those that are gone; they are off the list now.</summary>
    public async Task<IReadOnlyList<string>> BeatAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = Now;
        if (await db.Nodes.Where(node => node.Name == self.Name).ExecuteUpdateAsync(set => set.SetProperty(node => node.SeenAt, now), cancel) == 0)
            await PutAsync(db, cancel); // the others gave this one up while it could not say anything

        var others = await db.Nodes.AsNoTracking().Where(node => node.Name != self.Name).ToListAsync(cancel);
        foreach (var name in _others.Keys.Except(others.Select(node => node.Name), StringComparer.Ordinal).ToList())
            _others.Remove(name);

        List<string> gone = [];
        foreach (var node in others)
        {
            var looks = _others.TryGetValue(node.Name, out var before) && before.SeenAt == node.SeenAt ? before.Looks + 1 : 0;
            _others[node.Name] = (node.SeenAt, looks);
            if (looks >= LooksUntilGone && await db.Nodes.Where(row => row.Name == node.Name && row.SeenAt == node.SeenAt).ExecuteDeleteAsync(cancel) > 0)
                gone.Add(node.Name);
        }

        _silent = _others.Where(other => other.Value.Looks >= LooksUntilSilent).Select(other => other.Key).ToHashSet(StringComparer.Ordinal);
        return gone;
    }

    /// <summary>Takes this server off the list: its last call is over.</summary>
    public async Task LeaveAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Nodes.Where(node => node.Name == self.Name).ExecuteDeleteAsync(cancel);
    }

    private async Task PutAsync(BookingDbContext db, CancellationToken cancel)
    {
        var now = Now;
        db.Nodes.Add(new ClusterNode { Name = self.Name, StartedAt = now, SeenAt = now, Lines = _offer.Lines, OutboundLines = _offer.ForOutbound });
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }

    private sealed record Offer(int Lines, int ForOutbound);
}
