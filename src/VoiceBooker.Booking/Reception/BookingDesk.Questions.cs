using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.When;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Booking.Reception;

internal sealed partial class BookingDesk
{
    private Asking? _lastAsked;
    private string? _lastQuestion;
    private bool _keysTold;
    private bool _yesKeysTold;
    private readonly List<Speech.Words> _lastReply = [];

    /// <summary>Keeps what was spoken, for "say that again".</summary>
    public void Spoke(IEnumerable<Speech> spoken)
    {
        _lastReply.Clear();
        _lastReply.AddRange(spoken.OfType<Speech.Words>());
    }

    /// <summary>The question that stands, worded for the first time, briefly, or again with keys after trouble.</summary>
    /// <param name="again">True after silence: other words, keys named.</param>
    public IReadOnlyList<Speech> Ask(bool again = false)
    {
        if (Over)
            return [];
        Settle();
        OfferText();
        var asking = Asking;
        var trouble = again || _misses > 0;
        var words = Word(asking, first: asking != _lastAsked, trouble);
        _lastAsked = asking;
        _asksForDigits = asking is Asking.Phone or Asking.MessageNumber || (asking is Asking.Question && StandingQuestion?.Kind is Events.QuestionKind.Phone or Events.QuestionKind.Number);
        _lastQuestion = asking is Asking.Question or Asking.QuestionRight ? StandingQuestion?.Id : null;
        if (_misses >= options.MissesBeforeKeys && brief.CanType && asking is Asking.Name or Asking.Email or Asking.When or Asking.WhenMeaning or Asking.Help or Asking.Zone or Asking.Event or Asking.Question)
            words.Add(new Speech.Words($"{_say.YouCanType} "));
        return [.. words, new Speech.Asks(QuestionOf(asking))];
    }

    /// <summary>What stands, said plainly: takes the place of what a mind claimed without ground.</summary>
    public string Truth() =>
        _toTell.Count > 0 ? _toTell[^1].Text
        : _done.Count > 0 && _intent is null ? _done[^1]
        : _say.NothingBookedYet(_intent?.Chosen is { } chosen ? _say.DateAndTime(chosen.Start, Today) : null);

    /// <summary>The kind of question that stands.</summary>
    public Question Listening => QuestionOf(Asking);

    /// <summary>Completes an intent whose details are all there.</summary>
    private void Settle()
    {
        if (_intent is { State: IntentState.Chosen } intent && Missing is null && !_changing)
            intent.Complete(new Attendee(_details.Name!, _details.Email, _details.Phone, _zone!.Zone.Id), _answers.All);
    }

    private Asking AskingOf(BookingIntent intent)
    {
        if (_zoneAsk is { } zone)
            return zone;
        return intent.State switch
        {
            IntentState.Seeking or IntentState.Offered when _ambiguity is not null => Asking.WhenMeaning,
            IntentState.Seeking => Asking.When,
            IntentState.Offered => Asking.Time,
            _ when _changing => Asking.Change,
            IntentState.Chosen or IntentState.DetailsComplete => Missing ?? Asking.ReadBack,
            _ => Asking.ReadBack,
        };
    }

    private ToolAnswer RepeatLast(bool slower)
    {
        Quiet = true;
        if (Asking is Asking.ReadBack or Asking.CancelReadBack || _lastReply.Count == 0)
        {
            Quiet = false;
            _lastAsked = null;
            return new ToolAnswer("Read again.");
        }

        foreach (var words in _lastReply)
            _speech.Add(slower ? words with { Text = words.Text.Replace(", ", ". ", StringComparison.Ordinal) } : words);
        return new ToolAnswer("Said again.");
    }

    private List<Speech> Word(Asking asking, bool first, bool trouble)
    {
        if (asking == Asking.ReadBack)
            return WordReadBack(first, trouble);
        if (asking == Asking.CancelReadBack)
            return WordCancelReadBack(first, trouble);
        return [new Speech.Words(Plain(asking, first, trouble) + " ")];
    }

