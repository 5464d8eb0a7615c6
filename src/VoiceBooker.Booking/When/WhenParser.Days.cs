using NodaTime;
using VoiceBooker.Booking.Details;

namespace VoiceBooker.Booking.When;

/// <content>Days, and stretches of days, as said against today.</content>
internal sealed partial class WhenParser
{
    private static readonly IsoDayOfWeek[] WorkingDays = [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday];

    private int _dayEnd = -1;

    private LocalDate Monday => _today.PlusDays(1 - (int)_today.DayOfWeek);

    /// <summary>The day that "that day" and "the next day" refer to.</summary>
    private LocalDate? Reference => context.Chosen?.Date ?? (context.Offered.Count > 0 ? context.Offered[^1].Date : context.LastWish?.From);

    private int DayOrBound(int i, out DayMention? mention)
    {
        var length = Stretch(i, out mention);
        if (length == 0)
            length = Bound(i, out mention);
        if (length == 0)
            length = Day(i, out mention);
        if (length > 0)
        {
            // "Tuesday, I mean, …" ends here; a time right behind needs no "at"
            _dayEnd = i + length;
            if (mention!.Only.Count == 0 && At(i - 1, "every", "each", "any") && mention.Weekday is { })
                mention = mention with { Every = !At(i - 1, "any") || mention.Every };
        }

        return length;
    }

    /// <summary>"between Monday and Wednesday", "the third to the fifth".</summary>
    private int Stretch(int i, out DayMention? mention)
    {
        mention = null;
        var opened = Any(i, "between", "from", "anywhere between", "any day between", "any time between", "sometime between");
        if (Day(i + opened, out var from) is var first && first == 0)
            return 0;
        var at = i + opened + first;
        if (!At(at, "to", "through", "thru", "until", "till") && !(opened > 0 && At(at, "and")))
            return 0;
        at++;
        int second;
        DayMention? until;
        if (Token(at) is { Kind: TokenKind.Number, Value: > 0 and <= 31 } number && from!.Meanings is [{ From: { } start }, ..] && Token(at + 1)?.Kind != TokenKind.Meridiem
            && Token(i + opened + first - 1) is { Kind: TokenKind.Number or TokenKind.Ordinal })
            (second, until) = (1, DayOf(start, number.Value));
        else
            second = Day(at, out until);
        if (second == 0 || from!.Meanings.Count == 0 || until!.Meanings.Count == 0)
            return 0;
        var begin = from.Meanings[0].From;
        var ends = until.Meanings.Select(each => each.Until).Where(end => end >= begin).ToList();
        if (until.Ordinal is { } dom && begin is { } && from.Ordinal is null && DayOf(begin.Value, dom) is { Meanings: [{ } same] } && same.Until >= begin)
            ends = [same.Until];
        if (ends.Count == 0 && until.Weekday is { } weekday && begin is { } monday)
            ends = [monday.Next(weekday)];
        if (ends.Count == 0)
            return 0;
        mention = new([new(begin, ends.Min())]) { IsBound = true };
        return at + second - i;

        static DayMention DayOf(LocalDate start, int day) =>
            day <= start.Calendar.GetDaysInMonth(start.Year, start.Month) ? new([DateRange.On(new(start.Year, start.Month, day))]) : new([]);
    }

    /// <summary>"after Tuesday", "by Friday", "from the fifth on", "the day after Tuesday".</summary>
    private int Bound(int i, out DayMention? mention)
    {
        mention = null;
        var steps = Any(i, "the day after", "day after") is > 0 and var dayAfter && !At(i + dayAfter, "tomorrow") ? (dayAfter, 1) : Any(i, "the day before", "day before") is > 0 and var dayBefore ? (dayBefore, -1) : (0, 0);
        if (steps.Item1 > 0)
        {
            if (Day(i + steps.Item1, out var of) is > 0 and var named)
            {
                mention = of! with { Weekday = null, Ordinal = null, Meanings = [.. of!.Meanings.Where(each => each.IsOneDay).Select(each => DateRange.On(each.From!.Value.PlusDays(steps.Item2)))] };
                return mention.Meanings.Count > 0 || of.Impossible is not null ? steps.Item1 + named : 0;
            }

            if (Reference is not { } reference)
                return 0;
            mention = new([DateRange.On(reference.PlusDays(steps.Item2))]);
            return steps.Item1 + (At(i + steps.Item1, "that") ? 1 : 0);
        }

        var after = Any(i, "after", "any day after", "any time after", "anytime after", "sometime after", "later than", "past");
        var from = Any(i, "from", "starting", "starting on", "starting from", "beginning", "as of", "no earlier than", "not before", "on or after", "not earlier than");
        var before = Any(i, "before", "any day before", "any time before", "sometime before", "earlier than", "prior to");
        var by = Any(i, "by", "until", "till", "no later than", "not later than", "up to", "on or before", "not after", "at the latest by");
        var longest = Math.Max(Math.Max(after, from), Math.Max(before, by));
        if (longest == 0 || Day(i + longest, out var day) is var length && length == 0)
            return 0;
        day = Day(i + longest, out var named2) > 0 ? named2! : null!;
        if (day.Meanings.Count == 0)
        {
            mention = day;
            return longest + length;
        }

        if (from == longest && from > 0 && Any(i, "from") > 0 && At(i - 1, "week", "weeks", "days", "day"))
            return 0;
        mention = new([.. day.Meanings.Select(each =>
            longest == after ? new DateRange(each.Until?.PlusDays(1), null)
            : longest == from ? new DateRange(each.From, null)
            : longest == before ? new DateRange(null, each.From?.PlusDays(-1))
            : new DateRange(null, each.Until))]) { IsBound = true };
        var at = i + longest + length;
        return at - i + Any(at, "on", "onwards", "onward", "or later", "on wards");
    }

