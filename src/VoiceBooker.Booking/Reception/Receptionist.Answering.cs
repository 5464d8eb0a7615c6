using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using VoiceBooker.Booking.Minds;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Booking.Reception;

public sealed partial class Receptionist
{
    private const int CallsPerAnswer = 8;

    private VoicedPassage? _unjudged;

    /// <summary>What has come of the answer so far.</summary>
    private sealed class AnswerSoFar
    {
        /// <summary>A sentence was held back; nothing more of this mind's own words is said.</summary>
        public bool Blocked { get; set; }

        /// <summary>The caller was told something, or something was done.</summary>
        public bool IsOfUse { get; set; }

        /// <summary>Sentences of a mind have been spoken.</summary>
        public bool Spoke { get; set; }
    }

    /// <summary>1. the models answer; 2. what is held back is replaced by the truth; 3. where nothing useful came of it, the script answers from the same state.</summary>
    private async IAsyncEnumerable<Speech> AnswerAsync(BookingDesk desk, Conversation conversation, List<Speech> spoken, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        if (await TakeTypedAsync(desk))
        {
            foreach (var each in Take(desk, spoken))
                yield return each;
            yield break;
        }

        var soFar = new AnswerSoFar();
        mind.TurnBegins();
        var asked = mind.MayAskAny();
        if (asked)
        {
            await foreach (var each in AnswerByModelsAsync(desk, conversation, spoken, soFar, bargeIn))
                yield return each;
        }

        if (soFar.Blocked && !desk.Over)
        {
            var truth = new Speech.Words(desk.Truth() + " ");
            spoken.Add(truth);
            yield return truth;
        }

        if (!soFar.IsOfUse && !desk.Over)
        {
            if (asked)
            {
                mind.FallBack(ModelList.ScriptOnly);
                LogScriptAnswers(brief.Call);
            }

            await foreach (var each in AnswerByScriptAsync(desk, conversation, spoken, soFar, bargeIn))
                yield return each;
        }

        if (spoken.Count == 0 && !desk.Quiet && !desk.Over && conversation.LastOfCaller is { Text.Length: 0 })
        {
            desk.Miss();
            foreach (var each in Take(desk, spoken))
                yield return each;
        }
    }

    /// <summary>1. a model answers; 2. its words pass the gate; 3. its calls are done by the desk; 4. refused calls go back to it, a few times at most.</summary>
    private async IAsyncEnumerable<Speech> AnswerByModelsAsync(BookingDesk desk, Conversation conversation, List<Speech> spoken, AnswerSoFar soFar, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        var messages = SystemPrompt.Messages(desk.Snapshot(), conversation.Utterances);
        HashSet<string> done = [];
        for (var round = 0; round < options.ModelRounds; round++)
        {
            var answer = mind.Ask(messages, Options(desk.Snapshot()));
            var said = false;
            var judged = true;
            await foreach (var (sentence, passage) in answer.PiecesAsync(bargeIn))
            {
                judged = sentence.Length > 0;
                if (passage is not null && !judged && !soFar.Blocked)
                {
                    _unjudged = passage;
                    yield return new Speech.Voiced(passage);
                }

                if (Pass(desk, sentence, soFar) is not { } passed)
                {
                    if (soFar.Blocked)
                        passage?.Withdraw(); // what the model says itself is known only while it is heard: it falls silent, and the truth follows
                    continue;
                }

                (said, soFar.Spoke) = (true, true);
                spoken.Add(passed);
                if (passage is null)
                    yield return passed;
            }

            if (!judged && _unjudged is { } wordless)
                Withhold(wordless, soFar);
            _unjudged = null;
            if (answer.By is not { } model)
                yield break; // what was said stays said; the script does what is to be done

            soFar.IsOfUse |= said;
            var refused = false;
            List<AIContent> results = [];
            foreach (var call in answer.Calls.Take(CallsPerAnswer))
            {
                if (desk.Over)
                    break;
                var told = call.Exception is not null ? new ToolAnswer("The arguments could not be read.", Refused: true)
                    : done.Add(DeskTools.Words(call)) ? await DoAsync(desk, call)
                    : new ToolAnswer("That was called already."); // a model that repeats itself would have the caller hear everything again
                refused |= told.Refused;
                soFar.IsOfUse |= !told.Refused;
                results.Add(new FunctionResultContent(call.CallId, told.Result));
                foreach (var each in Take(desk, spoken))
                    yield return each;
            }

            if (!said && round == 0 && WhyNoSense(answer, soFar) is { } why)
            {
                mind.Reject(model, why);
                yield break;
            }

            if (!refused || desk.Over)
                yield break;

            messages.Add(new ChatMessage(ChatRole.Assistant, [.. answer.Calls.Take(CallsPerAnswer)]));
            messages.Add(new ChatMessage(ChatRole.Tool, results));
        }
    }

