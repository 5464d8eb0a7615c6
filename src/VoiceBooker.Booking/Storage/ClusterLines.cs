using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace VoiceBooker.Booking.Storage;

/// <summary>The lines of all servers that share a database, at one moment.</summary>
/// <param name="Lines">How many there are.</param>
/// <param name="ForOutbound">How many of them calls of ours may use.</param>
/// <param name="Taken">Calls that run.</param>
/// <param name="Callers">Calls over the carrier that were promised one and wait for their stream.</param>
/// <param name="Softphones">Softphones that wait for theirs.</param>
public readonly record struct LinesOfAll(int Lines, int ForOutbound, int Taken, int Callers, int Softphones);

/// <summary>
/// Counts the lines of all servers that share the database. Which of them a call comes to is the balancer's choice, made only when its stream opens; so what is counted before is the sum: each server writes down how many lines it has, and
/// the calls that run stand in their records. One that has said nothing for two looks, ten seconds, counts no more, with its calls.
/// </summary>
public sealed class ClusterLines
{
    private readonly IDbContextFactory<BookingDbContext> _contexts;
    private readonly Nodes _nodes;
    private readonly IOptions<StorageOptions> _options;
    private readonly TimeProvider _time;

    internal ClusterLines(IDbContextFactory<BookingDbContext> contexts, Nodes nodes, IOptions<StorageOptions> options, TimeProvider time) => (_contexts, _nodes, _options, _time) = (contexts, nodes, options, time);

    /// <summary>Whether there may be other servers; alone, nothing is written or counted here.</summary>
    public bool AreShared => _options.Value.IsShared;

    /// <summary>Says how many lines this server has for calls, and how many of them calls of ours may use; none: it is stopping.</summary>
    public Task OfferAsync(int lines, int forOutbound, CancellationToken cancel) => AreShared ? _nodes.OfferAsync(lines, forOutbound, cancel) : Task.CompletedTask;

    /// <summary>Counts them.</summary>
    public async Task<LinesOfAll> CountAsync(CancellationToken cancel)
    {
        var now = Instant.FromDateTimeOffset(_time.GetUtcNow());
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        var living = (await db.Nodes.AsNoTracking().ToListAsync(cancel)).Where(node => !_nodes.IsSilent(node.Name)).ToList();
        var names = living.Select(node => node.Name).ToList();
        var taken = await db.Calls.CountAsync(call => call.EndedAt == null && names.Contains(call.Node), cancel);
        var waiting = await db.WaitingStreams.Where(stream => stream.ExpiresAt >= now).Select(stream => new { stream.CallSid, stream.FromCarrier }).Distinct().ToListAsync(cancel);
        return new LinesOfAll(living.Sum(node => node.Lines), living.Sum(node => node.OutboundLines), taken, waiting.Count(each => each.FromCarrier), waiting.Count(each => !each.FromCarrier));
    }
}
