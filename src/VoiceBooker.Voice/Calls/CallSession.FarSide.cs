using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Voice.Calls;

/// <content>A call that we made: who answered, and what is done with machines.</content>
public sealed partial class CallSession
{
    /// <summary>Tag of the words left on an answering machine: their being heard to the end is what "left" means.</summary>
    public const string MessageTag = "voicemail";

    private const int MostScreenings = 3;
    private const int MostFarWords = 400;
    private static readonly TimeSpan _menuPatience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan _menuAtMost = TimeSpan.FromSeconds(8);

    /// <summary>Silence after words that open a business's line: a person would have asked something by then, and a menu gone on.</summary>
    private static readonly TimeSpan _openingPause = TimeSpan.FromSeconds(2.5);

    /// <summary>So long no machine's greeting is silent: who begins to speak then has listened to ours.</summary>
    private static readonly TimeSpan _listenedAfter = TimeSpan.FromSeconds(3);

    /// <summary>With whom we have to do.</summary>
    private enum FarStage
    {
        /// <summary>Somebody to talk with; always so on a call that came in.</summary>
        Talk,

        /// <summary>Just answered: the far side speaks first.</summary>
        Hello,

        /// <summary>A machine: nothing is said until its greeting is over.</summary>
        Machine,

        /// <summary>Our message is being left.</summary>
        Message,

        /// <summary>An assistant that screens calls: it is told who and why, then the person is waited for.</summary>
        Screening,

        /// <summary>A menu, as it seems: nothing is said, and for a few seconds somebody may still turn out to be a person.</summary>
        Menu,
    }

    /// <summary>What is to be said as soon as the floor is free.</summary>
    private enum FarStep
    {
        None,
        Greet,
        LeaveMessage,
        TellScreening,
    }

    private readonly FarSideJudge? _judge;
    private readonly ToneFinder? _tones;
    private volatile bool _listensForTones;
    private FarStage _stage;
    private FarStep _step;
    private TimeSpan _stageSince;
    private TimeSpan? _greetedAt;
    private TimeSpan _farVoiceSince;
    private TimeSpan _farQuietSince;
    private bool _hasListened;
    private bool _hasOpened;
    private string _farWords = "";
    private int _screenings;
    private bool _left;
    private bool _wasEarly;

    /// <summary>When something is due because of who answered; null: nothing is.</summary>
    private TimeSpan? FarDue => _judge is null || _turn is not null || _parts.Outbound is not { } outbound ? null : _stage switch
    {
        FarStage.Hello when _turns.HasWords => null,
        FarStage.Hello => _turns.VoiceActive ? _farVoiceSince + outbound.HelloAtMost : _farQuietSince + (_hasOpened ? _openingPause : outbound.HelloWithin),
        FarStage.Machine when !_turns.VoiceActive => Earlier(Later(_farQuietSince, _stageSince) + outbound.MachinePause, _stageSince + outbound.LongestGreeting),
        FarStage.Machine => _stageSince + outbound.LongestGreeting,
        FarStage.Screening => _stageSince + outbound.ScreeningPatience,
        FarStage.Menu when !_turns.VoiceActive => Earlier(Later(_farQuietSince, _stageSince) + _menuPatience, _stageSince + _menuAtMost),
        FarStage.Menu => _stageSince + _menuAtMost,
        _ => null,
    };

    private void Open()
    {
        if (_judge is null)
        {
            Speak(TurnKind.Greeting, bargeIn => _parts.Agent.GreetAsync(Conversation, bargeIn));
            return;
        }

        _stage = FarStage.Hello;
        _standing = Question.YesNo; // "hello?" is short: it is answered as promptly as a yes
        _listensForTones = _tones is not null;
    }

    private void LookAtFarSide(TimeSpan now)
    {
        if (FarDue is not { } due || due > now)
            return;
        switch (_stage)
        {
            case FarStage.Hello:
                Greet();
                break;
            case FarStage.Machine when now < _stageSince + _parts.Outbound!.LongestGreeting:
                _step = FarStep.LeaveMessage;
                GoOn();
                break;
            default:
                HangUp(HangUpCause.Us);
                break;
        }
    }

    /// <summary>Somebody has told who answered.</summary>
    private void Judged(FarSide who, string by)
    {
        if (_judge is null || _leaving is not null)
            return;
        var changes = _judge.Hear(who, by);
        if (changes || by == "carrier")
            RecordFarSide(who, by, changes);
        if (changes)
            Follow();
    }

