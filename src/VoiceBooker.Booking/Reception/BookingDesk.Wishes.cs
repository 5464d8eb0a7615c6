using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.Offers;
using VoiceBooker.Booking.Tasks;

namespace VoiceBooker.Booking.Reception;

internal sealed partial class BookingDesk
{
    /// <summary>How somebody is got back to.</summary>
    private enum ContactWay
    {
        Call,
        Text,
    }

    /// <summary>What a caller wants of a calendar that cannot do it now.</summary>
    /// <param name="Title">For the operator's list: "consultation".</param>
    /// <param name="Spoken">For the caller, as <see cref="Phrasebook.WishFor"/> words it.</param>
    /// <param name="Lines">What a person needs to know of it.</param>
    private sealed record Wished(string Title, string Spoken, IReadOnlyList<(string Label, string? Value)> Lines)
    {
        public bool Agreed { get; set; }

        public ContactWay? Way { get; set; }
    }

    private static readonly Phrasebook English = Phrasebook.Of(Tongue.English);

    private Wished? _noting;
    private string _whenSaid = "";

    private Asking? AskingOfWish() => _noting is not { } wish ? null : wish.Agreed ? MissingForWish ?? Asking.Wish : Asking.Wish;

    /// <summary>What a person needs who is to get back to the caller; null when all is there.</summary>
    private Asking? MissingForWish =>
        _details.NameToConfirm is not null ? Asking.NameRight
        : _details.Name is null ? (_details.Known is not null && _details.IsKnown is null ? Asking.KnownName : Asking.Name)
        : _details.PhoneToConfirm is not null ? Asking.PhoneRight
        : _details.Phone is null && !_details.PhoneSkipped ? Asking.Phone
        : _details.Phone is not null && _noting is { Way: null } ? Asking.WishWay
        : null;

    /// <summary>Offers to take the wish, so that a person gets back to the caller. What happened has been said already.</summary>
    private ToolAnswer OfferWish(Wished wish)
    {
        _overlay = null;
        _ambiguity = null;
        _changing = false;
        _noting = wish;
        journal.Record("wish.offered", new { wish.Title });
        return new ToolAnswer("The calendar cannot do it now. The caller is asked whether the wish is to be noted, for a call back or a text.");
    }

