namespace VoiceBooker.Voice.Calls;

/// <summary>
/// Believes something about who answered a call that we made: the carrier's opinion, the words, the sounds and the talk are weighed, and later evidence may turn a verdict round, in both directions. Pure.
/// </summary>
/// <remarks>
/// A verdict falls to evidence that weighs more than what it stands on, and in whichever order the two come: a carrier's "machine" is a menu when keys for a company's affairs are told, and a person who has picked up in a person's words.
/// What an answering machine offers as well (a key for leaving word) makes no menu, and a menu's own keys do not unmake a machine that has said what only machines say, or beeped. What the carrier said first it may take back as long as nothing
/// else has confirmed it. A person who has talked with us for more than ten seconds is one, whatever comes later: it only stands in the record.
/// </remarks>
public sealed class FarSideJudge
{
    private const double ByCarrierHuman = 0.5;
    private const double ByCarrier = 0.8;
    private const double ByBeep = 0.9;
    private const double ByWords = 0.92;
    private const double ByWordsPerhaps = 0.55;
    private const double ByMessageKey = 0.82;
    private const double ByMenuKey = 0.85;
    private const double ByLoneTone = 0.5;
    private const double ByFirstAnswer = 0.65;
    private const double ByAnswersPerSecond = 0.014;
    private const double ByHelloAndAnswer = 0.9;
    private const int WordsOverMessage = 4;
    private static readonly TimeSpan _mostPerTurn = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _sureAfter = TimeSpan.FromSeconds(10);

    private TimeSpan _talked;
    private bool _hasAnswered;
    private bool _pickedUp;
    private bool _soundsLiving;
    private bool _onCarriersWord;

    /// <summary>What is believed.</summary>
    public FarSide Verdict { get; private set; }

    /// <summary>How firmly, 0 to 1.</summary>
    public double Confidence { get; private set; }

    /// <summary>A person, and nothing changes that any more.</summary>
    public bool IsSure => Verdict is FarSide.Human && _talked > _sureAfter;

    /// <summary>Somebody else has an opinion. True when the verdict changes by it.</summary>
    /// <param name="who">Who or what it takes the far side for.</param>
    /// <param name="by">"carrier", "sound" or "words".</param>
    public bool Hear(FarSide who, string by)
    {
        if (who is FarSide.Unknown)
            return false;
        if (by == "sound")
            return Sound(who);
        var itsOwn = _onCarriersWord;
        var changes = who switch
        {
            FarSide.Human when itsOwn && Verdict is not FarSide.Human => Turn(FarSide.Human, ByCarrierHuman),
            FarSide.Human => Weigh(FarSide.Human, ByCarrierHuman),
            FarSide.Beep or FarSide.Fax => Weigh(who, ByBeep),
            FarSide.Machine when _soundsLiving && Verdict is FarSide.Unknown or FarSide.Human => false,
            _ => Weigh(who, ByCarrier),
        };
        _onCarriersWord = changes || itsOwn;
        return changes;
    }

