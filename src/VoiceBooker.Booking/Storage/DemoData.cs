using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Calendars.BuiltIn;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Booking.Storage;

/// <summary>What a newcomer finds in an empty database: an assistant, a calendar and two events, so that the first call books a meeting.</summary>
internal static class DemoData
{
    private static readonly Guid Schedule = new("5eed0000-0000-7000-8000-000000000001");

    /// <summary>True when something was added; an owner's database, however small, is left alone.</summary>
    public static async Task<bool> SeedAsync(IDbContextFactory<BookingDbContext> contexts, StorageOptions options, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.Assistants.AnyAsync(cancel) || await db.Events.AnyAsync(cancel) || await db.Schedules.AnyAsync(cancel))
            return false;

        db.Assistants.Add(new Assistant
        {
            Id = new Guid("5eed0000-0000-7000-8000-000000000002"),
            Name = "Ava",
            Greeting = "Hello, this is Ava from Northwind. I can book a meeting for you.",
            Instructions = """
                Business: Northwind, a small consultancy.
                Hours: Monday to Friday, nine to five.
                Address: 12 Harbour Street.
                Price: The consultation and the product demo are free.
                """,
        });

        db.Schedules.Add(new CalendarSchedule
        {
            Id = Schedule,
            Name = "Northwind, weekdays nine to five",
            TimeZone = options.DemoTimeZone,
            WeeklyHours = [.. Enum.GetValues<IsoDayOfWeek>().Where(day => day is >= IsoDayOfWeek.Monday and <= IsoDayOfWeek.Friday).Select(day => new WeeklyHours(day, new LocalTime(9, 0), new LocalTime(17, 0)))],
            DurationMinutes = 30,
            StepMinutes = 30,
            MinimumNoticeMinutes = 60,
            BookingWindowDays = 90,
        });

        db.Events.Add(new BookingEvent
        {
            Id = new Guid("5eed0000-0000-7000-8000-000000000003"),
            Name = "a consultation",
            Description = "consultation, consulting, advice, appointment, meeting",
            ProviderEvent = Schedule.ToString("D"),
            MeetingPlace = "12 Harbour Street",
            TimeZone = options.DemoTimeZone,
        });

        db.Events.Add(new BookingEvent
        {
            Id = new Guid("5eed0000-0000-7000-8000-000000000004"),
            Name = "a product demo",
            Description = "demo, demonstration, product, presentation",
            ProviderEvent = $"{Schedule:D}/45",
            MeetingPlace = "12 Harbour Street",
            TimeZone = options.DemoTimeZone,
        });

        await db.SaveChangesAsync(cancel);
        return true;
    }
}
