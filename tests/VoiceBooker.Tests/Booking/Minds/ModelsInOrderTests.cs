using VoiceBooker.Booking.Minds;

namespace VoiceBooker.Tests.Booking.Minds;

/// <summary>Models that fail in every way: the caller is always answered, from the state in which the call stands.</summary>
public sealed class ModelsInOrderTests
{
    private static readonly ModelDeadlines Strict = new(TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(4));

    [Fact]
    public void A_model_leads_while_it_answers()
    {
        var call = Call().Model("first", _ => { }).Model("second", _ => { }).Play(8);
        Assert.Contains("What day and time would suit", call.Heard, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["first"], call.Of("mind.answered", "model").Distinct());
        Assert.Empty(call.Models[1].Asked);
        Assert.Empty(call.Journal.Of("mind.fallback"));
        Assert.Equal("reception-4", call.Of("mind.answered", "prompt")[0]);
    }

    [Theory]
    [InlineData(ModelFailure.Refused)]
    [InlineData(ModelFailure.Quota)]
    [InlineData(ModelFailure.Unavailable)]
    [InlineData(ModelFailure.Broken)]
    public void The_second_answers_in_the_same_turn_when_the_first_cannot(ModelFailure why)
    {
        var call = Call().Model("first", model => model.Answers = _ => [Piece.Fails(why)]).Model("second", _ => { }).Play(8);
        Assert.Contains("What day and time would suit", call.Heard, StringComparison.OrdinalIgnoreCase);
        Assert.Equal([why.ToString().ToLowerInvariant()], call.Of("mind.failed", "why").Distinct());
        Assert.Contains("second", call.Of("mind.fallback", "to"));
        Assert.Equal("second", call.Of("mind.answered", "model")[0]);
    }

