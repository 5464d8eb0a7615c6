using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using Asked = OpenAI.Chat.ChatMessage;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace VoiceBooker.Providers.OpenAI;

/// <summary>Writes a conversation and its tools as the library wants them.</summary>
/// <param name="model">Whose settings fill what a request leaves open.</param>
internal sealed class ChatAsking(OpenAIModelOptions model)
{
    /// <summary>The tools of a call are the same in each of its turns.</summary>
    private volatile Toolbox? _last;

    /// <summary>The conversation; empty messages are left out.</summary>
    public static List<Asked> Messages(IEnumerable<ChatMessage> messages)
    {
        List<Asked> asked = [];
        foreach (var message in messages)
        {
            if (message.Role == ChatRole.System)
                asked.Add(new SystemChatMessage(message.Text));
            else if (message.Role == ChatRole.Assistant)
                AddAnswer(asked, message);
            else if (message.Role == ChatRole.Tool)
                asked.AddRange(message.Contents.OfType<FunctionResultContent>().Select(result => new ToolChatMessage(result.CallId, Text(result.Result))));
            else
                asked.Add(new UserChatMessage(message.Text));
        }

        return asked;
    }

    /// <summary>What is asked for, and what the settings say where nothing is.</summary>
    public ChatCompletionOptions Options(ChatOptions? wanted)
    {
        var options = new ChatCompletionOptions { Temperature = wanted?.Temperature ?? (float?)model.Temperature, TopP = wanted?.TopP, Seed = wanted?.Seed };
        if (model.ReasoningEffort.Length > 0)
            options.ReasoningEffortLevel = new ChatReasoningEffortLevel(model.ReasoningEffort);
        foreach (var stop in wanted?.StopSequences ?? [])
            options.StopSequences.Add(stop);

        var longest = wanted?.MaxOutputTokens ?? model.MaxOutputTokens;
        if (model.Kind == "compatible")
            options.Patch.Set("$.max_tokens"u8, longest); // the older name, which all of them know
        else
            options.MaxOutputTokenCount = longest;

        if (wanted?.Tools is { Count: > 0 } tools)
        {
            foreach (var tool in Tools(tools))
                options.Tools.Add(tool);
            options.ToolChoice = wanted.ToolMode switch
            {
                RequiredChatToolMode { RequiredFunctionName: { } name } => ChatToolChoice.CreateFunctionChoice(name),
                RequiredChatToolMode => ChatToolChoice.CreateRequiredChoice(),
                NoneChatToolMode => ChatToolChoice.CreateNoneChoice(),
                _ => ChatToolChoice.CreateAutoChoice(),
            };
            options.AllowParallelToolCalls = wanted.AllowMultipleToolCalls ?? (model.Kind == "compatible" ? null : true);
        }

        return options;
    }

    private ChatTool[] Tools(IList<AITool> tools)
    {
        if (_last is { } last && last.Given.SequenceEqual(tools))
            return last.Tools;
        var made = tools.OfType<AIFunctionDeclaration>().Select(Tool).ToArray();
        _last = new Toolbox([.. tools], made);
        return made;
    }

    private ChatTool Tool(AIFunctionDeclaration tool)
    {
        bool? strict = model.Kind != "compatible" && StrictSchema.Allows(tool.JsonSchema) ? true : null;
        return ChatTool.CreateFunctionTool(tool.Name, tool.Description, BinaryData.FromString(tool.JsonSchema.GetRawText()), strict);
    }

    private static void AddAnswer(List<Asked> asked, ChatMessage message)
    {
        var calls = message.Contents.OfType<FunctionCallContent>()
            .Select(call => ChatToolCall.CreateFunctionToolCall(call.CallId, call.Name, BinaryData.FromString(JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>(StringComparer.Ordinal)))))
            .ToList();
        var text = message.Text;
        if (calls.Count == 0 && text.Length == 0)
            return;
        var answer = calls.Count > 0 ? new AssistantChatMessage(calls) : new AssistantChatMessage(text);
        if (calls.Count > 0 && text.Length > 0)
            answer.Content.Add(ChatMessageContentPart.CreateTextPart(text));
        asked.Add(answer);
    }

    private static string Text(object? result) => result switch
    {
        null => "",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString() ?? "",
        _ => JsonSerializer.Serialize(result),
    };

    private sealed record Toolbox(AITool[] Given, ChatTool[] Tools);
}
