using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.Booking.When;

namespace VoiceBooker.Booking.Reception;

internal sealed partial class BookingDesk
{
    private const int FactMisses = 2;
    private const int MostWordsAroundName = 16;

    private IReadOnlyList<Appointment> _appointments = [];
    private Appointment? _appointment;
    private bool _identified;
    private bool _onlyOurs;
    private bool _nameGivenAway;
    private int _factMisses;
    private string? _dayAlone;
    private string? _cancelTag;

    private Asking AskingOfAppointments() =>
        !_identified && !_onlyOurs ? Asking.Fact
        : _appointment is null ? Asking.Appointment
        : Asking.CancelReadBack;

    private async Task<ToolAnswer> BeginAppointmentsAsync(Errand errand, string words, CancellationToken hangUp)
    {
        if (_errand == Errand.Book && _intent is { State: < IntentState.Committing and > IntentState.Seeking })
        {
            if (errand == Errand.Move)
                return WhenResolver.MentionsTime(words, Tongue) ? await TakeWhenAsync(words, hangUp) : await CorrectAsync("time", hangUp);
            if (errand == Errand.Cancel && !_hear.NamesAppointment(_hear.Plain(words)))
                return await NeverMindAsync(hangUp);
        }

        if (_intent is { } open)
            await LetGoAsync(open, hangUp);
        _intent = null;
        _overlay = null;
        _noting = null;
        _appointment = null;
        _cancelTag = null;
        if (!PhoneNumber.TryParse(brief.CallerNumber, out var number))
        {
            _errand = Errand.None;
            Say(_say.OnlyFromBookedNumber);
            _overlay = Asking.Person;
            return new ToolAnswer("No number to look up by.");
        }

        var found = await ledger.FindAppointmentsAsync(number.E164, hangUp);
        var ours = found.Where(each => _intents.Exists(intent => intent.Id == each.Id || intent.Moving?.Id == each.Id)).ToList();
        _onlyOurs = !_identified && ours.Count > 0;
        _appointments = _onlyOurs ? ours : found;
        if (_appointments.Count == 0)
        {
            _errand = Errand.None;
            _served = true;
            Say(_say.NoAppointmentFound);
            return new ToolAnswer("No appointment.");
        }

        if (!_identified && !_onlyOurs && _factMisses >= FactMisses)
            return Refuse();

        // a mind may pass on only the new time: in the whole sentence it stands behind its "to"
        if (errand == Errand.Move && Said.Contains(words, StringComparison.OrdinalIgnoreCase))
            words = Said;
        _errand = errand;
        _waitingWish = errand == Errand.Move && MoveWords.ToWhen(Tongue).Match(words) is { Success: true } to && WhenResolver.MentionsTime(to.Groups[1].Value, Tongue) ? to.Groups[1].Value : null;
        var which = errand == Errand.Move ? MoveWords.OfWhen(Tongue).Replace(MoveWords.ToWhen(Tongue).Replace(words, ""), "") : words;
        if (ours.Count > 0 || _identified)
            return await ProceedAsync(Narrow(_appointments, which), hangUp);

        var parts = FactParts.Read(which, Tongue);
        return parts.Name is not null || parts.Email is not null || DayIn(which).NamesDay
            ? await WeighAsync(Shown(parts.Name, parts.Email, which), which, hangUp)
            : new ToolAnswer("A second fact is asked before anything is told.");
    }

    private async Task<ToolAnswer> IdentifyAsync(string words, CancellationToken hangUp)
    {
        if (_errand is not (Errand.Move or Errand.Cancel or Errand.LookUp) || _intent is not null)
            return new ToolAnswer("Nothing was asked that needs it.", Refused: true);
        if (_identified || _onlyOurs)
        {
            var narrowed = EventMatch.Place(words, Tongue) is { } place && place <= _appointments.Count ? [_appointments[place - 1]] : Narrow(_appointments, words);
            return narrowed.Count == 1 ? await ProceedAsync(narrowed, hangUp) : Miss();
        }

        return await WeighAsync(Shown(words, words, words), words, hangUp);
    }

    /// <summary>
    /// One try at the second fact. Every one that is not right counts, and what is answered depends on its form alone: a weekday by itself is not enough
    /// whether it is the right one or not.
    /// </summary>
    private async Task<ToolAnswer> WeighAsync(IReadOnlyList<Appointment> shown, string words, CancellationToken hangUp)
    {
        if (shown.Count > 0)
        {
            _identified = true;
            return await ProceedAsync(shown, hangUp);
        }

        if (++_factMisses >= FactMisses)
            return Refuse();

        var alone = DayIn(words).IsAlone;
        _dayAlone = alone ? words : null;
        Say(alone ? _say.DayAloneIsNotEnough : _say.FactDoesNotMatch);
        return new ToolAnswer("It is not enough; asked once more.");
    }