    [Fact]
    public void When_all_fail_the_script_answers_before_a_filler_is_due()
    {
        var call = Call().Model("first", model => (model.Thinks, model.Answers) = (TimeSpan.Zero, _ => [Piece.Stalls])).Play(9);
        Assert.Contains("What day and time would suit", call.Heard, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("floor", call.Of("mind.failed", "stage")[0]);
        Assert.Equal("script", call.Of("mind.fallback", "to")[0]);
        Assert.Empty(call.Journal.Of("filler"));
        Assert.Empty(call.Journal.Of("floor.breached"));
    }

    [Fact]
    public void Where_slow_models_may_lead_a_filler_bridges_and_the_answer_comes()
    {
        var call = Call(new MindOptions { FirstWordsWithin = TimeSpan.FromSeconds(4), Speculate = false }).Model("slow", model => model.Thinks = TimeSpan.FromSeconds(2.5)).Play(12);
        Assert.Equal("One moment, please.", call.Of("filler", "text")[0]);
        Assert.Contains("What day and time would suit", call.Heard, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(call.Journal.Of("mind.failed"));
    }

    [Fact]
    public void A_first_piece_that_is_late_for_its_model_leaves_time_for_the_next()
    {
        var call = Call(new MindOptions { Speculate = false })
            .Model("first", model => model.Thinks = TimeSpan.FromSeconds(3), Strict with { FirstToken = TimeSpan.FromSeconds(0.4) })
            .Model("second", model => model.Thinks = TimeSpan.FromSeconds(0.3)).Play(8);
        Assert.Equal(("late", "first-token"), (call.Of("mind.failed", "why")[0], call.Of("mind.failed", "stage")[0]));
        Assert.Equal("second", call.Of("mind.answered", "model")[0]);
        Assert.Equal(1, call.Models[0].LetGo);
    }

    [Fact]
    public void A_call_of_a_tool_that_is_being_put_together_is_waited_for()
    {
        var call = Call(new MindOptions { Speculate = false }).Model("first", model => model.Answers = said => said.Contains("book", StringComparison.Ordinal) ? [Piece.SignOfLife(0.1), Piece.SignOfLife(0.8), Piece.Call("choose_event", 0.4, ("event", ""))] : null).Play(13);
        Assert.Empty(call.Journal.Of("mind.failed"));
        Assert.Contains("What day and time would suit", call.Heard, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_was_said_before_an_answer_broke_off_stays_said_and_the_script_goes_on()
    {
        var call = Call().Model("first", model => model.Answers = _ => [Piece.Text("With pleasure. And then I"), Piece.Call("choose_event", 0.1, ("event", "")), Piece.Fails(ModelFailure.Broken, 0.2)]).Model("second", _ => { }).Play(9);
        Assert.Contains("With pleasure.", call.Heard, StringComparison.Ordinal);
        Assert.DoesNotContain("And then I", call.Heard, StringComparison.Ordinal);
        Assert.Contains("What day and time would suit", call.Heard, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("script", call.Of("mind.fallback", "to")[0]);
        Assert.Single(call.Journal.Of("tool.called"));
        Assert.Empty(call.Models[1].Asked);
    }

    [Fact]
    public void Half_an_answer_does_not_book()
    {
        var call = new LedCall()
            .Model("first", model => model.Answers = said => said == "yes please" ? [Piece.Call("answer", 0, ("words", "yes please")), Piece.Fails(ModelFailure.Broken, 0.1)] : null)
            .CallerTypes("book an appointment", 3).CallerTypes("December first at ten a.m.", 9).CallerTypes("Anna Miller", 18).CallerTypes("skip", 26).CallerTypes("hmm let me see", 40).Play(50);
        Assert.Empty(call.Visit.Booked);
        Assert.DoesNotContain("booked for", call.Heard, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_answer_that_stalls_between_two_pieces_is_ended()
    {
        var call = Call(new MindOptions { Speculate = false }).Model("first", model => model.Answers = _ => [Piece.Text("Of course, "), Piece.Stalls], Strict).Play(9);
        Assert.Equal("gap", call.Of("mind.failed", "stage")[0]);
        Assert.Contains("What day and time would suit", call.Heard, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_answer_that_takes_too_long_as_a_whole_is_ended()
    {
        var call = Call(new MindOptions { Speculate = false }).Model("first", model => model.Answers = _ => [.. Enumerable.Range(0, 60).Select(_ => Piece.Text("so ", 0.1))], Strict).Play(14);
        Assert.Equal("whole", call.Of("mind.failed", "stage")[0]);
        Assert.Contains("What day and time would suit", call.Heard, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_model_that_begins_and_does_not_come_to_a_sentence_is_left_before_the_caller_is_told_that_something_is_wrong()
    {
        var call = Call(new MindOptions { Speculate = false }).Model("first", model => model.Answers = _ => [.. Enumerable.Range(0, 60).Select(i => Piece.SignOfLife(i == 0 ? 0.1 : 1))], new ModelDeadlines(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1))).Play(20);
        Assert.Equal("floor", call.Of("mind.failed", "stage")[0]);
        Assert.Equal("One moment, please.", Assert.Single(call.Of("filler", "text")));
        Assert.Contains("What day and time would suit", call.Heard, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("isn't working", call.Heard, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_repeats_itself_is_heard_once()
    {
        var call = Call(new MindOptions { Speculate = false }).Model("first", model => model.Answers = _ => [Piece.Call("find_appointment"), Piece.Call("find_appointment"), Piece.Call("choose_time", 0, ("choice", "s9"))]).Play(12);
        Assert.Equal(1, call.Journal.Of("tool.called").Count(each => each.GetProperty("name").GetString() == "find_appointment"));
    }

    [Fact]
    public void Text_without_end_is_cut_off_and_the_script_answers()
    {
        var call = Call().Model("first", model => model.Answers = _ => [.. Enumerable.Range(0, 400).Select(_ => Piece.Text("so "))]).Play(9);
        Assert.Equal("nonsense", call.Of("mind.failed", "why")[0]);
        Assert.Contains("What day and time would suit", call.Heard, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("so so", call.Heard, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_answer_and_tools_that_do_not_exist_are_no_answer()
    {
        foreach (Piece[] nonsense in new Piece[][] { [], [Piece.Text("  ")], [Piece.Call("book_now")] })
        {
            var call = Call().Model("first", model => model.Answers = _ => nonsense).Play(9);
            Assert.Equal("nonsense", call.Of("mind.failed", "why")[0]);
            Assert.Contains("What day and time would suit", call.Heard, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Nonsense_twice_and_the_script_leads_the_rest_of_this_call_only()
    {
        var call = Call(new MindOptions { Speculate = false }).Model("first", model => model.Answers = _ => []).CallerTypes("tomorrow", 9).CallerTypes("what is free on friday", 18).CallerTypes("hello", 27).Play(34);
        Assert.Equal(2, call.Models[0].Asked.Count);
    }

    [Fact]
    public void A_model_that_failed_three_times_is_not_asked_again_for_a_while()
    {
        var call = Call(new MindOptions { Speculate = false, OpenFor = TimeSpan.FromMinutes(5) }).Model("first", model => model.Answers = _ => [Piece.Fails(ModelFailure.Unavailable)])
            .CallerTypes("hello", 9).CallerTypes("hello there", 15).CallerTypes("are you there", 21).CallerTypes("hello again", 27).Play(34);
        Assert.Equal(3, call.Models[0].Asked.Count);
        Assert.Equal(5, call.Of("mind.fallback", "to").Count(to => to == "script"));
    }

    [Fact]
    public void A_model_out_of_quota_is_left_alone_for_as_long_as_it_asks()
    {
        var call = Call(new MindOptions { Speculate = false }).Model("first", model => model.Answers = _ => [Piece.Fails(ModelFailure.Quota, retryAfter: TimeSpan.FromSeconds(15))])
            .CallerTypes("hello", 9).CallerTypes("hello there", 26).Play(32);
        Assert.Equal(2, call.Models[0].Asked.Count);
    }

    [Fact]
    public void Tokens_and_cost_are_counted_for_every_answer()
    {
        var call = Call(new MindOptions { Speculate = false }).Model("first", model => model.Answers = _ => [Piece.Text("With pleasure."), Piece.Call("choose_event", 0, ("event", "")), Piece.Used(1000, 20)], prices: new ModelPrices(2, 1, 10)).Play(9);
        Assert.Equal(("1000", "20", "False"), (call.Of("mind.answered", "inputTokens")[0], call.Of("mind.answered", "outputTokens")[0], call.Of("mind.answered", "estimated")[0]));
        Assert.Equal(0.0022m, call.Spending.Today);
    }

    [Fact]
    public void Beyond_the_budget_of_the_call_the_script_leads_on()
    {
        var call = Call(new MindOptions { Speculate = false, CallBudget = 0.001 }).Model("first", model => model.Answers = _ => [Piece.Call("choose_event", 0, ("event", "")), Piece.Used(1000, 20)], prices: new ModelPrices(2, 1, 10))
            .CallerTypes("tomorrow at ten a.m.", 9).CallerTypes("Anna Miller", 18).Play(30);
        Assert.Single(call.Models[0].Asked);
        Assert.Equal("call", Assert.Single(call.Of("mind.capped", "cap")));
        Assert.Contains("ten a.m.", call.Heard, StringComparison.Ordinal);
    }

    [Fact]
    public void Beyond_the_budget_of_the_day_no_model_is_asked()
    {
        var call = new LedCall { Options = new MindOptions { DailyBudget = 5 }, Spent = spending => spending.Add(5.01m) }.Model("first", _ => { }).CallerSays("book an appointment", 3, 4.2).Play(9);
        Assert.Empty(call.Models[0].Asked);
        Assert.Equal("day", Assert.Single(call.Of("mind.capped", "cap")));
        Assert.Contains("What day and time would suit", call.Heard, StringComparison.OrdinalIgnoreCase);
    }

    private static LedCall Call(MindOptions? options = null) => new LedCall { Options = options ?? new MindOptions() }.CallerSays("book an appointment", 3, 4.2);
}
