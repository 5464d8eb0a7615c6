using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceBooker.CallLab.StandIns.Minds;

namespace VoiceBooker.CallLab.StandIns.OpenAI;

/// <summary>Answers chat requests: by the mind, through the faults, with the latencies.</summary>
internal sealed class ChatDesk(OpenAIStandIn standIn, TimeProvider time)
{
    private const int CachedFrom = 1024;
    private const int CacheStep = 128;

    private readonly HashSet<string> _prompts = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Answers one.</summary>
    public async Task AnswerAsync(HttpContext http, PracticeRequest request, CancellationToken gone)
    {
        if (Parse(request.Body) is not { } body)
        {
            await standIn.RefuseAsync(http, request, Refusal.BadRequest("We could not parse the JSON body of your request."));
            return;
        }

        if (ChatSchema.Find(body) is { } wrong)
        {
            await standIn.RefuseAsync(http, request, wrong);
            return;
        }

        var asked = ChatReading.Read(body);
        if (standIn.Models.Count > 0 && !standIn.Models.Contains(asked.Model, StringComparer.Ordinal))
        {
            await new Refusal(404, $"The model `{asked.Model}` does not exist or you do not have access to it.", "invalid_request_error", Code: "model_not_found").SendAsync(http);
            return;
        }

        if (request.Fault?.Kind == OpenAIFaultKind.StallBeforeFirst)
            await Task.Delay(Timeout.InfiniteTimeSpan, time, gone);
        var answer = ChatAnswer.Of(standIn.Mind.Answer(asked), request.Fault?.Kind, asked.Tools, request.Number);
        var usage = Usage(request.Body, asked, answer);
        var isAzure = request.SignedBy == "api-key" || request.Path.StartsWith("/openai/", StringComparison.Ordinal);
        if (ChatSchema.Flag(body["stream"]))
            await StreamAsync(http, request, asked, answer, usage, isAzure, ChatSchema.Flag(body["stream_options"]?["include_usage"]), gone);
        else
            await WholeAsync(http, request, asked, answer, usage, gone);
    }

    private async Task StreamAsync(HttpContext http, PracticeRequest request, MindRequest asked, ChatAnswer answer, JsonObject usage, bool isAzure, bool tellsUsage, CancellationToken gone)
    {
        var stream = new ChatStream(http, request, asked.Model, time.GetUtcNow().ToUnixTimeSeconds(), isAzure, tellsUsage);
        if (isAzure)
            await stream.BeginAsync(gone); // its first event comes before the model has said anything
        await standIn.Waits.WaitAsync(request.Number, "first token", standIn.Latency.FirstToken, gone);
        if (!isAzure)
            await stream.BeginAsync(gone);
        await stream.DeltaAsync(new JsonObject { ["role"] = "assistant", ["content"] = "", ["refusal"] = null }, null, gone);

        var half = answer.IsEndless ? int.MaxValue : (answer.Deltas(request.Number).Count() + 1) / 2;
        var at = 0;
        foreach (var delta in answer.Deltas(request.Number))
        {
            if (at == half && await BreaksAsync(request, stream, gone))
                return;
            if (at++ > 0)
                await standIn.Waits.WaitAsync(request.Number, "token", answer.IsEndless && standIn.Latency.PerToken == TimeSpan.Zero ? TimeSpan.FromMilliseconds(5) : standIn.Latency.PerToken, gone);
            await stream.DeltaAsync(delta, null, gone);
        }

        if (at <= half && await BreaksAsync(request, stream, gone))
            return; // too short to be cut in two
        await stream.DeltaAsync(new JsonObject(), answer.Finish, gone);
        await stream.EndAsync(usage, gone);
    }

    /// <summary>Lets happen what happens in the middle of a stream; true when nothing may follow.</summary>
    private async Task<bool> BreaksAsync(PracticeRequest request, ChatStream stream, CancellationToken gone)
    {
        switch (request.Fault?.Kind)
        {
            case OpenAIFaultKind.StallMidStream:
                await Task.Delay(Timeout.InfiniteTimeSpan, time, gone);
                return true;

            case OpenAIFaultKind.BreakMidStream:
                throw new TornException();

            case OpenAIFaultKind.EndMidStream:
                return true;

            case OpenAIFaultKind.MalformedEvent:
                await stream.MalformedAsync(gone);
                return false;

            default:
                return false;
        }
    }

    private async Task WholeAsync(HttpContext http, PracticeRequest request, MindRequest asked, ChatAnswer answer, JsonObject usage, CancellationToken gone)
    {
        await standIn.Waits.WaitAsync(request.Number, "first token", standIn.Latency.FirstToken, gone);
        if (request.Fault?.Kind is OpenAIFaultKind.BreakMidStream or OpenAIFaultKind.EndMidStream)
            throw new TornException();
        if (request.Fault?.Kind is OpenAIFaultKind.StallMidStream || answer.IsEndless)
            await Task.Delay(Timeout.InfiniteTimeSpan, time, gone);
        http.Response.ContentType = "application/json";
        var whole = new JsonObject
        {
            ["id"] = $"chatcmpl-practice{request.Number:D8}",
            ["object"] = "chat.completion",
            ["created"] = time.GetUtcNow().ToUnixTimeSeconds(),
            ["model"] = asked.Model,
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = answer.Message(request.Number), ["logprobs"] = null, ["finish_reason"] = answer.Finish }),
            ["usage"] = usage,
            ["service_tier"] = "default",
            ["system_fingerprint"] = "fp_practice",
        };
        var text = whole.ToJsonString();
        await http.Response.WriteAsync(request.Fault?.Kind == OpenAIFaultKind.MalformedEvent ? text[..(text.Length / 2)] : text, gone);
    }

    /// <summary>What is counted: a long beginning that came before is cached, in steps.</summary>
    private JsonObject Usage(string body, MindRequest asked, ChatAnswer answer)
    {
        var input = ChatReading.Tokens(body);
        var prompt = asked.Messages.Count > 0 ? asked.Messages[0].Text : "";
        bool seen;
        lock (_gate)
            seen = !_prompts.Add(prompt);
        var cached = seen && input >= CachedFrom ? Math.Min(input, ChatReading.Tokens(prompt)) / CacheStep * CacheStep : 0;
        return new JsonObject
        {
            ["prompt_tokens"] = input,
            ["completion_tokens"] = answer.Tokens,
            ["total_tokens"] = input + answer.Tokens,
            ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = cached, ["audio_tokens"] = 0 },
            ["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = 0, ["audio_tokens"] = 0, ["accepted_prediction_tokens"] = 0, ["rejected_prediction_tokens"] = 0 },
        };
    }

    private static JsonObject? Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
