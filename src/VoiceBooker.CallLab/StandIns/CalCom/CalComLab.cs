using System.Text.Json.Nodes;
using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary>What the provider does not have: a home page that says what this is, the state, and the host's own hand (<c>/_lab/bookings/{uid}/cancel-by-host</c>, <c>/move-by-host</c>, <c>/_lab/busy</c>, <c>/_lab/strangers</c>).</summary>
internal static class CalComLab
{
    /// <summary>Opens these doors.</summary>
    public static void Map(WebApplication door, CalComStandIn standIn)
    {
        door.MapGet("/", () => Results.Content(Home(standIn), "text/html; charset=utf-8"));
        door.MapGet("/_lab/state", () => Results.Json(State(standIn)));
        door.MapPost("/_lab/bookings/{uid}/cancel-by-host", async (HttpContext http, string uid) =>
            Found(standIn.CancelByHost(uid, BookingWish.Text((await BodyAsync(http))["reason"]) ?? "Cancelled by the host")));
        door.MapPost("/_lab/bookings/{uid}/move-by-host", async (HttpContext http, string uid) =>
            CalComCall.Moment(BookingWish.Text((await BodyAsync(http))["start"])) is { } start ? Found(standIn.MoveByHost(uid, start)) : Results.BadRequest("""Say {"start":"2026-12-01T09:00:00Z"}."""));
        door.MapPost("/_lab/busy", async (HttpContext http) =>
        {
            var body = await BodyAsync(http);
            if (CalComCall.Moment(BookingWish.Text(body["start"])) is not { } start || CalComCall.Moment(BookingWish.Text(body["end"])) is not { } end || end <= start)
                return Results.BadRequest("""Say {"start":"2026-12-01T09:00:00Z","end":"2026-12-01T12:00:00Z"}, perhaps "account".""");
            standIn.Occupy((int?)BookingWish.Number(body["account"]) ?? standIn.Accounts[0].Id, start, end);
            return Results.NoContent();
        });
        door.MapPost("/_lab/strangers", async (HttpContext http) =>
        {
            var body = await BodyAsync(http);
            var type = (int?)BookingWish.Number(body["eventTypeId"]);
            if (type is null || standIn.EventTypes.All(each => each.Id != type) || CalComCall.Moment(BookingWish.Text(body["start"])) is not { } start)
                return Results.BadRequest("""Say {"eventTypeId":7,"start":"2026-12-01T09:00:00Z"}: somebody else books that time.""");
            return standIn.BookByStranger(type.Value, start) is { } booking ? Results.Json(Described(booking), statusCode: 201) : Results.Conflict("That time is not free.");
        });
    }

    private static async Task<JsonObject> BodyAsync(HttpContext http) => (await StandInRequest.ReadAsync(http)).Json() as JsonObject ?? [];

    private static IResult Found(CalComBooking? booking) => booking is null ? Results.NotFound() : Results.Json(Described(booking));

    private static object State(CalComStandIn standIn) => new
    {
        now = standIn.Clock.GetUtcNow(),
        bookings = standIn.Bookings.Select(Described),
        reservations = standIn.Reservations.Select(each => new { uid = each.Uid, eventTypeId = each.EventTypeId, start = CalComCall.Text(each.When.Start), end = CalComCall.Text(each.When.End), until = CalComCall.Text(each.Until) }),
        webhooks = standIn.Subscriptions.Select(each => new { id = each.Id, subscriberUrl = each.SubscriberUrl, triggers = each.Triggers, active = each.Active }),
        deliveries = standIn.Webhooks.Deliveries.Select(each => new { at = each.At, @event = each.Letter.Event, to = each.Letter.To, attempt = each.Attempt, status = each.Status }),
        specViolations = standIn.SpecViolations,
    };

    private static object Described(CalComBooking booking) => new
    {
        uid = booking.Uid,
        eventTypeId = booking.EventType.Id,
        eventType = booking.EventType.Slug,
        status = booking.Status,
        start = CalComCall.Text(booking.Start),
        end = CalComCall.Text(booking.End),
        name = booking.Name,
        email = booking.Email,
        phone = booking.Phone,
        timeZone = booking.TimeZone,
        location = booking.Location.Value ?? booking.Location.Type,
        metadata = JsonNode.Parse(booking.Metadata),
        responses = JsonNode.Parse(booking.Responses),
        rescheduledFrom = booking.RescheduledFrom,
        rescheduledTo = booking.RescheduledTo,
        cancellationReason = booking.CancellationReason,
    };

    private static string Home(CalComStandIn standIn)
    {
        var accounts = StandInPage.Table(["Account", "User", "Zone", "API keys"], standIn.Accounts.Select(each => (string?[])[$"{each.Name} ({each.Email})", each.Username, each.TimeZone, string.Join(", ", each.Keys.Select(key => key.Key))]));
        var clients = StandInPage.Table(["OAuth client", "Secret", "Redirects", "Scopes"], standIn.Clients.Select(each => (string?[])[each.Id, each.Secret ?? "none (PKCE)", each.RedirectUris.Count > 0 ? string.Join(" ", each.RedirectUris) : "any loopback address", string.Join(" ", each.Scopes)]));
        var types = StandInPage.Table(["ID", "Event type", "Minutes", "Locations", "Questions"], standIn.EventTypes.Select(each => (string?[])
        [
            $"{each.Id}", each.Title, string.Join(", ", each.Lengths.DefaultIfEmpty(each.Length)), string.Join(", ", each.Locations.Select(location => location.Value ?? location.Type)),
            string.Join(", ", each.Fields.Select(field => $"{field.Label}{(field.Required ? " *" : "")}")),
        ]));
        var bookings = StandInPage.Table(["Start (UTC)", "Event type", "Who", "Status", "Where", "Uid"], standIn.Bookings.OrderBy(each => each.Start).Select(each => (string?[])
            [CalComCall.Text(each.Start), each.EventType.Title, $"{each.Name} ({each.Email})", each.Status, each.Location.Value ?? each.Location.Type, each.Uid]));
        return StandInPage.Of("Cal.com", "A calendar to practise with", $$"""
            <p>It speaks Cal.com's API v2 under <code>{{standIn.Base}}v2</code>; nothing here reaches anybody. Its clock says {{CalComCall.Text(Instant.FromDateTimeOffset(standIn.Clock.GetUtcNow()))}}.</p>
            <h2>Accounts</h2>{{accounts}}{{clients}}<h2>Event types</h2>{{types}}<h2>Bookings</h2>{{bookings}}
            <h2>For the lab</h2><p><code>GET /_lab/state</code>, <code>/_lab/log</code>; <code>POST /_lab/faults</code>, <code>/_lab/clock</code>, <code>/_lab/busy</code>, <code>/_lab/strangers</code>,
            <code>/_lab/bookings/{uid}/cancel-by-host</code>, <code>/_lab/bookings/{uid}/move-by-host</code></p>
            """);
    }
}
