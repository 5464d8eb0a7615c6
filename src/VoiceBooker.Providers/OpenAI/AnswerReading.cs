using Microsoft.Extensions.AI;
using OpenAI.Chat;
using VoiceBooker.Booking.Minds;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;

namespace VoiceBooker.Providers.OpenAI;

/// <summary>Reads one answer piece by piece. Pieces without a choice (Azure's filter results, the usage at the end) are as good as any.</summary>
/// <param name="model">Named when something cannot be read.</param>
internal sealed class AnswerReading(string model)
{
    private readonly ToolCallPieces _calls = new();

    /// <summary>Something has come: what fails now broke off.</summary>
    public bool Began { get; private set; }

    /// <summary>The model said why it stopped.</summary>
    public bool Finished { get; private set; }

    /// <summary>What a piece brings; null for nothing.</summary>
    public ChatResponseUpdate? Read(StreamingChatCompletionUpdate piece)
    {
        Began = true;
        List<AIContent> contents = [];
        ChatFinishReason? reason = null;
        try
        {
            foreach (var part in piece.ContentUpdate)
            {
                if (part is { Kind: ChatMessageContentPartKind.Text, Text.Length: > 0 })
                    contents.Add(new TextContent(part.Text));
            }

            if (piece.RefusalUpdate is { Length: > 0 } refusal)
                contents.Add(new TextContent(refusal));
            foreach (var part in piece.ToolCallUpdates)
                _calls.Add(part.Index, part.ToolCallId, part.FunctionName, part.FunctionArgumentsUpdate);
            if (piece.FinishReason is { } finish)
            {
                Finished = true;
                contents.AddRange(_calls.Take());
                reason = Told(finish);
            }

            if (piece.Usage is { } usage)
                contents.Add(new UsageContent(Count(usage)));
        }
        catch (Exception odd) when (odd is ArgumentException or InvalidOperationException or FormatException or NullReferenceException)
        {
            throw new ModelFailedException(ModelFailure.Broken, $"The answer of the model '{model}' cannot be read ({odd.GetType().Name}).");
        }

        return contents.Count == 0 && reason is null && piece.ToolCallUpdates.Count == 0
            ? null // a piece of a tool call brings nothing yet, but is a sign of life
            : new ChatResponseUpdate(ChatRole.Assistant, contents) { FinishReason = reason, ResponseId = piece.CompletionId, MessageId = piece.CompletionId, ModelId = piece.Model };
    }

    private static ChatFinishReason Told(global::OpenAI.Chat.ChatFinishReason reason) => reason switch
    {
        global::OpenAI.Chat.ChatFinishReason.Length => ChatFinishReason.Length,
        global::OpenAI.Chat.ChatFinishReason.ContentFilter => ChatFinishReason.ContentFilter,
        global::OpenAI.Chat.ChatFinishReason.ToolCalls or global::OpenAI.Chat.ChatFinishReason.FunctionCall => ChatFinishReason.ToolCalls,
        _ => ChatFinishReason.Stop,
    };

    private static UsageDetails Count(ChatTokenUsage usage) => new()
    {
        InputTokenCount = usage.InputTokenCount,
        OutputTokenCount = usage.OutputTokenCount,
        TotalTokenCount = usage.TotalTokenCount,
        CachedInputTokenCount = usage.InputTokenDetails?.CachedTokenCount ?? 0,
        ReasoningTokenCount = usage.OutputTokenDetails?.ReasoningTokenCount ?? 0,
    };
}
