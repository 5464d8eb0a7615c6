using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Dialling;

/// <summary>
/// Finds out what became of calls of which nothing is heard: requests whose process died or whose answer was lost, calls whose callbacks are lost. It looks things up and never dials. And it takes back calls that must not ring any more.
/// </summary>
public sealed partial class Reconciliation
{
    private const int BatchSize = 100;
    private const int AskedAtOnce = 8;

    /// <summary>No request lasts so long: who has not written down an answer by then, died.</summary>
    private static readonly Duration LongestRequest = Duration.FromSeconds(60);

    /// <summary>The carrier's clock may differ from ours by so much: a call that is overlooked would be made again, and calls of other attempts are left out anyway.</summary>
    private static readonly Duration ClockSkew = Duration.FromMinutes(15);

    private readonly IDbContextFactory<BookingDbContext> _contexts;
    private readonly IDialer _dialer;
    private readonly AttemptReports _reports;
    private readonly AttemptRecords _records;
    private readonly CallsTakenBack _takenBack;
    private readonly StrandedContacts _stranded;
    private readonly DialNode _node;
    private readonly IOptions<DiallingOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger<Reconciliation> _log;
    private bool _begun;

    internal Reconciliation(
        IDbContextFactory<BookingDbContext> contexts, IDialer dialer, AttemptReports reports, AttemptRecords records, CallsTakenBack takenBack, StrandedContacts stranded, DialNode node, IOptions<DiallingOptions> options, TimeProvider time, ILogger<Reconciliation> log) =>
        (_contexts, _dialer, _reports, _records, _takenBack, _stranded, _node, _options, _time, _log) = (contexts, dialer, reports, records, takenBack, stranded, node, options, time, log);

    private Instant Now => Instant.FromDateTimeOffset(_time.GetUtcNow());

    /// <summary>One round; at start before anything is dialled, then every few seconds; single in the cluster.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        await FindStraysAsync(stopping);
        await _records.SettleAsync(stopping);
        if (_dialer.IsConfigured)
        {
            await EachAsync(await FindDueAsync(unknown: true, stopping), LookUpAsync, stopping);
            await EachAsync(await FindDueAsync(unknown: false, stopping), ReadAsync, stopping);
            await _takenBack.RunAsync(stopping);
        }

