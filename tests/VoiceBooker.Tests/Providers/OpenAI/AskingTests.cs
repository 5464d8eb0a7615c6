using System.Text.Json;
using Azure.Core;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using VoiceBooker.Booking.Minds;
using VoiceBooker.Providers.OpenAI;

namespace VoiceBooker.Tests.Providers.OpenAI;

public sealed class AskingTests
{
    private static readonly AIFunctionDeclaration Closed = AIFunctionFactory.CreateDeclaration("find_times", "Looks for times.", Schema("""{"type":"object","properties":{"when":{"type":"string","description":"The caller's words."}},"required":["when"],"additionalProperties":false}"""));

    private static readonly AIFunctionDeclaration Open = AIFunctionFactory.CreateDeclaration("note", "Notes anything.", Schema("""{"type":"object","properties":{"text":{"type":"string"}}}"""));

    [Fact]
    public async Task A_whole_conversation_with_calls_and_their_results_is_understood_by_the_other_side()
    {
        await using var world = await ModelWorld.OpenAsync();
        var arguments = new Dictionary<string, object?> { ["when"] = Schema("\"friday\"") };

        await ModelWorld.AskAsync(
            world.Model(), new ChatOptions { Tools = [Closed, Open] },
            new ChatMessage(ChatRole.System, "You are the reception."),
            new ChatMessage(ChatRole.User, "Friday?"),
            new ChatMessage(ChatRole.Assistant, [new TextContent("One moment."), new FunctionCallContent("c1", "find_times", arguments), new FunctionCallContent("c2", "note", null)]),
            new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c1", "ten, eleven"), new FunctionResultContent("c2", new { noted = true })]),
            new ChatMessage(ChatRole.Assistant, "Ten or eleven."),
            new ChatMessage(ChatRole.User, "Ten."));

        Assert.Empty(world.StandIn.Violations);
        var asked = Assert.Single(world.Mind.Asked);
        Assert.Equal(["find_times", "note"], asked.Tools);
        Assert.Equal("gpt-practice", asked.Model);
        Assert.Equal(["system", "user", "assistant", "tool", "tool", "assistant", "user"], asked.Messages.Select(message => message.Role));
        Assert.Equal(["You are the reception.", "Friday?", "One moment.", "ten, eleven", """{"noted":true}""", "Ten or eleven.", "Ten."], asked.Messages.Select(message => message.Text));
        Assert.Equal([("find_times", """{"when":"friday"}"""), ("note", "{}")], asked.Messages[2].Calls.Select(call => (call.Tool, call.ArgumentsJson)));
    }

