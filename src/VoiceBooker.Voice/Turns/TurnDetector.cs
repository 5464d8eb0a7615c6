using System.Text;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Dialogue;

namespace VoiceBooker.Voice.Turns;

/// <summary>
/// Decides who has the floor: two-stage barge-in, the end of the caller's turn, rows of keys. Pure: no clock, task or lock; the same events at the same times
/// give the same answers. All times lie on one clock, the call's.
/// </summary>
/// <remarks>
/// Barge-in: a voice alone hushes the bot, words make it the caller's turn, and neither a cough nor an "mhm" takes it away. A line that makes noises again and again
/// hushes the bot <see cref="TurnOptions.FalseAlarms"/> times in one reply; after that only words interrupt it.
/// </remarks>
/// <param name="options">How long what is waited for.</param>
/// <param name="counts">Whether words count at any moment, such as a wish for no more calls: they are never dropped for a key that follows or was pressed just before, nor as the repetition of words that were taken already; null: none do.</param>
public sealed class TurnDetector(TurnOptions options, Func<string, bool>? counts = null)
{
    private static readonly TimeSpan _longestRow = TimeSpan.FromSeconds(5);

    private readonly Backchannel _backchannel = new(options.Backchannels);
    private readonly StringBuilder _keys = new();
    private readonly List<string> _said = [];
    private string _partial = "";
    private double _confidence = 1;
    private TimeSpan _saidAt;
    private TimeSpan _wordsAt;
    private TimeSpan? _voiceSince;
    private TimeSpan? _lastVoice;
    private TimeSpan _hushedAt;
    private TimeSpan _deafUntil = TimeSpan.MinValue;
    private TimeSpan _keyAt = TimeSpan.MinValue;
    private bool _owesFinal;
    private bool _missed;
    private bool _answeredByPartial;
    private string _answered = "";
    private int _falseAlarms;
    private string? _likely;

    /// <summary>Who has the floor.</summary>
    public TurnState State { get; private set; } = TurnState.Listening;

    /// <summary>What the caller is answering; the latest question that the bot has at least begun to ask.</summary>
    public Question Question { get; set; } = Question.Open;

    /// <summary>True once the caller has heard the question of the turn being spoken; then even "okay" is an answer.</summary>
    public bool QuestionHeard { get; set; }

    /// <summary>False while the bot says something that must not be interrupted (the call's time is up).</summary>
    public bool Interruptible { get; private set; } = true;

    /// <summary>Whether a voice is on the line right now.</summary>
    public bool VoiceActive { get; private set; }

    /// <summary>Whether the caller is in the middle of something: words or keys that are not yet a turn.</summary>
    public bool HasWords => _said.Count > 0 || _partial.Length > 0 || _keys.Length > 0;

    /// <summary>When <see cref="CallEvent.Elapsed"/> is wanted; null: not at all.</summary>
    public TimeSpan? Deadline => State switch
    {
        TurnState.Hushed => HushedUntil,
        TurnState.Speaking => null,
        _ => ListenUntil,
    };

    /// <summary>The bot takes the floor: it speaks or is about to.</summary>
    public void BotSpeaks(bool interruptible = true)
    {
        State = TurnState.Speaking;
        Interruptible = interruptible;
        QuestionHeard = false;
        _falseAlarms = 0;
        Forget();
    }

    /// <summary>The bot has said what it had to say; the floor is the caller's.</summary>
    public void BotIsDone()
    {
        State = TurnState.Listening;
        Interruptible = true;
    }

    /// <summary>What <paramref name="happened"/> at <paramref name="now"/> means.</summary>
    public TurnSignal Observe(CallEvent happened, TimeSpan now)
    {
        switch (happened)
        {
            case CallEvent.VoiceStarted(var at):
                return VoiceStarted(at, now);

            case CallEvent.VoiceStopped(var at) when VoiceActive:
                VoiceActive = false;
                _lastVoice = at;
                return State is TurnState.Listening && _said.Count > 0 && _partial.Length == 0 ? Likely(Words(), now) : TurnSignal.None.Instance;

            case CallEvent.PartialTranscript(var text) when !IsDeaf(now) && !_answeredByPartial:
                return Heard(text.Trim(), isFinal: false, 1, now);

            case CallEvent.FinalTranscript(var text, var confidence):
                return Final(text.Trim(), confidence, now);

            case CallEvent.EndOfTurn when State is TurnState.Listening && (_said.Count > 0 || _partial.Length > 0):
                return TakeTurn(now);

            case CallEvent.EagerEndOfTurn(var text) when State is TurnState.Listening && _keys.Length == 0 && !IsDeaf(now):
                return Likely(text.Trim() is { Length: > 0 } all ? string.Join(' ', [.. _said, all]) : Words(), now);

            case CallEvent.TurnResumed:
                return Unlikely();

            case CallEvent.Typed(var text) when text.Trim().Length > 0 && CanInterrupt:
                Forget();
                return Taken(text.Trim(), SaidBy.Typing, 1, now, now);

            case CallEvent.DigitPressed(var digit) when CanInterrupt:
                return Pressed(digit, now);

            case CallEvent.Elapsed when Deadline <= now:
                return Elapsed(now);

            default:
                return TurnSignal.None.Instance;
        }
    }

