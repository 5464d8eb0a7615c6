using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary><c>/v2/webhooks</c> and <c>/v2/event-types/{id}/webhooks</c>, and what is sent to the subscribers.</summary>
internal sealed class WebhookDesk(CalComState state, WebhookSender sender)
{
    private static readonly string[] Triggers =
    [
        "BOOKING_CREATED", "BOOKING_PAYMENT_INITIATED", "BOOKING_PAID", "BOOKING_RESCHEDULED", "BOOKING_REQUESTED", "BOOKING_CANCELLED", "BOOKING_REJECTED", "BOOKING_NO_SHOW_UPDATED", "FORM_SUBMITTED", "MEETING_ENDED",
        "MEETING_STARTED", "RECORDING_READY", "INSTANT_MEETING", "RECORDING_TRANSCRIPTION_GENERATED", "OOO_CREATED", "AFTER_HOSTS_CAL_VIDEO_NO_SHOW", "AFTER_GUESTS_CAL_VIDEO_NO_SHOW", "FORM_SUBMITTED_NO_EVENT",
        "DELEGATION_CREDENTIAL_ERROR", "WRONG_ASSIGNMENT_REPORT", "BOOKING_LOCATION_UPDATED",
    ];

    /// <summary>Subscribes.</summary>
    public Answer Create(CalComCall call)
    {
        if (RefuseOwner(call, out var eventType) is { } foreign)
            return foreign;
        var body = call.Request.Json() as JsonObject ?? [];
        var problems = Problems(body);
        if (BookingWish.Text(body["subscriberUrl"]) is null)
            problems.Add(new Problem("subscriberUrl", "subscriberUrl must be a string"));
        if (body["triggers"] is null)
            problems.Add(new Problem("triggers", "triggers must be an array"));
        if (body["active"] is null)
            problems.Add(new Problem("active", "active must be a boolean value"));
        if (problems.Count > 0)
            return call.WrongGlobally(problems);
        if (RefuseAddress(call, (string)body["subscriberUrl"]!, eventType, except: null, out var to) is { } refused)
            return refused;
        var webhook = new CalComWebhook(
            Guid.NewGuid().ToString(), call.Account.Id, eventType, to, [.. ((JsonArray)body["triggers"]!).Select(each => (string)each!)], (bool)body["active"]!, BookingWish.Text(body["secret"]), BookingWish.Text(body["payloadTemplate"]));
        state.Webhooks.Add(webhook);
        return CalComCall.Ok(Described(webhook), 201);
    }

    /// <summary>The account's, or the event type's.</summary>
    public Answer List(CalComCall call) => RefuseOwner(call, out var eventType)
        ?? CalComCall.Ok(new JsonArray([.. state.Webhooks.Where(each => each.AccountId == call.Account.Id && each.EventTypeId == eventType).Select(Described)]));

    /// <summary>One.</summary>
    public Answer Get(CalComCall call) => WithOne(call, at => CalComCall.Ok(Described(state.Webhooks[at])));

    /// <summary>Changes what is given.</summary>
    public Answer Change(CalComCall call) => WithOne(call, at =>
    {
        var body = call.Request.Json() as JsonObject ?? [];
        if (Problems(body) is { Count: > 0 } problems)
            return call.WrongGlobally(problems);
        var webhook = state.Webhooks[at];
        if (BookingWish.Text(body["subscriberUrl"]) is { } address)
        {
            if (RefuseAddress(call, address, webhook.EventTypeId, webhook.Id, out var to) is { } refused)
                return refused;
            webhook = webhook with { SubscriberUrl = to };
        }

        state.Webhooks[at] = webhook with
        {
            Active = (bool?)body["active"] ?? webhook.Active,
            Triggers = body["triggers"] is JsonArray triggers ? [.. triggers.Select(each => (string)each!)] : webhook.Triggers,
            Secret = BookingWish.Text(body["secret"]) ?? webhook.Secret,
            PayloadTemplate = BookingWish.Text(body["payloadTemplate"]) ?? webhook.PayloadTemplate,
        };
        return CalComCall.Ok(Described(state.Webhooks[at]));
    });

    /// <summary>Ends a subscription.</summary>
    public Answer Delete(CalComCall call) => WithOne(call, at =>
    {
        var gone = state.Webhooks[at];
        state.Webhooks.RemoveAt(at);
        return CalComCall.Ok(Described(gone));
    });

    /// <summary>Tells every active subscriber of the host what happened to a booking; <paramref name="old"/> is the one it replaces.</summary>
    public void Tell(string trigger, CalComBooking booking, CalComBooking? old = null)
    {
        var heard = state.Webhooks.Where(each => each.Active && each.AccountId == booking.EventType.OwnerId && each.Triggers.Contains(trigger) && (each.EventTypeId is null || each.EventTypeId == booking.EventType.Id));
        foreach (var webhook in heard)
        {
            var body = Answer.Text(new JsonObject { ["triggerEvent"] = trigger, ["createdAt"] = CalComCall.Text(state.Now), ["payload"] = Payload(booking, old) });
            sender.Send(new WebhookLetter(webhook.Id, webhook.SubscriberUrl, trigger, body, bytes =>
            [
                ("X-Cal-Signature-256", Signature(webhook.Secret, bytes)),
                ("x-cal-webhook-version", "2021-10-20"),
            ]));
        }
    }

