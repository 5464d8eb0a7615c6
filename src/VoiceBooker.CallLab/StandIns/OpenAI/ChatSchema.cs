using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace VoiceBooker.CallLab.StandIns.OpenAI;

/// <summary>What a chat request must look like; the rules are those whose breach the real API answers with 400.</summary>
internal static partial class ChatSchema
{
    private static readonly string[] Known =
    [
        "model", "messages", "stream", "stream_options", "temperature", "top_p", "max_tokens", "max_completion_tokens", "tools", "tool_choice", "parallel_tool_calls", "stop", "seed", "n", "user", "metadata", "store",
        "reasoning_effort", "verbosity", "response_format", "frequency_penalty", "presence_penalty", "logit_bias", "logprobs", "top_logprobs", "service_tier", "safety_identifier", "prompt_cache_key", "modalities",
    ];

    /// <summary>The first thing that is wrong; null when nothing is.</summary>
    public static Refusal? Find(JsonObject request)
    {
        if (request.FirstOrDefault(each => !Known.Contains(each.Key, StringComparer.Ordinal)) is { Key: { } unknown })
            return Refusal.BadRequest($"Unrecognized request argument supplied: {unknown}", unknown);
        if (Text(request["model"]) is not { Length: > 0 })
            return Refusal.BadRequest("you must provide a model parameter", "model");
        if (request["messages"] is not JsonArray { Count: > 0 } messages)
            return Refusal.BadRequest("Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.", "messages", "empty_array");
        if (request["max_tokens"] is not null && request["max_completion_tokens"] is not null)
            return Refusal.BadRequest("Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.", "max_tokens", "invalid_parameter_combination");
        if (Number(request["temperature"]) is < 0 or > 2)
            return Refusal.BadRequest("Invalid 'temperature': must lie between 0 and 2.", "temperature", "decimal_above_max_value");
        if (request["stream_options"] is not null && !Flag(request["stream"]))
            return Refusal.BadRequest("The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options");
        return FindInTools(request) ?? FindInMessages(messages);
    }

    private static Refusal? FindInTools(JsonObject request)
    {
        if (request["tools"] is not JsonArray { Count: > 0 } tools)
        {
            return request.ContainsKey("tools") ? Refusal.BadRequest("Invalid 'tools': empty array.", "tools", "empty_array")
                : request.ContainsKey("tool_choice") ? Refusal.BadRequest("'tool_choice' is only allowed when 'tools' are specified.", "tool_choice")
                : request.ContainsKey("parallel_tool_calls") ? Refusal.BadRequest("'parallel_tool_calls' is only allowed when 'tools' are specified.", "parallel_tool_calls")
                : null;
        }

        for (var at = 0; at < tools.Count; at++)
        {
            var function = tools[at]?["function"];
            if (Text(tools[at]?["type"]) != "function" || function is null)
                return Refusal.BadRequest($"Missing required parameter: 'tools[{at}].function'.", $"tools[{at}].function", "missing_required_parameter");
            if (Text(function["name"]) is not { } name || !ToolName().IsMatch(name))
                return Refusal.BadRequest($"Invalid 'tools[{at}].function.name': string does not match pattern.", $"tools[{at}].function.name", "invalid_value");
            if (function["parameters"] is { } parameters && Text(parameters["type"]) != "object")
                return Refusal.BadRequest($"Invalid schema for function '{name}': schema must be a JSON Schema of 'type: \"object\"'.", $"tools[{at}].function.parameters", "invalid_function_parameters");
            if (Flag(function["strict"]) && FindInStrict(function["parameters"]) is { } wrong)
                return Refusal.BadRequest($"Invalid schema for function '{name}': {wrong}", $"tools[{at}].function.parameters", "invalid_function_parameters");
        }

        return null;
    }

    private static string? FindInStrict(JsonNode? schema)
    {
        if (schema is not JsonObject part)
            return "a strict schema must be an object.";
        if (Text(part["type"]) == "object")
        {
            if (part["additionalProperties"] is not JsonValue further || !further.TryGetValue<bool>(out var allowed) || allowed)
                return "'additionalProperties' is required to be supplied and to be false.";
            var required = part["required"] is JsonArray names ? names.Select(Text).ToArray() : [];
            foreach (var (name, property) in part["properties"] as JsonObject ?? [])
            {
                if (!required.Contains(name, StringComparer.Ordinal))
                    return $"'required' is required to be supplied and to be an array including every key in properties. Missing '{name}'.";
                if (FindInStrict(property) is { } wrong)
                    return wrong;
            }
        }

        return part["items"] is { } items ? FindInStrict(items) : null;
    }

    private static Refusal? FindInMessages(JsonArray messages)
    {
        List<string> open = [];
        for (var at = 0; at < messages.Count; at++)
        {
            if (messages[at] is not JsonObject message)
                return Refusal.BadRequest($"Invalid 'messages[{at}]': expected an object.", $"messages[{at}]");
            var role = Text(message["role"]);
            if (role == "tool")
            {
                if (Text(message["tool_call_id"]) is not { } id || !open.Remove(id))
                    return Refusal.BadRequest("messages with role 'tool' must be a response to a preceding message with 'tool_calls'.", $"messages[{at}].role");
            }
            else if (open.Count > 0)
            {
                return Refusal.BadRequest($"An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: {string.Join(", ", open)}", $"messages[{at}].role");
            }

            if (role is not ("system" or "developer" or "user" or "assistant" or "tool"))
                return Refusal.BadRequest($"Invalid value: '{role}'.", $"messages[{at}].role", "invalid_value");
            if (message["content"] is null && !(role == "assistant" && message["tool_calls"] is JsonArray { Count: > 0 }))
                return Refusal.BadRequest("Invalid value for 'content': expected a string, got null.", $"messages[{at}].content");
            foreach (var call in role == "assistant" && message["tool_calls"] is JsonArray calls ? calls : [])
            {
                if (Text(call?["id"]) is not { } id || Text(call?["type"]) != "function" || Text(call?["function"]?["name"]) is null || Text(call?["function"]?["arguments"]) is null)
                    return Refusal.BadRequest($"Missing required parameter: 'messages[{at}].tool_calls'.", $"messages[{at}].tool_calls", "missing_required_parameter");
                open.Add(id);
            }
        }

        return open.Count > 0 ? Refusal.BadRequest("An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'.", "messages") : null;
    }

    /// <summary>A string; null for anything else.</summary>
    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>True for true.</summary>
    public static bool Flag(JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    private static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$", RegexOptions.None, 100)]
    private static partial Regex ToolName();
}
