using System.Text.Json.Nodes;
using VoiceBooker.CallLab.StandIns.AzureSpeech;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Providers.AzureSpeech;

public sealed class ListeningTests
{
    [Theory]
    [InlineData("Universal", "MuLaw", "v2", "mu-law")]
    [InlineData("Universal", "Pcm", "v2", "pcm")]
    [InlineData("PerMode", "MuLaw", "v1", "mu-law")]
    [InlineData("PerMode", "Pcm", "v1", "pcm")]
    public async Task What_the_caller_says_is_understood_over_either_address_in_either_format(string generation, string audio, string seen, string format)
    {
        await using var world = await AzureWorld.OpenAsync();
        await using var call = world.Listen(("Generation", generation), ("Audio", audio));
        call.Say("I would like to come on Tuesday at ten");
        Assert.Equal("I would like to come on Tuesday at ten", await call.NextFinalAsync());
        call.Say("Thank you very much");
        Assert.Equal("Thank you very much", await call.NextFinalAsync());

        Assert.Contains(call.Events, happened => happened is CallEvent.PartialTranscript { Text: "i would like to come" or "i would like to" or "i would like" or "i would" or "i" });
        Assert.All(call.Events.OfType<CallEvent.FinalTranscript>(), final => Assert.Equal(0.93, final.Confidence));
        var session = Assert.Single(world.Sessions);
        Assert.Equal((seen, format, 1), (session.Generation, session.Format, session.Turns));
        Assert.Empty(world.Violations);
    }

    [Fact]
    public async Task The_line_to_the_recogniser_stands_before_the_caller_has_made_a_sound()
    {
        await using var world = await AzureWorld.OpenAsync();
        await using var call = world.Listen();
        await AzureWorld.UntilAsync(() => world.Sessions is [{ Turns: 1 }], "no turn was begun");
        Assert.Equal(["speech.config", "speech.context", "audio"], world.Sessions[0].Messages);
    }

    [Fact]
    public async Task Spoken_words_can_be_had_as_they_were_spoken()
    {
        await using var world = await AzureWorld.OpenAsync();
        await using var call = world.Listen(("Transcript", "Lexical"));
        call.Say("Good morning, is Friday free?");
        Assert.Equal("good morning is friday free", await call.NextFinalAsync());
    }

    [Fact]
    public async Task The_last_words_before_the_line_ends_are_not_lost()
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.LatencyOfFinal = TimeSpan.FromMilliseconds(200);
        await using var call = world.Listen();
        call.Say("Goodbye then", silence: 0);
        call.EndOfAudio();
        await call.RestAsync();
        Assert.Equal(["Goodbye then"], call.Finals);
        Assert.Empty(world.Violations);
    }

    [Fact]
    public async Task A_recogniser_that_never_finishes_holds_nobody_for_long()
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.Faults.Add(new SpeechFault(SpeechDoor.Recognition, SpeechFaultKind.Silence) { When = SpeechFaultMoment.MidPhrase, Times = 9 });
        await using var call = world.Listen(("FinishWithin", "00:00:00.3"));
        call.Say("Goodbye then", silence: 0);
        call.EndOfAudio();
        await call.RestAsync();
        Assert.Empty(call.Finals);
    }

    [Fact]
    public async Task Hanging_up_lets_go_of_the_connection()
    {
        await using var world = await AzureWorld.OpenAsync();
        await using var call = world.Listen();
        call.Say("Hello", silence: 0.1);
        Assert.IsType<CallEvent.PartialTranscript>(await call.NextAsync());
        await call.HangUpAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(call.RestAsync);
    }

    [Fact]
    public async Task The_recogniser_is_told_the_language_the_pause_and_the_words_that_are_likely()
    {
        await using var world = await AzureWorld.OpenAsync();
        var brief = new ListeningBrief(new ExpectedAnswer { Now = new Question(AnswerKind.Choice, ["the second one", "Tuesday at ten"]) }) { Language = "de-DE", Asides = ["nicht mehr anrufen"], Phrases = ["Praxis Dr. Müller", "tuesday AT ten", "<b>|bold|</b>", "…"] };
        await using var call = world.Listen(brief, ("SegmentationSilence", "00:00:00.3"), ("PhraseWeight", "1.5"));
        await AzureWorld.UntilAsync(() => world.Sessions is [{ Turns: 1 }], "no turn was begun");
        var context = JsonNode.Parse(Assert.Single(world.Sessions[0].Contexts))!;
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                {"phraseDetection":{"mode":"Conversation","language":"de-DE","initialSilenceTimeout":0,
                   "conversation":{"segmentation":{"mode":"Custom","segmentationSilenceTimeoutMs":300,"segmentationForcedTimeoutMs":20000}},
                   "enrichment":{"profanity":"Raw"}},
                 "phraseOutput":{"format":"Detailed"},
                 "dgi":{"groups":[{"type":"Generic","items":[{"text":"the second one"},{"text":"Tuesday at ten"},{"text":"nicht mehr anrufen"},{"text":"Praxis Dr. Müller"},{"text":"b bold /b"}]}],"bias":1.5}}
                """),
            context),
            context.ToJsonString());
    }

    [Fact]
    public async Task A_new_question_reaches_the_recogniser_before_its_answer()
    {
        await using var world = await AzureWorld.OpenAsync();
        var expected = new ExpectedAnswer();
        await using var call = world.Listen(new ListeningBrief(expected));
        call.Say("I need an appointment");
        await call.NextFinalAsync();
        expected.Now = new Question(AnswerKind.Email, ["at example dot com"]);
        call.Quiet(0.2);
        await AzureWorld.UntilAsync(() => world.Sessions[0].Turns == 2, "the question was not told");
        call.Say("jo at example dot com");
        await call.NextFinalAsync();

        Assert.Equal(["I need an appointment", "jo at example dot com"], call.Finals);
        var told = world.Sessions[0].Contexts.Last();
        Assert.Contains("at example dot com", told, StringComparison.Ordinal);
        Assert.Contains("\"segmentationSilenceTimeoutMs\":800", told, StringComparison.Ordinal);
        Assert.Equal((1, 1), (world.Sessions.Length, world.Sessions[0].Telemetry));
        Assert.Empty(world.Violations);
    }

    [Fact]
    public async Task A_question_in_the_middle_of_a_sentence_waits_for_its_end()
    {
        await using var world = await AzureWorld.OpenAsync();
        var expected = new ExpectedAnswer();
        await using var call = world.Listen(new ListeningBrief(expected));
        call.Say("I would like to come on Wednesday afternoon", silence: 0.1);
        await call.NextAsync();
        expected.Now = new Question(AnswerKind.Name, ["Smith"]);
        call.Quiet(1);
        Assert.Equal("I would like to come on Wednesday afternoon", await call.NextFinalAsync());
        call.Quiet(0.1);
        await AzureWorld.UntilAsync(() => world.Sessions[0].Turns == 2, "the question was not told");
        Assert.Equal(1, world.Sessions[0].Finals);
    }

    [Fact]
    public async Task Sound_in_which_no_words_are_found_is_told_as_such()
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.Faults.Add(new SpeechFault(SpeechDoor.Recognition, SpeechFaultKind.Status) { When = SpeechFaultMoment.MidPhrase, Words = "NoMatch" });
        await using var call = world.Listen();
        call.Say("Mumble mumble mumble", silence: 0.1);
        Assert.Equal("", await call.NextFinalAsync());
    }
}
