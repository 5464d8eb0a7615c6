using NodaTime;

namespace VoiceBooker.Booking.Dialling.Pacing;

/// <summary>Starts per second, evenly: an idle bucket gives a tenth of a second's worth at once, at least one. Pure but for its own level.</summary>
internal sealed class TokenBucket(double perSecond)
{
    /// <summary>A clock that goes back further was put back: from then on its time is the time, else nothing would start until it has caught up.</summary>
    private static readonly Duration ClockSlack = Duration.FromSeconds(5);

    private double _perSecond = perSecond;
    private double _most = MostAtOnce(perSecond);
    private double _level = MostAtOnce(perSecond);
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
        return _level >= 1 - 1e-9 ? now : now + Duration.FromSeconds((1 - _level) / _perSecond);
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
        _level = Math.Min(_level, _most - 1 + Math.Max(0, (now - at).TotalSeconds) * _perSecond);
    }

    /// <summary>From now on it is another pace.</summary>
    public void ChangeTo(double perSecond, Instant now)
    {
        Fill(now);
        (_perSecond, _most) = (perSecond, MostAtOnce(perSecond));
        _level = Math.Min(_level, _most);
    }

    private static double MostAtOnce(double perSecond) => Math.Max(1, perSecond / 10);

    private void Fill(Instant now)
    {
        if (now <= _at && now > _at - ClockSlack)
            return; // a clock that trembles gives nothing
        if (now > _at && _at != Instant.MinValue)
            _level = Math.Min(_most, _level + (now - _at).TotalSeconds * _perSecond);
        _at = now;
    }
}