    /// <summary>A booking or a move that came to nothing, in the caller's own terms.</summary>
    private Wished WishOf(BookingIntent intent, OfferedSlot? chosen, string why)
    {
        // a person at the business reads it: in English, as all the console is; the caller hears it in their own language
        var when = chosen is not null ? SpokenEnglish.DateAndTime(chosen.Start, Today) : _wish is { } wish ? SpokenEnglish.Wish(wish, Today) : "";
        var what = English.Named(intent.Event);
        return new Wished(
            intent.Moving is null ? intent.Event.Name : $"move the appointment ({intent.Event.Name})",
            _say.WishFor(intent.Event, moving: intent.Moving is not null, chosen is not null ? _say.DateAndTime(chosen.Start, Today) : null, _wish is { } wished ? _say.Wish(wished, Today) : ""),
            [
                ("Wish", intent.Moving is { } moving ? $"Move {what} from {SpokenEnglish.DateAndTime(StartOf(moving), Today)}" : Phrasebook.Capital(what)),
                ("When", chosen is not null ? $"{when} ({chosen.Start.ToString("uuuu-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)})" : when),
                ("In the caller's words", _whenSaid),
                ("Time zone", _zone?.Zone.Id),
                .. _answers.Told.Select(each => (each.Question.Label, (string?)each.Answer.Replace("\n", ", ", StringComparison.Ordinal))),
                ("Why it was not booked", why),
            ]);
    }

    private Wished WishToCancel(Appointment appointment, string why) => new(
        $"cancel the appointment ({EventOf(appointment)?.Name ?? "appointment"})",
        _say.WishToCancel,
        [
            ("Wish", $"Cancel {English.Named(EventOf(appointment))} on {SpokenEnglish.DateAndTime(StartOf(appointment), Today)}, booked for {appointment.Attendee.Name}"),
            ("Time zone", StartOf(appointment).Zone.Id),
            ("Why it was not cancelled", why),
        ]);

    private async Task<ToolAnswer> AnswerWishAsync(string words, CancellationToken hangUp)
    {
        if (_noting is not { } wish)
            return new ToolAnswer("No wish is being noted.", Refused: true);
        if (_lastAsked is not (Asking.Wish or Asking.WishWay))
            return new ToolAnswer("That has not been asked yet: what the caller said was no answer to it.", Refused: true);

        var way = WayIn(Said);
        if (wish.Agreed)
        {
            wish.Way = By == Voice.Dialogue.SaidBy.Keys ? (Said == "1" ? ContactWay.Call : Said == "2" ? ContactWay.Text : null) : way;
            return wish.Way is null ? Miss() : new ToolAnswer("How to get back to the caller is known.");
        }

        var reading = YesNo.Read(Said, Tongue) is { Answer: not Answer.Unclear } own ? own : YesNo.Read(words, Tongue);
        if (reading.Answer == Answer.No)
            return await DropWishAsync(hangUp);
        if (reading.Answer != Answer.Yes && way is null)
            return Miss();

        wish.Agreed = true;
        wish.Way = way;
        return new ToolAnswer("The wish is noted as soon as all that is needed is known.");
    }

    private async Task<ToolAnswer> DropWishAsync(CancellationToken hangUp)
    {
        if (_intent is { } open)
            await LetGoAsync(open, hangUp);
        Finish();
        Say(_say.AllRight);
        if (CanTransfer)
            _overlay = Asking.Person;
        return new ToolAnswer("The wish is not noted.");
    }

    /// <summary>Notes a wish whose last missing piece has come.</summary>
    private async Task SettleWishAsync(CancellationToken hangUp)
    {
        if (!Over && _overlay is null && _noting is { Agreed: true } wish && MissingForWish is null)
            await TakeWishAsync(wish, hangUp);
    }

    private async Task TakeWishAsync(Wished wish, CancellationToken hangUp)
    {
        var reachable = _details.Phone is not null || _details.Email is not null;
        var left = reachable && await TryLeaveAsync(NoteOf(wish));
        if (_intent is { } open)
            await LetGoAsync(open, hangUp);
        Finish();
        if (!reachable)
        {
            Say(_say.NoWayToGetBack);
            return;
        }

        if (!left)
        {
            Say(_say.WishNotNoted);
            if (CanTransfer)
                _overlay = Asking.Person;
            return;
        }

        _notedForPeople = true;
        journal.Record("wish.noted", new { wish.Title, number = _details.Phone, by = wish.Way?.ToString() });
        _done.Add(_say.DidNoteWish(wish.Title));
        Say(_say.WishNoted(wish.Spoken, _details.Phone is null ? GetsBack.Mail : wish.Way == ContactWay.Text ? GetsBack.Text : GetsBack.Call));
    }

    private CallNote NoteOf(Wished wish)
    {
        var by = _details.Phone is null ? "e-mail" : wish.Way == ContactWay.Text ? "text message" : "call";
        var who = _details.Name ?? _details.Phone ?? "a caller";
        return new CallNote(brief.Call, TaskKind.CallBack, $"{(by == "e-mail" ? "Write to" : by == "call" ? "Call back" : "Text")} {who}: {wish.Title}", Lines(
        [
            .. wish.Lines,
            ("Name", _details.Name),
            ("Telephone", _details.Phone),
            ("E-mail", _details.Email),
            ("Get back by", by),
        ]));
    }

    /// <summary>A caller who agreed, or said yes to a booking that failed, and hung up: a person gets back to them where that is possible.</summary>
    private async Task NoteForCallerWhoLeftAsync(Wished wish)
    {
        if (_details.Phone is not null || _details.Email is not null)
            await TryLeaveAsync(NoteOf(wish));
    }

    /// <summary>The answer was lost and could not be found: a person looks; the background settles the matter when it finds out.</summary>
    private async Task NoteUnknownAsync(BookingIntent intent, OfferedSlot chosen, string why)
    {
        var who = intent.Attendee!;
        await TryLeaveAsync(
            new CallNote(brief.Call, TaskKind.CheckBooking, $"Check whether the {(intent.Moving is null ? "booking" : "move")} of {who.Name} stands ({intent.Event.Name})", Lines(
            [
                ("Event", intent.Event.Name),
                ("Time", $"{SpokenEnglish.DateAndTime(chosen.Start, Today)} ({chosen.Start.ToString("uuuu-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)}, {chosen.Zone.Id})"),
                ("Moved from", intent.Moving is { } moving ? SpokenEnglish.DateAndTime(StartOf(moving), Today) : null),
                ("Name", who.Name),
                ("Telephone", who.Phone),
                ("E-mail", who.Email),
                ("What happened", why),
                ("The caller was told", "that it is not certain, and that they get word"),
            ]))
            {
                Matter = $"intent:{intent.Id:D}",
                Connection = intent.Event.ConnectionId,
            });
    }

    private async Task<bool> TryLeaveAsync(CallNote note)
    {
        try
        {
            await notes.LeaveAsync(note, CancellationToken.None); // what is promised stands, whoever hangs up
            return true;
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            journal.Record("error", new { part = "notes", message = broken.GetType().Name });
            return false;
        }
    }

    private static string Lines(IReadOnlyList<(string Label, string? Value)> lines) =>
        string.Join('\n', lines.Where(line => !string.IsNullOrWhiteSpace(line.Value)).Select(line => $"{line.Label}: {line.Value!.Trim()}"));

    private ContactWay? WayIn(string said) => _hear.WantsCall(said) switch
    {
        true => ContactWay.Call,
        false => ContactWay.Text,
        null => null,
    };
}
