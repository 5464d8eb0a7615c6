using System.Globalization;
using System.Text.Json.Nodes;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary>Who am I, event types, schedules, conferencing; and the shapes of the oldest version, which a missing or unknown version header selects.</summary>
internal sealed class AccountDesk(CalComState state)
{
    /// <summary><c>GET /v2/me</c>.</summary>
    public Answer Me(CalComCall call) => CalComCall.Ok(new JsonObject
    {
        ["id"] = call.Account.Id,
        ["username"] = call.Account.Username,
        ["email"] = call.Account.Email,
        ["name"] = call.Account.Name,
        ["avatarUrl"] = null,
        ["bio"] = null,
        ["timeFormat"] = 24,
        ["defaultScheduleId"] = state.DefaultScheduleOf(call.Account.Id)?.Id,
        ["weekStart"] = "Monday",
        ["timeZone"] = call.Account.TimeZone,
        ["organizationId"] = null,
        ["locale"] = null,
    });

    /// <summary><c>GET /v2/event-types</c>: one's own, or the public ones of a user.</summary>
    public Answer EventTypes(CalComCall call)
    {
        var query = call.Request.Query;
        IEnumerable<CalComEventType> types;
        if (query["username"].ToString() is { Length: > 0 } username)
        {
            types = state.FindUser(username) is { } user ? state.EventTypes.Values.Where(each => each.OwnerId == user.Id && !each.Hidden) : [];
            if (query["eventSlug"].ToString() is { Length: > 0 } slug)
                types = types.Where(each => each.Slug == slug);
        }
        else if (call.Caller.Account is { } account)
        {
            types = state.EventTypes.Values.Where(each => each.OwnerId == account.Id);
        }
        else
        {
            types = [];
        }

        if (query["sortCreatedAt"] == "desc")
            types = types.OrderByDescending(each => each.Id);
        return CalComCall.Ok(new JsonArray([.. types.Select(each => CalComJson.EventType(state, each, At(call), call.Version == "2026-06-12"))]));
    }

