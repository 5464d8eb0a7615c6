using System.Collections.Concurrent;
using System.Collections.Frozen;
using NodaTime;

namespace VoiceBooker.Booking.Dialling.Gate;

/// <summary>
/// Public holidays, computed by rule: those that a whole country keeps, and the days on which they are observed when they fall on a weekend. What a region keeps alone is not known here; a campaign names it under its free days.
/// </summary>
internal static partial class PublicHolidays
{
    private static readonly ConcurrentDictionary<(string Country, int Year), FrozenDictionary<LocalDate, string>> Years = new();

    /// <summary>Whether there is a table for the country (ISO 3166-1, two letters).</summary>
    public static bool Knows(string country) => Tables.ContainsKey(country);

    /// <summary>The holiday's name; null on any other day, and in a country without a table.</summary>
    public static string? On(string country, LocalDate date) =>
        Tables.TryGetValue(country, out var table) ? Years.GetOrAdd((country, date.Year), year => Compute(table, year.Year)).GetValueOrDefault(date) : null;

    private static FrozenDictionary<LocalDate, string> Compute(Func<int, IEnumerable<(LocalDate Date, string Name)>> table, int year) =>
        table(year).Concat(table(year + 1)) // New Year's Day may be observed in the old year
            .Where(day => day.Date.Year == year)
            .GroupBy(day => day.Date)
            .ToFrozenDictionary(days => days.Key, days => days.First().Name);

    private static (LocalDate Date, string Name) On(int year, int month, int day, string name) => (new LocalDate(year, month, day), name);

    private static (LocalDate Date, string Name) AfterEaster(int year, int days, string name) => (Easter.Of(year).PlusDays(days), name);

    /// <summary>The first, second … such weekday of a month.</summary>
    private static (LocalDate Date, string Name) Nth(int year, int month, IsoDayOfWeek day, int which, string name) =>
        (new LocalDate(year, month, 1).PlusDays(-1).Next(day).PlusWeeks(which - 1), name);

    private static (LocalDate Date, string Name) Last(int year, int month, IsoDayOfWeek day, string name) =>
        (new LocalDate(year, month, 1).PlusMonths(1).Previous(day), name);

    /// <summary>On a Saturday observed on Friday, on a Sunday on Monday; both days count.</summary>
    private static IEnumerable<(LocalDate Date, string Name)> NearestWeekday(this (LocalDate Date, string Name) holiday)
    {
        yield return holiday;
        if (holiday.Date.DayOfWeek == IsoDayOfWeek.Saturday)
            yield return (holiday.Date.PlusDays(-1), holiday.Name);
        else if (holiday.Date.DayOfWeek == IsoDayOfWeek.Sunday)
            yield return (holiday.Date.PlusDays(1), holiday.Name);
    }

    /// <summary>Those on a weekend are observed on the next weekday that is no holiday itself; both days count.</summary>
    private static IEnumerable<(LocalDate Date, string Name)> WithSubstitutes(this IEnumerable<(LocalDate Date, string Name)> holidays)
    {
        var all = holidays.OrderBy(holiday => holiday.Date).ToList();
        var taken = all.Select(holiday => holiday.Date).ToHashSet();
        foreach (var holiday in all)
        {
            yield return holiday;
            var date = holiday.Date;
            if (date.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday))
                continue;
            while (date.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday || taken.Contains(date))
                date = date.PlusDays(1);
            taken.Add(date);
            yield return (date, holiday.Name);
        }
    }
}
