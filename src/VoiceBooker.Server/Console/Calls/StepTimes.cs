using NodaTime;
using NodaTime.Text;

namespace VoiceBooker.Server.Console.Calls;

/// <summary>Times of the journal as a person reads them.</summary>
internal static class StepTimes
{
    private static readonly LocalDateTimePattern Pattern = LocalDateTimePattern.CreateWithInvariantCulture("ddd d MMM, HH:mm");

    /// <summary>An ISO instant in its zone ("Tue 24 Nov, 10:00 America/New_York"); text that is no instant stays as it is.</summary>
    public static string Of(string instant, string zone) =>
        InstantPattern.ExtendedIso.Parse(instant) is { Success: true, Value: var at }
            ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is { } known
                ? $"{Pattern.Format(at.InZone(known).LocalDateTime)} {known.Id}"
                : $"{Pattern.Format(at.InUtc().LocalDateTime)} UTC"
            : instant;

    /// <summary>Milliseconds since the call began as "1:07".</summary>
    public static string Clock(long ms) => $"{ms / 60_000}:{ms / 1000 % 60:00}";
}
