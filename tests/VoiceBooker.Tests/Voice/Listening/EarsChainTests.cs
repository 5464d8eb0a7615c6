using VoiceBooker.Tests.Voice.Playing;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Engines;

namespace VoiceBooker.Tests.Voice.Listening;

public sealed class EarsChainTests
{
    [Fact]
    public void Whoever_listens_is_told_what_may_be_said_at_any_moment_also_when_it_takes_over()
    {
        AttentiveEar? second = null;
        new CallScript()
            .Parts(parts => parts with { Asides = ["stop calling me"] })
            .Ears((_, caller) => [new AttentiveEar(caller, "first") { DiesAt = S(1) }, second = new AttentiveEar(caller, "second")])
            .CallerHangsUp(6)
            .Play();

        Assert.Equal(["stop calling me"], second!.Told!.Asides);
    }

    [Fact]
    public void A_caller_in_mid_sentence_when_the_transcriber_dies_is_understood_whole_and_once()
    {
        var call = new CallScript()
            .Ears((_, caller) => [new AttentiveEar(caller, "first") { DiesAt = S(3.6) }, new AttentiveEar(caller, "second")])
            .CallerSays("i would like to come on monday please", from: 2, until: 5)
            .BotAnswers("Monday at nine.").CallerHangsUp(12).Play();

        Assert.Equal(["i would like to come on monday please"], Said(call));
        var over = Assert.Single(call.Journal.Of("failed-over"));
        Assert.Equal(("ears", "first", "second", "first is gone"), (Text(over, "part"), Text(over, "from"), Text(over, "to"), Text(over, "reason")));
        Assert.Empty(call.Journal.Of("error"));
        Assert.Equal("Monday at nine.", call.Conversation.LastOfBot!.Text);
    }

