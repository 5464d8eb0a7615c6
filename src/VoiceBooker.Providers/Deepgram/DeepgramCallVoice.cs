using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Providers.Deepgram;

/// <summary>
/// One call's voice. A connection speaks one phrase at a time, so a filler beside a phrase gets a connection of its own, which is kept. One is open from the beginning; one that was closed while idle is
/// opened again, and one that may not flush any more (20 times a minute) is replaced in time.
/// </summary>
internal sealed partial class DeepgramCallVoice : ICallVoice
{
    private const int FewFlushes = 4;
    private static readonly TimeSpan _farewell = TimeSpan.FromMilliseconds(300);

    private readonly DeepgramOptions _options;
    private readonly Uri _address;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Lock _gate = new();
    private readonly List<SpeakLane> _lanes = [];
    private readonly CancellationTokenSource _callOver = new();

    /// <summary>Begins to open the first connection.</summary>
    public DeepgramCallVoice(DeepgramOptions options, Uri address, TimeProvider time, ILogger log)
    {
        (_options, _address, _time, _log) = (options, address, time, log);
        lock (_gate)
            Add();
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> SynthesizeAsync(string phrase, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        if (!phrase.Any(char.IsLetterOrDigit))
            yield break; // nothing to say, and no audio would come to wait for
        for (var again = true; ; again = false)
        {
            var lane = await TakeAsync(bargeIn);
            var spoken = false;
            await using var pieces = lane.SpeakAsync(phrase, bargeIn).GetAsyncEnumerator(bargeIn);
            while (true)
            {
                try
                {
                    if (!await pieces.MoveNextAsync())
                        yield break;
                }
                catch (IOException lost) when (again && !spoken && lane.WasOpen && !bargeIn.IsCancellationRequested)
                {
                    LogLost(lost.Message); // closed while it was idle, most likely: nothing of the phrase was heard yet
                    break;
                }

                spoken = true;
                yield return pieces.Current;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        SpeakLane[] lanes;
        lock (_gate)
        {
            lanes = [.. _lanes];
            _lanes.Clear();
        }

        await Task.WhenAll(lanes.Select(lane => lane.CloseAsync(_farewell)));
        await _callOver.CancelAsync();
        await Task.WhenAll(lanes.Select(lane => lane.Running));
        foreach (var lane in lanes)
            lane.Dispose();
        _callOver.Dispose();
    }

    /// <summary>A connection for one phrase: an idle one, one that has fallen silent just now, or a new one.</summary>
    private async Task<SpeakLane> TakeAsync(CancellationToken bargeIn)
    {
        SpeakLane? clearing;
        lock (_gate)
        {
            Prune();
            if (_lanes.FirstOrDefault(lane => lane.IsIdle && lane.FlushesLeft > 0) is { } idle)
                return Taken(idle);
            clearing = _lanes.FirstOrDefault(lane => lane.IsClearing && lane.FlushesLeft > 0);
        }

        if (clearing is not null && await clearing.HasClearedAsync(bargeIn))
        {
            lock (_gate)
            {
                if (clearing.IsIdle)
                    return Taken(clearing);
            }
        }

        lock (_gate)
            return Taken(Add());
    }

    private SpeakLane Taken(SpeakLane lane)
    {
        lane.Take();
        if (lane.FlushesLeft <= FewFlushes && _lanes.All(other => other == lane || other.FlushesLeft <= FewFlushes))
            Add(); // ready when this one may not flush any more
        return lane;
    }

    private SpeakLane Add()
    {
        ObjectDisposedException.ThrowIf(_callOver.IsCancellationRequested, this);
        var lane = new SpeakLane(_options, _address, _time, Warned, Ended, _callOver.Token);
        _lanes.Add(lane);
        return lane;
    }

    private void Prune() => _lanes.RemoveAll(lane =>
    {
        if (!lane.Running.IsCompleted || lane.IsTaken)
            return false;
        lane.Dispose();
        return true;
    });

    /// <summary>A connection that ended while nothing was said is replaced before the next phrase needs it.</summary>
    private void Ended(SpeakLane ended)
    {
        if (!ended.WasUseful || _callOver.IsCancellationRequested)
            return;
        lock (_gate)
        {
            if (_lanes.Contains(ended) && _lanes.All(lane => lane == ended || !lane.IsUsable))
                Add();
        }
    }

    private void Warned(string code) => LogWarned(code);

    [LoggerMessage(LogLevel.Information, "A speaking connection was lost before it was heard; the phrase is asked for again: {Reason}")]
    private partial void LogLost(string reason);

    [LoggerMessage(LogLevel.Warning, "Deepgram warns: {Code}.")]
    private partial void LogWarned(string code);
}
