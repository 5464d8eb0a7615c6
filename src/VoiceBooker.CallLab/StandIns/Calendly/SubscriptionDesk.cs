using System.Text.Json.Nodes;
using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>Webhook subscriptions of the API. There is no update and no way back from "disabled": delete and create again.</summary>
internal sealed class SubscriptionDesk(CalendlyBooks books, CalendlyWire wire, CalendlySwitches switches, CalendlyWebhooks webhooks)
{
    private static readonly string[] Known =
    [
        "invitee.created", "invitee.canceled", "invitee_no_show.created", "invitee_no_show.deleted", "routing_form_submission.created",
        "event_type.created", "event_type.updated", "event_type.deleted", "contact.created", "contact.updated", "contact.deleted", "meeting_recap.created",
    ];

    private static readonly Dictionary<string, Func<CalendlySubscription, object>> SortFields = new() { ["created_at"] = each => each.CreatedAt };

    /// <summary>POST /webhook_subscriptions.</summary>
    public Answer Create(ApiCall call)
    {
        var (body, me) = (call.Body, call.Token.User);
        var mistakes = new List<ErrorDetail>();
        if (!Uri.TryCreate(InviteeForm.Text(body["url"]), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || (switches.WebhooksNeedHttps && url.Scheme != "https"))
            mistakes.Add(new ErrorDetail("url", "is invalid"));
        var events = (body["events"] as JsonArray ?? []).Select(InviteeForm.Text).ToList();
        if (events.Count == 0 || events.Exists(name => !Known.Contains(name)))
            mistakes.Add(new ErrorDetail("events", events.Count == 0 ? "is missing" : "is invalid"));
        var scope = InviteeForm.Text(body["scope"]);
        if (scope is not ("organization" or "user"))
            mistakes.Add(new ErrorDetail("scope", scope is null ? "is missing" : "is invalid")); // groups are not played
        if (body["organization"] is null)
            mistakes.Add(new ErrorDetail("organization", "is missing"));
        if (scope == "user" && body["user"] is null)
            mistakes.Add(new ErrorDetail("user", "is missing"));
        if (scope == "user" && events.Contains("routing_form_submission.created"))
            mistakes.Add(new ErrorDetail("events", "routing_form_submission.created needs the organization scope"));
        if (mistakes.Count > 0)
            throw CalendlyAnswers.Invalid([.. mistakes]);

        var user = scope == "user" ? books.FindUser(InviteeForm.Text(body["user"])) ?? throw CalendlyAnswers.NotFound() : null;
        RefuseWithoutRight(me, books.FindOrganization(InviteeForm.Text(body["organization"])), user);
        RefuseByPlan(me.Organization, events, call.Now);
        if (webhooks.Subscriptions.Exists(each => each.Url == url && each.Organization == me.Organization))
            throw CalendlyAnswers.AlreadyExists();
        var subscription = new CalendlySubscription
        {
            Url = url!,
            Events = [.. events.OfType<string>()],
            Organization = me.Organization,
            User = user,
            Creator = me,
            Key = call.Token.App is { } app ? app.SigningKey : InviteeForm.Text(body["signing_key"]),
            CreatedAt = call.Now,
        };
        webhooks.Subscriptions.Add(subscription);
        return CalendlyAnswers.Resource(Of(subscription), 201);
    }

    /// <summary>GET /webhook_subscriptions.</summary>
    public Answer List(ApiCall call)
    {
        var scope = call.Query("scope");
        var missing = new[] { "organization", "scope" }.Where(name => call.Query(name) is null).Concat(scope == "user" && call.Query("user") is null ? ["user"] : []).ToList();
        if (missing.Count > 0)
            throw CalendlyAnswers.Invalid([.. missing.Select(name => new ErrorDetail(name, "is missing"))]);
        var user = scope == "user" ? books.FindUser(call.Query("user")) ?? throw CalendlyAnswers.NotFound() : null;
        RefuseWithoutRight(call.Token.User, books.FindOrganization(call.Query("organization")), user);
        var all = webhooks.Subscriptions.Where(each => each.Organization == call.Token.User.Organization && each.Scope == scope && each.User == user);
        return CalendlyPaging.Page(CalendlyPaging.Sorted(all, call.Request, "created_at:asc", SortFields), call.Request, wire.Origin, Of);
    }

    /// <summary>GET /webhook_subscriptions/{uuid}.</summary>
    public Answer Get(ApiCall call) => CalendlyAnswers.Resource(Of(Find(call)));

    /// <summary>DELETE /webhook_subscriptions/{uuid}.</summary>
    public Answer Delete(ApiCall call)
    {
        webhooks.Subscriptions.Remove(Find(call));
        return Answer.Empty(204);
    }

    /// <summary>GET /sample_webhook_data: a letter about a booking that does not exist.</summary>
    public Answer Sample(ApiCall call)
    {
        var me = call.Token.User;
        RefuseWithoutRight(me, books.FindOrganization(call.Query("organization")), null, reading: true);
        if (call.Query("event") is not { } name || !Known.Contains(name) || books.EventTypes.Find(each => each.Hosts.Contains(me)) is not { } type)
            throw CalendlyAnswers.Invalid(new ErrorDetail("event", "is invalid"));
        var start = call.Now + Duration.FromDays(1);
        var held = new ScheduledEvent { Type = type, Slot = new Interval(start, start + type.Length), Hosts = [me], Location = type.FirstLocation, CreatedAt = call.Now, UpdatedAt = call.Now };
        var invitee = new Invitee { Event = held, Form = new InviteeForm("sample@example.com", "Sample Invitee", "Etc/UTC"), CreatedAt = call.Now, UpdatedAt = call.Now };
        held.Invitees.Add(invitee);
        return Answer.Json(200, webhooks.Letter(name, invitee, me, call.Now));
    }

    private static void RefuseWithoutRight(CalendlyUser me, CalendlyOrganization? organization, CalendlyUser? user, bool reading = false)
    {
        if (organization is null)
            throw CalendlyAnswers.NotFound();
        if (organization != me.Organization)
            throw CalendlyAnswers.Denied();
        if (user is not null && user.Organization != me.Organization)
            throw CalendlyAnswers.Denied("This user is not in your organization");
        if (!me.IsAdmin && !reading && user != me)
            throw CalendlyAnswers.Denied();
    }

    // The earlier text named the plans; its exact words are not recorded.
    private void RefuseByPlan(CalendlyOrganization organization, List<string?> events, Instant now)
    {
        if (organization.Plan is not CalendlyPlan.Free)
            return;
        if (now < switches.FreePlanBooksFrom)
            throw CalendlyAnswers.Denied("Please upgrade your Calendly account to Standard or Professional");
        if (events.Exists(name => name is "routing_form_submission.created" or "meeting_recap.created"))
            throw CalendlyAnswers.Denied("Please upgrade to a paid Calendly account.");
    }

    private CalendlySubscription Find(ApiCall call)
    {
        var subscription = webhooks.Subscriptions.Find(each => each.Uuid == call.Segment("uuid")) ?? throw CalendlyAnswers.NotFound();
        RefuseWithoutRight(call.Token.User, subscription.Organization, subscription.User);
        return subscription;
    }

    private JsonObject Of(CalendlySubscription subscription) => new()
    {
        ["uri"] = wire.Uri(subscription.Path),
        ["callback_url"] = subscription.Url.OriginalString,
        ["created_at"] = CalendlyWire.Time(subscription.CreatedAt),
        ["updated_at"] = CalendlyWire.Time(subscription.CreatedAt),
        ["retry_started_at"] = subscription.RetryStartedAt is { } since ? CalendlyWire.Time(since) : null,
        ["state"] = subscription.Active ? "active" : "disabled",
        ["events"] = new JsonArray([.. subscription.Events.Select(name => JsonValue.Create(name))]),
        ["scope"] = subscription.Scope,
        ["organization"] = wire.Uri(subscription.Organization.Path),
        ["user"] = subscription.User is { } user ? wire.Uri(user.Path) : null,
        ["group"] = null,
        ["creator"] = wire.Uri(subscription.Creator.Path),
    };
}
