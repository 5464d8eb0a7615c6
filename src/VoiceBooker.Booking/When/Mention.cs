using NodaTime;

namespace VoiceBooker.Booking.When;

/// <summary>Dates from one to another, both inclusive; null is open.</summary>
internal readonly record struct DateRange(LocalDate? From, LocalDate? Until)
{
    /// <summary>One day.</summary>
    public static DateRange On(LocalDate date) => new(date, date);

    /// <summary>True for one day.</summary>
    public bool IsOneDay => From is not null && From == Until;
}

/// <summary>Something about time that was said, with how it was joined to what stood before it.</summary>
internal abstract record Mention
{
    /// <summary>"not Tuesday".</summary>
    public bool Negated { get; set; }

    /// <summary>"… or Wednesday".</summary>
    public bool Or { get; set; }

    /// <summary>"no sorry, Wednesday": what was said before of this kind does not count.</summary>
    public bool Corrects { get; set; }

    /// <summary>Where its words begin.</summary>
    public int At { get; set; }
}

/// <summary>A day or a stretch of days.</summary>
/// <param name="Meanings">What it can mean; empty when <paramref name="Impossible"/> says why it cannot be.</param>
/// <param name="Impossible">The reason to tell the caller.</param>
internal sealed record DayMention(IReadOnlyList<DateRange> Meanings, string? Impossible = null) : Mention
{
    /// <summary>Set for a weekday without "this" or "next"; its meanings are the coming ones.</summary>
    public IsoDayOfWeek? Weekday { get; init; }

    /// <summary>"Tuesdays": any of them.</summary>
    public bool Every { get; init; }

    /// <summary>Set for "the second" without a month, which may be one of the offered times instead.</summary>
    public int? Ordinal { get; init; }

    /// <summary>True when the words leave an end open: "after Tuesday".</summary>
    public bool IsBound { get; init; }

    /// <summary>Only these weekdays within the meaning ("weekdays", "the weekend").</summary>
    public IReadOnlyList<IsoDayOfWeek> Only { get; init; } = [];
}

/// <summary>How a time of the clock is meant.</summary>
internal enum TimeSense
{
    /// <summary>"at three".</summary>
    At,

    /// <summary>"after three".</summary>
    After,

    /// <summary>"before three".</summary>
    Before,

    /// <summary>"by three": three itself is fine.</summary>
    By,

    /// <summary>"around three".</summary>
    Around,

    /// <summary>"between ten and noon".</summary>
    Between,

    /// <summary>"in the morning".</summary>
    Part,
}

/// <summary>A time of the clock as said.</summary>
/// <param name="Hour">0 to 24.</param>
/// <param name="Minute">0 to 59.</param>
/// <param name="Meridiem">"am", "pm", or empty when not said.</param>
/// <param name="Is24">True when the hour can only be read as one of 24 ("15:30", "oh nine").</param>
internal readonly record struct ClockWords(int Hour, int Minute, string Meridiem, bool Is24)
{
    /// <summary>True for "midnight", of which every day has two.</summary>
    public bool IsMidnight { get; init; }

    /// <summary>All times of day it can be.</summary>
    public IReadOnlyList<LocalTime> Candidates
    {
        get
        {
            if (Is24 || Hour is 0 or > 12)
                return [new(Hour % 24, Minute)];
            var morning = new LocalTime(Hour % 12, Minute);
            var afternoon = new LocalTime((Hour % 12) + 12, Minute);
            return Meridiem switch { "am" => [morning], "pm" => [afternoon], _ => [morning, afternoon] };
        }
    }

    /// <summary>The times it can be in the language of appointments: 8 to 11 in the morning, 12 to 6 after noon; seven can be both.</summary>
    public IReadOnlyList<LocalTime> Usual => Candidates is [var morning, var afternoon]
        ? Hour switch { 7 => [morning, afternoon], 8 or 9 or 10 or 11 => [morning], _ => [afternoon] }
        : Candidates;
}

/// <summary>A time of day or a part of the day.</summary>
internal sealed record TimeMention(TimeSense Sense, ClockWords Clock = default, ClockWords Until = default, TimeRange Part = default) : Mention
{
    /// <summary>"first thing" wants the first, "as late as possible" the last.</summary>
    public WhenPreference Preference { get; init; }

    /// <summary>What a part of the day is called.</summary>
    public string Name { get; init; } = "";
}

/// <summary>What else can be meant by words about time.</summary>
internal enum Hint
{
    Later, Earlier, LaterSlot, EarlierSlot, AnotherDay, AnotherTime, SameTime, Soonest, Latest, Either, AnyTime, AnyDay, Pick, PickLast, PickMiddle, LaterDay, EarlierDay, By,
}

/// <summary>Words that refer to what was offered or chosen.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Value">The place for <see cref="Hint.Pick"/> (from 1), minutes for <see cref="Hint.By"/>.</param>
internal sealed record HintMention(Hint Kind, int Value = 0) : Mention;