    private List<Speech> WordReadBack(bool first, bool trouble)
    {
        var intent = _intent!;
        List<Speech> words = [];
        if (intent.State is IntentState.DetailsComplete || first || !conversation.WasHeard(intent.ReadBackTag ?? ""))
        {
            var tag = NextTag("read-back");
            if (intent.ReadBack(tag) is IntentStep.Taken)
            {
                var email = _details.Email is not { } address ? null
                    : _say.WithEmail(_details.UseKnownEmail == true ? null : _say.Email(address));
                words.Add(new Speech.Words($"{_say.LetMeReadBack(again: !first)} "));
                words.Add(new Speech.Words(Sentences.ReadBack(_say, intent, intent.Attendee!, email, _details.NameSpelled, [.. _answers.Told.Select(each => $"{QuestionAnswer.Named(each.Question)}: {QuestionAnswer.Spoken(each.Question, each.Answer, _say)}")], Today) + " ", tag));
                Changed(intent);
            }
        }

        words.Add(new Speech.Words(YesKeys(intent.Moving is null ? _say.ShallBook : _say.ShallMove, trouble) + " "));
        return words;
    }

    private List<Speech> WordCancelReadBack(bool first, bool trouble)
    {
        List<Speech> words = [];
        if (first || _cancelTag is null || !conversation.WasHeard(_cancelTag))
        {
            _cancelTag = NextTag("cancel");
            var start = StartOf(_appointment!);
            words.Add(new Speech.Words(_say.WantsToCancel(EventOf(_appointment!), _say.DateAndTime(start, Today), _say.Zone(start.Zone)) + " ", _cancelTag));
        }

        words.Add(new Speech.Words(YesKeys(_say.ShallCancel, trouble) + " "));
        return words;
    }

    /// <summary>Keys are named the first time and after trouble.</summary>
    private string YesKeys(string question, bool trouble)
    {
        var tell = trouble || !_yesKeysTold;
        _yesKeysTold = true;
        return tell ? $"{question} {_say.YesKeys}" : question;
    }

