using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Voice.Turns;

public sealed class TurnDetectorTests
{
    private readonly TurnDetector _turns = new(new());

    [Theory]
    [InlineData(AnswerKind.YesNo, 400)]
    [InlineData(AnswerKind.Choice, 500)]
    [InlineData(AnswerKind.When, 750)]
    [InlineData(AnswerKind.Name, 1100)]
    [InlineData(AnswerKind.Email, 1600)]
    public void Patience_depends_on_what_is_asked(AnswerKind kind, int milliseconds)
    {
        _turns.Question = new Question(kind, []);
        Says("anything", from: 1000, until: 2000, finalAt: 2300);

        Assert.Equal(S(2000 + milliseconds), _turns.Deadline);
        var taken = Assert.IsType<TurnSignal.TurnTaken>(Tick(2000 + milliseconds));
        Assert.Equal(("anything", S(2000)), (taken.Said.Text, taken.EndOfSpeech));
    }

    [Fact]
    public void An_answer_that_can_only_be_finished_is_taken_soon()
    {
        _turns.Question = new Question(AnswerKind.Email, [], IsComplete: text => text.EndsWith("dot com", StringComparison.Ordinal));
        Says("anna at example dot com", from: 0, until: 2000, finalAt: 2300);

        Assert.Equal(S(2250), _turns.Deadline);
    }

    [Fact]
    public void A_caller_who_goes_on_is_not_cut_off()
    {
        _turns.Question = Question.YesNo;
        Says("yes", from: 0, until: 300, finalAt: 650);
        At(680, new CallEvent.VoiceStarted(S(620)));
        Assert.IsNotType<TurnSignal.TurnTaken>(Tick(720));
        At(1200, new CallEvent.VoiceStopped(S(1000)));
        Assert.True(_turns.Deadline >= S(1500), "the words of the second piece are still to come");
        At(1400, new CallEvent.FinalTranscript("but not on friday"));

        Assert.Equal("yes but not on friday", Assert.IsType<TurnSignal.TurnTaken>(Tick(1600)).Said.Text);
    }

    [Fact]
    public void An_engine_that_knows_the_end_of_turn_is_believed()
    {
        Says("that is all", from: 0, until: 900, finalAt: 1000);

        Assert.IsType<TurnSignal.TurnTaken>(At(1010, new CallEvent.EndOfTurn()));
    }

    [Fact]
    public void Final_words_in_silence_are_a_likely_end_and_a_voice_takes_it_back()
    {
        At(1000, new CallEvent.VoiceStarted(S(1000)));
        At(2000, new CallEvent.VoiceStopped(S(2000)));
        Assert.Equal("monday", Assert.IsType<TurnSignal.TurnLikely>(At(2300, new CallEvent.FinalTranscript("monday"))).Said.Text);
        Assert.Equal(S(2750), _turns.Deadline);
        Assert.IsType<TurnSignal.TurnUnlikely>(At(2400, new CallEvent.VoiceStarted(S(2380))));
        Assert.IsType<TurnSignal.None>(At(2500, new CallEvent.VoiceStarted(S(2380))));
        At(2900, new CallEvent.VoiceStopped(S(2900)));
        Assert.Equal("monday at ten", Assert.IsType<TurnSignal.TurnLikely>(At(3200, new CallEvent.FinalTranscript("at ten"))).Said.Text);
        Assert.Equal("monday at ten", Assert.IsType<TurnSignal.TurnTaken>(Tick(3650)).Said.Text);
    }

    [Fact]
    public void Words_that_come_before_the_voice_ends_are_a_likely_end_when_it_does()
    {
        At(1000, new CallEvent.VoiceStarted(S(1000)));
        Assert.IsType<TurnSignal.None>(At(1900, new CallEvent.FinalTranscript("monday")));
        Assert.IsType<TurnSignal.TurnLikely>(At(2200, new CallEvent.VoiceStopped(S(2000))));
    }

    [Fact]
    public void An_eager_engine_is_believed_until_it_takes_it_back()
    {
        At(1000, new CallEvent.PartialTranscript("monday at"));
        Assert.Equal("monday at ten", Assert.IsType<TurnSignal.TurnLikely>(At(1200, new CallEvent.EagerEndOfTurn("monday at ten"))).Said.Text);
        Assert.IsType<TurnSignal.None>(At(1250, new CallEvent.PartialTranscript("monday at ten")));
        Assert.IsType<TurnSignal.TurnUnlikely>(At(1300, new CallEvent.TurnResumed()));
        Assert.IsType<TurnSignal.TurnLikely>(At(1500, new CallEvent.EagerEndOfTurn("monday at ten thirty")));
        Assert.IsType<TurnSignal.None>(At(1550, new CallEvent.FinalTranscript("monday at ten thirty")));
        Assert.Equal("monday at ten thirty", Assert.IsType<TurnSignal.TurnTaken>(At(1560, new CallEvent.EndOfTurn())).Said.Text);
    }

