using System.Collections.Frozen;
using NodaTime;
using static NodaTime.IsoDayOfWeek;

namespace VoiceBooker.Booking.Dialling.Gate;

internal static partial class PublicHolidays
{
    private static readonly FrozenDictionary<string, Func<int, IEnumerable<(LocalDate Date, string Name)>>> Tables =
        new Dictionary<string, Func<int, IEnumerable<(LocalDate Date, string Name)>>>(StringComparer.Ordinal)
        {
            ["US"] = UnitedStates,
            ["PR"] = UnitedStates,
            ["VI"] = UnitedStates,
            ["GU"] = UnitedStates,
            ["AS"] = UnitedStates,
            ["MP"] = UnitedStates,
            ["CA"] = Canada,
            ["MX"] = Mexico,
            ["BR"] = Brazil,
            ["GB"] = UnitedKingdom,
            ["IE"] = Ireland,
            ["FR"] = France,
            ["DE"] = year => [.. Western(year), .. WhitMondays(year), On(year, 5, 1, "Labour Day"), On(year, 10, 3, "German Unity Day"), AfterEaster(year, -2, "Good Friday"), On(year, 12, 26, "Second Day of Christmas")],
            ["AT"] = year =>
            [
                .. Western(year), .. WhitMondays(year), .. Catholic(year), On(year, 5, 1, "Labour Day"), AfterEaster(year, 60, "Corpus Christi"), On(year, 10, 26, "National Day"), On(year, 12, 26, "St Stephen's Day"),
            ],
            ["CH"] = year => [.. Western(year), .. WhitMondays(year), AfterEaster(year, -2, "Good Friday"), On(year, 8, 1, "National Day"), On(year, 12, 26, "St Stephen's Day")],
            ["ES"] = year =>
            [
                On(year, 1, 1, "New Year's Day"), .. Catholic(year), AfterEaster(year, -2, "Good Friday"), On(year, 5, 1, "Labour Day"), On(year, 10, 12, "National Day"), On(year, 12, 6, "Constitution Day"), On(year, 12, 25, "Christmas Day"),
            ],
            ["PT"] = year =>
            [
                On(year, 1, 1, "New Year's Day"), AfterEaster(year, -2, "Good Friday"), On(year, 4, 25, "Freedom Day"), On(year, 5, 1, "Labour Day"), AfterEaster(year, 60, "Corpus Christi"), On(year, 6, 10, "Portugal Day"),
                On(year, 8, 15, "Assumption"), On(year, 10, 5, "Republic Day"), On(year, 11, 1, "All Saints' Day"), On(year, 12, 1, "Restoration Day"), On(year, 12, 8, "Immaculate Conception"), On(year, 12, 25, "Christmas Day"),
            ],
            ["IT"] = year =>
            [
                .. Western(year), .. Catholic(year), On(year, 4, 25, "Liberation Day"), On(year, 5, 1, "Labour Day"), On(year, 6, 2, "Republic Day"), On(year, 10, 4, "St Francis"), On(year, 12, 26, "St Stephen's Day"),
            ],
            ["NL"] = year => [.. Western(year), .. WhitMondays(year), KingsDay(year), On(year, 5, 5, "Liberation Day"), On(year, 12, 26, "Second Day of Christmas")],
            ["BE"] = year =>
            [
                .. Western(year), .. WhitMondays(year), On(year, 5, 1, "Labour Day"), On(year, 7, 21, "National Day"), On(year, 8, 15, "Assumption"), On(year, 11, 1, "All Saints' Day"), On(year, 11, 11, "Armistice Day"),
            ],
            ["LU"] = year =>
            [
                .. Western(year), .. WhitMondays(year), On(year, 5, 1, "Labour Day"), On(year, 5, 9, "Europe Day"), On(year, 6, 23, "National Day"), On(year, 8, 15, "Assumption"), On(year, 11, 1, "All Saints' Day"), On(year, 12, 26, "St Stephen's Day"),
            ],
            ["DK"] = year => [.. Western(year), .. WhitMondays(year), .. Passion(year), On(year, 6, 5, "Constitution Day"), On(year, 12, 24, "Christmas Eve"), On(year, 12, 26, "Second Day of Christmas")],
            ["NO"] = year => [.. Western(year), .. WhitMondays(year), .. Passion(year), On(year, 5, 1, "Labour Day"), On(year, 5, 17, "Constitution Day"), On(year, 12, 26, "Second Day of Christmas")],
            ["SE"] = year => [.. Nordic(year), On(year, 6, 6, "National Day"), On(year, 12, 31, "New Year's Eve")],
            ["FI"] = year => [.. Nordic(year), On(year, 12, 6, "Independence Day")],
            ["PL"] = year =>
            [
                .. Western(year), On(year, 1, 6, "Epiphany"), On(year, 5, 1, "Labour Day"), On(year, 5, 3, "Constitution Day"), AfterEaster(year, 60, "Corpus Christi"), On(year, 8, 15, "Assumption"),
                On(year, 11, 1, "All Saints' Day"), On(year, 11, 11, "Independence Day"), On(year, 12, 24, "Christmas Eve"), On(year, 12, 26, "Second Day of Christmas"),
            ],
            ["CZ"] = year =>
            [
                .. Western(year), AfterEaster(year, -2, "Good Friday"), On(year, 5, 1, "Labour Day"), On(year, 5, 8, "Liberation Day"), On(year, 7, 5, "Cyril and Methodius"), On(year, 7, 6, "Jan Hus"),
                On(year, 9, 28, "Statehood Day"), On(year, 10, 28, "Independence Day"), On(year, 11, 17, "Freedom Day"), On(year, 12, 24, "Christmas Eve"), On(year, 12, 26, "St Stephen's Day"),
            ],
            ["AU"] = Australia,
            ["NZ"] = NewZealand,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>When the stars of Matariki rise, as the Matariki act sets it.</summary>
    private static readonly FrozenDictionary<int, LocalDate> Matariki = new LocalDate[]
    {
        new(2025, 6, 20), new(2026, 7, 10), new(2027, 6, 25), new(2028, 7, 14), new(2029, 7, 6), new(2030, 6, 21), new(2031, 7, 11), new(2032, 7, 2), new(2033, 6, 24), new(2034, 7, 7), new(2035, 6, 29),
    }.ToFrozenDictionary(day => day.Year);

    private static IEnumerable<(LocalDate Date, string Name)> UnitedStates(int year) =>
    [
        .. On(year, 1, 1, "New Year's Day").NearestWeekday(),
        Nth(year, 1, Monday, 3, "Martin Luther King Day"),
        Nth(year, 2, Monday, 3, "Presidents' Day"),
        Last(year, 5, Monday, "Memorial Day"),
        .. On(year, 6, 19, "Juneteenth").NearestWeekday(),
        .. On(year, 7, 4, "Independence Day").NearestWeekday(),
        Nth(year, 9, Monday, 1, "Labor Day"),
        Nth(year, 10, Monday, 2, "Columbus Day"),
        .. On(year, 11, 11, "Veterans Day").NearestWeekday(),
        Nth(year, 11, Thursday, 4, "Thanksgiving"),
        .. On(year, 12, 25, "Christmas Day").NearestWeekday(),
    ];

    private static IEnumerable<(LocalDate Date, string Name)> Canada(int year) => WithSubstitutes(
    [
        On(year, 1, 1, "New Year's Day"),
        AfterEaster(year, -2, "Good Friday"),
        (new LocalDate(year, 5, 25).Previous(Monday), "Victoria Day"),
        On(year, 7, 1, "Canada Day"),
        Nth(year, 9, Monday, 1, "Labour Day"),
        On(year, 9, 30, "Truth and Reconciliation Day"),
        Nth(year, 10, Monday, 2, "Thanksgiving"),
        On(year, 11, 11, "Remembrance Day"),
        On(year, 12, 25, "Christmas Day"),
        On(year, 12, 26, "Boxing Day"),
    ]);

    private static IEnumerable<(LocalDate Date, string Name)> Mexico(int year) =>
    [
        On(year, 1, 1, "New Year's Day"), Nth(year, 2, Monday, 1, "Constitution Day"), Nth(year, 3, Monday, 3, "Benito Juárez"), On(year, 5, 1, "Labour Day"),
        On(year, 9, 16, "Independence Day"), Nth(year, 11, Monday, 3, "Revolution Day"), On(year, 12, 25, "Christmas Day"),
    ];

    private static IEnumerable<(LocalDate Date, string Name)> Brazil(int year) =>
    [
        On(year, 1, 1, "New Year's Day"), AfterEaster(year, -48, "Carnival"), AfterEaster(year, -47, "Carnival"), AfterEaster(year, -2, "Good Friday"), On(year, 4, 21, "Tiradentes"), On(year, 5, 1, "Labour Day"),
        AfterEaster(year, 60, "Corpus Christi"), On(year, 9, 7, "Independence Day"), On(year, 10, 12, "Our Lady of Aparecida"), On(year, 11, 2, "All Souls' Day"), On(year, 11, 15, "Republic Day"), On(year, 11, 20, "Black Awareness Day"),
        On(year, 12, 25, "Christmas Day"),
    ];

    private static IEnumerable<(LocalDate Date, string Name)> UnitedKingdom(int year) => WithSubstitutes(
    [
        On(year, 1, 1, "New Year's Day"), AfterEaster(year, -2, "Good Friday"), AfterEaster(year, 1, "Easter Monday"), Nth(year, 5, Monday, 1, "Early May bank holiday"),
        Last(year, 5, Monday, "Spring bank holiday"), Last(year, 8, Monday, "Summer bank holiday"), On(year, 12, 25, "Christmas Day"), On(year, 12, 26, "Boxing Day"),
    ]);

    private static IEnumerable<(LocalDate Date, string Name)> Ireland(int year) => WithSubstitutes(
    [
        On(year, 1, 1, "New Year's Day"), new LocalDate(year, 2, 1).DayOfWeek == Friday ? On(year, 2, 1, "St Brigid's Day") : Nth(year, 2, Monday, 1, "St Brigid's Day"), On(year, 3, 17, "St Patrick's Day"),
        AfterEaster(year, 1, "Easter Monday"), Nth(year, 5, Monday, 1, "May Day"), Nth(year, 6, Monday, 1, "June holiday"), Nth(year, 8, Monday, 1, "August holiday"), Last(year, 10, Monday, "October holiday"),
        On(year, 12, 25, "Christmas Day"), On(year, 12, 26, "St Stephen's Day"),
    ]);

    private static IEnumerable<(LocalDate Date, string Name)> France(int year) =>
    [
        .. Western(year), .. WhitMondays(year), On(year, 5, 1, "Labour Day"), On(year, 5, 8, "Victory Day"), On(year, 7, 14, "National Day"), On(year, 8, 15, "Assumption"), On(year, 11, 1, "All Saints' Day"), On(year, 11, 11, "Armistice Day"),
    ];

    private static IEnumerable<(LocalDate Date, string Name)> Australia(int year) => WithSubstitutes(
    [
        On(year, 1, 1, "New Year's Day"), On(year, 1, 26, "Australia Day"), AfterEaster(year, -2, "Good Friday"), AfterEaster(year, -1, "Easter Saturday"), AfterEaster(year, 1, "Easter Monday"), On(year, 4, 25, "Anzac Day"),
        Nth(year, 6, Monday, 2, "King's Birthday"), On(year, 12, 25, "Christmas Day"), On(year, 12, 26, "Boxing Day"),
    ]);

    private static IEnumerable<(LocalDate Date, string Name)> NewZealand(int year) => WithSubstitutes(
    [
        On(year, 1, 1, "New Year's Day"), On(year, 1, 2, "Day after New Year's Day"), On(year, 2, 6, "Waitangi Day"), AfterEaster(year, -2, "Good Friday"), AfterEaster(year, 1, "Easter Monday"), On(year, 4, 25, "Anzac Day"),
        Nth(year, 6, Monday, 1, "King's Birthday"), .. Matariki.TryGetValue(year, out var rises) ? [(rises, "Matariki")] : Array.Empty<(LocalDate, string)>(), Nth(year, 10, Monday, 4, "Labour Day"),
        On(year, 12, 25, "Christmas Day"), On(year, 12, 26, "Boxing Day"),
    ]);

    /// <summary>What most of western Europe keeps.</summary>
    private static IEnumerable<(LocalDate Date, string Name)> Western(int year) => [On(year, 1, 1, "New Year's Day"), AfterEaster(year, 1, "Easter Monday"), On(year, 12, 25, "Christmas Day")];

    private static IEnumerable<(LocalDate Date, string Name)> WhitMondays(int year) => [AfterEaster(year, 39, "Ascension Day"), AfterEaster(year, 50, "Whit Monday")];

    private static IEnumerable<(LocalDate Date, string Name)> Passion(int year) => [AfterEaster(year, -3, "Maundy Thursday"), AfterEaster(year, -2, "Good Friday")];

    private static IEnumerable<(LocalDate Date, string Name)> Catholic(int year) =>
        [On(year, 1, 6, "Epiphany"), On(year, 8, 15, "Assumption"), On(year, 11, 1, "All Saints' Day"), On(year, 12, 8, "Immaculate Conception")];

    private static IEnumerable<(LocalDate Date, string Name)> Nordic(int year) =>
    [
        .. Western(year), On(year, 1, 6, "Epiphany"), AfterEaster(year, -2, "Good Friday"), On(year, 5, 1, "May Day"), AfterEaster(year, 39, "Ascension Day"), (new LocalDate(year, 6, 18).Next(Friday), "Midsummer Eve"),
        (new LocalDate(year, 10, 30).Next(Saturday), "All Saints' Day"), On(year, 12, 24, "Christmas Eve"), On(year, 12, 26, "Second Day of Christmas"),
    ];

    private static (LocalDate Date, string Name) KingsDay(int year) => On(year, 4, new LocalDate(year, 4, 27).DayOfWeek == Sunday ? 26 : 27, "King's Day");
}
