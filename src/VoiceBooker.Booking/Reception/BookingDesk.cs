using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Journal;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Booking.Reception;

/// <summary>What a tool gives back to the mind that called it.</summary>
/// <param name="Result">In words, for the mind; the caller is told by the desk itself.</param>
/// <param name="Refused">Nothing happened: the arguments or the moment were wrong.</param>
internal sealed record ToolAnswer(string Result, bool Refused = false);

/// <summary>What the desk waits for outside.</summary>
internal enum Waiting
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>Free times are looked up, or one is held.</summary>
    Times,

    /// <summary>Something is entered in the calendar, moved or cancelled.</summary>
    Commit,
}

/// <summary>
/// One call's business: what is wanted, what is known, what was asked. A mind proposes by tools; the desk checks every proposal against the state machine and
/// against the caller's real words, does it, and says what must be true in words of its own.
/// </summary>
/// <remarks>Errands: <c>BookingDesk.Errands.cs</c>; times: <c>.Times.cs</c>, <c>.Zones.cs</c>; details: <c>.Details.cs</c>, <c>.Emails.cs</c>, <c>.Phones.cs</c>; what is said: <c>.Questions.cs</c>; the event's own questions: <c>.EventQuestions.cs</c>; consent: <c>.Consent.cs</c>; the commit and what came of it: <c>.Outcomes.cs</c>; appointments: <c>.Appointments.cs</c>; persons: <c>.Persons.cs</c>; links by text message: <c>.Texting.cs</c>; what was told, for the journal: <c>.Told.cs</c>; messages: <c>.Messages.cs</c>; calls that we make: <c>.OurCalls.cs</c>; the wish to be called no more: <c>.Stopping.cs</c>; what a person is told before a caller is put through: <c>.Handover.cs</c>; what is noted when the calendar fails: <c>.Wishes.cs</c>.</remarks>
internal sealed partial class BookingDesk(CallBrief brief, IBookingLedger ledger, ICallNotes notes, ICallWishes wishes, ICallJournal journal, TimeProvider time, ReceptionOptions options, Conversation conversation)
{
    private enum Errand
    {
        None,
        Book,
        Move,
        Cancel,
        LookUp,
    }

    private const int MissesBeforeGoodbye = 2;

    private readonly List<Speech> _speech = [];
    private readonly List<BookingIntent> _intents = [];
    private readonly CallerDetails _details = new();
    private readonly Phrasebook _say = Phrasebook.Of(Tongue.Of(brief.Assistant.Language));
    private readonly SaidWords _hear = SaidWords.Of(Tongue.Of(brief.Assistant.Language));
    private readonly EventAnswers _answers = new(brief.Variables, OwnNumber(brief), SaidWords.Of(Tongue.Of(brief.Assistant.Language)));
    private readonly List<string> _done = [];
    private IReadOnlyList<BookingEvent>? _events;
    private BookingIntent? _intent;
    private Errand _errand;
    private Asking? _overlay;
    private volatile Waiting _waiting;
    private int _misses;
    private int _tags;
    private bool _served;
    private bool _missed;
    private (Guid Intent, IntentState State, Instant? Start) _recorded;

    /// <summary>True once the goodbye or the transfer is on its way.</summary>
    public bool Over { get; private set; }

    /// <summary>Whether somebody stands ready to take the caller over.</summary>
    public bool CanTransfer { get; private set; } = brief.Assistant.TransferNumber.Length > 0;

    /// <summary>What outside is being waited for; read by the session while the desk works.</summary>
    public Waiting Waiting => _waiting;

    /// <summary>True when the last tool said all there is to say; no question follows.</summary>
    public bool Quiet { get; private set; }

    /// <summary>What the caller is being asked.</summary>
    public Asking Asking => Over ? Asking.Nothing : Doubted is not null ? Asking.NoMoreCalls : _overlay ?? AskingOfWish() ?? _errand switch
    {
        Errand.Book or Errand.Move when _intent is { } intent => AskingOf(intent),
        Errand.Book => Asking.Event,
        Errand.Move or Errand.Cancel or Errand.LookUp => AskingOfAppointments(),
        _ => _served ? Asking.AnythingElse : Asking.Help,
    };

    private static PhoneNumber? OwnNumber(CallBrief brief) => PhoneNumber.TryParse(brief.CallerNumber, out var own) ? own : null;

    private Tongue Tongue => _say.Tongue;

    private string Said => conversation.LastOfCaller?.Text ?? "";

