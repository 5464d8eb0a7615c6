using System.Text.Json.Nodes;
using VoiceBooker.CallLab.StandIns.Minds;

namespace VoiceBooker.CallLab.StandIns.OpenAI;

/// <summary>Reads a valid chat request as a mind is given it.</summary>
internal static class ChatReading
{
    /// <summary>The request.</summary>
    public static MindRequest Read(JsonObject request) => new(
        ChatSchema.Text(request["model"]) ?? "",
        [.. (request["messages"] as JsonArray ?? []).OfType<JsonObject>().Select(Message)],
        [.. (request["tools"] as JsonArray ?? []).Select(tool => ChatSchema.Text(tool?["function"]?["name"]) ?? "")]);

    /// <summary>A rough count of tokens: four characters are one.</summary>
    public static int Tokens(string text) => (text.Length + 3) / 4;

    private static MindMessage Message(JsonObject message) => new(
        ChatSchema.Text(message["role"]) ?? "",
        Text(message["content"]),
        [.. (message["tool_calls"] as JsonArray ?? []).Select(call => new MindCall(ChatSchema.Text(call?["function"]?["name"]) ?? "", ChatSchema.Text(call?["function"]?["arguments"]) ?? ""))]);

    /// <summary>Content is a string, or parts of which those of text count.</summary>
    private static string Text(JsonNode? content) => content switch
    {
        JsonArray parts => string.Concat(parts.Select(part => ChatSchema.Text(part?["text"]) ?? "")),
        _ => ChatSchema.Text(content) ?? "",
    };
}
