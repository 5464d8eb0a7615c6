using NodaTime;

namespace VoiceBooker.Booking.Dialling.Pacing;

/// <summary>Whether too many calls fail on our or the carrier's side.</summary>
internal abstract record BreakerState
{
    private BreakerState() { }

    /// <summary>Calls are made.</summary>
    public sealed record Closed : BreakerState;

    /// <summary>No call is made until then.</summary>
    public sealed record Open(Instant Until, int Failed, int Of) : BreakerState;

    /// <summary>One call at a time is made, to see how it ends. Calls from before <paramref name="Since"/> say nothing of the line as it is.</summary>
    public sealed record Trying(Instant Since) : BreakerState;
}

/// <summary>
/// The circuit breaker of dialling. It keeps nothing: its state is what the last attempts that ended, read from the database, say when they are gone through in their order, so that restarts and all nodes agree.
/// A full window with too many failures opens it; after the pause one call is tried; whether that one fails decides. A call that was begun before, however late it ends, decides nothing.
/// </summary>
internal static class DialBreaker
{
    /// <summary>How many windows of ended attempts are gone through.</summary>
    public const int Windows = 4;

    /// <summary>How attempts end that failed on our or the carrier's side. Busy, unanswered and refused by the person are none of that.</summary>
    public static readonly IReadOnlyList<string> Failures = [Dispositions.Failed, Dispositions.CutOff, Dispositions.NeverDialled];

    /// <summary>Whether an attempt that ended so is one of <see cref="Failures"/>.</summary>
    public static bool IsFailure(string disposition) => Failures.Contains(disposition, StringComparer.Ordinal);

    /// <summary>Whether it may have opened: with fewer failures among all attempts that are gone through than one window needs, it surely has not.</summary>
    public static bool MayBeOpen(int failures, DiallingOptions options) => failures >= options.BreakerShare * options.BreakerWindow;

    /// <summary>The state after these attempts.</summary>
    /// <param name="ended">The last attempts that ended, the oldest first; those we took back ourselves left out.</param>
    /// <param name="options">The limits.</param>
    /// <param name="now">The clock.</param>
    public static BreakerState Judge(IEnumerable<(Instant ClaimedAt, Instant At, bool Failed)> ended, DiallingOptions options, Instant now)
    {
        var window = new Queue<bool>();
        BreakerState.Open? open = null;
        foreach (var (claimed, at, failed) in ended)
        {
            if (open is { } standing)
            {
                if (claimed < standing.Until)
                    continue; // begun before the pause was over
                open = failed ? standing with { Until = at + Duration.FromTimeSpan(options.BreakerPause) } : null;
                continue;
            }

            window.Enqueue(failed);
            if (window.Count > options.BreakerWindow)
                window.Dequeue();
            var failures = window.Count(each => each);
            if (window.Count < options.BreakerWindow || failures < options.BreakerShare * window.Count)
                continue;
            open = new BreakerState.Open(at + Duration.FromTimeSpan(options.BreakerPause), failures, window.Count);
            window.Clear();
        }

        return open is null ? new BreakerState.Closed() : open.Until > now ? open : new BreakerState.Trying(open.Until);
    }
}
