using VoiceBooker.CallLab.Callers;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.Scenarios;

/// <summary>What happens at the calendar's provider around a call.</summary>
internal sealed record CalendarStory
{
    /// <summary>How the provider is before a server is connected to it.</summary>
    public Action<ICalendarPractice>? Before { get; init; }

    /// <summary>What goes wrong from the moment the call begins.</summary>
    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    /// <summary>What happens just before the call begins, after all is seeded.</summary>
    public Func<CallActs, Task>? AtRing { get; init; }

    /// <summary>The owner signs in (OAuth) instead of pasting a key.</summary>
    public bool SignsIn { get; init; }

    /// <summary>The provider cannot be asked to let go of a time it keeps (it asked for a pause, or the key is dead): the hold ends by itself, and only then it is judged.</summary>
    public bool HoldsRunOut { get; init; }

    /// <summary>How long server and provider may take to agree after the call.</summary>
    public TimeSpan Settles { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>Looks at what was asked of the provider; gives what is not as it should be.</summary>
    public Func<ICalendarPractice, IEnumerable<string>>? Judge { get; init; }
}
