using Microsoft.Extensions.AI;
using VoiceBooker.Booking.Minds;
using VoiceBooker.CallLab.StandIns.Minds;
using MindAnswer = VoiceBooker.CallLab.StandIns.Minds.MindAnswer;
using VoiceBooker.CallLab.StandIns.Realtime;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Tests.Providers.OpenAI.Realtime;

public sealed class RealtimeCallTests
{
    private static readonly Func<MindRequest, MindAnswer> Helpful = _ => new MindAnswer("I can help you with that.", [new MindCall("find_times", """{"when":"on friday"}""")]);

    [Fact]
    public async Task What_the_caller_says_is_written_down_as_it_was_said()
    {
        await using var world = await RealtimeWorld.OpenAsync(Helpful);
        Assert.Equal("something on friday", await world.SayAsync("something on friday"));
        Assert.Equal("no rather monday", await world.SayAsync("no rather monday"));
        Assert.Empty(world.StandIn.Violations);
    }

    [Fact]
    public async Task The_answer_comes_with_its_own_voice_its_transcript_its_tools_and_what_it_cost()
    {
        await using var world = await RealtimeWorld.OpenAsync(Helpful);
        world.Caller(await world.SayAsync("something on friday"));
        var answer = await world.AskAsync();

        var passage = Assert.Single(answer.OfType<VoicedContent>()).Passage;
        Assert.Equal("I can help you with that. ", passage.Text);
        Assert.Equal("I can help you with that.", string.Concat(answer.OfType<TextContent>().Select(each => each.Text)));
        Assert.True(passage.Length > TimeSpan.FromSeconds(1));
        var call = Assert.Single(answer.OfType<FunctionCallContent>());
        Assert.Equal(("find_times", "on friday"), (call.Name, call.Arguments!["when"]!.ToString()));
        Assert.Equal(300, Assert.Single(answer.OfType<UsageContent>()).Details.InputTokenCount);
    }

    [Fact]
    public async Task The_model_hears_the_caller_itself_and_is_not_told_again_but_learns_what_our_voice_said_and_what_was_typed()
    {
        var asked = new List<MindRequest>();
        var world = await RealtimeWorld.OpenAsync(request =>
        {
            asked.Add(request);
            return new MindAnswer("", []);
        });
        world.Bot("Hello, how can I help you?");
        world.Caller(await world.SayAsync("something on friday"));
        await world.AskAsync();
        world.Bot("On Friday I have ten or eleven.");
        world.Caller("[keys] 1");
        await world.AskAsync();

        Assert.Equal(["system", "assistant", "user"], asked[0].Messages.Select(message => message.Role)); // in the order in which it was said, though the model heard the caller before it was told of our voice
        Assert.Equal(
            [("assistant", "Hello, how can I help you?"), ("user", "something on friday"), ("assistant", "On Friday I have ten or eleven."), ("user", "[keys] 1")],
            await world.EndAsync());
        Assert.Empty(world.StandIn.Violations);
    }

    [Fact]
    public async Task What_came_of_a_tool_is_told_before_the_next_answer()
    {
        var world = await RealtimeWorld.OpenAsync(request => request.Messages[^1].Role == "tool" ? new MindAnswer("", []) : new MindAnswer("", [new MindCall("find_times", "{}")]));
        world.Caller(await world.SayAsync("something on friday"));
        var call = Assert.Single((await world.AskAsync()).OfType<FunctionCallContent>());
        world.Messages.Add(new ChatMessage(ChatRole.Assistant, [call]));
        world.Messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, "There is no such day.")]));
        Assert.Empty((await world.AskAsync()).OfType<FunctionCallContent>());

        Assert.Equal([("user", "something on friday"), ("call", "{}"), ("tool", "There is no such day.")], await world.EndAsync());
        Assert.Empty(world.StandIn.Violations);
    }

    [Fact]
    public async Task An_answer_that_nobody_heard_never_was()
    {
        var world = await RealtimeWorld.OpenAsync(Helpful);
        world.Caller(await world.SayAsync("something on"));
        await world.AskAsync(); // prepared in advance, and thrown away
        world.Messages.RemoveAt(world.Messages.Count - 1);
        world.Caller("something on " + await world.SayAsync("friday"));
        await world.AskAsync(content => content is VoicedContent);

        Assert.Contains("conversation.item.delete", world.StandIn.Received);
        var memory = await world.EndAsync();
        Assert.Equal(["something on", "friday"], memory.Where(item => item.Role == "user").Select(item => item.Text));
        Assert.True(memory.Count(item => item.Role is "assistant" or "call") <= 2); // of the second answer only
        Assert.Empty(world.StandIn.Violations);
    }

    [Fact]
    public async Task An_answer_that_is_left_early_is_cancelled_and_the_next_one_comes_all_the_same()
    {
        await using var world = await RealtimeWorld.OpenAsync(_ => new MindAnswer(string.Join(' ', Enumerable.Repeat("blah", 80)), []));
        world.Caller(await world.SayAsync("something on friday"));
        await world.AskAsync(content => content is VoicedContent);
        world.Bot("blah");
        world.Caller(await world.SayAsync("stop it"));
        var answer = await world.AskAsync();

        Assert.Contains("response.cancel", world.StandIn.Received);
        Assert.Equal(80, Assert.Single(answer.OfType<VoicedContent>()).Passage.Text.Trim().Split(' ').Length);
        Assert.Empty(world.StandIn.Violations);
    }

    [Fact]
    public async Task A_session_that_breaks_in_mid_answer_breaks_ears_and_mind_so_that_others_take_over()
    {
        await using var world = await RealtimeWorld.OpenAsync(Helpful, standIn => standIn.Fault = answer => answer > 0 ? RealtimeFault.TearsAnswer : RealtimeFault.None);
        world.Caller(await world.SayAsync("something on friday"));
        Assert.Equal(ModelFailure.Broken, (await Assert.ThrowsAsync<ModelFailedException>(() => world.AskAsync())).Kind);
        await Assert.ThrowsAsync<ModelFailedException>(async () =>
        {
            while (await world.NextAsync() is not null)
            {
            }
        });
    }

    [Theory]
    [InlineData(401, ModelFailure.Refused)]
    [InlineData(429, ModelFailure.Quota)]
    [InlineData(503, ModelFailure.Unavailable)]
    public async Task A_session_that_is_refused_says_why(int status, ModelFailure kind)
    {
        await using var world = await RealtimeWorld.OpenAsync(Helpful, standIn => (standIn.RefusalStatus, standIn.Fault) = (status, _ => RealtimeFault.RefusesUpgrade));
        var refused = await Assert.ThrowsAsync<ModelFailedException>(() => world.AskAsync());
        Assert.Equal(kind, refused.Kind);
        Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RealtimeFault.FailsAnswer, ModelFailure.Unavailable)]
    [InlineData(RealtimeFault.RefusesAnswer, ModelFailure.Quota)]
    internal async Task An_answer_that_fails_leaves_the_ears_as_they_are(RealtimeFault fault, ModelFailure kind)
    {
        await using var world = await RealtimeWorld.OpenAsync(Helpful, standIn => standIn.Fault = answer => answer == 1 ? fault : RealtimeFault.None);
        world.Caller(await world.SayAsync("something on friday"));
        Assert.Equal(kind, (await Assert.ThrowsAsync<ModelFailedException>(() => world.AskAsync())).Kind);
        world.Bot("Sorry?");
        world.Caller(await world.SayAsync("on friday i said"));
        Assert.Single((await world.AskAsync()).OfType<FunctionCallContent>());
    }
}
