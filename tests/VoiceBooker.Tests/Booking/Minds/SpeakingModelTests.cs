using VoiceBooker.Booking.Minds;
using VoiceBooker.Tests.Voice.Playing;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Minds;

public sealed class SpeakingModelTests
{
    private const byte Tone = 0x91;

    [Fact]
    public void What_a_model_says_itself_is_heard_and_the_desk_goes_on_in_our_voice()
    {
        var passage = Passage(seconds: 1);
        var call = new LedCall()
            .CallerSays("i would like an appointment", 3, 4.5)
            .Model("speaks", model => model.Answers = said => said.Contains("appointment", StringComparison.Ordinal) ? [Voiced(passage), Told(passage, "Gladly. "), Piece.Call("choose_event", 0, ("event", ""))] : null)
            .Play(hangsUpAt: 14);

        Assert.StartsWith("Gladly. ", call.Said[1], StringComparison.Ordinal);
        Assert.True(call.Said[1].Length > "Gladly. ".Length);
        Assert.Equal(50, Frames(call));
        Assert.Equal(TimeSpan.FromSeconds(1), passage.Heard);
        Assert.Empty(call.Journal.Of("claim.blocked"));
    }

    [Fact]
    public void A_model_that_says_aloud_what_is_not_so_falls_silent_and_the_truth_follows()
    {
        var passage = Passage(seconds: 8);
        var call = new LedCall()
            .CallerSays("i would like an appointment", 3, 4.5)
            .Model("lies", model => model.Answers = said => said.Contains("appointment", StringComparison.Ordinal) ? [Voiced(passage), Told(passage, "You are booked for noon tomorrow. See you then. ", after: 0.6)] : null)
            .Play(hangsUpAt: 20);

        Assert.True(passage.IsWithdrawn);
        Assert.InRange(Frames(call), 1, 110); // of 400: what was on the line when its words became known
        Assert.Contains("nothing is booked", call.Heard, StringComparison.OrdinalIgnoreCase);
        Assert.Single(call.Journal.Of("claim.blocked"));
        call.Visit.NothingBooked();
    }

    [Fact]
    public void A_model_that_breaks_off_in_the_middle_of_a_false_sentence_is_put_right_as_well()
    {
        var passage = Passage(seconds: 8);
        var call = new LedCall()
            .CallerSays("i would like an appointment", 3, 4.5)
            .Model("breaks", model => model.Answers = said => said.Contains("appointment", StringComparison.Ordinal) ? [Voiced(passage), Told(passage, "You are booked for noon", after: 0.5), Piece.Fails(ModelFailure.Broken, after: 0.1)] : null)
            .Play(hangsUpAt: 20);

        Assert.True(passage.IsWithdrawn);
        Assert.Contains("nothing is booked", call.Heard, StringComparison.OrdinalIgnoreCase);
        call.Visit.NothingBooked();
    }

    [Fact]
    public void What_a_model_says_without_telling_its_words_is_not_let_through()
    {
        var passage = Passage(seconds: 8);
        var call = new LedCall()
            .CallerSays("i would like an appointment", 3, 4.5)
            .Model("mumbles", model => model.Answers = said => said.Contains("appointment", StringComparison.Ordinal) ? [Voiced(passage), Piece.Used(10, 10)] : null)
            .Play(hangsUpAt: 20);

        Assert.True(passage.IsWithdrawn);
        Assert.Equal("no transcript", Assert.Single(call.Of("claim.blocked", "why")));
    }

    [Fact]
    public void When_the_caller_talks_over_a_false_claim_the_next_reply_begins_with_the_truth()
    {
        var passage = Passage(seconds: 8);
        var call = new LedCall()
            .CallerSays("i would like an appointment", 3, 4.5)
            .Model("lies", model => model.Answers = said => said.EndsWith("appointment", StringComparison.Ordinal) ? [Voiced(passage), Told(passage, "You are booked for noon and all of it is as you wish and we are glad", after: 0.1), Piece.Text("", after: 4)] : null)
            .CallerSays("wait what did you say", 8, 9.2)
            .Play(hangsUpAt: 20);

        Assert.Contains("nothing is booked", call.Heard, StringComparison.OrdinalIgnoreCase);
        call.Visit.NothingBooked();
    }

    [Fact]
    public void A_model_that_speaks_is_tried_again_when_its_pause_is_over()
    {
        var clock = new ManualClock(VirtualTime.Start);
        var options = new MindOptions { FailuresToOpen = 1, OpenFor = TimeSpan.FromSeconds(30) };
        var list = new ModelList([], [new Speaker()], new Spending(clock), options, clock);
        var first = list.OpenSpeaker("speaker", "en-US")!;
        first.Guarded.Breaker.Fail(list.Now, null);

        Assert.Null(list.OpenSpeaker("speaker", "en-US"));
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.NotNull(list.OpenSpeaker("speaker", "en-US"));
    }

    private sealed class Speaker : ISpeechModel
    {
        public string Name => "speaker";

        public ModelDeadlines Deadlines => Reception.Minds.Patient;

        public ModelPrices Prices => Reception.Minds.Free;

        public ISpeechModelCall Open(string language) => new Session();

        private sealed class Session : ISpeechModelCall
        {
            public VoiceBooker.Voice.Listening.ISpeechToText Ears => new CallerSide();

            public Microsoft.Extensions.AI.IChatClient Mind { get; } = new ScriptedModel(TimeProvider.System);

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }

    private static Piece Voiced(VoicedPassage passage) => new(new VoicedContent(passage), TimeSpan.Zero);

    private static Piece Told(VoicedPassage passage, string text, double after = 0)
    {
        passage.Tell(text);
        return Piece.Text(text, after);
    }

    private static VoicedPassage Passage(double seconds)
    {
        var passage = new VoicedPassage();
        var audio = new byte[(int)(8000 * seconds)];
        Array.Fill(audio, Tone);
        passage.Add(audio);
        passage.Complete();
        return passage;
    }

    private static int Frames(PlayedLedCall call) => call.Line.Ear.Count(each => Array.IndexOf(each.Frame, Tone) >= 0);
}
