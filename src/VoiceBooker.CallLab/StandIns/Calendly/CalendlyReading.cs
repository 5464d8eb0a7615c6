using System.Text.Json.Nodes;
using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>Everything the API tells without changing anything.</summary>
internal sealed class CalendlyReading(CalendlyBooks books, CalendlyWire wire, CalendlySwitches switches, CalendlyDesk desk)
{
    private static readonly Dictionary<string, Func<CalendlyEventType, object>> TypeFields = new()
    {
        ["name"] = type => type.Name,
        ["position"] = type => type.Position,
        ["created_at"] = type => type.CreatedAt,
        ["updated_at"] = type => type.CreatedAt,
    };

    private static readonly Dictionary<string, Func<ScheduledEvent, object>> EventFields = new() { ["start_time"] = held => held.Slot.Start };

    private static readonly Dictionary<string, Func<Invitee, object>> InviteeFields = new() { ["created_at"] = invitee => invitee.CreatedAt };

    /// <summary>GET /users/me.</summary>
    public Answer Me(ApiCall call) => CalendlyAnswers.Resource(wire.Of(call.Token.User));

    /// <summary>GET /users/{uuid}.</summary>
    public Answer User(ApiCall call)
    {
        var user = books.Users.Find(each => each.Uuid == call.Segment("uuid")) ?? throw CalendlyAnswers.NotFound();
        return user.Organization == call.Token.User.Organization ? CalendlyAnswers.Resource(wire.Of(user)) : throw CalendlyAnswers.Denied();
    }

    /// <summary>GET /event_types.</summary>
    public Answer EventTypes(ApiCall call)
    {
        var (userUri, organizationUri) = (call.Query("user"), call.Query("organization"));
        if (userUri is null && organizationUri is null)
            throw CalendlyAnswers.Invalid([.. new[] { "organization", "user" }.Select(name => new ErrorDetail(name, "At least one of organization or user must be filled"))]);
        var user = Member(call, userUri);
        CheckOrganization(call, organizationUri);
        var all = books.EventTypes.Where(type => type.Owner.Organization == call.Token.User.Organization && (user is null || type.Hosts.Contains(user)));
        if (Flag(call, "active") is { } active)
            all = all.Where(type => type.Active == active);
        if (Flag(call, "admin_managed") is { } managed)
            all = all.Where(type => type.AdminManaged == managed);
        return CalendlyPaging.Page(CalendlyPaging.Sorted(all, call.Request, "name:asc", TypeFields), call.Request, wire.Origin, wire.Of);
    }

    /// <summary>GET /event_types/{uuid}.</summary>
    public Answer EventType(ApiCall call) => CalendlyAnswers.Resource(wire.Of(books.EventTypeOf(call.Segment("uuid"), call.Token)));

    /// <summary>GET /event_type_available_times: no paging, no ends, always UTC.</summary>
    public Answer Times(ApiCall call)
    {
        var type = books.EventType(call.Query("event_type"), call.Token);
        var (from, until) = Span(call);
        if (from <= call.Now)
            throw switches.PastStartWithoutDetails ? CalendlyAnswers.Invalid() : CalendlyAnswers.Invalid(new ErrorDetail("start_time", "must be in the future"));
        CheckSpan(from, until, switches.LongestSpan);
        var free = FreeTimes.Find(books.Events, type, new Interval(from, until), call.Now);
        if (call.Fault?.Kind is FaultKind.SlotTakenAfterOffer)
        {
            foreach (var time in free)
                desk.TakeAway(type, time.Slot.Start, call.Now);
        }

        return Answer.Json(200, new JsonObject
        {
            ["collection"] = new JsonArray([.. free.Select(time => (JsonNode)new JsonObject
            {
                ["status"] = "available",
                ["invitees_remaining"] = time.Remaining,
                ["start_time"] = CalendlyWire.Time(time.Slot.Start),
                ["scheduling_url"] = wire.Uri($"{type.PublicPath}/{NodaTime.Text.InstantPattern.General.Format(time.Slot.Start)}"),
            })]),
        });
    }