    /// <summary>For the rest of the call nothing is told: somebody who guesses gets no third try.</summary>
    private ToolAnswer Refuse()
    {
        _errand = Errand.None;
        _appointments = [];
        _waitingWish = null;
        _dayAlone = null;
        _served = true;
        Say(_say.CannotTellWithoutFact);
        _overlay = Asking.Person;
        return new ToolAnswer("Refused: the caller could not be identified.");
    }

    private async Task<ToolAnswer> ProceedAsync(IReadOnlyList<Appointment> shown, CancellationToken hangUp)
    {
        if (_errand == Errand.LookUp)
        {
            foreach (var each in _appointments)
                Say(_say.YouHave(EventOf(each), _say.DateAndTime(StartOf(each), Today), _say.Zone(StartOf(each).Zone), each.AwaitsConfirmation));
            _done.AddRange(_appointments.Select(each => _say.DidLookUp(_say.DateAndTime(StartOf(each), Today) + (each.AwaitsConfirmation ? _say.StillToConfirm : ""))));
            _errand = Errand.None;
            _served = true;
            return new ToolAnswer("The appointments were told.");
        }

        if (shown.Count != 1)
            return new ToolAnswer("Asked which appointment.");

        _appointment = shown[0];
        if (_errand == Errand.Cancel)
            return new ToolAnswer("The cancellation is read back; nothing is cancelled yet.");
        if (EventOf(_appointment) is not { } bookingEvent)
        {
            _errand = Errand.None;
            Say(_say.CannotMoveThatOne);
            _overlay = Asking.Person;
            return new ToolAnswer("That event cannot be booked by this assistant.");
        }

        var attendee = _appointment.Attendee;
        _details.Name = attendee.Name;
        _details.NameSpelled = false;
        _details.Email = attendee.Email;
        _details.EmailSkipped = attendee.Email is null;
        _details.Phone = attendee.Phone ?? _details.Phone;
        _details.PhoneSkipped = _details.Phone is null;
        _details.NameToConfirm = _details.EmailToConfirm = null;
        _details.IsKnown = _details.UseKnownEmail = true;
        if (_zone is null && NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(attendee.Zone) is { } zone)
            await UseZoneQuietlyAsync(zone, bookingEvent);
        Begin(bookingEvent, _appointment);
        Say(_say.YouHave(bookingEvent, _say.DateAndTime(StartOf(_appointment), Today), zone: null, _appointment.AwaitsConfirmation));
        if (_waitingWish is not { } wish)
            return new ToolAnswer("Asked for the new time.");

        _waitingWish = null;
        return await TakeWhenAsync(wish, hangUp);
    }

    private Task UseZoneQuietlyAsync(NodaTime.DateTimeZone zone, Events.BookingEvent bookingEvent)
    {
        _zone = new CallerZone(zone, ZoneOrigin.Asked);
        var eventZone = NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(bookingEvent.TimeZone);
        _zoneDiffers = eventZone is null || eventZone.GetUtcOffset(Now) != zone.GetUtcOffset(Now);
        return Task.CompletedTask;
    }

    private async Task<ToolAnswer> CancelNowAsync()
    {
        var appointment = _appointment!;
        var outcome = await WaitForAsync(Waiting.Commit, () => ledger.CancelAsync(appointment, CancelReasons.ByCaller, journal, CancellationToken.None));
        var noted = outcome is not CancelOutcome.Failed(var failure) || await NoteFailedCancelAsync(appointment, failure);
        var told = outcome switch
        {
            CancelOutcome.Cancelled => _say.IsCancelled(_say.DateAndTime(StartOf(appointment), Today)),
            CancelOutcome.NotFound => _say.IsGone,
            CancelOutcome.Refused(var why) => _say.NotCancelled(begun: Sentences.HasBegun(why)),
            _ => _say.CancelUncertain(noted),
        };
        var tag = NextTag("told");
        _toTell.Add((null, tag, told));
        Say(told, tag);
        if (outcome is CancelOutcome.Cancelled)
            _done.Add(told);
        _cancelTag = null;
        _appointment = null;
        Finish();
        return outcome is CancelOutcome.Refused(var reason) ? OfferWish(WishToCancel(appointment, reason)) : new ToolAnswer(told);
    }

    private async Task CancelForCallerWhoLeftAsync(Appointment appointment)
    {
        switch (await ledger.CancelAsync(appointment, CancelReasons.ByCaller, journal, CancellationToken.None))
        {
            case CancelOutcome.Failed(var failure):
                await NoteFailedCancelAsync(appointment, failure);
                break;

            case CancelOutcome.Refused(var reason):
                await NoteForCallerWhoLeftAsync(WishToCancel(appointment, reason));
                break;
        }
    }

