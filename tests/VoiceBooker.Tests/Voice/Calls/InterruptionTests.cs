using VoiceBooker.Tests.Voice.Playing;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Voice.Calls;

public sealed class InterruptionTests
{
    private const string Long = "On Friday I have ten, eleven, two, three, or four, and on Monday nothing at all.";

    [Fact]
    public void Talking_over_the_bot_keeps_only_what_was_heard()
    {
        var call = new CallScript()
            .CallerSays("what is free on friday", from: 2, until: 3.2)
            .BotAnswers("On Friday I have ten, eleven, two, three, or four.")
            .CallerSays("no sorry monday", from: 6.1, until: 6.9)
            .BotAnswers("Monday at nine.")
            .CallerHangsUp(12)
            .Play();

        Assert.Equal(["Hello.", "what is free on friday", "On Friday I have ten, eleven, ", "no sorry monday", "Monday at nine."], call.Texts);
        Assert.Equal("two, three, or four.", call.Conversation.Utterances[2].Unheard);
        Assert.Equal(["voice", "words"], call.Journal.Of("barge-in").Select(entry => entry.GetProperty("stage").GetString()!));
    }

    [Fact]
    public void The_bot_falls_silent_within_120_ms_of_the_callers_voice()
    {
        for (var onset = 4.2; onset < 6; onset += 0.037)
        {
            var call = new CallScript()
                .CallerSays("what is free", from: 2, until: 3)
                .BotAnswers(Long)
                .CallerSays("stop it please", from: onset, until: onset + 0.8)
                .CallerHangsUp(9)
                .Play();

            var clear = Assert.Single(call.Line.Clears);
            Assert.InRange((clear - TimeSpan.FromSeconds(onset)).TotalMilliseconds, 0, 120);
            Assert.DoesNotContain(call.Heard(1), at => at >= clear);
            Assert.InRange(call.Journal.Of("barge-in")[0].GetProperty("onsetToClearMs").GetInt64(), 0, 120);
        }
    }

    [Fact]
    public void After_a_cough_the_bot_goes_on_from_the_phrase_the_caller_last_heard()
    {
        var call = new CallScript()
            .CallerSays("what is free", from: 2, until: 3)
            .BotAnswers("We have two times. The first one is Friday at ten. The second one is Monday at nine.")
            .CallerCoughs(from: 6.5, until: 6.75)
            .CallerHangsUp(14)
            .Play();

        Assert.Equal("We have two times. The first one is Friday at ten. The second one is Monday at nine.", call.Conversation.LastOfBot!.Text);
        Assert.Equal(["voice", "resumed"], call.Journal.Of("barge-in").Select(entry => entry.GetProperty("stage").GetString()!));
        var first = call.Heard("We have two times. ").ToList();
        var second = call.Heard("The first one is Friday at ten. ").ToList();
        var resumed = second.First(at => at > TimeSpan.FromSeconds(6.75));
        Assert.True(first.TrueForAll(at => at < TimeSpan.FromSeconds(6.5)), "the first phrase was heard whole and is not said again");
        Assert.InRange(resumed.TotalSeconds, 7.1, 7.7);
        Assert.Equal(ScriptedVoice.LengthOf("The first one is Friday at ten. ").TotalMilliseconds, second.Count(at => at >= resumed) * 20, 40.0);
        Assert.DoesNotContain(call.Conversation.Utterances, utterance => utterance.CutOff);
    }

    [Fact]
    public void A_line_that_beeps_each_second_hushes_the_bot_twice_and_then_hears_it_through()
    {
        var script = new CallScript().Greets(Long);
        for (var at = 0.5; at < 25; at++)
            script.CallerCoughs(from: at, until: at + 0.1);
        var call = script.CallerHangsUp(25).Play();

        Assert.Equal(Long, call.Conversation.Utterances[0].Text);
        Assert.Equal(2, call.Line.Clears.Count(at => at < call.Line.Listenings[0].At));
        Assert.True(call.Line.Listenings[0].At < TimeSpan.FromSeconds(15), $"the greeting lasted {call.Line.Listenings[0].At}");
    }

    [Fact]
    public void Words_interrupt_on_a_line_that_beeps()
    {
        var script = new CallScript().Greets(Long);
        for (var at = 0.5; at < 4; at++)
            script.CallerCoughs(from: at, until: at + 0.1);
        var call = script.CallerSays("a person please", from: 4.2, until: 5).BotAnswers("Gladly.").CallerHangsUp(9).Play();

        Assert.Equal(["a person please"], call.Agent.Asked);
        Assert.True(call.Conversation.Utterances[0].CutOff);
    }

