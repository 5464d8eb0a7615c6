using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Offers;
using VoiceBooker.Booking.When;

namespace VoiceBooker.Booking.Reception;

internal sealed partial class BookingDesk
{
    private readonly HashSet<Instant> _refused = [];
    private readonly HashSet<LocalDate> _fullDays = [];
    private CallerZone? _zone;
    private Asking? _zoneAsk;
    private ZoneReading.Ambiguous? _zoneMeanings;
    private DateTimeZone? _numberZone;
    private string? _waitingWish;
    private WhenConstraint? _wish;
    private WhenReading.Ambiguous? _ambiguity;
    private bool _zoneDiffers;

    /// <summary>Any words about time: a wish, a pick, an answer to an ambiguity.</summary>
    private async Task<ToolAnswer> TakeWhenAsync(string words, CancellationToken hangUp)
    {
        if (_errand is Errand.Move or Errand.Cancel or Errand.LookUp && _intent is null)
            return await IdentifyAsync(words, hangUp);
        if (_intent is null or { State: >= IntentState.Committing })
        {
            _waitingWish = words;
            return await ChooseEventAsync(Said, hangUp);
        }

        _overlay = null;
        _noting = null;
        _whenSaid = words;
        var intent = _intent;
        if (!DecideZone(intent.Event, words))
        {
            _waitingWish = words;
            return new ToolAnswer("The caller's time zone is asked first.");
        }

        if (By == Voice.Dialogue.SaidBy.Keys && EventMatch.Place(words, Tongue) is { } key)
        {
            if (_ambiguity is { } asked && key <= asked.Meanings.Count)
            {
                _ambiguity = null;
                return await SearchAsync(asked.Meanings[key - 1], hangUp);
            }

            if (intent.State == IntentState.Seeking && key == 1)
                return await SearchAsync(WhenConstraint.Any, hangUp);
        }

        var offered = intent.State == IntentState.Offered || intent.LastOffer.Count > 0 && intent.Chosen is null ? intent.LastOffer : [];
        var chosen = intent.Chosen?.Start ?? intent.Moving?.Slot.Start.InZone(_zone!.Zone);
        var reading = WhenResolver.Resolve(words, new WhenContext(Now.InZone(_zone!.Zone), [.. offered.Select(slot => slot.Start)], _ambiguity is null ? _wish : InCommon(_ambiguity.Meanings), chosen, _ambiguity) { Tongue = Tongue });
        switch (reading)
        {
            case WhenReading.Pick(var index) when index >= 0 && index < offered.Count:
                _ambiguity = null;
                return await ChooseAsync(offered[index], hangUp);

            case WhenReading.Wish(var wish):
                _ambiguity = null;
                return await SearchAsync(wish, hangUp);

            case WhenReading.Ambiguous ambiguous:
                await FreeChoiceAsync(hangUp);
                var asked = _ambiguity;
                _ambiguity = ambiguous;
                if (asked is not null && asked.Meanings.SequenceEqual(ambiguous.Meanings))
                    return Miss();
                return new ToolAnswer($"Ambiguous; the caller is asked: {ambiguous.Question}");

            case WhenReading.Impossible(var reason):
                _ambiguity = null;
                Say(reason);
                return new ToolAnswer($"Impossible: {reason}");

            default:
                if (_hear.IsIndifferent(_hear.Plain(words)))
                {
                    _ambiguity = null;
                    return await SearchAsync(WhenConstraint.Any, hangUp);
                }

                return Miss();
        }
    }

    /// <summary>What holds whichever of the meanings was meant: an answer that is a new wish ("Thursday then") keeps it.</summary>
    private static WhenConstraint InCommon(IReadOnlyList<WhenConstraint> meanings)
    {
        var first = meanings[0];
        var sameDays = meanings.All(each => (each.From, each.Until) == (first.From, first.Until));
        IReadOnlyList<IsoDayOfWeek> weekdays = meanings.All(each => each.Weekdays.SequenceEqual(first.Weekdays)) ? first.Weekdays : [];
        if (!sameDays && weekdays.Count == 0 && meanings.All(each => each.From is { } day && day == each.Until && day.DayOfWeek == first.From!.Value.DayOfWeek))
            weekdays = [first.From!.Value.DayOfWeek];
        return new WhenConstraint
        {
            From = sameDays ? first.From : null,
            Until = sameDays ? first.Until : null,
            Weekdays = weekdays,
            NotWeekdays = [.. first.NotWeekdays.Where(day => meanings.All(each => each.NotWeekdays.Contains(day)))],
            NotDates = [.. first.NotDates.Where(day => meanings.All(each => each.NotDates.Contains(day)))],
            Earliest = Same(each => each.Earliest),
            Before = Same(each => each.Before),
            Exactly = Same(each => each.Exactly),
            Around = Same(each => each.Around),
            NotTimes = [.. first.NotTimes.Where(range => meanings.All(each => each.NotTimes.Contains(range)))],
            Preference = meanings.All(each => each.Preference == first.Preference) ? first.Preference : WhenPreference.None,
        };

        LocalTime? Same(Func<WhenConstraint, LocalTime?> part) => meanings.All(each => part(each) == part(first)) ? part(first) : null;
    }

