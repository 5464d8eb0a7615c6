using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Events;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Booking.Reception;

internal sealed partial class BookingDesk
{
    private async Task<ToolAnswer> ChooseEventAsync(string words, CancellationToken hangUp)
    {
        if (_events is not { Count: > 0 } events)
        {
            Say(_say.NothingToBook);
            _overlay = Asking.Person;
            return new ToolAnswer("Nothing can be booked.");
        }

        if (_intents.Count(intent => intent.State is IntentState.Confirmed or IntentState.Told) >= options.BookingsPerCall)
        {
            Say(_say.NoMoreBookings);
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
        _noting = null;
        _errand = Errand.Book;
        _intent = null;
        if (found is null)
            return new ToolAnswer("Several events can be booked; the caller is asked which.");

        Begin(found, moving: null);
        if (events.Count > 1)
            Say(_say.EventGladly(EventMatch.Named(found, events, _say)));
        if (_waitingWish is { } wish)
        {
            _waitingWish = null;
            return await TakeWhenAsync(wish, hangUp);
        }

        return new ToolAnswer($"Booking {found.Name}.");
    }

    private BookingEvent? FindEvent(string words) => _events is [var only] ? only : EventMatch.Find(_events!, words, Tongue) ?? EventMatch.Find(_events!, Said, Tongue) ?? PresetEvent;

    private void Begin(BookingEvent bookingEvent, Appointment? moving)
    {
        _intent = new BookingIntent(Guid.CreateVersion7(time.GetUtcNow()), brief.Call, bookingEvent) { Moving = moving };
        _intents.Add(_intent);
        _wish = null;
        _ambiguity = null;
        _refused.Clear();
        _fullDays.Clear();
        _changing = false;
        _fieldsRefused = 0;
        _whenSaid = "";
        _answers.Begin(bookingEvent, moving?.Answers ?? []);
        if (_zone is { } zone)
            _zoneDiffers = DateTimeZoneProviders.Tzdb.GetZoneOrNull(bookingEvent.TimeZone)?.GetUtcOffset(Now) != zone.Zone.GetUtcOffset(Now);
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
        _noting = null;
        _details.NameToConfirm = _details.EmailToConfirm = null;
        _details.EmailSoFar = null;
        Say(_say.StartingOver);
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
        _noting = null;
        _zoneAsk = null;
        _waitingWish = null;
        _cancelTag = null;
        _appointment = null;
        _served = true;
        Say(kept ? _say.Stands : nothing ? _say.NoProblem : _say.LetGo);
        return new ToolAnswer("Given up; nothing stands for it.");
    }

    private ToolAnswer HoldOn()
    {
        Quiet = true;
        Say(_say.TakeYourTime);
        return new ToolAnswer("Waiting.");
    }

    private async Task<ToolAnswer> EndCallAsync(CancellationToken hangUp)
    {
        var unfinished = IsUnfinished;
        if (_noting is { Agreed: true } wish)
            await TakeWishAsync(wish, hangUp);
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
            Say(brief.Outbound is null ? _say.Goodbye(nothing) : _say.GoodbyeOnOurCall(nothing));
            _speech.Add(new Speech.HangsUp());
        }

        Over = true;
    }

    private bool IsUnfinished => _intent is { State: < IntentState.Committing and > IntentState.Seeking };
}
