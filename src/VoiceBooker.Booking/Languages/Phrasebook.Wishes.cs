using NodaTime;
using VoiceBooker.Booking.When;

namespace VoiceBooker.Booking.Languages;

/// <summary>Parts of a day that have a name.</summary>
internal enum PartOfDay
{
    EarlyMorning,
    Morning,
    Lunch,
    Afternoon,
    LateAfternoon,
    Evening,
}

/// <content>What a caller wished for, in words.</content>
internal abstract partial class Phrasebook
{
    /// <summary>A wish about time as a phrase that follows "nothing free"; empty when there is no wish.</summary>
    public virtual string Wish(WhenConstraint wish, LocalDate today)
    {
        var parts = new List<string>();
        var weekdays = wish.Weekdays.Count > 0 ? OnWeekdays(wish.Weekdays) : "";
        var range = wish switch
        {
            { From: { } from, Until: { } until } when from == until => On(from, today),
            { From: { } from, Until: { } until } => Between(from, until, today),
            { From: { } from } => From(from, today),
            { Until: { } until } => Until(until, today),
            _ => "",
        };
        var single = wish.From is not null && wish.From == wish.Until;
        parts.Add(single || weekdays.Length == 0 ? range : $"{weekdays} {range}".Trim());
        if (wish.NotWeekdays.Count > 0)
            parts.Add(NotOn(wish.NotWeekdays));
        parts.Add(wish switch
        {
            { Exactly: { } at } => At(at),
            { Around: { } near } => Around(near),
            { Earliest: { } earliest, Before: { } before } when before != LocalTime.MaxValue => PartOf(earliest, before) is { } part ? In(part) : BetweenTimes(earliest, before),
            { Earliest: { Hour: 17, Minute: 0 }, Before: not null } => In(PartOfDay.Evening),
            { Earliest: { } earliest } when earliest > LocalTime.Midnight => After(earliest.Minute % 5 == 1 ? earliest.PlusMinutes(-1) : earliest),
            { Before: { } before } when before != LocalTime.MaxValue => before.Minute % 5 == 1 ? By(before.PlusMinutes(-1)) : Before(before),
            _ => "",
        });
        return string.Join(", ", parts.Where(part => part.Length > 0));
    }

    /// <summary>On one of these weekdays, whichever week.</summary>
    protected abstract string OnWeekdays(IReadOnlyList<IsoDayOfWeek> days);

    protected abstract string NotOn(IReadOnlyList<IsoDayOfWeek> days);

    protected abstract string Between(LocalDate from, LocalDate until, LocalDate today);

    protected abstract string From(LocalDate from, LocalDate today);

    protected abstract string Until(LocalDate until, LocalDate today);

    protected abstract string At(LocalTime time);

    protected abstract string Around(LocalTime time);

    protected abstract string BetweenTimes(LocalTime from, LocalTime before);

    protected abstract string After(LocalTime time);

    protected abstract string Before(LocalTime time);

    /// <summary>At the time or before.</summary>
    protected abstract string By(LocalTime time);

    protected abstract string In(PartOfDay part);

    private static PartOfDay? PartOf(LocalTime from, LocalTime before) => (from.Hour, from.Minute, before.Hour, before.Minute) switch
    {
        (5, 0, 12, 0) => PartOfDay.Morning,
        (12, 0, 18, 0) => PartOfDay.Afternoon,
        (15, 0, 18, 30) => PartOfDay.LateAfternoon,
        (5, 0, 10, 0) => PartOfDay.EarlyMorning,
        (11, 30, 14, 0) => PartOfDay.Lunch,
        _ => null,
    };
}