    /// <summary>What the far side says is weighed before anything else is made of it. True when there is nothing else to be made of it.</summary>
    private bool JudgeWords(CallEvent happened, TimeSpan now)
    {
        switch (happened)
        {
            case CallEvent.VoiceStarted(var at):
                _hasListened |= _stage is FarStage.Talk && _greetedAt is { } greeted && at - Later(greeted, _farQuietSince) > _listenedAfter;
                _farVoiceSince = at;
                return false;

            case CallEvent.VoiceStopped(var at):
                _farQuietSince = at;
                return false;

            case CallEvent.PartialTranscript(var text) when text.Length > 0 && _stage is FarStage.Hello or FarStage.Talk:
                return FarSideWords.Read(text) is not (FarSideSpeech.Person or FarSideSpeech.Neutral or FarSideSpeech.MessageKey or FarSideSpeech.MenuPerhaps or FarSideSpeech.Menu or FarSideSpeech.WholeMenu) && !IsHeeded(InVoice(text, now)) && Weigh(text, now); // half a sentence makes no menu

            case CallEvent.FinalTranscript(var text, _) when text.Length > 0:
                var together = $"{_farWords} {text}".TrimStart();
                var heeded = IsHeeded(InVoice(text, now)) || (_farWords.Length > 0 && IsHeeded(InVoice(together, now))); // whoever says it, it is answered, not weighed
                var consumed = !heeded && (Weigh(text, now) || (FarSideWords.Read(together) is FarSideSpeech.Machine or FarSideSpeech.Excuse or FarSideSpeech.ScreeningAsks or FarSideSpeech.MessageKey or FarSideSpeech.MenuPerhaps or FarSideSpeech.Menu or FarSideSpeech.WholeMenu && Weigh(together, now)));
                _farWords = together.Length > MostFarWords ? together[^MostFarWords..] : together;
                return consumed;

            default:
                return false;
        }
    }

    private bool Weigh(string text, TimeSpan now)
    {
        var stage = _stage;
        if (!_judge!.Hear(text, overMessage: stage is FarStage.Message && _farVoiceSince > _stageSince, afterGreeting: stage is FarStage.Talk && _farVoiceSince - _greetedAt > _listenedAfter))
            return false;
        RecordFarSide(_judge.Verdict, "words", acted: true);
        var person = _judge.Verdict is FarSide.Human;
        if (person)
            CallerSaid(InVoice(text, Earlier(_farVoiceSince, now)));
        Follow();
        return person || _leaving is not null;
    }

    private static Utterance InVoice(string text, TimeSpan at) => new(Speaker.Caller, text, at);

    /// <summary>Does what the verdict asks for.</summary>
    private void Follow()
    {
        switch (_judge!.Verdict)
        {
            case FarSide.Human when _stage is FarStage.Machine or FarStage.Message or FarStage.Screening or FarStage.Menu:
                Enter(FarStage.Talk, FarStep.Greet);
                break;
            case FarSide.Machine when _stage is not FarStage.Message:
                Enter(FarStage.Machine, FarStep.None);
                break;
            case FarSide.Beep:
                Enter(FarStage.Machine, FarStep.LeaveMessage); // a message that was begun too early, after a pause, is said again
                break;
            case FarSide.Screening:
                Enter(FarStage.Screening, FarStep.None);
                break;
            case FarSide.Menu:
                Enter(FarStage.Menu, FarStep.None);
                break;
            case FarSide.Fax:
                StopTurn();
                HangUp(HangUpCause.Us);
                break;
        }
    }

    /// <summary>What is being said ends here; what was not answered yet only stands in the record.</summary>
    private void Enter(FarStage stage, FarStep step)
    {
        _stage = stage;
        _step = step;
        _stageSince = _clock.Now;
        _toSay = null;
        _unanswered.ForEach(CallerSaid);
        _unanswered.Clear();
        StopTurn();
        GoOn();
    }

    /// <summary>True when there is nobody to be answered as callers are.</summary>
    private bool GoOnWithFarSide()
    {
        var step = _step;
        _step = FarStep.None;
        switch (step)
        {
            case FarStep.Greet:
                Greet();
                return true;
            case FarStep.LeaveMessage:
                _stage = FarStage.Message;
                _stageSince = _clock.Now;
                Speak(TurnKind.Message, bargeIn => _parts.Agent.LeaveMessageAsync(Conversation, bargeIn), interruptible: false);
                return true;
            case FarStep.TellScreening:
                Speak(TurnKind.Screening, bargeIn => _parts.Agent.AnswerScreeningAsync(Conversation, bargeIn), interruptible: false);
                return true;
        }

        if (_stage is not FarStage.Hello)
            return _stage is not FarStage.Talk;
        if (_unanswered.Exists(IsHeeded))
        {
            _stage = FarStage.Talk;
            return false;
        }

        if (_toSay is not null || (_unanswered.Count > 0 && !_turns.HasWords && !_hasOpened))
            Greet();
        return true;
    }

    private void Greet()
    {
        _stage = FarStage.Talk;
        _greetedAt ??= _clock.Now;
        _toSay = null;
        _farWords = "";
        _hasOpened = false;
        _unanswered.ForEach(CallerSaid);
        _unanswered.Clear();
        Speak(TurnKind.Greeting, bargeIn => _parts.Agent.GreetAsync(Conversation, bargeIn));
    }