        await _stranded.RunAsync(stopping);
        await FinishAsync(stopping);
    }

    /// <summary>Requests of processes that died: nobody knows whether the carrier took them. A file is opened by one process alone, so at its start all that others left there is theirs no more.</summary>
    private async Task FindStraysAsync(CancellationToken stopping)
    {
        await using var db = await _contexts.CreateDbContextAsync(stopping);
        var now = Now;
        var old = now - LongestRequest;
        var alone = !_begun && db.Database.ProviderName?.EndsWith("Sqlite", StringComparison.Ordinal) == true;
        var look = now + Duration.FromTimeSpan(_options.Value.LookUpAfter);
        var found = await db.Attempts
            .Where(attempt => (attempt.State == AttemptState.Submitting || attempt.State == AttemptState.Claimed) && (attempt.ClaimedAt <= old || (alone && attempt.Node != _node.Name)))
            .ExecuteUpdateAsync(set => set.SetProperty(attempt => attempt.State, AttemptState.Unknown).SetProperty(attempt => attempt.LookAt, look), stopping);
        _begun = true;
        if (found > 0)
            LogStrays(found);
    }

    private async Task<IReadOnlyList<Attempt>> FindDueAsync(bool unknown, CancellationToken stopping)
    {
        await using var db = await _contexts.CreateDbContextAsync(stopping);
        var now = Now;
        AttemptState[] states = unknown ? [AttemptState.Unknown] : [AttemptState.Accepted, AttemptState.Ringing, AttemptState.InProgress];
        return await db.Attempts.AsNoTracking()
            .Where(attempt => states.Contains(attempt.State) && attempt.CarrierStatus == "" && (attempt.LookAt == null || attempt.LookAt <= now))
            .OrderBy(attempt => attempt.LookAt)
            .Take(BatchSize)
            .ToListAsync(stopping);
    }

    /// <summary>The carrier's list is asked for a call of the same numbers that began since and that no other attempt has.</summary>
    private async Task LookUpAsync(Attempt attempt, CancellationToken stopping)
    {
        var since = (attempt.SubmittedAt ?? attempt.ClaimedAt) - ClockSkew;
        var listed = await _dialer.FindAsync(attempt.Number, attempt.From, since, stopping);
        if (listed is null)
        {
            await PostponeAsync(attempt, inVain: false, stopping);
            return;
        }

        if (await FindOursAsync(listed.Where(call => call.CreatedAt is null || call.CreatedAt >= since), stopping) is { } call)
        {
            LogFound(attempt.Id, call.CallSid);
            await TellAsync(attempt, call, stopping);
        }
        else if (attempt.LookUps == 0)
        {
            await PostponeAsync(attempt, inVain: true, stopping);
        }
        else
        {
            LogNeverDialled(attempt.Id);
            await _reports.NeverDialledAsync(attempt.Id, stopping);
        }
    }

    /// <summary>The first call of the list that belongs to no attempt.</summary>
    private async Task<KnownCall?> FindOursAsync(IEnumerable<KnownCall> listed, CancellationToken stopping)
    {
        var calls = listed.OrderBy(call => call.CreatedAt ?? Instant.MinValue).ToList();
        if (calls.Count == 0)
            return null;
        var sids = calls.Select(call => call.CallSid).ToList();
        await using var db = await _contexts.CreateDbContextAsync(stopping);
        var taken = await db.Attempts.Where(each => each.CallSid != null && sids.Contains(each.CallSid)).Select(each => each.CallSid).ToListAsync(stopping);
        return calls.Find(call => !taken.Contains(call.CallSid, StringComparer.Ordinal));
    }

    /// <summary>Nothing was heard for long: the carrier is asked for the call itself.</summary>
    private async Task ReadAsync(Attempt attempt, CancellationToken stopping)
    {
        if (attempt.CallSid is not { } callSid)
            return;
        switch (await _dialer.ReadAsync(callSid, stopping))
        {
            case CallLookUp.Found(var call):
                await TellAsync(attempt, call, stopping);
                break;
            case CallLookUp.NoSuchCall:
                await _reports.ReportAsync(attempt.Id, callSid, attempt.State == AttemptState.InProgress ? "completed" : "failed", isFinal: true, null, null, null, Now, stopping);
                break;
            case CallLookUp.Failed:
                await PostponeAsync(attempt, inVain: false, stopping);
                break;
        }
    }

    private Task TellAsync(Attempt attempt, KnownCall call, CancellationToken stopping) =>
        _reports.ReportAsync(attempt.Id, call.CallSid, call.Status, call.IsFinal, call.Seconds, sipCode: null, call.QueuedMs, Now, stopping);

    private Task PostponeAsync(Attempt attempt, bool inVain, CancellationToken stopping) => _reports.ChangeAsync(attempt.Id, "", (_, found, _) =>
    {
        if (found.State == attempt.State)
        {
            found.LookAt = Now + Duration.FromTimeSpan(_options.Value.LookUpAfter);
            found.LookUps += inVain ? 1 : 0;
        }

        return Task.FromResult<Guid?>(null);
    }, stopping);

    /// <summary>Campaigns of which nobody is left, however that came about.</summary>
    private async Task FinishAsync(CancellationToken stopping)
    {
        await using var db = await _contexts.CreateDbContextAsync(stopping);
        var running = await db.Campaigns.Where(campaign => campaign.State == Campaigns.CampaignState.Running).Select(campaign => campaign.Id).ToListAsync(stopping);
        await AttemptEnding.FinishCampaignsAsync(db, running, Now, stopping);
    }

    /// <summary>A few at once; one that breaks does not keep the others waiting.</summary>
    private async Task EachAsync(IReadOnlyList<Attempt> attempts, Func<Attempt, CancellationToken, Task> look, CancellationToken stopping)
    {
        foreach (var few in attempts.Chunk(AskedAtOnce))
            await Task.WhenAll(few.Select(attempt => OneAsync(attempt, look, stopping)));
    }

    private async Task OneAsync(Attempt attempt, Func<Attempt, CancellationToken, Task> look, CancellationToken stopping)
    {
        try
        {
            await look(attempt, stopping);
        }
        catch (Exception broken) when (!stopping.IsCancellationRequested)
        {
            LogBroken(broken, attempt.Id);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Count} requests to the carrier were left without an answer by a process that ended; they are looked up before their contacts are called again.")]
    private partial void LogStrays(int count);

    [LoggerMessage(LogLevel.Information, "Attempt {Attempt} was found at the carrier as {CallSid}.")]
    private partial void LogFound(Guid attempt, string callSid);

    [LoggerMessage(LogLevel.Information, "Attempt {Attempt} was looked up twice and is not at the carrier: nobody was called.")]
    private partial void LogNeverDialled(Guid attempt);

    [LoggerMessage(LogLevel.Error, "Attempt {Attempt} could not be looked up; tried again in the next round.")]
    private partial void LogBroken(Exception broken, Guid attempt);
}
