using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.AI;
using VoiceBooker.Booking.Minds;
using VoiceBooker.CallLab.StandIns.OpenAI;

namespace VoiceBooker.Tests.Providers.OpenAI;

public sealed class FailureTests
{
    [Theory]
    [InlineData(nameof(OpenAIFaultKind.WrongKey), ModelFailure.Refused, "401 (invalid_api_key)")]
    [InlineData(nameof(OpenAIFaultKind.TooMany), ModelFailure.Quota, "429 (rate_limit_exceeded)")]
    [InlineData(nameof(OpenAIFaultKind.NoCredit), ModelFailure.Quota, "429 (insufficient_quota)")]
    [InlineData(nameof(OpenAIFaultKind.Error500), ModelFailure.Unavailable, "500 (server_error)")]
    [InlineData(nameof(OpenAIFaultKind.Error503), ModelFailure.Unavailable, "503 (server_error)")]
    [InlineData(nameof(OpenAIFaultKind.BreakMidStream), ModelFailure.Broken, "broke off")]
    [InlineData(nameof(OpenAIFaultKind.EndMidStream), ModelFailure.Broken, "before it was finished")]
    [InlineData(nameof(OpenAIFaultKind.MalformedEvent), ModelFailure.Broken, "cannot be read")]
    public async Task Each_failure_says_what_it_means_without_the_key_and_is_not_tried_again(string fault, ModelFailure kind, string words)
    {
        await using var world = await ModelWorld.OpenAsync();
        world.StandIn.Faults.Add(new OpenAIFault(Enum.Parse<OpenAIFaultKind>(fault), Times: 0));
        world.Mind.Says("On Friday I have ten and eleven.");

        var failed = await ModelWorld.FailAsync(world.Model(("Name", "main")));

        Assert.Equal(kind, failed.Kind);
        Assert.Contains(words, failed.Message, StringComparison.Ordinal);
        Assert.Contains("'main'", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-", failed.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Friday", failed.ToString(), StringComparison.Ordinal);
        Assert.Single(world.StandIn.Requests);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("7", 7.0)]
    [InlineData("0.5", 0.5)]
    [InlineData("Fri, 01 Jan 1999 00:00:00 GMT", 0.0)]
    [InlineData("soon", null)]
    public async Task How_long_it_asks_to_be_left_alone_is_told(string? header, double? seconds)
    {
        await using var world = await ModelWorld.OpenAsync();
        world.StandIn.Faults.Add(new OpenAIFault(OpenAIFaultKind.TooMany, RetryAfter: header));

        var failed = await ModelWorld.FailAsync(world.Model());

        Assert.Equal(seconds, failed.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task A_model_that_does_not_exist_is_refused()
    {
        await using var world = await ModelWorld.OpenAsync();
        world.StandIn.Models = ["another"];
        var failed = await ModelWorld.FailAsync(world.Model());
        Assert.Equal(ModelFailure.Refused, failed.Kind);
        Assert.Contains("404 (model_not_found)", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_the_server_does_not_understand_is_refused_and_the_parameter_named()
    {
        await using var world = await ModelWorld.OpenAsync();
        var wrong = AIFunctionFactory.CreateDeclaration("find times!", "A name no server takes.", System.Text.Json.JsonDocument.Parse("""{"type":"object"}""").RootElement);
        var failed = await Assert.ThrowsAsync<ModelFailedException>(() => ModelWorld.AskAsync(world.Model(), new ChatOptions { Tools = [wrong] }));
        Assert.Equal(ModelFailure.Refused, failed.Kind);
        Assert.Contains("400 (invalid_value, tools[0].function.name)", failed.Message, StringComparison.Ordinal);
        Assert.Single(world.StandIn.Violations);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        await using var world = await ModelWorld.OpenAsync();

        var failed = await ModelWorld.FailAsync(world.Model(("BaseUrl", $"http://127.0.0.1:{port}/v1")));

        Assert.Equal(ModelFailure.Unavailable, failed.Kind);
        Assert.Contains("ConnectionRefused", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(OpenAIFaultKind.StallBeforeFirst), ModelFailure.Unavailable)]
    [InlineData(nameof(OpenAIFaultKind.StallMidStream), ModelFailure.Broken)]
    public async Task A_server_that_falls_silent_fails_even_if_nobody_keeps_a_deadline(string fault, ModelFailure kind)
    {
        await using var world = await ModelWorld.OpenAsync();
        world.StandIn.Faults.Add(new OpenAIFault(Enum.Parse<OpenAIFaultKind>(fault)));
        world.Mind.Says("On Friday I have ten and eleven.");

        var failed = await ModelWorld.FailAsync(world.Model(("WholeWithin", "00:00:01"), ("FirstTokenWithin", "00:00:01")));

        Assert.Equal(kind, failed.Kind);
        Assert.Contains("took too long", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(OpenAIFaultKind.StallBeforeFirst))]
    [InlineData(nameof(OpenAIFaultKind.StallMidStream))]
    [InlineData(nameof(OpenAIFaultKind.Endless))]
    public async Task Cancelling_closes_the_connection_and_is_told_as_what_it_is(string fault)
    {
        await using var world = await ModelWorld.OpenAsync();
        var model = world.Model();
        await ModelWorld.AskAsync(model);
        world.StandIn.Faults.Add(new OpenAIFault(Enum.Parse<OpenAIFaultKind>(fault)));
        world.Mind.Says("On Friday I have ten and eleven.");
        using var bargeIn = new CancellationTokenSource();
        var came = 0;

        var asking = ReadAsync();
        await ModelWorld.UntilAsync(() => world.StandIn.Requests.Count == 2 && (fault == nameof(OpenAIFaultKind.StallBeforeFirst) || Volatile.Read(ref came) >= 3));
        await bargeIn.CancelAsync();

        Assert.Equal(bargeIn.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(ModelWorld.Patience))).CancellationToken);
        Assert.Equal(RequestEnd.ClientLeft, await world.StandIn.Requests[^1].Ended.WaitAsync(ModelWorld.Patience));

        async Task ReadAsync()
        {
            await foreach (var _ in model.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Friday?")], null, bargeIn.Token))
                Interlocked.Increment(ref came);
        }
    }

    [Fact]
    public async Task A_reader_who_leaves_closes_the_connection()
    {
        await using var world = await ModelWorld.OpenAsync();
        world.StandIn.Faults.Add(new OpenAIFault(OpenAIFaultKind.Endless));

        await foreach (var update in world.Model().GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Friday?")]))
        {
            if (update.Text.Length > 0)
                break;
        }

        Assert.Equal(RequestEnd.ClientLeft, await world.StandIn.Requests[^1].Ended.WaitAsync(ModelWorld.Patience));
    }
}
