using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.Booking.When;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Booking.Reception;

/// <content>Calls that we make.</content>
internal sealed partial class BookingDesk
{
    private WhenConstraint? _callAgain;
    private WhenReading.Ambiguous? _callAgainMeanings;
    private bool _callAgainAsked;
    private bool _callTimeAsked;
    private bool _callsAgain;

    /// <summary>What the call is about: what the brief says, else what is to be booked.</summary>
    public string Purpose => brief.Outbound is { Purpose.Length: > 0 } told ? told.Purpose.Trim().TrimEnd('.') : _say.Named(PresetEvent ?? (_events is [var only] ? only : null));

    private string PersonCalled => brief.Outbound?.PersonName.Trim() ?? "";

    private BookingEvent? PresetEvent => brief.Outbound?.EventId is { } id ? _events?.FirstOrDefault(each => each.Id == id) : null;

    /// <summary>The far side has answered: whom we want to speak to is asked; where that is not known, the booking begins.</summary>
    public void BeginOurCall()
    {
        if (PersonCalled.Length > 0)
            _overlay = Asking.RightPerson;
        else
            BeginPreset();
    }

    private void BeginPreset()
    {
        if (_intent is not null || _errand != Errand.None || _events is not { Count: > 0 } events)
            return;
        _errand = Errand.Book;
        if ((PresetEvent ?? (events is [var only] ? only : null)) is { } found)
            Begin(found, moving: null);
    }

    private ToolAnswer AnswerRightPerson(string words)
    {
        var plain = _hear.Plain(Said);
        var named = OutboundWords.IsNamed(Said, PersonCalled, Tongue);
        var reading = YesNo.Read(Said, Tongue) is { Answer: not Answer.Unclear } own ? own : YesNo.Read(words, Tongue);
        var self = OutboundWords.IsSelf(plain, Tongue) || named == true;
        if (OutboundWords.WrongPerson(plain, Tongue) || (!self && (named == false || reading.Answer == Answer.No)))
            return EndForWrongPerson();
        if (!self && reading.Answer != Answer.Yes)
            return Miss();

        _overlay = null;
        _details.Name ??= PersonCalled;
        if (_details.Known is { } known)
            _details.IsKnown = SameName.Matches(known.Name, _details.Name);
        Say(_say.ThankYou);
        BeginPreset();
        return new ToolAnswer("It is the person we called for.");
    }

    /// <summary>Nothing of the person we called for is told or asked.</summary>
    private ToolAnswer EndForWrongPerson()
    {
        if (brief.Outbound is null)
            return new ToolAnswer("The caller called us.", Refused: true);
        journal.Record("wrong-person", new { words = Said });
        _overlay = Asking.RightPerson;
        return EndOurCall(_say.WrongPersonGoodbye, "Wrong person; the call ends.");
    }

    private async Task<ToolAnswer> EndForNoInterestAsync(CancellationToken hangUp)
    {
        if (brief.Outbound is null)
            return new ToolAnswer("The caller called us; use never_mind or end_call.", Refused: true);
        if (_intent is { } open)
            await LetGoAsync(open, hangUp);
        _intent = null;
        _errand = Errand.None;
        _overlay = null;
        _noting = null;
        _served = true;
        journal.Record("not-interested", new { words = Said });
        return EndOurCall(_say.NotInterestedGoodbye, "Not interested; the call ends.");
    }

    private ToolAnswer EndOurCall(string goodbye, string result)
    {
        Say(goodbye);
        _speech.Add(new Speech.HangsUp());
        Over = true;
        return new ToolAnswer(result);
    }

    /// <summary>On a call that we made: when to call again. On one that came in somebody leaves word instead.</summary>
    private async Task<ToolAnswer> CallAgainAsync(string words, CancellationToken hangUp)
    {
        if (brief.Outbound is null)
            return await MessageAsync(words);
        if (CallBackTime.FromNow(words, Now, _say) is { } soon)
            return await PromiseCallAsync(soon, _say.DateAndTime(ToTheMinute(soon).InZone(PersonZone), Now.InZone(PersonZone).Date), hangUp);

        var now = Now.InZone(PersonZone);
        switch (WhenResolver.Resolve(words, new WhenContext(now, [], _callAgain, null, _callAgainMeanings) { Tongue = Tongue }))
        {
            case WhenReading.Wish(var wish) when CallBackTime.Read(wish, now) is ({ } day, var time):
                _callAgainMeanings = null;
                _callAgain = wish;
                if (time is null && !_callTimeAsked)
                {
                    _callTimeAsked = true;
                    _overlay = Asking.CallBackTime;
                    return new ToolAnswer("The day is known; the time is asked.");
                }

                return await PromiseCallAsync(day, time, wish, now, hangUp);

            case WhenReading.Ambiguous ambiguous:
                _callAgainMeanings = ambiguous;
                _overlay = Asking.CallBackTime;
                return new ToolAnswer($"Ambiguous; asked: {ambiguous.Question}");

            case WhenReading.Impossible(var reason):
                Say(reason);
                _overlay = Asking.CallBackTime;
                return new ToolAnswer($"Impossible: {reason}");
        }

        if (_callAgain is { } known && CallBackTime.Read(known, now) is ({ } only, var hour))
            return await PromiseCallAsync(only, hour, known, now, hangUp);
        if (_callAgainAsked)
            return await PromiseCallAsync(null, null, hangUp);
        _callAgainAsked = true;
        _overlay = Asking.CallBackTime;
        return new ToolAnswer("Asked when to call again.");
    }

