using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>Everything as it stands on the wire: URIs, times in UTC with six digits, resources with all their fields.</summary>
internal sealed class CalendlyWire(CalendlySwitches switches)
{
    private static readonly InstantPattern Micros = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.ffffff'Z'");

    /// <summary>Scheme and host that all URIs begin with.</summary>
    public string Origin { get; set; } = "http://127.0.0.1";

    /// <summary>A moment.</summary>
    public static string Time(Instant at) => Micros.Format(at);

    /// <summary>A moment a client wrote: ISO 8601 with Z or an offset; null when it is none.</summary>
    public static Instant? ReadTime(string? text) =>
        text is not null && OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } read ? read.Value.ToInstant() : null;

    /// <summary>A whole URI.</summary>
    public string Uri(string path) => Origin + path;

    /// <summary>The last segment of a URI under <paramref name="collection"/>, whatever port the stand-in had when it was handed out; null for anything else.</summary>
    public static string? ReadUri(string? text, string collection)
    {
        if (!System.Uri.TryCreate(text, UriKind.Absolute, out var uri) || !(uri.IsLoopback || uri.Host == "api.calendly.com"))
            return null;
        return uri.AbsolutePath.Split('/') is ["", var name, { Length: > 0 } uuid] && name == collection ? uuid : null;
    }

    /// <summary>A user.</summary>
    public JsonObject Of(CalendlyUser user) => new()
    {
        ["uri"] = Uri(user.Path),
        ["name"] = user.Name,
        ["slug"] = user.Slug,
        ["email"] = user.Email,
        ["scheduling_url"] = Uri($"/{user.Slug}"),
        ["timezone"] = user.Hours.Zone.Id,
        ["time_notation"] = "12h",
        ["avatar_url"] = null,
        ["created_at"] = Time(user.CreatedAt),
        ["updated_at"] = Time(user.CreatedAt),
        ["current_organization"] = Uri(user.Organization.Path),
        ["resource_type"] = "User",
        ["locale"] = "en",
    };

    /// <summary>An event type.</summary>
    public JsonObject Of(CalendlyEventType type) => new()
    {
        ["uri"] = Uri(type.Path),
        ["name"] = type.Name,
        ["active"] = type.Active,
        ["booking_method"] = type.BookingMethod,
        ["slug"] = type.Slug,
        ["scheduling_url"] = Uri(type.PublicPath),
        ["duration"] = type.Minutes,
        ["duration_options"] = type.MinutesOptions is { } options ? new JsonArray([.. options.Select(minutes => JsonValue.Create(minutes))]) : null,
        ["kind"] = type.Kind,
        ["pooling_type"] = type.PoolingType,
        ["type"] = type.Type,
        ["color"] = "#8247f5",
        ["created_at"] = Time(type.CreatedAt),
        ["updated_at"] = Time(type.CreatedAt),
        ["internal_note"] = null,
        ["description_plain"] = type.Description,
        ["description_html"] = type.Description is { } text ? $"<p>{System.Net.WebUtility.HtmlEncode(text)}</p>" : null,
        ["profile"] = new JsonObject { ["type"] = type.PoolingType is null ? "User" : "Team", ["name"] = type.Owner.Name, ["owner"] = Uri(type.Owner.Path) },
        ["secret"] = type.Secret,
        ["deleted_at"] = null,
        ["admin_managed"] = type.AdminManaged,
        ["is_paid"] = type.IsPaid,
        ["position"] = type.Position,
        ["locale"] = "en",
        ["start_time_increment"] = type.Increment,
        ["before_buffer"] = type.BeforeBuffer,
        ["after_buffer"] = type.AfterBuffer,
        ["locations"] = type.Locations is { Count: > 0 } places ? new JsonArray([.. places.Select(Offered)]) : null,
        ["custom_questions"] = new JsonArray([.. type.Questions.Select(Question)]),
    };

    /// <summary>A scheduled event as it is at <paramref name="now"/>.</summary>
    public JsonObject Of(ScheduledEvent held, Instant now)
    {
        var body = new JsonObject
        {
            ["uri"] = Uri(held.Path),
            ["name"] = held.Type.Name,
            ["meeting_notes_plain"] = null,
            ["meeting_notes_html"] = null,
            ["status"] = held.Active ? "active" : "canceled",
            ["start_time"] = Time(held.Slot.Start),
            ["end_time"] = Time(held.Slot.End),
            ["event_type"] = Uri(held.Type.Path),
            ["location"] = Place(held, now),
            ["invitees_counter"] = new JsonObject { ["total"] = held.Invitees.Count, ["active"] = held.ActiveInvitees, ["limit"] = held.Type.Seats },
            ["created_at"] = Time(held.CreatedAt),
            ["updated_at"] = Time(held.UpdatedAt),
            ["event_memberships"] = new JsonArray([.. held.Hosts.Select(host => (JsonNode)new JsonObject
            {
                ["user"] = Uri(host.Path),
                ["user_email"] = host.Email,
                ["user_name"] = host.Name,
                ["buffered_start_time"] = Time(held.Blocked.Start),
                ["buffered_end_time"] = Time(held.Blocked.End),
            })]),
            ["event_guests"] = new JsonArray([.. held.Guests.Select(guest => (JsonNode)new JsonObject { ["email"] = guest.Email, ["created_at"] = Time(guest.At), ["updated_at"] = Time(guest.At) })]),
            ["calendar_event"] = null,
        };
        if (held.Cancellation is { } cancellation)
            body["cancellation"] = Of(cancellation);
        return body;
    }

    /// <summary>An invitee.</summary>
    public JsonObject Of(Invitee invitee)
    {
        var form = invitee.Form;
        var body = new JsonObject
        {
            ["uri"] = Uri(invitee.Path),
            ["email"] = form.Email,
            ["first_name"] = form.FirstName,
            ["last_name"] = form.LastName,
            ["name"] = form.Name,
            ["status"] = invitee.Active ? "active" : "canceled",
            ["questions_and_answers"] = new JsonArray([.. form.Answers.Select(given => (JsonNode)new JsonObject { ["question"] = given.Question, ["answer"] = given.Answer, ["position"] = given.Position })]),
            ["timezone"] = form.Zone,
            ["event"] = Uri(invitee.Event.Path),
            ["created_at"] = Time(invitee.CreatedAt),
            ["updated_at"] = Time(invitee.UpdatedAt),
            ["tracking"] = new JsonObject
            {
                ["utm_campaign"] = form.Tracking.Campaign,
                ["utm_source"] = form.Tracking.Source,
                ["utm_medium"] = form.Tracking.Medium,
                ["utm_content"] = form.Tracking.Content,
                ["utm_term"] = form.Tracking.Term,
                ["salesforce_uuid"] = form.Tracking.Salesforce,
            },
            ["text_reminder_number"] = form.TextReminderNumber,
            ["rescheduled"] = invitee.Rescheduled,
            ["old_invitee"] = invitee.OldInvitee is { } old ? Uri(old.Path) : null,
            ["new_invitee"] = invitee.NewInvitee is { } moved ? Uri(moved.Path) : null,
            ["cancel_url"] = Uri($"/cancellations/{invitee.Uuid}"),
            ["reschedule_url"] = Uri($"/reschedulings/{invitee.Uuid}"),
            ["routing_form_submission"] = null,
            ["payment"] = null,
            ["no_show"] = invitee.NoShow is { } missed ? new JsonObject { ["uri"] = Uri(missed.Path), ["created_at"] = Time(missed.At) } : null,
            ["reconfirmation"] = null,
            ["scheduling_method"] = invitee.Method,
            ["invitee_scheduled_by"] = null,
        };
        if (invitee.Cancellation is { } cancellation)
            body["cancellation"] = Of(cancellation);
        return body;
    }

    /// <summary>A cancellation.</summary>
    public static JsonObject Of(Cancellation cancellation) => new()
    {
        ["canceled_by"] = cancellation.By,
        ["reason"] = cancellation.Reason,
        ["canceler_type"] = cancellation.Type,
        ["created_at"] = Time(cancellation.At),
    };

    private static JsonNode Offered(OfferedLocation place)
    {
        var body = new JsonObject { ["kind"] = place.Kind };
        if (place.Text is not null)
            body["location"] = place.Text;
        if (place.PhoneNumber is not null)
            body["phone_number"] = place.PhoneNumber;
        if (place.AdditionalInfo is not null)
            body["additional_info"] = place.AdditionalInfo;
        return body;
    }

    private static JsonNode Question(CustomQuestion question, int position) => new JsonObject
    {
        ["name"] = question.Text,
        ["type"] = question.Type,
        ["position"] = position,
        ["enabled"] = question.Enabled,
        ["required"] = question.Required,
        ["answer_choices"] = new JsonArray([.. (question.Choices ?? []).Select(choice => JsonValue.Create(choice))]),
        ["include_other"] = question.IncludeOther,
    };

    private JsonObject? Place(ScheduledEvent held, Instant now)
    {
        if (held.Location is not { } place)
            return null;
        if (!OfferedLocation.IsConference(place.Kind))
            return new JsonObject { ["type"] = place.Kind, ["location"] = place.Text ?? place.PhoneNumber };
        var age = now - held.CreatedAt;
        var status = age < switches.ConferenceDelay / 2 ? "initiated"
            : age < switches.ConferenceDelay ? "processing"
            : switches.ConferencesFail ? "failed" : "pushed";
        var kind = place.Kind[..place.Kind.IndexOf('_', StringComparison.Ordinal)];
        return new JsonObject { ["type"] = place.Kind, ["status"] = status, ["join_url"] = status == "pushed" ? $"https://meet.example.com/{kind}/{held.Uuid}" : null };
    }
}
