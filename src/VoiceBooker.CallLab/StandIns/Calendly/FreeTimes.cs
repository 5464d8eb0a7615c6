using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>A start that can be booked.</summary>
/// <param name="Slot">From start to end.</param>
/// <param name="Remaining">Seats left.</param>
/// <param name="Hosts">Who would hold it: one of every pool.</param>
/// <param name="Joined">The group event that stands there already.</param>
internal sealed record FreeTime(Interval Slot, int Remaining, IReadOnlyList<CalendlyUser> Hosts, ScheduledEvent? Joined);

/// <summary>Which starts of an event type are free: hours, notice, window, buffers, busy calendars, caps and events of all types of the hosts are taken into account.</summary>
internal static class FreeTimes
{
    /// <summary>Free starts within a span, its end excluded, in order.</summary>
    public static IReadOnlyList<FreeTime> Find(IReadOnlyCollection<ScheduledEvent> events, CalendlyEventType type, Interval within, Instant now)
    {
        var from = Instant.Max(within.Start, now + type.MinimumNotice);
        var until = Instant.Min(within.End, now + type.BookingWindow);
        if (from >= until || !type.Active)
            return [];
        var step = Duration.FromMinutes(type.Increment ?? type.Minutes);
        var active = events.Where(held => held.Active).ToList();
        var pools = type.Pools.Select(pool => Starts(active, type, pool, new Interval(from, until), step)).ToList();
        return [.. pools[0].Where(start => pools.TrueForAll(pool => pool.ContainsKey(start.Key))).OrderBy(start => start.Key).Select(start => Free(start.Key))];

        FreeTime Free(Instant start)
        {
            var slot = new Interval(start, start + type.Length);
            var hosts = pools.Select(pool => pool[start].MinBy(host => active.Count(held => held.Hosts.Contains(host)))!).Distinct().ToList();
            var joined = Joinable(active, type, hosts[0], slot);
            return new FreeTime(slot, type.Seats - (joined?.ActiveInvitees ?? 0), hosts, joined);
        }
    }

    /// <summary>The free start at exactly this moment; null when it is not free.</summary>
    public static FreeTime? At(IReadOnlyCollection<ScheduledEvent> events, CalendlyEventType type, Instant start, Instant now) =>
        Find(events, type, new Interval(start, start + Duration.FromTicks(1)), now) is [var free, ..] ? free : null;

    private static Dictionary<Instant, List<CalendlyUser>> Starts(List<ScheduledEvent> active, CalendlyEventType type, IReadOnlyList<CalendlyUser> pool, Interval within, Duration step)
    {
        var starts = new Dictionary<Instant, List<CalendlyUser>>();
        foreach (var host in pool)
        {
            var own = active.Where(held => held.Hosts.Contains(host)).ToList();
            foreach (var slot in SlotGrid.Slots(type.Hours ?? host.Hours, within, type.Length, step, slot => IsFree(own, type, host, slot)))
            {
                if (!starts.TryGetValue(slot.Start, out var hosts))
                    starts[slot.Start] = hosts = [];
                if (!hosts.Contains(host))
                    hosts.Add(host);
            }
        }

        return starts;
    }

    private static bool IsFree(List<ScheduledEvent> own, CalendlyEventType type, CalendlyUser host, Interval slot)
    {
        if (Joinable(own, type, host, slot) is { } joined)
            return joined.ActiveInvitees < type.Seats;
        var blocked = slot.Widened(Duration.FromMinutes(type.BeforeBuffer), Duration.FromMinutes(type.AfterBuffer));
        return !host.Busy.Exists(busy => busy.Overlaps(blocked))
            && !own.Exists(held => held.Slot.Overlaps(blocked) || held.Blocked.Overlaps(slot))
            && IsWithinCaps(own, type, host, slot.Start);
    }

    private static ScheduledEvent? Joinable(List<ScheduledEvent> active, CalendlyEventType type, CalendlyUser host, Interval slot) =>
        type.Kind == "group" ? active.Find(held => held.Type == type && held.Slot.Start == slot.Start && held.Hosts.Contains(host)) : null;

    private static bool IsWithinCaps(List<ScheduledEvent> own, CalendlyEventType type, CalendlyUser host, Instant start)
    {
        if (type.DailyLimit is null && host.Limits == new MeetingLimits())
            return true;
        var day = DateOf(start);
        return Below(type.DailyLimit, held => held.Type == type && DateOf(held.Slot.Start) == day)
            && Below(host.Limits.Daily, held => DateOf(held.Slot.Start) == day)
            && Below(host.Limits.Weekly, held => Monday(DateOf(held.Slot.Start)) == Monday(day))
            && Below(host.Limits.Monthly, held => DateOf(held.Slot.Start).ToYearMonth() == day.ToYearMonth());

        bool Below(int? cap, Func<ScheduledEvent, bool> counts) => cap is null || own.Count(counts) < cap;
        LocalDate DateOf(Instant at) => at.InZone(host.Hours.Zone).Date;
        static LocalDate Monday(LocalDate date) => date.PlusDays(1 - (int)date.DayOfWeek);
    }
}
