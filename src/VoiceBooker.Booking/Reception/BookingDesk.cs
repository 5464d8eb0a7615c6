using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Events;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Journal;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Booking.Reception;

/// <summary>What a tool gives back to the mind that called it.</summary>
/// <param name="Result">In words, for the mind; the caller is told by the desk itself.</param>
/// <param name="Refused">Nothing happened: the arguments or the moment were wrong.</param>
internal sealed record ToolAnswer(string Result, bool Refused = false);

/// <summary>
/// One call's business: what is wanted, what is known, what was asked. A mind proposes by tools; the desk checks every proposal against the state machine and
/// against the caller's real words, does it, and says what must be true in words of its own.
/// </summary>
/// <remarks>Times: <c>BookingDesk.Times.cs</c>; details: <c>.Details.cs</c>; what is said: <c>.Questions.cs</c>; consent and commit: <c>.Consent.cs</c>; appointments: <c>.Appointments.cs</c>.</remarks>
internal sealed partial class BookingDesk(CallBrief brief, IBookingLedger ledger, ICallJournal journal, TimeProvider time, ReceptionOptions options, Conversation conversation)
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
    private readonly List<string> _done = [];
    private IReadOnlyList<BookingEvent>? _events;
    private BookingIntent? _intent;
    private Errand _errand;
    private Asking? _overlay;
    private int _misses;
    private int _tags;
    private bool _served;
    private (Guid Intent, IntentState State, Instant? Start) _recorded;

    /// <summary>True once the goodbye or the transfer is on its way.</summary>
    public bool Over { get; private set; }

    /// <summary>Whether somebody stands ready to take the caller over.</summary>
    public bool CanTransfer { get; private set; } = brief.Assistant.TransferNumber.Length > 0;

    /// <summary>True when the last tool said all there is to say; no question follows.</summary>
    public bool Quiet { get; private set; }

    /// <summary>What the caller is being asked.</summary>
    public Asking Asking => Over ? Asking.Nothing : _overlay ?? _errand switch
    {
        Errand.Book or Errand.Move when _intent is { } intent => AskingOf(intent),
        Errand.Book => Asking.Event,
        Errand.Move or Errand.Cancel or Errand.LookUp => AskingOfAppointments(),
        _ => _served ? Asking.AnythingElse : Asking.Help,
    };

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
            Events = [.. (_events ?? []).Select(each => each.Name)],
            Event = _intent?.Event.Name,
            Offered = _intent is { State: IntentState.Offered } offering ? [.. offering.LastOffer.Select(slot => (slot.Handle, SpokenEnglish.DateAndTime(slot.Start, now.Date)))] : [],
            Appointments = Asking == Asking.Appointment ? _appointments.Count : 0,
            Chosen = _intent?.Chosen is { } chosen ? SpokenEnglish.DateAndTime(chosen.Start, now.Date) : null,
            Name = _details.Name,
            Underway = _errand != Errand.None,
            Done = [.. _done],
            Misses = _misses,
            CanType = brief.CanType,
            AssistantName = brief.Assistant.Name,
            Instructions = BusinessKnowledge.Fill(brief.Assistant.Instructions, brief.Variables),
        };
    }

    /// <summary>Learns what can be booked and who calls; once.</summary>
    public async Task OpenAsync(CancellationToken hangUp)
    {
        if (_events is not null)
            return;

        var events = await ledger.FindEventsAsync(brief.Assistant.Id, hangUp);
        if (brief.Variables.GetValueOrDefault("name") is { Length: > 0 } name)
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
            DeskTools.Correct => await CorrectAsync(DeskTools.Text(arguments, "what"), hangUp),
            DeskTools.FindAppointment => await BeginAppointmentsAsync(Errand.LookUp, "", hangUp),
            DeskTools.MoveAppointment => await BeginAppointmentsAsync(Errand.Move, TheirWords(DeskTools.Text(arguments, "when")), hangUp),
            DeskTools.CancelAppointment => await BeginAppointmentsAsync(Errand.Cancel, TheirWords(DeskTools.Text(arguments, "which")), hangUp),
            DeskTools.Identify => await IdentifyAsync(TheirWords(DeskTools.Text(arguments, "fact")), hangUp),
            DeskTools.TransferToPerson => Person(),
            DeskTools.Repeat => RepeatLast(slower: DeskTools.Text(arguments, "how").Contains("slow", StringComparison.OrdinalIgnoreCase)),
            DeskTools.TakeMessage => Message(TheirWords(DeskTools.Text(arguments, "message"))),
            DeskTools.HoldOn => HoldOn(),
            DeskTools.StartOver => await StartOverAsync(hangUp),
            DeskTools.NeverMind => await NeverMindAsync(hangUp),
            DeskTools.NotUnderstood => Miss(),
            DeskTools.EndCall => await EndCallAsync(hangUp),
            _ => new ToolAnswer("There is no such tool.", Refused: true),
        };

        if (!answer.Refused && tool is not (DeskTools.NotUnderstood or DeskTools.Repeat or DeskTools.HoldOn) && !_missed)
            _misses = 0;
        _missed = false;
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

    private bool _missed;

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
            Say("I'm sorry, I'm having trouble understanding.");
            _overlay = Asking.Person;
            return new ToolAnswer("Not understood; a person was offered.");
        }

        Say(sorry ?? (_misses == 1 ? "Sorry, I didn't get that." : "I'm sorry, I still didn't get that."));
        return new ToolAnswer("Not understood; asked again.");
    }

    /// <summary>The call goes on although it was to end: the caller spoke into the goodbye, or before they were handed over.</summary>
    public void Reopen() => Over = false;

    /// <summary>Nobody took the caller over: so it is said, and a message is taken instead. No transfer is tried again on this call.</summary>
    public void TransferFailed()
    {
        Over = false;
        _misses = 0;
        CanTransfer = false;
        Say("I'm sorry, nobody can be reached on this line right now. I can take a message, and someone will call you back.");
        _overlay = Asking.Message;
    }

    /// <summary>A tool has failed: said so, and a person offered.</summary>
    public ToolAnswer Broken()
    {
        Quiet = false;
        Say("I'm sorry, something went wrong on my side.");
        _overlay = Asking.Person;
        return new ToolAnswer("It failed; a person was offered.");
    }

    /// <summary>What a mind's own words may lean on.</summary>
    public ClaimGround Ground()
    {
        List<ZonedDateTime> backed = [];
        if (_intent is { } intent)
            backed.AddRange((intent.Chosen is { } chosen ? [chosen] : intent.State == IntentState.Offered ? intent.LastOffer : []).Select(slot => slot.Start));
        if (_identified)
            backed.AddRange(_appointments.Select(StartOf));
        return new ClaimGround(BusinessKnowledge.Fill(brief.Assistant.Instructions, brief.Variables), backed, Today);
    }

    private ToolAnswer GoOnWithoutPerson()
    {
        _overlay = null;
        _misses = 0;
        Say("Let's try once more.");
        return new ToolAnswer("Asked again.");
    }

    private void Say(string text, string? tag = null)
    {
        if (text.Length > 0)
            _speech.Add(new Speech.Words(text.TrimEnd() + " ", tag));
    }

    /// <summary>Whether an invitation reaches somebody who books with an address: by our mail, or by the calendar's own.</summary>
    private bool Invites => brief.SendsMail || _intent is { Event.Provider: not BuiltIn };

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

    private async Task<ToolAnswer> ChooseEventAsync(string words, CancellationToken hangUp)
    {
        if (_events is not { Count: > 0 } events)
        {
            Say("I'm sorry, I have nothing to book at the moment.");
            _overlay = Asking.Person;
            return new ToolAnswer("Nothing can be booked.");
        }

        if (_intents.Count(intent => intent.State is IntentState.Confirmed or IntentState.Told) >= options.BookingsPerCall)
        {
            Say("I'm sorry, I can't make more bookings on one call.");
            _overlay = Asking.Person;
            return new ToolAnswer("No more bookings on this call.");
        }

        var found = FindEvent(words);
        if (_intent is { State: < IntentState.Committing } open && _errand == Errand.Book)
        {
            if (found is null || found.Id == open.Event.Id)
                return new ToolAnswer("That is being booked already.");
            await LetGoAsync(open, hangUp);
        }

        _overlay = null;
        _errand = Errand.Book;
        _intent = null;
        if (found is null)
            return new ToolAnswer("Several events can be booked; the caller is asked which.");

        Begin(found, moving: null);
        if (events.Count > 1)
            Say($"{Sentences.Capital(Sentences.Named(found))}, gladly.");
        if (_waitingWish is { } wish)
        {
            _waitingWish = null;
            return await TakeWhenAsync(wish, hangUp);
        }

        return new ToolAnswer($"Booking {found.Name}.");
    }

    private BookingEvent? FindEvent(string words) => _events is [var only] ? only : EventMatch.Find(_events!, words) ?? EventMatch.Find(_events!, Said);

    private void Begin(BookingEvent bookingEvent, Appointment? moving)
    {
        _intent = new BookingIntent(Guid.CreateVersion7(time.GetUtcNow()), brief.Call, bookingEvent) { Moving = moving };
        _intents.Add(_intent);
        _wish = null;
        _ambiguity = null;
        _refused.Clear();
        _changing = false;
    }

    private async Task LetGoAsync(BookingIntent intent, CancellationToken hangUp)
    {
        if (intent.State >= IntentState.Committing)
            return;
        await ledger.ReleaseAsync(intent, hangUp);
        intent.Abandon();
        await ledger.SaveAsync(intent, hangUp);
        Changed(intent);
    }

    private async Task<ToolAnswer> StartOverAsync(CancellationToken hangUp)
    {
        if (_intent is { } open)
            await LetGoAsync(open, hangUp);
        var event_ = _intent?.Event;
        var moving = _intent?.Moving;
        _intent = null;
        _overlay = null;
        _zoneAsk = null;
        _waitingWish = null;
        _details.NameToConfirm = _details.EmailToConfirm = null;
        _details.EmailSoFar = null;
        Say("Of course, let's start over.");
        if (event_ is not null && moving is null)
        {
            _errand = Errand.Book;
            if (_events!.Count == 1)
                Begin(event_, null);
        }
        else
        {
            _errand = Errand.None;
        }

        return new ToolAnswer("Started over.");
    }

    private async Task<ToolAnswer> NeverMindAsync(CancellationToken hangUp)
    {
        if (_intent is { } open)
            await LetGoAsync(open, hangUp);
        var nothing = _errand == Errand.None && _overlay is null;
        var kept = Asking == Asking.CancelReadBack;
        _intent = null;
        _errand = Errand.None;
        _overlay = null;
        _zoneAsk = null;
        _waitingWish = null;
        _cancelTag = null;
        _appointment = null;
        _served = true;
        Say(kept ? "All right, the appointment stands as it is." : nothing ? "No problem." : "No problem, I've let that go.");
        return new ToolAnswer("Given up; nothing stands for it.");
    }

    private ToolAnswer HoldOn()
    {
        Quiet = true;
        Say("Of course, take your time.");
        return new ToolAnswer("Waiting.");
    }

    private ToolAnswer Person()
    {
        if (!CanTransfer)
        {
            Say("I can't put you through right now, but I can take a message, and someone will call you back.");
            _overlay = Asking.Message;
            return new ToolAnswer("Nobody to transfer to; a message is taken instead.");
        }

        Say("I'll put you through to a colleague. One moment, please.");
        _speech.Add(new Speech.Transfers(brief.Assistant.TransferNumber));
        Over = true;
        return new ToolAnswer("Transferred.");
    }

    private string _message = "";

    private ToolAnswer Message(string words)
    {
        if (_overlay == Asking.MessageNumber)
            return MessageNumber(words);
        if (_overlay != Asking.Message)
        {
            _overlay = Asking.Message;
            return new ToolAnswer("Asked for the message.");
        }

        _message = words;
        if (_details.Phone is { } phone)
            return NoteMessage(phone);

        _overlay = Asking.MessageNumber;
        return new ToolAnswer("Asked for a number to call back.");
    }

    private ToolAnswer MessageNumber(string words)
    {
        if (SpokenPhone.TryRead(words, null, out var number))
            return NoteMessage(number.E164);
        return YesNo.Read(words).Answer == Answer.No || Skips(words) ? NoteMessage("") : Miss();
    }

    private ToolAnswer NoteMessage(string phone)
    {
        journal.Record("message.taken", new { text = _message, number = phone });
        _overlay = null;
        _served = true;
        _errand = _intent is null ? Errand.None : _errand;
        _done.Add("a message was taken");
        Say(phone.Length > 0 ? "Thank you, I've noted that. Someone will call you back." : "Thank you, I've noted that.");
        return new ToolAnswer("The message is noted.");
    }

    private async Task<ToolAnswer> EndCallAsync(CancellationToken hangUp)
    {
        var unfinished = IsUnfinished;
        if (_intent is { } open)
            await LetGoAsync(open, hangUp);
        Finish();
        _zoneAsk = null;
        _cancelTag = null;
        _appointment = null;
        SayGoodbye(unfinished);
        return new ToolAnswer("The call ends.");
    }

    /// <summary>A goodbye that says honestly whether anything was done.</summary>
    /// <param name="unfinished">A booking was under way and came to nothing.</param>
    public void SayGoodbye(bool unfinished = false)
    {
        if (!Over)
        {
            var nothing = (unfinished || IsUnfinished) && !_intents.Exists(intent => intent.State is IntentState.Confirmed or IntentState.Told);
            Say(nothing ? "Nothing has been booked. Thank you for calling. Goodbye!" : "Thank you for calling. Goodbye!");
            _speech.Add(new Speech.HangsUp());
        }

        Over = true;
    }

    private bool IsUnfinished => _intent is { State: < IntentState.Committing and > IntentState.Seeking };

    private async Task RecordAsync(CancellationToken hangUp)
    {
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

/// <summary>Which event a caller means.</summary>
internal static class EventMatch
{
    private static readonly HashSet<string> Idle = new(["a", "an", "the", "for", "of", "to", "with", "and", "or", "in", "on", "appointment", "meeting", "booking", "book", "minute", "minutes", "i", "would", "like", "one", "please"], StringComparer.Ordinal);

    /// <summary>The one that fits best; null when none does or two fit alike. A number is a place in the list.</summary>
    public static BookingEvent? Find(IReadOnlyList<BookingEvent> events, string words)
    {
        var said = Words(words);
        if (Place(words) is { } place && place <= events.Count)
            return events[place - 1];

        var scored = events
            .Select(each => (Event: each, Score: (2.0 * Words(each.Name).Count(said.Contains)) + (Contains(words, each.Name) ? 2 : 0) + (0.9 * Words(each.Description).Count(said.Contains))))
            .OrderByDescending(each => each.Score)
            .ToList();
        return scored is [{ Score: > 0 } best, ..] && (scored.Count == 1 || scored[1].Score < best.Score) ? best.Event : null;
    }

    /// <summary>"1", "the first one", "number two".</summary>
    public static int? Place(string words)
    {
        var text = words.ToLowerInvariant().Trim(' ', '.', '!', ',');
        foreach (var lead in (string[])["the ", "number ", "option "])
            text = text.StartsWith(lead, StringComparison.Ordinal) ? text[lead.Length..] : text;
        text = text.EndsWith(" one", StringComparison.Ordinal) ? text[..^4] : text;
        return text switch
        {
            "1" or "one" or "first" => 1,
            "2" or "two" or "second" => 2,
            "3" or "three" or "third" => 3,
            "4" or "four" or "fourth" => 4,
            "5" or "five" or "fifth" => 5,
            _ => null,
        };
    }

    private static bool Contains(string words, string name) => words.Contains(name, StringComparison.OrdinalIgnoreCase);

    private static HashSet<string> Words(string text) =>
        [.. text.ToLowerInvariant().Split([' ', ',', '.', '?', '!', '-', '/', '(', ')', ';'], StringSplitOptions.RemoveEmptyEntries).Select(word => word.Length > 3 ? word.TrimEnd('s') : word).Where(word => !Idle.Contains(word))];
}