    [Fact]
    public void What_was_final_before_the_transcriber_died_is_kept_and_not_heard_again()
    {
        var call = new CallScript()
            .Ears((_, caller) => [new AttentiveEar(caller, "first") { DiesAt = S(3.4) }, new AttentiveEar(caller, "second")])
            .CallerSays("monday", from: 2, until: 2.5)
            .CallerSays("at ten", from: 3, until: 4)
            .BotAnswers("Monday at ten.").CallerHangsUp(10).Play();

        Assert.Equal("monday at ten", string.Join(' ', Said(call)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_long_story_that_comes_in_pieces_is_told_on_where_the_last_piece_ended(bool tellsPosition)
    {
        const string Story = "well my tooth hurts and i need somebody to look";
        var call = new CallScript()
            .Ears((_, caller) => [new AttentiveEar(caller, "first") { WordsPerFinal = 4, TellsPosition = tellsPosition, DiesAt = S(4) }, new AttentiveEar(caller, "second")])
            .CallerSays(Story, from: 2, until: 5)
            .BotAnswers("Today at four.").CallerHangsUp(10).Play();

        Assert.Equal(Story, string.Join(' ', Said(call)));
    }

    [Fact]
    public void A_transcriber_that_tells_nothing_while_somebody_speaks_is_replaced()
    {
        AttentiveEar? second = null;
        var call = new CallScript()
            .Parts(parts => parts with { Speech = new SpeechOptions { SilentEarsAfter = S(3) } })
            .Ears((_, caller) => [new AttentiveEar(caller, "first") { SilentFrom = S(1) }, second = new AttentiveEar(caller, "second")])
            .CallerSays("could you tell me whether somebody is there tomorrow", from: 2, until: 7)
            .BotAnswers("Yes.").CallerHangsUp(14).Play();

        Assert.Equal(["could you tell me whether somebody is there tomorrow"], Said(call));
        Assert.Contains("told nothing", Text(Assert.Single(call.Journal.Of("failed-over")), "reason"), StringComparison.Ordinal);
        Assert.InRange(second!.Heard[0].From, TimeSpan.Zero, S(2)); // it heard the sentence from its beginning
    }

    [Fact]
    public void A_spelled_address_is_heard_to_its_end_by_a_transcriber_that_tells_words_only_after_a_pause()
    {
        AttentiveEar? second = null;
        var call = new CallScript()
            .Ears((_, caller) => [new AttentiveEar(caller, "first") { TellsPartials = false, QuietAtMost = S(28) }, second = new AttentiveEar(caller, "second")])
            .CallerSays("a d a dot l o v e l a c e at example dot com", from: 2, until: 14) // twice the time after which ears that tell partials would be given up
            .BotAnswers("Thank you.").CallerHangsUp(20).Play();

        Assert.Equal(["a d a dot l o v e l a c e at example dot com"], Said(call));
        Assert.Empty(call.Journal.Of("failed-over"));
        Assert.Empty(second!.Heard);
    }

    [Fact]
    public void A_transcriber_without_partials_that_is_silent_for_longer_than_it_may_is_replaced()
    {
        var call = new CallScript()
            .Parts(parts => parts with { Speech = new SpeechOptions { SilentEarsAfter = S(2) } })
            .Ears((_, caller) => [new AttentiveEar(caller, "first") { TellsPartials = false, SilentFrom = S(1), QuietAtMost = S(3) }, new AttentiveEar(caller, "second")])
            .CallerSays("could you tell me whether somebody is there tomorrow", from: 2, until: 7)
            .BotAnswers("Yes.").CallerHangsUp(14).Play();

        Assert.Equal(["could you tell me whether somebody is there tomorrow"], Said(call));
        Assert.Contains("told nothing", Text(Assert.Single(call.Journal.Of("failed-over")), "reason"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_quiet_line_is_no_reason_to_give_a_transcriber_up()
    {
        var call = new CallScript { Options = new() { IdleAfter = S(10), SilenceLimit = S(60) } }
            .Ears((_, caller) => [new AttentiveEar(caller, "first"), new AttentiveEar(caller, "second")])
            .CallerHangsUp(40).Play();

        Assert.Empty(call.Journal.Of("failed-over"));
    }

    [Fact]
    public void A_transcriber_that_ends_early_is_replaced()
    {
        var call = new CallScript()
            .Ears((_, caller) => [new AttentiveEar(caller, "first") { EndsAt = S(2.5) }, new AttentiveEar(caller, "second")])
            .CallerSays("on monday please", from: 2, until: 3.5)
            .BotAnswers("Monday at nine.").CallerHangsUp(10).Play();

        Assert.Equal(["on monday please"], Said(call));
    }

    [Fact]
    public void When_all_ears_are_gone_keys_and_typing_go_on()
    {
        var call = new CallScript()
            .Ears((_, caller) => [new AttentiveEar(caller, "first") { DiesAt = S(2.5) }, new AttentiveEar(caller, "second") { DiesAt = S(3) }])
            .CallerSays("on monday please", from: 2, until: 3.5)
            .CallerPresses('1', at: 9).CallerTypes("the second one", at: 16)
            .BotAnswers("On Monday?").BotAnswers("The first one then.").BotAnswers("The second one then.").CallerHangsUp(22).Play();

        Assert.Equal("ears", Text(Assert.Single(call.Journal.Of("error")), "part"));
        Assert.Single(call.Journal.Of("failed-over"));
        Assert.Contains("1", Said(call));
        Assert.Contains("the second one", Said(call));
        Assert.Equal("The second one then.", call.Conversation.LastOfBot!.Text);
    }

    [Fact]
    public void The_last_words_before_hanging_up_are_understood_by_the_second_when_the_first_dies_over_them()
    {
        var call = new CallScript()
            .Ears((_, caller) => [new AttentiveEar(caller, "first") { DiesAt = S(4.96) }, new AttentiveEar(caller, "second")])
            .CallerSays("yes please do that", from: 4, until: 4.8)
            .CallerHangsUp(5).Play();

        Assert.Equal(["yes please do that"], Said(call));
    }

    private static List<string> Said(PlayedCall call) => [.. call.Conversation.Utterances.Where(each => each.Speaker == Speaker.Caller).Select(each => each.Text)];

    private static string Text(System.Text.Json.JsonElement entry, string name) => entry.GetProperty(name).GetString()!;

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);
}
