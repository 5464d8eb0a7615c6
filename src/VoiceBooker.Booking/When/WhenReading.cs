using NodaTime;

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
        && (Exactly is null || start.TimeOfDay == Exactly);
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
    /// <param name="Question">What to ask, in plain English: "Do you mean this Tuesday, December first, or Tuesday the eighth?"</param>
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
public sealed record WhenContext(ZonedDateTime Now, IReadOnlyList<ZonedDateTime> Offered, WhenConstraint? LastWish, ZonedDateTime? Chosen, WhenReading.Ambiguous? Pending);
