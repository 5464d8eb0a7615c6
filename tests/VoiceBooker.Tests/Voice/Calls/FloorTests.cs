using VoiceBooker.Tests.Voice.Playing;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Voice.Calls;

public sealed class FloorTests
{
    [Fact]
    public void A_late_answer_is_bridged_by_a_filler()
    {
        var call = new CallScript().CallerSays("what is free", from: 2, until: 3).BotAnswers("Monday at nine.", thinks: 4).CallerHangsUp(14).Play();

        var taken = call.Journal.Of("turn.timing")[0].GetProperty("turnTakenAt").GetInt64();
        var breach = Assert.Single(call.Journal.Of("floor.breached"));
        Assert.Equal(taken + 1200, breach.GetProperty("at").GetInt64());
        Assert.Equal("One moment please.", Assert.Single(call.Journal.Of("filler")).GetProperty("text").GetString());
        Assert.NotEmpty(call.Heard("One moment please."));
        Assert.Equal("Monday at nine.", call.Conversation.LastOfBot!.Text);
    }

    [Fact]
    public void An_answer_that_never_comes_ends_in_the_fallback()
    {
        var call = new CallScript { Options = new() { Fillers = 1 } }
            .CallerSays("what is free", from: 2, until: 3).BotAnswers("Monday at nine.", thinks: 60).CallerHangsUp(20).Play();

        Assert.Equal(2, call.Journal.Of("floor.breached").Count);
        Assert.Equal("Sorry, something went wrong.", call.Conversation.Utterances[2].Text);
        Assert.Single(call.Journal.Of("filler"));
    }

    [Fact]
    public void An_answer_that_waits_for_slow_work_is_bridged_until_it_comes()
    {
        var call = new CallScript()
            .Agent(agent => agent.IsAtWork = true)
            .CallerSays("what is free", from: 2, until: 3).BotAnswers("Monday at nine.", thinks: 47).CallerHangsUp(56).Play();

        Assert.Equal("Monday at nine.", call.Conversation.LastOfBot!.Text);
        Assert.True(call.Journal.Of("filler").Count >= 6, call.Journal.Text);
        var at = call.Journal.Of("floor.breached").Select(each => each.GetProperty("at").GetInt64()).ToList();
        Assert.All(at.Zip(at.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 4000, 6500)); // four seconds after a filler's last sound
    }

    [Fact]
    public void Work_that_never_ends_ends_in_the_fallback()
    {
        var call = new CallScript()
            .Agent(agent => agent.IsAtWork = true)
            .CallerSays("what is free", from: 2, until: 3).BotAnswers("Monday at nine.", thinks: 600).CallerHangsUp(150).Play();

        Assert.Contains("Sorry, something went wrong.", call.Texts);
        Assert.Equal(20, call.Journal.Of("filler").Count);
    }

    [Fact]
    public void A_pause_within_an_answer_is_bridged_too()
    {
        var call = new CallScript()
            .CallerSays("what is free", from: 2, until: 3)
            .BotAnswers(new Answer([new Speech.Words("Let me look. "), new Speech.Words("Monday at nine. "), new Speech.Words("Good?")]) { BetweenWords = TimeSpan.FromSeconds(3) })
            .CallerHangsUp(19).Play();

        Assert.Equal("Let me look. Monday at nine. Good?", call.Conversation.LastOfBot!.Text);
        Assert.NotEmpty(call.Journal.Of("filler"));
    }

    [Fact]
    public void An_agent_that_fails_is_an_error_on_record_and_a_turn_of_the_conversation()
    {
        var call = new CallScript()
            .CallerSays("what is free", from: 2, until: 3)
            .BotAnswers(new Answer([]) { Fails = new InvalidOperationException("no mind") })
            .CallerSays("and now", from: 8, until: 9)
            .BotAnswers("Monday at nine.")
            .CallerHangsUp(16).Play();

        Assert.Equal("no mind", Assert.Single(call.Journal.Of("error")).GetProperty("message").GetString());
        Assert.Equal(["Hello.", "what is free", "Sorry, something went wrong.", "and now", "Monday at nine."], call.Texts);
    }

    [Fact]
    public void A_silent_caller_is_asked_again_and_let_go_at_the_limit()
    {
        var call = new CallScript().CallerHangsUp(120).Play();

        Assert.Equal(["Idle 1", "Idle 2", "Idle 3", "GivingUp 4"], call.Agent.Asked);
        Assert.Equal("Goodbye then.", call.Conversation.LastOfBot!.Text);
        Assert.Equal(HangUpCause.Us, call.Cause);
        var first = call.Journal.Of("idle")[0].GetProperty("at").GetInt64();
        Assert.InRange(first, 7500, 7700);
        Assert.InRange(call.Line.HungUpAt!.Value.TotalSeconds, 30, 33);
        Assert.True(call.Line.HungUpAt >= call.Heard("Goodbye then.").Last() + TimeSpan.FromMilliseconds(20), "the goodbye was heard to its end");
    }

    [Fact]
    public void Who_dictates_is_given_longer()
    {
        var call = new CallScript().Greets("Your e-mail address please?", new Question(AnswerKind.Email, [])).CallerHangsUp(20).Play();

        Assert.InRange(call.Journal.Of("idle")[0].GetProperty("at").GetInt64(), 13_500, 14_500);
    }

