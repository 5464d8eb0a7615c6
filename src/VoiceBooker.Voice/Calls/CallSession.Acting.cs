using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Voice.Calls;

public sealed partial class CallSession
{
    private const int MostFallbacks = 3;
    private static readonly TimeSpan _transferWithin = TimeSpan.FromSeconds(20);
    private static readonly Speech[] _lastResort = [new Speech.Words("I'm sorry, I have a technical problem. Please call again later. Goodbye."), new Speech.HangsUp()];

    private readonly List<Utterance> _unanswered = [];
    private readonly List<Task> _errands = [];
    private TimeSpan _endOfSpeech;
    private TimeSpan _takenAt;
    private Question _standing = Question.Open;
    private SpokenTurn? _turn;
    private Task _turnsEnded = Task.CompletedTask;
    private readonly Dictionary<long, SpokenTurn> _live = [];
    private SilenceKind? _toSay;
    private bool _needsFallback;
    private long _turnNumber;
    private long _mutedUntil;
    private TimeSpan? _onset;
    private int _notUnderstood;
    private int _fallbacks;
    private HangUpCause? _leaving;
    private TimeSpan? _lineEndsBy;
    private string? _transferringTo;
    private bool _transferFailed;

    private void Act(CallEvent happened)
    {
        switch (happened)
        {
            case CallEvent.MarkReached(var name):
                _playout.MarkReached(name);
                break;
            case CallEvent.SpeechStarted(var number, var at) when _turn?.Number == number:
                RecordTiming(_turn, at);
                break;
            case CallEvent.SpeechPrepared(var number) when _live.TryGetValue(number, out var prepared):
                BotSaid(prepared);
                break;
            case CallEvent.LineCleared(_, var at) when _onset is { } onset:
                Interrupted("voice", Milliseconds(at - onset));
                CallMeter.OnsetToClear.Record((at - onset).TotalMilliseconds);
                _onset = null;
                break;
            case CallEvent.SpeechEnded(var number) when _turn?.Number == number:
                SpeechEnded(_turn);
                break;
            case CallEvent.TurnEnded(var number):
                TurnEnded(number);
                break;
            case CallEvent.PartFailed("transfer", var reason):
                TransferFailed(reason);
                break;
            case CallEvent.FarSideJudged(var who, var by):
                Judged(who, by);
                break;
            case CallEvent.PartFailed(var part, var message):
                Failed(part, message);
                break;
            case CallEvent.FailedOver(var part, var from, var to, var why):
                CallMeter.FailOvers.Add(1);
                Record("failed-over", new { part, from, to, reason = why, at = Milliseconds(_clock.Now) });
                break;
            case CallEvent.ListeningFailed(var reason):
                Failed("ears", reason);
                NotUnderstood();
                break;
            default:
                Observe(happened);
                break;
        }
    }

    /// <summary>After the line's end: only what was heard and what the caller said still counts.</summary>
    private void ActLate(CallEvent happened)
    {
        switch (happened)
        {
            case CallEvent.SpeechPrepared or CallEvent.TurnEnded or CallEvent.LineCleared:
                Act(happened);
                break;
            case CallEvent.SpeechEnded(var number) when _turn?.Number == number:
                BotHeard(_turn);
                _turn = null;
                break;
            case CallEvent.PartFailed("transfer", var reason):
                Record("transfer.failed", new { number = _transferringTo, reason });
                break;
            case CallEvent.PartFailed(var part, var message):
                Failed(part, message);
                break;
            case CallEvent.FailedOver:
                Act(happened);
                break;
            case CallEvent.FinalTranscript or CallEvent.PartialTranscript or CallEvent.Typed or CallEvent.EndOfTurn or CallEvent.DigitPressed or CallEvent.VoiceStarted or CallEvent.VoiceStopped:
                if (_turns.State is not TurnState.Listening && _turns.Interruptible)
                    _turns.BotIsDone();
                if (_turns.Observe(happened, _clock.Now) is TurnSignal.TurnTaken(var said, _))
                {
                    Heed(said);
                    _unanswered.Add(said);
                }

                break;
        }
    }