    /// <summary>GET /user_busy_times: seven days at most.</summary>
    public Answer BusyTimes(ApiCall call)
    {
        var user = Member(call, call.Query("user") ?? throw CalendlyAnswers.Invalid(new ErrorDetail("user", "is missing")))!;
        var (from, until) = Span(call);
        CheckSpan(from, until, Duration.FromDays(7));
        var within = new Interval(from, until);
        var own = books.Events.Where(held => held.Active && held.Hosts.Contains(user) && held.Slot.Overlaps(within)).Select(held => (held.Slot, Body: new JsonObject
        {
            ["type"] = "calendly",
            ["start_time"] = CalendlyWire.Time(held.Slot.Start),
            ["end_time"] = CalendlyWire.Time(held.Slot.End),
            ["buffered_start_time"] = CalendlyWire.Time(held.Blocked.Start),
            ["buffered_end_time"] = CalendlyWire.Time(held.Blocked.End),
            ["event"] = new JsonObject { ["uri"] = wire.Uri(held.Path) },
        }));
        var external = user.Busy.Where(busy => busy.Overlaps(within)).Select(busy => (Slot: busy, Body: new JsonObject
        {
            ["type"] = "external",
            ["start_time"] = CalendlyWire.Time(busy.Start),
            ["end_time"] = CalendlyWire.Time(busy.End),
        }));
        return Answer.Json(200, new JsonObject { ["collection"] = new JsonArray([.. own.Concat(external).OrderBy(each => each.Slot.Start).Select(each => (JsonNode)each.Body)]) });
    }

    /// <summary>GET /scheduled_events.</summary>
    public Answer Events(ApiCall call)
    {
        var (userUri, organizationUri, me) = (call.Query("user"), call.Query("organization"), call.Token.User);
        if (userUri is null && organizationUri is null && call.Query("group") is null)
            throw CalendlyAnswers.Invalid([.. new[] { "organization", "group", "user" }.Select(name => new ErrorDetail(name, "At least one of organization, group or user must be filled"))]);
        if (call.Query("group") is not null)
            throw CalendlyAnswers.Denied("You do not have permission"); // groups are not played
        var user = Member(call, userUri);
        CheckOrganization(call, organizationUri);
        if (user is not null && user != me && organizationUri is null)
            throw CalendlyAnswers.Denied("Please also specify organization when requesting events for a user within your organization.");
        if (user != me && !me.IsAdmin)
            throw CalendlyAnswers.Denied("You do not have permission");

        var all = books.Events.Where(held => user is null ? held.Type.Owner.Organization == me.Organization : held.Hosts.Contains(user));
        if (Status(call) is { } active)
            all = all.Where(held => held.Active == active);
        if (call.Query("invitee_email") is { } email)
            all = all.Where(held => held.Invitees.Exists(invitee => invitee.Form.Email.Equals(email, StringComparison.OrdinalIgnoreCase)));
        if (call.Time("min_start_time") is { } min)
            all = all.Where(held => held.Slot.Start >= min);
        if (call.Time("max_start_time") is { } max)
            all = all.Where(held => held.Slot.Start <= max);
        return CalendlyPaging.Page(CalendlyPaging.Sorted(all, call.Request, "start_time:asc", EventFields), call.Request, wire.Origin, held => wire.Of(held, call.Now));
    }

    /// <summary>GET /scheduled_events/{uuid}.</summary>
    public Answer Event(ApiCall call) => CalendlyAnswers.Resource(wire.Of(books.Event(call.Segment("event"), call.Token), call.Now));