    /// <summary>The script's answer. After a model that broke off in mid-answer it only does what is to be done: its own words would come twice.</summary>
    private async IAsyncEnumerable<Speech> AnswerByScriptAsync(BookingDesk desk, Conversation conversation, List<Speech> spoken, AnswerSoFar soFar, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        var own = new AnswerSoFar();
        List<FunctionCallContent> calls = [];
        var state = desk.Snapshot();
        await foreach (var update in _script.GetStreamingResponseAsync(SystemPrompt.Messages(state, conversation.Utterances), Options(state), bargeIn))
        {
            calls.AddRange(update.Contents.OfType<FunctionCallContent>());
            foreach (var text in update.Contents.OfType<TextContent>())
            {
                if (soFar.Spoke || Pass(desk, text.Text, own) is not { } passed)
                    continue;
                spoken.Add(passed);
                yield return passed;
            }
        }

        foreach (var call in calls.Where(call => !soFar.Spoke || call.Name != DeskTools.NotUnderstood))
        {
            if (desk.Over)
                break;
            await DoAsync(desk, new FunctionCallContent($"call-{++_calls}", call.Name, call.Arguments));
            foreach (var each in Take(desk, spoken))
                yield return each;
        }

        if (own.Blocked && !desk.Over && !soFar.Blocked)
        {
            var truth = new Speech.Words(desk.Truth() + " ");
            spoken.Add(truth);
            yield return truth;
        }
    }

    /// <summary>Why a whole answer of which nothing was said is no answer; null when it is one.</summary>
    private static string? WhyNoSense(MindAnswer answer, AnswerSoFar soFar)
    {
        if (answer.Calls.Count > 0)
        {
            return answer.Calls.All(call => !DeskTools.IsKnown(call.Name)) ? "It calls tools that do not exist."
                : answer.Calls.All(call => call.Exception is not null) ? "The arguments of its calls cannot be read."
                : null;
        }

        return soFar.Blocked ? "Nothing it says may be said." : "It says nothing and does nothing.";
    }

    private Speech.Words? Pass(BookingDesk desk, string sentence, AnswerSoFar soFar)
    {
        if (soFar.Blocked || string.IsNullOrWhiteSpace(sentence))
            return null;
        var ground = desk.Ground();
        var tells = !PromptGuard.Allows(sentence, ground.Instructions);
        if (!tells && ClaimGate.Allows(sentence, ground))
            return new Speech.Words(sentence.TrimEnd() + " ");

        soFar.Blocked = true;
        journal.Record("claim.blocked", new { text = sentence.Trim(), why = tells ? "instructions" : "claim" });
        LogClaimBlocked(brief.Call);
        return null;
    }

    /// <summary>A model spoke itself and does not say what: nobody can judge it.</summary>
    private void Withhold(VoicedPassage wordless, AnswerSoFar soFar)
    {
        wordless.Withdraw();
        soFar.Blocked = true;
        journal.Record("claim.blocked", new { text = "", why = "no transcript" });
        LogClaimBlocked(brief.Call);
    }

    /// <summary>What a model was saying itself when the caller talked over it has not been judged to its end. When what was heard of it is not so, the next reply begins with the truth.</summary>
    private Speech.Words? MendWhatWasHeard(BookingDesk desk)
    {
        if (Interlocked.Exchange(ref _unjudged, null) is not { } cut || cut.Heard == TimeSpan.Zero)
            return null;
        var heard = cut.Text[..(int)Math.Min(cut.Text.Length, cut.Text.Length * cut.Heard.TotalMilliseconds / Math.Max(1, cut.Length.TotalMilliseconds))];
        if (ClaimGate.Allows(heard, desk.Ground()))
            return null;
        journal.Record("claim.blocked", new { text = heard.Trim(), why = "claim" });
        return new Speech.Words(desk.Truth() + " ");
    }

    /// <summary>Whether the last words were typed under a link; then the desk has taken them, and nobody needs to find out what they are.</summary>
    private async Task<bool> TakeTypedAsync(BookingDesk desk)
    {
        try
        {
            return await desk.TakeTypedAsync(_hangUp.Token);
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            journal.Record("error", new { part = "texting", message = broken.GetType().Name });
            return false; // taken as words
        }
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

    private static ChatOptions Options(ReceptionState state) => new()
    {
        Tools = [.. state.OurCall is null ? DeskTools.OnTheirCall : DeskTools.All],
        AllowMultipleToolCalls = true,
        AdditionalProperties = new AdditionalPropertiesDictionary { [ReceptionState.Key] = state },
    };
}
