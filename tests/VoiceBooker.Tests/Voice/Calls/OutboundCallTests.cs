using VoiceBooker.Tests.Voice.Playing;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Tests.Voice.Calls;

public sealed class OutboundCallTests
{
    private const string Message = "Hello, please call us back.";

    [Fact]
    public void Who_answers_speaks_first()
    {
        var call = OurCall().CallerSays("hello", from: 0.4, until: 0.9).CallerHangsUp(6).Play();

        Assert.Equal(["hello", "Hello, this is the office."], call.Texts);
        Assert.InRange(call.Heard("Hello, this is the office.").First().TotalSeconds, 1.2, 2.2);
        Assert.Empty(call.Agent.Asked);
    }

    [Fact]
    public void Silence_is_greeted_after_a_second_and_a_half()
    {
        var call = OurCall().CallerHangsUp(6).Play();

        Assert.InRange(call.Heard("Hello, this is the office.").First().TotalSeconds, 1.5, 1.9);
        Assert.Empty(call.Journal.Of("far-side"));
    }

    [Fact]
    public void A_call_that_came_in_is_greeted_at_once()
    {
        var call = new CallScript().Greets("Hello.").CallerHangsUp(3).Play();

        Assert.InRange(call.Heard("Hello.").First().TotalSeconds, 0, 0.4);
    }

    [Fact]
    public void A_machine_gets_the_message_after_its_beep_heard_to_the_end_and_then_the_call_ends()
    {
        var call = OurCall()
            .CallerSays("you have reached Ana Lopez please leave a message after the tone", from: 0.3, until: 3)
            .MachineBeeps(3.6, 4.0)
            .Play();

        Assert.Equal(HangUpCause.Us, call.Cause);
        Assert.DoesNotContain("Hello, this is the office.", call.Texts);
        Assert.Equal(Message, call.Conversation.LastOfBot!.Text);
        Assert.InRange(call.Heard(Message).First().TotalSeconds, 4.0, 4.6);
        Assert.True(call.Line.HungUpAt > call.Heard(Message).Last());
        Assert.True(Assert.Single(call.Journal.Of("voicemail")).GetProperty("left").GetBoolean());
        Assert.Equal(["machine by words", "beep by sound"], FarSides(call));
    }

    [Fact]
    public void Where_no_beep_is_heard_the_message_follows_two_seconds_of_silence()
    {
        var call = OurCall().CallerSays("leave a message after the tone", from: 0.3, until: 2).Play();

        Assert.InRange(call.Heard(Message).First().TotalSeconds, 3.9, 4.6);
        Assert.True(Assert.Single(call.Journal.Of("voicemail")).GetProperty("left").GetBoolean());
    }

    [Fact]
    public void A_message_begun_before_the_beep_is_begun_again_after_it()
    {
        var call = OurCall().CallerSays("leave a message after the tone", from: 0.3, until: 2).MachineBeeps(4.8, 5.1).Play();

        Assert.Equal(2, call.Conversation.Utterances.Count(each => each.Speaker == Speaker.Bot));
        Assert.Equal(Message, call.Conversation.LastOfBot!.Text);
        Assert.True(Assert.Single(call.Journal.Of("voicemail")).GetProperty("left").GetBoolean());
    }

    [Fact]
    public void A_message_said_into_the_pause_of_a_greeting_that_goes_on_is_said_once_more_when_it_is_over()
    {
        var call = OurCall().CallerSays("leave a message after the tone", from: 0.3, until: 2).CallerSays("our office is closed", from: 5, until: 8.5).CallerSays("please leave a message after the tone", from: 9.5, until: 12.5).Play();

        Assert.Equal(HangUpCause.Us, call.Cause);
        Assert.Equal(2, call.Conversation.Utterances.Count(each => each.Speaker == Speaker.Bot && each.Text == Message));
        Assert.True(call.Line.HungUpAt > TimeSpan.FromSeconds(16), $"hung up at {call.Line.HungUpAt}");
        Assert.True(Assert.Single(call.Journal.Of("voicemail")).GetProperty("left").GetBoolean());
    }

