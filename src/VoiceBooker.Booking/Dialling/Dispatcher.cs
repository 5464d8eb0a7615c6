using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
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

    private readonly IDbContextFactory<BookingDbContext> _contexts;
    private readonly IDialer _dialer;
    private readonly DialRounds _rounds;
    private readonly DialAnswers _answers;
    private readonly DialNode _node;
    private readonly DialPace _pace;
    private readonly TimeSpan _longestCall;
    private readonly TimeProvider _time;
    private readonly ILogger<Dispatcher> _log;
    private Instant _notBefore = Instant.MinValue;
    private int _failures;
    private int _passing;

    internal Dispatcher(IDbContextFactory<BookingDbContext> contexts, IDialer dialer, DialRounds rounds, DialAnswers answers, DialNode node, IOptions<DiallingOptions> options, IOptions<CallSessionOptions> session, TimeProvider time, ILogger<Dispatcher> log)
    {
        (_contexts, _dialer, _rounds, _answers, _node, _time, _log) = (contexts, dialer, rounds, answers, node, time, log);
        _pace = new DialPace(options.Value);
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
            var pass = new Pass(Now + Duration.FromTimeSpan(most));
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
        if (now < _notBefore)
            return await PauseAsync(pass, _notBefore, stopping);

        var round = await _rounds.RunAsync(_pace, RequestsAtOnce - pass.Requests.Count, now, stopping);
        foreach (var claim in round.Claimed)
            pass.Requests.Add(AskAsync(claim, pass.Answers.Writer));
        if (round.Claimed.Count > 0 || round.Refused > 0)
            return Now < pass.Until && !stopping.IsCancellationRequested;
        return (round.NextAt is not null || pass.Requests.Count > 0) && await PauseAsync(pass, round.NextAt ?? pass.Until, stopping);
    }

    /// <summary>Waits for an instant, or an answer of the carrier; false when the pass is over before.</summary>
    private async Task<bool> PauseAsync(Pass pass, Instant until, CancellationToken stopping)
    {
        var now = Now;
        if (now >= pass.Until || stopping.IsCancellationRequested)
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
        var rules = RetryPlan.RulesOf(claim.Campaign);
        var order = new DialOrder(claim.Attempt.Id, claim.Attempt.Number, claim.Attempt.From, TimeSpan.FromSeconds(rules.RingSeconds), _longestCall, rules.DetectMachines);
        DialResult result;
        try
        {
            result = await _dialer.DialAsync(order, CancellationToken.None);
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
        if (heard.Exists(answer => answer.Result is DialResult.NotDialled or DialResult.Refused { Kind: DialRefusal.Account }))
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
        var since = now - Duration.FromSeconds(2);
        await using var db = await _contexts.CreateDbContextAsync(stopping);
        var others = await db.Attempts
            .Where(attempt => AttemptEnding.Live.Contains(attempt.State) && attempt.ClaimedAt > since && attempt.Node != _node.Name)
            .Select(attempt => new { attempt.From, attempt.ClaimedAt })
            .ToListAsync(stopping);
        foreach (var other in others.OrderBy(each => each.ClaimedAt))
            _pace.TakenElsewhere(other.From, other.ClaimedAt, now);
    }

    /// <summary>What one pass holds.</summary>
    private sealed class Pass(Instant until)
    {
        public Instant Until { get; } = until;

        public List<Task> Requests { get; } = [];

        public Channel<DialAnswer> Answers { get; } = Channel.CreateUnbounded<DialAnswer>();
    }

    [LoggerMessage(LogLevel.Error, "The dialer broke over attempt {Attempt}; it is looked up.")]
    private partial void LogBroken(Exception broken, Guid attempt);

    [LoggerMessage(LogLevel.Warning, "The carrier takes no calls now; asked again in {Seconds} s.")]
    private partial void LogBackOff(double seconds);
}
