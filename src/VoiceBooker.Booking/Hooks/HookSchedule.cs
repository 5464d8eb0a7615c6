using NodaTime;

namespace VoiceBooker.Booking.Hooks;

/// <summary>
/// When a delivery that was not taken is tried again: after 5 s, 30 s, 2 min, 10 min, 30 min, 2 h, 6 h, 12 h, 24 h and 24 h, each up to a fifth later, so that many do not come back at once. After eleven attempts, some three days, it is given up.
/// </summary>
internal static class HookSchedule
{
    private static readonly Duration[] Pauses =
    [
        Duration.FromSeconds(5), Duration.FromSeconds(30), Duration.FromMinutes(2), Duration.FromMinutes(10), Duration.FromMinutes(30),
        Duration.FromHours(2), Duration.FromHours(6), Duration.FromHours(12), Duration.FromHours(24), Duration.FromHours(24),
    ];

    /// <summary>Attempts in all.</summary>
    public static int MostAttempts => Pauses.Length + 1;

    /// <summary>The longest wait a receiver may ask for (<c>Retry-After</c>).</summary>
    public static readonly Duration LongestAsked = Duration.FromHours(24);

    /// <summary>How long to wait after so many attempts; null: no more.</summary>
    /// <param name="attempts">From 1.</param>
    /// <param name="jitter">0 to 1: how much of the fifth is added.</param>
    public static Duration? After(int attempts, double jitter) => attempts < 1 || attempts > Pauses.Length ? null : Pauses[attempts - 1] + Pauses[attempts - 1] * (0.2 * Math.Clamp(jitter, 0, 1));
}
