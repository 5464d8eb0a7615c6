using System.Text.Json.Nodes;
using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>
/// The lab's doors of this stand-in, beside those all have: <c>GET /_lab/state</c>; <c>POST /_lab/events/{uuid}/cancel-by-host {"reason"}</c>;
/// <c>POST /_lab/invitees/{uuid}/cancel {"reason"}</c>; <c>POST /_lab/invitees/{uuid}/reschedule {"start_time","reason"}</c>; <c>POST /_lab/busy {"user": URI or address,"start_time","end_time"}</c>.
/// </summary>
internal sealed class CalendlyLab(CalendlyBooks books, CalendlyWire wire, CalendlyDesk desk, CalendlyWebhooks webhooks)
{
    /// <summary>All that there is.</summary>
    public Answer State(Instant now) => Answer.Json(200, new JsonObject
    {
        ["now"] = CalendlyWire.Time(now),
        ["users"] = Array(books.Users, wire.Of),
        ["event_types"] = Array(books.EventTypes, wire.Of),
        ["events"] = Array(books.Events, held =>
        {
            var body = wire.Of(held, now);
            body["invitees"] = Array(held.Invitees, wire.Of);
            return body;
        }),
        ["links"] = Array(books.Links, link => new JsonObject { ["booking_url"] = wire.Uri(link.Path), ["owner"] = wire.Uri(link.Type.Path), ["alive"] = link.Lives(now) }),
        ["subscriptions"] = Array(webhooks.Subscriptions, each => new JsonObject { ["uri"] = wire.Uri(each.Path), ["callback_url"] = each.Url.OriginalString, ["state"] = each.Active ? "active" : "disabled" }),
        ["deliveries"] = Array(webhooks.Sender.Deliveries, each => new JsonObject { ["to"] = each.Letter.To.OriginalString, ["event"] = each.Letter.Event, ["at"] = each.At, ["status"] = each.Status }),
    });

    /// <summary>A host cancels on the page.</summary>
    public Answer CancelByHost(StandInRequest request, string uuid, Instant now)
    {
        var held = books.Events.Find(each => each.Uuid == uuid) ?? throw CalendlyAnswers.NotFound();
        if (!held.Active)
            throw CalendlyAnswers.Denied("Event is already canceled");
        return CalendlyAnswers.Resource(CalendlyWire.Of(desk.CancelByHost(held, held.Hosts[0].Name, InviteeForm.Text(Body(request)["reason"]), now)), 201);
    }

    /// <summary>The invitee cancels on the page.</summary>
    public Answer CancelByInvitee(StandInRequest request, string uuid, Instant now)
    {
        var invitee = Find(uuid);
        return desk.CancelByInvitee(invitee, InviteeForm.Text(Body(request)["reason"]), now) ? CalendlyAnswers.Resource(wire.Of(invitee)) : throw CalendlyAnswers.Denied("Event is already canceled");
    }

    /// <summary>The invitee moves on the page; answers the new invitee.</summary>
    public Answer Reschedule(StandInRequest request, string uuid, Instant now)
    {
        var (invitee, body) = (Find(uuid), Body(request));
        if (CalendlyWire.ReadTime(InviteeForm.Text(body["start_time"])) is not { } start || desk.Reschedule(invitee, start, InviteeForm.Text(body["reason"]), now) is not { } moved)
            throw CalendlyAnswers.Invalid(new ErrorDetail("start_time", "is not free, or the invitee cannot move any more"));
        return CalendlyAnswers.Resource(wire.Of(moved), 201);
    }

    /// <summary>An entry in somebody's external calendar.</summary>
    public Answer Busy(StandInRequest request)
    {
        var body = Body(request);
        var who = InviteeForm.Text(body["user"]);
        var user = books.FindUser(who) ?? books.Users.Find(each => each.Email == who) ?? (who is null && books.Users.Count > 0 ? books.Users[0] : throw CalendlyAnswers.NotFound());
        if (CalendlyWire.ReadTime(InviteeForm.Text(body["start_time"])) is not { } from || CalendlyWire.ReadTime(InviteeForm.Text(body["end_time"])) is not { } until || until <= from)
            throw CalendlyAnswers.Invalid(new ErrorDetail("start_time", "and end_time are moments, in this order"));
        user.Busy.Add(new Interval(from, until));
        return Answer.Empty(204);
    }

    private static JsonArray Array<T>(IEnumerable<T> all, Func<T, JsonObject> render) => new([.. all.Select(each => (JsonNode)render(each))]);

    private static JsonObject Body(StandInRequest request) => request.Json() as JsonObject ?? [];

    private Invitee Find(string uuid) => books.Invitees.FirstOrDefault(each => each.Uuid == uuid) ?? throw CalendlyAnswers.NotFound();
}
