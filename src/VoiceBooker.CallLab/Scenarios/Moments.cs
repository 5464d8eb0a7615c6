using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace VoiceBooker.CallLab.Scenarios;

/// <summary>
/// The lab's own small calculator of dates, so that scenarios hold on any day. An expression is a day and, mostly, a time:
/// <c>today</c>, <c>tomorrow</c>, <c>+3</c> (days), <c>workday+2</c> (the second Monday-to-Friday after today), <c>next monday</c> (the first after today), <c>next monday+1</c> (a week later),
/// <c>december 31</c> (the next one), <c>last sunday of march</c>, <c>2027-03-01</c>; then <c>10:00</c> (none: 00:00).
/// </summary>
internal sealed partial class Moments(ZonedDateTime now, IReadOnlyDictionary<string, string> let)
{
    private static readonly string[] Months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    private static readonly string[] Ordinals = ["first", "second", "third", "fourth"];

    private static readonly string[] DaysOfMonth =
    [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
        "eighteenth", "nineteenth", "twentieth", "twenty first", "twenty second", "twenty third", "twenty fourth", "twenty fifth", "twenty sixth", "twenty seventh", "twenty eighth", "twenty ninth",
        "thirtieth", "thirty first",
    ];

    private static readonly string[] Numbers = ["twelve", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"];

    /// <summary>The scenario's clock.</summary>
    public ZonedDateTime Now => now;

    /// <summary>What <paramref name="expression"/>, or the name of one, means in the zone of the clock.</summary>
    public LocalDateTime Resolve(string expression)
    {
        if (let.TryGetValue(expression, out var named))
            expression = named;
        var words = expression.Trim().ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        var time = LocalTime.Midnight;
        if (words.Count > 0 && LocalTimePattern.CreateWithInvariantCulture("H:mm").Parse(words[^1]) is { Success: true } parsed)
        {
            time = parsed.Value;
            words.RemoveAt(words.Count - 1);
        }

        return (words.Count == 0 ? now.Date : Day(words, expression)) + time;
    }

    /// <summary>The instant of an expression.</summary>
    public Instant ResolveInstant(string expression) => now.Zone.AtLeniently(Resolve(expression)).ToInstant();

    /// <summary>
    /// Whether a start satisfies conditions joined by commas: a weekday, <c>am</c>, <c>pm</c>, <c>from 14:00</c>, <c>before 12:00</c>, <c>not</c> before any of them, <c>on EXPRESSION</c>, <c>after EXPRESSION</c>, <c>until EXPRESSION</c> (inclusive days).
    /// </summary>
    public bool Fits(LocalDateTime start, string conditions) => conditions.Split(',').All(each => FitsOne(start, each.Trim().ToLowerInvariant()));

    /// <summary>Puts facts and moments into what a caller says: <c>{name}</c>, <c>{slot:weekday}</c>, <c>{slot:date}</c>, <c>{slot:time}</c>, <c>{slot:hour}</c>, <c>{slot:year}</c>, <c>{slot:iso}</c>.</summary>
    public string Fill(string text, IReadOnlyDictionary<string, string> knows)
    {
        return Placeholder().Replace(text, match =>
        {
            var key = match.Groups[1].Value;
            var colon = key.LastIndexOf(':');
            return colon >= 0 ? Say(Resolve(key[..colon]), key[(colon + 1)..])
                : knows.TryGetValue(key, out var known) ? Fill(known, knows)
                : throw new InvalidDataException($"The caller does not know '{key}'.");
        });
    }

    private static string Say(LocalDateTime at, string format) => format switch
    {
        "weekday" => at.DayOfWeek.ToString(),
        "month" => Capital(Months[at.Month - 1]),
        "day" => DaysOfMonth[at.Day - 1],
        "date" => $"{Capital(Months[at.Month - 1])} {DaysOfMonth[at.Day - 1]}",
        "time" => $"{Clock(at)} {(at.Hour < 12 ? "a.m." : "p.m.")}",
        "hour" => Clock(at),
        "year" => at.Year.ToString(CultureInfo.InvariantCulture),
        "24" => at.ToString("HH:mm", CultureInfo.InvariantCulture),
        "iso" => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => throw new InvalidDataException($"There is no format '{format}'."),
    };

    private static string Clock(LocalDateTime at) => Numbers[at.Hour % 12] + at.Minute switch { 0 => "", 15 => " fifteen", 30 => " thirty", 45 => " forty five", _ => " " + at.Minute };

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private LocalDate Day(List<string> words, string expression)
    {
        var today = now.Date;
        switch (words)
        {
            case ["today"]:
                return today;
            case ["tomorrow"]:
                return today.PlusDays(1);
            case [['+', .. var days]] when int.TryParse(days, CultureInfo.InvariantCulture, out var ahead):
                return today.PlusDays(ahead);
            case [['w', 'o', 'r', 'k', 'd', 'a', 'y', '+', .. var work]] when int.TryParse(work, CultureInfo.InvariantCulture, out var count):
                var day = today;
                while (count > 0)
                {
                    day = day.PlusDays(1);
                    if (day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday))
                        count--;
                }

                return day;
            case ["next", var weekday]:
                var parts = weekday.Split('+');
                return today.Next(Weekday(parts[0], expression)).PlusWeeks(parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
            case [var which, var weekday, "of", var month] when Array.IndexOf(Months, month) is >= 0 and var of:
                var found = NthOf(which, Weekday(weekday, expression), today.Year, of + 1);
                return found > today ? found : NthOf(which, Weekday(weekday, expression), today.Year + 1, of + 1);
            case [var month, var number] when Array.IndexOf(Months, month) is >= 0 and var index && int.TryParse(number, CultureInfo.InvariantCulture, out var dayOfMonth):
                var date = new LocalDate(today.Year, index + 1, dayOfMonth);
                return date > today ? date : new LocalDate(today.Year + 1, index + 1, dayOfMonth);
            case [var iso] when LocalDatePattern.Iso.Parse(iso) is { Success: true } parsed:
                return parsed.Value;
            default:
                throw new InvalidDataException($"'{expression}' is no moment.");
        }
    }

    private bool FitsOne(LocalDateTime start, string condition) => condition.Split(' ', 2) switch
    {
        ["am"] => start.Hour < 12,
        ["pm"] => start.Hour >= 12,
        ["from", var time] => start.TimeOfDay >= Resolve(time).TimeOfDay,
        ["before", var time] => start.TimeOfDay < Resolve(time).TimeOfDay,
        ["not", var other] => !FitsOne(start, other),
        ["on", var day] => start.Date == Resolve(day).Date,
        ["after", var day] => start.Date > Resolve(day).Date,
        ["until", var day] => start.Date <= Resolve(day).Date,
        [var weekday] => start.DayOfWeek == Weekday(weekday, condition),
        _ => throw new InvalidDataException($"'{condition}' is no condition."),
    };

    private static LocalDate NthOf(string which, IsoDayOfWeek weekday, int year, int month)
    {
        if (which == "last")
            return new LocalDate(year, month, 1).PlusMonths(1).Previous(weekday);
        var nth = Array.IndexOf(Ordinals, which);
        return nth >= 0 ? new LocalDate(year, month, 1).PlusDays(-1).Next(weekday).PlusWeeks(nth) : throw new InvalidDataException($"'{which}' is no ordinal.");
    }

    private static IsoDayOfWeek Weekday(string word, string expression) =>
        Enum.TryParse<IsoDayOfWeek>(word, ignoreCase: true, out var weekday) && weekday != IsoDayOfWeek.None ? weekday : throw new InvalidDataException($"'{expression}' names no weekday.");

    [GeneratedRegex(@"\{([a-z][^{}]*)\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
