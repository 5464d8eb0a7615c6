using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Server.Api;

/// <summary>What can be booked.</summary>
internal static class EventsApi
{
    public static void MapEvents(this RouteGroupBuilder api)
    {
        api.MapPost("/events", AddAsync);
        api.MapGet("/events", ListAsync);
    }

    private static async Task<Results<Created<Added>, ValidationProblem>> AddAsync(EventShape wish, IDbContextFactory<BookingDbContext> database, IEnumerable<ICalendar> calendars, TimeProvider time, CancellationToken cancel)
    {
        var wrong = new Wrong();
        var provider = string.IsNullOrEmpty(wish.Provider) ? "built-in" : wish.Provider;
        if (!calendars.Any(calendar => calendar.Provider == provider))
            wrong.Add("provider", $"provider '{provider}' is not connected; connected are {string.Join(", ", calendars.Select(calendar => $"'{calendar.Provider}'"))}.");
        if (wish.HoursBetweenSlots is < 0 or > 24)
            wrong.Add("hoursBetweenSlots", $"hoursBetweenSlots is {wish.HoursBetweenSlots}; allowed are 0 to 24.");

        await using var db = await database.CreateDbContextAsync(cancel);
        var made = new BookingEvent
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Name = wrong.Text("name", wish.Name),
            Description = wrong.Text("description", wish.Description, longest: 2000, needed: false),
            Provider = provider,
            ProviderEvent = wrong.Text("providerEvent", wish.ProviderEvent),
            OrganizerEmail = wrong.Email("organizerEmail", wish.OrganizerEmail),
            MeetingLink = string.IsNullOrEmpty(wish.MeetingLink) ? "place" : wrong.Text("meetingLink", wish.MeetingLink),
            MeetingPlace = wrong.Text("meetingPlace", wish.MeetingPlace, longest: 500, needed: false),
            TimeZone = wrong.Zone("timeZone", wish.TimeZone),
            InitialBookingDate = wrong.Parse("initialBookingDate", wish.InitialBookingDate, LocalDatePattern.Iso, "2026-12-01"),
            DaysToOffer = wrong.Number("daysToOffer", wish.DaysToOffer, otherwise: 5, least: 1, most: 365),
            SlotsPerDay = wrong.Number("slotsPerDay", wish.SlotsPerDay, otherwise: 2, least: 1, most: 50),
            HoursBetweenSlots = wish.HoursBetweenSlots ?? 2,
            DailyCap = wish.DailyCap is null ? null : wrong.Number("dailyCap", wish.DailyCap, otherwise: 0, least: 1, most: 1000),
            AssistantId = wish.AssistantId,
        };
        if (made.AssistantId is { } assistant && !await db.Assistants.AnyAsync(each => each.Id == assistant, cancel))
            wrong.Add("assistantId", $"assistantId {assistant} names no assistant; GET /api/assistants lists them.");
        if (provider == "built-in" && made.ProviderEvent.Length > 0 && !await NamesScheduleAsync(db, made.ProviderEvent, cancel))
            wrong.Add("providerEvent", $"providerEvent '{made.ProviderEvent}' names no calendar; it must be the id of one (GET /api/schedules), alone or as \"id/45\" for meetings of 45 minutes.");
        if (wrong.Any)
            return wrong.ToProblem();

        db.Events.Add(made);
        await db.SaveChangesAsync(cancel);
        return TypedResults.Created($"/api/events/{made.Id}", new Added(made.Id));
    }

    private static async Task<Ok<IEnumerable<EventShape>>> ListAsync(IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var events = await db.Events.AsNoTracking().OrderBy(each => each.Name).ToListAsync(cancel);
        return TypedResults.Ok(events.Select(each => new EventShape(
            each.Id,
            each.Name,
            each.Description,
            each.Provider,
            each.ProviderEvent,
            each.OrganizerEmail,
            each.MeetingLink,
            each.MeetingPlace,
            each.TimeZone,
            each.InitialBookingDate is { } date ? LocalDatePattern.Iso.Format(date) : null,
            each.DaysToOffer,
            each.SlotsPerDay,
            each.HoursBetweenSlots,
            each.DailyCap,
            each.AssistantId)));
    }

    private static async Task<bool> NamesScheduleAsync(BookingDbContext db, string providerEvent, CancellationToken cancel)
    {
        var parts = providerEvent.Split('/');
        var minutes = 0;
        return parts.Length <= 2
            && Guid.TryParse(parts[0], out var id)
            && (parts.Length == 1 || (int.TryParse(parts[1], out minutes) && minutes is >= 5 and <= 1440 && minutes % 5 == 0))
            && await db.Schedules.AnyAsync(schedule => schedule.Id == id, cancel);
    }

    internal sealed record EventShape(
        Guid? Id,
        string? Name,
        string? Description,
        string? Provider,
        string? ProviderEvent,
        string? OrganizerEmail,
        string? MeetingLink,
        string? MeetingPlace,
        string? TimeZone,
        string? InitialBookingDate,
        int? DaysToOffer,
        int? SlotsPerDay,
        double? HoursBetweenSlots,
        int? DailyCap,
        Guid? AssistantId);
}
