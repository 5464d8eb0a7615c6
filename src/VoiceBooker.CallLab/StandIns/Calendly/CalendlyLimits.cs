using System.Globalization;
using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>Counts requests per user in windows that begin with their first request. Every answer tells the window that is nearest to its end of the limits; which one the service tells on bookings is not documented.</summary>
internal sealed class CalendlyLimits(CalendlySwitches switches)
{
    private readonly Dictionary<(CalendlyUser User, bool Bookings, Duration Length), Window> _windows = [];

    /// <summary>Counts a request; what it returns puts the headers on the answer, and says whether the request is beyond the limits.</summary>
    public (bool Refused, Func<Answer, Answer> Headers) Count(CalendlyUser user, bool booking, Instant now)
    {
        var plan = user.Organization.Plan;
        var windows = Of(plan, booking).Select(limit => (limit.Limit, Window: Open(user, limit.Bookings, limit.Length, now))).ToList();
        var refused = switches.LimitsEnforced && windows.Exists(each => each.Window.Used >= each.Limit);
        if (!refused)
            windows.ForEach(each => each.Window.Used++);
        var (tightest, window) = windows.MinBy(each => each.Limit - each.Window.Used);
        return (refused, answer => Headed(answer, tightest, tightest - window.Used, window.Ends - now));
    }

    /// <summary>The headers of an answer that no user's window knows of.</summary>
    public static Answer Unknown(Answer answer) => Headed(answer, 500, 499, Duration.FromMinutes(1));

    /// <summary>The headers of a 429 on demand.</summary>
    public static Answer Exhausted(Answer answer) => Headed(answer, 500, 0, Duration.FromMinutes(1));

    /// <summary>Forgets what was counted.</summary>
    public void Clear() => _windows.Clear();

    // What the Free plan's own limit on bookings is has not been published; it is played as the paid one.
    private static IEnumerable<(int Limit, bool Bookings, Duration Length)> Of(CalendlyPlan plan, bool booking)
    {
        yield return (plan is CalendlyPlan.Free ? 50 : 500, false, Duration.FromMinutes(1));
        if (!booking || plan is CalendlyPlan.Enterprise)
            yield break;
        if (plan is CalendlyPlan.Trial)
        {
            yield return (5, true, Duration.FromDays(1));
            yield break;
        }

        yield return (10, true, Duration.FromMinutes(1));
        yield return (50, true, Duration.FromHours(1));
        yield return (100, true, Duration.FromDays(1));
    }

    private static Answer Headed(Answer answer, int limit, int remaining, Duration left) => answer
        .With("X-RateLimit-Limit", limit.ToString(CultureInfo.InvariantCulture))
        .With("X-RateLimit-Remaining", Math.Max(0, remaining).ToString(CultureInfo.InvariantCulture))
        .With("X-RateLimit-Reset", Math.Ceiling(left.TotalSeconds).ToString(CultureInfo.InvariantCulture));

    private Window Open(CalendlyUser user, bool bookings, Duration length, Instant now)
    {
        if (!_windows.TryGetValue((user, bookings, length), out var window) || now >= window.Ends || now + length < window.Ends)
            _windows[(user, bookings, length)] = window = new Window { Ends = now + length };
        return window;
    }

    private sealed class Window
    {
        public required Instant Ends { get; init; }

        public int Used { get; set; }
    }
}
