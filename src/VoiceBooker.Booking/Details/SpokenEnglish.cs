using System.Globalization;
using NodaTime;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.When;

namespace VoiceBooker.Booking.Details;

/// <summary>Facts in words that read well on a screen and sound well from a simple voice. <see cref="WhenResolver"/> understands every date and time written here.</summary>
public static partial class SpokenEnglish
{
    /// <summary>From this many days on a date is told with its year, so that nobody takes it for this year's.</summary>
    private const int DaysUntilYearIsSaid = 300;

    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly string[] SmallOrdinals =
    [
        "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    ];

    /// <summary>"today, Monday, November thirtieth", "tomorrow, Tuesday, December first", "Friday, December fourth", with the year when it is not within the next ten months.</summary>
    public static string Date(LocalDate date, LocalDate today)
    {
        var named = $"{date.DayOfWeek}, {MonthName(date.Month)} {Ordinal(date.Day)}";
        var days = Period.DaysBetween(today, date);
        return days switch
        {
            0 => $"today, {named}",
            1 => $"tomorrow, {named}",
            < 0 when days > -60 && date.Year == today.Year => named,
            < 0 or > DaysUntilYearIsSaid => $"{named}, {Number(date.Year)}",
            _ => named,
        };
    }

    /// <summary>"ten thirty a.m.", "noon", "three p.m.", "twelve oh five a.m.".</summary>
    public static string Time(LocalTime time)
    {
        if (time is { Hour: 12, Minute: 0 })
            return "noon";
        var hour = Number(time.Hour % 12 == 0 ? 12 : time.Hour % 12);
        var minute = time.Minute switch { 0 => "", < 10 => $" oh {Number(time.Minute)}", _ => $" {Number(time.Minute)}" };
        return $"{hour}{minute} {(time.Hour < 12 ? "a.m." : "p.m.")}";
    }

    /// <summary>The time; in the night the clocks go back, with which of the two: "one thirty a.m. daylight time".</summary>
    public static string Time(ZonedDateTime start)
    {
        var mapping = start.Zone.MapLocal(start.LocalDateTime);
        if (mapping.Count != 2)
            return Time(start.TimeOfDay);
        return $"{Time(start.TimeOfDay)} {(start.Offset == mapping.First().Offset ? "daylight time" : "standard time")}";
    }

    /// <summary>"tomorrow, Tuesday, December first, at ten thirty a.m."</summary>
    public static string DateAndTime(ZonedDateTime start, LocalDate today) => $"{Date(start.Date, today)}, at {Time(start)}";

    /// <summary>Times grouped by day: "On Tuesday, December first, I have ten a.m. or two p.m. On Wednesday, December second, I have noon."; empty for none.</summary>
    public static string Offer(IReadOnlyList<ZonedDateTime> times, LocalDate today) =>
        string.Join(' ', times.GroupBy(time => time.Date).Select(day => OfferOn(day.Key, [.. day], today) is var told && told.EndsWith('.') ? told : told + "."));

    /// <summary>One day's free times: "On Tuesday, December first, I have ten a.m. or two p.m."; without a full stop of its own.</summary>
    internal static string OfferOn(LocalDate day, IReadOnlyList<ZonedDateTime> times, LocalDate today)
    {
        var date = Date(day, today);
        return $"{(date.StartsWith("to", StringComparison.Ordinal) ? Capital(date) : $"On {date}")}, I have {List([.. times.Select(Time)])}";
    }

    /// <summary>A wish in words, for "I have nothing …": "on Tuesday, December first, after three p.m."; empty when there is no wish.</summary>
    public static string Wish(WhenConstraint wish, LocalDate today) => Phrasebook.Of(Tongue.English).Wish(wish, today);

    /// <summary>"New York time", "UTC".</summary>
    public static string Zone(DateTimeZone zone)
    {
        if (zone.Id is "UTC" or "Etc/UTC" or "Etc/GMT" or "GMT")
            return "universal time";
        var name = SpokenZone.PlaceOf(zone) ?? zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');
        return $"{name} time";
    }

    /// <summary>"thirty minutes", "an hour", "an hour and a half", "two hours and fifteen minutes".</summary>
    public static string Length(Duration duration)
    {
        var minutes = (int)Math.Round(duration.TotalMinutes);
        var (hours, rest) = (minutes / 60, minutes % 60);
        return (hours, rest) switch
        {
            (0, 1) => "one minute",
            (0, _) => $"{Number(rest)} minutes",
            (1, 0) => "an hour",
            (1, 30) => "an hour and a half",
            (_, 30) => $"{Number(hours)} and a half hours",
            (_, 0) => $"{Number(hours)} hours",
            _ => $"{(hours == 1 ? "an hour" : Number(hours) + " hours")} and {Number(rest)} minute{(rest == 1 ? "" : "s")}",
        };
    }

    /// <summary>0 to 999,999 in words: "twenty one"; years from 2000 on as "two thousand twenty seven".</summary>
    public static string Number(int number) => number switch
    {
        < 0 => $"minus {Number(-number)}",
        < 20 => Small[number],
        < 100 => Tens[number / 10] + (number % 10 == 0 ? "" : $" {Small[number % 10]}"),
        < 1000 => $"{Small[number / 100]} hundred{(number % 100 == 0 ? "" : " " + Number(number % 100))}",
        < 1_000_000 => $"{Number(number / 1000)} thousand{(number % 1000 == 0 ? "" : " " + Number(number % 1000))}",
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>1 to 99 in words: "twenty first".</summary>
    public static string Ordinal(int number) => number switch
    {
        >= 0 and < 20 => SmallOrdinals[number],
        >= 20 and < 100 when number % 10 == 0 => Tens[number / 10][..^1] + "ieth",
        >= 20 and < 100 => $"{Tens[number / 10]} {SmallOrdinals[number % 10]}",
        _ => number.ToString(CultureInfo.InvariantCulture) + "th",
    };

    /// <summary>"a", "a or b", "a, b or c".</summary>
    public static string List(IReadOnlyList<string> items, string conjunction = "or")
    {
        var joint = conjunction.StartsWith(',') ? $"{conjunction} " : $" {conjunction} ";
        return items.Count switch
        {
            0 => "",
            1 => items[0],
            _ => string.Join(", ", items.Take(items.Count - 1)) + joint + items[^1],
        };
    }

    internal static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string MonthName(int month) => CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month);
}