    private int Day(int i, out DayMention? day)
    {
        day = null;
        if (Any(i, "today", "this day") is > 0 and var today)
            return Found(out day, DateRange.On(_today), today);
        if (Any(i, "the day after tomorrow", "day after tomorrow", "overmorrow") is > 0 and var overmorrow)
            return Found(out day, DateRange.On(_today.PlusDays(2)), overmorrow);
        if (Any(i, "tomorrow", "tmrw", "tmr", "tomorow", "tommorow") is > 0 and var tomorrow)
            return Found(out day, DateRange.On(_today.PlusDays(1)), tomorrow);
        if (Any(i, "yesterday", "last week", "last month", "last year", "the day before yesterday", "last night") is > 0 and var past)
            return Cannot(out day, _say.IsPast(string.Join(' ', words.Skip(i).Take(past).Select(word => word.Text))), past);
        if (Ahead(i, out day) is > 0 and var ahead)
            return ahead;
        if (Dated(i, out day) is > 0 and var dated)
            return dated;
        if (Weekdays(i, out day) is > 0 and var weekday)
            return weekday;
        if (Weeks(i, out day) is > 0 and var week)
            return week;
        if (Months(i, out day) is > 0 and var month)
            return month;
        if (Any(i, "the next day", "next day", "the following day", "following day") is > 0 and var next && Reference is { } reference)
            return Found(out day, DateRange.On(reference.PlusDays(1)), next);
        if (Any(i, "that day", "the same day", "same day", "that same day") is > 0 and var same && Reference is { } that && (context.Chosen is not null || context.Offered.All(time => time.Date == that)))
            return Found(out day, DateRange.On(that), same);
        return 0;
    }

