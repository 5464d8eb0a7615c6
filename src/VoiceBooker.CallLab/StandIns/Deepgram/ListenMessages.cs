using System.Text.Json.Nodes;

namespace VoiceBooker.CallLab.StandIns.Deepgram;

/// <summary>What both recognisers' messages are made of.</summary>
internal static class ListenMessages
{
    /// <summary>Words with times spread evenly over the audio they were said in.</summary>
    public static JsonArray Words(IReadOnlyList<string> words, TimeSpan from, TimeSpan until, bool withTimes)
    {
        var list = new JsonArray();
        for (var at = 0; at < words.Count; at++)
        {
            var word = new JsonObject { ["word"] = words[at], ["confidence"] = 0.98 };
            if (withTimes)
            {
                word["start"] = (from + ((until - from) * at / words.Count)).TotalSeconds;
                word["end"] = (from + ((until - from) * (at + 1) / words.Count)).TotalSeconds;
                word["punctuated_word"] = words[at];
            }

            list.Add((JsonNode)word);
        }

        return list;
    }

    /// <summary>A text's words.</summary>
    public static string[] Split(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The type of a control message; null when it is none.</summary>
    public static (string? Type, JsonObject? Whole) Control(ReadOnlyMemory<byte> message)
    {
        try
        {
            return JsonNode.Parse(message.Span) is JsonObject whole && whole["type"]?.GetValueKind() is System.Text.Json.JsonValueKind.String ? (whole["type"]!.GetValue<string>(), whole) : (null, null);
        }
        catch (System.Text.Json.JsonException)
        {
            return (null, null);
        }
    }
}
