using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Journal;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Booking.Reception;

/// <summary>
/// Answers one call: what the model says goes through the claim gate, what it proposes is done by the desk, and what must be true is worded by code.
/// </summary>
/// <param name="brief">What is known of the call before the first word.</param>
/// <param name="mind">Who decides what to say next: a hosted model or <see cref="ReceptionScript"/>. The receptionist does not dispose it.</param>
/// <param name="ledger">Does the bookings.</param>
/// <param name="notes">Takes what people must do.</param>
/// <param name="journal">The call's record.</param>
/// <param name="time">The call's clock.</param>
/// <param name="options">How it behaves.</param>
/// <param name="log">The log.</param>
public sealed partial class Receptionist(CallBrief brief, IChatClient mind, IBookingLedger ledger, ICallNotes notes, ICallJournal journal, TimeProvider time, ReceptionOptions options, ILogger log) : IAgent
{
    private const int FailuresBeforeScript = 2;

    private readonly ReceptionScript _script = new();
    private readonly Phrasebook _say = Phrasebook.Of(Tongue.Of(brief.Assistant.Language));
    private readonly CancellationTokenSource _hangUp = new();
    private BookingDesk? _desk;
    private int _failures;
    private int _calls;

    /// <inheritdoc/>
    public async IAsyncEnumerable<Speech> GreetAsync(Conversation conversation, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        var desk = Desk(conversation);
        var greeting = Greeting();
        Speech[] spoken = [new Speech.Words(greeting.EndsWith('?') ? greeting + " " : $"{greeting} {_say.HowCanIHelp} "), new Speech.Asks(desk.Listening)];
        desk.Spoke(spoken);
        foreach (var each in spoken)
            yield return each;
        await Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Speech> ReplyAsync(Conversation conversation, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        var desk = Desk(conversation);
        List<Speech> spoken = [];
        if (!await TryOpenAsync(desk))
        {
            foreach (var each in Fallback())
                yield return each;
            yield break;
        }

        desk.Reopen();
        desk.TellUnheard();
        foreach (var each in Take(desk, spoken))
            yield return each;

        await foreach (var each in AnswerAsync(desk, conversation, spoken, bargeIn))
            yield return each;

        if (!desk.Over && !desk.Quiet)
        {
            foreach (var each in desk.Ask())
            {
                spoken.Add(each);
                yield return each;
            }
        }
        else if (!desk.Over)
        {
            yield return new Speech.Asks(desk.Listening);
        }

        desk.Spoke(spoken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Speech> PromptAsync(Conversation conversation, SilenceKind silence, int times, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        var desk = Desk(conversation);
        if (silence == SilenceKind.TransferFailed)
            desk.TransferFailed();
        if (!await TryOpenAsync(desk))
        {
            foreach (var each in Fallback())
                yield return each;
            yield break;
        }

        desk.Reopen();
        List<Speech> spoken = [];
        switch (silence)
        {
            case SilenceKind.NotUnderstood:
                desk.Miss();
                break;

            case SilenceKind.Idle when times > 1:
                spoken.Add(new Speech.Words($"{_say.AreYouStillThere} "));
                break;

            case SilenceKind.GivingUp:
                spoken.Add(new Speech.Words($"{_say.CannotHearYou} "));
                desk.SayGoodbye();
                break;

            case SilenceKind.TimeNearlyUp:
                spoken.Add(new Speech.Words($"{_say.TimeNearlyUp} "));
                break;

            case SilenceKind.TimeUp:
                spoken.Add(new Speech.Words($"{_say.TimeUp} "));
                desk.SayGoodbye();
                break;
        }

        desk.TellUnheard();
        spoken.AddRange(desk.TakeSpeech());
        if (!desk.Over)
            spoken.AddRange(desk.Ask(again: true));
        foreach (var each in spoken)
            yield return each;
        desk.Spoke(spoken);
    }

    /// <inheritdoc/>
    public bool IsAtWork => _desk is { Waiting: not Waiting.Nothing };

    /// <inheritdoc/>
    public string? Filler(int times) => _say.Filler(times, _desk?.Waiting ?? Waiting.Nothing);

    /// <inheritdoc/>
    public Speech[] Fallback() => _desk?.CanTransfer ?? brief.Assistant.TransferNumber.Length > 0
        ? [new Speech.Words($"{_say.SomethingFailsPutThrough} "), new Speech.Transfers(brief.Assistant.TransferNumber)]
        : [new Speech.Words($"{_say.SomethingFailsSayAgain} "), new Speech.Asks(Question.Open)];

    /// <inheritdoc/>
    public async Task EndAsync(Conversation conversation, CancellationToken stopping)
    {
        await _hangUp.CancelAsync();
        if (_desk is not null)
            await _desk.EndAsync(stopping);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _script.Dispose();
        _hangUp.Dispose();
        return ValueTask.CompletedTask;
    }

    private BookingDesk Desk(Conversation conversation) => _desk ??= new BookingDesk(brief, ledger, notes, journal, time, options, conversation);

    private string Greeting()
    {
        var greeting = BusinessKnowledge.Fill(brief.Assistant.Greeting, brief.Variables);
        return greeting.Length > 0 ? greeting : _say.Greeting(brief.Assistant.Name, options.BusinessName);
    }

    private async Task<bool> TryOpenAsync(BookingDesk desk)
    {
        try
        {
            await desk.OpenAsync(_hangUp.Token);
            await desk.HearAsync(_hangUp.Token);
            return true;
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            journal.Record("error", new { part = "ledger", message = broken.GetType().Name });
            LogLedgerFailed(brief.Call, broken);
            return false;
        }
    }

    /// <summary>1. the mind answers; 2. its words pass the gate; 3. its calls are done by the desk; 4. refused calls go back to it, a few times at most.</summary>
    private async IAsyncEnumerable<Speech> AnswerAsync(BookingDesk desk, Conversation conversation, List<Speech> spoken, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        var messages = SystemPrompt.Messages(desk.Snapshot(), conversation);
        var blocked = false;
        for (var round = 0; round < options.ModelRounds; round++)
        {
            List<FunctionCallContent> calls = [];
            var said = new StringBuilder();
            await foreach (var content in ThinkAsync(messages, desk, bargeIn))
            {
                if (content is FunctionCallContent call)
                    calls.Add(call);
                if (content is not TextContent { Text: { Length: > 0 } text } || blocked)
                    continue;

                said.Append(text);
                foreach (var sentence in ClaimGate.TakeSentences(said, _say.Tongue).ToList())
                {
                    if (Pass(desk, sentence, ref blocked) is { } passed)
                    {
                        spoken.Add(passed);
                        yield return passed;
                    }
                }
            }

            if (!blocked && said.Length > 0 && Pass(desk, said.ToString(), ref blocked) is { } rest)
            {
                spoken.Add(rest);
                yield return rest;
            }

            var refused = false;
            List<AIContent> results = [];
            foreach (var call in calls)
            {
                if (desk.Over)
                    break;
                var answer = await DoAsync(desk, call);
                refused |= answer.Refused;
                results.Add(new FunctionResultContent(call.CallId, answer.Result));
                foreach (var each in Take(desk, spoken))
                    yield return each;
            }

            if (!refused || desk.Over)
                break;

            messages.Add(new ChatMessage(ChatRole.Assistant, [.. calls]));
            messages.Add(new ChatMessage(ChatRole.Tool, results));
        }

        if (blocked && !desk.Over)
        {
            var truth = new Speech.Words(desk.Truth() + " ");
            spoken.Add(truth);
            yield return truth;
        }
        else if (spoken.Count == 0 && !desk.Quiet && !desk.Over && conversation.LastOfCaller is { Text.Length: 0 })
        {
            desk.Miss();
            foreach (var each in Take(desk, spoken))
                yield return each;
        }
    }

    private Speech.Words? Pass(BookingDesk desk, string sentence, ref bool blocked)
    {
        if (blocked || string.IsNullOrWhiteSpace(sentence))
            return null;
        if (ClaimGate.Allows(sentence, desk.Ground()))
            return new Speech.Words(sentence.TrimEnd() + " ");

        blocked = true;
        journal.Record("claim.blocked", new { text = sentence.Trim() });
        LogClaimBlocked(brief.Call);
        return null;
    }

    private static IReadOnlyList<Speech> Take(BookingDesk desk, List<Speech> spoken)
    {
        var taken = desk.TakeSpeech();
        spoken.AddRange(taken);
        return taken;
    }

    private async Task<ToolAnswer> DoAsync(BookingDesk desk, FunctionCallContent call)
    {
        journal.Record("tool.called", new { name = call.Name, arguments = call.Arguments?.ToDictionary(each => each.Key, each => DeskTools.Text(call.Arguments, each.Key), StringComparer.Ordinal) });
        ToolAnswer answer;
        try
        {
            answer = await desk.RunAsync(call.Name, call.Arguments, _hangUp.Token);
        }
        catch (Exception broken) when (broken is not OperationCanceledException || !_hangUp.IsCancellationRequested)
        {
            journal.Record("error", new { part = call.Name, message = broken.GetType().Name });
            LogToolFailed(brief.Call, call.Name, broken);
            answer = desk.Broken();
        }

        journal.Record("tool.answered", new { name = call.Name, result = answer.Result });
        return answer;
    }

    /// <summary>The mind's answer, or the script's when the mind fails: a vendor's failure is a turn of the conversation, not its end.</summary>
    private async IAsyncEnumerable<AIContent> ThinkAsync(List<ChatMessage> messages, BookingDesk desk, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        if (mind is not ReceptionScript && _failures < FailuresBeforeScript)
        {
            using var late = new CancellationTokenSource(options.ModelTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(bargeIn, late.Token);
            await using var updates = AskMind(messages, desk, either.Token).GetAsyncEnumerator(either.Token);
            var failed = false;
            while (true)
            {
                try
                {
                    if (!await updates.MoveNextAsync())
                        break;
                }
                catch (OperationCanceledException) when (bargeIn.IsCancellationRequested)
                {
                    throw;
                }
                catch (Exception broken)
                {
                    journal.Record("error", new { part = "mind", message = late.IsCancellationRequested ? "timeout" : broken.GetType().Name });
                    LogMindFailed(brief.Call, broken);
                    failed = true;
                    break;
                }

                foreach (var content in updates.Current.Contents)
                    yield return content;
            }

            if (!failed)
                yield break;
            _failures++;
        }

        await foreach (var update in _script.GetStreamingResponseAsync(messages, Options(desk), bargeIn))
        {
            foreach (var content in update.Contents)
                yield return content is FunctionCallContent call ? new FunctionCallContent($"call-{++_calls}", call.Name, call.Arguments) : content;
        }
    }

    private async IAsyncEnumerable<ChatResponseUpdate> AskMind(List<ChatMessage> messages, BookingDesk desk, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var update in mind.GetStreamingResponseAsync(messages, Options(desk), cancel)) // throwing at once is the same as throwing later
            yield return update;
    }

    private static ChatOptions Options(BookingDesk desk) => new()
    {
        Tools = [.. DeskTools.All],
        AllowMultipleToolCalls = true,
        AdditionalProperties = new AdditionalPropertiesDictionary { [ReceptionState.Key] = desk.Snapshot() },
    };

    [LoggerMessage(LogLevel.Warning, "Call {Call}: the mind failed; the script answers.")]
    private partial void LogMindFailed(CallId call, Exception broken);

    [LoggerMessage(LogLevel.Error, "Call {Call}: the tool {Tool} failed.")]
    private partial void LogToolFailed(CallId call, string tool, Exception broken);

    [LoggerMessage(LogLevel.Error, "Call {Call}: the ledger failed.")]
    private partial void LogLedgerFailed(CallId call, Exception broken);

    [LoggerMessage(LogLevel.Warning, "Call {Call}: a claim that nothing backs was blocked.")]
    private partial void LogClaimBlocked(CallId call);
}
