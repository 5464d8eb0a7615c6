using NodaTime;

namespace VoiceBooker.Booking.When;

/// <content>Dates of the calendar, weeks and months.</content>
internal sealed partial class WhenParser
{
    /// <summary>A date this near behind us is taken for the past; one further behind for next year's.</summary>
    private const int DaysThatArePast = 60;

    private int Dated(int i, out DayMention? day)
    {
        day = null;
        if (Token(i) is not { } word)
            return 0;
        if (word.Kind == TokenKind.Date)
            return OnDate(word.Value / 10000, word.Value / 100 % 100, word.Value % 100, 1, out day);
        if (word.Kind == TokenKind.Slash)
            return Slashed(word, out day);
        if (Holiday(i, out day) is > 0 and var holiday)
            return holiday;

        var the = At(i, "the") ? 1 : 0;
        if (the == 0 && word.Kind == TokenKind.Word && Vocabulary.Month(word.Text) is { } month)
        {
            var at = i + 1 + (At(i + 1, "the") ? 1 : 0);
            if (Token(at) is { } number && (number.Kind == TokenKind.Ordinal || (number.Kind == TokenKind.Number && number.Value is > 0 and <= 31 && !(Token(at + 1) is { } next && (next.Kind == TokenKind.Meridiem || next.Is("oclock") || (next.Kind == TokenKind.Number && IsMinutes(at + 1)))))))
                return WithYear(i, at + 1, month, number.Value, out day);
            return 0;
        }

        if (Token(i + the) is { } first && (first.Kind == TokenKind.Ordinal || (first is { Kind: TokenKind.Number, Value: > 0 and <= 31 })))
        {
            var at = i + the + 1;
            var of = At(at, "of", "in") ? 1 : 0;
            if (Token(at + of) is { Kind: TokenKind.Word } named && Vocabulary.Month(named.Text) is { } spoken && (first.Kind == TokenKind.Ordinal || !Vocabulary.IsDoubtfulMonth(named.Text) || of > 0 || first.Typed))
                return WithYear(i, at + of + 1, spoken, first.Value, out day);
            if (first.Kind != TokenKind.Ordinal)
                return 0;
            if (Any(at, "of next month", "next month") is > 0 and var nextMonth)
                return OnDate(_today.PlusMonths(1).Year, _today.PlusMonths(1).Month, first.Value, at + nextMonth - i, out day);
            if (Any(at, "of this month", "this month", "of the month") is > 0 and var thisMonth && !At(at + 2, "month"))
                return OnDate(_today.Year, _today.Month, first.Value, at + thisMonth - i, out day);
            return Numbered(i, the, first, out day);
        }

        return 0;
    }

    /// <summary>"the fourteenth": the next one.</summary>
    private int Numbered(int i, int the, Token ordinal, out DayMention? day)
    {
        day = null;
        var at = i + the + 1;
        var beside = Token(i - 1) is { } before && (before.Is("on") || before.Is("to") || before.Is("until") || before.Is("by") || Vocabulary.Weekday(before.Text) is not null);
        if ((the == 0 && !beside && !(At(i - 1, "or", "and", "not") && _found is [.., DayMention { Ordinal: not null }]) && !(ordinal.Typed && ordinal.Value > 3) && !(ordinal.Value > 3 && words.Count <= 3))
            || At(at, "time", "of", "week", "floor", "person", "name", "letter", "street", "avenue", "half", "half.", "quarter", "thing", "day", "question", "appointment", "meeting", "call", "reason", "available", "free", "opening", "birthday", "grade", "one", "option", "monday", "tuesday", "wednesday", "thursday", "friday")
            || ordinal.Value is < 1 or > 31)
            return 0;
        var date = Months(ordinal.Value, 1);
        day = new([DateRange.On(date[0])]) { Ordinal = ordinal.Value };
        return the + 1;
    }