    private string Plain(Asking asking, bool first, bool trouble)
    {
        switch (asking)
        {
            case Asking.Help:
                return trouble ? _say.HelpWithKeys : first && _done.Count == 0 ? _say.HowCanIHelp : _say.WhatCanIDo;

            case Asking.Event:
                return _say.WhichEvent(EventMatch.Labels(_events!, _say), keys: trouble && _events!.Count <= KeysForOptions);

            case Asking.When:
                return trouble ? _say.WhichDayAgain : _say.WhichDay(moving: _intent!.Moving is not null, other: !first || _intent.Offered.Count > 0);

            case Asking.WhenMeaning:
                return trouble ? WordMeanings(_ambiguity!.Meanings) : _ambiguity!.Question;

            case Asking.Time:
                return WordOffer(trouble);

            case Asking.Zone:
                return _zoneMeanings is { } meanings ? _say.WhichZone([.. meanings.Zones.Select(_say.Zone)]) : _say.WhichCity(again: trouble);

            case Asking.NumberZone:
                return YesKeys(_say.ShallUseZone(_say.Zone(_numberZone!)), trouble);

            case Asking.Name:
                return _say.WhatName(_details.NameMisses == 0 && !trouble ? 0 : _details.NameMisses < 2 ? 1 : 2);

            case Asking.NameRight:
                return YesKeys(_say.NameRight(_details.NameToConfirm!, _say.Letters(_details.NameToConfirm!, alphabet: _details.NameMisses > 0)), trouble);

            case Asking.KnownName:
                return YesKeys(_say.IsItFor(Shortened(_details.Known!.Name)), trouble);

            case Asking.Email:
                return WordEmail(first, trouble);

            case Asking.EmailRight:
                return YesKeys(_say.IsItRight(_say.EmailLetters(_details.EmailToConfirm!, alphabet: _details.EmailMisses > 0)), trouble);

            case Asking.KnownEmail:
                return YesKeys(_say.ShallUseEmail(Ending(_details.Known!.Email!)), trouble);

            case Asking.Phone:
                return trouble || _details.PhoneMisses > 0 ? _say.WhatPhoneAgain(PhoneOptional) : _say.WhatPhone;

            case Asking.PhoneRight:
                return YesKeys(_say.IsItRight(_say.Phone(_details.PhoneToConfirm!.Value)), trouble);

            case Asking.Change:
                return _say.WhatToChange([.. _answers.Told.Select(each => QuestionAnswer.Named(each.Question))], keys: trouble && _answers.Told.Count + KeysOfDetails <= KeysForOptions);

            case Asking.Question:
                return WordQuestion(StandingQuestion!, trouble);

            case Asking.QuestionRight:
                return YesKeys(_say.IsItRight(_say.Phone(_answers.ToConfirm!.Value.Number)), trouble);

            case Asking.Wish:
                return _say.ShallNoteWish(personByKey: CanTransfer);

            case Asking.WishWay:
                return _say.CallOrText;

            case Asking.Fact:
                return _say.WhichFact(_nameGivenAway, again: _factMisses > 0 || trouble);

            case Asking.Appointment:
                return _say.WhichAppointment([.. _appointments.Select(each => _say.DateAndTime(StartOf(each), Today))], keys: trouble && _appointments.Count <= KeysForOptions);

            case Asking.TextOffer:
                return YesKeys(_say.ShallTextLink(forEmail: _textAsks == Messages.TextLinks.Email), trouble);

            case Asking.Person:
                return CanTransfer ? _say.ShallPutThrough : _say.ShallTakeMessage;

            case Asking.NoMoreCalls:
                return YesKeys(_say.ShallStopCalls, trouble);

            case Asking.RightPerson:
                return _say.AmISpeakingWith(PersonCalled);

            case Asking.CallBackTime:
                return _callAgainMeanings?.Question ?? (_callTimeAsked ? _say.WhatTimeToCallAgain : _say.WhenToCallAgain);

            case Asking.Message:
                return _say.WhatMessage;

            case Asking.MessageNumber:
                return _say.WhatNumberForMessage;

            case Asking.AnythingElse:
                return trouble ? $"{_say.AnythingElse} {_say.YesKeys}" : _say.AnythingElse;

            default:
                return "";
        }
    }

    /// <summary>The meanings asked about, in other words than the first time; each has its key.</summary>
    private string WordMeanings(IReadOnlyList<WhenConstraint> meanings) =>
        _say.WhichMeaning([.. meanings.Select(each => _say.Wish(each, Today))], onlyKeys: _misses >= options.MissesBeforeKeys);

    private string WordOffer(bool trouble)
    {
        var slots = _intent!.LastOffer;
        var zone = _zoneDiffers ? $"{_say.InZone(_say.Zone(_zone!.Zone))} " : "";
        var offer = zone + _say.Offer([.. slots.Select(slot => slot.Start)], Today);
        if (slots.Count == 1)
            return $"{offer} {YesKeys(_say.ShallTakeIt, trouble)}";

        var keys = trouble || !_keysTold;
        _keysTold = true;
        return $"{offer} {(keys ? _say.SayTimeOrPress(slots.Count) : _say.WhichSuits)}";
    }

    private string WordEmail(bool first, bool trouble)
    {
        if (_details.EmailSoFar is { } piece)
            return _say.PartOfEmail(afterAt: piece.Local.Length > 0, goOn: false);
        if (_details.EmailMisses >= options.MissesBeforeKeys)
            return brief.CanType ? _say.TypeEmail(EmailOptional) : _say.SpellEmailSlowly(EmailOptional);
        return _details.EmailMisses > 0 || trouble ? _say.SpellEmail(EmailOptional) : _say.WhatEmail(forInvitation: first && Invites);
    }

