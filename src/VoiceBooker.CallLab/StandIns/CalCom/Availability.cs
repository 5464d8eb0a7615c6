using NodaTime;
using NodaTime.Calendars;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary>Which times of an event type are free. Pending bookings do not count (a known weakness of the provider), holds hide times but do not take them.</summary>
internal sealed class Availability(CalComState state)
{
    /// <summary>Slots that would be offered from <paramref name="within"/>'s start to its end.</summary>
    public IReadOnlyList<Interval> Slots(CalComEventType type, int minutes, Interval within, string? movedUid)
    {
        var length = Duration.FromMinutes(minutes);
        var step = Duration.FromMinutes(type.SlotInterval ?? minutes);
        var hosts = state.EventTypes.Values.Where(each => each.OwnerId == type.OwnerId).Select(each => each.Id).ToHashSet();
        var now = state.Now;
        var held = state.Reservations.Where(each => each.Until > now && hosts.Contains(each.EventTypeId)).Select(each => each.When).ToList();
        return [.. SlotGrid.Slots(state.ScheduleOf(type).Hours, within, length, step, slot =>
            !TooSoon(type, slot.Start) && !TooFar(type, slot.Start) && !held.Exists(each => each.Overlaps(slot))
            && !Busy(type, slot, movedUid) && LimitReached(type, slot, movedUid) is null)];
    }

    /// <summary>Within working hours and nothing in the way; the grid does not matter.</summary>
    public bool IsFree(CalComEventType type, Interval slot, string? movedUid) => state.ScheduleOf(type).Hours.Cover(slot) && !Busy(type, slot, movedUid);

    /// <summary>Earlier than now and the notice.</summary>
    public bool TooSoon(CalComEventType type, Instant start) => start < state.Now + Duration.FromMinutes(type.MinimumNotice);

    /// <summary>Beyond the booking window.</summary>
    public bool TooFar(CalComEventType type, Instant start)
    {
        if (type.Window is not { } window)
            return false;
        var zone = state.ScheduleOf(type).Hours.Zone;
        var (today, date) = (state.Now.InZone(zone).Date, start.InZone(zone).Date);
        return window.Type switch
        {
            "range" => date < window.From || date > window.Until,
            "businessDays" => date > BusinessDaysAfter(today, window.Days),
            _ => date > today.PlusDays(window.Days),
        };
    }

    /// <summary>The limit that one more booking would break: booking_limit_reached or duration_limit_reached.</summary>
    public string? LimitReached(CalComEventType type, Interval slot, string? movedUid)
    {
        if (type.CountLimit is { } count && Periods(type, slot, count).Any(period => Within(type, period.Span, movedUid).Count() >= period.Limit))
            return "booking_limit_reached";
        if (type.MinutesLimit is { } minutes && Periods(type, slot, minutes).Any(period => Within(type, period.Span, movedUid).Sum(each => each.When.Duration.TotalMinutes) + slot.Duration.TotalMinutes > period.Limit))
            return "duration_limit_reached";
        return null;
    }

    private bool Busy(CalComEventType type, Interval slot, string? movedUid)
    {
        // A booking keeps its own buffers and those of the type that is asked for.
        foreach (var booking in state.Bookings)
        {
            if (booking.Status == "accepted" && booking.Uid != movedUid && booking.EventType.OwnerId == type.OwnerId
                && booking.When.Widened(Duration.FromMinutes(booking.EventType.BufferBefore + type.BufferAfter), Duration.FromMinutes(booking.EventType.BufferAfter + type.BufferBefore)).Overlaps(slot))
                return true;
        }

        return state.Busy.Exists(each => each.AccountId == type.OwnerId
            && each.When.Widened(Duration.FromMinutes(type.BufferAfter), Duration.FromMinutes(type.BufferBefore)).Overlaps(slot));
    }

    private IEnumerable<CalComBooking> Within(CalComEventType type, Interval span, string? movedUid) =>
        state.Bookings.Where(each => each.Status == "accepted" && each.EventType.Id == type.Id && each.Uid != movedUid && span.Contains(each.Start));

    private IEnumerable<(Interval Span, int Limit)> Periods(CalComEventType type, Interval slot, CalComLimit limit)
    {
        var zone = state.ScheduleOf(type).Hours.Zone;
        var date = slot.Start.InZone(zone).Date;
        var monday = LocalDate.FromWeekYearWeekAndDay(WeekYearRules.Iso.GetWeekYear(date), WeekYearRules.Iso.GetWeekOfWeekYear(date), IsoDayOfWeek.Monday);
        var month = new LocalDate(date.Year, date.Month, 1);
        var year = new LocalDate(date.Year, 1, 1);
        if (limit.Day is { } perDay)
            yield return (Span(date, date.PlusDays(1)), perDay);
        if (limit.Week is { } perWeek)
            yield return (Span(monday, monday.PlusWeeks(1)), perWeek);
        if (limit.Month is { } perMonth)
            yield return (Span(month, month.PlusMonths(1)), perMonth);
        if (limit.Year is { } perYear)
            yield return (Span(year, year.PlusYears(1)), perYear);

        Interval Span(LocalDate from, LocalDate until) => new(zone.AtStartOfDay(from).ToInstant(), zone.AtStartOfDay(until).ToInstant());
    }

    private static LocalDate BusinessDaysAfter(LocalDate date, int days)
    {
        for (var left = days; left > 0;)
        {
            date = date.PlusDays(1);
            if (date.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday))
                left--;
        }

        return date;
    }
}
