using System.Text;
using System.Text.Json.Nodes;

namespace VoiceBooker.CallLab.StandIns.OpenAI;

/// <summary>Writes an answer as server-sent events, as OpenAI or as Azure does.</summary>
/// <param name="http">Where to.</param>
/// <param name="request">Whose answer it is.</param>
/// <param name="model">The model that is said to answer.</param>
/// <param name="created">When, in Unix seconds.</param>
/// <param name="isAzure">Azure's filter results stand beside everything.</param>
/// <param name="tellsUsage">The client asked for the usage.</param>
internal sealed class ChatStream(HttpContext http, PracticeRequest request, string model, long created, bool isAzure, bool tellsUsage)
{
    /// <summary>The headers, and Azure's first event, which has no choice.</summary>
    public async Task BeginAsync(CancellationToken gone)
    {
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers["x-request-id"] = Id;
        if (isAzure)
        {
            await WriteAsync(
                new JsonObject
                {
                    ["choices"] = new JsonArray(),
                    ["created"] = 0,
                    ["id"] = "",
                    ["model"] = "",
                    ["object"] = "",
                    ["prompt_filter_results"] = new JsonArray(new JsonObject { ["prompt_index"] = 0, ["content_filter_results"] = Filters() }),
                },
                gone);
        }
        else
        {
            await http.Response.Body.FlushAsync(gone);
        }
    }

    /// <summary>A piece of the answer, or its end.</summary>
    public Task DeltaAsync(JsonObject delta, string? finish, CancellationToken gone)
    {
        var choice = new JsonObject { ["index"] = 0, ["delta"] = delta, ["logprobs"] = null, ["finish_reason"] = finish };
        if (isAzure)
            choice["content_filter_results"] = delta["content"] is null ? new JsonObject() : Filters();
        return WriteAsync(Chunk(new JsonArray(choice), usage: null), gone);
    }

    /// <summary>The usage, when it was asked for, and the end.</summary>
    public async Task EndAsync(JsonObject usage, CancellationToken gone)
    {
        if (tellsUsage)
            await WriteAsync(Chunk(new JsonArray(), usage), gone);
        await WriteTextAsync("data: [DONE]\n\n", gone);
    }

    /// <summary>An event that nobody can read.</summary>
    public Task MalformedAsync(CancellationToken gone) => WriteTextAsync("data: {\"id\":\"chatcmpl-\n\n", gone);

    private string Id => $"chatcmpl-practice{request.Number:D8}";

    private JsonObject Chunk(JsonArray choices, JsonObject? usage)
    {
        var chunk = new JsonObject
        {
            ["id"] = Id,
            ["object"] = "chat.completion.chunk",
            ["created"] = created,
            ["model"] = model,
            ["service_tier"] = "default",
            ["system_fingerprint"] = "fp_practice",
            ["choices"] = choices,
        };
        if (tellsUsage)
            chunk["usage"] = usage;
        return chunk;
    }

    private Task WriteAsync(JsonObject data, CancellationToken gone) => WriteTextAsync($"data: {data.ToJsonString()}\n\n", gone);

    private async Task WriteTextAsync(string text, CancellationToken gone)
    {
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), gone);
        await http.Response.Body.FlushAsync(gone);
    }

    private static JsonObject Filters() => new(new[] { "hate", "self_harm", "sexual", "violence" }
        .Select(each => KeyValuePair.Create<string, JsonNode?>(each, new JsonObject { ["filtered"] = false, ["severity"] = "safe" })));
}