    [Fact]
    public void An_answer_typed_the_moment_the_bot_listens_interrupts_nothing()
    {
        var call = new CallScript().Typed().CallerTypesAtOnce("tomorrow", "yes").BotAnswers("At ten?", Question.YesNo).BotAnswers("Done.", Question.Open).CallerHangsUp(5).Play();

        Assert.Equal(["Hello.", "tomorrow", "At ten?", "yes", "Done."], call.Texts);
        Assert.Empty(call.Journal.Of("barge-in"));
        Assert.Equal(3, call.Journal.Of("listening").Count);
    }

    [Fact]
    public void An_mhm_does_not_take_the_floor()
    {
        var call = new CallScript()
            .CallerSays("what is free", from: 2, until: 3)
            .BotAnswers(Long)
            .CallerSays("mhm okay", from: 5, until: 5.4)
            .CallerHangsUp(16)
            .Play();

        Assert.Equal(Long, call.Conversation.LastOfBot!.Text);
        Assert.Equal(["what is free"], call.Agent.Asked.Take(1));
        Assert.DoesNotContain("mhm okay", call.Texts);
    }

    [Fact]
    public void An_okay_after_the_question_is_an_answer()
    {
        var call = new CallScript()
            .CallerSays("what is free", from: 2, until: 3)
            .BotAnswers(new Answer([new Speech.Words("Shall I book Friday at ten? "), new Speech.Asks(Question.YesNo), new Speech.Words("You can also press one for yes and two for no.")]))
            .CallerSays("okay", from: 6.6, until: 6.9)
            .BotAnswers("It is done.")
            .CallerHangsUp(12)
            .Play();

        Assert.Equal(["what is free", "okay"], call.Agent.Asked);
    }

    [Fact]
    public void A_read_back_counts_as_heard_only_when_its_last_word_was()
    {
        PlayedCall Interrupted(double at) => new CallScript()
            .CallerSays("friday", from: 2, until: 2.5)
            .BotAnswers(new Answer([new Speech.Words("So that is Friday at ten ", "read-back"), new Speech.Words("with Anna. ", "read-back"), new Speech.Words("Is that right? You may also press one for yes."), new Speech.Asks(Question.YesNo)]))
            .CallerSays("yes it is", from: at, until: at + 0.6)
            .CallerHangsUp(12)
            .Play();

        Assert.False(Interrupted(5.0).Conversation.WasHeard("read-back"));
        Assert.True(Interrupted(6.4).Conversation.WasHeard("read-back"));
    }

    [Fact]
    public void A_booking_under_way_is_finished_though_the_caller_talks_over_it()
    {
        var call = new CallScript()
            .CallerSays("yes", from: 2, until: 2.4)
            .BotAnswers(new Answer([new Speech.Words("I am booking that for you now, please hold on for a moment.")]) { FinishesIn = TimeSpan.FromSeconds(6) })
            .CallerSays("wait what day is it", from: 5, until: 5.9)
            .BotAnswers("It is Friday.")
            .CallerHangsUp(17)
            .Play();

        Assert.Equal(["booking"], call.Agent.Finished);
        Assert.Equal(["yes", "wait what day is it"], call.Agent.Asked);
        Assert.Equal("It is Friday.", call.Conversation.LastOfBot!.Text);
        Assert.NotEmpty(call.Journal.Of("filler")); // audio is owed while the booking holds the agent
    }

    [Fact]
    public void A_booking_under_way_is_finished_though_the_caller_hangs_up()
    {
        var call = new CallScript()
            .CallerSays("yes", from: 2, until: 2.4)
            .BotAnswers(new Answer([new Speech.Words("I am booking that for you now.")]) { FinishesIn = TimeSpan.FromSeconds(6) })
            .CallerHangsUp(4)
            .Play();

        Assert.Equal(["booking"], call.Agent.Finished);
        Assert.NotNull(call.Agent.Ended);
    }

    [Fact]
    public void Words_that_the_detector_missed_interrupt_all_the_same()
    {
        var call = new CallScript()
            .CallerSays("what is free", from: 2, until: 3)
            .BotAnswers(Long)
            .CallerTypes("something else please", at: 5)
            .BotAnswers("What then?")
            .CallerHangsUp(9)
            .Play();

        Assert.Equal(["what is free", "something else please"], call.Agent.Asked);
        Assert.DoesNotContain(call.Heard(1), at => at > TimeSpan.FromSeconds(5.06));
    }
}
