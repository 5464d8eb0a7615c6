using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.StandIns;

namespace VoiceBooker.CallLab.Suites;

/// <summary>Every story of <see cref="CalendarScenarios"/> at every provider.</summary>
internal static class CalendarSuite
{
    /// <summary>Typed calls at once: they wait much and work little.</summary>
    public const int AtOnce = 12;

    private const string Longest = "47-seconds|429|500|malformed|lost|clocks|key-is";

    /// <summary>All scenarios, typed or spoken, those that take longest first.</summary>
    public static async Task<IReadOnlyList<Scenario>> AllAsync(bool text)
    {
        var all = new List<Scenario>();
        foreach (var provider in Practices.Names)
            all.AddRange(text ? await CalendarScenarios.OfAsync(provider) : SpokenCalendarCalls.Of(provider));
        return [.. all.OrderByDescending(each => System.Text.RegularExpressions.Regex.IsMatch(each.Name, Longest, System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)))];
    }
}
