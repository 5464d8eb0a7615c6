using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using VoiceBooker.Booking.Access;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Server.Api;

/// <summary>Bookings: those made on calls, and an operator's own.</summary>
internal static class BookingsApi
{
    public static void MapBookings(this RouteGroupBuilder api)
    {
        api.MapGet("/bookings", ListAsync).Opens("listBookings", ApiScopes.Read, "Lists bookings, by when they begin, with the text messages about each.");
        api.MapPost("/bookings", BookAsync).Opens("book", ApiScopes.Setup, "Books a meeting, as an operator does.", "409: the time is taken. 502: the calendar's answer was lost and is being looked up; see GET /api/bookings before trying again.", StatusCodes.Status409Conflict, StatusCodes.Status502BadGateway, StatusCodes.Status503ServiceUnavailable);
        api.MapPost("/bookings/{id:guid}/cancel", CancelAsync).Opens("cancelBooking", ApiScopes.Setup, "Cancels a booking, in its calendar too.", problems: [StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status502BadGateway]);
        api.MapGet("/bookings/{id:guid}/invitation.ics", FindInvitationAsync)
            .Produces(StatusCodes.Status200OK, contentType: "text/calendar")
            .Opens("getInvitation", ApiScopes.Read, "The invitation of a booking in a built-in calendar, as iCalendar.", problems: StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<IEnumerable<BookingShape>>> ListAsync(IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var rows = await db.Bookings.AsNoTracking().OrderBy(booking => booking.Start).ToListAsync(cancel);
        var texts = (await db.Texts.AsNoTracking().Where(text => text.BookingId != null).OrderBy(text => text.NotBefore).ToListAsync(cancel)).ToLookup(text => text.BookingId);
        return TypedResults.Ok(rows.Select(row => ToShape(row, texts[row.Id])));
    }

    private static async Task<Results<Created<BookingShape>, Conflict<Microsoft.AspNetCore.Mvc.ProblemDetails>, ValidationProblem, ProblemHttpResult>> BookAsync(
        NewBooking wish, IDbContextFactory<BookingDbContext> database, OperatorBookings bookings, IHostApplicationLifetime life, CancellationToken cancel)
    {
        var wrong = new Wrong();
        var start = wrong.Parse("start", wish.Start, InstantPattern.ExtendedIso, "2026-12-01T15:00:00Z (UTC)");
        if (string.IsNullOrWhiteSpace(wish.Start))
            wrong.Add("start", "start is needed, like 2026-12-01T15:00:00Z (UTC).");
        var email = wrong.Email("email", wish.Email);
        var phone = wrong.Phone("phone", wish.Phone);
        var attendee = new Attendee(wrong.Text("name", wish.Name), email.Length > 0 ? email : null, phone.Length > 0 ? phone : null, wrong.Zone("zone", wish.Zone));

        await using var db = await database.CreateDbContextAsync(cancel);
        var booked = await db.Events.AsNoTracking().FirstOrDefaultAsync(each => each.Id == wish.EventId, cancel);
        if (booked is null)
            wrong.Add("eventId", $"eventId {wish.EventId} names no event; GET /api/events lists them.");
        if (wrong.Any)
            return wrong.ToProblem();

        // Once begun it is finished, whether or not the asker still listens.
        var (id, outcome) = await bookings.BookAsync(booked!, start!.Value, attendee, life.ApplicationStopping);
        switch (outcome)
        {
            case BookingOutcome.Booked or BookingOutcome.PendingConfirmation:
                var row = await db.Bookings.AsNoTracking().FirstAsync(each => each.Id == id, CancellationToken.None);
                return TypedResults.Created($"/api/bookings/{id}", ToShape(row, []));
            case BookingOutcome.Taken:
                return Conflict("This time is not free; choose another.");
            case BookingOutcome.OutOfBounds(var reason):
                return Conflict(reason);
            case BookingOutcome.LimitReached(var reason):
                return Conflict(reason);
            case BookingOutcome.FieldInvalid(var field, var reason):
                wrong.Add(field, reason);
                return wrong.ToProblem();
            case BookingOutcome.Unknown(var reason):
                return TypedResults.Problem($"The calendar's answer was lost ({reason}); it is being looked up. See GET /api/bookings in a minute before you try again.", statusCode: StatusCodes.Status502BadGateway);
            default:
                return TypedResults.Problem("The calendar cannot be reached now; nothing was booked. Try again later.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        static Conflict<Microsoft.AspNetCore.Mvc.ProblemDetails> Conflict(string reason) =>
            TypedResults.Conflict(new Microsoft.AspNetCore.Mvc.ProblemDetails { Status = StatusCodes.Status409Conflict, Title = "Not booked", Detail = reason });
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(Guid id, Cancellation? wish, OperatorBookings bookings, IHostApplicationLifetime life) =>
        await bookings.CancelAsync(id, wish?.Reason ?? "", life.ApplicationStopping) switch
        {
            CancelOutcome.Cancelled => TypedResults.NoContent(),
            CancelOutcome.NotFound => TypedResults.Problem("There is no such booking; GET /api/bookings lists them.", statusCode: StatusCodes.Status404NotFound),
            CancelOutcome.Refused(var reason) => TypedResults.Problem(reason, statusCode: StatusCodes.Status409Conflict),
            CancelOutcome.Failed(var reason) => TypedResults.Problem($"The calendar did not cancel it: {reason} Try again.", statusCode: StatusCodes.Status502BadGateway),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> FindInvitationAsync(Guid id, OperatorBookings bookings, CancellationToken cancel) =>
        await bookings.FindInvitationAsync(id, cancel) is { } text
            ? TypedResults.File(System.Text.Encoding.UTF8.GetBytes(text), "text/calendar; charset=utf-8", "invitation.ics")
            : TypedResults.Problem("There is no invitation for this booking: it does not exist, or its calendar sends its own.", statusCode: StatusCodes.Status404NotFound);

    private static BookingShape ToShape(BookingRecord row, IEnumerable<OutgoingText> texts) => new(
        row.Id,
        row.EventId,
        row.Provider,
        row.Reference,
        InstantPattern.ExtendedIso.Format(row.Start),
        InstantPattern.ExtendedIso.Format(row.End),
        row.Name,
        row.Email,
        row.Phone,
        row.Zone,
        row.Status.ToString().ToLowerInvariant(),
        row.CallId?.ToString(),
        row.MeetingPlace,
        row.AwaitsConfirmation,
        [.. texts.Select(TextShape.Of)]);

    internal sealed record BookingShape(Guid Id, Guid EventId, string Provider, string Reference, string Start, string End, string Name, string? Email, string? Phone, string Zone, string Status, string? CallId, string MeetingPlace, bool AwaitsConfirmation, TextShape[] Texts);

    internal sealed record NewBooking(Guid EventId, string? Start, string? Name, string? Email, string? Phone, string? Zone);

    internal sealed record Cancellation(string? Reason);
}