    [Fact]
    public void A_goodbye_whose_mark_is_lost_ends_the_call_all_the_same()
    {
        var one = new CallScript().Greets(new Speech.Words("We are closed. Goodbye."), new Speech.HangsUp()).LosesMarks(mark => mark == 1).Play();
        var all = new CallScript().Greets(new Speech.Words("We are closed. Goodbye."), new Speech.HangsUp()).LosesMarks(_ => true).Play();

        Assert.Equal(HangUpCause.Us, one.Cause);
        Assert.InRange(one.Line.HungUpAt!.Value.TotalSeconds, 1.6, 2.2);
        Assert.Equal(HangUpCause.Us, all.Cause);
        Assert.InRange(all.Line.HungUpAt!.Value.TotalSeconds, 3.5, 4.2);
    }

    [Fact]
    public void A_transfer_happens_after_its_sentence_was_heard()
    {
        var call = new CallScript()
            .CallerSays("a person please", from: 2, until: 3)
            .BotAnswers(new Answer([new Speech.Words("I will put you through."), new Speech.Transfers("+15550100")]))
            .Play();

        Assert.Equal(HangUpCause.Transferred, call.Cause);
        Assert.Equal("+15550100", call.Line.TransferredTo);
        Assert.Equal("I will put you through.", call.Conversation.LastOfBot!.Text);
        Assert.Equal("+15550100", Assert.Single(call.Journal.Of("transfer")).GetProperty("number").GetString());
    }

    [Fact]
    public void What_the_person_is_told_before_the_caller_is_connected_goes_with_the_transfer()
    {
        var call = new CallScript()
            .CallerSays("a person please", from: 2, until: 3)
            .BotAnswers(new Answer([new Speech.Words("I will put you through."), new Speech.Transfers("+15550100", "Mrs Lee would like to move her appointment.")]))
            .Play();

        Assert.Equal(new Transfer("+15550100", "Mrs Lee would like to move her appointment.", "en-US"), call.Line.Transferred);
        Assert.Equal("Mrs Lee would like to move her appointment.", Assert.Single(call.Journal.Of("transfer")).GetProperty("summary").GetString());
    }

    [Fact]
    public void When_nobody_takes_the_caller_over_the_agent_is_told_and_the_call_goes_on()
    {
        var call = new CallScript()
            .CallerSays("a person please", from: 2, until: 3)
            .BotAnswers(new Answer([new Speech.Words("I will put you through."), new Speech.Transfers("+15550100")]))
            .CannotTransfer()
            .CallerSays("please call me back", from: 10, until: 11)
            .BotAnswers("I have noted that.")
            .CallerHangsUp(16)
            .Play();

        Assert.Equal(HangUpCause.Caller, call.Cause);
        Assert.Equal(["a person please", "TransferFailed 1", "please call me back"], call.Agent.Asked);
        Assert.Equal(["Hello.", "a person please", "I will put you through.", "Nobody is there. What may I pass on?", "please call me back", "I have noted that."], call.Texts);
        Assert.Equal("+15550100", Assert.Single(call.Journal.Of("transfer.failed")).GetProperty("number").GetString());
        Assert.Empty(call.Journal.Of("error"));
    }

    [Fact]
    public void The_longest_call_is_announced_and_ended()
    {
        var script = new CallScript { Options = new() { LongestCall = TimeSpan.FromSeconds(60), WarnBeforeEnd = TimeSpan.FromSeconds(15), SilenceLimit = TimeSpan.FromMinutes(10) } };
        for (var at = 2; at < 100; at += 5)
            script.CallerSays("go on", from: at, until: at + 0.6);
        var call = script.Play();

        Assert.Contains("TimeNearlyUp 1", call.Agent.Asked);
        Assert.Contains("TimeUp 1", call.Agent.Asked);
        Assert.Equal(HangUpCause.Us, call.Cause);
        Assert.Equal("Goodbye then.", call.Conversation.LastOfBot!.Text);
        Assert.InRange(call.Line.HungUpAt!.Value.TotalSeconds, 60, 66);
    }

    [Fact]
    public void Speech_that_is_not_understood_is_asked_for_again()
    {
        var call = new CallScript().CallerMumbles(from: 2, until: 2.8).CallerMumbles(from: 6, until: 6.8).CallerHangsUp(11).Play();

        Assert.Equal(["NotUnderstood 1", "NotUnderstood 2"], call.Agent.Asked);
        Assert.Equal(2, call.Journal.Of("not-understood").Count);
    }

    [Fact]
    public void When_the_ears_fail_keys_still_work()
    {
        var call = new CallScript()
            .EarsFail(at: 3)
            .CallerPresses('1', at: 8)
            .BotAnswers("The first one then.")
            .CallerHangsUp(13)
            .Play();

        Assert.Equal(["NotUnderstood 1", "1"], call.Agent.Asked);
        Assert.Equal("ears", Assert.Single(call.Journal.Of("error")).GetProperty("part").GetString());
        Assert.Equal("The first one then.", call.Conversation.LastOfBot!.Text);
        Assert.Equal(SaidBy.Keys, call.Conversation.LastOfCaller!.By);
    }

    [Fact]
    public void When_the_voice_fails_the_call_goes_on()
    {
        var call = new CallScript()
            .CallerSays("what is free", from: 2, until: 3)
            .BotAnswers("Monday.")
            .VoiceFails(phrase => phrase == "Monday." ? new IOException("no voice") : null)
            .CallerSays("hello", from: 8, until: 8.6)
            .BotAnswers("Hello again.")
            .CallerHangsUp(14).Play();

        Assert.Equal("voice", call.Journal.Of("error")[0].GetProperty("part").GetString());
        Assert.Equal("Hello again.", call.Conversation.LastOfBot!.Text);
    }
}
