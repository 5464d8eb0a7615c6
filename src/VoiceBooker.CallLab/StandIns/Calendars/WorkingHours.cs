using NodaTime;
using NodaTime.TimeZones;

namespace VoiceBooker.CallLab.StandIns.Calendars;

/// <summary>Hours of one day of the week. Until midnight (00:00) means until the day's end.</summary>
internal sealed record HoursOfDay(IsoDayOfWeek Day, LocalTime From, LocalTime Until);

/// <summary>Hours of one date instead of the week's; without hours (<see cref="Closed"/>) that date is closed.</summary>
internal sealed record HoursOfDate(LocalDate Date, LocalTime From, LocalTime Until)
{
    /// <summary>A date without hours.</summary>
    public static HoursOfDate Closed(LocalDate date) => new(date, LocalTime.Noon, LocalTime.Noon);
}

/// <summary>When somebody works, in their own zone.</summary>
internal sealed record WorkingHours(DateTimeZone Zone, IReadOnlyList<HoursOfDay> Week, IReadOnlyList<HoursOfDate> Dates)
{
    // A border in the skipped hour is where the clocks land; in the repeated hour work begins at its first and ends at its second pass.
    private static readonly ZoneLocalMappingResolver Begins = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);
    private static readonly ZoneLocalMappingResolver Ends = Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>Monday to Friday, the same hours.</summary>
    public static WorkingHours Weekdays(DateTimeZone zone, LocalTime from, LocalTime until) =>
        new(zone, [.. Enumerable.Range(1, 5).Select(day => new HoursOfDay((IsoDayOfWeek)day, from, until))], []);

    /// <summary>All seven days, the same hours.</summary>
    public static WorkingHours EveryDay(DateTimeZone zone, LocalTime from, LocalTime until) =>
        new(zone, [.. Enumerable.Range(1, 7).Select(day => new HoursOfDay((IsoDayOfWeek)day, from, until))], []);

    /// <summary>The spans worked on the dates (in <see cref="Zone"/>) that <paramref name="within"/> touches, whole, in order.</summary>
    public IEnumerable<Interval> Spans(Interval within)
    {
        var last = within.End.InZone(Zone).Date;
        for (var date = within.Start.InZone(Zone).Date.PlusDays(-1); date <= last; date = date.PlusDays(1))
        {
            foreach (var span in SpansOf(date))
                yield return span;
        }
    }

    /// <summary>Whether the whole of <paramref name="slot"/> is worked, perhaps over several spans that touch.</summary>
    public bool Cover(Interval slot)
    {
        var until = slot.Start;
        foreach (var span in Spans(slot))
        {
            if (span.Start <= until && span.End > until)
                until = span.End;
        }

        return until >= slot.End;
    }

    private IEnumerable<Interval> SpansOf(LocalDate date)
    {
        var special = Dates.Where(each => each.Date == date).Select(each => (each.From, each.Until)).ToList();
        var hours = special.Count > 0 ? special : [.. Week.Where(each => each.Day == date.DayOfWeek).Select(each => (each.From, each.Until))];
        foreach (var (from, until) in hours.Order())
        {
            var start = Zone.ResolveLocal(date + from, Begins).ToInstant();
            var end = Zone.ResolveLocal(until == LocalTime.Midnight ? date.PlusDays(1).AtMidnight() : date + until, Ends).ToInstant();
            if (end > start)
                yield return new Interval(start, end);
        }
    }
}

/// <summary>Times that can be offered.</summary>
internal static class SlotGrid
{
    /// <summary>
    /// Starts from the beginning of each worked span, every <paramref name="step"/> of real time (so a skipped hour has none and a repeated hour has them twice),
    /// as long as a slot of <paramref name="length"/> ends within the span, starts within <paramref name="within"/> and is <paramref name="free"/>.
    /// </summary>
    public static IEnumerable<Interval> Slots(WorkingHours hours, Interval within, Duration length, Duration step, Func<Interval, bool> free)
    {
        foreach (var span in hours.Spans(within))
        {
            for (var start = span.Start; start + length <= span.End && start < within.End; start += step)
            {
                var slot = new Interval(start, start + length);
                if (start >= within.Start && free(slot))
                    yield return slot;
            }
        }
    }

    /// <summary>Whether two spans share a moment; touching ones do not.</summary>
    public static bool Overlaps(this Interval one, Interval other) => one.Start < other.End && other.Start < one.End;

    /// <summary>A span made wider on both sides, for buffers.</summary>
    public static Interval Widened(this Interval span, Duration before, Duration after) => new(span.Start - before, span.End + after);
}
