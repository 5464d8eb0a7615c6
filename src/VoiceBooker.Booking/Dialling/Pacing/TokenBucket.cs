using NodaTime;

namespace VoiceBooker.Booking.Dialling.Pacing;

/// <summary>Starts per second, evenly: an idle bucket gives a tenth of a second's worth at once, at least one. Pure but for its own level.</summary>
internal sealed class TokenBucket(double perSecond)
{
    private readonly double _most = Math.Max(1, perSecond / 10);
    private double _level = Math.Max(1, perSecond / 10);
    private Instant _at = Instant.MinValue;

    /// <summary>How many may start at this moment.</summary>
    public int Ready(Instant now)
    {
        Fill(now);
        return (int)Math.Min(int.MaxValue, Math.Floor(_level + 1e-9));
    }

    /// <summary>When the next one may start.</summary>
    public Instant ReadyAt(Instant now)
    {
        Fill(now);
        return _level >= 1 - 1e-9 ? now : now + Duration.FromSeconds((1 - _level) / perSecond);
    }

    /// <summary>One starts.</summary>
    public void Take(Instant now)
    {
        Fill(now);
        _level--;
    }

    /// <summary>One was started by another process.</summary>
    public void TakenElsewhere(Instant at, Instant now)
    {
        Fill(now);
        _level = Math.Min(_level, _most - 1 + Math.Max(0, (now - at).TotalSeconds) * perSecond);
    }

    private void Fill(Instant now)
    {
        if (now <= _at)
            return; // a clock that was put back gives nothing
        if (_at != Instant.MinValue)
            _level = Math.Min(_most, _level + (now - _at).TotalSeconds * perSecond);
        _at = now;
    }
}
