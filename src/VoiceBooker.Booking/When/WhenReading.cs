using NodaTime;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.When;

/// <summary>What a caller's words about time must satisfy, in the caller's zone. All parts that are set hold together.</summary>
public sealed record WhenConstraint
{
    /// <summary>No wish at all.</summary>
    public static readonly WhenConstraint Any = new();

    /// <summary>First date, inclusive.</summary>
    public LocalDate? From { get; init; }

    /// <summary>Last date, inclusive.</summary>
    public LocalDate? Until { get; init; }

    /// <summary>Allowed weekdays; empty: all.</summary>
    public IReadOnlyList<IsoDayOfWeek> Weekdays { get; init; } = [];

    /// <summary>Weekdays that are out ("not Tuesday").</summary>
    public IReadOnlyList<IsoDayOfWeek> NotWeekdays { get; init; } = [];

    /// <summary>Dates that are out.</summary>
    public IReadOnlyList<LocalDate> NotDates { get; init; } = [];

    /// <summary>Earliest start, inclusive.</summary>
    public LocalTime? Earliest { get; init; }

    /// <summary>Latest start, exclusive ("before noon"); <see cref="LocalTime.MaxValue"/>: to the end of the day.</summary>
    public LocalTime? Before { get; init; }

    /// <summary>Exactly this start ("at three p.m."); the nearest free ones are alternatives.</summary>
    public LocalTime? Exactly { get; init; }

    /// <summary>Times of day that are out ("anything except lunch", "not at three").</summary>
    public IReadOnlyList<TimeRange> NotTimes { get; init; } = [];

    /// <summary>The nearest to this time come first ("around three"); <see cref="Earliest"/> and <see cref="Before"/> give the bounds that go with it.</summary>
    public LocalTime? Around { get; init; }

    /// <summary>Which of the two, for an hour that comes twice in the night the clocks go back; null otherwise. Only <see cref="Allows(ZonedDateTime)"/> sees it.</summary>
    public Offset? Offset { get; init; }

    /// <summary>Which of the free ones come first.</summary>
    public WhenPreference Preference { get; init; }

    /// <summary>True when a start in the caller's zone satisfies every part.</summary>
    public bool Allows(LocalDateTime start) =>
        (From is null || start.Date >= From)
        && (Until is null || start.Date <= Until)
        && (Weekdays.Count == 0 || Weekdays.Contains(start.DayOfWeek))
        && !NotWeekdays.Contains(start.DayOfWeek)
        && !NotDates.Contains(start.Date)
        && (Earliest is null || start.TimeOfDay >= Earliest)
        && (Before is null || Before == LocalTime.MaxValue || start.TimeOfDay < Before)
        && (Exactly is null || start.TimeOfDay == Exactly)
        && !NotTimes.Any(range => range.Contains(start.TimeOfDay));

    /// <summary>True when a start satisfies every part; the caller's zone is that of <paramref name="start"/>.</summary>
    public bool Allows(ZonedDateTime start) => Allows(start.LocalDateTime) && (Offset is null || start.Offset == Offset);

    /// <inheritdoc/>
    public bool Equals(WhenConstraint? other) =>
        other is not null
        && (From, Until, Earliest, Before, Exactly) == (other.From, other.Until, other.Earliest, other.Before, other.Exactly)
        && (Around, Offset, Preference) == (other.Around, other.Offset, other.Preference)
        && Weekdays.SequenceEqual(other.Weekdays)
        && NotWeekdays.SequenceEqual(other.NotWeekdays)
        && NotDates.SequenceEqual(other.NotDates)
        && NotTimes.SequenceEqual(other.NotTimes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(From, Until, Earliest, Before, Exactly, Around, Weekdays.Count, NotDates.Count);
}

/// <summary>A part of a day. <see langword="default"/> is empty.</summary>
/// <param name="From">First time, inclusive.</param>
/// <param name="Before">Last time, exclusive; <see cref="LocalTime.MaxValue"/>: to the end of the day.</param>
public readonly record struct TimeRange(LocalTime From, LocalTime Before)
{
    /// <summary>True for a time within.</summary>
    public bool Contains(LocalTime time) => time >= From && (time < Before || Before == LocalTime.MaxValue);
}

/// <summary>Order of preference among times that satisfy a constraint.</summary>
public enum WhenPreference
{
    /// <summary>Spread for the ear by the event's rules.</summary>
    None,

    /// <summary>"As soon as possible": the very first ones.</summary>
    Soonest,

    /// <summary>The last ones first ("as late as possible").</summary>
    Latest,
}

/// <summary>What the caller's words about time mean, against what was offered.</summary>
public abstract record WhenReading
{
    private WhenReading() { }

    /// <summary>A wish to look for.</summary>
    public sealed record Wish(WhenConstraint Constraint) : WhenReading;

    /// <summary>One of the offered times, by its place in the offer (from 0).</summary>
    public sealed record Pick(int Index) : WhenReading;

    /// <summary>More than one meaning; ask which. Never guessed.</summary>
    /// <param name="Question">What to ask, in the language of the words: "Do you mean on Tuesday, December first, or on Tuesday, December eighth?"</param>
    /// <param name="Meanings">The possible wishes, in the order in which the question names them.</param>
    public sealed record Ambiguous(string Question, IReadOnlyList<WhenConstraint> Meanings) : WhenReading;

    /// <summary>Understood, but cannot be: a date in the past, February thirtieth, an hour that does not exist.</summary>
    /// <param name="Reason">To be told to the caller: "February has no thirtieth."</param>
    public sealed record Impossible(string Reason) : WhenReading;

    /// <summary>The words say nothing about time.</summary>
    public sealed record Nothing : WhenReading;
}

/// <summary>What the words are read against.</summary>
/// <param name="Now">The clock at the utterance, in the caller's zone.</param>
/// <param name="Offered">The times last offered, in order; empty when none.</param>
/// <param name="LastWish">The wish that stands; "later", "another day", "in the afternoon then" refine it.</param>
/// <param name="Chosen">The time chosen so far, or the appointment being moved; "same time Thursday" refers to it.</param>
/// <param name="Pending">The meanings asked about by the last <see cref="WhenReading.Ambiguous"/>; "the first", "the eighth", "p.m." answers it.</param>
public sealed record WhenContext(ZonedDateTime Now, IReadOnlyList<ZonedDateTime> Offered, WhenConstraint? LastWish, ZonedDateTime? Chosen, WhenReading.Ambiguous? Pending)
{
    /// <summary>The language of the words.</summary>
    public Tongue Tongue { get; init; } = Tongue.English;
}