    /// <summary>What the caller had said without coming to an end; null: nothing. For the moment the line is gone.</summary>
    public Utterance? TakeUnfinished(TimeSpan now)
    {
        var text = _keys.Length > 0 ? _keys.ToString() : Words();
        var utterance = text.Length == 0 ? null : Say(text, _keys.Length > 0 ? SaidBy.Keys : SaidBy.Voice, _confidence, now);
        Forget();
        return utterance;
    }

    private bool CanInterrupt => Interruptible || State is TurnState.Listening;

    private TimeSpan HushedUntil
    {
        get
        {
            var latest = _hushedAt + options.WordsWithinAtMost;
            if (VoiceActive)
                return latest;
            var patient = _hushedAt + options.WordsWithin;
            var final = (_lastVoice ?? _hushedAt) + options.FinalWithin;
            return Later(patient, Earlier(final, latest));
        }
    }

    private TimeSpan? ListenUntil
    {
        get
        {
            if (_keys.Length > 0)
                return _keyAt + options.BetweenKeys;
            if (_said.Count == 0 && _partial.Length == 0)
                return _missed && !VoiceActive ? (_lastVoice ?? _wordsAt) + options.FinalWithin : null;

            var patience = Question.IsComplete?.Invoke(Words()) == true ? options.WhenComplete : options.PatienceFor(Question.Kind);
            if (VoiceActive)
                return _wordsAt + (_partial.Length > 0 ? _longestRow : Later(patience, options.WordsWithinAtMost));
            var silent = _lastVoice ?? _wordsAt;
            return silent + (_owesFinal || _partial.Length > 0 ? Later(patience, options.FinalWithin) : patience);
        }
    }

    private TurnSignal VoiceStarted(TimeSpan at, TimeSpan now)
    {
        if (_keyAt != TimeSpan.MinValue && at <= _keyAt + options.MuteAroundKey && at >= _keyAt - options.MuteAroundKey)
            return TurnSignal.None.Instance;

        if (at > _keyAt + options.MuteAroundKey)
            _deafUntil = TimeSpan.MinValue;
        VoiceActive = true;
        _voiceSince = at;
        _lastVoice = at;
        _owesFinal = true;
        _answeredByPartial = false;
        if (State is TurnState.Listening)
            return Unlikely();
        if (State is not TurnState.Speaking || !Interruptible || _falseAlarms >= options.FalseAlarms)
            return TurnSignal.None.Instance;

        State = TurnState.Hushed;
        _hushedAt = now;
        return new TurnSignal.Hush(at);
    }

    private TurnSignal Final(string text, double confidence, TimeSpan now)
    {
        var repeats = _answeredByPartial;
        _owesFinal = false;
        _answeredByPartial = false;
        if (!repeats && !IsDeaf(now))
            return Heard(text, isFinal: true, confidence, now);
        if (!Counts(text) || (repeats && Counts(_answered)))
            return TurnSignal.None.Instance;
        _deafUntil = TimeSpan.MinValue;
        _keys.Clear();
        return Heard(text, isFinal: true, confidence, now);
    }

    private bool Counts(string text) => text.Length > 0 && counts?.Invoke(text) == true;

    private TurnSignal Heard(string text, bool isFinal, double confidence, TimeSpan now)
    {
        if (State is not TurnState.Listening)
        {
            var claims = text.Length > 0 && Interruptible && (QuestionHeard || !_backchannel.IsAllOf(text));
            if (!claims)
                return isFinal && State is TurnState.Hushed && !VoiceActive ? GoOn() : TurnSignal.None.Instance;

            State = TurnState.Listening;
            Keep(text, isFinal, confidence, now);
            return new TurnSignal.BargeIn();
        }

        if (text.Length > 0)
            Keep(text, isFinal, confidence, now);
        else if (isFinal)
            return Missed(now);
        if (isFinal && !VoiceActive)
            return Likely(Words(), now);
        return Words() == _likely ? TurnSignal.None.Instance : Unlikely();
    }