    [Fact]
    public void The_carriers_verdict_clears_what_is_being_said()
    {
        var call = OurCall().CarrierJudges(FarSide.Machine, at: 2.4).CarrierJudges(FarSide.Beep, at: 3.2).Play();

        Assert.InRange(Assert.Single(call.Line.Clears).TotalSeconds, 2.4, 2.5);
        Assert.Equal(Message, call.Conversation.LastOfBot!.Text);
        Assert.InRange(call.Line.Sent.Where(each => each.At.TotalSeconds > 2.45).Min(each => each.At).TotalSeconds, 3.2, 3.5);
        Assert.Equal(["machine by carrier", "beep by carrier"], FarSides(call));
    }

    [Fact]
    public void With_no_message_the_call_ends_in_silence()
    {
        var call = OurCall().Agent(agent => agent.Message = new Answer([])).CarrierJudges(FarSide.Beep, at: 1).Play();

        Assert.Equal(HangUpCause.Us, call.Cause);
        Assert.Empty(call.Texts);
        Assert.False(Assert.Single(call.Journal.Of("voicemail")).GetProperty("left").GetBoolean());
    }

    [Fact]
    public void A_message_that_was_cut_off_was_not_left()
    {
        var call = OurCall().CarrierJudges(FarSide.Beep, at: 1).CallerHangsUp(2).Play();

        Assert.Equal(HangUpCause.Caller, call.Cause);
        Assert.False(Assert.Single(call.Journal.Of("voicemail")).GetProperty("left").GetBoolean());
    }

    [Fact]
    public void Who_picks_up_in_the_middle_of_the_message_is_talked_with()
    {
        var call = OurCall()
            .CallerSays("leave a message after the tone", from: 0.3, until: 2)
            .CarrierJudges(FarSide.Beep, at: 2.5)
            .CallerSays("hello I'm here", from: 3.2, until: 4)
            .CallerSays("yes Tuesday", from: 8, until: 9)
            .BotAnswers("Good.")
            .CallerHangsUp(13)
            .Play();

        Assert.Contains("Hello, this is the office.", call.Texts);
        Assert.Equal("Good.", call.Conversation.LastOfBot!.Text);
        Assert.True(call.Line.Clears.Count > 0);
        Assert.Empty(call.Journal.Of("voicemail"));
        Assert.Equal("human by words", FarSides(call)[2]);
    }

    [Fact]
    public void Somebody_taken_for_a_machine_who_talks_sense_is_talked_with()
    {
        var call = OurCall()
            .CallerSays("Lopez and partners good morning", from: 0.3, until: 1.5)
            .CarrierJudges(FarSide.Machine, at: 2.6)
            .CallerSays("hello are you there", from: 4, until: 5)
            .CallerHangsUp(9)
            .Play();

        Assert.Equal("Hello, this is the office.", call.Conversation.LastOfBot!.Text);
        Assert.Equal(["machine by carrier", "human by words"], FarSides(call));
    }

    [Fact]
    public void A_late_verdict_only_stands_in_the_record()
    {
        var call = OurCall()
            .CallerSays("hello", from: 0.3, until: 0.8)
            .CallerSays("yes this is Ana and I have been waiting for this", from: 4, until: 8)
            .CallerSays("I would like to come some time next week if that is possible", from: 10, until: 14)
            .CallerSays("in the morning if you can and not on Monday please", from: 16, until: 20)
            .CarrierJudges(FarSide.Machine, at: 22)
            .CallerSays("thanks", from: 24, until: 24.5)
            .CallerHangsUp(28)
            .Play();

        Assert.Equal("thanks", call.Agent.Asked[^1]);
        Assert.Empty(call.Journal.Of("voicemail"));
        Assert.False(call.Journal.Of("far-side")[^1].GetProperty("acted").GetBoolean());
    }

    [Theory]
    [InlineData(FarSide.Fax, 3)]
    [InlineData(FarSide.Menu, 7)]
    public void A_fax_is_left_at_once_and_a_menu_after_some_seconds(FarSide who, double at)
    {
        var call = OurCall().CarrierJudges(who, at: 3).Play();

        Assert.Equal(HangUpCause.Us, call.Cause);
        Assert.InRange(call.Line.HungUpAt!.Value.TotalSeconds, at, at + 0.3);
        Assert.Empty(call.Journal.Of("voicemail"));
    }

