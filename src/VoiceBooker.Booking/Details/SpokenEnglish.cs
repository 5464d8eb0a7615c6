using NodaTime;
using VoiceBooker.Booking.When;

namespace VoiceBooker.Booking.Details;

/// <summary>Facts in words that read well on a screen and sound well from a simple voice. <see cref="WhenResolver"/> understands every date and time written here.</summary>
public static class SpokenEnglish
{
    /// <summary>"today, Monday, November thirtieth", "tomorrow, Tuesday, December first", "Friday, December fourth", with the year when it is not within the next eleven months.</summary>
    public static string Date(LocalDate date, LocalDate today) => throw new NotImplementedException();

    /// <summary>"ten thirty a.m.", "noon", "three p.m.", "twelve oh five a.m.".</summary>
    public static string Time(LocalTime time) => throw new NotImplementedException();

    /// <summary>The time; in the night the clocks go back, with which of the two: "one thirty a.m. daylight time".</summary>
    public static string Time(ZonedDateTime start) => throw new NotImplementedException();

    /// <summary>"tomorrow, Tuesday, December first, at ten thirty a.m."</summary>
    public static string DateAndTime(ZonedDateTime start, LocalDate today) => throw new NotImplementedException();

    /// <summary>Times grouped by day: "On Tuesday, December first, I have ten a.m. or two p.m. On Wednesday, December second, I have noon."; empty for none.</summary>
    public static string Offer(IReadOnlyList<ZonedDateTime> times, LocalDate today) => throw new NotImplementedException();

    /// <summary>A wish in words, for "I have nothing …": "on Tuesday, December first, after three p.m."; empty when there is no wish.</summary>
    public static string Wish(WhenConstraint wish, LocalDate today) => throw new NotImplementedException();

    /// <summary>"New York time".</summary>
    public static string Zone(DateTimeZone zone) => throw new NotImplementedException();

    /// <summary>"anna dot miller at example dot com".</summary>
    public static string Email(string address) => throw new NotImplementedException();

    /// <summary>Letter by letter: "a, n, n, a, at example dot com"; common domains stay words. With <paramref name="alphabet"/>: "a as in Alpha, n as in November, …".</summary>
    public static string EmailLetters(string address, bool alphabet = false) => throw new NotImplementedException();

    /// <summary>"m, i, l, l, e, r"; with <paramref name="alphabet"/> "m as in Mike, …".</summary>
    public static string Letters(string word, bool alphabet = false) => throw new NotImplementedException();

    /// <summary>Digits in groups: "four one five, five five five, zero one four seven".</summary>
    public static string Phone(PhoneNumber number) => throw new NotImplementedException();

    /// <summary>"thirty minutes", "an hour", "an hour and a half", "two hours and fifteen minutes".</summary>
    public static string Length(Duration duration) => throw new NotImplementedException();

    /// <summary>0 to 999,999 in words: "twenty one".</summary>
    public static string Number(int number) => throw new NotImplementedException();

    /// <summary>1 to 99 in words: "twenty first".</summary>
    public static string Ordinal(int number) => throw new NotImplementedException();

    /// <summary>"a", "a or b", "a, b or c".</summary>
    public static string List(IReadOnlyList<string> items, string conjunction = "or") => throw new NotImplementedException();
}
