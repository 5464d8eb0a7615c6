using System.Collections.Frozen;
using NodaTime;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Booking.Languages;

/// <summary>French: the 24-hour clock, "premier" for the first of a month alone, telephone numbers in pairs.</summary>
/// <remarks>Punctuation as in Canada, without a space before a question mark: a voice that cuts at spaces never gets a lone sign.</remarks>
internal sealed partial class French : Phrasebook
{
    private const string OwnCallingCode = "33";

    private static readonly string[] Small =
    [
        "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
    ];

    private static readonly string[] Tens = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt"];

    private static readonly string[] Months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

    private static readonly string[] Weekdays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

    private static readonly string[] Alphabet =
    [
        "Anatole", "Berthe", "Célestin", "Désiré", "Eugène", "François", "Gaston", "Henri", "Irma", "Joseph", "Kléber", "Louis", "Marcel", "Nicolas", "Oscar", "Pierre", "Quintal", "Raoul", "Suzanne", "Thérèse",
        "Ursule", "Victor", "William", "Xavier", "Yvonne", "Zoé",
    ];

    private static readonly FrozenDictionary<string, string> Cities = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Pacific/Honolulu"] = "Hawaï", ["America/St_Johns"] = "Terre-Neuve", ["America/Mexico_City"] = "Mexico", ["America/Bogota"] = "Bogota", ["America/Havana"] = "La Havane", ["Asia/Kolkata"] = "l'Inde", ["Asia/Singapore"] = "Singapour",
        ["Asia/Seoul"] = "Séoul", ["Asia/Dubai"] = "Dubaï", ["Asia/Riyadh"] = "Riyad", ["Asia/Jerusalem"] = "Jérusalem", ["Asia/Manila"] = "Manille", ["Africa/Cairo"] = "Le Caire", ["Africa/Algiers"] = "Alger",
        ["Europe/London"] = "Londres", ["Europe/Lisbon"] = "Lisbonne", ["Europe/Vienna"] = "Vienne", ["Europe/Brussels"] = "Bruxelles", ["Europe/Copenhagen"] = "Copenhague", ["Europe/Warsaw"] = "Varsovie",
        ["Europe/Athens"] = "Athènes", ["Europe/Bucharest"] = "Bucarest", ["Europe/Kyiv"] = "Kiev", ["Europe/Moscow"] = "Moscou", ["Europe/Zurich"] = "Zurich", ["Europe/Zagreb"] = "Zagreb",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public override Tongue Tongue => Tongue.French;

    protected override string OrWord => "ou";

    protected override string AndWord => "et";

    protected override string DecimalPoint => "virgule";

    protected override string UniversalTime => "temps universel";

    public override string Date(LocalDate date, LocalDate today) => Period.DaysBetween(today, date) switch
    {
        0 => $"aujourd'hui, {Named(date, today)}",
        1 => $"demain, {Named(date, today)}",
        _ => Named(date, today),
    };

    public override string On(LocalDate date, LocalDate today) => Date(date, today);

    /// <summary>By the 24-hour clock; the early hours with their part of the day, since people say "sept heures" of the evening too.</summary>
    public override string Time(LocalTime time) => time switch
    {
        { Hour: 12, Minute: 0 } => "midi",
        _ => $"{Feminine(time.Hour)} heure{(time.Hour < 2 ? "" : "s")}{(time.Minute == 0 ? "" : $" {Feminine(time.Minute)}")}{(time.Hour is > 0 and < 8 ? " du matin" : "")}",
    };

    public override string DateAndTime(ZonedDateTime start, LocalDate today) => $"{On(start.Date, today)}{(Nears(start.Date, today) ? "," : "")} à {Time(start)}";

    public override string Length(Duration duration)
    {
        var minutes = (int)Math.Round(duration.TotalMinutes);
        var (hours, rest) = (minutes / 60, minutes % 60);
        var whole = $"{Feminine(hours)} heure{(hours < 2 ? "" : "s")}";
        var part = $"{Feminine(rest)} minute{(rest < 2 ? "" : "s")}";
        return (hours, rest) switch
        {
            (0, 30) => "une demi-heure",
            (0, _) => part,
            (_, 0) => whole,
            (_, 30) => $"{whole} et demie",
            _ => $"{whole} et {part}",
        };
    }