    private SaidBy By => conversation.LastOfCaller?.By ?? SaidBy.Voice;

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>What stands now, for the mind.</summary>
    public ReceptionState Snapshot()
    {
        var zone = _zone?.Zone ?? DateTimeZone.Utc;
        var now = Now.InZone(zone);
        return new ReceptionState
        {
            Asking = Asking,
            Said = Said,
            By = By,
            Now = now,
            Events = EventMatch.Labels(_events ?? [], _say),
            Event = _intent?.Event.Name,
            Offered = _intent is { State: IntentState.Offered } offering ? [.. offering.LastOffer.Select(slot => (slot.Handle, _say.DateAndTime(slot.Start, now.Date)))] : [],
            Appointments = Asking == Asking.Appointment ? _appointments.Count : 0,
            Chosen = _intent?.Chosen is { } chosen ? _say.DateAndTime(chosen.Start, now.Date) : null,
            Name = _details.Name,
            Question = Asking is Asking.Question or Asking.QuestionRight ? StandingQuestion : null,
            Changeable = [.. _answers.Told.Select(each => QuestionAnswer.Named(each.Question))],
            Underway = _errand != Errand.None,
            Done = [.. _done],
            Misses = _misses,
            CanType = brief.CanType,
            Language = _say.Tongue,
            AssistantName = brief.Assistant.Name,
            Descriptions = [.. (_events ?? []).Where(each => each.Description.Length > 0).Select(each => (each.Name, each.Description))],
            HasEmail = _details.Email is not null,
            Texts = Textable,
            Instructions = BusinessKnowledge.Fill(brief.Assistant.Instructions, brief.Variables),
            OurCall = brief.Outbound is null ? null : new OurCall(options.BusinessName, Purpose, PersonCalled),
        };
    }

    /// <summary>Learns what can be booked and who calls; once.</summary>
    public async Task OpenAsync(CancellationToken hangUp)
    {
        if (_events is not null)
            return;

        var events = await ledger.FindEventsAsync(brief.Assistant.Id, hangUp);
        if (PersonCalled.Length == 0 && brief.Variables.GetValueOrDefault("name") is { Length: > 0 } name) // on our own call whoever answers has first to be that person
            _details.Name = name.Trim();
        if (brief.Variables.GetValueOrDefault("email") is { Length: > 0 } email && SpokenEmail.IsValid(email.Trim()))
            _details.Email = email.Trim();
        if (PhoneNumber.TryParse(brief.CallerNumber, out var phone))
        {
            _details.Phone = phone.E164;
            _details.Known = await ledger.FindCallerAsync(phone.E164, hangUp);
            if (_details.Known is { } known && _details.Name is { } told)
                _details.IsKnown = SameName.Matches(known.Name, told);
        }

        _events = events;
    }

    /// <summary>Does what a mind proposes. Nothing here is cancelled by the caller's talking over it.</summary>
    public async Task<ToolAnswer> RunAsync(string tool, IDictionary<string, object?>? arguments, CancellationToken hangUp)
    {
        Quiet = false;
        var answer = tool switch
        {
            DeskTools.ChooseEvent when Asking == Asking.Event && _events!.Count > 1 && FindEvent(DeskTools.Text(arguments, "event")) is null => Miss(),
            DeskTools.ChooseEvent => await ChooseEventAsync(DeskTools.Text(arguments, "event"), hangUp),
            DeskTools.FindTimes => await TakeWhenAsync(TheirWords(DeskTools.Text(arguments, "when")), hangUp),
            DeskTools.ChooseTime => await ChooseTimeAsync(DeskTools.Text(arguments, "choice"), hangUp),
            DeskTools.GiveDetail => await GiveDetailAsync(DeskTools.Text(arguments, "kind"), TheirWords(DeskTools.Text(arguments, "words")), hangUp),
            DeskTools.Answer => await AnswerAsync(DeskTools.Text(arguments, "words"), hangUp),
            DeskTools.AnswerQuestion => AnswerQuestion(TheirWords(DeskTools.Text(arguments, "words"))),
            DeskTools.Correct => await CorrectAsync(DeskTools.Text(arguments, "what"), hangUp),
            DeskTools.FindAppointment => await BeginAppointmentsAsync(Errand.LookUp, "", hangUp),
            DeskTools.MoveAppointment => await BeginAppointmentsAsync(Errand.Move, TheirWords(DeskTools.Text(arguments, "when")), hangUp),
            DeskTools.CancelAppointment => await BeginAppointmentsAsync(Errand.Cancel, TheirWords(DeskTools.Text(arguments, "which")), hangUp),
            DeskTools.Identify => await IdentifyAsync(TheirWords(DeskTools.Text(arguments, "fact")), hangUp),
            DeskTools.TransferToPerson => Person(),
            DeskTools.Repeat => RepeatLast(slower: DeskTools.Text(arguments, "how").Contains("slow", StringComparison.OrdinalIgnoreCase)),
            DeskTools.TakeMessage => await MessageAsync(TheirWords(DeskTools.Text(arguments, "message"))),
            DeskTools.TextMe => await TextMeAsync(hangUp),
            DeskTools.HoldOn => HoldOn(),
            DeskTools.StartOver => await StartOverAsync(hangUp),
            DeskTools.NeverMind => await NeverMindAsync(hangUp),
            DeskTools.NotUnderstood => Miss(),
            DeskTools.StopCalling => await ProposeStopAsync(),
            DeskTools.CallBack => await CallAgainAsync(TheirWords(DeskTools.Text(arguments, "when")), hangUp),
            DeskTools.NotInterested => await EndForNoInterestAsync(hangUp),
            DeskTools.WrongPerson => EndForWrongPerson(),
            DeskTools.EndCall => await EndCallAsync(hangUp),
            _ => new ToolAnswer("There is no such tool.", Refused: true),
        };

        if (!answer.Refused && tool is not (DeskTools.NotUnderstood or DeskTools.Repeat or DeskTools.HoldOn) && !_missed)
            _misses = 0;
        _missed = false;
        await SettleWishAsync(hangUp);
        Settle();
        await RecordAsync(hangUp);
        return answer;
    }

