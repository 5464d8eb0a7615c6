using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Providers.OpenAI.Realtime;

/// <summary>
/// What the model remembers of the call, against what happened. The model has heard the caller itself and remembers its own answers whole; it must forget what nobody heard of them, and be told what our own voice said, what was typed,
/// and what came of its tools. The session's loop tells what came into being (concurrent queues); the asker catches up.
/// </summary>
internal sealed class SessionMemory
{
    private static readonly TimeSpan AsGoodAsAll = TimeSpan.FromMilliseconds(120);
    private const string DoneByDesk = "See 'What stands now'; the desk has said what there is to say.";

    private readonly ConcurrentQueue<string> _callerItems = new();
    private readonly ConcurrentQueue<BotItem> _botItems = new();
    private readonly ConcurrentDictionary<string, VoicedPassage> _voiced = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _openCalls = new(StringComparer.Ordinal);
    private string _instructions = "";
    private int _toldTools;
    private int _known;
    private string _last = "root";
    private int _told;

    private sealed record BotItem(string Id, string Type, string CallId);

    /// <summary>The model has heard an utterance.</summary>
    public void CallerSpoke(string item) => _callerItems.Enqueue(item);

    /// <summary>An answer brought an item into the memory.</summary>
    public void ItemBegan(string item, string type, string callId) => _botItems.Enqueue(new BotItem(item, type, callId));

    /// <summary>An item speaks.</summary>
    public void Voiced(string item, VoicedPassage passage) => _voiced[item] = passage;

    /// <summary>A tool was called and has no answer yet.</summary>
    public void Called(string callId) => _openCalls[callId] = true;

    /// <summary>The orders that bring the memory in line with the conversation.</summary>
    /// <param name="up">What a text model would be sent: the prompt, the conversation as it was heard, and, within one turn, tool calls and their results.</param>
    /// <param name="tools">What may be called.</param>
    public IEnumerable<ClientEvent> Catch(IReadOnlyList<ChatMessage> up, IReadOnlyList<AIFunctionDeclaration> tools)
    {
        List<ClientEvent> orders = [];
        var plain = up.Where(message => message.Role == ChatRole.User || (message.Role == ChatRole.Assistant && !message.Contents.OfType<FunctionCallContent>().Any())).ToList();
        var fresh = plain.Skip(_known).ToList();
        var results = up.SelectMany(message => message.Contents).OfType<FunctionResultContent>().Where(result => _openCalls.ContainsKey(result.CallId)).ToList();
        var answered = results.Count > 0 || fresh.Exists(message => message.Role == ChatRole.Assistant);

        Settle(orders, fresh, results, answered);
        var spoke = false;
        while (_callerItems.TryDequeue(out var item))
            (_last, spoke) = (item, true);
        foreach (var user in fresh.Where(message => message.Role == ChatRole.User && message.Text.Length > 0))
        {
            if (!spoke || user.Text.StartsWith("[keys]", StringComparison.Ordinal))
                orders.Add(ClientEvents.UserText(user.Text));
        }

        _known = plain.Count;
        var instructions = string.Join('\n', up.Where(message => message.Role == ChatRole.System).Select(message => message.Text));
        if (instructions != _instructions || tools.Count != _toldTools)
            orders.Add(ClientEvents.Instruct(instructions, tools));
        (_instructions, _toldTools) = (instructions, tools.Count);
        return orders;
    }

    /// <summary>The last answer's items: unheard ones go, cut ones are shortened, calls get their results; then what our own voice said beside them.</summary>
    private void Settle(List<ClientEvent> orders, List<ChatMessage> fresh, List<FunctionResultContent> results, bool answered)
    {
        var own = string.Join(' ', fresh.Where(message => message.Role == ChatRole.Assistant).Select(message => message.Text.Trim()));
        while (_botItems.TryDequeue(out var item))
        {
            if (item.Type == "function_call")
            {
                _openCalls.TryRemove(item.CallId, out _);
                if (!answered)
                {
                    orders.Add(ClientEvents.Delete(item.Id));
                    continue;
                }

                orders.Add(ClientEvents.ToolAnswer(item.CallId, results.FirstOrDefault(result => result.CallId == item.CallId)?.Result?.ToString() ?? DoneByDesk, NewId(), item.Id));
                _last = CurrentId;
            }
            else if (_voiced.TryRemove(item.Id, out var passage) && answered)
            {
                if (passage.Heard == TimeSpan.Zero && results.Count == 0)
                    orders.Add(ClientEvents.Delete(item.Id));
                else if (passage.Heard > TimeSpan.Zero && passage.Heard < passage.Length - AsGoodAsAll)
                    orders.Add(ClientEvents.Truncate(item.Id, passage.Heard));
                if (passage.Heard > TimeSpan.Zero || results.Count > 0)
                    _last = item.Id;
                own = WithoutVoiced(own, passage.Text.Trim());
            }
            else
            {
                orders.Add(ClientEvents.Delete(item.Id));
            }
        }

        if (own.Trim() is not { Length: > 0 } told)
            return;
        orders.Add(ClientEvents.BotText(told, NewId(), _last));
        _last = CurrentId;
    }

    private string CurrentId => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"told_{_told}");

    private string NewId()
    {
        _told++;
        return CurrentId;
    }

    /// <summary>Of one utterance, what the model did not say itself. What was heard of a passage stands at the utterance's beginning, perhaps cut.</summary>
    private static string WithoutVoiced(string utterance, string voiced)
    {
        var same = 0;
        while (same < utterance.Length && same < voiced.Length && utterance[same] == voiced[same])
            same++;
        return same == voiced.Length ? utterance[same..] : utterance[same..].StartsWith(" [cut off", StringComparison.Ordinal) ? "" : utterance;
    }
}