    /// <summary>Words came from the far side. True when the verdict changes by them.</summary>
    /// <param name="text">The words so far of one utterance.</param>
    /// <param name="overMessage">They were begun while our message was being left: whoever speaks there means us.</param>
    /// <param name="afterGreeting">They were begun when our greeting had been listened to: no machine waits for us, so excuses are a living person's.</param>
    public bool Hear(string text, bool overMessage = false, bool afterGreeting = false)
    {
        var machine = Verdict is FarSide.Machine or FarSide.Beep;
        var lives = afterGreeting || _hasAnswered;
        var speech = FarSideWords.Read(text);
        _soundsLiving = speech is FarSideSpeech.Person || (_soundsLiving && lives);
        _pickedUp |= speech is FarSideSpeech.Person;
        switch (speech)
        {
            case FarSideSpeech.ScreeningAsks:
                return Weigh(FarSide.Screening, ByWords);

            case FarSideSpeech.Machine when Verdict is not FarSide.Beep:
                return Weigh(FarSide.Machine, ByWords);

            case FarSideSpeech.Excuse when Verdict is not FarSide.Beep && !lives:
                return Weigh(FarSide.Machine, ByWords);

            case FarSideSpeech.MachinePerhaps when Verdict is not FarSide.Beep && !lives:
                return Weigh(FarSide.Machine, ByWordsPerhaps);

            case FarSideSpeech.MessageKey when Verdict is not FarSide.Beep && !lives:
                return Weigh(FarSide.Machine, ByMessageKey);

            case FarSideSpeech.MenuPerhaps when !machine && !_hasAnswered:
                return Weigh(FarSide.Menu, ByCarrier);

            case FarSideSpeech.Menu when Verdict is not FarSide.Beep && !_hasAnswered:
                return Weigh(FarSide.Menu, ByMenuKey);

            case FarSideSpeech.WholeMenu when Verdict is not (FarSide.Beep or FarSide.Screening or FarSide.Menu) && !(machine && Confidence >= ByWords) && !(_hasAnswered && Confidence >= ByHelloAndAnswer):
                return Turn(FarSide.Menu, ByMenuKey);

            case FarSideSpeech.Person when machine || Verdict is FarSide.Screening or FarSide.Menu:
                return Turn(FarSide.Human, ByWords);

            case FarSideSpeech.Neutral when overMessage && text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= WordsOverMessage:
                return Turn(FarSide.Human, ByCarrier);

            default:
                return false;
        }
    }

    /// <summary>Somebody answered us with words that are no machine's. True when the verdict changes by it.</summary>
    /// <param name="length">How long they spoke; one turn counts for five seconds at most, so that a long greeting in odd words makes no person.</param>
    /// <param name="listened">They had been silent while we spoke. Who picked up like a person, listened and answers is one for the carrier, too; no menu's keys are read out by such a person either.</param>
    public bool Answered(TimeSpan length, bool listened = false)
    {
        if (Verdict is not (FarSide.Human or FarSide.Unknown))
            return false;
        _hasAnswered = true;
        _talked += length < _mostPerTurn ? length : _mostPerTurn;
        var changes = Verdict is FarSide.Unknown;
        Verdict = FarSide.Human;
        Confidence = Math.Max(Confidence, listened && _pickedUp ? ByHelloAndAnswer : Math.Min(1, ByFirstAnswer + (ByAnswersPerSecond * _talked.TotalSeconds)));
        return changes;
    }

    /// <summary>Somebody speaks after a screening assistant was told who calls: they have taken the call. True when the verdict changes by it.</summary>
    public bool TookScreenedCall() => Verdict is FarSide.Screening && Turn(FarSide.Human, ByWords);

    /// <summary>A tone ends a machine's greeting; where nobody has spoken with us it may be the end of one that was not known for one.</summary>
    private bool Sound(FarSide who) => who switch
    {
        FarSide.Fax => Weigh(FarSide.Fax, ByBeep),
        FarSide.Beep when Verdict is FarSide.Machine or FarSide.Screening => Turn(FarSide.Beep, Math.Max(Confidence, ByBeep)),
        FarSide.Beep when Verdict is FarSide.Unknown => Weigh(FarSide.Beep, ByLoneTone),
        _ => false,
    };

    /// <summary>Evidence for <paramref name="who"/>; a greeting that ended is not taken for one that goes on.</summary>
    private bool Weigh(FarSide who, double weight)
    {
        if (IsSure || (Verdict is FarSide.Beep && who is FarSide.Machine))
            return false;
        if (who == Verdict)
        {
            Confidence = Math.Max(Confidence, weight);
            _onCarriersWord = false;
            return false;
        }

        var grows = Verdict is FarSide.Machine && who is FarSide.Beep;
        return (grows || weight > Confidence) && Turn(who, weight);
    }

    private bool Turn(FarSide who, double weight)
    {
        if (IsSure)
            return false;
        Verdict = who;
        Confidence = weight;
        _onCarriersWord = false;
        return true;
    }
}