    /// <summary>"in two weeks", "a week from Friday", "within the next three days".</summary>
    private int Ahead(int i, out DayMention? day)
    {
        day = null;
        var within = Any(i, "within the next", "in the next", "over the next", "the next", "within", "during the next", "next", "the coming", "in the coming");
        var at = i + (within > 0 ? within : Any(i, "in", "in about", "about") is var into ? into : 0);
        var marked = at > i;
        int count;
        if (Any(at, "a couple of", "a couple", "couple of", "couple") is > 0 and var couple)
            (count, at) = (2, at + couple);
        else if (Any(at, "a few", "few", "several") is > 0 and var few)
            (count, at) = (3, at + few);
        else if (At(at, "a", "an") && At(at + 1, "week", "day", "month", "fortnight", "year"))
            (count, at) = (1, at + 1);
        else if (Token(at) is { Kind: TokenKind.Number, Value: > 0 and < 400 } number)
            (count, at) = (number.Value, at + 1);
        else if (At(at, "week", "fortnight") && At(at + 1, "from"))
            count = 1;
        else
            return 0;

        var unit = At(at, "day", "days") ? 1 : At(at, "week", "weeks") ? 7 : At(at, "fortnight", "fortnights") ? 14 : At(at, "month", "months") ? 30 : 0;
        if (unit == 0 || (At(i, "next", "the") && count == 1 && within > 0 && At(at - 1, "a") == false && words[at - 1].Kind != TokenKind.Number))
            return 0;
        at++;
        if (within > 0 && !Any(i, "within").Equals(0) | At(i, "in", "over", "the", "next", "during", "within"))
            return Found(out day, new(_today, unit == 30 ? _today.PlusMonths(count) : _today.PlusDays(count * unit)), at - i);

        if (Any(at, "from now", "from today", "from this day") is > 0 and var now)
            return Found(out day, DateRange.On(unit == 30 ? _today.PlusMonths(count) : _today.PlusDays(count * unit)), at - i + now);
        if (At(at, "from", "after", "on", "later", "before") && !At(at, "later") && Day(at + 1, out var start) is > 0 and var length && (start!.Meanings.Any(each => each.IsOneDay) || start.Impossible is not null))
        {
            var sign = At(at, "before") ? -1 : 1;
            if (At(at, "on"))
            {
                if (start.Weekday is not { } onDay || unit != 7)
                    return 0;
                // "in two weeks on Tuesday": the Tuesday of that week; "a week on Friday": a week after the coming one
                var target = marked ? Monday.PlusWeeks(count).PlusDays((int)onDay - 1) : default;
                if (marked)
                    return Found(out day, DateRange.On(target), at - i + 1 + length);
            }

            day = start with { Weekday = null, Ordinal = null, Meanings = [.. start.Meanings.Where(each => each.IsOneDay).Select(each => DateRange.On(unit == 30 ? each.From!.Value.PlusMonths(sign * count) : each.From!.Value.PlusDays(sign * count * unit)))] };
            return at - i + 1 + length;
        }

        if (!marked)
        {
            if (At(at, "later") && Reference is { } reference)
                return Found(out day, DateRange.On(unit == 30 ? reference.PlusMonths(count) : reference.PlusDays(count * unit)), at - i + 1);
            return 0;
        }

        if (unit == 30)
            return Found(out day, new(_today.PlusMonths(count).PlusDays(-3), _today.PlusMonths(count).PlusDays(3)), at - i);
        if (unit == 1)
            return Found(out day, count == 3 && Any(i, "in a few", "in few") > 0 ? new(_today.PlusDays(2), _today.PlusDays(5)) : DateRange.On(_today.PlusDays(count)), at - i);
        var monday = Monday.PlusDays(count * unit);
        return Found(out day, new(monday, monday.PlusDays(6)), at - i);
    }

    private int Weekdays(int i, out DayMention? day)
    {
        day = null;
        var at = i;
        var the = At(at, "the") ? 1 : 0;
        at += the;
        var how = At(at, "this", "next", "last", "coming", "following", "upcoming") ? words[at].Text : "";
        if (how.Length > 0)
            at++;
        if (how is "this" && At(at, "coming", "upcoming", "next"))
            (how, at) = ("coming", at + 1);
        if (how is "this" && At(at, "past", "last"))
            (how, at) = ("last", at + 1);
        if (Token(at) is not { Kind: TokenKind.Word } word)
            return 0;
        if (Vocabulary.PluralWeekday(word.Text) is { } plural)
        {
            day = new([new(_today, null)]) { Weekday = plural, Every = true };
            return at - i + 1;
        }

        if (Vocabulary.Weekday(word.Text) is not { } weekday || (word.Text is "sun" && the > 0) || (word.Text is "sat" && At(at - 1, "i", "we", "he", "she", "they")))
            return 0;
        at++;

        // the week that was said with it
        if (Any(at, "after next", "after the next") is > 0 and var afterNext)
            return Choices(i, at + afterNext, out day, [.. NextMeanings(weekday).Select(date => date.PlusWeeks(1))]);
        if (Any(at, "of next week", "next week", "of the next week", "the next week") is > 0 and var nextWeek)
            return Choices(i, at + nextWeek, out day, [Monday.PlusDays(6 + (int)weekday)]);
        if (Any(at, "of this week", "this week") is > 0 and var thisWeek)
            return Choices(i, at + thisWeek, out day, [Monday.PlusDays((int)weekday - 1)]);
        if (Any(at, "the week after next", "of the week after next", "week after next", "after that", "two weeks from now", "in two weeks") is > 0 and var weekAfter && !At(at, "after"))
            return Choices(i, at + weekAfter, out day, [Monday.PlusDays(13 + (int)weekday)]);
        if (Any(at, "the week after", "of the following week", "the following week", "following week", "of the week after", "the week after that", "a week later") is > 0 and var following)
            return Choices(i, at + following, out day, [WeekOf(Reference ?? _today).PlusDays(6 + (int)weekday)]);
        if (At(at, "week") && !At(at + 1, "after", "before", "of"))
            return Choices(i, at + 1, out day, [.. Coming(weekday).Select(date => date.PlusWeeks(1))]);

        if (how == "last")
            return Cannot(out day, _say.IsPast($"last {weekday}"), at - i);
        if (Numbered(at, weekday, out day) is > 0 and var numbered && how.Length == 0)
            return at - i + numbered;
        LocalDate[] meanings = how switch
        {
            "this" => [Monday.PlusDays((int)weekday - 1) is var inThisWeek && inThisWeek >= _today ? inThisWeek : _today.Next(weekday)],
            "next" => NextMeanings(weekday),
            "coming" or "upcoming" => [_today.Next(weekday)],
            "following" => [(Reference ?? _today).Next(weekday)],
            _ => Coming(weekday),
        };
        if (how.Length > 0)
            return Choices(i, at, out day, meanings);
        if (the > 0 && At(at, "after") && Reference is { } reference)
            return Choices(i, at + (At(at + 1, "that") ? 2 : 1), out day, [reference.Next(weekday)]);
        day = new([.. meanings.Select(DateRange.On)]) { Weekday = weekday, Every = At(i - 1, "any", "every", "each") };
        return at - i;
    }

