using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Tests.Booking.Reception;

public sealed class StandingPhrasesTests
{
    [Theory]
    [InlineData("en-US")]
    [InlineData("de-DE")]
    [InlineData("fr-FR")]
    public async Task The_greeting_is_fixed_as_it_is_spoken(string language)
    {
        var visit = new Visit { Options = new ReceptionOptions { BusinessName = "Riverside Dental" } };
        visit.Assistant.Language = language;
        await visit.GreetAsync();

        var standing = StandingPhrases.FirstOf(visit.Assistant, visit.Options);
        Assert.All(await SpokenAsync(visit), phrase => Assert.True(standing.Contains(phrase), phrase));
    }

    [Fact]
    public async Task A_greeting_with_the_callers_name_is_not()
    {
        var visit = new Visit();
        visit.Assistant.Greeting = "Hello {name}, this is Robin.";
        visit.Variables["name"] = "Ada";
        await visit.GreetAsync();

        var standing = StandingPhrases.Of(visit.Assistant, visit.Options);
        Assert.Equal(["How can I help you? "], (await SpokenAsync(visit)).Where(standing.Contains));
        Assert.DoesNotContain(standing.All, phrase => phrase.Contains("Ada", StringComparison.Ordinal) || phrase.Contains('{', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SilenceKind.Idle, 2)]
    [InlineData(SilenceKind.GivingUp, 1)]
    [InlineData(SilenceKind.TimeNearlyUp, 1)]
    [InlineData(SilenceKind.TimeUp, 1)]
    public async Task A_prompt_begins_with_a_fixed_phrase(SilenceKind silence, int times)
    {
        var visit = new Visit();
        await visit.GreetAsync();
        await visit.SilentAsync(silence, times);

        Assert.True(StandingPhrases.FirstOf(visit.Assistant, visit.Options).Contains((await SpokenAsync(visit))[0]), visit.ToString());
    }

    [Fact]
    public async Task Fillers_and_fallbacks_are_fixed()
    {
        var visit = new Visit();
        foreach (var transfer in (string[])["", "+12125550100"])
        {
            var assistant = new Assistant { Id = visit.Assistant.Id, Name = "Robin", TransferNumber = transfer };
            await using var receptionist = new Receptionist(new CallBrief(default, assistant, null, false, visit.Variables), Minds.Script(visit.Journal, visit.Clock), visit.Ledger, visit.Notes, visit.Wishes, visit.Journal, visit.Clock, visit.Options, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
            var standing = StandingPhrases.FirstOf(assistant, visit.Options);
            Assert.All(Enumerable.Range(1, 3), times => Assert.True(standing.Contains(receptionist.Filler(times)!)));
            Assert.All(Phrases.Of(receptionist.Fallback().OfType<Speech.Words>().Single().Text, first: true), phrase => Assert.True(standing.Contains(phrase), phrase));
        }
    }

    [Fact]
    public async Task In_a_whole_booking_nothing_of_the_caller_is_taken_for_fixed()
    {
        var visit = new Visit();
        var standing = StandingPhrases.Of(visit.Assistant, visit.Options);
        List<string> kept = [];
        foreach (var turn in (string[])["i would like an appointment tomorrow", "the first one", "Ada Lovelace", "ada at example dot com", "yes", "yes", "no thank you"])
        {
            await visit.SaysAsync(turn);
            kept.AddRange((await SpokenAsync(visit)).Where(standing.Contains));
        }

        visit.OnlyBooking();
        Assert.DoesNotContain(kept, phrase => phrase.Contains("Ada", StringComparison.OrdinalIgnoreCase) || phrase.Contains("example", StringComparison.Ordinal));
    }

    private static async Task<List<string>> SpokenAsync(Visit visit)
    {
        List<string> phrases = [];
        await foreach (var speech in InOrder(visit.Last).InPhrases())
            if (speech is Speech.Words words && !string.IsNullOrWhiteSpace(words.Text))
                phrases.Add(words.Text);
        return phrases;
    }

    private static async IAsyncEnumerable<Speech> InOrder(List<Speech> speech)
    {
        await Task.Yield();
        foreach (var each in speech)
            yield return each;
    }
}
