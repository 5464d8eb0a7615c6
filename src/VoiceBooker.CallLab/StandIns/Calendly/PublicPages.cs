using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using VoiceBooker.CallLab.StandIns.Calendars;
using static VoiceBooker.CallLab.StandIns.Calendars.StandInPage;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>The pages an invitee sees: booking, single-use links, cancelling and rescheduling.</summary>
internal sealed class PublicPages(CalendlyBooks books, CalendlyWire wire, CalendlyDesk desk)
{
    private static readonly ZonedDateTimePattern Spoken = ZonedDateTimePattern.CreateWithInvariantCulture("ddd d MMM uuuu, HH:mm o<g>", DateTimeZoneProviders.Tzdb);

    /// <summary>What somebody offers; secret event types are not shown.</summary>
    public Answer Owner(string slug)
    {
        if (books.Users.Find(user => user.Slug == slug) is not { } owner)
            throw CalendlyAnswers.NotFound();
        var types = books.EventTypes.Where(type => type.Owner == owner && type is { Active: true, Secret: false });
        return Answer.Html(200, Of("Calendly", owner.Name, $"<ul>{string.Concat(types.Select(type => $"""<li><a href="{Plain(type.PublicPath)}">{Plain(type.Name)}</a>, {type.Minutes} minutes</li>"""))}</ul>"));
    }

    /// <summary>The public page of an event type.</summary>
    public Answer Type(StandInRequest request, string owner, string slug, Instant now) =>
        books.EventTypes.Find(type => type.Active && type.Owner.Slug == owner && type.Slug == slug) is { } type ? Book(request, type, null, now) : throw CalendlyAnswers.NotFound();

    /// <summary>A single-use link; dead after one booking or ninety days.</summary>
    public Answer Link(StandInRequest request, string code, Instant now)
    {
        var link = books.Links.Find(each => each.Code == code);
        return link?.Lives(now) == true ? Book(request, link.Type, link, now) : Answer.Html(404, Of("Calendly", "This link is no longer valid", "<p>It was used, or it is older than 90 days.</p>"));
    }

    /// <summary>The invitee's page for cancelling.</summary>
    public Answer Cancel(StandInRequest request, string uuid, Instant now)
    {
        var invitee = Find(uuid);
        if (request.Method != "POST")
            return Answer.Html(200, Of("Calendly", "Cancel", $"""<p>{Plain(Told(invitee))}</p><form method="post"><p><label>Reason <input name="reason"></label></p><button type="submit">Cancel the event</button></form>"""));
        return desk.CancelByInvitee(invitee, InviteeForm.Text(Fields(request)["reason"]), now)
            ? Answer.Html(200, Of("Calendly", "Cancelled", $"<p>{Plain(Told(invitee))}</p>"))
            : Answer.Html(409, Of("Calendly", "There is nothing to cancel", "<p>It is cancelled already, or it is past.</p>"));
    }

    /// <summary>The invitee's page for moving.</summary>
    public Answer Reschedule(StandInRequest request, string uuid, Instant now)
    {
        var invitee = Find(uuid);
        if (request.Method != "POST")
            return Answer.Html(200, Of("Calendly", "Reschedule", $"""<p>{Plain(Told(invitee))}</p><form method="post">{Times(invitee.Event.Type, now)}<p><label>Reason <input name="reason"></label></p><button type="submit">Reschedule</button></form>"""));
        var fields = Fields(request);
        return CalendlyWire.ReadTime(InviteeForm.Text(fields["start_time"])) is { } start && desk.Reschedule(invitee, start, InviteeForm.Text(fields["reason"]), now) is { } moved
            ? Answer.Html(200, Of("Calendly", "Rescheduled", $"<p>{Plain(Told(moved))}</p>"))
            : Answer.Html(409, Of("Calendly", "That cannot be", "<p>The time is not free, or the event is cancelled or past.</p>"));
    }

    private Answer Book(StandInRequest request, CalendlyEventType type, SingleUseLink? link, Instant now)
    {
        if (request.Method != "POST")
            return Answer.Html(200, Of("Calendly", type.Name, Form(request, type, now)));
        var fields = Fields(request);
        var place = type.Locations is [var first, ..] ? OfferedLocation.NeedsText(first.Kind) && InviteeForm.Text(fields["place"]) is { } text ? first with { Text = text } : first : null;
        var (form, mistakes) = InviteeForm.Read(new JsonObject
        {
            ["invitee"] = new JsonObject { ["name"] = fields["name"]?.DeepClone(), ["email"] = fields["email"]?.DeepClone(), ["timezone"] = fields["timezone"]?.DeepClone() ?? "Etc/UTC" },
            ["questions_and_answers"] = new JsonArray([.. type.Questions.Select((question, at) => (JsonNode)new JsonObject { ["question"] = question.Text, ["answer"] = fields[AnswerField(at)]?.DeepClone() })]),
        }, type, place);
        if (form is null)
            return Answer.Html(400, Of("Calendly", "Something is missing", $"<ul>{string.Concat(mistakes.Select(each => $"<li>{Plain(each.Parameter)} {Plain(each.Message)}</li>"))}</ul>"));
        if (CalendlyWire.ReadTime(InviteeForm.Text(fields["start_time"])) is not { } start || FreeTimes.At(books.Events, type, start, now) is not { } free)
            return Answer.Html(409, Of("Calendly", "That time is no longer available", "<p>Please choose another one.</p>"));
        var invitee = desk.Commit(type, free, place, form, null, now);
        link?.UsedBy = invitee;
        return Answer.Html(200, Of("Calendly", "You are scheduled", $"""<p>{Plain(Told(invitee))}</p><p><a href="{Plain(wire.Uri($"/cancellations/{invitee.Uuid}"))}">Cancel</a> · <a href="{Plain(wire.Uri($"/reschedulings/{invitee.Uuid}"))}">Reschedule</a></p>"""));
    }

    private string Form(StandInRequest request, CalendlyEventType type, Instant now)
    {
        string Field(string label, string name, string? value, bool required) =>
            $"""<p><label>{Plain(label)} <input name="{name}" value="{Plain(value)}"{(required ? " required" : "")}></label></p>""";

        return $"""
            <p>{type.Minutes} minutes with {Plain(string.Join(", ", type.Hosts.Select(host => host.Name)))}</p><form method="post">{Times(type, now)}
            {Field("Name", "name", request.Query["name"], true)}{Field("E-mail", "email", request.Query["email"], true)}{Field("Time zone", "timezone", type.Owner.Hours.Zone.Id, true)}
            {(type.Locations is [var place, ..] && OfferedLocation.NeedsText(place.Kind) ? Field(place.Kind, "place", place.Text, true) : "")}
            {string.Concat(type.Questions.Select((question, at) => Field(question.Text, AnswerField(at), request.Query[AnswerField(at)], question.Required)))}
            <button type="submit">Schedule</button></form>
            """;
    }

    private string Times(CalendlyEventType type, Instant now)
    {
        var free = FreeTimes.Find(books.Events, type, new Interval(now, now + Duration.FromDays(14)), now);
        return $"""<p><label>Time <select name="start_time" required>{string.Concat(free.Select(time => $"""<option value="{CalendlyWire.Time(time.Slot.Start)}">{Plain(Spoken.Format(time.Slot.Start.InZone(type.Owner.Hours.Zone)))}</option>"""))}</select></label></p>""";
    }

    private Invitee Find(string uuid) => books.Invitees.FirstOrDefault(each => each.Uuid == uuid) ?? throw CalendlyAnswers.NotFound();

    private static string Told(Invitee invitee) =>
        string.Create(CultureInfo.InvariantCulture, $"{invitee.Event.Type.Name}: {invitee.Form.Name}, {CalendlyWire.Time(invitee.Event.Slot.Start)} ({(invitee.Active ? "active" : "canceled")})");

    private static string AnswerField(int at) => string.Create(CultureInfo.InvariantCulture, $"a{at + 1}");

    private static JsonObject Fields(StandInRequest request) => request.Json() as JsonObject ?? [];
}