    /// <summary>GET /scheduled_events/{uuid}/invitees.</summary>
    public Answer Invitees(ApiCall call)
    {
        IEnumerable<Invitee> all = books.Event(call.Segment("event"), call.Token).Invitees;
        if (Status(call) is { } active)
            all = all.Where(invitee => invitee.Active == active);
        if (call.Query("email") is { } email)
            all = all.Where(invitee => invitee.Form.Email.Equals(email, StringComparison.OrdinalIgnoreCase));
        return CalendlyPaging.Page(CalendlyPaging.Sorted(all, call.Request, "created_at:asc", InviteeFields), call.Request, wire.Origin, wire.Of);
    }

    /// <summary>GET /scheduled_events/{uuid}/invitees/{uuid}.</summary>
    public Answer Invitee(ApiCall call)
    {
        var invitee = books.Event(call.Segment("event"), call.Token).Invitees.Find(each => each.Uuid == call.Segment("invitee"));
        return invitee is null ? throw CalendlyAnswers.NotFound() : CalendlyAnswers.Resource(wire.Of(invitee));
    }

    /// <summary>POST /scheduling_links.</summary>
    public Answer CreateLink(ApiCall call)
    {
        var type = books.EventType(InviteeForm.Text(call.Body["owner"]), call.Token, "owner");
        if (InviteeForm.Text(call.Body["owner_type"]) != "EventType")
            throw CalendlyAnswers.Invalid(new ErrorDetail("owner_type", "must be EventType"));
        if (call.Body["max_event_count"] is not JsonValue count || !count.TryGetValue(out int times) || times != 1)
            throw CalendlyAnswers.Invalid(new ErrorDetail("max_event_count", "must be 1"));
        var link = new SingleUseLink(Guid.NewGuid().ToString("N")[..16], type, call.Now);
        books.Links.Add(link);
        return CalendlyAnswers.Resource(new JsonObject { ["booking_url"] = wire.Uri(link.Path), ["owner"] = wire.Uri(type.Path), ["owner_type"] = "EventType" }, 201);
    }

    private static (Instant From, Instant Until) Span(ApiCall call)
    {
        var (from, until) = (call.Time("start_time"), call.Time("end_time"));
        var missing = new[] { ("start_time", from), ("end_time", until) }.Where(each => each.Item2 is null).Select(each => new ErrorDetail(each.Item1, "is missing")).ToArray();
        return missing.Length > 0 ? throw CalendlyAnswers.Invalid(missing) : (from!.Value, until!.Value);
    }

    private static void CheckSpan(Instant from, Instant until, Duration longest)
    {
        if (until <= from)
            throw CalendlyAnswers.Invalid(new ErrorDetail("end_time", "must be after start_time"));
        if (until - from > longest)
            throw CalendlyAnswers.Invalid(new ErrorDetail("end_time", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"must be at most {longest.TotalDays:0} days after start_time")));
    }

    private CalendlyUser? Member(ApiCall call, string? uri)
    {
        if (uri is null)
            return null;
        var uuid = CalendlyWire.ReadUri(uri, "users") ?? throw CalendlyAnswers.Invalid(new ErrorDetail("user", "is invalid"));
        return books.Users.Find(user => user.Uuid == uuid && user.Organization == call.Token.User.Organization) ?? throw CalendlyAnswers.Denied("This user is not in your organization");
    }

    private void CheckOrganization(ApiCall call, string? uri)
    {
        if (uri is null)
            return;
        if (CalendlyWire.ReadUri(uri, "organizations") is null)
            throw CalendlyAnswers.Invalid(new ErrorDetail("organization", "is invalid"));
        if (books.FindOrganization(uri) != call.Token.User.Organization)
            throw CalendlyAnswers.Denied("You do not have permission");
    }

    private static bool? Flag(ApiCall call, string name) => call.Query(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw CalendlyAnswers.Invalid(new ErrorDetail(name, "is invalid")),
    };

    private static bool? Status(ApiCall call) => call.Query("status") switch
    {
        null => null,
        "active" => true,
        "canceled" => false,
        _ => throw CalendlyAnswers.Invalid(new ErrorDetail("status", "is invalid")),
    };
}