    /// <summary>A day without a time: at the hour at which we reached them now.</summary>
    private Task<ToolAnswer> PromiseCallAsync(LocalDate day, LocalTime? time, WhenConstraint wish, ZonedDateTime now, CancellationToken hangUp)
    {
        var start = (day + (time ?? now.TimeOfDay)).InZoneLeniently(PersonZone);
        var told = time is not null && (wish.Exactly is not null || wish.Around is not null) ? _say.DateAndTime(start, now.Date)
            : time is not null ? _say.Wish(wish with { From = day, Until = day, Weekdays = [] }, now.Date)
            : _say.On(day, now.Date);
        return PromiseCallAsync(start.ToInstant(), told, hangUp);
    }

    private async Task<ToolAnswer> PromiseCallAsync(Instant? at, string? told, CancellationToken hangUp)
    {
        if (at is not null && told is not null && !IsZoneSure)
            told = $"{told}, {_say.Zone(PersonZone)}";
        if (_intent is { } open)
            await LetGoAsync(open, hangUp);
        _intent = null;
        _errand = Errand.None;
        _overlay = null;
        _noting = null;
        _served = true;
        var dialled = await TryCallAgainAsync(at);
        if (!dialled && !await TryLeaveAsync(CallAgainNote(told, at)))
            return EndOurCall($"{_say.NotNoted} {_say.GoodbyeOnOurCall(nothingBooked: false)}", "The wish could not be noted; the call ends.");

        journal.Record("call-back", new { at = at?.ToString(), words = Said, by = dialled ? "us" : "people" });
        _callsAgain = true;
        _done.Add(_say.DidPromiseCall(told));
        return EndOurCall(dialled ? _say.WillCallAgain(told) : _say.PersonCallsAgain, "Another call is arranged; the call ends.");
    }

    private async Task<bool> TryCallAgainAsync(Instant? at)
    {
        try
        {
            return await wishes.CallBackAsync(brief.Call, at, Said, CancellationToken.None);
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            journal.Record("error", new { part = "call back", message = broken.GetType().Name });
            return false;
        }
    }

    private CallNote CallAgainNote(string? told, Instant? at) => new(brief.Call, TaskKind.CallBack, $"Call back {_details.Name ?? (PersonCalled.Length > 0 ? PersonCalled : brief.CallerNumber ?? "somebody")}{(told is null ? "" : $": {told}")}", Lines(
    [
        ("Name", _details.Name ?? (PersonCalled.Length > 0 ? PersonCalled : null)),
        ("Telephone", brief.CallerNumber),
        ("When", at is { } start ? $"{start.InZone(PersonZone).ToString("uuuu-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)} ({PersonZone.Id})" : null),
        ("In their words", Said),
        ("We had called about", Purpose),
    ]));

    private bool IsZoneSure => _zone is { Origin: not ZoneOrigin.Number } || GivenZone is not null;

    private DateTimeZone? GivenZone => brief.Variables.GetValueOrDefault("cal_timezone") is { Length: > 0 } given ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(given.Trim()) : null;

    /// <summary>Where the person is: as given, as asked, as the number tells, as the event is.</summary>
    private DateTimeZone PersonZone =>
        _zone?.Zone ?? GivenZone
        ?? (OwnNumber(brief) is { } number ? SpokenZone.FromNumber(number)?.Zone : null)
        ?? DateTimeZoneProviders.Tzdb.GetZoneOrNull((PresetEvent ?? (_events is [var first, ..] ? first : null))?.TimeZone ?? "") ?? DateTimeZone.Utc;

    private static Instant ToTheMinute(Instant at) => Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds() / 60 * 60);
}