    [Fact]
    public void An_endless_menu_is_left_all_the_same()
    {
        var script = OurCall().CallerSays("for sales press one", from: 0.3, until: 1.5);
        for (var verse = 2.0; verse < 20; verse += 1.4)
            script.CallerSays("for support press two", from: verse, until: verse + 0.9);
        Assert.InRange(script.Play().Line.HungUpAt!.Value.TotalSeconds, 8, 11);
    }

    [Fact]
    public void Somebody_who_sounded_like_a_menu_is_talked_with()
    {
        var call = OurCall()
            .CallerSays("listen carefully to the doorbell or press zero", from: 0.3, until: 1.5)
            .CallerSays("hello are you there", from: 4, until: 5)
            .CallerHangsUp(9)
            .Play();

        Assert.Equal(HangUpCause.Caller, call.Cause);
        Assert.Equal("Hello, this is the office.", call.Conversation.LastOfBot!.Text);
        Assert.Equal(["menu by words", "human by words"], FarSides(call));
    }

    [Fact]
    public void Nobody_who_has_answered_becomes_a_menu()
    {
        var call = OurCall()
            .CallerSays("hello", from: 0.4, until: 0.9)
            .CallerSays("yes this is Ana", from: 6, until: 7)
            .CallerSays("so for sales press nine is that right", from: 11, until: 12.5)
            .CallerHangsUp(17)
            .Play();

        Assert.Equal("so for sales press nine is that right", call.Agent.Asked[^1]);
        Assert.Equal(HangUpCause.Caller, call.Cause);
        Assert.Equal(["human by words"], FarSides(call));
    }

    [Fact]
    public void A_menu_that_the_carrier_called_a_machine_gets_no_message()
    {
        var call = OurCall()
            .CarrierJudges(FarSide.Machine, at: 2.5)
            .CallerSays("thank you for calling Acme for sales press one for support press two", from: 0.3, until: 3.1)
            .Play();

        Assert.Equal("menu by words", FarSides(call)[^1]);
        Assert.DoesNotContain(Message, call.Texts);
        Assert.Empty(call.Journal.Of("voicemail"));
        Assert.InRange(call.Line.HungUpAt!.Value.TotalSeconds, 6.5, 9);
    }

    [Fact]
    public void A_menu_that_begins_politely_is_not_talked_to()
    {
        var call = OurCall()
            .CallerSays("thank you for calling Acme", from: 0.3, until: 1.6)
            .CallerSays("we are open from Monday to Friday", from: 3.2, until: 5)
            .CallerSays("please listen carefully as our options have changed", from: 6.4, until: 9)
            .CallerSays("for sales press one", from: 10, until: 11)
            .Play();

        Assert.DoesNotContain(call.Conversation.Utterances, each => each.Speaker is Speaker.Bot);
        Assert.Equal(["menu by words"], FarSides(call));
        Assert.Equal(HangUpCause.Us, call.Cause);
    }

    [Fact]
    public void A_menu_that_we_greeted_before_it_began_is_left_when_it_names_its_keys()
    {
        var call = OurCall()
            .CallerSays("thank you for calling Acme", from: 2.6, until: 4)
            .CallerSays("for sales press one", from: 5.6, until: 6.6)
            .Play();

        Assert.Equal(1, call.Conversation.Utterances.Count(each => each.Speaker is Speaker.Bot));
        Assert.Empty(call.Agent.Asked);
        Assert.Equal(["menu by words"], FarSides(call));
    }

    [Fact]
    public void Who_welcomes_us_and_waits_is_greeted_and_who_asks_is_greeted_at_once()
    {
        var waits = OurCall().CallerSays("thank you for calling Lopez Flowers", from: 0.3, until: 2).CallerHangsUp(9).Play();
        var asks = OurCall().CallerSays("thank you for calling Lopez Flowers how can I help you", from: 0.3, until: 2).CallerHangsUp(9).Play();

        Assert.InRange(waits.Heard("Hello, this is the office.").First().TotalSeconds, 4.4, 5);
        Assert.InRange(asks.Heard("Hello, this is the office.").First().TotalSeconds, 2.2, 3.3);
    }

