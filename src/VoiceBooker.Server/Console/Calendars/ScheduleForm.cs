using System.ComponentModel.DataAnnotations;
using NodaTime;
using VoiceBooker.Booking.Calendars.BuiltIn;

namespace VoiceBooker.Server.Console.Calendars;

/// <summary>A built-in calendar as it is edited.</summary>
internal sealed class ScheduleForm : IValidatableObject
{
    [Required(ErrorMessage = "A name is needed."), StringLength(100, ErrorMessage = "The name is longer than 100 characters.")]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "A time zone is needed.")]
    public string TimeZone { get; set; } = "";

    public List<HoursRow> Hours { get; set; } = [];

    public List<ExceptionRow> Exceptions { get; set; } = [];

    [Range(5, 1440, ErrorMessage = "A meeting lasts 5 to 1440 minutes.")]
    public int Duration { get; set; } = 30;

    [Range(5, 1440, ErrorMessage = "Starts are 5 to 1440 minutes apart.")]
    public int Step { get; set; } = 30;

    [Range(0, 480, ErrorMessage = "A buffer is 0 to 480 minutes.")]
    public int Before { get; set; }

    [Range(0, 480, ErrorMessage = "A buffer is 0 to 480 minutes.")]
    public int After { get; set; }

    [Range(0, 525_600, ErrorMessage = "The notice is 0 to 525600 minutes.")]
    public int Notice { get; set; } = 60;

    [Range(1, 730, ErrorMessage = "1 to 730 days ahead.")]
    public int Window { get; set; } = 60;

    [Range(1, 100, ErrorMessage = "1 to 100 at once.")]
    public int Capacity { get; set; } = 1;

    /// <summary>A new calendar: weekdays, nine to five.</summary>
    public static ScheduleForm New(string zone) => new()
    {
        TimeZone = zone,
        Hours = [.. Enumerable.Range(1, 5).Select(day => new HoursRow { Day = (IsoDayOfWeek)day })],
    };

    public static ScheduleForm Of(CalendarSchedule schedule) => new()
    {
        Name = schedule.Name,
        TimeZone = schedule.TimeZone,
        Hours = [.. schedule.WeeklyHours.OrderBy(hours => hours.Day).ThenBy(hours => hours.From).Select(hours => new HoursRow { Day = hours.Day, From = hours.From.ToTimeOnly(), To = hours.To.ToTimeOnly() })],
        Exceptions =
        [
            .. schedule.Exceptions.OrderBy(exception => exception.Date).Select(exception => new ExceptionRow
            {
                Date = exception.Date.ToDateOnly(),
                Closed = exception.From is null,
                From = exception.From?.ToTimeOnly() ?? new TimeOnly(9, 0),
                To = exception.To?.ToTimeOnly() ?? new TimeOnly(17, 0),
            }),
        ],
        Duration = schedule.DurationMinutes,
        Step = schedule.StepMinutes,
        Before = schedule.BufferBeforeMinutes,
        After = schedule.BufferAfterMinutes,
        Notice = schedule.MinimumNoticeMinutes,
        Window = schedule.BookingWindowDays,
        Capacity = schedule.Capacity,
    };

    public void WriteTo(CalendarSchedule schedule)
    {
        schedule.Name = Name.Trim();
        schedule.TimeZone = TimeZone.Trim();
        schedule.WeeklyHours = [.. Hours.Select(row => new WeeklyHours(row.Day, LocalTime.FromTimeOnly(row.From), LocalTime.FromTimeOnly(row.To)))];
        schedule.Exceptions = [.. Exceptions.Select(row => new DateException(
            LocalDate.FromDateOnly(row.Date), row.Closed ? null : LocalTime.FromTimeOnly(row.From), row.Closed ? null : LocalTime.FromTimeOnly(row.To)))];
        schedule.DurationMinutes = Duration;
        schedule.StepMinutes = Step;
        schedule.BufferBeforeMinutes = Before;
        schedule.BufferAfterMinutes = After;
        schedule.MinimumNoticeMinutes = Notice;
        schedule.BookingWindowDays = Window;
        schedule.Capacity = Capacity;
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone.Trim()) is null)
            yield return new($"“{TimeZone}” is no IANA time zone, such as Europe/Berlin.", [nameof(TimeZone)]);
        if (new[] { Duration, Step, Before, After }.Any(minutes => minutes % CalendarSchedule.CellMinutes != 0))
            yield return new($"Lengths, steps and buffers are multiples of {CalendarSchedule.CellMinutes} minutes.", [nameof(Duration)]);
        if (Hours.Count == 0)
            yield return new("Give at least one range of opening hours, or nothing can ever be booked.", [nameof(Hours)]);
        foreach (var row in Hours.Where(row => !IsRange(row.From, row.To)))
            yield return new($"{row.Day}: the hours end after they begin, on multiples of {CalendarSchedule.CellMinutes} minutes (00:00 is the end of the day).", [nameof(Hours)]);
        foreach (var row in Exceptions.Where(row => !row.Closed && !IsRange(row.From, row.To)))
            yield return new($"{row.Date:d MMM yyyy}: the hours end after they begin, on multiples of {CalendarSchedule.CellMinutes} minutes.", [nameof(Exceptions)]);
    }

    private static bool IsRange(TimeOnly from, TimeOnly to) =>
        (to == TimeOnly.MinValue || to > from) && from.Minute % CalendarSchedule.CellMinutes == 0 && to.Minute % CalendarSchedule.CellMinutes == 0;

    /// <summary>One range of opening hours.</summary>
    internal sealed class HoursRow
    {
        public IsoDayOfWeek Day { get; set; } = IsoDayOfWeek.Monday;

        public TimeOnly From { get; set; } = new(9, 0);

        public TimeOnly To { get; set; } = new(17, 0);
    }

    /// <summary>One date that differs from the week.</summary>
    internal sealed class ExceptionRow
    {
        public DateOnly Date { get; set; }

        public bool Closed { get; set; } = true;

        public TimeOnly From { get; set; } = new(9, 0);

        public TimeOnly To { get; set; } = new(17, 0);
    }
}
