using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using VoiceBooker.Booking.Minds;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace VoiceBooker.Providers.OpenAI;

/// <summary>
/// A model behind the official library. Streams text as it comes, whole tool calls at the end, then what was used; fails only as <see cref="ModelFailedException"/>. Asks once: no retries. The connection is let go
/// as soon as the reader leaves or cancels.
/// </summary>
/// <param name="client">The library's client; one serves all calls.</param>
/// <param name="model">Its settings.</param>
/// <param name="time">For dates in answers.</param>
internal sealed class OpenAIChatClient(ChatClient client, OpenAIModelOptions model, TimeProvider time) : IChatClient
{
    private readonly ChatAsking _asking = new(model);
    private readonly ChatClientMetadata _metadata = new(model.Kind, model.Address, model.Model);

    /// <summary>What the settings call the model.</summary>
    public string Name => model.Title;

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var answer = new AnswerReading(model.Title);
        var filtered = false;
        await using var pieces = client.CompleteChatStreamingAsync(ChatAsking.Messages(messages), _asking.Options(options), cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (!filtered)
        {
            try
            {
                if (!await pieces.MoveNextAsync())
                    break;
            }
            catch (Exception broken) when (!(broken is OperationCanceledException && cancellationToken.IsCancellationRequested))
            {
                if (cancellationToken.IsCancellationRequested)
                    throw new OperationCanceledException(null, broken, cancellationToken); // a torn connection is how cancelling may look
                filtered = !answer.Began && Failures.IsFiltered(broken);
                if (!filtered)
                    throw Failures.Of(broken, model.Title, answer.Began, time);
            }

            var update = filtered ? new ChatResponseUpdate(ChatRole.Assistant, (string?)null) { FinishReason = Microsoft.Extensions.AI.ChatFinishReason.ContentFilter } : answer.Read(pieces.Current);
            if (update is not null)
                yield return update;
        }

        if (!filtered && !answer.Finished)
            throw new ModelFailedException(ModelFailure.Broken, $"The answer of the model '{model.Title}' ended before it was finished.");
    }

    /// <summary>Opens the connection, signs in and lets every part of the way run once, by the shortest answer there is (some 20 tokens).</summary>
    public async Task WarmUpAsync(CancellationToken cancel)
    {
        await foreach (var _ in GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Say: ready")], new ChatOptions { MaxOutputTokens = 16 }, cancel))
            continue;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this
        : serviceType.IsInstanceOfType(client) ? client
        : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        // Connections are the feature's, shared by all models.
    }
}