    /// <summary>"Friday the thirteenth", "Tuesday, December first": the weekday must fit the date.</summary>
    private int Numbered(int at, IsoDayOfWeek weekday, out DayMention? day)
    {
        day = null;
        var skip = At(at, "on") ? 1 : 0;
        if (Dated(at + skip, out var dated) is var length && length == 0)
            return 0;
        if (dated!.Impossible is not null && dated.Ordinal is null)
        {
            day = dated;
            return skip + length;
        }

        if (dated.Ordinal is { } number)
        {
            if (Picked(at + skip, out _) > 0)
                return 0;
            var fitting = Months(number, 3).Where(date => date.DayOfWeek == weekday).ToList();
            if (fitting.Count > 0)
                return Found(out day, DateRange.On(fitting[0]), skip + length);
            if (Months(number, 1) is not [var first])
                return 0;
            day = Mismatch(weekday, first);
            return skip + length;
        }

        if (dated.Meanings.Count == 1 && dated.Meanings[0] is { IsOneDay: true, From: { } date2 })
            day = date2.DayOfWeek == weekday ? dated : Mismatch(weekday, date2);
        else
            day = dated with { Meanings = [.. dated.Meanings.Where(each => each.From?.DayOfWeek == weekday)] };
        return day.Meanings.Count > 0 ? skip + length : 0;
    }

    private DayMention Mismatch(IsoDayOfWeek weekday, LocalDate date)
    {
        var before = date.DayOfWeek == weekday ? date : date.Previous(weekday);
        var after = date.Next(weekday);
        var near = before >= _today && Period.DaysBetween(before, date) <= Period.DaysBetween(date, after) ? before : after;
        return new([DateRange.On(date), DateRange.On(near)]);
    }

    private LocalDate[] Coming(IsoDayOfWeek weekday) => _today.DayOfWeek == weekday ? [_today, _today.PlusWeeks(1)] : [_today.Next(weekday)];

    private LocalDate[] NextMeanings(IsoDayOfWeek weekday)
    {
        var coming = _today.Next(weekday);
        var ofNextWeek = _today.DayOfWeek == IsoDayOfWeek.Sunday ? _today.PlusDays(7 + ((int)weekday % 7)) : Monday.PlusDays(6 + (int)weekday);
        return coming == ofNextWeek ? [coming] : [coming, ofNextWeek];
    }

    private static LocalDate WeekOf(LocalDate date) => date.PlusDays(1 - (int)date.DayOfWeek);

    /// <summary>The coming dates with this number, over so many months that have it.</summary>
    private List<LocalDate> Months(int day, int count)
    {
        var dates = new List<LocalDate>();
        for (var month = 0; dates.Count < count && month < 14; month++)
        {
            var first = _today.PlusDays(1 - _today.Day).PlusMonths(month);
            if (day <= first.Calendar.GetDaysInMonth(first.Year, first.Month) && first.PlusDays(day - 1) >= _today)
                dates.Add(first.PlusDays(day - 1));
        }

        return dates;
    }


    private static int Choices(int i, int end, out DayMention? day, LocalDate[] dates) => (day = new([.. dates.Distinct().Select(DateRange.On)])) is not null ? end - i : 0;

    private static int Found(out DayMention? day, DateRange range, int length)
    {
        day = new([range]);
        return length;
    }

    private static int Cannot(out DayMention? day, string reason, int length)
    {
        day = new([], reason);
        return length;
    }
}