    private TurnSignal Likely(string text, TimeSpan now)
    {
        if (text.Length == 0 || text == _likely || (Question.Kind is not AnswerKind.YesNo && Backchannel.IsHesitation(text)))
            return TurnSignal.None.Instance;
        _likely = text;
        return new TurnSignal.TurnLikely(Say(text, SaidBy.Voice, _confidence, now));
    }

    private TurnSignal Unlikely()
    {
        if (_likely is null)
            return TurnSignal.None.Instance;
        _likely = null;
        return new TurnSignal.TurnUnlikely();
    }

    private void Keep(string text, bool isFinal, double confidence, TimeSpan now)
    {
        if (!HasWords)
            _saidAt = _voiceSince ?? now;
        if (text != _partial || isFinal)
            _wordsAt = now;
        _partial = isFinal ? "" : text;
        if (!isFinal)
            return;
        _said.Add(text);
        _confidence = Math.Min(_confidence, confidence);
    }

    private TurnSignal Missed(TimeSpan now)
    {
        _partial = "";
        if (_said.Count > 0 || _keys.Length > 0)
            return TurnSignal.None.Instance;
        if (!VoiceActive && _voiceSince is { } since && _lastVoice - since < options.ShortestSpeech)
            return TurnSignal.None.Instance;

        _wordsAt = now;
        _missed = true;
        return VoiceActive ? TurnSignal.None.Instance : GiveUpOnWords(now);
    }

    private TurnSignal.NotUnderstood GiveUpOnWords(TimeSpan now)
    {
        Forget();
        return new TurnSignal.NotUnderstood(_lastVoice ?? now);
    }

    private TurnSignal Pressed(char digit, TimeSpan now)
    {
        if (Counts(Words()))
            return TurnSignal.None.Instance; // the words are still to be taken
        var interrupts = State is not TurnState.Listening;
        State = TurnState.Listening;
        _said.Clear();
        _partial = "";
        _missed = false;
        VoiceActive = false;
        _deafUntil = now + options.WordsWithinAtMost;
        if (_keys.Length == 0)
            _saidAt = now;
        _keyAt = now;
        if (digit != '#' || _keys.Length == 0)
            _keys.Append(digit);

        if (digit == '#' || (Question.DigitCount > 0 && _keys.Length >= Question.DigitCount))
            return TakeKeys(now);
        return interrupts ? new TurnSignal.BargeIn() : Unlikely();
    }

    private TurnSignal Elapsed(TimeSpan now)
    {
        if (State is TurnState.Hushed)
            return GoOn();
        if (_keys.Length > 0)
            return TakeKeys(now);
        return _said.Count > 0 || _partial.Length > 0 ? TakeTurn(now) : GiveUpOnWords(now);
    }

    private TurnSignal.Resume GoOn()
    {
        _falseAlarms++;
        State = TurnState.Speaking;
        return new TurnSignal.Resume();
    }

    private TurnSignal.TurnTaken TakeKeys(TimeSpan now) => Taken(_keys.ToString(), SaidBy.Keys, 1, now, now);

    private TurnSignal TakeTurn(TimeSpan now)
    {
        var text = Words();
        (_answeredByPartial, _answered) = (_partial.Length > 0, text);
        if (Question.Kind is not AnswerKind.YesNo && Backchannel.IsHesitation(text))
        {
            Forget();
            return TurnSignal.None.Instance;
        }

        return Taken(text, SaidBy.Voice, _confidence, _lastVoice is { } voice && voice <= now ? voice : _wordsAt, now);
    }

    private TurnSignal.TurnTaken Taken(string text, SaidBy by, double confidence, TimeSpan endOfSpeech, TimeSpan now)
    {
        var said = Say(text, by, confidence, now);
        Forget();
        State = TurnState.Speaking;
        Interruptible = true;
        QuestionHeard = false;
        return new TurnSignal.TurnTaken(said, endOfSpeech);
    }

    private Utterance Say(string text, SaidBy by, double confidence, TimeSpan now) =>
        new(Speaker.Caller, text, HasWords ? _saidAt : now) { By = by, Confidence = confidence };

    private string Words() => string.Join(' ', _partial.Length > 0 ? [.. _said, _partial] : _said);

    private bool IsDeaf(TimeSpan now) => now < _deafUntil;

    private void Forget()
    {
        _said.Clear();
        _keys.Clear();
        _partial = "";
        _confidence = 1;
        _missed = false;
        _likely = null;
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
