using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using VoiceBooker.Booking.Access;
using VoiceBooker.Booking.Calendars.BuiltIn;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Server.Api;

/// <summary>Calendars of our own.</summary>
internal static class SchedulesApi
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public static void MapSchedules(this RouteGroupBuilder api)
    {
        api.MapPost("/schedules", AddAsync).Opens("makeSchedule", ApiScopes.Setup, "Makes a built-in calendar.", "Times of day are in the calendar's zone; \"24:00\" is the day's end. Exceptions are dates with other hours, or none.");
        api.MapGet("/schedules", ListAsync).Opens("listSchedules", ApiScopes.Read, "Lists built-in calendars, by name.");
    }

    private static async Task<Results<Created<Added>, ValidationProblem>> AddAsync(ScheduleShape wish, IDbContextFactory<BookingDbContext> database, TimeProvider time, CancellationToken cancel)
    {
        var wrong = new Wrong();
        var schedule = new CalendarSchedule
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Name = wrong.Text("name", wish.Name),
            TimeZone = wrong.Zone("timeZone", wish.TimeZone),
            WeeklyHours = ReadHours(wish.WeeklyHours ?? [], wrong),
            Exceptions = ReadExceptions(wish.Exceptions ?? [], wrong),
            DurationMinutes = wish.DurationMinutes ?? 30,
            StepMinutes = wish.StepMinutes ?? wish.DurationMinutes ?? 30,
            BufferBeforeMinutes = wish.BufferBeforeMinutes ?? 0,
            BufferAfterMinutes = wish.BufferAfterMinutes ?? 0,
            MinimumNoticeMinutes = wish.MinimumNoticeMinutes ?? 0,
            BookingWindowDays = wish.BookingWindowDays ?? 60,
            Capacity = wish.Capacity ?? 1,
        };
        if (!wrong.Any)
        {
            foreach (var mistake in schedule.FindMistakes())
                wrong.Add(mistake.Split(' ')[0], mistake);
        }

        if (wrong.Any)
            return wrong.ToProblem();

        await using var db = await database.CreateDbContextAsync(cancel);
        db.Schedules.Add(schedule);
        await db.SaveChangesAsync(cancel);
        return TypedResults.Created($"/api/schedules/{schedule.Id}", new Added(schedule.Id));
    }

    private static async Task<Ok<IEnumerable<ScheduleShape>>> ListAsync(IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var schedules = await db.Schedules.AsNoTracking().OrderBy(schedule => schedule.Name).ToListAsync(cancel);
        return TypedResults.Ok(schedules.Select(schedule => new ScheduleShape(
            schedule.Id,
            schedule.Name,
            schedule.TimeZone,
            [.. schedule.WeeklyHours.Select(hours => new HoursShape(hours.Day.ToString().ToLowerInvariant(), Time.Format(hours.From), Time.Format(hours.To)))],
            [.. schedule.Exceptions.Select(date => new ExceptionShape(LocalDatePattern.Iso.Format(date.Date), date.From is { } from ? Time.Format(from) : null, date.To is { } to ? Time.Format(to) : null))],
            schedule.DurationMinutes,
            schedule.StepMinutes,
            schedule.BufferBeforeMinutes,
            schedule.BufferAfterMinutes,
            schedule.MinimumNoticeMinutes,
            schedule.BookingWindowDays,
            schedule.Capacity)));
    }

    private static List<WeeklyHours> ReadHours(HoursShape[] shapes, Wrong wrong)
    {
        var hours = new List<WeeklyHours>();
        for (var i = 0; i < shapes.Length; i++)
        {
            var field = $"weeklyHours[{i}]";
            if (!Enum.TryParse<IsoDayOfWeek>(shapes[i].Day, ignoreCase: true, out var day) || day is < IsoDayOfWeek.Monday or > IsoDayOfWeek.Sunday || char.IsAsciiDigit(shapes[i].Day![0]))
                wrong.Add($"{field}.day", $"{field}.day is '{shapes[i].Day}'; it must be a weekday's English name, like \"monday\".");
            var from = ReadTime($"{field}.from", shapes[i].From, wrong);
            var to = ReadTime($"{field}.to", shapes[i].To, wrong);
            if (from is null && string.IsNullOrWhiteSpace(shapes[i].From))
                wrong.Add($"{field}.from", $"{field}.from is needed, like \"09:00\".");
            if (to is null && string.IsNullOrWhiteSpace(shapes[i].To))
                wrong.Add($"{field}.to", $"{field}.to is needed, like \"17:00\".");
            hours.Add(new WeeklyHours(day, from ?? LocalTime.Midnight, to ?? LocalTime.Midnight));
        }

        return hours;
    }

    private static List<DateException> ReadExceptions(ExceptionShape[] shapes, Wrong wrong)
    {
        var exceptions = new List<DateException>();
        for (var i = 0; i < shapes.Length; i++)
        {
            var field = $"exceptions[{i}]";
            if (string.IsNullOrWhiteSpace(shapes[i].Date))
                wrong.Add($"{field}.date", $"{field}.date is needed, like \"2026-12-24\".");
            var date = wrong.Parse($"{field}.date", shapes[i].Date, LocalDatePattern.Iso, "2026-12-24");
            exceptions.Add(new DateException(date ?? default, ReadTime($"{field}.from", shapes[i].From, wrong), ReadTime($"{field}.to", shapes[i].To, wrong)));
        }

        return exceptions;
    }

    /// <summary>A time of day; "24:00" is the day's end.</summary>
    private static LocalTime? ReadTime(string field, string? value, Wrong wrong) => wrong.Parse(field, value == "24:00" ? "00:00" : value, Time, "09:00");

    internal sealed record ScheduleShape(
        Guid? Id,
        string? Name,
        string? TimeZone,
        HoursShape[]? WeeklyHours,
        ExceptionShape[]? Exceptions,
        int? DurationMinutes,
        int? StepMinutes,
        int? BufferBeforeMinutes,
        int? BufferAfterMinutes,
        int? MinimumNoticeMinutes,
        int? BookingWindowDays,
        int? Capacity);

    internal sealed record HoursShape(string? Day, string? From, string? To);

    internal sealed record ExceptionShape(string? Date, string? From, string? To);
}