    public override string Number(int number) => number switch
    {
        < 0 => $"moins {Number(-number)}",
        < 20 => Small[number],
        71 => "soixante et onze",
        80 => "quatre-vingts",
        < 100 when number / 10 is 7 or 9 => $"{Tens[number / 10]}-{Small[10 + (number % 10)]}",
        < 100 when number % 10 == 1 && number < 80 => $"{Tens[number / 10]} et un",
        < 100 => Tens[number / 10] + (number % 10 == 0 ? "" : $"-{Small[number % 10]}"),
        < 1000 => $"{(number < 200 ? "cent" : $"{Small[number / 100]} cent{(number % 100 == 0 ? "s" : "")}")}{(number % 100 == 0 ? "" : $" {Number(number % 100)}")}",
        < 1_000_000 => $"{(number < 2000 ? "" : $"{BeforeThousand(number / 1000)} ")}mille{(number % 1000 == 0 ? "" : $" {Number(number % 1000)}")}",
        _ => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>The name as its owner wrote it: an article would be guessed.</summary>
    public override string Named(BookingEvent? bookingEvent) => bookingEvent?.Name.Trim() is { Length: > 0 } name ? name : "votre rendez-vous";

    public override string Phone(PhoneNumber number) =>
        number.CallingCode is OwnCallingCode || number.CallingCode.Length == 0 || (number.CallingCode == "1" && number.National.Length == 10) ? base.Phone(number)
        : $"plus {Number(int.Parse(number.CallingCode, System.Globalization.CultureInfo.InvariantCulture))}, {Pairs(number.National)}";

    protected override string ZoneOf(string city) =>
        city.StartsWith("Le ", StringComparison.Ordinal) ? $"heure du {city[3..]}"
        : $"heure {Of(city)}";

    protected override string? OwnCity(string zoneId) => Cities.GetValueOrDefault(zoneId);

    protected override string TimeOfTwo(LocalTime time, bool daylight) => $"{Time(time)}, {(daylight ? "heure d'été" : "heure d'hiver")}";

    protected override string OfferOn(LocalDate day, IReadOnlyList<ZonedDateTime> times, LocalDate today) => $"{Capital(On(day, today))}, je peux vous proposer {Or([.. times.Select(Time)])}";

    protected override string? OwnPhone(PhoneNumber number) => number.CallingCode == OwnCallingCode ? Pairs($"0{number.National}") : null;

    protected override string? Sign(char sign) => sign switch
    {
        '.' => "point", '-' => "tiret", '_' => "tiret bas", '@' => "arobase", '+' => "plus", '\'' or '’' => "apostrophe", '%' => "pour cent", '&' => "esperluette", '!' => "point d'exclamation", '#' => "dièse", '/' => "barre oblique", '=' => "égal", _ => null,
    };

    protected override string? Accented(char letter) => letter switch
    {
        'é' => "e accent aigu", 'è' => "e accent grave", 'ê' => "e accent circonflexe", 'ë' => "e tréma", 'à' => "a accent grave", 'â' => "a accent circonflexe", 'î' => "i accent circonflexe", 'ï' => "i tréma",
        'ô' => "o accent circonflexe", 'û' => "u accent circonflexe", 'ù' => "u accent grave", 'ü' => "u tréma", 'ö' => "o tréma", 'ä' => "a tréma", 'ç' => "c cédille", 'ñ' => "n tilde", 'œ' => "e dans l'o", _ => null,
    };

    protected override string? InAlphabet(char letter) => letter is >= 'a' and <= 'z' ? $"{letter} comme {Alphabet[letter - 'a']}" : null;

    protected override string? Doubled(string letter) => letter.Length == 1 ? $"deux {letter}" : null;

    protected override string OnWeekdays(IReadOnlyList<IsoDayOfWeek> days) => Or([.. days.Select(day => $"un {Weekday(day)}")]);

    protected override string NotOn(IReadOnlyList<IsoDayOfWeek> days) => $"mais pas {Or([.. days.Select(day => $"le {Weekday(day)}")])}";

    protected override string Between(LocalDate from, LocalDate until, LocalDate today) => $"entre {The(from, today)} et {The(until, today)}";

    protected override string From(LocalDate from, LocalDate today) => Nears(from, today) ? $"à partir {(from == today ? "d'" : "de ")}{Date(from, today)}" : $"à partir du {Named(from, today)}";

    protected override string Until(LocalDate until, LocalDate today) => until == today ? $"jusqu'à {Date(until, today)}" : Nears(until, today) ? $"jusqu'à {Date(until, today)}" : $"jusqu'au {Named(until, today)}";

    protected override string At(LocalTime time) => $"à {Time(time)}";

    protected override string Around(LocalTime time) => $"vers {Time(time)}";

    protected override string BetweenTimes(LocalTime from, LocalTime before) => $"entre {Time(from)} et {Time(before)}";

    protected override string After(LocalTime time) => $"après {Time(time)}";

    protected override string Before(LocalTime time) => $"avant {Time(time)}";

    protected override string By(LocalTime time) => $"au plus tard à {Time(time)}";

    protected override string In(PartOfDay part) => part switch
    {
        PartOfDay.Morning => "le matin",
        PartOfDay.Afternoon => "l'après-midi",
        PartOfDay.LateAfternoon => "en fin d'après-midi",
        PartOfDay.EarlyMorning => "tôt le matin",
        PartOfDay.Lunch => "à l'heure du déjeuner",
        _ => "le soir",
    };

    private static string Of(string name) => name.Length > 0 && "AÀÂEÉÈÊIÎOÔUH".Contains(char.ToUpperInvariant(name[0]), StringComparison.Ordinal) ? $"d'{name}" : $"de {name}";

    private string Named(LocalDate date, LocalDate today) =>
        $"{Weekday(date.DayOfWeek)} {(date.Day == 1 ? "premier" : Number(date.Day))} {Months[date.Month - 1]}{(NeedsYear(date, today) ? $" {Number(date.Year)}" : "")}";

    private string The(LocalDate date, LocalDate today) => Nears(date, today) ? $"{Date(date, today)}," : $"le {Named(date, today)}";

    /// <summary>"une", "vingt et une", before hours and minutes.</summary>
    private string Feminine(int number) => number % 10 == 1 && number % 100 is not (11 or 71 or 91) ? $"{Number(number)}e" : Number(number);

    private string BeforeThousand(int number) => Number(number) is var told && (number % 100 == 80 || (number > 100 && number % 100 == 0)) ? told.TrimEnd('s') : Number(number);

    private string Pairs(string digits)
    {
        var first = digits.Length % 2;
        IEnumerable<string> pairs = [digits[..first], .. digits[first..].Chunk(2).Select(pair => new string(pair))];
        return string.Join(", ", pairs.Where(pair => pair.Length > 0).Select(pair => pair[0] == '0' ? Digits(pair) : Number(int.Parse(pair, System.Globalization.CultureInfo.InvariantCulture))));
    }

    private static bool Nears(LocalDate date, LocalDate today) => Period.DaysBetween(today, date) is 0 or 1;

    private static string Weekday(IsoDayOfWeek day) => Weekdays[(int)day - 1];
}
