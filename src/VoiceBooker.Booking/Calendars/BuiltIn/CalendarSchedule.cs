using NodaTime;

namespace VoiceBooker.Booking.Calendars.BuiltIn;

/// <summary>A calendar of our own: when somebody can be met. Several events may share one; they then compete for its times.</summary>
public sealed class CalendarSchedule
{
    /// <summary>Durations, steps and buffers are whole multiples of so many minutes.</summary>
    public const int CellMinutes = 5;

    /// <summary>Identity; what <c>BookingEvent.ProviderEvent</c> names, alone or as "identity/45" for a duration of its own in minutes.</summary>
    public Guid Id { get; set; }

    /// <summary>What the owner calls it.</summary>
    public string Name { get; set; } = "";

    /// <summary>IANA zone in which the hours are meant.</summary>
    public string TimeZone { get; set; } = "";

    /// <summary>Opening hours of an ordinary week; a day may have several ranges.</summary>
    public List<WeeklyHours> WeeklyHours { get; set; } = [];

    /// <summary>Dates that differ from the week.</summary>
    public List<DateException> Exceptions { get; set; } = [];

    /// <summary>How long a meeting lasts, 5 to 1440 minutes.</summary>
    public int DurationMinutes { get; set; } = 30;

    /// <summary>Distance between possible starts, 5 to 1440 minutes, from the beginning of each range.</summary>
    public int StepMinutes { get; set; } = 30;

    /// <summary>Time kept free before a meeting, 0 to 480 minutes.</summary>
    public int BufferBeforeMinutes { get; set; }

    /// <summary>Time kept free after a meeting, 0 to 480 minutes.</summary>
    public int BufferAfterMinutes { get; set; }

    /// <summary>The least time between now and a start, in minutes; 0 to 525600.</summary>
    public int MinimumNoticeMinutes { get; set; }

    /// <summary>How many days ahead can be booked, today not counted; 1 to 730.</summary>
    public int BookingWindowDays { get; set; } = 60;

    /// <summary>How many meetings may run at once, 1 to 100.</summary>
    public int Capacity { get; set; } = 1;

    /// <summary>What is wrong with it, in sentences that name the field, the value and what is allowed; empty when it is fine.</summary>
    public IReadOnlyList<string> FindMistakes()
    {
        List<string> mistakes = [];
        if (string.IsNullOrWhiteSpace(Name))
            mistakes.Add("name is empty; a name is needed.");
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) is null)
            mistakes.Add($"timeZone '{TimeZone}' is no IANA zone such as 'Europe/Berlin'.");

        Cells("durationMinutes", DurationMinutes, 5, 1440);
        Cells("stepMinutes", StepMinutes, 5, 1440);
        Cells("bufferBeforeMinutes", BufferBeforeMinutes, 0, 480);
        Cells("bufferAfterMinutes", BufferAfterMinutes, 0, 480);
        Within("minimumNoticeMinutes", MinimumNoticeMinutes, 0, 525_600);
        Within("bookingWindowDays", BookingWindowDays, 1, 730);
        Within("capacity", Capacity, 1, 100);

        foreach (var hours in WeeklyHours)
            Range($"weeklyHours {hours.Day}", hours.From, hours.To);
        foreach (var exception in Exceptions)
        {
            if (exception.From is { } from && exception.To is { } to)
                Range($"exceptions {exception.Date:uuuu-MM-dd}", from, to);
            else if (exception.From is not null || exception.To is not null)
                mistakes.Add($"exceptions {exception.Date:uuuu-MM-dd} has only one of from and to; give both, or none for a closed day.");
        }

        return mistakes;

        void Within(string field, int value, int least, int most)
        {
            if (value < least || value > most)
                mistakes.Add($"{field} is {value}; allowed are {least} to {most}.");
        }

        void Cells(string field, int value, int least, int most)
        {
            Within(field, value, least, most);
            if (value % CellMinutes != 0)
                mistakes.Add($"{field} is {value}; allowed are multiples of {CellMinutes}.");
        }

        void Range(string field, LocalTime from, LocalTime to)
        {
            if (to != LocalTime.Midnight && to <= from)
                mistakes.Add($"{field} is {from:HH:mm} to {to:HH:mm}; it must end after it starts (00:00 is the end of the day).");
            if (from.Minute % CellMinutes != 0 || to.Minute % CellMinutes != 0 || from.Second != 0 || to.Second != 0)
                mistakes.Add($"{field} is {from:HH:mm} to {to:HH:mm}; minutes must be multiples of {CellMinutes}.");
        }
    }
}

/// <summary>One range of opening hours of a weekday.</summary>
/// <param name="Day">Which day.</param>
/// <param name="From">When it opens.</param>
/// <param name="To">When it closes; midnight is the end of the day.</param>
public sealed record WeeklyHours(IsoDayOfWeek Day, LocalTime From, LocalTime To);

/// <summary>A date that differs from the week: closed, or open for this range; several entries of one date are several ranges.</summary>
/// <param name="Date">Which date.</param>
/// <param name="From">When it opens; null: closed.</param>
/// <param name="To">When it closes; null: closed.</param>
public sealed record DateException(LocalDate Date, LocalTime? From, LocalTime? To);
