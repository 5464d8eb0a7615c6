using System.Collections.Frozen;
using NodaTime;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Booking.Languages;

/// <summary>German: the 24-hour clock, dates in the dative after "am", and letters as they are spelled on the telephone.</summary>
internal sealed partial class German : Phrasebook
{
    private const string OwnCallingCode = "49";

    private static readonly string[] Small =
    [
        "null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
    ];

    private static readonly string[] Tens = ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"];

    private static readonly string[] Months = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"];

    private static readonly string[] Weekdays = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];

    private static readonly string[] Alphabet =
    [
        "Anton", "Berta", "Cäsar", "Dora", "Emil", "Friedrich", "Gustav", "Heinrich", "Ida", "Julius", "Kaufmann", "Ludwig", "Martha", "Nordpol", "Otto", "Paula", "Quelle", "Richard", "Samuel", "Theodor",
        "Ulrich", "Viktor", "Wilhelm", "Xanthippe", "Ypsilon", "Zacharias",
    ];

    private static readonly FrozenDictionary<string, string> Cities = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["America/St_Johns"] = "Neufundland", ["America/Mexico_City"] = "Mexiko-Stadt", ["America/Havana"] = "Havanna", ["Asia/Kolkata"] = "Indien", ["Asia/Singapore"] = "Singapur", ["Asia/Tokyo"] = "Tokio",
        ["Asia/Seoul"] = "Seoul", ["Asia/Hong_Kong"] = "Hongkong", ["Africa/Cairo"] = "Kairo", ["Africa/Johannesburg"] = "Johannesburg", ["Europe/Vienna"] = "Wien", ["Europe/Zurich"] = "Zürich", ["Europe/Rome"] = "Rom",
        ["Europe/Lisbon"] = "Lissabon", ["Europe/Warsaw"] = "Warschau", ["Europe/Prague"] = "Prag", ["Europe/Athens"] = "Athen", ["Europe/Brussels"] = "Brüssel", ["Europe/Copenhagen"] = "Kopenhagen",
        ["Europe/Moscow"] = "Moskau", ["Europe/Bucharest"] = "Bukarest", ["Europe/Belgrade"] = "Belgrad", ["Europe/Kyiv"] = "Kiew", ["Europe/Luxembourg"] = "Luxemburg", ["Asia/Jerusalem"] = "Jerusalem",
        ["Asia/Riyadh"] = "Riad", ["Asia/Manila"] = "Manila", ["Pacific/Auckland"] = "Auckland",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public override Tongue Tongue => Tongue.German;

    protected override string OrWord => "oder";

    protected override string AndWord => "und";

    protected override string DecimalPoint => "Komma";

    protected override string UniversalTime => "koordinierte Weltzeit";

    public override string Date(LocalDate date, LocalDate today) => $"{FromToday(date, today)}{Weekday(date.DayOfWeek)}, der {Ordinal(date.Day)} {Month(date, today)}";

    public override string On(LocalDate date, LocalDate today) => $"{FromToday(date, today)}am {Dative(date, today)}";

    /// <summary>By the 24-hour clock; the early hours with their part of the day, since people say "sieben Uhr" of the evening too.</summary>
    public override string Time(LocalTime time)
    {
        var hour = time.Hour == 1 ? "ein" : Number(time.Hour);
        var told = time.Minute == 0 ? $"{hour} Uhr" : $"{hour} Uhr {Number(time.Minute)}";
        return time.Hour switch { 0 or > 7 => told, < 5 => $"{told} nachts", _ => $"{told} morgens" };
    }

    public override string DateAndTime(ZonedDateTime start, LocalDate today) => $"{On(start.Date, today)}, um {Time(start)}";

    public override string Length(Duration duration)
    {
        var minutes = (int)Math.Round(duration.TotalMinutes);
        var (hours, rest) = (minutes / 60, minutes % 60);
        var whole = hours == 1 ? "eine Stunde" : $"{Number(hours)} Stunden";
        var part = rest == 1 ? "eine Minute" : $"{Number(rest)} Minuten";
        return (hours, rest) switch
        {
            (0, _) => part,
            (_, 0) => whole,
            (1, 30) => "eineinhalb Stunden",
            _ => $"{whole} und {part}",
        };
    }

    public override string Number(int number) => number switch
    {
        < 0 => $"minus {Number(-number)}",
        < 20 => Small[number],
        < 100 => (number % 10 == 0 ? "" : $"{Front(number % 10)}und") + Tens[number / 10],
        < 1000 => $"{(number < 200 ? "" : Front(number / 100))}hundert{(number % 100 == 0 ? "" : Number(number % 100))}",
        < 1_000_000 => $"{(number < 2000 ? "" : Front(number / 1000))}tausend{(number % 1000 == 0 ? "" : Behind(number % 1000))}",
        _ => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>The name as its owner wrote it; German nouns keep their capital, and an article would be guessed.</summary>
    public override string Named(BookingEvent? bookingEvent) => bookingEvent?.Name.Trim() is { Length: > 0 } name ? name : "Ihr Termin";

    protected override string ZoneOf(string city) => $"Ortszeit {city}";

    protected override string? OwnCity(string zoneId) => Cities.GetValueOrDefault(zoneId);

    protected override string TimeOfTwo(LocalTime time, bool daylight) => $"{Time(time)}, {(daylight ? "Sommerzeit" : "Winterzeit")}";

    protected override string OfferOn(LocalDate day, IReadOnlyList<ZonedDateTime> times, LocalDate today) => $"{Capital(On(day, today))}, hätte ich {Or([.. times.Select(Time)])} frei";

    protected override string? OwnPhone(PhoneNumber number)
    {
        if (number.CallingCode != OwnCallingCode || number.National.Length < 4)
            return null;
        var national = $"0{number.National}";
        var prefix = national[1] == '1' ? 4 : 3;
        return Digits([national[..prefix], .. InThrees(national[prefix..])]);
    }

    protected override string? Sign(char sign) => sign switch
    {
        '.' => "Punkt", '-' => "Bindestrich", '_' => "Unterstrich", '@' => "ät", '+' => "plus", '\'' or '’' => "Apostroph", '%' => "Prozent", '&' => "Und-Zeichen", '!' => "Ausrufezeichen", '#' => "Raute", '/' => "Schrägstrich", '=' => "Gleichheitszeichen", _ => null,
    };

    protected override string? Accented(char letter) => letter switch
    {
        'ä' => "Umlaut a", 'ö' => "Umlaut o", 'ü' => "Umlaut u", 'ß' => "Eszett", 'é' => "e mit Akzent", 'è' => "e mit Akzent", 'ñ' => "n mit Tilde", 'ç' => "c mit Cedille", _ => null,
    };

    protected override string? InAlphabet(char letter) => letter switch
    {
        >= 'a' and <= 'z' => $"{letter} wie {Alphabet[letter - 'a']}",
        'ä' => "ä wie Ärger", 'ö' => "ö wie Ökonom", 'ü' => "ü wie Übermut",
        _ => null,
    };

    protected override string? Doubled(string letter) => letter.Length == 1 ? $"doppel-{letter}" : null;

    protected override string OnWeekdays(IReadOnlyList<IsoDayOfWeek> days) => $"an einem {Or([.. days.Select(Weekday)])}";

    protected override string NotOn(IReadOnlyList<IsoDayOfWeek> days) => $"nicht am {Or([.. days.Select(Weekday)])}";

    protected override string Between(LocalDate from, LocalDate until, LocalDate today) => $"zwischen {FromToday(from, today)}{Dative(from, today)}, und {FromToday(until, today)}{Dative(until, today)}";

    protected override string From(LocalDate from, LocalDate today) => $"ab {FromToday(from, today)}{Dative(from, today)}";

    protected override string Until(LocalDate until, LocalDate today) => $"bis {FromToday(until, today)}{Weekday(until.DayOfWeek)}, den {Ordinal(until.Day)}n {Month(until, today)}";

    protected override string At(LocalTime time) => $"um {Time(time)}";

    protected override string Around(LocalTime time) => $"gegen {Time(time)}";

    protected override string BetweenTimes(LocalTime from, LocalTime before) => $"zwischen {Time(from)} und {Time(before)}";

    protected override string After(LocalTime time) => $"nach {Time(time)}";

    protected override string Before(LocalTime time) => $"vor {Time(time)}";

    protected override string By(LocalTime time) => $"bis {Time(time)}";

    protected override string In(PartOfDay part) => part switch
    {
        PartOfDay.Morning => "am Vormittag",
        PartOfDay.Afternoon => "am Nachmittag",
        PartOfDay.LateAfternoon => "am späten Nachmittag",
        PartOfDay.EarlyMorning => "früh am Morgen",
        PartOfDay.Lunch => "um die Mittagszeit",
        _ => "am Abend",
    };

    /// <summary>"erste", "dritte", "einundzwanzigste"; with an "n" behind it in every other case.</summary>
    private string Ordinal(int day) => day switch
    {
        1 => "erste",
        3 => "dritte",
        7 => "siebte",
        8 => "achte",
        < 20 => $"{Number(day)}te",
        _ => $"{Number(day)}ste",
    };

    private string Dative(LocalDate date, LocalDate today) => $"{Weekday(date.DayOfWeek)}, dem {Ordinal(date.Day)}n {Month(date, today)}";

    private string Month(LocalDate date, LocalDate today) => Months[date.Month - 1] + (NeedsYear(date, today) ? $" {Year(date.Year)}" : "");

    private string Year(int year) => year is >= 1100 and < 2000 ? $"{Number(year / 100)}hundert{(year % 100 == 0 ? "" : Number(year % 100))}" : Number(year);

    private static string FromToday(LocalDate date, LocalDate today) => Period.DaysBetween(today, date) switch { 0 => "heute, ", 1 => "morgen, ", _ => "" };

    private static string Weekday(IsoDayOfWeek day) => Weekdays[(int)day - 1];

    /// <summary>Before "hundert", "tausend" and "und": "einhunderteintausend", never "eins".</summary>
    private string Front(int number) => number % 100 == 1 ? Number(number)[..^1] : Number(number);

    /// <summary>Behind "tausend" a hundred is told as one: "tausendeinhundert".</summary>
    private string Behind(int number) => number is >= 100 and < 200 ? $"ein{Number(number)}" : Number(number);
}
