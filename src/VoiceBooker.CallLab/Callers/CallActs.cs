using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.Servers;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.Callers;

/// <summary>What a caller can do besides talking: fill in what is said, have somebody else snatch a time, and let things happen at the calendar's provider.</summary>
internal sealed class CallActs(ServerApi api, Moments moments, string eventId, string eventName, ICalendarPractice? practice, IReadOnlyDictionary<string, string> knows, CallStory story)
{
    /// <summary>Starts that somebody else booked during the call through the same server.</summary>
    public List<NodaTime.Instant> Snatched { get; } = [];

    /// <summary>The provider's side; only in scenarios that are played with one.</summary>
    public ICalendarPractice Practice => practice ?? throw new InvalidOperationException("The scenario is played with the built-in calendar.");

    /// <summary>Dates and times of the scenario.</summary>
    public Moments Moments => moments;

    /// <summary>The name of what is booked, at the provider.</summary>
    public string EventName => eventName;

    /// <summary>Something must hold in the middle of the call; otherwise it goes against the scenario.</summary>
    public void Expect(bool holds, string otherwise)
    {
        if (!holds)
            story.Troubles.Add(otherwise);
    }

    /// <summary>Puts facts and moments into a text.</summary>
    public string Fill(string text) => moments.Fill(text, knows);

    /// <summary>Somebody else books <paramref name="moment"/>: at the provider where there is one, else through the API.</summary>
    public async Task CompeteAsync(string moment)
    {
        var start = moments.ResolveInstant(moment);
        if (practice is not null)
        {
            story.Tell(practice.TakeAway(eventName, start) ? $"(somebody else books {start} at the provider)" : $"(somebody else tries to book {start} at the provider and is refused)");
            return;
        }

        var booked = await api.TryBookAsync(new { eventId, start = start.ToString(), name = "Rival Roe", email = "rival@example.com", phone = "+12125550188", zone = moments.Now.Zone.Id });
        if (booked)
            Snatched.Add(start);
        story.Tell(booked ? $"(somebody else books {start})" : $"(somebody else tries to book {start} and is refused)");
    }
}
