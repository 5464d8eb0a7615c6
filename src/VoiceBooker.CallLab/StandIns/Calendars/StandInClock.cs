namespace VoiceBooker.CallLab.StandIns.Calendars;

/// <summary>The hour a stand-in believes it is: the clock beneath, shifted. It goes on running; waiting takes the time of the clock beneath, whatever the shift.</summary>
internal sealed class StandInClock(TimeProvider beneath) : TimeProvider
{
    private long _shift; // ticks

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => beneath.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => beneath.TimestampFrequency;

    /// <summary>Lets time pass at once; negative turns it back.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _shift, by.Ticks);

    /// <summary>It is this moment now.</summary>
    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref _shift, (now - beneath.GetUtcNow()).Ticks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => beneath.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _shift));

    /// <inheritdoc/>
    public override long GetTimestamp() => beneath.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        beneath.CreateTimer(callback, state, dueTime, period);
}