    private int WithYear(int i, int at, int month, int number, out DayMention? day)
    {
        if (Token(at) is { Kind: TokenKind.Number, Value: >= 2000 and < 2100 } year && Token(at + 1)?.Kind != TokenKind.Meridiem)
            return OnDate(year.Value, month, number, at + 1 - i, out day);
        if (Token(at) is { Kind: TokenKind.Number, Value: 20, Typed: false } && Token(at + 1) is { Kind: TokenKind.Number, Value: > 23 and < 60, AfterBreak: false } two && Token(at + 2)?.Kind != TokenKind.Meridiem)
            return OnDate(2000 + two.Value, month, number, at + 2 - i, out day);
        if (Any(at, "of next year", "next year") is > 0 and var nextYear)
            return OnDate(_today.Year + 1, month, number, at + nextYear - i, out day);
        if (Any(at, "of this year", "this year") is > 0 and var thisYear)
            return OnDate(_today.Year, month, number, at + thisYear - i, out day);
        return OnDate(null, month, number, at - i, out day);
    }

    private int OnDate(int? year, int month, int number, int length, out DayMention? day)
    {
        if (month is < 1 or > 12)
            return Cannot(out day, _say.NoSuchMonth(month), length);
        if (number is < 1 or > 31)
            return Cannot(out day, _say.NoSuchDay(number, month, year: null), length);
        if (number > CalendarSystem.Iso.GetDaysInMonth(2024, month))
            return Cannot(out day, _say.NoSuchDay(number, month, year: null), length);
        if (year is { } said)
        {
            if (said is < 1900 or > 2199)
                return Cannot(out day, _say.YearTooFar, length);
            if (number > CalendarSystem.Iso.GetDaysInMonth(said, month))
                return Cannot(out day, _say.NoSuchDay(number, month, said), length);
            return Found(out day, DateRange.On(new(said, month, number)), length);
        }

        if (month == 2 && number == 29)
            return LeapDay(length, out day);
        var here = new LocalDate(_today.Year, month, number);
        if (here < _today && Period.DaysBetween(here, _today) > DaysThatArePast)
            here = here.PlusYears(1);
        return Found(out day, DateRange.On(here), length);
    }

    private int LeapDay(int length, out DayMention? day)
    {
        var year = _today.Month > 2 && !(CalendarSystem.Iso.IsLeapYear(_today.Year) && _today <= new LocalDate(_today.Year, 2, 29)) ? _today.Year + 1 : _today.Year;
        return CalendarSystem.Iso.IsLeapYear(year)
            ? Found(out day, DateRange.On(new(year, 2, 29)), length)
            : Cannot(out day, _say.NoSuchDay(29, 2, year), length);
    }

    /// <summary>"12/24" is month and day where America lies; elsewhere, when both can be, it is asked.</summary>
    private int Slashed(Token word, out DayMention? day)
    {
        var (first, second) = (word.Value / 100, word.Value % 100);
        var american = context.Now.Zone.Id.StartsWith("America/", StringComparison.Ordinal) || context.Now.Zone.Id.StartsWith("US/", StringComparison.Ordinal) || context.Now.Zone.Id == "Pacific/Honolulu";
        if (word.Text == "dots" || first == second || second > 12 || (american && first <= 12))
            return OnDate(null, first, second, 1, out day);
        if (first > 12)
            return OnDate(null, second, first, 1, out day);
        OnDate(null, first, second, 1, out var one);
        OnDate(null, second, first, 1, out var other);
        day = new([.. one!.Meanings, .. other!.Meanings]);
        return day.Meanings.Count > 0 ? 1 : 0;
    }

    private int Holiday(int i, out DayMention? day)
    {
        day = null;
        ReadOnlySpan<(string Name, int Month, int Day)> days =
        [
            ("christmas eve", 12, 24), ("christmas day", 12, 25), ("christmas", 12, 25), ("boxing day", 12, 26), ("new years eve", 12, 31), ("new years day", 1, 1), ("new years", 1, 1),
            ("new year", 1, 1), ("valentines day", 2, 14), ("valentines", 2, 14), ("halloween", 10, 31), ("independence day", 7, 4),
        ];
        var best = 0;
        foreach (var (name, month, number) in days)
            if (Any(i, name) is var length && length > best)
                best = OnDate(null, month, number, length, out day);
        return best;
    }

