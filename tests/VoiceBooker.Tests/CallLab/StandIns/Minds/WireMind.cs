using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using VoiceBooker.CallLab.StandIns.Minds;

namespace VoiceBooker.Tests.CallLab.StandIns.Minds;

/// <summary>A chat client whose model is one of the lab's: it is shown the messages and the names of the tools, as they would go over the wire, and nothing else.</summary>
internal sealed class WireMind(IPracticeMind mind) : IChatClient
{
    private int _calls;

    public WireMind()
        : this(new PracticeMind())
    {
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var answer = mind.Answer(new MindRequest("practice", [.. messages.SelectMany(AsSent)], [.. (options?.Tools ?? []).Select(tool => tool.Name)]));
        List<AIContent> contents = answer.Text.Length > 0 ? [new TextContent(answer.Text)] : [];
        contents.AddRange(answer.Calls.Select(call => new FunctionCallContent($"wire-{++_calls}", call.Tool, Arguments(call.ArgumentsJson))));
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, contents)));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static IEnumerable<MindMessage> AsSent(ChatMessage message)
    {
        if (message.Role == ChatRole.Tool)
            return message.Contents.OfType<FunctionResultContent>().Select(result => new MindMessage("tool", result.Result?.ToString() ?? "", []));
        var calls = message.Contents.OfType<FunctionCallContent>().Select(call => new MindCall(call.Name, JsonSerializer.Serialize(call.Arguments)));
        return [new MindMessage(message.Role.Value, message.Text, [.. calls])];
    }

    private static Dictionary<string, object?>? Arguments(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, object?>>(json);
        }
        catch (JsonException)
        {
            return null; // a client gives the receptionist no arguments where there are none to read
        }
    }
}