    [Fact]
    public void The_sound_of_thinking_is_no_likely_end()
    {
        At(1000, new CallEvent.VoiceStarted(S(1000)));
        At(1300, new CallEvent.VoiceStopped(S(1300)));
        Assert.IsType<TurnSignal.None>(At(1600, new CallEvent.FinalTranscript("um")));
    }

    [Fact]
    public void A_partial_is_taken_when_its_final_never_comes_and_not_twice()
    {
        At(100, new CallEvent.VoiceStarted(S(0)));
        At(500, new CallEvent.PartialTranscript("monday"));
        At(900, new CallEvent.VoiceStopped(S(700)));
        Assert.Equal("monday", Assert.IsType<TurnSignal.TurnTaken>(Tick(1450)).Said.Text);

        Assert.IsType<TurnSignal.None>(At(1900, new CallEvent.FinalTranscript("monday")));
    }

    [Theory]
    [InlineData("i want you to", true)] // the final says what the partial did not
    [InlineData("i want you to stop calling", false)] // taken already: not twice
    public void Words_that_count_at_any_moment_are_heard_after_a_partial_was_taken(string partial, bool isNews)
    {
        var turns = new TurnDetector(new(), Counts);
        turns.Observe(new CallEvent.VoiceStarted(S(0)), S(100));
        turns.Observe(new CallEvent.PartialTranscript(partial), S(500));
        turns.Observe(new CallEvent.VoiceStopped(S(700)), S(900));
        Assert.IsType<TurnSignal.TurnTaken>(turns.Observe(new CallEvent.Elapsed("turn", 0), S(3000)));

        turns.Observe(new CallEvent.FinalTranscript("i want you to stop calling"), S(3100));
        Assert.Equal(isNews, turns.Observe(new CallEvent.Elapsed("turn", 0), S(6000)) is TurnSignal.TurnTaken({ Text: "i want you to stop calling" }, _));
    }

    [Fact]
    public void No_key_takes_away_words_that_count_at_any_moment()
    {
        var turns = new TurnDetector(new(), Counts);
        turns.Observe(new CallEvent.VoiceStarted(S(0)), S(100));
        turns.Observe(new CallEvent.VoiceStopped(S(700)), S(900));
        turns.Observe(new CallEvent.FinalTranscript("stop calling"), S(1000));
        turns.Observe(new CallEvent.DigitPressed('1'), S(1100));
        Assert.Equal("stop calling", Assert.IsType<TurnSignal.TurnTaken>(turns.Observe(new CallEvent.Elapsed("turn", 0), S(4000))).Said.Text);

        turns.Observe(new CallEvent.DigitPressed('1'), S(5000)); // pressed in the middle of the sentence
        turns.BotIsDone();
        turns.Observe(new CallEvent.FinalTranscript("stop calling"), S(5300));
        Assert.Equal("stop calling", Assert.IsType<TurnSignal.TurnTaken>(turns.Observe(new CallEvent.Elapsed("turn", 0), S(9000))).Said.Text);
    }

    private static bool Counts(string text) => text.Contains("stop calling", StringComparison.Ordinal);

    [Fact]
    public void Voice_hushes_words_take_over()
    {
        _turns.BotSpeaks();
        Assert.Equal(S(1000), Assert.IsType<TurnSignal.Hush>(At(1060, new CallEvent.VoiceStarted(S(1000)))).Onset);
        Assert.IsType<TurnSignal.BargeIn>(At(1300, new CallEvent.PartialTranscript("no wait")));
        Assert.Equal(TurnState.Listening, _turns.State);
    }

    [Theory]
    [InlineData("mhm")]
    [InlineData("Okay, okay.")]
    [InlineData("uh-huh I see")]
    public void Listening_noises_let_the_bot_go_on(string words)
    {
        _turns.BotSpeaks();
        At(1060, new CallEvent.VoiceStarted(S(1000)));
        At(1250, new CallEvent.PartialTranscript(words));
        At(1500, new CallEvent.VoiceStopped(S(1300)));

        Assert.IsType<TurnSignal.Resume>(At(1700, new CallEvent.FinalTranscript(words)));
        Assert.Equal(TurnState.Speaking, _turns.State);
    }

    [Fact]
    public void No_words_within_the_time_let_the_bot_go_on()
    {
        _turns.BotSpeaks();
        At(1060, new CallEvent.VoiceStarted(S(1000)));
        At(1440, new CallEvent.VoiceStopped(S(1200)));

        Assert.Equal(S(1800), _turns.Deadline);
        Assert.IsType<TurnSignal.Resume>(Tick(1800));
    }