    /// <summary><c>GET /v2/event-types/{id}</c>.</summary>
    public Answer EventType(CalComCall call)
    {
        if (!int.TryParse(call["eventTypeId"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !state.EventTypes.TryGetValue(id, out var type))
            return call.Error(404, $"Event type with id {call["eventTypeId"]} not found");
        return type.OwnerId == call.Account.Id
            ? CalComCall.Ok(CalComJson.EventType(state, type, At(call), call.Version == "2026-06-12"))
            : call.Error(403, $"User with ID={call.Account.Id} does not own event type with ID={id}");
    }

    /// <summary><c>GET /v2/schedules</c>.</summary>
    public Answer Schedules(CalComCall call) => CalComCall.Ok(new JsonArray([.. Own(call).Select(each => Described(call, each))]));

    /// <summary><c>GET /v2/schedules/default</c>.</summary>
    public Answer DefaultSchedule(CalComCall call) => CalComCall.Ok(state.DefaultScheduleOf(call.Account.Id) is { } schedule ? Described(call, schedule) : null);

    /// <summary><c>GET /v2/schedules/{id}</c>.</summary>
    public Answer Schedule(CalComCall call) => Own(call).FirstOrDefault(each => each.Id.ToString(CultureInfo.InvariantCulture) == call["scheduleId"]) is { } schedule
        ? CalComCall.Ok(Described(call, schedule))
        : call.Error(404, $"Schedule with ID={call["scheduleId"]} does not exist.");

    /// <summary><c>GET /v2/conferencing</c>.</summary>
    public Answer Conferencing(CalComCall call) => CalComCall.Ok(new JsonArray([.. Apps(call.Account)]));

    /// <summary><c>GET /v2/conferencing/default</c>: no data at all when none is set.</summary>
    public Answer DefaultConferencing(CalComCall call) => call.Account.DefaultApp is { } app
        ? CalComCall.Ok(new JsonObject { ["appSlug"] = app })
        : Answer.Json(200, new JsonObject { ["status"] = "success" });

    /// <summary><c>POST /v2/conferencing/{app}/connect</c>.</summary>
    public Answer Connect(CalComCall call)
    {
        if (call["app"] != "google-meet")
            return call.Error(400, "Invalid conferencing app, available apps for connection: google-meet");
        return call.Account.GoogleCalendar ? CalComCall.Ok(Apps(call.Account).Last()) : call.Error(400, "Google Meet requires a Google Calendar connection.");
    }

    /// <summary>Event types in the oldest shape.</summary>
    public Answer OldEventTypes(CalComCall call) => CalComCall.Ok(new JsonArray([.. state.EventTypes.Values.Where(each => each.OwnerId == call.Account.Id).Select(each =>
        new JsonObject { ["id"] = each.Id, ["length"] = each.Length, ["slug"] = each.Slug, ["title"] = each.Title, ["description"] = each.Description })]));

    /// <summary>Bookings in the oldest shape: an object, not an array.</summary>
    public Answer OldBookings(CalComCall call) => CalComCall.Ok(new JsonObject
    {
        ["bookings"] = new JsonArray([.. state.Bookings.Where(each => each.EventType.OwnerId == call.Account.Id).Select(Old)]),
        ["recurringInfo"] = new JsonArray(),
        ["nextCursor"] = null,
    });

    /// <summary>One booking in the oldest shape.</summary>
    public Answer OldBooking(CalComCall call) => state.Find(call["uid"]) is { } booking ? CalComCall.Ok(Old(booking)) : call.Error(404, $"Booking with UID={call["uid"]} does not exist.");

    /// <summary>The oldest version wants other fields: the misleading answer to a missing or unknown version header.</summary>
    public Answer OldCreate(CalComCall call)
    {
        var body = call.Request.Json() as JsonObject ?? [];
        List<Problem> problems = [];
        foreach (var name in new[] { "timeZone", "language" }.Where(each => BookingWish.Text(body[each]) is null))
            problems.Add(new Problem(name, $"{name} must be a string"));
        foreach (var name in new[] { "metadata", "responses" }.Where(each => body[each] is not JsonObject))
            problems.Add(new Problem(name, $"{name} must be an object"));
        problems.AddRange(body.Select(each => each.Key).Except(["start", "end", "eventTypeId", "timeZone", "language", "metadata", "responses", "orgSlug", "eventTypeSlug", "hasHashedBookingLink"]).Select(Problem.Unknown));
        return problems.Count > 0 ? call.WrongGlobally(problems) : call.Error(501, "Stand-in: bookings of version 2024-04-15 are left out.");
    }

    private IEnumerable<CalComSchedule> Own(CalComCall call) => state.Schedules.Values.Where(each => each.OwnerId == call.Account.Id);

    private JsonObject Described(CalComCall call, CalComSchedule schedule) => CalComJson.Schedule(schedule, state.DefaultScheduleOf(call.Account.Id)?.Id == schedule.Id);

    private static Uri At(CalComCall call) => new(call.Request.BaseAddress);

    private static IEnumerable<JsonObject> Apps(CalComAccount account)
    {
        yield return new JsonObject { ["id"] = (account.Id * 10) + 1, ["type"] = "daily_video", ["userId"] = account.Id, ["invalid"] = false };
        if (account.GoogleCalendar)
            yield return new JsonObject { ["id"] = (account.Id * 10) + 2, ["type"] = "google_video", ["userId"] = account.Id, ["invalid"] = false };
    }

    private static JsonObject Old(CalComBooking booking) => new()
    {
        ["id"] = booking.Id,
        ["uid"] = booking.Uid,
        ["title"] = booking.EventType.Title,
        ["startTime"] = CalComCall.Text(booking.Start),
        ["endTime"] = CalComCall.Text(booking.End),
        ["status"] = booking.Status.ToUpperInvariant(),
        ["attendees"] = new JsonArray(new JsonObject { ["name"] = booking.Name, ["email"] = booking.Email, ["timeZone"] = booking.TimeZone }),
    };
}
