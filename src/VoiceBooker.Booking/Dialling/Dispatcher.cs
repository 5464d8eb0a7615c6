using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling.Pacing;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Dialling;

/// <summary>
/// Calls the people who are due, as far as the gate and the pace allow. Each round: what is under way is counted in the database, the next of each campaign are gated, those allowed are written down as claimed, and only then the
/// carrier is asked. What it answers is written down while the next round goes on.
/// </summary>
public sealed partial class Dispatcher
{
    /// <summary>Requests at the carrier at once.</summary>
    private const int RequestsAtOnce = 100;

    /// <summary>A transfer lasts longer than what the receptionist may talk.</summary>
    private static readonly TimeSpan TimeForTransfer = TimeSpan.FromHours(1);

    private static readonly Duration LongestBackOff = Duration.FromMinutes(1);

    /// <summary>What was found right at the claim is believed so long. A process that stood still between its claim and its request must not dial: others may have looked the attempt up and called again meanwhile.</summary>
    private static readonly Duration FreshFor = Duration.FromSeconds(10);

    /// <summary>A clock that goes back further was put back.</summary>
    private static readonly Duration ClockSlack = Duration.FromSeconds(5);

    /// <summary>So far back calls are looked for that other processes started, however slow the pace.</summary>
    private static readonly Duration LongestPace = Duration.FromMinutes(15);

    /// <summary>How often it is looked whether the carrier keeps calls waiting.</summary>
    private static readonly Duration QueueSeenEvery = Duration.FromSeconds(1);

    private const string StaleClaim = "The claim is stale: this process stood still.";

    private readonly IDbContextFactory<BookingDbContext> _contexts;
    private readonly IDialer _dialer;
    private readonly DialRounds _rounds;
    private readonly DialAnswers _answers;
    private readonly DialNode _node;
    private readonly DialPace _pace;
    private readonly int _queueAllowed;
    private readonly TimeSpan _longestCall;
    private readonly TimeProvider _time;
    private readonly ILogger<Dispatcher> _log;
    private Instant _notBefore = Instant.MinValue;
    private Instant _queueSeenAt = Instant.MinValue;
    private int _failures;
    private int _passing;

    internal Dispatcher(IDbContextFactory<BookingDbContext> contexts, IDialer dialer, DialRounds rounds, DialAnswers answers, DialNode node, IOptions<DiallingOptions> options, IOptions<CallSessionOptions> session, TimeProvider time, ILogger<Dispatcher> log)
    {
        (_contexts, _dialer, _rounds, _answers, _node, _time, _log) = (contexts, dialer, rounds, answers, node, time, log);
        _pace = new DialPace(options.Value);
        _queueAllowed = (int)options.Value.QueueAllowed.TotalMilliseconds;
        _longestCall = session.Value.LongestCall + TimeForTransfer;
    }

    private Instant Now => Instant.FromDateTimeOffset(_time.GetUtcNow());

    /// <summary>One pass of dialling, at most that long (zero: one round); single in the cluster. Returns when the carrier has answered every request it began: those are never cancelled.</summary>
    public async Task RunAsync(TimeSpan most, CancellationToken stopping)
    {
        if (Interlocked.Exchange(ref _passing, 1) == 1)
            return; // a pass is under way in this process
        try
        {
            var pass = new Pass(Now, Duration.FromTimeSpan(most));
            try
            {
                await NoteOthersAsync(stopping);
                while (await GoOnAsync(pass, stopping))
                    await SettleAsync(pass);
            }
            finally
            {
                await Task.WhenAll(pass.Requests);
                await SettleAsync(pass);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Nothing is lost: what was not claimed still waits.
        }
        finally
        {
            Volatile.Write(ref _passing, 0);
        }
    }

    /// <summary>One round, and a pause where the pace asks for one; false when the pass is over.</summary>
    private async Task<bool> GoOnAsync(Pass pass, CancellationToken stopping)
    {
        pass.Requests.RemoveAll(request => request.IsCompleted);
        var now = Now;
        if (_notBefore > now + LongestBackOff + ClockSlack)
            _notBefore = now; // the clock was put back
        if (now < _notBefore)
            return await PauseAsync(pass, _notBefore, stopping);

        await NoteQueueAsync(now, stopping);
        var round = await _rounds.RunAsync(_pace, RequestsAtOnce - pass.Requests.Count, now, stopping);
        foreach (var claim in round.Claimed)
            pass.Requests.Add(AskAsync(claim, pass.Answers.Writer));
        if (round.Claimed.Count > 0 || round.Refused > 0)
            return pass.GoesOn(Now) && !stopping.IsCancellationRequested;
        return (round.NextAt is not null || pass.Requests.Count > 0) && await PauseAsync(pass, round.NextAt ?? pass.Until, stopping);
    }

    /// <summary>Waits for an instant, or an answer of the carrier; false when the pass is over before.</summary>
    private async Task<bool> PauseAsync(Pass pass, Instant until, CancellationToken stopping)
    {
        var now = Now;
        if (!pass.GoesOn(now) || stopping.IsCancellationRequested)
            return false;
        var pause = Duration.Max(Duration.FromMilliseconds(1), Instant.Min(until, pass.Until) - now);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var (tick, heard) = (Task.Delay(pause.ToTimeSpan(), _time, over.Token), pass.Answers.Reader.WaitToReadAsync(over.Token).AsTask());
        await Task.WhenAny(tick, heard);
        await over.CancelAsync();
        await Task.WhenAll(tick, heard).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default); // neither outlives the pause
        return !stopping.IsCancellationRequested;
    }