    private async Task<ToolAnswer> ChooseTimeAsync(string choice, CancellationToken hangUp)
    {
        if (_intent is not { State: < IntentState.Committing } intent)
            return await TakeWhenAsync(Said, hangUp);
        if (intent.Offered.FirstOrDefault(slot => string.Equals(slot.Handle, choice, StringComparison.OrdinalIgnoreCase)) is { } byHandle)
            return await ChooseAsync(byHandle, hangUp);
        if (choice.Length > 1 && choice[0] is 's' or 'S' && choice[1..].All(char.IsAsciiDigit))
            return new ToolAnswer("No such time was offered. Use a handle that stands offered, or find_times.", Refused: true);
        if (intent.State == IntentState.Offered && EventMatch.Place(choice, Tongue) is { } place && (By == Voice.Dialogue.SaidBy.Keys || Said.Length > 1))
        {
            if (place <= intent.LastOffer.Count && By == Voice.Dialogue.SaidBy.Keys)
                return await ChooseAsync(intent.LastOffer[place - 1], hangUp);
            if (By == Voice.Dialogue.SaidBy.Keys)
                return Miss();
        }

        return await TakeWhenAsync(TheirWords(choice), hangUp);
    }

    private async Task<ToolAnswer> ChooseAsync(OfferedSlot slot, CancellationToken hangUp)
    {
        var intent = _intent!;
        if (intent.Choose(slot.Handle) is IntentStep.Refused refused)
            return new ToolAnswer(refused.Why, Refused: true);
        if (await WaitForAsync(Waiting.Times, () => ledger.HoldAsync(intent, hangUp)) == HoldResult.HeldByAnother)
        {
            _refused.Add(slot.Slot.Start);
            intent.ChangeMind();
            Say(_say.SomebodyTookIt);
            return await SearchAsync(_wish is { Exactly: not null } exact ? exact with { Exactly = null } : _wish ?? WhenConstraint.Any, hangUp);
        }

        _changing = false;
        if (Missing is not null)
            Say(_say.GoodTime(_say.DateAndTime(slot.Start, Today)));
        return new ToolAnswer($"Chosen and held: {slot.Handle}. Not booked yet.");
    }

    private async Task<ToolAnswer> SearchAsync(WhenConstraint wish, CancellationToken hangUp)
    {
        var intent = _intent!;
        await FreeChoiceAsync(hangUp);
        _wish = wish;
        _changing = false;
        var free = await FindFreeAsync(intent, wish, hangUp);
        if (free is not FreeTimes.Found(var slots))
        {
            Say(_say.CannotReachCalendar);
            return OfferWish(WishOf(intent, chosen: null, free is FreeTimes.Unavailable(var reason) ? reason : ""));
        }

        if (_fullDays.Count > 0)
            slots = [.. slots.Where(slot => !_fullDays.Contains(DayOf(intent.Event, slot)))];

        var result = SlotOffer.Make(new OfferBasis
        {
            Free = slots,
            Event = intent.Event,
            Wish = wish,
            Zone = _zone!.Zone,
            Now = Now,
            Before = intent.Offered,
            Refused = _refused,
        });
        if (result.Slots.Count == 0)
        {
            intent.ChangeMind();
            Say(_say.NoFreeTime(_say.Wish(wish, Today)));
            _wish = null;
            if (slots.Count == 0)
                _overlay = Asking.Person;
            return new ToolAnswer("Nothing is free.");
        }

        intent.Offer(result.Slots);
        switch (result)
        {
            case SlotOfferResult.Exact when wish.Exactly is not null && result.Slots.Count == 1 && (wish.From is not null || wish.Weekdays.Count == 1):
                return await ChooseAsync(result.Slots[0], hangUp);

            case SlotOfferResult.Alternatives:
                Say(_say.NotFree(wish.Exactly));
                break;

            case SlotOfferResult.NothingFree:
                Say(_say.NothingFreeBut(_say.Wish(wish, Today)));
                break;
        }

        return new ToolAnswer("Offered: " + string.Join("; ", result.Slots.Select(slot => $"{slot.Handle} = {_say.DateAndTime(slot.Start, Today)}")));
    }

    /// <summary>Free times, as long as a caller can be asked to wait for them.</summary>
    private async Task<FreeTimes> FindFreeAsync(BookingIntent intent, WhenConstraint wish, CancellationToken hangUp)
    {
        using var late = new CancellationTokenSource(options.SearchWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, hangUp);
        try
        {
            return await WaitForAsync(Waiting.Times, () => ledger.FindFreeAsync(intent.Event, SearchWindow.Of(Now, _zone!.Zone, intent.Event, wish, options.SearchDays), intent.Id, either.Token));
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !hangUp.IsCancellationRequested)
        {
            journal.Record("calendar.late", new { part = "times", after = options.SearchWithin.TotalMilliseconds });
            return new FreeTimes.Unavailable("The calendar did not answer in time.");
        }
    }

    /// <summary>The day on which a time is, for the calendar that counts by its own days.</summary>
    private static LocalDate DayOf(BookingEvent bookingEvent, Slot slot) =>
        slot.Start.InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(bookingEvent.TimeZone) ?? DateTimeZone.Utc).Date;

    private LocalDate Today => Now.InZone(_zone?.Zone ?? DateTimeZone.Utc).Date;

    /// <summary>A held choice is let go before another time is sought.</summary>
    private async Task FreeChoiceAsync(CancellationToken hangUp)
    {
        if (_intent is not { State: < IntentState.Committing } intent)
            return;
        if (intent.Chosen is not null)
            await ledger.ReleaseAsync(intent, hangUp);
        intent.ChangeMind();
    }
}
