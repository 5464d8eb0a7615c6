using System.Globalization;
using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary>Counts requests per key, token or address in windows of a minute; who goes beyond is shut out for another minute.</summary>
internal sealed class RequestLimiter(CalComState state, Credentials credentials)
{
    /// <summary>Said with 429.</summary>
    public const string TooMany = "CustomThrottlerGuard - Too many requests. Please try again later.";

    private static readonly Duration Minute = Duration.FromMinutes(1);
    private readonly Dictionary<string, Window> _windows = [];

    /// <summary>Counts this one; says why it is refused, and which headers the answer has either way.</summary>
    public (int Status, string Message)? Refuse(StandInRequest request, out IReadOnlyList<(string Name, string Value)> headers)
    {
        headers = [];
        if (!state.Switches.LimitRequests)
            return null;
        var bearer = request.Bearer;
        var isKey = bearer?.StartsWith("cal_", StringComparison.Ordinal) == true;
        if (isKey && !credentials.IsKnownKey(bearer!))
            return (401, "CustomThrottlerGuard - Invalid API Key");
        var limit = bearer is null || isKey ? state.Switches.RequestsPerMinute : 500;
        var who = bearer ?? request.RemoteAddress;
        var now = state.Now;
        if (!_windows.TryGetValue(who, out var window) || now >= window.Until)
            window = new Window(0, now + Minute, Blocked: false);
        window = window with { Count = window.Count + 1 };
        if (!window.Blocked && window.Count > limit)
            window = window with { Blocked = true, Until = now + Minute };
        _windows[who] = window;
        headers = Headers(limit, window.Blocked ? 0 : limit - window.Count, window.Until - now);
        return window.Blocked ? (429, TooMany) : null;
    }

    /// <summary>Everybody starts anew.</summary>
    public void Forget() => _windows.Clear();

    /// <summary>The limiter's headers; the reset is in seconds left.</summary>
    public static IReadOnlyList<(string Name, string Value)> Headers(int limit, int remaining, Duration left) =>
    [
        ("X-RateLimit-Limit-Default", limit.ToString(CultureInfo.InvariantCulture)),
        ("X-RateLimit-Remaining-Default", remaining.ToString(CultureInfo.InvariantCulture)),
        ("X-RateLimit-Reset-Default", ((int)Math.Ceiling(left.TotalSeconds)).ToString(CultureInfo.InvariantCulture)),
    ];

    private sealed record Window(int Count, Instant Until, bool Blocked);
}