    /// <summary>"Anna M.": enough for the right caller to say yes to, not enough to tell a stranger.</summary>
    private static string Shortened(string name)
    {
        var parts = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length < 2 ? name : $"{parts[0]} {parts[^1][0]}";
    }

    private string Ending(string address) => _say.Domain(address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..]);

    private Question QuestionOf(Asking asking)
    {
        PhoneNumber? near = PhoneNumber.TryParse(brief.CallerNumber, out var own) ? own : null;
        return asking switch
        {
            Asking.Help or Asking.AnythingElse => new Question(asking == Asking.Help ? AnswerKind.Open : AnswerKind.YesNo, [.. _say.Likely.Help, .. (_events ?? []).Select(each => each.Name)]),
            Asking.Event => new Question(AnswerKind.Choice, EventMatch.Labels(_events!, _say)),
            Asking.When => new Question(AnswerKind.When, _say.Likely.When, NamesOneTime([])),
            Asking.WhenMeaning => new Question(AnswerKind.When, _say.Likely.Places[..2]),
            Asking.Time when _intent!.LastOffer.Count == 1 => new Question(AnswerKind.YesNo, [_say.Time(_intent.LastOffer[0].Start), _say.Likely.AnotherDay], words => YesNo.IsComplete(words, Tongue)),
            Asking.Time => new Question(AnswerKind.Choice, [.. _intent!.LastOffer.Select(slot => _say.Time(slot.Start)), .. _say.Likely.Places, _say.Likely.AnotherDay], NamesOneTime([.. _intent.LastOffer.Select(slot => slot.Start)])),
            Asking.Zone => new Question(AnswerKind.Zone, []),
            Asking.Name => new Question(AnswerKind.Name, []) { Patience = Patience },
            Asking.Email => new Question(AnswerKind.Email, [], words => SpokenEmail.IsComplete(words, Tongue)) { Patience = Patience },
            Asking.Phone or Asking.MessageNumber => new Question(AnswerKind.Digits, [], words => SpokenPhone.IsComplete(words, near, Tongue), DigitCount: 0),
            Asking.Change => new Question(AnswerKind.Choice, [.. _say.Likely.Change, .. _answers.Told.Select(each => QuestionAnswer.Named(each.Question))]),
            Asking.Question => QuestionOfEvent(StandingQuestion!, near),
            Asking.Wish => new Question(AnswerKind.YesNo, _say.Likely.Wish, words => YesNo.IsComplete(words, Tongue)),
            Asking.WishWay => new Question(AnswerKind.Choice, _say.Likely.CallOrText),
            Asking.Fact => new Question(AnswerKind.Name, []),
            Asking.Appointment => new Question(AnswerKind.Choice, [.. _appointments.Select(each => _say.DateAndTime(StartOf(each), Today))]),
            Asking.CallBackTime => new Question(AnswerKind.When, _say.Likely.When),
            Asking.Message => new Question(AnswerKind.FreeText, []),
            Asking.Nothing => Question.Open,
            _ => new Question(AnswerKind.YesNo, [], words => YesNo.IsComplete(words, Tongue)),
        };
    }

    /// <summary>True for words that name one time and so can only be finished: one of <paramref name="offered"/>, or a day with its hour.</summary>
    private Func<string, bool> NamesOneTime(IReadOnlyList<ZonedDateTime> offered)
    {
        var context = new WhenContext(Now.InZone(_zone?.Zone ?? DateTimeZone.Utc), offered, null, null, null) { Tongue = Tongue };
        return words => WhenResolver.Resolve(words, context) switch
        {
            WhenReading.Pick => true,
            WhenReading.Wish(var wish) => wish.Exactly is not null && wish.From is not null && wish.From == wish.Until,
            _ => false,
        };
    }
}