    private int Weeks(int i, out DayMention? day)
    {
        day = null;
        var at = i;
        var part = Part(ref at);
        at += Any(at, "the", "in the", "during the", "of the") is var the ? the : 0;
        if (Any(at, "week of", "week starting", "week beginning") is > 0 and var of && Day(at + of, out var inside) is > 0 and var insideLength && inside!.Meanings is [{ From: { } some }, ..])
            return Found(out day, Cut(WeekOf(some), part), at - i + of + insideLength);

        LocalDate? monday = null;
        var length = 0;
        if (Any(at, "week after next") is > 0 and var afterNext)
            (monday, length) = (Monday.PlusWeeks(2), afterNext);
        else if (Any(at, "week after that", "following week", "week after", "week afterwards") is > 0 and var following)
        {
            if (At(at + following, "christmas", "new", "tomorrow") || Vocabulary.Weekday(Token(at + following)?.Text ?? "") is not null)
                return 0;
            monday = WeekOf(Reference ?? _today).PlusWeeks(1);
            length = following;
        }
        else if (Any(at, "next week", "coming week", "next weeks") is > 0 and var next)
            (monday, length) = (Monday.PlusWeeks(1), next);
        else if (Any(at, "rest of the week", "rest of this week", "remainder of the week") is > 0 and var rest)
            (monday, length) = (Monday, rest);
        else if (Any(at, "this week") is > 0 and var current)
        {
            (monday, length) = (Monday, current);
            if (At(i - 1, "later"))
                return Found(out day, new(_today.PlusDays(1), Monday.PlusDays(6)), at - i + length);
        }
        else if (part is not null && At(at, "week") && !At(at + 1, "of"))
            (monday, length) = (Monday, 1);
        else if (Any(at, "first week of", "second week of", "third week of", "fourth week of", "last week of", "last week in", "first week in", "second week in", "third week in") is > 0 and var nth
            && MonthAt(at + nth, out var first) is > 0 and var monthLength)
        {
            var number = At(at, "last") ? 4 : words[at].Value;
            var last = At(at, "last") ? first.PlusMonths(1).PlusDays(-1) : first.PlusDays(Math.Min(number * 7, 28) - 1);
            return Found(out day, new(last.PlusDays(-6), last), at - i + nth + monthLength);
        }
        else if (Weekend(i, out day) is > 0 and var weekend)
            return weekend;
        else if (Any(i, "weekdays", "weekday", "a weekday", "during the week", "working days", "business days", "a working day", "any weekday", "midweek") is > 0 and var working)
        {
            day = new([new(_today, null)]) { Only = At(i, "midweek") ? WorkingDays[1..4] : WorkingDays };
            return working;
        }

        if (monday is not { } start || length == 0)
            return 0;
        return Found(out day, Cut(start, part), at - i + length);

        DateRange Cut(LocalDate first, string? part) => part switch
        {
            "early" => new(Later(first), first.PlusDays(1)),
            "middle" => new(Later(first.PlusDays(1)), first.PlusDays(3)),
            "late" => new(Later(first.PlusDays(3)), first.PlusDays(4)),
            _ => new(Later(first), first.PlusDays(6)),
        };
    }

    private LocalDate Later(LocalDate date) => date > _today ? date : _today;

    private int Weekend(int i, out DayMention? day)
    {
        day = null;
        var at = i + Any(i, "on the", "over the", "at the", "the", "on", "for the", "during the", "any");
        var next = At(at, "next");
        var every = At(at, "weekends");
        if (At(at, "next", "this", "coming", "upcoming"))
            at++;
        if (!At(at, "weekend", "weekends"))
            return 0;
        IsoDayOfWeek[] both = [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday];
        var saturday = Monday.PlusDays(5);
        if (every)
            day = new([new(_today, null)]) { Only = both };
        else if (!next)
            day = new([new(Later(saturday), saturday.PlusDays(1))]) { Only = both };
        else
            day = new(_today.DayOfWeek >= IsoDayOfWeek.Saturday ? [new(saturday.PlusDays(7), saturday.PlusDays(8))] : [new(saturday, saturday.PlusDays(1)), new(saturday.PlusDays(7), saturday.PlusDays(8))]) { Only = both };
        return at - i + 1;
    }

