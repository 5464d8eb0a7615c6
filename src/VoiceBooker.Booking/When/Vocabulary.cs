using System.Collections.Frozen;
using NodaTime;

namespace VoiceBooker.Booking.When;

/// <summary>The words of days, months and parts of the day.</summary>
internal static class Vocabulary
{
    private static readonly FrozenDictionary<string, IsoDayOfWeek> Weekdays = new Dictionary<string, IsoDayOfWeek>
    {
        ["monday"] = IsoDayOfWeek.Monday, ["mon"] = IsoDayOfWeek.Monday,
        ["tuesday"] = IsoDayOfWeek.Tuesday, ["tue"] = IsoDayOfWeek.Tuesday, ["tues"] = IsoDayOfWeek.Tuesday,
        ["wednesday"] = IsoDayOfWeek.Wednesday, ["wed"] = IsoDayOfWeek.Wednesday, ["weds"] = IsoDayOfWeek.Wednesday,
        ["thursday"] = IsoDayOfWeek.Thursday, ["thu"] = IsoDayOfWeek.Thursday, ["thur"] = IsoDayOfWeek.Thursday, ["thurs"] = IsoDayOfWeek.Thursday,
        ["friday"] = IsoDayOfWeek.Friday, ["fri"] = IsoDayOfWeek.Friday,
        ["saturday"] = IsoDayOfWeek.Saturday, ["sat"] = IsoDayOfWeek.Saturday,
        ["sunday"] = IsoDayOfWeek.Sunday, ["sun"] = IsoDayOfWeek.Sunday,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, int> Months = new Dictionary<string, int>
    {
        ["january"] = 1, ["jan"] = 1, ["february"] = 2, ["feb"] = 2, ["march"] = 3, ["mar"] = 3, ["april"] = 4, ["apr"] = 4, ["may"] = 5,
        ["june"] = 6, ["jun"] = 6, ["july"] = 7, ["jul"] = 7, ["august"] = 8, ["aug"] = 8, ["september"] = 9, ["sep"] = 9, ["sept"] = 9,
        ["october"] = 10, ["oct"] = 10, ["november"] = 11, ["nov"] = 11, ["december"] = 12, ["dec"] = 12,
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Counted = FrozenSet.Create(
        "people", "person", "persons", "guests", "guest", "adults", "adult", "kids", "children", "child", "friends", "colleagues", "seats", "tickets", "rooms",
        "minute", "minutes", "min", "mins", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years", "second", "seconds", "times",
        "dollars", "dollar", "euros", "euro", "pounds", "bucks", "cents", "percent", "things", "thing", "questions", "question", "appointments", "bookings",
        "meetings", "options", "choices", "points", "street", "avenue", "road", "drive", "lane", "boulevard", "main", "moment", "more", "of", "dot", "point",
        "meters", "miles", "items", "items", "employees", "users", "slots", "dogs", "cats", "cars", "hundred", "thousand", "million", "bedroom", "bedrooms");

    /// <summary>The weekday a word names in the singular.</summary>
    public static IsoDayOfWeek? Weekday(string word) => Weekdays.TryGetValue(word, out var day) ? day : null;

    /// <summary>The weekday a word names in the plural: "mondays".</summary>
    public static IsoDayOfWeek? PluralWeekday(string word) => word.EndsWith("days", StringComparison.Ordinal) && Weekdays.TryGetValue(word[..^1], out var day) ? day : null;

    /// <summary>The month a word names, 1 to 12.</summary>
    public static int? Month(string word) => Months.TryGetValue(word, out var month) ? month : null;

    /// <summary>True when a number before this word counts something and is no time.</summary>
    public static bool IsCounted(string word) => Counted.Contains(word);

    /// <summary>True for month words that are also other words ("may", "march", "mar"): they need a day beside them.</summary>
    public static bool IsDoubtfulMonth(string word) => word is "may" or "march" or "mar" or "jan" or "dec" or "sep" or "nov" or "oct" or "aug" or "jun" or "jul";
}
