using VoiceBooker.CallLab.StandIns.CalCom;
using VoiceBooker.CallLab.StandIns.Calendars;
using VoiceBooker.CallLab.StandIns.Calendly;

namespace VoiceBooker.CallLab.StandIns;

/// <summary>The calendar providers that scenarios can be played with.</summary>
internal static class Practices
{
    /// <summary>The server's own calendar, for which nobody stands in.</summary>
    public const string BuiltIn = "built-in";

    /// <summary>Their names, as a server knows them.</summary>
    public static readonly IReadOnlyList<string> Names = [CalComPractice.Name, CalendlyPractice.Name];

    /// <summary>A new account at a new stand-in of this provider, its door open.</summary>
    public static async Task<ICalendarPractice> OpenAsync(string provider, TimeProvider time)
    {
        var practice = New(provider, time);
        await practice.OpenAsync();
        return practice;
    }

    /// <summary>What this provider can do.</summary>
    public static async Task<PracticeTraits> TraitsAsync(string provider)
    {
        await using var practice = New(provider, TimeProvider.System);
        return practice.Traits;
    }

    private static ICalendarPractice New(string provider, TimeProvider time) => provider switch
    {
        CalComPractice.Name => new CalComPractice(time),
        CalendlyPractice.Name => new CalendlyPractice(time),
        _ => throw new InvalidDataException($"There is no stand-in of '{provider}'; there are {string.Join(", ", Names)}."),
    };
}