    private int Months(int i, out DayMention? day)
    {
        day = null;
        var at = i;
        var part = Part(ref at);
        at += Any(at, "in", "of", "during", "the", "in the", "sometime in", "all of") is var lead ? lead : 0;
        if (part is null)
        {
            part = Part(ref at);
            at += At(at, "of", "in") ? 1 : 0;
        }

        if (Any(at, "end of the year", "end of year", "years end") is > 0 and var yearEnd)
            return Found(out day, new(Later(new(_today.Year, 12, 18)), new(_today.Year, 12, 31)), at - i + yearEnd);
        if (Any(at, "next year") is > 0 and var nextYear)
            return Found(out day, part == "early" ? new(new(_today.Year + 1, 1, 1), new(_today.Year + 1, 1, 31)) : new(new(_today.Year + 1, 1, 1), new(_today.Year + 1, 12, 31)), at - i + nextYear);
        if (Any(at, "this year") is > 0 and var thisYear)
            return Found(out day, new(_today, new(_today.Year, 12, 31)), at - i + thisYear);
        if (part == "late" && Any(at, "year", "the year") is > 0 and var year)
            return Found(out day, new(Later(new(_today.Year, 12, 18)), new(_today.Year, 12, 31)), at - i + year);

        LocalDate first;
        int length;
        if (Any(at, "next month", "the next month", "following month") is > 0 and var next)
            (first, length) = (_today.PlusDays(1 - _today.Day).PlusMonths(1), next);
        else if (Any(at, "this month", "the month", "rest of the month") is > 0 and var current && (part is not null || !At(at, "the")))
            (first, length) = (_today.PlusDays(1 - _today.Day), current);
        else if (part is not null && At(at, "month"))
            (first, length) = (_today.PlusDays(1 - _today.Day), 1);
        else if (MonthAt(at, out first) is var named && named > 0 && (part is not null || at > i || !Vocabulary.IsDoubtfulMonth(words[at].Text) || named > 1))
            length = named;
        else
            return 0;

        var last = first.PlusMonths(1).PlusDays(-1);
        return Found(out day, part switch
        {
            "early" => new(Later(first), first.PlusDays(9)),
            "middle" => new(Later(first.PlusDays(9)), first.PlusDays(19)),
            "late" => new(Later(last.PlusDays(-7)), last),
            _ => new(Later(first), last),
        }, at - i + length);
    }

    private int MonthAt(int at, out LocalDate first)
    {
        first = default;
        var next = At(at, "next", "this") ? 1 : 0;
        if (Token(at + next) is not { Kind: TokenKind.Word } word || Vocabulary.Month(word.Text) is not { } month)
            return 0;
        var year = _today.Month > month ? _today.Year + 1 : _today.Year;
        var length = next + 1;
        if (Token(at + length) is { Kind: TokenKind.Number, Value: >= 2024 and < 2100 } said)
            (year, length) = (said.Value, length + 1);
        first = new(year, month, 1);
        return length;
    }

    /// <summary>"early", "mid", "the end of": which part of a week or month.</summary>
    private string? Part(ref int at)
    {
        var early = Any(at, "early in", "early", "beginning of", "the beginning of", "at the beginning of", "start of", "the start of", "at the start of", "earlier in", "the first half of", "first half of", "earlier", "first thing");
        var late = Any(at, "late in", "late", "end of", "the end of", "at the end of", "by the end of", "towards the end of", "toward the end of", "later in", "the second half of", "second half of", "the last days of");
        var middle = Any(at, "mid", "middle of", "the middle of", "in the middle of", "around the middle of");
        if (early + late + middle == 0 || Any(at, "end of the day", "end of day", "end of business", "late as", "early as") > 0)
            return null;
        at += early + late + middle;
        return early > 0 ? "early" : late > 0 ? "late" : "middle";
    }

    private bool IsMinutes(int at) => Token(at) is { Kind: TokenKind.Number, AfterBreak: false } minutes && minutes.Value is >= 10 and < 60
        && !(minutes.Value == 20 && Token(at + 1) is { Kind: TokenKind.Number, AfterBreak: false, Value: > 23 and < 60 });
}
