using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.AI;
using VoiceBooker.Booking.Minds;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Providers.OpenAI.Realtime;

/// <summary>One response of the model, written by the session's receiving loop and read by whoever asked.</summary>
/// <param name="id">Of the request; comes back in the response's metadata.</param>
/// <param name="model">For the updates.</param>
/// <param name="memory">Is told which items came into being.</param>
/// <param name="cancel">Tells the model that a response is wanted no longer.</param>
internal sealed class RealtimeAnswer(string id, string model, SessionMemory memory, Action<string> cancel)
{
    private readonly Channel<ChatResponseUpdate> _updates = Channel.CreateUnbounded<ChatResponseUpdate>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, VoicedPassage> _passages = new(StringComparer.Ordinal);
    private volatile string? _response;
    private volatile bool _abandoned;

    /// <summary>Of the request.</summary>
    public string Id => id;

    /// <summary>What comes, as it comes; completes with what broke the answer.</summary>
    public ChannelReader<ChatResponseUpdate> Updates => _updates.Reader;

    /// <summary>Completes when the model is done with it, whether anybody reads or not; before that it takes no other request.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Nobody wants the rest: the model is told, now or when it begins, and the audio ends where it is.</summary>
    public void Abandon()
    {
        _abandoned = true;
        foreach (var (_, passage) in _passages)
            passage.Complete();
        if (_response is { } running && !_ended.Task.IsCompleted)
            cancel(running);
    }

    /// <summary>It fails.</summary>
    public void Break(Exception reason)
    {
        _updates.Writer.TryComplete(reason);
        Finish();
    }

    /// <summary>Takes what the model sends; what belongs to another response is passed over.</summary>
    public void Take(ServerEvent happened)
    {
        if (happened.Type == "response.created")
        {
            var request = happened.Text("response", "metadata", "request");
            if (_response is not null || (request.Length > 0 && request != id))
                return;
            _response = happened.Text("response", "id");
            if (_abandoned)
                cancel(_response);
            return;
        }

        if (_response is null || (happened.Type == "response.done" ? happened.Text("response", "id") : happened.Text("response_id")) != _response)
            return;
        switch (happened.Type)
        {
            case "response.output_item.added":
                memory.ItemBegan(happened.Text("item", "id"), happened.Text("item", "type"), happened.Text("item", "call_id"));
                break;

            case "response.output_audio.delta" when !_abandoned:
                PassageOf(happened.Text("item_id")).Add(happened.Audio("delta"));
                Live();
                break;

            case "response.function_call_arguments.delta":
                Live();
                break;

            case "response.output_audio_transcript.delta" when !_abandoned:
                PassageOf(happened.Text("item_id")).Tell(happened.Text("delta"));
                Give(new TextContent(happened.Text("delta")));
                break;

            case "response.output_audio_transcript.done" when _passages.TryGetValue(happened.Text("item_id"), out var told):
                told.Tell(" "); // something may follow, in our own voice
                break;

            case "response.output_text.delta":
                Give(new TextContent(happened.Text("delta")));
                break;

            case "response.output_audio.done":
                if (_passages.TryGetValue(happened.Text("item_id"), out var whole))
                    whole.Complete();
                break;

            case "response.function_call_arguments.done":
                memory.Called(happened.Text("call_id"));
                Give(Call(happened));
                break;

            case "response.done":
                Done(happened);
                break;
        }
    }

    private VoicedPassage PassageOf(string item)
    {
        if (_passages.TryGetValue(item, out var known))
            return known;
        var passage = _passages[item] = new VoicedPassage();
        memory.Voiced(item, passage);
        Give(new VoicedContent(passage));
        return passage;
    }

    private static FunctionCallContent Call(ServerEvent happened)
    {
        try
        {
            var arguments = happened.Text("arguments") is { Length: > 0 } text ? JsonSerializer.Deserialize<Dictionary<string, object?>>(text) : [];
            return new FunctionCallContent(happened.Text("call_id"), happened.Text("name"), arguments);
        }
        catch (JsonException malformed)
        {
            return new FunctionCallContent(happened.Text("call_id"), happened.Text("name")) { Exception = malformed };
        }
    }

    private void Done(ServerEvent happened)
    {
        var input = happened.Number("response", "usage", "input_tokens");
        var output = happened.Number("response", "usage", "output_tokens");
        if (input + output > 0)
        {
            Give(new UsageContent(new UsageDetails
            {
                InputTokenCount = input,
                CachedInputTokenCount = happened.Number("response", "usage", "input_token_details", "cached_tokens"),
                OutputTokenCount = output,
            }));
        }

        var status = happened.Text("response", "status");
        var code = happened.Text("response", "status_details", "error", "code");
        _updates.Writer.TryComplete(status is "failed"
            ? new ModelFailedException(code.Contains("rate_limit", StringComparison.Ordinal) || code.Contains("quota", StringComparison.Ordinal) ? ModelFailure.Quota : ModelFailure.Unavailable, $"The speech-to-speech model failed: {code}.")
            : null);
        Finish();
    }

    private void Finish()
    {
        foreach (var passage in _passages.Values)
            passage.Complete();
        _ended.TrySetResult();
    }

    /// <summary>A sign of life, for whoever measures the gaps: audio goes its own way, and a call is given when it is whole.</summary>
    private void Live() => _updates.Writer.TryWrite(new ChatResponseUpdate(ChatRole.Assistant, []));

    private void Give(AIContent content) => _updates.Writer.TryWrite(new ChatResponseUpdate(ChatRole.Assistant, [content]) { ModelId = model });
}