    /// <summary>What the tools have said since the last taking, in order.</summary>
    public IReadOnlyList<Speech> TakeSpeech()
    {
        Speech[] taken = [.. _speech];
        _speech.Clear();
        return taken;
    }

    /// <summary>One more misunderstanding; the question comes again with keys, then with a person.</summary>
    /// <param name="sorry">What is said before the question comes again; null: that it was not understood.</param>
    public ToolAnswer Miss(string? sorry = null)
    {
        _misses++;
        _missed = true;
        journal.Record("not-understood", new { times = _misses });
        if (Asking == Asking.AnythingElse && _misses >= MissesBeforeGoodbye)
        {
            SayGoodbye();
            return new ToolAnswer("Not understood twice, and nothing more is wanted: the call ends.");
        }

        if (_overlay == Asking.Person && _misses > options.MissesBeforePerson)
            return CanTransfer ? Person() : GoOnWithoutPerson();
        if (_misses >= options.MissesBeforePerson && _overlay is null)
        {
            Say(_say.TroubleUnderstanding);
            _overlay = Asking.Person;
            return new ToolAnswer("Not understood; a person was offered.");
        }

        Say(sorry ?? _say.NotUnderstood(again: _misses > 1));
        return new ToolAnswer("Not understood; asked again.");
    }

    /// <summary>The call goes on although it was to end: the caller spoke into the goodbye, or before they were handed over.</summary>
    public void Reopen() => Over = false;

    /// <summary>What a mind's own words may lean on.</summary>
    public ClaimGround Ground()
    {
        List<ZonedDateTime> backed = [];
        if (_intent is { } intent)
            backed.AddRange((intent.Chosen is { } chosen ? [chosen] : intent.State == IntentState.Offered ? intent.LastOffer : []).Select(slot => slot.Start));
        if (_identified)
            backed.AddRange(_appointments.Select(StartOf));
        string[] told = [BusinessKnowledge.Fill(brief.Assistant.Instructions, brief.Variables), .. (_events ?? []).Select(each => each.Description)];
        return new ClaimGround(string.Join('\n', told.Where(each => each.Length > 0)), backed, Today) { Tongue = Tongue, CallsAgain = _callsAgain || _notedForPeople, OptedOut = Stop.Stands };
    }

    private void Say(string text, string? tag = null)
    {
        if (text.Length > 0)
            _speech.Add(new Speech.Words(text.TrimEnd() + " ", tag));
    }

    /// <summary>Whether an invitation reaches somebody who books with an address: by our mail, or by the calendar's own.</summary>
    private bool Invites => brief.SendsMail || _intent is { Event.ConnectionId: not null };

    /// <summary>What the caller really said, when a mind gives words that they did not say.</summary>
    private string TheirWords(string argument)
    {
        if (argument.Length == 0)
            return Said;

        var said = conversation.Utterances.Where(each => each.Speaker == Speaker.Caller).TakeLast(2).SelectMany(each => Tokens(each.Text)).ToHashSet(StringComparer.Ordinal);
        return Tokens(argument).All(said.Contains) || argument is "skip" ? argument : Said;
    }

    private static IEnumerable<string> Tokens(string text) =>
        text.ToLowerInvariant().Split([' ', ',', '.', '?', '!', ';', ':', '"'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Waits for <paramref name="work"/>; the session keeps the caller company meanwhile.</summary>
    private async Task<T> WaitForAsync<T>(Waiting waiting, Func<Task<T>> work)
    {
        _waiting = waiting;
        try
        {
            return await work();
        }
        finally
        {
            _waiting = Waiting.Nothing;
        }
    }

    private async Task RecordAsync(CancellationToken hangUp)
    {
        RecordDetails();
        if (_intent is not { } intent)
            return;
        if (Changed(intent))
            await ledger.SaveAsync(intent, hangUp);
    }

    private bool Changed(BookingIntent intent)
    {
        var now = (intent.Id, intent.State, intent.Chosen?.Slot.Start);
        if (now == _recorded)
            return false;
        _recorded = now;
        journal.Record("intent.changed", new
        {
            intent = intent.Id,
            state = intent.State.ToString(),
            @event = intent.Event.Name,
            start = intent.Chosen?.Slot.Start.ToString(),
            zone = _zone?.Zone.Id,
        });
        return true;
    }
}
