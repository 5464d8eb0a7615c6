using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.Servers;

namespace VoiceBooker.CallLab.Callers;

/// <summary>What a caller can do besides talking: fill in what is said, and have somebody else snatch a time.</summary>
internal sealed class CallActs(ServerApi api, Moments moments, string eventId, IReadOnlyDictionary<string, string> knows, CallStory story)
{
    /// <summary>Starts that somebody else booked during the call.</summary>
    public List<NodaTime.Instant> Snatched { get; } = [];

    /// <summary>Puts facts and moments into a text.</summary>
    public string Fill(string text) => moments.Fill(text, knows);

    /// <summary>Somebody else books <paramref name="moment"/> through the API.</summary>
    public async Task CompeteAsync(string moment)
    {
        var start = moments.ResolveInstant(moment);
        var booked = await api.TryBookAsync(new { eventId, start = start.ToString(), name = "Rival Roe", email = "rival@example.com", phone = "+12125550188", zone = moments.Now.Zone.Id });
        if (booked)
            Snatched.Add(start);
        story.Tell(booked ? $"(somebody else books {start})" : $"(somebody else tries to book {start} and is refused)");
    }
}