    /// <summary>A turn of the far side has ended. True when it is no caller's to be answered.</summary>
    private bool TakenByFarSide(Utterance said, TimeSpan endOfSpeech)
    {
        _farWords = "";
        if (IsHeeded(said))
        {
            _stage = FarStage.Talk;
            _step = FarStep.None;
            return false;
        }

        var speech = FarSideWords.Read(said.Text);
        switch (_stage)
        {
            case FarStage.Hello:
                _hasOpened = FarSideWords.Opens(said.Text) || (_hasOpened && !FarSideWords.AwaitsAnswer(said.Text)); // the sentences between a menu's "welcome" and its keys
                if (_hasOpened)
                    _turns.BotIsDone();
                return false;

            case FarStage.Talk when !_hasListened && !_judge!.IsSure && said.By is SaidBy.Voice && FarSideWords.Opens(said.Text):
                CallerSaid(said);
                _turns.BotIsDone();
                _hasOpened = true;
                Enter(FarStage.Hello, FarStep.None); // they had not begun when we greeted
                return true;

            case FarStage.Talk when said.By is SaidBy.Voice && speech is FarSideSpeech.Person or FarSideSpeech.Neutral:
                if (_judge!.Answered(endOfSpeech - said.At, _hasListened))
                    RecordFarSide(FarSide.Human, "words", acted: true);
                _listensForTones &= !_judge.IsSure;
                return false;

            case FarStage.Machine or FarStage.Menu:
                CallerSaid(said);
                _turns.BotIsDone();
                return true;

            case FarStage.Screening when _screenings > 0 && speech is FarSideSpeech.Neutral && FarSideWords.MayTakeCall(said.Text) && _judge!.TookScreenedCall():
                CallerSaid(said);
                _turns.BotIsDone();
                RecordFarSide(FarSide.Human, "words", acted: true);
                Follow();
                return true;

            case FarStage.Screening:
                CallerSaid(said);
                _turns.BotIsDone();
                AnswerScreening(said.Text, speech);
                return true;

            default:
                return false;
        }
    }

    private void AnswerScreening(string asked, FarSideSpeech speech)
    {
        if (speech is FarSideSpeech.ScreeningRefuses)
        {
            HangUp(HangUpCause.Us);
            return;
        }

        if (_screenings >= MostScreenings || !(_screenings == 0 || speech is FarSideSpeech.ScreeningAsks))
            return;
        _screenings++;
        Record("screening", new { asked, at = Milliseconds(_clock.Now) });
        _step = FarStep.TellScreening;
        GoOn();
    }

    private void MessageEnded(SpokenTurn turn)
    {
        if (turn.IsStopped)
        {
            if (_turns.State is not TurnState.Listening)
                _turns.BotIsDone();
            GoOn();
            return;
        }

        if (turn.Failure is null && turn.Heard is not { Completed: true })
            return; // the line is gone
        if (!_wasEarly && _judge!.Verdict is FarSide.Machine && _turns.VoiceActive)
        {
            _wasEarly = true; // its greeting had only paused: what was said into it is said once more when it is over
            if (_turns.State is not TurnState.Listening)
                _turns.BotIsDone();
            Enter(FarStage.Machine, FarStep.None);
            return;
        }

        RecordMessage(turn.Failure is null && turn.Heard!.Tags.Contains(MessageTag, StringComparer.Ordinal));
        HangUp(HangUpCause.Us);
    }

    /// <summary>At the end of a call that reached a machine, if it is not on record yet.</summary>
    private void RecordMessage(bool left)
    {
        if (_left || _judge?.Verdict is not (FarSide.Machine or FarSide.Beep))
            return;
        _left = true;
        Record("voicemail", new { left, at = Milliseconds(_clock.Now) });
    }

    private void RecordFarSide(FarSide who, string by, bool acted) => Record("far-side", new { who = Name(who.ToString()), by, acted, at = Milliseconds(_clock.Now) });

    /// <summary>Into words that cannot be interrupted nobody breaks but who says what counts at any moment.</summary>
    private bool HeardAtAnyMoment(CallEvent happened, TimeSpan now)
    {
        var said = happened switch
        {
            CallEvent.FinalTranscript(var text, var confidence) when text.Length > 0 => new Utterance(Speaker.Caller, text, now) { Confidence = confidence },
            CallEvent.Typed(var text) => new Utterance(Speaker.Caller, text, now) { By = SaidBy.Typing },
            CallEvent.DigitPressed(var digit) => new Utterance(Speaker.Caller, digit.ToString(), now) { By = SaidBy.Keys },
            _ => null,
        };
        if (said is null || !IsHeeded(said))
            return false;
        _stage = FarStage.Talk;
        _step = FarStep.None;
        _takenAt = now;
        _endOfSpeech = now;
        Heed(said);
        _unanswered.Add(said);
        StopTurn();
        GoOn();
        return true;
    }

    private bool IsHeeded(Utterance said)
    {
        try
        {
            return _parts.Agent.Heeds(said);
        }
        catch (Exception failure)
        {
            Failed("agent", failure.Message);
            return false;
        }
    }
}
