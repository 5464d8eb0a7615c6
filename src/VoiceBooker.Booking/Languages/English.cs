using NodaTime;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Booking.Languages;

/// <summary>English; facts are worded by <see cref="SpokenEnglish"/>.</summary>
internal sealed partial class English : Phrasebook
{
    public override Tongue Tongue => Tongue.English;

    protected override string OrWord => "or";

    protected override string AndWord => "and";

    protected override string DecimalPoint => "point";

    protected override string UniversalTime => "universal time";

    public override string Date(LocalDate date, LocalDate today) => SpokenEnglish.Date(date, today);

    public override string On(LocalDate date, LocalDate today) => Date(date, today) is var told && told.StartsWith("to", StringComparison.Ordinal) ? told : $"on {told}";

    public override string Time(LocalTime time) => SpokenEnglish.Time(time);

    public override string DateAndTime(ZonedDateTime start, LocalDate today) => SpokenEnglish.DateAndTime(start, today);

    public override string Length(Duration duration) => SpokenEnglish.Length(duration);

    public override string Number(int number) => SpokenEnglish.Number(number);

    public override string Letters(string word, bool alphabet = false) => SpokenEnglish.Letters(word, alphabet);

    public override string Email(string address) => SpokenEnglish.Email(address);

    public override string EmailLetters(string address, bool alphabet = false) => SpokenEnglish.EmailLetters(address, alphabet);

    public override string Phone(PhoneNumber number) => SpokenEnglish.Phone(number);

    protected override string? Sign(char sign) => Spelling.Sign(sign);

    protected override string? Accented(char letter) => null;

    protected override string? InAlphabet(char letter) => letter is >= 'a' and <= 'z' ? $"{letter} as in {Capital(Spelling.Alphabet[letter - 'a'])}" : null;

    protected override string ZoneOf(string city) => $"{city} time";

    protected override string TimeOfTwo(LocalTime time, bool daylight) => $"{Time(time)} {(daylight ? "daylight time" : "standard time")}";

    protected override string OnWeekdays(IReadOnlyList<IsoDayOfWeek> days) => $"on {Or([.. days.Select(day => day.ToString())])}";

    protected override string NotOn(IReadOnlyList<IsoDayOfWeek> days) => $"not {OnWeekdays(days)}";

    protected override string Between(LocalDate from, LocalDate until, LocalDate today) => $"between {Date(from, today)}, and {Date(until, today)}";

    protected override string From(LocalDate from, LocalDate today) => $"from {Date(from, today)} on";

    protected override string Until(LocalDate until, LocalDate today) => $"until {Date(until, today)}";

    protected override string At(LocalTime time) => $"at {Time(time)}";

    protected override string Around(LocalTime time) => $"around {Time(time)}";

    protected override string BetweenTimes(LocalTime from, LocalTime before) => $"between {Time(from)} and {Time(before)}";

    protected override string After(LocalTime time) => $"after {Time(time)}";

    protected override string Before(LocalTime time) => $"before {Time(time)}";

    protected override string By(LocalTime time) => $"by {Time(time)}";

    protected override string In(PartOfDay part) => part switch
    {
        PartOfDay.Morning => "in the morning",
        PartOfDay.Afternoon => "in the afternoon",
        PartOfDay.LateAfternoon => "in the late afternoon",
        PartOfDay.EarlyMorning => "early in the morning",
        PartOfDay.Lunch => "around lunch",
        _ => "in the evening",
    };

    protected override string OfferOn(LocalDate day, IReadOnlyList<ZonedDateTime> times, LocalDate today) => SpokenEnglish.OfferOn(day, times, today);

    /// <summary>"a consultation": the event's name with an article where it has none.</summary>
    public override string Named(BookingEvent? bookingEvent)
    {
        var name = bookingEvent?.Name.Trim() ?? "";
        if (name.Length == 0)
            return "an appointment";
        var first = name.Split(' ')[0].ToLowerInvariant();
        if (first is "a" or "an" or "the" or "your" or "our" || char.IsAsciiDigit(name[0]))
            return Lower(name);
        return (char.ToLowerInvariant(name[0]) is 'a' or 'e' or 'i' or 'o' or 'u' ? "an " : "a ") + Lower(name);
    }

    private static string Lower(string name) => name.Length > 1 && char.IsUpper(name[0]) && !char.IsUpper(name[1]) ? char.ToLowerInvariant(name[0]) + name[1..] : name;
}
