using System.Text.Json;
using Microsoft.Extensions.AI;
using VoiceBooker.CallLab.StandIns.Minds;
using VoiceBooker.CallLab.StandIns.OpenAI;

namespace VoiceBooker.Tests.Providers.OpenAI;

public sealed class AnswerTests
{
    [Fact]
    public async Task Words_come_piece_by_piece_and_then_what_they_cost()
    {
        await using var world = await ModelWorld.OpenAsync();
        world.Mind.Says("On Friday I have ten and eleven.");

        var contents = await ModelWorld.AskAsync(world.Model());

        Assert.Equal("On Friday I have ten and eleven.", ModelWorld.Text(contents));
        Assert.Equal(7, contents.OfType<TextContent>().Count());
        var usage = Assert.IsType<UsageContent>(contents[^1]).Details;
        Assert.Equal((8L, 0L), (usage.OutputTokenCount, usage.CachedInputTokenCount));
        Assert.True(usage.InputTokenCount > 10);
        Assert.Equal(usage.InputTokenCount + usage.OutputTokenCount, usage.TotalTokenCount);
    }

    [Fact]
    public async Task A_long_prompt_that_was_sent_before_is_counted_as_cached()
    {
        await using var world = await ModelWorld.OpenAsync();
        var model = world.Model();
        ChatMessage[] messages = [new(ChatRole.System, new string('x', 8000)), new(ChatRole.User, "Hello")];

        await ModelWorld.AskAsync(model, null, messages);
        var usage = Assert.IsType<UsageContent>((await ModelWorld.AskAsync(model, null, messages))[^1]).Details;

        Assert.Equal(1920, usage.CachedInputTokenCount);
        Assert.True(usage.InputTokenCount > 1920);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("azure")]
    [InlineData("compatible")]
    public async Task Calls_of_tools_whose_arguments_come_in_pieces_and_in_turns_are_whole(string kind)
    {
        await using var world = await ModelWorld.OpenAsync();
        world.Mind.Says("Let me see.", new MindCall("find_times", """{"when":"next tuesday after three, or \"whenever\" — ü"}"""), new MindCall("give_detail", """{"kind":"name","words":"Ann Lee"}"""));

        var contents = await ModelWorld.AskAsync(world.Model(("Kind", kind), ("BaseUrl", (kind == "azure" ? world.StandIn.AzureBase : world.StandIn.Base).ToString())));

        Assert.Equal("Let me see.", ModelWorld.Text(contents));
        var calls = contents.OfType<FunctionCallContent>().ToList();
        Assert.Equal(["find_times", "give_detail"], calls.Select(call => call.Name));
        Assert.Equal("next tuesday after three, or \"whenever\" — ü", Argument(calls[0], "when"));
        Assert.Equal(("name", "Ann Lee"), (Argument(calls[1], "kind"), Argument(calls[1], "words")));
        Assert.Equal(2, calls.Select(call => call.CallId).Distinct().Count());
        Assert.Equal(kind == "azure" ? "api-key" : "Bearer", world.StandIn.Requests[^1].SignedBy);
        Assert.IsType<UsageContent>(contents[^1]);
        Assert.Empty(world.StandIn.Violations);
    }

    [Fact]
    public async Task An_answer_that_is_not_streamed_is_the_same_answer()
    {
        await using var world = await ModelWorld.OpenAsync();
        world.Mind.Says("Yes, gladly.", new MindCall("repeat", """{"how":""}"""));

        var answer = await world.Model().GetResponseAsync([new ChatMessage(ChatRole.User, "Again?")]);

        Assert.Equal("Yes, gladly.", answer.Text);
        Assert.Equal("repeat", Assert.Single(answer.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>()).Name);
        Assert.Equal(ChatFinishReason.ToolCalls, answer.FinishReason);
        Assert.True(answer.Usage!.OutputTokenCount > 0);
    }