    [Fact]
    public void Noise_that_never_ends_does_not_silence_the_bot()
    {
        _turns.BotSpeaks();
        At(1060, new CallEvent.VoiceStarted(S(1000)));

        Assert.IsType<TurnSignal.Resume>(Tick(2560));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Okay_is_an_answer_only_once_the_question_was_heard(bool heard)
    {
        _turns.BotSpeaks();
        _turns.QuestionHeard = heard;
        At(1060, new CallEvent.VoiceStarted(S(1000)));
        At(1440, new CallEvent.VoiceStopped(S(1200)));
        var signal = At(1600, new CallEvent.FinalTranscript("okay"));

        Assert.Equal(heard, signal is TurnSignal.BargeIn);
    }

    [Fact]
    public void Typed_words_are_a_turn_at_once()
    {
        _turns.BotSpeaks();
        var taken = Assert.IsType<TurnSignal.TurnTaken>(At(100, new CallEvent.Typed(" tomorrow at three ")));
        Assert.Equal(("tomorrow at three", SaidBy.Typing), (taken.Said.Text, taken.Said.By));
    }

    [Theory]
    [InlineData("5551234", 7, "5551234")]
    [InlineData("42#", 0, "42")]
    [InlineData("#", 0, "#")]
    [InlineData("0", 1, "0")]
    public void A_row_of_keys_ends_by_its_length_or_the_hash(string keys, int count, string text)
    {
        _turns.Question = new Question(AnswerKind.Digits, [], DigitCount: count);
        TurnSignal last = TurnSignal.None.Instance;
        for (var i = 0; i < keys.Length; i++)
            last = At(100 * (i + 1), new CallEvent.DigitPressed(keys[i]));

        var taken = Assert.IsType<TurnSignal.TurnTaken>(last);
        Assert.Equal((text, SaidBy.Keys), (taken.Said.Text, taken.Said.By));
    }

    [Fact]
    public void A_row_of_keys_ends_by_a_pause()
    {
        _turns.Question = new Question(AnswerKind.Digits, [], DigitCount: 0);
        At(100, new CallEvent.DigitPressed('4'));
        At(2000, new CallEvent.DigitPressed('2'));

        Assert.Equal(S(4500), _turns.Deadline);
        Assert.Equal("42", Assert.IsType<TurnSignal.TurnTaken>(Tick(4500)).Said.Text);
    }

    [Fact]
    public void The_tone_of_a_key_is_no_speech()
    {
        _turns.Question = new Question(AnswerKind.Digits, [], DigitCount: 0);
        At(1000, new CallEvent.DigitPressed('4'));
        At(1100, new CallEvent.VoiceStarted(S(980)));
        At(1500, new CallEvent.FinalTranscript("a"));

        Assert.Equal("4", Assert.IsType<TurnSignal.TurnTaken>(Tick(3500)).Said.Text);
        Assert.IsType<TurnSignal.None>(At(3600, new CallEvent.FinalTranscript("")));
    }

    [Fact]
    public void A_key_interrupts_the_bot_at_once()
    {
        _turns.Question = new Question(AnswerKind.Digits, [], DigitCount: 10);
        _turns.BotSpeaks();

        Assert.IsType<TurnSignal.BargeIn>(At(100, new CallEvent.DigitPressed('4')));
    }

    [Fact]
    public void Sound_without_words_is_not_understood_but_a_click_is_nothing()
    {
        Says("", from: 1000, until: 2000, finalAt: 2300);
        Assert.Equal(TurnState.Listening, _turns.State);
        var again = new TurnDetector(new());
        again.Observe(new CallEvent.VoiceStarted(S(0)), S(60));
        again.Observe(new CallEvent.VoiceStopped(S(800)), S(1040));
        Assert.IsType<TurnSignal.NotUnderstood>(again.Observe(new CallEvent.FinalTranscript(""), S(1200)));

        again.Observe(new CallEvent.VoiceStarted(S(3000)), S(3060));
        again.Observe(new CallEvent.VoiceStopped(S(3100)), S(3340));
        Assert.IsType<TurnSignal.None>(again.Observe(new CallEvent.FinalTranscript(""), S(3500)));
    }

    [Fact]
    public void An_um_is_thinking_not_an_answer()
    {
        _turns.Question = new Question(AnswerKind.When, []);
        Says("um", from: 0, until: 300, finalAt: 700);
        Assert.IsType<TurnSignal.None>(Tick(1100));
        Assert.False(_turns.HasWords);
    }

    [Fact]
    public void What_was_said_without_an_end_is_not_lost()
    {
        At(100, new CallEvent.VoiceStarted(S(0)));
        At(500, new CallEvent.FinalTranscript("yes", 0.7));
        At(700, new CallEvent.PartialTranscript("please"));

        var said = _turns.TakeUnfinished(S(800))!;
        Assert.Equal(("yes please", 0.7), (said.Text, said.Confidence));
        Assert.Null(_turns.TakeUnfinished(S(800)));
    }

    private void Says(string text, int from, int until, int finalAt)
    {
        At(from + 60, new CallEvent.VoiceStarted(S(from)));
        At(until + 240, new CallEvent.VoiceStopped(S(until)));
        At(finalAt, new CallEvent.FinalTranscript(text));
    }

    private TurnSignal At(int milliseconds, CallEvent happened) => _turns.Observe(happened, S(milliseconds));

    private TurnSignal Tick(int milliseconds) => At(milliseconds, new CallEvent.Elapsed("turn", 0));

    private static TimeSpan S(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
