using System.Text.Json.Nodes;
using VoiceBooker.CallLab.StandIns.Minds;

namespace VoiceBooker.CallLab.StandIns.OpenAI;

/// <summary>An answer on its way out: what is said and called, cut into the pieces a model gives it in.</summary>
/// <param name="Text">What is said.</param>
/// <param name="Calls">What is called.</param>
/// <param name="Finish">Why it stops: stop, tool_calls, length, content_filter.</param>
/// <param name="IsEndless">The text begins again and again.</param>
internal sealed record ChatAnswer(string Text, IReadOnlyList<MindCall> Calls, string Finish, bool IsEndless = false)
{
    private const int ArgumentPiece = 7;

    private static readonly string[] Noise = ["blue", "seven", "the", "because", "walrus", "Tuesday's", "upon", "ergo", "spoon", "under", "quietly", "eleven", "not", "umbrella", "is", "purple"];

    /// <summary>What a mind answers, as a fault distorts it.</summary>
    public static ChatAnswer Of(MindAnswer answer, OpenAIFaultKind? fault, IReadOnlyList<string> tools, int number) => fault switch
    {
        OpenAIFaultKind.Nonsense => new(string.Join(' ', Enumerable.Range(0, 24).Select(at => Noise[((at * 7) + (number * 5)) % Noise.Length])) + ".", [], "stop"),
        OpenAIFaultKind.UnknownTool => new("", [new MindCall("open_the_vault", """{"code":"0000"}""")], "tool_calls"),
        OpenAIFaultKind.MalformedArguments => new("", [Broken(answer, tools)], "tool_calls"),
        OpenAIFaultKind.Length => Cut(answer, "length"),
        OpenAIFaultKind.ContentFilter => Cut(answer, "content_filter"),
        OpenAIFaultKind.Endless => new("And another thing, before I forget it. ", [], "stop", IsEndless: true),
        _ => new(answer.Text, answer.Calls, answer.Calls.Count > 0 ? "tool_calls" : "stop"),
    };

    /// <summary>The deltas of a stream, in order, without the first (role) and the last (reason).</summary>
    /// <param name="number">Makes the identities of calls.</param>
    public IEnumerable<JsonObject> Deltas(int number)
    {
        do
        {
            foreach (var word in Words(Text))
                yield return new JsonObject { ["content"] = word };
        }
        while (IsEndless);

        // Each call begins with its name; their arguments then come in turns, a few characters at a time.
        for (var index = 0; index < Calls.Count; index++)
            yield return Call(index, new JsonObject { ["name"] = Calls[index].Tool, ["arguments"] = "" }, Id(number, index));
        for (var at = 0; Calls.Any(call => at < call.ArgumentsJson.Length); at += ArgumentPiece)
        {
            for (var index = 0; index < Calls.Count; index++)
            {
                var arguments = Calls[index].ArgumentsJson;
                if (at < arguments.Length)
                    yield return Call(index, new JsonObject { ["arguments"] = arguments.Substring(at, Math.Min(ArgumentPiece, arguments.Length - at)) }, null);
            }
        }
    }

    /// <summary>The message of an answer that is not streamed.</summary>
    public JsonObject Message(int number)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = Text.Length > 0 || Calls.Count == 0 ? Text : null, ["refusal"] = null };
        if (Calls.Count > 0)
        {
            message["tool_calls"] = new JsonArray([.. Calls.Select((call, index) => (JsonNode)new JsonObject
            {
                ["id"] = Id(number, index),
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = call.Tool, ["arguments"] = call.ArgumentsJson },
            })]);
        }

        return message;
    }

    /// <summary>A rough count.</summary>
    public int Tokens => ChatReading.Tokens(Text) + Calls.Sum(call => ChatReading.Tokens(call.Tool) + ChatReading.Tokens(call.ArgumentsJson));

    private static string Id(int number, int index) => $"call_{number:D6}{index:D2}";

    private static JsonObject Call(int index, JsonObject function, string? id)
    {
        var call = new JsonObject { ["index"] = index };
        if (id is not null)
        {
            call["id"] = id;
            call["type"] = "function";
        }

        call["function"] = function;
        return new JsonObject { ["tool_calls"] = new JsonArray(call) };
    }

    /// <summary>Words with the blank before them, as tokens have it.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var from = 0;
        for (var at = 1; at <= text.Length; at++)
        {
            if (at < text.Length && (text[at] != ' ' || text[at - 1] == ' '))
                continue;
            yield return text[from..at];
            from = at;
        }
    }

    private static ChatAnswer Cut(MindAnswer answer, string reason)
    {
        var text = answer.Text[..(answer.Text.Length / 2)];
        return answer.Calls.Count == 0
            ? new ChatAnswer(text, [], reason)
            : new ChatAnswer(text, [.. answer.Calls.Select(call => call with { ArgumentsJson = call.ArgumentsJson[..(call.ArgumentsJson.Length / 2)] })], reason);
    }

    private static MindCall Broken(MindAnswer answer, IReadOnlyList<string> tools)
    {
        var call = answer.Calls.Count > 0 ? answer.Calls[0] : new MindCall(tools.Count > 0 ? tools[0] : "anything", """{"words": "yes"}""");
        return call with { ArgumentsJson = call.ArgumentsJson.TrimEnd('}') + ",]" };
    }
}
