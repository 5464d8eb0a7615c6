using System.Text.Json.Nodes;

namespace VoiceBooker.CallLab.StandIns.OpenAI;

/// <summary>An error as the API words it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">For people.</param>
/// <param name="Type">Its kind.</param>
/// <param name="Param">What of the request is meant; null: none.</param>
/// <param name="Code">For programs; null: none.</param>
/// <param name="RetryAfter">Text of the header; null: no such header.</param>
internal sealed record Refusal(int Status, string Message, string Type, string? Param = null, string? Code = null, string? RetryAfter = null)
{
    /// <summary>400: something in the request is wrong.</summary>
    public static Refusal BadRequest(string message, string? param = null, string? code = null) => new(400, message, "invalid_request_error", param, code);

    /// <summary>401, with the key half in the message.</summary>
    public static Refusal WrongKey(string key) => key.Length == 0
        ? new(401, "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).", "invalid_request_error")
        : new(401, $"Incorrect API key provided: {Half(key)}. You can find your API key at https://platform.openai.com/account/api-keys.", "invalid_request_error", Code: "invalid_api_key");

    /// <summary>The refusal a fault asks for; null when the fault is of another kind.</summary>
    public static Refusal? Of(OpenAIFault fault, string key) => fault.Kind switch
    {
        OpenAIFaultKind.WrongKey => WrongKey(key.Length > 0 ? key : "none"),
        OpenAIFaultKind.TooMany => new(429, "Rate limit reached for requests. Please try again later.", "requests", Code: "rate_limit_exceeded", RetryAfter: fault.RetryAfter),
        OpenAIFaultKind.NoCredit => new(429, "You exceeded your current quota, please check your plan and billing details.", "insufficient_quota", Code: "insufficient_quota"),
        OpenAIFaultKind.Error500 => new(500, "The server had an error while processing your request. Sorry about that!", "server_error"),
        OpenAIFaultKind.Error503 => new(503, "The engine is currently overloaded, please try again later.", "server_error", RetryAfter: fault.RetryAfter),
        OpenAIFaultKind.FilteredPrompt => BadRequest("The response was filtered due to the prompt triggering the content management policy. Please modify your prompt and retry.", "prompt", "content_filter"),
        _ => null,
    };

    /// <summary>Sends it.</summary>
    public Task SendAsync(HttpContext http)
    {
        http.Response.StatusCode = Status;
        http.Response.ContentType = "application/json";
        if (RetryAfter is not null)
            http.Response.Headers.RetryAfter = RetryAfter;
        var body = new JsonObject { ["error"] = new JsonObject { ["message"] = Message, ["type"] = Type, ["param"] = Param, ["code"] = Code } };
        return http.Response.WriteAsync(body.ToJsonString(), http.RequestAborted);
    }

    private static string Half(string key) => key.Length < 12 ? "***" : $"{key[..8]}{new string('*', key.Length - 12)}{key[^4..]}";
}
