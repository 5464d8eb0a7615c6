using System.Collections.Frozen;
using NodaTime;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Booking.Languages;

/// <summary>Spanish: the twelve hours of the clock with the part of the day they are in, feminine as hours are.</summary>
internal sealed partial class Spanish : Phrasebook
{
    private const string OwnCallingCode = "34";

    private static readonly string[] Small =
    [
        "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve",
        "veinte", "veintiuno", "veintidós", "veintitrés", "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve",
    ];

    private static readonly string[] Tens = ["", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"];

    private static readonly string[] Hundreds = ["", "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos", "setecientos", "ochocientos", "novecientos"];

    private static readonly string[] Months = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];

    private static readonly string[] Weekdays = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];

    private static readonly string[] Alphabet =
    [
        "Antonio", "Barcelona", "Carmen", "Dolores", "Enrique", "Francia", "Granada", "Historia", "Inés", "José", "Kilo", "Lorenzo", "Madrid", "Navarra", "Oviedo", "París", "Querido", "Ramón", "Sábado", "Tarragona",
        "Ulises", "Valencia", "Washington", "Xilófono", "Yegua", "Zaragoza",
    ];

    private static readonly FrozenDictionary<string, string> Cities = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["America/New_York"] = "Nueva York", ["Pacific/Honolulu"] = "Hawái", ["America/St_Johns"] = "Terranova", ["America/Mexico_City"] = "Ciudad de México", ["America/Bogota"] = "Bogotá", ["America/Sao_Paulo"] = "São Paulo",
        ["America/Argentina/Buenos_Aires"] = "Buenos Aires", ["America/Panama"] = "Panamá", ["America/Havana"] = "La Habana", ["America/Cancun"] = "Cancún", ["Asia/Kolkata"] = "la India", ["Asia/Singapore"] = "Singapur",
        ["Asia/Tokyo"] = "Tokio", ["Asia/Seoul"] = "Seúl", ["Asia/Shanghai"] = "Shanghái", ["Asia/Dubai"] = "Dubái", ["Asia/Riyadh"] = "Riad", ["Asia/Jerusalem"] = "Jerusalén", ["Africa/Cairo"] = "El Cairo",
        ["Africa/Johannesburg"] = "Johannesburgo", ["Australia/Sydney"] = "Sídney", ["Europe/London"] = "Londres", ["Europe/Dublin"] = "Dublín", ["Europe/Lisbon"] = "Lisboa", ["Europe/Berlin"] = "Berlín",
        ["Europe/Paris"] = "París", ["Europe/Rome"] = "Roma", ["Europe/Amsterdam"] = "Ámsterdam", ["Europe/Brussels"] = "Bruselas", ["Europe/Vienna"] = "Viena", ["Europe/Zurich"] = "Zúrich", ["Europe/Copenhagen"] = "Copenhague",
        ["Europe/Stockholm"] = "Estocolmo", ["Europe/Warsaw"] = "Varsovia", ["Europe/Prague"] = "Praga", ["Europe/Athens"] = "Atenas", ["Europe/Bucharest"] = "Bucarest", ["Europe/Kyiv"] = "Kiev", ["Europe/Istanbul"] = "Estambul",
        ["Europe/Moscow"] = "Moscú", ["Europe/Belgrade"] = "Belgrado", ["Europe/Luxembourg"] = "Luxemburgo",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public override Tongue Tongue => Tongue.Spanish;

    protected override string OrWord => "o";

    protected override string AndWord => "y";

    protected override string DecimalPoint => "coma";

    protected override string UniversalTime => "hora universal";

    public override string Date(LocalDate date, LocalDate today) => Period.DaysBetween(today, date) switch
    {
        0 => $"hoy, {Named(date, today)}",
        1 => $"mañana, {Named(date, today)}",
        _ => $"el {Named(date, today)}",
    };

    public override string On(LocalDate date, LocalDate today) => Date(date, today);

    public override string Time(LocalTime time)
    {
        var hour = time.Hour % 12 == 0 ? 12 : time.Hour % 12;
        var minute = time.Minute switch { 0 => "", 15 => " y cuarto", 30 => " y media", _ => $" y {Number(time.Minute)}" };
        return $"{(hour == 1 ? "la una" : $"las {Number(hour)}")}{minute} {Part(time)}";
    }

    public override string DateAndTime(ZonedDateTime start, LocalDate today) => $"{On(start.Date, today)}{(Nears(start.Date, today) ? "," : "")} a {Time(start)}";

    public override string Length(Duration duration)
    {
        var minutes = (int)Math.Round(duration.TotalMinutes);
        var (hours, rest) = (minutes / 60, minutes % 60);
        var whole = hours == 1 ? "una hora" : $"{Feminine(hours)} horas";
        var part = rest == 1 ? "un minuto" : $"{Number(rest)} minutos";
        return (hours, rest) switch
        {
            (0, 30) => "media hora",
            (0, _) => part,
            (_, 0) => whole,
            (_, 30) => $"{whole} y media",
            _ => $"{whole} y {part}",
        };
    }

    public override string Number(int number) => number switch
    {
        < 0 => $"menos {Number(-number)}",
        < 30 => Small[number],
        < 100 => Tens[number / 10] + (number % 10 == 0 ? "" : $" y {Small[number % 10]}"),
        100 => "cien",
        < 1000 => Hundreds[number / 100] + (number % 100 == 0 ? "" : $" {Number(number % 100)}"),
        < 1_000_000 => $"{(number < 2000 ? "" : $"{Shortened(number / 1000)} ")}mil{(number % 1000 == 0 ? "" : $" {Number(number % 1000)}")}",
        _ => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>"y" is "e" before the same sound.</summary>
    public override string And(IReadOnlyList<string> items) => SpokenEnglish.List(items, items.Count > 1 && StartsWith(items[^1], "i", "hi", "í") ? "e" : AndWord);

    /// <summary>"o" is "u" before the same sound.</summary>
    public override string Or(IReadOnlyList<string> items) => SpokenEnglish.List(items, items.Count > 1 && StartsWith(items[^1], "o", "ho", "ó") ? "u" : OrWord);

    /// <summary>The name as its owner wrote it: an article would be guessed.</summary>
    public override string Named(BookingEvent? bookingEvent) => bookingEvent?.Name.Trim() is { Length: > 0 } name ? name : "su cita";

    protected override string ZoneOf(string city) => city.StartsWith("El ", StringComparison.Ordinal) ? $"hora d{city.ToLowerInvariant()[..1]}{city[1..]}" : $"hora de {city}";

    protected override string? OwnCity(string zoneId) => Cities.GetValueOrDefault(zoneId);

    protected override string TimeOfTwo(LocalTime time, bool daylight) => $"{Time(time)}, {(daylight ? "horario de verano" : "horario de invierno")}";

    protected override string OfferOn(LocalDate day, IReadOnlyList<ZonedDateTime> times, LocalDate today) => $"Para {On(day, today)}, tengo libre {Or([.. times.Select(time => $"a {Time(time)}")])}";

    protected override string? OwnPhone(PhoneNumber number) => number.CallingCode == OwnCallingCode ? Digits(number.National.Chunk(3).Select(group => new string(group))) : null;

    protected override string? Sign(char sign) => sign switch
    {
        '.' => "punto", '-' => "guion", '_' => "guion bajo", '@' => "arroba", '+' => "más", '\'' or '’' => "apóstrofo", '%' => "por ciento", '&' => "y comercial", '!' => "signo de exclamación", '#' => "almohadilla", '/' => "barra", '=' => "igual", _ => null,
    };

    protected override string? Accented(char letter) => letter switch
    {
        'ñ' => "eñe", 'á' => "a con acento", 'é' => "e con acento", 'í' => "i con acento", 'ó' => "o con acento", 'ú' => "u con acento", 'ü' => "u con diéresis", 'ö' => "o con diéresis", 'ä' => "a con diéresis", 'ç' => "ce cedilla", _ => null,
    };

    protected override string? InAlphabet(char letter) => letter is >= 'a' and <= 'z' ? $"{letter} de {Alphabet[letter - 'a']}" : null;

    protected override string OnWeekdays(IReadOnlyList<IsoDayOfWeek> days) => $"un {Or([.. days.Select(Weekday)])}";

    protected override string NotOn(IReadOnlyList<IsoDayOfWeek> days) => $"que no sea {Or([.. days.Select(Weekday)])}";

    protected override string Between(LocalDate from, LocalDate until, LocalDate today) => $"entre {Date(from, today)}, y {Date(until, today)}";

    protected override string From(LocalDate from, LocalDate today) => from == today ? $"a partir de {Date(from, today)}" : Nears(from, today) ? $"a partir de {Date(from, today)}" : $"a partir del {Named(from, today)}";

    protected override string Until(LocalDate until, LocalDate today) => $"hasta {Date(until, today)}";

    protected override string At(LocalTime time) => $"a {Time(time)}";

    protected override string Around(LocalTime time) => $"hacia {Time(time)}";

    protected override string BetweenTimes(LocalTime from, LocalTime before) => $"entre {Time(from)} y {Time(before)}";

    protected override string After(LocalTime time) => $"después de {Time(time)}";

    protected override string Before(LocalTime time) => $"antes de {Time(time)}";

    protected override string By(LocalTime time) => $"como muy tarde a {Time(time)}";

    protected override string In(PartOfDay part) => part switch
    {
        PartOfDay.Morning => "por la mañana",
        PartOfDay.Afternoon => "por la tarde",
        PartOfDay.LateAfternoon => "a última hora de la tarde",
        PartOfDay.EarlyMorning => "a primera hora de la mañana",
        PartOfDay.Lunch => "al mediodía",
        _ => "por la noche",
    };

    private string Named(LocalDate date, LocalDate today) => $"{Weekday(date.DayOfWeek)} {Number(date.Day)} de {Months[date.Month - 1]}{(NeedsYear(date, today) ? $" de {Number(date.Year)}" : "")}";

    private string Feminine(int number) => number % 10 == 1 && number % 100 != 11 ? $"{Number(number)[..^1]}a" : Number(number);

    /// <summary>Before "mil": "veintiún", "treinta y un".</summary>
    private string Shortened(int number) => number % 100 == 21 ? $"{Number(number)[..^4]}iún" : number % 10 == 1 && number % 100 != 11 ? Number(number)[..^1] : Number(number);

    private static string Part(LocalTime time) => time.Hour switch
    {
        0 => "de la noche",
        < 6 => "de la madrugada",
        < 12 => "de la mañana",
        12 when time.Minute == 0 => "del mediodía",
        < 20 => "de la tarde",
        _ => "de la noche",
    };

    private static bool Nears(LocalDate date, LocalDate today) => Period.DaysBetween(today, date) is 0 or 1;

    private static string Weekday(IsoDayOfWeek day) => Weekdays[(int)day - 1];

    private static bool StartsWith(string word, params string[] sounds) =>
        Array.Exists(sounds, sound => word.StartsWith(sound, StringComparison.OrdinalIgnoreCase)) && !word.StartsWith("hie", StringComparison.OrdinalIgnoreCase);
}
