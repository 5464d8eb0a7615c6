using System.Globalization;
using NodaTime;

namespace VoiceBooker.Booking.Dialling.Pacing;

/// <summary>
/// How a carrier that keeps calls waiting slows us: who waits there is dialled later than the clock and the lists were checked. A call that waited too long halves the pace, once for each queue: what was asked for before the pace was cut stood in
/// the same one. Nothing is added to the queue while such calls leave it, nor as long again as the last one waited. Then the pace grows by the same small step every second, up to what is set.
/// (Additive increase, multiplicative decrease: Chiu and Jain, "Analysis of the increase and decrease algorithms for congestion avoidance", 1989; RFC 5681, sections 3.1 and 3.2; one cut for each queue as in RFC 6582.)
/// Pure; what it has learned is kept by one process and learned anew by the next one.
/// </summary>
internal sealed class CarrierQueue(DiallingOptions options)
{
    /// <summary>The slowest it gets, as a share of the pace that is set.</summary>
    public const double Floor = 0.05;

    /// <summary>So long it takes from nothing to the whole pace.</summary>
    public static readonly Duration Recovery = Duration.FromMinutes(5);

    private const double Cut = 0.5;

    /// <summary>A clock that goes back further was put back.</summary>
    private static readonly Duration ClockSlack = Duration.FromSeconds(5);

    private readonly Duration _allowed = Duration.FromTimeSpan(options.QueueAllowed);
    private double _share = 1;
    private Duration _waited;
    private Instant _cutAt = Instant.MinValue;
    private Instant _quietUntil = Instant.MinValue;
    private Instant _seen = Instant.MinValue;

    /// <summary>A call waited at the carrier. May be told more than once.</summary>
    /// <param name="askedAt">When the carrier was asked for it.</param>
    /// <param name="waited">How long it waited there.</param>
    /// <param name="now">The clock.</param>
    public void Note(Instant askedAt, Duration waited, Instant now)
    {
        See(now);
        var left = Instant.Min(askedAt + waited, now);
        if (waited <= _allowed || left + Recovery < now)
            return;
        var share = ShareAt(now);
        _quietUntil = Instant.Max(_quietUntil, left + Duration.Min(waited, Recovery)); // so long is the queue behind it
        if (askedAt <= _cutAt)
            return;
        (_share, _waited, _cutAt) = (Math.Max(Floor, share * Cut), waited, now);
    }

    /// <summary>Until when no call is added to the queue; at or before <paramref name="now"/>: one may be.</summary>
    public Instant QuietUntil(Instant now)
    {
        See(now);
        return _quietUntil;
    }

    /// <summary>Which share of the pace that is set is right now, <see cref="Floor"/> to 1.</summary>
    public double ShareAt(Instant now)
    {
        See(now);
        return Math.Min(1, _share + Math.Max(0, (now - Instant.Max(_cutAt, _quietUntil)) / Recovery));
    }

    /// <summary>Why calls are started more slowly than is set, in a sentence for people; empty: they are not. It changes every half a minute at most.</summary>
    public string Because(Instant now)
    {
        var share = ShareAt(now);
        if (share >= 1)
            return "";
        var (percent, seconds) = (Math.Max(5, Math.Floor(share * 10) * 10), Math.Round(_waited.TotalSeconds));
        return string.Create(CultureInfo.InvariantCulture, $"Calls are started more slowly, at about {percent:0} % of the pace: the carrier kept one waiting for {seconds:0} s before it dialled. If it allows fewer calls per second than Dialling:CallsPerSecond, set that lower.");
    }

    private void See(Instant now)
    {
        if (now + ClockSlack < _seen)
            (_cutAt, _quietUntil) = (Instant.Min(_cutAt, now), Instant.Min(_quietUntil, now));
        _seen = now;
    }
}
