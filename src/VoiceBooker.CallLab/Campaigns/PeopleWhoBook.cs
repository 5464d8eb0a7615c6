using System.Collections.Concurrent;
using System.Globalization;
using VoiceBooker.CallLab.Called;
using VoiceBooker.CallLab.Callers;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.Servers;

namespace VoiceBooker.CallLab.Campaigns;

/// <summary>People who are called and take what is offered: they know the bot's words from the call's live journal, as an operator does, and answer by voice in the manner of a story.</summary>
internal sealed class PeopleWhoBook(SimulatedCarrier carrier, ServerApi api, TimeProvider time)
{
    /// <summary>Not all want the same of what they are offered at the same time.</summary>
    private static readonly string[] Choices = ["The first one.", "The second one.", "The third one."];

    private readonly ConcurrentBag<CallStory> _stories = [];
    private int _people;

    /// <summary>How their calls went.</summary>
    public IReadOnlyCollection<CallStory> Stories => _stories;

    /// <summary>The next one.</summary>
    /// <param name="story">Whose rules they answer by.</param>
    /// <param name="moments">Dates and times of the story.</param>
    /// <param name="eventId">What may be booked; empty: whatever it is.</param>
    /// <param name="eventName">Its name.</param>
    public Manner Next(Scenario story, Moments moments, string eventId = "", string eventName = "")
    {
        var index = Interlocked.Increment(ref _people);
        return new Manner.Follows(async (call, over) =>
        {
            var lived = new CallStory(watch: null);
            _stories.Add(lived);
            var own = story with { Name = string.Create(CultureInfo.InvariantCulture, $"person {index}"), Caller = new Caller { Voice = index % 2 == 0 ? "rms" : "slt" }, Answers = [.. story.Answers, new AnswerRule { When = "choice", Say = Choices[index % Choices.Length], Once = true }] };
            var knows = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["name"] = "Anna Miller",
                ["email"] = $"person{index}@example.com",
                ["wish"] = "Yes, I would like to make an appointment please.",
                ["when"] = "As soon as possible.",
                ["zone"] = "Berlin time",
                ["phone"] = call.To[^10..],
            };
            var acts = new CallActs(api, moments, eventId, eventName, practice: null, knows, lived);
            await new SpokenCall(carrier, api, own, new CallerMind(own, spoken: true), acts, lived, time).TakePartAsync(call, over);
        });
    }
}
