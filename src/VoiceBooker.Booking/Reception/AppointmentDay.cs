using NodaTime;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.When;

namespace VoiceBooker.Booking.Reception;

/// <summary>
/// The day by which a caller shows that an appointment is theirs. Only one single day counts, and all that is said of it must hold; a weekday alone is
/// one guess in five, so it wants its hour with it. Words that name several days name none.
/// </summary>
/// <remarks>A day that is denied is a day named: "I can't come on Thursday at ten".</remarks>
internal sealed class AppointmentDay
{
    private readonly List<DayMention> _days;
    private readonly List<TimeMention> _hours;
    private readonly List<TimeMention> _parts;
    private readonly bool _several;
    private readonly bool _isDate;

    private AppointmentDay(List<Token> words, IReadOnlyList<Mention> mentions)
    {
        _days = [.. mentions.OfType<DayMention>()];
        _hours = [.. mentions.OfType<TimeMention>().Where(time => time.Sense != TimeSense.Part)];
        _parts = [.. mentions.OfType<TimeMention>().Where(time => time.Sense == TimeSense.Part)];
        _several = !_days.TrueForAll(IsSingle)
            || Distinct(words, word => word.Kind == TokenKind.Word ? (Vocabulary.Weekday(word.Text) ?? Vocabulary.PluralWeekday(word.Text)) is { } weekday ? (int)weekday : null : null) > 1
            || Distinct(words, word => word.Kind == TokenKind.Word && !Vocabulary.IsDoubtfulMonth(word.Text) ? Vocabulary.Month(word.Text) : null) > 1
            || Distinct(words, word => word.Kind is TokenKind.Ordinal or TokenKind.Date or TokenKind.Slash ? word.Value : null) > 1;
        _isDate = _days.Exists(day => day.Weekday is null && words.Take(mentions.Where(each => each.At > day.At).Select(each => each.At).DefaultIfEmpty(words.Count).Min()).Skip(day.At)
            .Any(word => word.Kind is TokenKind.Ordinal or TokenKind.Date or TokenKind.Slash || (word.Kind == TokenKind.Word && Vocabulary.Month(word.Text) is not null)));
    }

    /// <summary>True when the words name a day at all, or several.</summary>
    public bool NamesDay => _days.Count > 0;

    /// <summary>True when they name an hour.</summary>
    public bool NamesHour => _hours.Count > 0;

    /// <summary>True for one weekday, or "tomorrow", with nothing more: right or wrong, it is not enough.</summary>
    public bool IsAlone => NamesDay && !_several && !_isDate && !NamesHour;

    /// <summary>Reads <paramref name="words"/> on the day of <paramref name="now"/>, in the zone of the appointment.</summary>
    /// <param name="words">What was said.</param>
    /// <param name="now">The clock.</param>
    /// <param name="tongue">The language of the words; null: English.</param>
    public static AppointmentDay Read(string words, ZonedDateTime now, Tongue? tongue = null)
    {
        var tokens = WhenTongue.Read(words, tongue ?? Tongue.English);
        return new AppointmentDay(tokens, new WhenParser(tokens, new WhenContext(now, [], null, null, null)).Parse());
    }

    /// <summary>True when the words show that somebody knows of an appointment that starts at <paramref name="start"/>.</summary>
    public bool Shows(ZonedDateTime start) =>
        NamesDay && !_several && (_isDate || NamesHour)
        && _days.TrueForAll(day => day.Weekday is { } weekday ? start.DayOfWeek == weekday : day.Meanings.Contains(DateRange.On(start.Date)))
        && _hours.TrueForAll(hour => hour.Sense == TimeSense.At && hour.Clock.Candidates.Contains(start.TimeOfDay))
        && _parts.TrueForAll(part => part.Part.Contains(start.TimeOfDay));

    private static bool IsSingle(DayMention day) =>
        day is { IsBound: false, Every: false, Only.Count: 0, Meanings.Count: > 0 }
        && day.Meanings.All(each => each.IsOneDay && each.From!.Value.DayOfWeek == day.Meanings[0].From!.Value.DayOfWeek);

    private static int Distinct(List<Token> words, Func<Token, int?> value) => words.Select(value).Where(each => each is not null).Distinct().Count();
}
