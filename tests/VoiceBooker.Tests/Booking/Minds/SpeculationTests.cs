using VoiceBooker.Booking.Minds;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Tests.Booking.Minds;

/// <summary>Answers prepared while the caller falls silent: sooner when the guess was right, without a trace outside when it was not.</summary>
public sealed class SpeculationTests
{
    [Fact]
    public void The_first_words_come_earlier_by_what_the_model_had_thought_already()
    {
        PlayedLedCall Play(bool speculate) => new LedCall { Options = new MindOptions { Speculate = speculate } }.Model("first", model => model.Thinks = TimeSpan.FromMilliseconds(300)).CallerSays("book an appointment", 3, 4.2).Play(9);

        var (with, without) = (Play(speculate: true), Play(speculate: false));
        Assert.Equal("True", with.Of("mind.speculated", "used")[0]);
        Assert.Empty(without.Journal.Of("mind.speculated"));
        Assert.InRange(without.Waits[0] - with.Waits[0], 250, 320);
        Assert.Equal(without.Said, with.Said);
        Assert.Single(with.Models[0].Asked);
    }

    [Fact]
    public void A_caller_who_goes_on_is_answered_on_the_whole_sentence_and_nothing_was_done_before()
    {
        var call = new LedCall()
            .Model("first", model => model.Thinks = TimeSpan.FromMilliseconds(100))
            .CallerSays("book an appointment", 3, 4.2)
            .CallerSays("december first at ten", 9, 10.2)
            .CallerSays("a m please", 10.7, 11.6)
            .Play(20);

        Assert.Contains("False", call.Of("mind.speculated", "used"));
        Assert.Contains("december first at ten a m please", call.Models[0].Asked);
        Assert.Contains("december first at ten", call.Models[0].Asked);
        var searches = call.Journal.Of("tool.called").Where(each => each.GetProperty("name").GetString() == "find_times").ToList();
        Assert.Equal("december first at ten a m please", Assert.Single(searches).GetProperty("arguments").GetProperty("when").GetString());
        Assert.Empty(call.Visit.Booked);
        Assert.Single(call.Journal.Of("caller.said"), each => each.GetProperty("text").GetString()!.StartsWith("december", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_thrown_away_is_paid_for()
    {
        var call = new LedCall()
            .Model("first", model => model.Thinks = TimeSpan.FromMilliseconds(100), prices: new ModelPrices(1, 1, 1))
            .CallerSays("book an appointment", 3, 4.2)
            .CallerSays("december first", 9, 10.2)
            .CallerSays("at ten a m", 10.7, 11.6)
            .Play(20);
        var thrown = call.Journal.Of("mind.speculated").First(each => !each.GetProperty("used").GetBoolean());
        Assert.True(thrown.GetProperty("cost").GetDecimal() > 0);
        Assert.True(thrown.GetProperty("estimated").GetBoolean());
    }

    [Fact]
    public void A_caller_who_goes_on_again_and_again_is_speculated_on_twice_at_most()
    {
        var call = new LedCall { Options = new MindOptions { DiscardedPerTurn = 2 } }.Model("first", _ => { }).CallerSays("book an appointment", 3, 4.2);
        for (var i = 0; i < 5; i++)
            call.CallerSays("and then", 9 + (i * 1.5), 10 + (i * 1.5));
        var played = call.Play(25);
        Assert.Equal(2, played.Of("mind.speculated", "used").Count(used => used == "False"));
    }

    [Fact]
    public void An_engine_that_hears_the_end_coming_starts_the_answer_sooner_still()
    {
        var call = new LedCall()
            .Model("first", model => model.Thinks = TimeSpan.FromMilliseconds(300))
            .Happens(new CallEvent.PartialTranscript("book an appointment"), 4)
            .Happens(new CallEvent.EagerEndOfTurn("book an appointment"), 4.1)
            .Happens(new CallEvent.FinalTranscript("book an appointment"), 4.4)
            .Happens(new CallEvent.EndOfTurn(), 4.4)
            .Play(9);
        Assert.Equal("True", Assert.Single(call.Of("mind.speculated", "used")));
        Assert.InRange(int.Parse(call.Of("mind.speculated", "aheadMs")[0]!, System.Globalization.CultureInfo.InvariantCulture), 280, 320);
        Assert.Contains("What day and time would suit", call.Heard, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_end_that_is_taken_back_is_thrown_away()
    {
        var call = new LedCall()
            .Model("first", _ => { })
            .Happens(new CallEvent.PartialTranscript("book an"), 4)
            .Happens(new CallEvent.EagerEndOfTurn("book an"), 4.1)
            .Happens(new CallEvent.TurnResumed(), 4.3)
            .Happens(new CallEvent.FinalTranscript("book an appointment"), 5)
            .Happens(new CallEvent.EndOfTurn(), 5)
            .Play(9);
        Assert.Equal("False", call.Of("mind.speculated", "used")[0]);
        Assert.Equal("book an appointment", call.Models[0].Asked[^1]);
        Assert.Equal(1, call.Models[0].LetGo);
    }

    [Fact]
    public void What_failed_in_preparation_is_asked_of_the_next_model()
    {
        var call = new LedCall().Model("first", model => (model.Thinks, model.Answers) = (TimeSpan.FromMilliseconds(50), _ => [Piece.Fails(ModelFailure.Unavailable)])).Model("second", model => model.Thinks = TimeSpan.FromMilliseconds(100)).CallerSays("book an appointment", 3, 4.2).Play(9);
        Assert.Equal("second", call.Of("mind.answered", "model")[0]);
        Assert.Single(call.Models[0].Asked);
    }
}
