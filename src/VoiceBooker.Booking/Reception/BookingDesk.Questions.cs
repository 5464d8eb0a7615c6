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
        var asking = Asking;
        var trouble = again || _misses > 0;
        var words = Word(asking, first: asking != _lastAsked, trouble);
        _lastAsked = asking;
        _lastQuestion = asking is Asking.Question or Asking.QuestionRight ? StandingQuestion?.Id : null;
        if (_misses >= options.MissesBeforeKeys && brief.CanType && asking is Asking.Name or Asking.Email or Asking.When or Asking.WhenMeaning or Asking.Help or Asking.Zone or Asking.Event or Asking.Question)
            words.Add(new Speech.Words("You can also type it. "));
        return [.. words, new Speech.Asks(QuestionOf(asking))];
    }

    /// <summary>What stands, said plainly: takes the place of what a mind claimed without ground.</summary>
    public string Truth() =>
        _toTell.Count > 0 ? _toTell[^1].Text
        : _done.Count > 0 && _intent is null ? _done[^1]
        : _intent?.Chosen is { } chosen ? $"To be clear: {SpokenEnglish.DateAndTime(chosen.Start, Today)} is held for you, but nothing is booked yet."
        : "To be clear: nothing is booked yet.";

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
                    : _details.UseKnownEmail == true ? "address I have for you"
                    : SpokenEnglish.Email(address);
                words.Add(new Speech.Words(first ? "Let me read that back. " : "Once more: "));
                words.Add(new Speech.Words(Sentences.ReadBack(intent, intent.Attendee!, email, _details.NameSpelled, [.. _answers.Told.Select(each => $"{QuestionAnswer.Named(each.Question)}: {QuestionAnswer.Spoken(each.Question, each.Answer)}")], Today) + " ", tag));
                Changed(intent);
            }
        }

        var shall = intent.Moving is null ? "Shall I book it?" : "Shall I move it?";
        words.Add(new Speech.Words(YesKeys(shall, trouble) + " "));
        return words;
    }

    private List<Speech> WordCancelReadBack(bool first, bool trouble)
    {
        List<Speech> words = [];
        if (first || _cancelTag is null || !conversation.WasHeard(_cancelTag))
        {
            _cancelTag = NextTag("cancel");
            var start = StartOf(_appointment!);
            words.Add(new Speech.Words($"You want to cancel {Sentences.Named(EventOf(_appointment!))} on {SpokenEnglish.DateAndTime(start, Today)}, {SpokenEnglish.Zone(start.Zone)}. ", _cancelTag));
        }

        words.Add(new Speech.Words(YesKeys("Shall I cancel it?", trouble) + " "));
        return words;
    }

    /// <summary>Keys are named the first time and after trouble.</summary>
    private string YesKeys(string question, bool trouble)
    {
        var tell = trouble || !_yesKeysTold;
        _yesKeysTold = true;
        return tell ? $"{question} Say yes or press 1, or say no or press 2." : question;
    }

    private string Plain(Asking asking, bool first, bool trouble)
    {
        switch (asking)
        {
            case Asking.Help:
                return trouble ? "You can say, for example, I'd like to book an appointment. Or press 1 to book, 2 to move an appointment, 3 to cancel one, or 0 for a person."
                    : first && _done.Count == 0 ? "How can I help you?" : "What can I do for you?";

            case Asking.Event:
                var names = EventMatch.Labels(_events!);
                var list = SpokenEnglish.List(names);
                return trouble ? $"You can book {string.Join(", ", names.Select((name, i) => $"{name}, press {i + 1}"))}. Which one?" : $"What would you like to book: {list}?";

            case Asking.When:
                return trouble ? "Please say a day or a time, for example Tuesday morning, or press 1 to hear the next free times."
                    : _intent!.Moving is not null ? "What day and time would suit you better?"
                    : first && _intent.Offered.Count == 0 ? "What day and time would suit you?" : "What other day or time would suit you?";

            case Asking.WhenMeaning:
                return trouble ? WordMeanings(_ambiguity!.Meanings) : _ambiguity!.Question;

            case Asking.Time:
                return WordOffer(trouble);

            case Asking.Zone:
                return _zoneMeanings is { } meanings ? meanings.Question : trouble ? "Which city are you in? A big city nearby will do." : "Which city or time zone are you in?";

            case Asking.NumberZone:
                return YesKeys($"Shall I use {SpokenEnglish.Zone(_numberZone!)} for you?", trouble);

            case Asking.Name:
                return _details.NameMisses == 0 && !trouble ? "What is your name, please?"
                    : _details.NameMisses < 2 ? "Please say your first and last name, or spell it letter by letter."
                    : "Please spell your name letter by letter, or press the hash key to go on without it.";

            case Asking.NameRight:
                return YesKeys($"I have {_details.NameToConfirm}, {SpokenEnglish.Letters(_details.NameToConfirm!, alphabet: _details.NameMisses > 0)}. Is that right?", trouble);

            case Asking.KnownName:
                return YesKeys($"Is this for {Shortened(_details.Known!.Name)}, who called from this number before?", trouble);

            case Asking.Email:
                return WordEmail(first, trouble);

            case Asking.EmailRight:
                return YesKeys($"I have {SpokenEnglish.EmailLetters(_details.EmailToConfirm!, alphabet: _details.EmailMisses > 0)}. Is that right?", trouble);

            case Asking.KnownEmail:
                return YesKeys($"Shall I use the e-mail address ending in {Ending(_details.Known!.Email!)}?", trouble);

            case Asking.Phone:
                return trouble || _details.PhoneMisses > 0 ? $"Please key in your telephone number and press the hash key{(PhoneOptional ? ", or say skip" : "")}." : "What telephone number can we reach you at? You can say it or key it in, then press the hash key.";

            case Asking.PhoneRight:
                return YesKeys($"I have {SpokenEnglish.Phone(_details.PhoneToConfirm!.Value)}. Is that right?", trouble);

            case Asking.Change:
                return WordChange(trouble);

            case Asking.Question:
                return WordQuestion(StandingQuestion!, trouble);

            case Asking.QuestionRight:
                return YesKeys($"I have {SpokenEnglish.Phone(_answers.ToConfirm!.Value.Number)}. Is that right?", trouble);

            case Asking.Wish:
                return YesKeysAlways("Shall I note your wish, so that somebody calls you back or texts you?") + (CanTransfer ? " For a person press 0." : "");

            case Asking.WishWay:
                return "Should somebody call you, or send you a text message? Say call or press 1, or say text or press 2.";

            case Asking.Fact:
                var facts = _nameGivenAway ? "its e-mail, or the date and hour of the appointment" : "the full name on the booking, its e-mail, or the date and hour of the appointment";
                return _factMisses > 0 || trouble ? $"Please tell me {facts}." : $"So that I know it's you: what is {facts}?";

            case Asking.Appointment:
                var mine = _appointments.Select((each, i) => $"{SpokenEnglish.DateAndTime(StartOf(each), Today)}{(trouble ? $", press {i + 1}" : "")}").ToList();
                return $"You have {mine.Count} appointments: {string.Join("; ", mine[..^1])}; and {Sentences.Ended(mine[^1])} Which one do you mean?";

            case Asking.Person:
                return CanTransfer ? YesKeysAlways("Shall I put you through to a person?") : YesKeysAlways("Shall I take a message, so that someone calls you back?");

            case Asking.Message:
                return "What may I pass on?";

            case Asking.MessageNumber:
                return "And what number can we call you back at? You can say it or key it in, then press the hash key.";

            case Asking.AnythingElse:
                return trouble ? "Is there anything else I can do for you? Say yes or press 1, or say no or press 2." : "Is there anything else I can do for you?";

            default:
                return "";
        }
    }

    /// <summary>The meanings asked about, in other words than the first time; each has its key.</summary>
    private string WordMeanings(IReadOnlyList<When.WhenConstraint> meanings)
    {
        var named = meanings.Select(each => SpokenEnglish.Wish(each, Today)).ToList();
        return _misses < options.MissesBeforeKeys
            ? $"{Sentences.Ended($"I can look {string.Join("; or ", named)}")} Which of these? You can also press {SpokenEnglish.List([.. named.Select((_, i) => $"{i + 1}")])}."
            : Sentences.Ended(string.Join("; ", named.Select((each, i) => $"{(i == 0 ? "Press" : "press")} {i + 1} to look {each}")));
    }

    private static string YesKeysAlways(string question) => $"{question} Say yes or press 1, or say no or press 2.";

    private string WordOffer(bool trouble)
    {
        var slots = _intent!.LastOffer;
        var zone = _zoneDiffers ? $"In {SpokenEnglish.Zone(_zone!.Zone)}: " : "";
        var offer = zone + SpokenEnglish.Offer([.. slots.Select(slot => slot.Start)], Today);
        if (slots.Count == 1)
            return $"{offer} {YesKeys("Shall I take that one?", trouble)}";

        var keys = trouble || !_keysTold;
        _keysTold = true;
        var numbers = slots.Count == 2 ? "1 or 2" : "1, 2 or 3";
        return keys ? $"{offer} Say the time, or press {numbers}." : $"{offer} Which one suits you?";
    }

    private string WordEmail(bool first, bool trouble)
    {
        if (_details.EmailSoFar is { } piece)
            return piece.Local.Length > 0 ? "Which part comes after the at sign?" : "Which part comes before the at sign?";
        if (_details.EmailMisses >= options.MissesBeforeKeys)
        {
            var skip = EmailOptional ? ", or say skip or press the hash key to go on without one" : "";
            return brief.CanType ? $"You can type your e-mail address{skip}." : $"Please spell your e-mail address slowly, letter by letter{skip}.";
        }

        if (_details.EmailMisses > 0 || trouble)
            return EmailOptional ? "Please spell your e-mail address letter by letter, like a as in alpha. Or say skip." : "Please spell your e-mail address letter by letter, like a as in alpha.";
        return first && Invites ? "What e-mail address should the invitation go to? You can spell it." : "What is your e-mail address?";
    }

    /// <summary>"Anna M.": enough for the right caller to say yes to, not enough to tell a stranger.</summary>
    private static string Shortened(string name)
    {
        var parts = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length < 2 ? name : $"{parts[0]} {parts[^1][0]}";
    }

    private static string Ending(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return SpokenEnglish.Email("x" + address[at..]).Split(" at ", 2) is [_, var domain] ? domain : address[(at + 1)..];
    }

    private Question QuestionOf(Asking asking)
    {
        PhoneNumber? near = PhoneNumber.TryParse(brief.CallerNumber, out var own) ? own : null;
        return asking switch
        {
            Asking.Help or Asking.AnythingElse => new Question(asking == Asking.Help ? AnswerKind.Open : AnswerKind.YesNo, ["book an appointment", "reschedule", "cancel my appointment", "no thank you", .. (_events ?? []).Select(each => each.Name)]),
            Asking.Event => new Question(AnswerKind.Choice, EventMatch.Labels(_events!)),
            Asking.When => new Question(AnswerKind.When, ["tomorrow", "next week", "as soon as possible", "in the morning", "in the afternoon"], NamesOneTime([])),
            Asking.WhenMeaning => new Question(AnswerKind.When, ["the first one", "the second one"]),
            Asking.Time when _intent!.LastOffer.Count == 1 => new Question(AnswerKind.YesNo, [SpokenEnglish.Time(_intent.LastOffer[0].Start), "another day"], YesNo.IsComplete),
            Asking.Time => new Question(AnswerKind.Choice, [.. _intent!.LastOffer.Select(slot => SpokenEnglish.Time(slot.Start)), "the first one", "the second one", "the third one", "another day"], NamesOneTime([.. _intent.LastOffer.Select(slot => slot.Start)])),
            Asking.Zone => new Question(AnswerKind.Zone, []),
            Asking.Name => new Question(AnswerKind.Name, []),
            Asking.Email => new Question(AnswerKind.Email, [], SpokenEmail.IsComplete),
            Asking.Phone or Asking.MessageNumber => new Question(AnswerKind.Digits, [], words => SpokenPhone.IsComplete(words, near), DigitCount: 0),
            Asking.Change => new Question(AnswerKind.Choice, ["the time", "the name", "the e-mail", .. _answers.Told.Select(each => $"the {QuestionAnswer.Named(each.Question)}")]),
            Asking.Question => QuestionOfEvent(StandingQuestion!, near),
            Asking.Wish => new Question(AnswerKind.YesNo, ["yes please", "no thank you", "call me back", "text me"], YesNo.IsComplete),
            Asking.WishWay => new Question(AnswerKind.Choice, ["call me", "a call", "text me", "a text message"]),
            Asking.Fact => new Question(AnswerKind.Name, []),
            Asking.Appointment => new Question(AnswerKind.Choice, [.. _appointments.Select(each => SpokenEnglish.DateAndTime(StartOf(each), Today))]),
            Asking.Message => new Question(AnswerKind.FreeText, []),
            Asking.Nothing => Question.Open,
            _ => new Question(AnswerKind.YesNo, [], YesNo.IsComplete),
        };
    }

    /// <summary>True for words that name one time and so can only be finished: one of <paramref name="offered"/>, or a day with its hour.</summary>
    private Func<string, bool> NamesOneTime(IReadOnlyList<ZonedDateTime> offered)
    {
        var context = new WhenContext(Now.InZone(_zone?.Zone ?? DateTimeZone.Utc), offered, null, null, null);
        return words => WhenResolver.Resolve(words, context) switch
        {
            WhenReading.Pick => true,
            WhenReading.Wish(var wish) => wish.Exactly is not null && wish.From is not null && wish.From == wish.Until,
            _ => false,
        };
    }
}