    [Theory]
    [InlineData(nameof(OpenAIFaultKind.Length), "length")]
    [InlineData(nameof(OpenAIFaultKind.ContentFilter), "content_filter")]
    public async Task It_is_told_why_an_answer_was_cut(string kind, string reason)
    {
        await using var world = await ModelWorld.OpenAsync();
        world.Mind.Says("This is said, and this is cut off.");
        world.StandIn.Faults.Add(new OpenAIFault(Enum.Parse<OpenAIFaultKind>(kind)));

        List<ChatResponseUpdate> updates = [];
        await foreach (var update in world.Model().GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Well?")]))
            updates.Add(update);

        Assert.Equal(reason, Assert.Single(updates, update => update.FinishReason is not null).FinishReason!.Value.Value);
        Assert.Equal("This is said, and", string.Concat(updates.Select(update => update.Text)));
    }

    [Fact]
    public async Task A_prompt_the_vendors_filter_refuses_is_an_empty_answer_and_no_failure_of_the_model()
    {
        await using var world = await ModelWorld.OpenAsync();
        world.StandIn.Faults.Add(new OpenAIFault(OpenAIFaultKind.FilteredPrompt));

        var answer = await world.Model().GetResponseAsync([new ChatMessage(ChatRole.User, "…")]);

        Assert.Equal((ChatFinishReason.ContentFilter, ""), (answer.FinishReason!.Value, answer.Text));
    }

    [Fact]
    public async Task Arguments_that_are_no_json_are_a_call_without_arguments_that_says_so()
    {
        await using var world = await ModelWorld.OpenAsync();
        world.Mind.Calls(new MindCall("find_times", """{"when":"friday"}"""));
        world.StandIn.Faults.Add(new OpenAIFault(OpenAIFaultKind.MalformedArguments));

        var call = Assert.Single((await ModelWorld.AskAsync(world.Model())).OfType<FunctionCallContent>());

        Assert.Equal("find_times", call.Name);
        Assert.Empty(call.Arguments!);
        Assert.DoesNotContain("friday", Assert.IsType<FormatException>(call.Exception).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_was_cut_off_is_not_taken_for_a_whole_one()
    {
        await using var world = await ModelWorld.OpenAsync();
        world.Mind.Calls(new MindCall("find_times", """{"when":"friday"}"""));
        world.StandIn.Faults.Add(new OpenAIFault(OpenAIFaultKind.Length));

        var call = Assert.Single((await ModelWorld.AskAsync(world.Model())).OfType<FunctionCallContent>());

        Assert.NotNull(call.Exception);
        Assert.Empty(call.Arguments!);
    }

    [Fact]
    public async Task A_tool_nobody_offered_is_passed_on_for_the_desk_to_refuse()
    {
        await using var world = await ModelWorld.OpenAsync();
        world.StandIn.Faults.Add(new OpenAIFault(OpenAIFaultKind.UnknownTool));

        var call = Assert.Single((await ModelWorld.AskAsync(world.Model())).OfType<FunctionCallContent>());

        Assert.Equal("open_the_vault", call.Name);
    }

    [Fact]
    public void Whole_calls_that_all_have_the_same_index_are_told_apart_by_their_identity()
    {
        var pieces = new VoiceBooker.Providers.OpenAI.ToolCallPieces();
        pieces.Add(0, "a", "repeat", BinaryData.FromString("{}"));
        pieces.Add(0, "b", "find_times", BinaryData.FromString("""{"when":"""));
        pieces.Add(0, "b", null, BinaryData.FromString("\"friday\"}"));
        pieces.Add(0, null, null, null);

        var calls = pieces.Take().ToList();

        Assert.Equal([("a", "repeat"), ("b", "find_times")], calls.Select(call => (call.CallId, call.Name)));
        Assert.Equal("friday", Argument(calls[1], "when"));
        Assert.Empty(pieces.Take());
    }

    private static string Argument(FunctionCallContent call, string name) => ((JsonElement)call.Arguments![name]!).GetString()!;
}
