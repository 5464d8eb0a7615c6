using NodaTime;

namespace VoiceBooker.Booking.When;

/// <summary>Puts the days and times of a sentence together into wishes; several where the words have several meanings.</summary>
internal static class WhenComposer
{
    private const int MostMeanings = 6;

    private static readonly LocalTime LastMinute = new(23, 59);

    /// <summary>All wishes the days can mean; one without days when there are none.</summary>
    public static List<WhenConstraint> Days(IReadOnlyList<DayMention> days)
    {
        var wanted = Agreed([.. days.Where(day => !day.Negated)]);
        var weekdays = wanted.Where(day => day.Weekday is not null).ToList();
        var stretches = wanted.Where(day => day.Weekday is null && !day.Meanings.All(each => each.IsOneDay)).ToList();
        var only = stretches.SelectMany(day => day.Only).Distinct().ToList();

        List<WhenConstraint> wishes;
        if (weekdays.Count > 0 && stretches.Count > 0 && wanted.Count == weekdays.Count + stretches.Count && !(stretches.Exists(each => each.Or) && weekdays.Exists(each => each.Or)))
        {
            IReadOnlyList<IsoDayOfWeek> named = [.. weekdays.Select(day => day.Weekday!.Value).Distinct()];
            wishes = [.. Product([.. stretches.Select(each => each.Meanings)]).Select(ranges => Joined(ranges, stretches.Exists(each => each.Or)) with { Weekdays = named }).Select(Pinned)];
        }
        else if (weekdays.Exists(day => day.Every) && weekdays.Count == wanted.Count)
            wishes = [new() { Weekdays = [.. weekdays.Select(day => day.Weekday!.Value).Distinct()] }];
        else
            wishes = [.. Product([.. wanted.Select(each => each.Meanings)]).Select(ranges => Joined(ranges, wanted.Exists(each => each.Or)))];

        if (only.Count > 0)
            wishes = [.. wishes.Select(wish => wish with { Weekdays = only })];
        var denied = days.Where(day => day.Negated).ToList();
        return denied.Count == 0 ? wishes : [.. wishes.Select(wish => Without(wish, denied))];
    }

    /// <summary>All wishes the times can mean; one without times when there are none.</summary>
    /// <param name="times">What was said.</param>
    /// <param name="everyHour">True to take "eight" for evening as well, as when it is compared with what was offered.</param>
    public static List<WhenConstraint> Times(IReadOnlyList<TimeMention> times, bool everyHour)
    {
        var parts = times.Where(time => !time.Negated && time.Sense == TimeSense.Part).ToList();
        var clocks = times.Where(time => !time.Negated && time.Sense != TimeSense.Part).ToList();
        var joinedPart = parts.Count == 1 && !(clocks.Count > 0 && (parts[0].Or || clocks.TrueForAll(clock => clock.Or))) ? parts[0] : null;

        List<WhenConstraint> wishes;
        if (clocks.Count == 0)
            wishes = [PartsOf(parts)];
        else
        {
            var meanings = clocks.ConvertAll(clock => (IReadOnlyList<WhenConstraint>)[.. Meanings(clock, joinedPart, everyHour).Distinct()]);
            if (parts.Count > 0 && joinedPart is null)
                meanings.AddRange(parts.Select(part => (IReadOnlyList<WhenConstraint>)[PartsOf([part])]));
            wishes = [.. Product(meanings).Select(Times).Distinct()];
            if (joinedPart is not null && clocks.TrueForAll(clock => clock.Sense is TimeSense.After or TimeSense.Before or TimeSense.By))
                wishes = [.. wishes.Select(wish => wish with { Earliest = Max(wish.Earliest, joinedPart.Part.From), Before = Min(wish.Before, joinedPart.Part.Before) })
                    .Select(wish => wish.Earliest >= wish.Before ? wish with { Earliest = null } : wish)];
        }

        foreach (var denied in times.Where(time => time.Negated))
            wishes = wishes.ConvertAll(wish => Without(wish, denied));
        return wishes;
    }

    private static List<DayMention> Agreed(List<DayMention> days)
    {
        for (var i = days.Count - 1; i > 0; i--)
        {
            var (day, before) = (days[i], days[i - 1]);
            if (day.Or || !day.Meanings.All(each => each.IsOneDay) || !before.Meanings.All(each => each.IsOneDay) || (day.Weekday is not null && before.Weekday is not null && day.Weekday != before.Weekday))
                continue;
            var common = before.Meanings.Intersect(day.Meanings).ToList();
            if (common.Count == 0 && day.Weekday is { } weekday)
                common = [.. before.Meanings.Where(each => each.From?.DayOfWeek == weekday)];
            if (common.Count == 0 && day.Weekday is null && before.Weekday is null)
                continue;
            days[i - 1] = before with { Meanings = common.Count > 0 ? common : [.. before.Meanings.Concat(day.Meanings).Distinct()], Weekday = null };
            days.RemoveAt(i);
        }

        return days;
    }

