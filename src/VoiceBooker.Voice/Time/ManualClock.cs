namespace VoiceBooker.Voice.Time;

/// <summary>A clock that stands still until it is told to move: for typed calls, which run as fast as their caller types, and for tests.</summary>
/// <param name="start">What it shows at first.</param>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<ManualTimer, (long Due, long Number)> _due = new();
    private long _now = start.UtcTicks;
    private long _timers;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _now), TimeSpan.Zero);

    /// <inheritdoc/>
    public override long GetTimestamp() => Interlocked.Read(ref _now);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>When the next timer is due; null when none is.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
            {
                DropStale();
                return _due.TryPeek(out _, out var next) ? new DateTimeOffset(next.Due, TimeSpan.Zero) : null;
            }
        }
    }

    /// <summary>Moves the clock on by <paramref name="by"/>, firing timers on the way, in order, each at its own time.</summary>
    public void Advance(TimeSpan by) => AdvanceTo(GetUtcNow() + by);

    /// <summary>Moves the clock on to <paramref name="to"/>; a time already past only fires what is due.</summary>
    public void AdvanceTo(DateTimeOffset to)
    {
        while (true)
        {
            ManualTimer timer;
            lock (_gate)
            {
                DropStale();
                if (!_due.TryPeek(out _, out var next) || next.Due > to.UtcTicks)
                {
                    Interlocked.Exchange(ref _now, Math.Max(_now, to.UtcTicks));
                    return;
                }

                timer = _due.Dequeue();
                Interlocked.Exchange(ref _now, Math.Max(_now, next.Due));
                timer.Rearm(_now);
            }

            timer.Fire();
        }
    }

    private void DropStale()
    {
        while (_due.TryPeek(out var timer, out var next) && timer.Number != next.Number)
            _due.Dequeue();
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        /// <summary>Identifies the arming that counts; entries of the queue with another number are stale.</summary>
        public long Number { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                _period = period;
                Arm(dueTime, clock._now);
                return true;
            }
        }

        public void Rearm(long now) => Arm(_period > TimeSpan.Zero ? _period : Timeout.InfiniteTimeSpan, now);

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Arm(TimeSpan dueTime, long now)
        {
            Number = ++clock._timers;
            if (dueTime != Timeout.InfiniteTimeSpan)
                clock._due.Enqueue(this, (now + Math.Max(0, dueTime.Ticks), Number));
        }
    }
}
