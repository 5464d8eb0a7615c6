using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;
using VoiceBooker.Booking.Access;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Server.Events;

namespace VoiceBooker.Server.Api;

/// <summary>What can be booked.</summary>
internal static class EventsApi
{
    public static void MapEvents(this RouteGroupBuilder api)
    {
        api.MapPost("/events", AddAsync).Opens("makeEvent", ApiScopes.Setup, "Makes something that can be booked.", "In a built-in calendar (providerEvent is the schedule's id) or at a connected provider (connectionId, and providerEvent from GET /api/connections/{id}/events).", StatusCodes.Status503ServiceUnavailable);
        api.MapGet("/events", ListAsync).Opens("listEvents", ApiScopes.Read, "Lists what can be booked, by name.");
        api.MapGet("/events/{id:guid}", FindAsync).Opens("getEvent", ApiScopes.Read, "Something that can be booked.", problems: StatusCodes.Status404NotFound);
        api.MapPut("/events/{id:guid}", PutAsync).Opens("changeEvent", ApiScopes.Setup, "Changes something that can be booked.", "All fields are set; what is left out gets its usual value.", StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable);
        api.MapDelete("/events/{id:guid}", DeactivateAsync).Opens("hideEvent", ApiScopes.Setup, "Hides an event from callers; bookings that were made stay.", problems: StatusCodes.Status404NotFound);
        api.MapGet("/events/{id:guid}/preview", PreviewAsync).Opens("previewEvent", ApiScopes.Read, "What a call would offer first, now.", problems: [StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable]);
    }

    private static async Task<Results<Created<Added>, ValidationProblem, ProblemHttpResult>> AddAsync(EventShape wish, IDbContextFactory<BookingDbContext> database, EventSetup setup, TimeProvider time, CancellationToken cancel)
    {
        var made = new BookingEvent { Id = Guid.CreateVersion7(time.GetUtcNow()) };
        var wrong = new Wrong();
        switch (await PrepareAsync(wish, made, stored: null, setup, wrong, cancel))
        {
            case EventSetupResult.Ready:
                await using (var db = await database.CreateDbContextAsync(cancel))
                {
                    db.Events.Add(made);
                    await db.SaveChangesAsync(cancel);
                }

                return TypedResults.Created($"/api/events/{made.Id}", new Added(made.Id));
            case EventSetupResult.Unreachable(var reason):
                return Away(reason);
            default:
                return wrong.ToProblem();
        }
    }

    private static async Task<Results<Ok<EventShape>, ValidationProblem, ProblemHttpResult>> PutAsync(Guid id, EventShape wish, IDbContextFactory<BookingDbContext> database, EventSetup setup, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await db.Events.AsNoTracking().FirstOrDefaultAsync(each => each.Id == id, cancel) is not { } stored)
            return Missing();