    private void Observe(CallEvent happened)
    {
        var now = _clock.Now;
        if (happened is CallEvent.DigitPressed(var digit))
        {
            Record("key.pressed", new { digit = digit.ToString(), at = Milliseconds(now) });
            Interlocked.Exchange(ref _mutedUntil, (now + _parts.Turns.MuteAroundKey).Ticks);
        }

        if (_leaving is null && ((!_turns.Interruptible && HeardAtAnyMoment(happened, now)) || (_judge is not null && JudgeWords(happened, now))))
            return;

        _turns.Question = _turn?.Asked ?? _standing;
        _turns.QuestionHeard = _turn is not null && _playout.QuestionHeard;
        var signal = _turns.Observe(happened, now);
        _lastSign = happened is CallEvent.VoiceStopped or CallEvent.VoiceStarted or CallEvent.PartialTranscript { Text.Length: > 0 } ? now : _lastSign;
        switch (signal)
        {
            case TurnSignal.Hush(var onset) when _turn is not null:
                _onset = onset;
                _playout.Hush(_turn.Number);
                break;
            case TurnSignal.Resume when _turn is not null:
                Interrupted("resumed", null);
                _onset = null;
                _turn.OwesFrom = now;
                _playout.Resume(_turn.Number);
                break;
            case TurnSignal.BargeIn:
                CallerLives(now);
                TakeFloor();
                break;
            case TurnSignal.TurnTaken(var said, var endOfSpeech):
                CallerLives(now);
                _notUnderstood = 0;
                _endOfSpeech = endOfSpeech;
                _takenAt = now;
                Heed(said);
                if (_judge is not null && _leaving is null && TakenByFarSide(said, endOfSpeech))
                    break;
                _unanswered.Add(said);
                TakeFloor();
                GoOn();
                break;
            case TurnSignal.TurnLikely(var likely) when _turn is null && _leaving is null && _stage is FarStage.Talk && _unanswered.Count == 0 && _turnsEnded.IsCompleted:
                Prepare(agent => agent.Consider(Conversation, likely));
                break;
            case TurnSignal.TurnUnlikely:
                Prepare(agent => agent.Reconsider());
                break;
            case TurnSignal.NotUnderstood:
                CallerLives(now);
                NotUnderstood();
                break;
        }
    }

    /// <summary>An answer that cannot be prepared is given later.</summary>
    private void Prepare(Action<IAgent> prepare)
    {
        try
        {
            prepare(_parts.Agent);
        }
        catch (Exception failure)
        {
            Failed("agent", failure.Message);
        }
    }

    private void NotUnderstood()
    {
        _notUnderstood++;
        Record("not-understood", new { times = _notUnderstood, at = Milliseconds(_clock.Now) });
        _toSay = SilenceKind.NotUnderstood;
        GoOn();
    }

    /// <summary>Says what is to be said next, if the floor is free for it.</summary>
    private void GoOn()
    {
        if (_turn is not null || _leaving is not null || (_judge is not null && GoOnWithFarSide()))
            return;
        if (_needsFallback)
        {
            _needsFallback = false;
            SpeakFallback();
        }
        else if (_transferFailed)
        {
            _transferFailed = false;
            Prompt(SilenceKind.TransferFailed, 1);
        }
        else if (_unanswered.Count > 0 && !(_turns.State is TurnState.Listening && _turns.HasWords))
        {
            _toSay = null;
            Utterance[] answers = [.. _unanswered];
            _unanswered.ForEach(CallerSaid);
            _unanswered.Clear();
            Speak(TurnKind.Reply, bargeIn => _parts.Agent.ReplyAsync(Conversation, bargeIn), answers: answers);
        }
        else if (_toSay is { } toSay && !_turns.HasWords)
        {
            _toSay = null;
            Prompt(toSay, _notUnderstood);
        }
    }

    private void Prompt(SilenceKind silence, int times) =>
        Speak(silence is SilenceKind.GivingUp or SilenceKind.TimeUp ? TurnKind.Goodbye : TurnKind.Prompt, bargeIn => _parts.Agent.PromptAsync(Conversation, silence, times, bargeIn), interruptible: silence is not SilenceKind.TimeUp);

    private void Speak(TurnKind kind, Func<CancellationToken, IAsyncEnumerable<Speech>> source, bool interruptible = true, Utterance[]? answers = null)
    {
        var now = _clock.Now;
        var isReply = kind is TurnKind.Reply;
        var turn = new SpokenTurn(++_turnNumber, kind, _speaking)
        {
            EndOfSpeech = isReply ? _endOfSpeech : null,
            TakenAt = isReply ? _takenAt : now,
            Answers = answers ?? [],
            By = isReply ? Name(Conversation.LastOfCaller!.By.ToString()) : "",
            OwesFrom = now,
        };
        _turn = turn;
        _live[turn.Number] = turn;
        if (_turns.HasWords && _turns.TakeUnfinished(_clock.Now) is { } unfinished && IsHeeded(unfinished))
        {
            Heed(unfinished); // what else was in the making is lost to the one who begins to speak; this is not
            _unanswered.Add(unfinished);
        }

        _turns.BotSpeaks(interruptible);
        var before = kind is TurnKind.Fallback ? Task.CompletedTask : _turnsEnded;
        _turnsEnded = Task.WhenAll(_turnsEnded, turn.RunAsync(source, before, kind is TurnKind.Reply or TurnKind.Greeting ? Question.Open : _standing));
    }

    private void StopTurn()
    {
        if (_turn is { IsStopped: false } turn)
            turn.Stop();
    }