    [Fact]
    public async Task A_tool_is_strict_only_where_its_schema_allows()
    {
        await using var world = await ModelWorld.OpenAsync();
        await ModelWorld.AskAsync(world.Model(), new ChatOptions { Tools = [Closed, Open] });

        var tools = world.LastBody.GetProperty("tools");
        Assert.True(tools[0].GetProperty("function").GetProperty("strict").GetBoolean());
        Assert.False(tools[1].GetProperty("function").TryGetProperty("strict", out _));
        Assert.Equal("Looks for times.", tools[0].GetProperty("function").GetProperty("description").GetString());
        Assert.Equal(Closed.JsonSchema.GetProperty("properties").GetRawText(), tools[0].GetProperty("function").GetProperty("parameters").GetProperty("properties").GetRawText());
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{},"additionalProperties":false}""", true)]
    [InlineData("""{"type":"object","additionalProperties":false}""", true)]
    [InlineData("""{"type":"string"}""", false)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":[],"additionalProperties":false}""", false)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","format":"date"}},"required":["a"],"additionalProperties":false}""", false)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"object","properties":{}}},"required":["a"],"additionalProperties":false}""", false)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","items":{"type":["string","null"],"enum":["x",null]}}},"required":["a"],"additionalProperties":false}""", true)]
    public void Which_schemas_may_be_strict(string schema, bool allowed) => Assert.Equal(allowed, StrictSchema.Allows(Schema(schema)));

    [Fact]
    public async Task Settings_fill_what_a_request_leaves_open()
    {
        await using var world = await ModelWorld.OpenAsync();
        var model = world.Model(("Temperature", "0.25"), ("MaxOutputTokens", "321"), ("ReasoningEffort", "low"), ("Headers:X-Team", "front desk"));

        await ModelWorld.AskAsync(model);
        var body = world.LastBody;
        Assert.Equal((0.25, 321, "low"), (body.GetProperty("temperature").GetDouble(), body.GetProperty("max_completion_tokens").GetInt32(), body.GetProperty("reasoning_effort").GetString()));
        Assert.False(body.TryGetProperty("parallel_tool_calls", out _));
        Assert.Equal("front desk", world.StandIn.Requests[^1].Headers["x-team"]);
        Assert.DoesNotContain(world.StandIn.Requests[^1].Headers, header => header.Key.StartsWith("x-stainless", StringComparison.Ordinal));

        await ModelWorld.AskAsync(model, new ChatOptions { Temperature = 0, MaxOutputTokens = 50, Tools = [Closed], ToolMode = ChatToolMode.RequireSpecific("find_times"), AllowMultipleToolCalls = false });
        body = world.LastBody;
        Assert.Equal((0, 50, false), (body.GetProperty("temperature").GetDouble(), body.GetProperty("max_completion_tokens").GetInt32(), body.GetProperty("parallel_tool_calls").GetBoolean()));
        Assert.Equal("find_times", body.GetProperty("tool_choice").GetProperty("function").GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_compatible_server_is_asked_only_what_all_of_them_know()
    {
        await using var world = await ModelWorld.OpenAsync();
        world.StandIn.Key = "";
        await ModelWorld.AskAsync(world.Model(("Kind", "compatible"), ("Key", "")), new ChatOptions { Tools = [Closed] });

        var body = world.LastBody;
        Assert.Equal(400, body.GetProperty("max_tokens").GetInt32());
        Assert.False(body.TryGetProperty("max_completion_tokens", out _) || body.TryGetProperty("parallel_tool_calls", out _) || body.TryGetProperty("temperature", out _));
        Assert.False(body.GetProperty("tools")[0].GetProperty("function").TryGetProperty("strict", out _));
        Assert.Equal("", world.StandIn.Requests[^1].SignedBy);
        Assert.Empty(world.StandIn.Violations);
    }

    [Fact]
    public async Task With_azure_the_identity_of_the_machine_signs_in_and_its_token_is_kept_until_it_is_taken_back()
    {
        await using var world = await ModelWorld.OpenAsync();
        var identity = new CountingIdentity(ModelWorld.Key);
        var services = world.Services(
            [("Models:0:Kind", "azure"), ("Models:0:Model", "deployment"), ("Models:0:BaseUrl", world.StandIn.AzureBase.ToString()), ("Models:0:UseEntra", "true")], identity);
        var model = Assert.Single(services.GetServices<Model>()).Client;

        await ModelWorld.AskAsync(model);
        await ModelWorld.AskAsync(model);
        Assert.Equal((1, "https://cognitiveservices.azure.com/.default"), (identity.Asked, identity.Scope));
        Assert.Equal(("Bearer", "/openai/v1/chat/completions"), (world.StandIn.Requests[^1].SignedBy, world.StandIn.Requests[^1].Path));

        world.StandIn.Key = "another";
        Assert.Equal(ModelFailure.Refused, (await ModelWorld.FailAsync(model)).Kind);
        identity.Token = "another";
        Assert.Equal("Yes.", ModelWorld.Text(await ModelWorld.AskAsync(model)));
        Assert.Equal(2, identity.Asked);
    }

    [Fact]
    public async Task Models_are_registered_in_the_order_of_the_settings_and_asked_once_when_the_server_starts()
    {
        await using var world = await ModelWorld.OpenAsync();
        var services = world.Services(
        [
            ("Models:0:Model", "first"), ("Models:0:BaseUrl", world.StandIn.Base.ToString()), ("Models:0:Key", ModelWorld.Key), ("Models:0:InputPrice", "0.4"), ("Models:0:OutputPrice", "1.6"),
            ("Models:1:Model", ""),
            ("Models:2:Model", "second"), ("Models:2:Name", "spare"), ("Models:2:BaseUrl", world.StandIn.Base.ToString()), ("Models:2:Key", "wrong"), ("Models:2:FirstTokenWithin", "00:00:01"),
        ]);

        var models = services.GetServices<Model>().ToList();
        Assert.Equal(["first", "spare"], models.Select(model => model.Name));
        Assert.Equal(new ModelPrices(0.4m, 0, 1.6m), models[0].Prices);
        Assert.Equal(new ModelDeadlines(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(12)), models[1].Deadlines);

        var warmUp = Assert.Single(services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<ModelWarmUp>());
        await warmUp.StartAsync(CancellationToken.None);
        await warmUp.ExecuteTask!.WaitAsync(ModelWorld.Patience); // the wrong key of the second is no reason to die
        Assert.Equal(2, world.StandIn.Requests.Count);
        Assert.Equal(16, world.LastBody.GetProperty("max_completion_tokens").GetInt32());
    }

    private static JsonElement Schema(string json) => JsonDocument.Parse(json).RootElement;

    private sealed class CountingIdentity(string token) : TokenCredential
    {
        public string Token { get; set; } = token;

        public int Asked { get; private set; }

        public string Scope { get; private set; } = "";

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Asked++;
            Scope = Assert.Single(requestContext.Scopes);
            return new AccessToken(Token, TimeProvider.System.GetUtcNow().AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