    /// <summary>A person must look whether the appointment still stands, and cancel it.</summary>
    private Task<bool> NoteFailedCancelAsync(Appointment appointment, string why) =>
        TryLeaveAsync(
            new CallNote(brief.Call, TaskKind.CheckBooking, $"Cancel the appointment of {appointment.Attendee.Name} ({EventOf(appointment)?.Name ?? "appointment"})", Lines(
            [
                ("Time", $"{SpokenEnglish.DateAndTime(StartOf(appointment), Today)} ({StartOf(appointment).Zone.Id})"),
                ("Telephone", appointment.Attendee.Phone),
                ("E-mail", appointment.Attendee.Email),
                ("What happened", $"The caller cancelled it, and it could not be done. {why}"),
                ("The caller was told", "that somebody looks after it and gets back to them"),
            ]))
            {
                Matter = $"cancel:{appointment.Id:D}",
                Booking = appointment.Id,
            });

    /// <summary>The appointments that one of three facts shows to be the caller's: the name, the e-mail, or the day as <see cref="AppointmentDay"/> wants it.</summary>
    private IReadOnlyList<Appointment> Shown(string? name, string? email, string day)
    {
        if (email is not null && SpokenEmail.TryRead(email, out var mail, Tongue) && mail.Address is { } address && _appointments.Any(each => string.Equals(each.Attendee.Email, address, StringComparison.OrdinalIgnoreCase)))
            return _appointments;
        if (name is not null && !_nameGivenAway && _appointments.Any(each => IsNamed(each.Attendee.Name, name)))
            return _appointments;

        var read = DayIn(day);
        var words = _dayAlone is { } alone && read is { NamesDay: false, NamesHour: true } ? $"{alone} {day}" : day;
        return [.. _appointments.Where(each => AppointmentDay.Read(words, Now.InZone(StartOf(each).Zone), Tongue).Shows(StartOf(each)))];
    }

    private AppointmentDay DayIn(string words) => AppointmentDay.Read(words, Now.InZone(_appointments is [var first, ..] ? StartOf(first).Zone : NodaTime.DateTimeZone.Utc), Tongue);

    /// <summary>The name alone or within a sentence; a long row of names is a guess, not an answer.</summary>
    private bool IsNamed(string known, string words)
    {
        string[] said = [.. Tokens(words)];
        if (said.Length > MostWordsAroundName)
            return false;
        if (SpokenName.TryRead(words, out var name, Tongue) && SameName.Matches(known, name.Name))
            return true;

        string[] ours = [.. Tokens(known)];
        return ours.Length > 0 && Enumerable.Range(0, Math.Max(0, said.Length - ours.Length + 1)).Any(at => said.AsSpan(at, ours.Length).SequenceEqual(ours));
    }

    private IReadOnlyList<Appointment> Narrow(IReadOnlyList<Appointment> among, string words)
    {
        if (among.Count > 1 && WhenResolver.MentionsTime(words, Tongue) && OnDay(among, words) is { Count: > 0 } onDay)
            return onDay;
        var named = among.Where(each => EventOf(each) is { } its && words.Contains(its.Name, StringComparison.OrdinalIgnoreCase)).ToList();
        return named.Count > 0 ? named : among;
    }

    private IReadOnlyList<Appointment> OnDay(IReadOnlyList<Appointment> among, string words) =>
        [.. among.Where(each =>
        {
            var start = StartOf(each);
            var reading = WhenResolver.Resolve(words, new WhenContext(Now.InZone(start.Zone), [], null, null, null) { Tongue = Tongue });
            WhenConstraint[] meanings = reading switch
            {
                WhenReading.Wish(var wish) => [wish],
                WhenReading.Ambiguous(_, var several) => [.. several],
                _ => [],
            };
            if (Tokens(words).Contains(start.DayOfWeek.ToString().ToLowerInvariant(), StringComparer.Ordinal))
                return true;
            return meanings.Any(wish => (wish.Weekdays.Count == 1 || (wish.From is { } from && wish.Until == from)) && wish.Allows(start));
        })];

    private Events.BookingEvent? EventOf(Appointment appointment) => _events?.FirstOrDefault(each => each.Id == appointment.EventId);

    private NodaTime.ZonedDateTime StartOf(Appointment appointment) =>
        appointment.Slot.Start.InZone(_zone?.Zone ?? NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(appointment.Attendee.Zone) ?? NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(EventOf(appointment)?.TimeZone ?? "") ?? NodaTime.DateTimeZone.Utc);
}
