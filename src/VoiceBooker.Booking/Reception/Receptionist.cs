using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.Minds;
using VoiceBooker.Booking.Reception.Stopping;
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
/// <param name="mind">The hosted models that decide what to say next; where none does, <see cref="ReceptionScript"/>. The receptionist disposes it.</param>
/// <param name="ledger">Does the bookings.</param>
/// <param name="notes">Takes what people must do.</param>
/// <param name="wishes">Takes what people wish about being called.</param>
/// <param name="journal">The call's record.</param>
/// <param name="time">The call's clock.</param>
/// <param name="options">How it behaves.</param>
/// <param name="log">The log.</param>
public sealed partial class Receptionist(CallBrief brief, CallMind mind, IBookingLedger ledger, ICallNotes notes, ICallWishes wishes, ICallJournal journal, TimeProvider time, ReceptionOptions options, ILogger log) : IAgent
{
    private readonly ReceptionScript _script = new();
    private readonly Phrasebook _say = Phrasebook.Of(Tongue.Of(brief.Assistant.Language));
    private readonly CancellationTokenSource _hangUp = new();
    private BookingDesk? _desk;
    private Task? _opening;
    private int _calls;

    /// <inheritdoc/>
    public async IAsyncEnumerable<Speech> GreetAsync(Conversation conversation, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        var desk = Desk(conversation);
        if (brief.ComesBack)
        {
            await foreach (var each in PromptAsync(conversation, SilenceKind.TransferFailed, times: 1, bargeIn))
                yield return each;
            yield break;
        }

        if (brief.Outbound is not null)
        {
            _opening ??= desk.OpenAsync(_hangUp.Token);
            await foreach (var each in GreetOnOurCallAsync(desk, conversation))
                yield return each;
            yield break;
        }

        var greeting = Greeting(brief.Assistant, options, brief.Variables);
        Speech[] spoken = [new Speech.Words(greeting.EndsWith('?') ? greeting + " " : $"{greeting} {_say.HowCanIHelp} "), new Speech.Asks(desk.Listening)];
        desk.Spoke(spoken);
        foreach (var each in spoken)
            yield return each;
        _opening = desk.OpenAsync(_hangUp.Token); // while the caller listens
        await Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Speech> ReplyAsync(Conversation conversation, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        var desk = Desk(conversation);
        List<Speech> spoken = [];
        var wish = WishIn(conversation);
        if (MustStop(desk, conversation, wish))
        {
            foreach (var each in await StopAsync(desk, wish?.Said ?? desk.Doubted))
                yield return each;
            yield break;
        }

        if (!await TryOpenAsync(desk))
        {
            foreach (var each in Fallback())
                yield return each;
            yield break;
        }

        desk.Reopen();
        foreach (var each in MustIdentify(conversation) ? Identify(desk, first: false) : [])
        {
            spoken.Add(each);
            yield return each;
        }

        if (MendWhatWasHeard(desk) is { } truth)
        {
            spoken.Add(truth);
            yield return truth;
        }

        desk.TellUnheard();
        foreach (var each in Take(desk, spoken))
            yield return each;

        if (SettleDoubt(desk, conversation, wish) is { } settled)
        {
            mind.Discard();
            foreach (var each in settled)
                yield return each;
            desk.Spoke([.. spoken, .. settled]);
            yield break;
        }

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
        mind.Discard();
        var desk = Desk(conversation);
        if (desk.StopsCalls)
        {
            foreach (var each in await StopAsync(desk, said: null))
                yield return each;
            yield break;
        }

        if (silence == SilenceKind.TransferFailed)
            desk.TransferFailed();
        if (!await TryOpenAsync(desk))
        {
            foreach (var each in Fallback())
                yield return each;
            yield break;
        }

        desk.Reopen();
        List<Speech> spoken = [.. MustIdentify(conversation) && silence is SilenceKind.Idle or SilenceKind.NotUnderstood ? Identify(desk, first: false) : []];
        switch (silence)
        {
            case SilenceKind.NotUnderstood:
                desk.Miss();
                break;

            case SilenceKind.Idle when desk.AwaitsTyping:
                spoken.Add(new Speech.Words($"{_say.WaitingForTyping} "));
                break;

            case SilenceKind.Idle when times > 1:
                spoken.Add(new Speech.Words($"{_say.AreYouStillThere} "));
                break;

            case SilenceKind.GivingUp:
                spoken.Add(new Speech.Words($"{(brief.Outbound is null ? _say.CannotHearYou : _say.CannotHearYouOnOurCall)} "));
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
        if (!desk.Over && silence == SilenceKind.Idle && desk.AwaitsTyping)
            spoken.Add(new Speech.Asks(desk.Listening));
        else if (!desk.Over)
            spoken.AddRange(desk.Ask(again: true));
        foreach (var each in spoken)
            yield return each;
        desk.Spoke(spoken);
    }

    /// <inheritdoc/>
    public void Consider(Conversation conversation, Utterance likely)
    {
        if (_desk is not { } desk || _opening is not { IsCompletedSuccessfully: true } || !mind.HasModels || desk.Doubted is not null || WishOf(likely) is not StopWish.None)
            return;
        var state = desk.Snapshot() with { Said = likely.Text, By = likely.By };
        mind.Prepare(SystemPrompt.Messages(state, [.. conversation.Utterances, likely]), Options(state));
    }

    /// <inheritdoc/>
    public void Reconsider() => mind.Discard();

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
        mind.Discard();
        await OpenedOrNotAsync();
        await StopAtEndAsync(conversation);
        if (_desk is not null)
            await _desk.EndAsync(stopping);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await mind.DisposeAsync();
        _script.Dispose();
        _hangUp.Dispose();
    }

    /// <summary>What was looked up for a caller who has gone ends before the desk closes.</summary>
    private async Task OpenedOrNotAsync()
    {
        try
        {
            await (_opening ?? Task.CompletedTask);
        }
        catch (OperationCanceledException) when (_hangUp.IsCancellationRequested)
        {
            // the caller has gone
        }
        catch (Exception broken)
        {
            LogLedgerFailed(brief.Call, broken);
        }
    }

    private BookingDesk Desk(Conversation conversation)
    {
        _talk = conversation;
        return _desk ??= new BookingDesk(brief, ledger, notes, wishes, journal, time, options, conversation) { Stop = _stop };
    }

    /// <summary>The first sentence of a call.</summary>
    internal static string Greeting(Assistant assistant, ReceptionOptions options, IReadOnlyDictionary<string, string> variables)
    {
        var greeting = BusinessKnowledge.Fill(assistant.Greeting, variables);
        return greeting.Length > 0 ? greeting : Phrasebook.Of(Tongue.Of(assistant.Language)).Greeting(assistant.Name, options.BusinessName);
    }

    private async Task<bool> TryOpenAsync(BookingDesk desk)
    {
        try
        {
            await (_opening ??= desk.OpenAsync(_hangUp.Token));
            await desk.HearAsync(_hangUp.Token);
            return true;
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            _opening = null; // tried again next time
            journal.Record("error", new { part = "ledger", message = broken.GetType().Name });
            LogLedgerFailed(brief.Call, broken);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Call {Call}: no model gave an answer; the script does.")]
    private partial void LogScriptAnswers(CallId call);

    [LoggerMessage(LogLevel.Error, "Call {Call}: the tool {Tool} failed.")]
    private partial void LogToolFailed(CallId call, string tool, Exception broken);

    [LoggerMessage(LogLevel.Error, "Call {Call}: the ledger failed.")]
    private partial void LogLedgerFailed(CallId call, Exception broken);

    [LoggerMessage(LogLevel.Warning, "Call {Call}: a claim that nothing backs was blocked.")]
    private partial void LogClaimBlocked(CallId call);
}