        var changed = new BookingEvent { Id = id };
        var wrong = new Wrong();
        switch (await PrepareAsync(wish, changed, stored, setup, wrong, cancel))
        {
            case EventSetupResult.Ready:
                db.Events.Update(changed);
                await db.SaveChangesAsync(cancel);
                return TypedResults.Ok(ToShape(changed));
            case EventSetupResult.Unreachable(var reason):
                return Away(reason);
            default:
                return wrong.ToProblem();
        }
    }

    private static async Task<Ok<IEnumerable<EventShape>>> ListAsync(IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var events = await db.Events.AsNoTracking().OrderBy(each => each.Name).ToListAsync(cancel);
        return TypedResults.Ok(events.Select(ToShape));
    }

    private static async Task<Results<Ok<EventShape>, ProblemHttpResult>> FindAsync(Guid id, IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        return await db.Events.AsNoTracking().FirstOrDefaultAsync(each => each.Id == id, cancel) is { } found ? TypedResults.Ok(ToShape(found)) : Missing();
    }

    /// <summary>Hides it from callers; bookings that were made stay.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> DeactivateAsync(Guid id, IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        return await db.Events.Where(each => each.Id == id).ExecuteUpdateAsync(set => set.SetProperty(each => each.Active, false), cancel) > 0 ? TypedResults.NoContent() : Missing();
    }

    private static async Task<Results<Ok<PreviewShape>, ProblemHttpResult>> PreviewAsync(Guid id, IDbContextFactory<BookingDbContext> database, FirstOffer offers, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await db.Events.AsNoTracking().FirstOrDefaultAsync(each => each.Id == id, cancel) is not { } found)
            return Missing();
        return await offers.MakeAsync(found, cancel) switch
        {
            FirstOfferResult.Offered(var times) => TypedResults.Ok(new PreviewShape(found.TimeZone, [.. times.Select(time => new TimeShape(
                InstantPattern.ExtendedIso.Format(time.Start.ToInstant()), OffsetDateTimePattern.Rfc3339.Format(time.Start.ToOffsetDateTime())))])),
            FirstOfferResult.Unavailable(var reason) => Away(reason),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static async Task<EventSetupResult> PrepareAsync(EventShape wish, BookingEvent target, BookingEvent? stored, EventSetup setup, Wrong wrong, CancellationToken cancel)
    {
        target.Name = wish.Name?.Trim() ?? "";
        target.Description = wish.Description?.Trim() ?? "";
        target.Provider = string.IsNullOrEmpty(wish.Provider) ? EventSetup.BuiltIn : wish.Provider;
        target.ConnectionId = wish.ConnectionId;
        target.ProviderEvent = wish.ProviderEvent?.Trim() ?? "";
        target.Minutes = wish.Minutes;
        target.OrganizerEmail = wish.OrganizerEmail?.Trim() ?? "";
        target.MeetingLink = wish.MeetingLink?.Trim() ?? "";
        target.MeetingPlace = wish.MeetingPlace?.Trim() ?? "";
        target.TimeZone = wish.TimeZone?.Trim() ?? "";
        target.InitialBookingDate = wrong.Parse("initialBookingDate", wish.InitialBookingDate, LocalDatePattern.Iso, "2026-12-01");
        target.DaysToOffer = wish.DaysToOffer ?? 5;
        target.SlotsPerDay = wish.SlotsPerDay ?? 2;
        target.HoursBetweenSlots = wish.HoursBetweenSlots ?? 2;
        target.DailyCap = wish.DailyCap;
        target.AssistantId = wish.AssistantId;
        target.Active = wish.Active ?? true;

        var asks = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var question in wish.Questions ?? [])
        {
            if (string.IsNullOrEmpty(question.Id))
                wrong.Add("questions", "Each of the questions needs the id that GET /api/connections/{id}/events gives it.");
            else if (question.Ask is not null)
                asks[question.Id] = question.Ask;
        }

        var result = await setup.PrepareAsync(target, asks, stored, cancel);
        if (wish.ConnectionId is not null && !string.IsNullOrEmpty(wish.Provider) && wish.Provider != target.Provider)
            wrong.Add("provider", $"provider is '{wish.Provider}', but the connection is one of '{target.Provider}'.");
        if (result is EventSetupResult.Wrong(var mistakes))
        {
            foreach (var (field, sentence) in mistakes)
                wrong.Add(field, sentence);
        }

        return wrong.Any ? new EventSetupResult.Wrong([]) : result;
    }

    private static ProblemHttpResult Missing() => TypedResults.Problem("There is no such event; GET /api/events lists them.", statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult Away(string reason) => TypedResults.Problem(reason, title: "The calendar cannot be asked now", statusCode: StatusCodes.Status503ServiceUnavailable);

    private static EventShape ToShape(BookingEvent each) => new(
        each.Id,
        each.Name,
        each.Description,
        each.Provider,
        each.ConnectionId,
        each.ProviderEvent,
        each.Minutes,
        each.OrganizerEmail,
        each.MeetingLink,
        each.MeetingSpoken,
        each.MeetingPlace,
        each.TimeZone,
        each.InitialBookingDate is { } date ? LocalDatePattern.Iso.Format(date) : null,
        each.DaysToOffer,
        each.SlotsPerDay,
        each.HoursBetweenSlots,
        each.DailyCap,
        each.AssistantId,
        [.. each.Questions.Select(QuestionShape.Of)],
        each.NeedsEmail,
        each.NeedsPhone,
        each.Active);

    /// <summary>An event. What the provider says (<paramref name="MeetingSpoken"/>, <paramref name="NeedsEmail"/>, <paramref name="NeedsPhone"/>, the questions but for their sentences) is not read, only told.</summary>
    internal sealed record EventShape(
        Guid? Id,
        string? Name,
        string? Description,
        string? Provider,
        Guid? ConnectionId,
        string? ProviderEvent,
        int? Minutes,
        string? OrganizerEmail,
        string? MeetingLink,
        string? MeetingSpoken,
        string? MeetingPlace,
        string? TimeZone,
        string? InitialBookingDate,
        int? DaysToOffer,
        int? SlotsPerDay,
        double? HoursBetweenSlots,
        int? DailyCap,
        Guid? AssistantId,
        QuestionShape[]? Questions,
        bool? NeedsEmail,
        bool? NeedsPhone,
        bool? Active);

    /// <summary>What is offered first, now.</summary>
    internal sealed record PreviewShape(string TimeZone, TimeShape[] Times);

    /// <summary>One time: in UTC, and on the wall of the event's zone.</summary>
    internal sealed record TimeShape(string Start, string Local);
}