    /// <summary>A weekday within one week is a date.</summary>
    private static WhenConstraint Pinned(WhenConstraint wish)
    {
        if (wish is not { From: { } from, Until: { } until, Weekdays: [var weekday] } || Period.DaysBetween(from, until) > 6)
            return wish;
        var date = from.DayOfWeek == weekday ? from : from.Next(weekday);
        return date <= until ? wish with { From = date, Until = date, Weekdays = [] } : wish with { From = date.PlusWeeks(-1), Until = date.PlusWeeks(-1), Weekdays = [] };
    }

    private static WhenConstraint Joined(IReadOnlyList<DateRange> ranges, bool or)
    {
        if (ranges.Count == 0)
            return WhenConstraint.Any;
        if (ranges.Count == 1)
            return new() { From = ranges[0].From, Until = ranges[0].Until };
        if (!or && !ranges.All(each => each.IsOneDay))
        {
            var from = ranges.Max(each => each.From);
            var until = ranges.Min(each => each.Until);
            if (from is null || until is null || from <= until)
                return new() { From = from, Until = until };
        }

        var first = ranges.Any(each => each.From is null) ? null : ranges.Min(each => each.From);
        var last = ranges.Any(each => each.Until is null) ? null : ranges.Max(each => each.Until);
        if (first is null || last is null || Period.DaysBetween(first.Value, last.Value) is < 0 or > 400)
            return new() { From = first, Until = last };
        var dates = Enumerable.Range(0, Period.DaysBetween(first.Value, last.Value) + 1).Select(first.Value.PlusDays).ToList();
        var wanted = dates.Where(date => ranges.Any(each => each.From <= date && date <= each.Until)).ToList();
        IReadOnlyList<IsoDayOfWeek> weekdays = [.. wanted.Select(date => date.DayOfWeek).Distinct()];
        if (weekdays.Count == 7)
            weekdays = [];
        return new()
        {
            From = first,
            Until = last,
            Weekdays = wanted.Count == dates.Count ? [] : weekdays,
            NotDates = [.. dates.Where(date => !wanted.Contains(date) && (weekdays.Count == 0 || weekdays.Contains(date.DayOfWeek)))],
        };
    }

    private static WhenConstraint Without(WhenConstraint wish, List<DayMention> denied)
    {
        var onlyDenied = wish.From is null && wish.Until is null && wish.Weekdays.Count == 0;
        var weekdays = denied.Where(day => day.Weekday is not null).Select(day => day.Weekday!.Value).Concat(denied.SelectMany(day => day.Only)).Distinct().ToList();
        var dates = denied.Where(day => day.Weekday is null && day.Only.Count == 0).SelectMany(day => day.Meanings)
            .Where(range => range is { From: not null, Until: not null } && Period.DaysBetween(range.From.Value, range.Until.Value) is >= 0 and <= 62)
            .SelectMany(range => Enumerable.Range(0, Period.DaysBetween(range.From!.Value, range.Until!.Value) + 1).Select(range.From.Value.PlusDays)).Distinct().ToList();
        if (onlyDenied || wish.From != wish.Until)
            return wish with { NotWeekdays = weekdays, NotDates = [.. wish.NotDates.Concat(dates).Distinct()] };
        return wish;
    }

    private static List<WhenConstraint> Meanings(TimeMention time, TimeMention? part, bool everyHour)
    {
        if (time.Sense == TimeSense.Between)
            return Between(time, part);
        var candidates = Candidates(time.Clock, part, everyHour);
        return [.. candidates.Select(at => time.Sense switch
        {
            TimeSense.After => new WhenConstraint { Earliest = at },
            TimeSense.Before => new WhenConstraint { Before = at == LocalTime.Midnight ? LocalTime.MaxValue : at },
            TimeSense.By => new WhenConstraint { Before = at == LocalTime.Midnight ? LocalTime.MaxValue : Next(at) },
            TimeSense.Around => new WhenConstraint { Around = at, Earliest = at.Hour < 1 ? LocalTime.Midnight : at.PlusHours(-1), Before = at.Hour >= 23 ? LocalTime.MaxValue : Next(at.PlusHours(1)) },
            _ => new WhenConstraint { Exactly = at },
        })];
    }

    private static IReadOnlyList<LocalTime> Candidates(ClockWords clock, TimeMention? part, bool everyHour)
    {
        if (part is not null && clock.Candidates.Count > 1)
        {
            var fitting = clock.Candidates.Where(at => Fits(at, part.Name)).ToList();
            if (fitting.Count > 0)
                return fitting;
            return clock.Candidates;
        }

        return everyHour ? clock.Candidates : clock.Usual;
    }

    private static bool Fits(LocalTime at, string part) => part switch
    {
        _ when part.Contains("morning", StringComparison.Ordinal) => at.Hour < 12,
        _ when part.Contains("night", StringComparison.Ordinal) => at.Hour is >= 17 or < 5,
        _ when part.Contains("evening", StringComparison.Ordinal) => at.Hour >= 16,
        _ when part.Contains("afternoon", StringComparison.Ordinal) => at.Hour is >= 12 and < 19,
        _ => true,
    };