    [Fact]
    public void A_person_whom_the_carrier_takes_for_a_machine_is_talked_with_all_the_same()
    {
        var call = OurCall()
            .CallerSays("hello", from: 0.3, until: 0.8)
            .CarrierJudges(FarSide.Machine, at: 1.6)
            .CallerSays("I would like to come on Tuesday", from: 7, until: 8.5)
            .BotAnswers("Good.")
            .CarrierJudges(FarSide.Machine, at: 9)
            .CallerHangsUp(13)
            .Play();

        Assert.Equal("Good.", call.Conversation.LastOfBot!.Text);
        Assert.DoesNotContain(Message, call.Texts);
        Assert.Equal("human by words", Assert.Single(FarSides(call), each => !each.EndsWith("carrier", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_carrier_that_corrects_itself_is_believed()
    {
        var call = OurCall()
            .CarrierJudges(FarSide.Machine, at: 1)
            .CarrierJudges(FarSide.Human, at: 3.5) // our message has just begun
            .CallerHangsUp(9)
            .Play();

        Assert.Equal("Hello, this is the office.", call.Conversation.LastOfBot!.Text);
        Assert.Empty(call.Journal.Of("voicemail"));
    }

    [Fact]
    public void Who_wants_no_calls_is_heard_while_we_take_them_for_a_menu()
    {
        var call = OurCall()
            .Agent(agent => agent.Heeded = said => said.Text.Contains("off your list", StringComparison.Ordinal))
            .CarrierJudges(FarSide.Machine, at: 0.2)
            .CallerSays("for sales press one for support press two", from: 0.4, until: 2)
            .CallerSays("take me off your list", from: 4, until: 5)
            .BotAnswers(new Answer([new Speech.Words("You are off the list."), new Speech.HangsUp()]))
            .Play();

        Assert.Equal("You are off the list.", call.Conversation.LastOfBot!.Text);
    }

    [Fact]
    public void Who_wants_no_calls_is_answered_however_much_it_sounds_like_a_menu()
    {
        var call = OurCall()
            .Agent(agent => agent.Heeded = said => said.Text.Contains("off your list", StringComparison.Ordinal))
            .CallerSays("listen carefully to the end I will not press one take me off your list", from: 0.4, until: 3)
            .BotAnswers(new Answer([new Speech.Words("You are off the list."), new Speech.HangsUp()]))
            .Play();

        Assert.EndsWith("take me off your list", Assert.Single(call.Agent.Asked), StringComparison.Ordinal);
        Assert.Equal("You are off the list.", call.Conversation.LastOfBot!.Text);
        Assert.Empty(FarSides(call));
    }

    [Theory]
    [InlineData("sorry she can't come to the phone")]
    [InlineData("Ahora no puedo atenderle, llámeme mañana")]
    [InlineData("sorry I missed your call")]
    [InlineData("je suis absent")]
    public void A_living_person_who_makes_excuses_is_answered_and_gets_no_message(string said)
    {
        var call = OurCall()
            .CallerSays("hello", from: 0.4, until: 0.9)
            .CallerSays(said, from: 7, until: 8.5)
            .BotAnswers("When may I call again?")
            .CallerHangsUp(14)
            .Play();

        Assert.Equal(said, Assert.Single(call.Agent.Asked));
        Assert.Empty(call.Journal.Of("voicemail"));
        Assert.DoesNotContain(Message, call.Texts);
    }

    [Fact]
    public void The_same_excuse_from_what_did_not_wait_for_our_greeting_is_a_machines()
    {
        var call = OurCall().CallerSays("hello this is Ana", from: 0.4, until: 1.2).CallerSays("I can't come to the phone", from: 2.4, until: 4).Play();

        Assert.Equal(["machine by words"], FarSides(call));
        Assert.Equal(Message, call.Conversation.LastOfBot!.Text);
    }

    [Fact]
    public void A_fax_is_heard()
    {
        var call = OurCall().MachineBeeps(0.5, 3.5, hertz: 2100).Play();

        Assert.Equal(["fax by sound"], FarSides(call));
        Assert.InRange(call.Line.HungUpAt!.Value.TotalSeconds, 1.4, 2);
    }

    [Fact]
    public void Screening_is_told_who_and_why_and_the_person_is_waited_for()
    {
        var call = OurCall()
            .CallerSays("please state your name and the reason for your call", from: 0.3, until: 3)
            .CallerSays("thanks please stay on the line", from: 7, until: 8.5)
            .CallerSays("hello this is Ana", from: 26, until: 27)
            .CallerHangsUp(33)
            .Play();

        Assert.Equal(["please state your name and the reason for your call", "This is the office, for Ana.", "thanks please stay on the line", "hello this is Ana", "Hello, this is the office."], call.Texts);
        Assert.Equal("please state your name and the reason for your call", Assert.Single(call.Journal.Of("screening")).GetProperty("asked").GetString());
        Assert.Empty(call.Journal.Of("idle"));
        Assert.Equal(["screening by words", "human by words"], FarSides(call));
    }

    [Theory]
    [InlineData("this is Ana")]
    [InlineData("Ana Lopez")]
    [InlineData("good morning this is Bob")]
    public void Whoever_takes_a_screened_call_need_not_say_hello(string words)
    {
        var call = OurCall()
            .CallerSays("please state your name and the reason for your call", from: 0.3, until: 3)
            .CallerSays("okay thank you", from: 7, until: 7.8)
            .CallerSays(words, from: 20, until: 21)
            .CallerHangsUp(28)
            .Play();

        Assert.Equal(["This is the office, for Ana.", "okay thank you", words, "Hello, this is the office."], call.Texts.Skip(1));
        Assert.Equal(["screening by words", "human by words"], FarSides(call));
    }

    [Theory]
    [InlineData("sorry she is not available right now", 10)]
    [InlineData(null, 51)]
    public void Screening_that_refuses_or_never_answers_ends_the_call(string? refusal, double until)
    {
        var script = OurCall().CallerSays("record your name and reason for calling", from: 0.3, until: 2);
        if (refusal is not null)
            script.CallerSays(refusal, from: 7, until: 9);
        var call = script.Play();

        Assert.Equal(HangUpCause.Us, call.Cause);
        Assert.InRange(call.Line.HungUpAt!.Value.TotalSeconds, until - 2, until);
    }

    [Fact]
    public void Screening_that_ends_at_a_machine_gets_the_message()
    {
        var call = OurCall()
            .CallerSays("record your name and reason for calling", from: 0.3, until: 2)
            .CallerSays("she is not available please leave a message after the tone", from: 9, until: 12)
            .MachineBeeps(12.4, 12.8)
            .Play();

        Assert.Equal(Message, call.Conversation.LastOfBot!.Text);
        Assert.True(Assert.Single(call.Journal.Of("voicemail")).GetProperty("left").GetBoolean());
    }

    [Fact]
    public void What_counts_at_any_moment_is_heard_over_the_message_as_well()
    {
        var call = OurCall()
            .Agent(agent => agent.Heeded = said => said.Text.Contains("stop calling", StringComparison.Ordinal))
            .CarrierJudges(FarSide.Beep, at: 1)
            .CallerSays("stop calling me", from: 1.6, until: 2.4)
            .BotAnswers(new Answer([new Speech.Words("You are off the list."), new Speech.HangsUp()]))
            .Play();

        Assert.Equal("stop calling me", Assert.Single(call.Agent.Asked));
        Assert.Equal("You are off the list.", call.Conversation.LastOfBot!.Text);
        Assert.Equal(HangUpCause.Us, call.Cause);
    }

    [Fact]
    public void A_machine_with_an_endless_greeting_is_left()
    {
        var script = OurCall(new OutboundOptions { LongestGreeting = TimeSpan.FromSeconds(10) }).CarrierJudges(FarSide.Machine, at: 1);
        for (var verse = 0.5; verse < 20; verse += 1.4)
            script.CallerSays("la la la", from: verse, until: verse + 0.9);
        var call = script.Play();

        Assert.InRange(call.Line.HungUpAt!.Value.TotalSeconds, 10.9, 12);
        Assert.False(Assert.Single(call.Journal.Of("voicemail")).GetProperty("left").GetBoolean());
    }

    private static CallScript OurCall(OutboundOptions? options = null) => new CallScript()
        .WeCall(options)
        .Greets("Hello, this is the office.")
        .Agent(agent => agent.Message = new Answer([new Speech.Words(Message, CallSession.MessageTag)]));

    private static List<string> FarSides(PlayedCall call) => [.. call.Journal.Of("far-side").Select(each => $"{each.GetProperty("who").GetString()} by {each.GetProperty("by").GetString()}")];
}
