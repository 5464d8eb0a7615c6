using NodaTime;
using NodaTime.TimeZones;

namespace VoiceBooker.Booking.Calendars.BuiltIn;

/// <summary>The times a schedule has in principle, before bookings. Pure. On the night clocks go forward the missing hour has none; on the night they go back each local time is there once.</summary>
internal static class ScheduleTimes
{
    /// <summary>All times that start within <paramref name="within"/>, ascending.</summary>
    public static IEnumerable<Slot> Within(CalendarSchedule schedule, int durationMinutes, Interval within)
    {
        var zone = DateTimeZoneProviders.Tzdb[schedule.TimeZone];
        var duration = Duration.FromMinutes(durationMinutes);
        var first = within.Start.InZone(zone).Date;
        var last = within.End.InZone(zone).Date;

        for (var date = first; date <= last; date = date.PlusDays(1))
        {
            foreach (var slot in OfDay(schedule, date, zone, duration))
            {
                if (slot.Start >= within.Start && slot.Start < within.End)
                    yield return slot;
            }
        }
    }

    /// <summary>True when the schedule has exactly this time.</summary>
    public static bool Has(CalendarSchedule schedule, int durationMinutes, Slot slot) =>
        Within(schedule, durationMinutes, new Interval(slot.Start, slot.Start + Duration.Epsilon)).Any(time => time == slot);

    private static IEnumerable<Slot> OfDay(CalendarSchedule schedule, LocalDate date, DateTimeZone zone, Duration duration)
    {
        var starts = new SortedSet<Instant>();
        foreach (var (from, to) in HoursOf(schedule, date))
        {
            var opens = date + from;
            var closes = to == LocalTime.Midnight ? date.PlusDays(1).AtMidnight() : date + to;
            var closing = zone.ResolveLocal(closes, Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnStartOfIntervalAfter)).ToInstant();
            for (var start = opens; start < closes; start = start.PlusMinutes(schedule.StepMinutes))
            {
                var mapping = zone.MapLocal(start);
                if (mapping.Count > 0 && mapping.First().ToInstant() is var at && at + duration <= closing)
                    starts.Add(at);
            }
        }

        return starts.Select(start => new Slot(start, start + duration));
    }

    private static IEnumerable<(LocalTime From, LocalTime To)> HoursOf(CalendarSchedule schedule, LocalDate date)
    {
        var exceptions = schedule.Exceptions.Where(exception => exception.Date == date).ToList();
        return exceptions.Count > 0
            ? exceptions.Where(exception => exception is { From: not null, To: not null }).Select(exception => (exception.From!.Value, exception.To!.Value))
            : schedule.WeeklyHours.Where(hours => hours.Day == date.DayOfWeek).Select(hours => (hours.From, hours.To));
    }
}