    private static List<WhenConstraint> Between(TimeMention time, TimeMention? part)
    {
        var (a, b) = (time.Clock, time.Until);
        List<(LocalTime From, LocalTime To)> found;
        if (a.Meridiem.Length == 0 && !a.Is24 && b.Meridiem.Length > 0 && b.Candidates is [var end])
        {
            // "three to five p.m.": the part of the day is said once; "eleven to one p.m." shows that it was not meant for both
            var same = a.Candidates.Where(at => at < end && at.Hour / 12 == end.Hour / 12).ToList();
            found = [.. (same.Count > 0 ? same : a.Candidates.Where(at => at < end)).Select(at => (at, end))];
        }
        else
        {
            found = [.. Candidates(a, part, everyHour: false).SelectMany(from => b.Candidates.Where(at => at > from || at == LocalTime.Midnight).OrderBy(at => at == LocalTime.Midnight).Take(1).Select(to => (from, to)))];
        }

        return [.. found.Select(each => new WhenConstraint { Earliest = each.From, Before = each.To == LocalTime.Midnight ? LocalTime.MaxValue : each.To })];
    }

    private static WhenConstraint PartsOf(List<TimeMention> parts)
    {
        if (parts.Count == 0)
            return WhenConstraint.Any;
        var ranges = parts.Select(part => part.Part).Distinct().OrderBy(range => range.From).ToList();
        var gaps = ranges.Zip(ranges.Skip(1)).Where(pair => pair.First.Before < pair.Second.From).Select(pair => new TimeRange(pair.First.Before, pair.Second.From)).ToList();
        return new() { Earliest = ranges[0].From, Before = ranges.Max(range => range.Before), NotTimes = gaps, Preference = parts[0].Preference };
    }

    private static WhenConstraint Times(IReadOnlyList<WhenConstraint> wishes)
    {
        if (wishes.Count == 1)
            return wishes[0];
        var exact = wishes.Where(wish => wish.Exactly is not null).Select(wish => wish.Exactly!.Value).Distinct().Order().ToList();
        if (exact.Count == 1 && wishes.All(wish => wish.Exactly is not null))
            return wishes[0];
        if (exact.Count == wishes.Count)
        {
            var gaps = exact.Zip(exact.Skip(1)).Where(pair => Next(pair.First) < pair.Second).Select(pair => new TimeRange(Next(pair.First), pair.Second));
            return new() { Earliest = exact[0], Before = Next(exact[^1]), NotTimes = [.. gaps] };
        }

        var merged = WhenConstraint.Any;
        foreach (var wish in wishes)
            merged = merged with
            {
                Earliest = Max(merged.Earliest, wish.Earliest), Before = Min(merged.Before, wish.Before), Exactly = wish.Exactly ?? merged.Exactly,
                Around = wish.Around ?? merged.Around, NotTimes = [.. merged.NotTimes, .. wish.NotTimes],
            };
        if (merged.Exactly is { } at)
            return new() { Exactly = at };
        return merged.Earliest >= merged.Before ? merged with { Earliest = wishes[^1].Earliest, Before = wishes[^1].Before } : merged;
    }

    private static WhenConstraint Without(WhenConstraint wish, TimeMention denied)
    {
        if (wish.Exactly is not null)
            return wish;
        IEnumerable<TimeRange> ranges = denied.Sense switch
        {
            TimeSense.At => denied.Clock.Candidates.Select(at => new TimeRange(at, Next(at))),
            TimeSense.After => denied.Clock.Usual.Select(at => new TimeRange(at, LocalTime.MaxValue)),
            TimeSense.Before or TimeSense.By => denied.Clock.Usual.Select(at => new TimeRange(LocalTime.Midnight, at)),
            TimeSense.Around => denied.Clock.Usual.Select(at => new TimeRange(at.Hour < 1 ? LocalTime.Midnight : at.PlusMinutes(-30), at.Hour >= 23 ? LocalTime.MaxValue : at.PlusMinutes(31))),
            TimeSense.Between => Between(denied, null).Select(each => new TimeRange(each.Earliest!.Value, each.Before!.Value)),
            _ => [denied.Name.EndsWith("in the morning", StringComparison.Ordinal) && denied.Part.Before == new LocalTime(12, 0) ? new(LocalTime.Midnight, denied.Part.Before) : denied.Part],
        };
        return wish with { NotTimes = [.. wish.NotTimes.Concat(ranges).Distinct()] };
    }

    private static List<IReadOnlyList<T>> Product<T>(IReadOnlyList<IReadOnlyList<T>> choices)
    {
        List<IReadOnlyList<T>> all = [[]];
        foreach (var choice in choices)
        {
            all = [.. all.SelectMany(made => choice.Select(each => (IReadOnlyList<T>)[.. made, each])).Take(MostMeanings)];
        }

        return all;
    }

    /// <summary>A minute later; the last minute of the day ends the day.</summary>
    public static LocalTime Next(LocalTime at) => at >= LastMinute ? LocalTime.MaxValue : at.PlusMinutes(1);

    private static LocalTime? Max(LocalTime? a, LocalTime? b) => a is null ? b : b is null ? a : a > b ? a : b;

    private static LocalTime? Min(LocalTime? a, LocalTime? b) => a is null ? b : b is null ? a : a < b ? a : b;
}
