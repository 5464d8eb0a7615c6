using NodaTime;
using VoiceBooker.Booking.Details;

namespace VoiceBooker.Booking.Languages;

/// <summary>
/// Everything the receptionist says of its own in one language: facts as people speak them (<c>Phrasebook.cs</c>, <c>.Letters.cs</c>, <c>.Wishes.cs</c>), and every fixed sentence, each a method whose arguments are what it speaks of.
/// A sentence that one language lacks does not compile. Callers are addressed formally: "Sie", "usted", "vous".
/// </summary>
/// <remarks>
/// Sentences: <c>Phrasebook.Talk.cs</c>, <c>.Questions.cs</c>, <c>.Booking.cs</c>, <c>.Appointments.cs</c>. A parameter <c>when</c> is always a moment as <see cref="DateAndTime"/> writes it, a phrase that
/// stands by itself ("am Dienstag, dem ersten Dezember, um zehn Uhr"); an event's name is its owner's word and so is never given an article, except in English.
/// </remarks>
internal abstract partial class Phrasebook
{
    /// <summary>From this many days on a date is told with its year, so that nobody takes it for this year's.</summary>
    protected const int DaysUntilYearIsSaid = 300;

    /// <summary>Most of the event's own questions that get keys of their own after those for time, name and e-mail.</summary>
    protected const int MostKeyed = 6;

    private const int DaysPastWithoutYear = 60;

    private static readonly Phrasebook[] Books = [new English(), new German(), new Spanish(), new French()];

    /// <summary>The language.</summary>
    public abstract Tongue Tongue { get; }

    /// <summary>The phrases of a language.</summary>
    public static Phrasebook Of(Tongue tongue) => Array.Find(Books, book => book.Tongue == tongue)!;

    /// <summary>A date that stands by itself, told from today and tomorrow, with its year when it is far away.</summary>
    public abstract string Date(LocalDate date, LocalDate today);

    /// <summary>When something is: the date as it stands in a sentence, without its time ("am Dienstag, dem ersten Dezember").</summary>
    public abstract string On(LocalDate date, LocalDate today);

    /// <summary>A time of the clock to the minute, never to be taken for another ("quatorze heures trente").</summary>
    public abstract string Time(LocalTime time);

    /// <summary>The time; in the night the clocks go back, with which of the two.</summary>
    public string Time(ZonedDateTime start)
    {
        var mapping = start.Zone.MapLocal(start.LocalDateTime);
        return mapping.Count == 2 ? TimeOfTwo(start.TimeOfDay, daylight: start.Offset == mapping.First().Offset) : Time(start.TimeOfDay);
    }

    /// <summary>Date and time in one phrase that stands by itself.</summary>
    public abstract string DateAndTime(ZonedDateTime start, LocalDate today);

    /// <summary>Free times, grouped by day, in whole sentences; empty for none.</summary>
    public string Offer(IReadOnlyList<ZonedDateTime> times, LocalDate today) =>
        string.Join(' ', times.GroupBy(time => time.Date).Select(day => Ended(OfferOn(day.Key, [.. day], today))));

    /// <summary>"New York time": the zone by the name of its best known city.</summary>
    public string Zone(DateTimeZone zone) => zone.Id is "UTC" or "Etc/UTC" or "Etc/GMT" or "GMT" ? UniversalTime : ZoneOf(City(zone));

    /// <summary>How long something lasts: "an hour and a half".</summary>
    public abstract string Length(Duration duration);

    /// <summary>0 to 999,999 in words; others in digits.</summary>
    public abstract string Number(int number);

    /// <summary>A number with decimals: "two point five".</summary>
    public virtual string Number(decimal number)
    {
        var whole = decimal.Truncate(number);
        var told = Math.Abs(whole) < 1_000_000 ? Number((int)whole) : SpokenNumber.Written(whole);
        return whole == number ? told : $"{told} {DecimalPoint} {string.Join(' ', SpokenNumber.Written(number).Split('.')[1].Select(digit => Number(digit - '0')))}";
    }

    /// <summary>"a", "a or b", "a, b or c".</summary>
    public virtual string Or(IReadOnlyList<string> items) => SpokenEnglish.List(items, OrWord);

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public virtual string And(IReadOnlyList<string> items) => SpokenEnglish.List(items, AndWord);

    /// <summary>A sentence's end; what ends in a full stop already ("a.m.") gets no second one.</summary>
    public static string Ended(string text) => text.EndsWith('.') ? text : text + ".";

    /// <summary>Upper case at the beginning of a sentence.</summary>
    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>The word between the last two of a list of which one counts.</summary>
    protected abstract string OrWord { get; }

    /// <summary>The word between the last two of a list of which all count.</summary>
    protected abstract string AndWord { get; }

    /// <summary>What stands before decimals.</summary>
    protected abstract string DecimalPoint { get; }

    /// <summary>The name of universal time.</summary>
    protected abstract string UniversalTime { get; }

    /// <summary>The time of a city.</summary>
    protected abstract string ZoneOf(string city);

    /// <summary>What this language calls a zone's city where it has a name of its own for it; null: as English has it.</summary>
    protected virtual string? OwnCity(string zoneId) => null;

    /// <summary>A time of the hour that comes twice: in daylight time, or the later one in standard time.</summary>
    protected abstract string TimeOfTwo(LocalTime time, bool daylight);

    /// <summary>One day's free times; the full stop is added.</summary>
    protected abstract string OfferOn(LocalDate day, IReadOnlyList<ZonedDateTime> times, LocalDate today);

    /// <summary>True when a date wants its year to be told.</summary>
    protected static bool NeedsYear(LocalDate date, LocalDate today) => Period.DaysBetween(today, date) switch
    {
        < 0 and var days => days <= -DaysPastWithoutYear || date.Year != today.Year,
        var days => days > DaysUntilYearIsSaid,
    };

    private string City(DateTimeZone zone) => OwnCity(zone.Id) ?? SpokenZone.PlaceOf(zone) ?? zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');
}