    private async Task AskAsync(DialClaim claim, ChannelWriter<DialAnswer> answers)
    {
        var fresh = claim.Attempt.ClaimedAt + FreshFor;
        var order = new DialOrder(claim.Attempt.Id, claim.Attempt.Number, claim.Attempt.From, TimeSpan.FromSeconds(claim.Rules.RingSeconds), _longestCall, claim.Rules.DetectMachines) { NotAfter = fresh };
        DialResult result;
        try
        {
            result = Now > fresh ? new DialResult.NotDialled(StaleClaim, Throttled: false) : await _dialer.DialAsync(order, CancellationToken.None);
        }
        catch (Exception broken)
        {
            LogBroken(broken, claim.Attempt.Id);
            result = new DialResult.Unknown(broken.GetType().Name);
        }

        answers.TryWrite(new DialAnswer(claim, result));
    }

    private async Task SettleAsync(Pass pass)
    {
        List<DialAnswer> heard = [];
        while (pass.Answers.Reader.TryRead(out var answer))
            heard.Add(answer);
        if (heard.Count == 0)
            return;
        BackOff(heard);
        await _answers.SettleAsync(heard, CancellationToken.None);
    }

    /// <summary>A carrier that takes no requests now is asked later and later.</summary>
    private void BackOff(List<DialAnswer> heard)
    {
        if (heard.Exists(answer => answer.Result is DialResult.NotDialled { Reason: not StaleClaim } or DialResult.Refused { Kind: DialRefusal.Account }))
        {
            _failures = Math.Min(_failures + 1, 10);
            var pause = Duration.Min(Duration.FromSeconds(0.5) * (1 << _failures), LongestBackOff);
            _notBefore = Now + pause;
            LogBackOff(pause.TotalSeconds);
        }
        else if (heard.Exists(answer => answer.Result is DialResult.Accepted))
        {
            _failures = 0;
        }
    }

    /// <summary>What other processes have just started counts for the pace.</summary>
    private async Task NoteOthersAsync(CancellationToken stopping)
    {
        var now = Now;
        await using var db = await _contexts.CreateDbContextAsync(stopping);
        var running = await db.Campaigns.AsNoTracking().Where(campaign => campaign.State == CampaignState.Running).ToDictionaryAsync(campaign => campaign.Id, stopping);
        var since = now - Duration.Min(_pace.Longest(running.Values, now), LongestPace);
        var others = await db.Attempts
            .Where(attempt => (AttemptEnding.Live.Contains(attempt.State) || (attempt.State == AttemptState.Ended && attempt.EndedAt > since)) && attempt.ClaimedAt > since && attempt.Node != _node.Name)
            .Select(attempt => new { attempt.CampaignId, attempt.From, attempt.ClaimedAt })
            .ToListAsync(stopping);
        foreach (var alike in others.GroupBy(each => (each.CampaignId, each.From))) // the last of each says all
            _pace.TakenElsewhere(alike.Key.CampaignId is { } id ? running.GetValueOrDefault(id) : null, alike.Key.From, alike.Max(each => each.ClaimedAt), now);
    }

    /// <summary>Calls that the carrier kept waiting slow the pace, whichever process it told. The last one that waited too long says all: they leave in the order in which they came.</summary>
    private async Task NoteQueueAsync(Instant now, CancellationToken stopping)
    {
        if (now >= _queueSeenAt && now < _queueSeenAt + QueueSeenEvery)
            return;
        _queueSeenAt = now;
        await using var db = await _contexts.CreateDbContextAsync(stopping);
        var late = await db.Attempts
            .Where(attempt => attempt.State != AttemptState.Ended && attempt.QueuedMs > _queueAllowed)
            .OrderByDescending(attempt => attempt.ClaimedAt)
            .Select(attempt => new { attempt.ClaimedAt, QueuedMs = attempt.QueuedMs!.Value })
            .FirstOrDefaultAsync(stopping);
        if (late is not null)
            _pace.NoteQueue(late.ClaimedAt, Duration.FromMilliseconds(late.QueuedMs), now);
    }

    /// <summary>What one pass holds.</summary>
    private sealed class Pass(Instant began, Duration most)
    {
        public Instant Until { get; } = began + most;

        /// <summary>Not past its end, nor before its beginning: then the clock was put back.</summary>
        public bool GoesOn(Instant now) => now < Until && now > began - ClockSlack;

        public List<Task> Requests { get; } = [];

        public Channel<DialAnswer> Answers { get; } = Channel.CreateUnbounded<DialAnswer>();
    }

    [LoggerMessage(LogLevel.Error, "The dialer broke over attempt {Attempt}; it is looked up.")]
    private partial void LogBroken(Exception broken, Guid attempt);

    [LoggerMessage(LogLevel.Warning, "The carrier takes no calls now; asked again in {Seconds} s.")]
    private partial void LogBackOff(double seconds);
}
