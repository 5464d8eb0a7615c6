using System.Text.RegularExpressions;
using NodaTime;

namespace VoiceBooker.CallLab.Scenarios;

/// <summary>A time that was told, with the date it was told for.</summary>
/// <param name="Date">The last date named before it in the sentence; null when none was.</param>
/// <param name="Time">The time of day.</param>
/// <param name="Sentence">Where.</param>
internal sealed record ToldTime(LocalDate? Date, LocalTime Time, string Sentence);

/// <summary>Dates and times in what somebody heard, in words and in digits: "tomorrow, Tuesday, December first, at ten thirty a.m.". Pure.</summary>
internal static partial class TimesTold
{
    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    ];

    private static readonly string[] Ordinals =
    [
        "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
        "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first",
    ];

    private static readonly string[] Months = ["", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    /// <summary>Whole sentences; "a.m." in the middle of one ends none.</summary>
    public static IReadOnlyList<string> Sentences(string heard) =>
        [.. SentenceEnd().Split(heard.ReplaceLineEndings(" ")).Select(each => each.Trim()).Where(each => each.Length > 0)];

    /// <summary>Every time of day that was told.</summary>
    /// <param name="heard">What was heard.</param>
    /// <param name="today">The date of the call, for "tomorrow" and for the year.</param>
    public static IReadOnlyList<ToldTime> Read(string heard, LocalDate today)
    {
        var told = new List<ToldTime>();
        foreach (var sentence in Sentences(heard))
        {
            LocalDate? date = null;
            foreach (Match match in DateOrTime().Matches(sentence.ToLowerInvariant()))
            {
                if (match.Groups["month"].Success)
                    date = DateOf(match, today) ?? date;
                else if (match.Groups["near"].Success)
                    date = match.Value == "tomorrow" ? today.PlusDays(1) : today;
                else if (TimeOf(match) is { } time)
                    told.Add(new ToldTime(date, time, sentence));
            }
        }

        return told;
    }

    private static LocalDate? DateOf(Match match, LocalDate today)
    {
        var month = Array.IndexOf(Months, match.Groups["month"].Value);
        var word = match.Groups["day"].Value.Replace(' ', '-');
        var day = Array.IndexOf(Ordinals, word) is > 0 and var ordinal ? ordinal : int.TryParse(word.TrimEnd('s', 't', 'n', 'd', 'r', 'h'), System.Globalization.CultureInfo.InvariantCulture, out var digits) ? digits : 0;
        if (month < 1 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(today.Year, month))
            return null;
        var date = new LocalDate(today.Year, month, day);
        return date < today.PlusMonths(-2) ? date.PlusYears(1) : date;
    }

    private static LocalTime? TimeOf(Match match)
    {
        if (match.Value is "noon")
            return LocalTime.Noon;
        if (match.Value is "midnight")
            return LocalTime.Midnight;
        var hour = Number(match.Groups["hour"].Value);
        var minute = match.Groups["minute"].Success ? Minute(match.Groups["minute"].Value) : 0;
        if (hour is not (>= 1 and <= 12) || minute is not (>= 0 and < 60))
            return null;
        return new LocalTime((hour.Value % 12) + (match.Groups["half"].Value == "p" ? 12 : 0), minute.Value);
    }

    private static int? Minute(string words)
    {
        var parts = words.Trim().Split([' ', '-', ':'], StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["oh", var small] => Number(small),
            [var tens, var small] when Ten(tens) is { } ten && Number(small) is { } rest => ten + rest,
            [var one] => Ten(one) ?? Number(one),
            _ => null,
        };
    }

    private static int? Ten(string word) => word switch { "twenty" => 20, "thirty" => 30, "forty" => 40, "fifty" => 50, _ => null };

    private static int? Number(string word) => Array.IndexOf(Small, word) is >= 0 and var at ? at : int.TryParse(word, System.Globalization.CultureInfo.InvariantCulture, out var digits) ? digits : null;

    [GeneratedRegex(@"(?<=[.!?])\s+(?=[A-Z])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(
        """
        \b(?<month>january|february|march|april|may|june|july|august|september|october|november|december)\s+(?<day>(?:twenty|thirty)[\s-]\w+|\w+)
        |\b(?<near>today|tomorrow)\b
        |\b(?:noon|midnight)\b
        |\b(?<hour>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})(?<minute>(?:\s+oh\s+\w+|\s+(?:twenty|thirty|forty|fifty)(?:[\s-]\w+?)?|\s+\w+teen|:\d{2}))?\s*(?<half>[ap])\.?\s?m\b
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex DateOrTime();
}
