using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace VoiceBooker.Booking.Reception;

/// <summary>
/// The embedded receptionist: rules in place of a model, behind the same seam. It needs no account and no weights, reads the same state and words, and calls the same tools.
/// Stateless: one instance serves all calls.
/// </summary>
public sealed class ReceptionScript : IChatClient
{
    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (messages.LastOrDefault()?.Role == ChatRole.Tool)
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "")));

        var state = options?.AdditionalProperties?.TryGetValue(ReceptionState.Key, out var given) == true ? given as ReceptionState : null;
        if (state is null)
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "How can I help you?")));

        var answer = ScriptRules.Decide(state);
        List<AIContent> contents = [];
        if (answer.Text.Length > 0)
            contents.Add(new TextContent(answer.Text));
        contents.AddRange(answer.Calls.Select((call, i) => new FunctionCallContent($"script-{i + 1}", call.Tool, call.Arguments.ToDictionary(each => each.Name, each => (object?)each.Value, StringComparer.Ordinal))));
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, contents)));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
