using NodaTime;

namespace VoiceBooker.Booking.Minds;

/// <summary>
/// Whether a model is worth asking, for all calls of the process. Closed: ask. Open, after failures in a row within a window or because the vendor asked for a pause: leave it alone.
/// When the pause is over one request tries; its success closes, its failure opens again. Holds no clock.
/// </summary>
internal sealed class ModelBreaker(int failuresToOpen, Duration window, Duration openFor)
{
    private readonly Lock _gate = new();
    private readonly Queue<Instant> _failures = new();
    private Instant? _openUntil;
    private bool _trying;

    /// <summary>True while every request may go.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_gate)
                return _openUntil is null;
        }
    }

    /// <summary>Whether a request would be let in now; lets none in.</summary>
    public bool MayTry(Instant now)
    {
        lock (_gate)
            return _openUntil is not { } until || (now >= until && !_trying);
    }

    /// <summary>Whether a request may go now. One that may must be ended by <see cref="Succeed"/>, <see cref="Fail"/> or <see cref="LetGo"/>.</summary>
    public bool TryEnter(Instant now)
    {
        lock (_gate)
        {
            if (_openUntil is not { } until)
                return true;
            if (now < until || _trying)
                return false;
            _trying = true;
            return true;
        }
    }

    /// <summary>A request was answered. An answer to a request from before it opened closes nothing.</summary>
    public void Succeed()
    {
        lock (_gate)
        {
            _failures.Clear();
            if (_trying)
                (_openUntil, _trying) = (null, false);
        }
    }

    /// <summary>A request was given up for reasons that say nothing of the model.</summary>
    public void LetGo()
    {
        lock (_gate)
            _trying = false;
    }

    /// <summary>A request failed.</summary>
    /// <param name="now">When.</param>
    /// <param name="pause">How long the vendor wants to be left alone; null when it does not say.</param>
    public void Fail(Instant now, Duration? pause)
    {
        lock (_gate)
        {
            _failures.Enqueue(now);
            while (_failures.Peek() < now - window)
                _failures.Dequeue();
            if (pause is { } asked)
                Open(now + asked);
            else if (_trying || _failures.Count >= failuresToOpen)
                Open(now + openFor);
        }
    }

    private void Open(Instant until)
    {
        _openUntil = _openUntil is { } known && known > until ? known : until;
        _trying = false;
        _failures.Clear();
    }
}