    /// <summary>Lower-case hex HMAC of the exact bytes; without a secret a fixed text.</summary>
    public static string Signature(string? secret, byte[] body) =>
        secret is null ? "no-secret-provided" : Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    private JsonObject Payload(CalComBooking booking, CalComBooking? old)
    {
        var host = state.OwnerOf(booking.EventType);
        var (location, url) = CalComJson.Where(state, booking);
        var metadata = booking.ReadMetadata();
        if (url is not null)
            metadata["videoCallUrl"] = url;
        var payload = new JsonObject
        {
            ["type"] = booking.EventType.Slug,
            ["title"] = $"{booking.EventType.Title} between {host.Name} and {booking.Name}",
            ["startTime"] = CalComCall.Text(booking.Start),
            ["endTime"] = CalComCall.Text(booking.End),
            ["organizer"] = new JsonObject { ["id"] = host.Id, ["name"] = host.Name, ["email"] = host.Email, ["username"] = host.Username, ["timeZone"] = host.TimeZone },
            ["attendees"] = new JsonArray(new JsonObject { ["name"] = booking.Name, ["email"] = booking.Email, ["timeZone"] = booking.TimeZone, ["language"] = new JsonObject { ["locale"] = booking.Language }, ["phoneNumber"] = booking.Phone }),
            ["responses"] = new JsonObject(((JsonObject)JsonNode.Parse(booking.Responses)!).Select(each => KeyValuePair.Create<string, JsonNode?>(each.Key, new JsonObject { ["label"] = each.Key, ["value"] = each.Value?.DeepClone() }))),
            ["location"] = location,
            ["uid"] = booking.Uid,
            ["bookingId"] = booking.Id,
            ["eventTypeId"] = booking.EventType.Id,
            ["eventTitle"] = booking.EventType.Title,
            ["length"] = (int)booking.When.Duration.TotalMinutes,
            ["status"] = booking.Status.ToUpperInvariant(),
            ["metadata"] = metadata,
        };
        if (booking.Status is "cancelled" or "rejected")
            payload["cancellationReason"] = booking.CancellationReason;
        if (old is not null)
        {
            payload["rescheduleUid"] = old.Uid;
            payload["rescheduleId"] = old.Id;
            payload["rescheduleStartTime"] = CalComCall.Text(old.Start);
            payload["rescheduleEndTime"] = CalComCall.Text(old.End);
        }

        return payload;
    }

    private Answer? RefuseOwner(CalComCall call, out int? eventType)
    {
        eventType = null;
        if (!call.Route.ContainsKey("eventTypeId"))
            return null;
        if (!int.TryParse(call["eventTypeId"], out var id) || !state.EventTypes.TryGetValue(id, out var type))
            return call.Error(404, $"Event type with id {call["eventTypeId"]} not found");
        eventType = id;
        return type.OwnerId == call.Account.Id ? null : call.Error(403, $"User is not the owner of event type {id}");
    }

    private Answer WithOne(CalComCall call, Func<int, Answer> act)
    {
        var at = state.Webhooks.FindIndex(each => each.Id == call["webhookId"]);
        if (at < 0)
            return call.Error(404, $"Webhook ({call["webhookId"]}) not found");
        return state.Webhooks[at].AccountId == call.Account.Id ? act(at) : call.Error(403, "User is not the owner of the webhook");
    }

    private Answer? RefuseAddress(CalComCall call, string text, int? eventType, string? except, out Uri to)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out to!) || to.Scheme is not ("http" or "https"))
            return call.WrongGlobally([new Problem("subscriberUrl", "subscriberUrl must be a URL address")]);
        var isAddress = IPAddress.TryParse(to.Host, out var address);
        var isPrivate = to.IsLoopback || (isAddress && address!.GetAddressBytes() is [10, ..] or [192, 168, ..] or [172, >= 16 and < 32, ..] or [169, 254, ..]);
        if (to.Host is "169.254.169.254" or "metadata.google.internal" || (state.Switches.HostedAddressRule && (to.Scheme != "https" || isPrivate)))
            return call.Error(400, "Webhook subscriber url is not allowed: it must be a public https address");
        var url = to;
        return state.Webhooks.Exists(each => each.AccountId == call.Account.Id && each.EventTypeId == eventType && each.SubscriberUrl == url && each.Id != except)
            ? call.Error(409, "Webhook with this subscriber url already exists for this user")
            : null;
    }

    private static List<Problem> Problems(JsonObject body)
    {
        var problems = body.Select(each => each.Key).Except(["active", "subscriberUrl", "triggers", "secret", "payloadTemplate", "version"]).Select(Problem.Unknown).ToList();
        if (body["triggers"] is { } triggers && (triggers is not JsonArray list || !list.All(each => BookingWish.Text(each) is { } trigger && Triggers.Contains(trigger))))
            problems.Add(new Problem("triggers", $"each value in triggers must be one of the following values: {string.Join(", ", Triggers)}"));
        if (body["active"] is { } active && active.GetValueKind() is not (System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False))
            problems.Add(new Problem("active", "active must be a boolean value"));
        foreach (var name in new[] { "subscriberUrl", "secret", "payloadTemplate" }.Where(each => body[each] is { } value && BookingWish.Text(value) is null))
            problems.Add(new Problem(name, $"{name} must be a string"));
        if (body["version"] is { } version && BookingWish.Text(version) is not "2021-10-20")
            problems.Add(new Problem("version", "version must be one of the following values: 2021-10-20"));
        return problems;
    }

    private static JsonObject Described(CalComWebhook webhook)
    {
        var described = new JsonObject
        {
            ["id"] = webhook.Id,
            ["subscriberUrl"] = webhook.SubscriberUrl.OriginalString,
            ["triggers"] = new JsonArray([.. webhook.Triggers.Select(each => (JsonNode)each)]),
            ["active"] = webhook.Active,
            ["payloadTemplate"] = webhook.PayloadTemplate,
            ["secret"] = webhook.Secret,
        };
        if (webhook.EventTypeId is { } eventType)
            described["eventTypeId"] = eventType;
        else
            described["userId"] = webhook.AccountId;
        return described;
    }
}