    /// <summary>The floor is the caller's: what is being said ends here. A reply that was heard to its end is not interrupted by its answer, however quick.</summary>
    private void TakeFloor()
    {
        if (_turn is not { IsStopped: false } turn || _playout.IsOver(turn.Number))
            return;
        Interrupted("words", null);
        turn.Stop();
    }

    private void SpeechEnded(SpokenTurn turn)
    {
        var now = _clock.Now;
        _turn = null;
        _onset = null;
        _standing = turn.Asked ?? _standing;
        BotHeard(turn);
        if (turn.Kind is TurnKind.Message)
        {
            MessageEnded(turn);
            return;
        }

        var heard = turn.Heard!;
        if (!turn.IsStopped && turn.Failure is not null)
        {
            Fallback();
            return;
        }

        if (heard.Completed && !turn.IsStopped)
        {
            _fallbacks = turn.Kind is TurnKind.Reply ? 0 : _fallbacks;
            _standing = turn.Asked ?? (turn.Kind is TurnKind.Reply or TurnKind.Greeting ? Question.Open : _standing);
            _expected.Now = _standing;
            _listeningSince = now;
            _stageSince = now;
            if (turn.Kind is not TurnKind.Prompt)
                _silentSince = now;
            if (turn.Then is Speech.Transfers(var number, var summary))
            {
                Transfer(number, summary);
                return;
            }

            if (turn.Then is Speech.HangsUp || turn.Kind is TurnKind.Goodbye || _timeUp || (turn.Kind is TurnKind.Fallback && _fallbacks >= MostFallbacks))
            {
                HangUp(HangUpCause.Us);
                return;
            }

            Record("listening", new { turn = turn.Number, expects = Name(_standing.Kind.ToString()), digits = _standing.DigitCount, at = Milliseconds(now) });
        }

        if (_unanswered.Count == 0 && !_needsFallback && _turns.State is not TurnState.Listening)
            _turns.BotIsDone();
        GoOn();
    }

    private void TurnEnded(long number)
    {
        if (!_live.Remove(number, out var turn))
            return;
        if (turn.Failure is { } failure)
        {
            Failed("agent", failure.Message);
            LogAgentFailed(_parts.Id, failure);
        }

        turn.Dispose();
    }

    /// <summary>The agent has failed, or breached its last deadline: the session itself speaks.</summary>
    private void Fallback()
    {
        if (_stage is not FarStage.Talk)
        {
            StopTurn(); // a machine needs no apology
            HangUp(HangUpCause.Us);
            return;
        }

        _needsFallback = true;
        StopTurn();
        GoOn();
    }

    private void SpeakFallback()
    {
        _fallbacks++;
        Speech[] words;
        try
        {
            words = _parts.Agent.Fallback();
        }
        catch (Exception failure)
        {
            Failed("agent", failure.Message);
            words = _lastResort;
        }

        if (_transferringTo is not null)
            words = [.. words.Where(speech => speech is not Speech.Transfers)];
        _unanswered.ForEach(CallerSaid);
        _unanswered.Clear();
        Speak(TurnKind.Fallback, _ => Said(words));
    }

    private static async IAsyncEnumerable<Speech> Said(Speech[] words)
    {
        await Task.Yield();
        foreach (var speech in words)
            yield return speech;
    }

    private void HangUp(HangUpCause cause)
    {
        _leaving = cause;
        _lineEndsBy = _clock.Now + _lineEndsWithin;
        _errands.Add(HangUpAsync());
    }

    private async Task HangUpAsync()
    {
        try
        {
            await _line.HangUpAsync(_hangUp.Token);
        }
        catch (Exception failure)
        {
            LogLineNotEnded(_parts.Id, failure.Message);
        }
    }

    private void Transfer(string number, string? summary)
    {
        Record("transfer", new { number, summary });
        _transferringTo = number;
        _leaving = HangUpCause.Transferred;
        _lineEndsBy = _clock.Now + _transferWithin;
        _errands.Add(TransferAsync(new Transfer(number, summary, _parts.Voice.Language is { Length: > 0 } language ? language : "en-US")));
    }

    /// <summary>Nobody took the caller over: the call goes on, and the agent is told.</summary>
    private void TransferFailed(string reason)
    {
        Record("transfer.failed", new { number = _transferringTo, reason });
        _leaving = null;
        _lineEndsBy = null;
        _transferFailed = true;
        GoOn();
    }

    private async Task TransferAsync(Transfer transfer)
    {
        var reason = "This line cannot transfer.";
        try
        {
            if (await _line.TransferAsync(transfer, _hangUp.Token))
                return;
        }
        catch (Exception failure)
        {
            reason = failure.Message;
        }

        _events.Writer.TryWrite(new CallEvent.PartFailed("transfer", reason));
    }
}
