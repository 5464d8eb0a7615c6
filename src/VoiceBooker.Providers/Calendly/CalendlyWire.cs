using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace VoiceBooker.Providers.Calendly;

/// <summary>A single answer.</summary>
internal sealed record One<T>(T? Resource);

/// <summary>A page of a list.</summary>
internal sealed record Many<T>(IReadOnlyList<T>? Collection, Paging? Pagination);

internal sealed record Paging(string? NextPageToken);

internal sealed record WireUser(string? Uri, string? Name, string? Email, string? Timezone, string? CurrentOrganization);

internal sealed record WireEventType(
    string? Uri,
    string? Name,
    bool? Active,
    int? Duration,
    IReadOnlyList<int>? DurationOptions,
    string? Kind,
    string? PoolingType,
    string? Type,
    string? BookingMethod,
    bool? IsPaid,
    string? DeletedAt,
    IReadOnlyList<WireQuestion>? CustomQuestions,
    IReadOnlyList<WirePlace>? Locations);

internal sealed record WireQuestion(string? Name, string? Type, int? Position, bool? Enabled, bool? Required, IReadOnlyList<string>? AnswerChoices, bool? IncludeOther);

/// <summary>A way to meet that an event type offers.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Location">Address or words, for some kinds.</param>
/// <param name="PhoneNumber">The number to call, for one kind; seen as text, tolerated as a number.</param>
internal sealed record WirePlace(string? Kind, string? Location, JsonElement? PhoneNumber);

internal sealed record WireTime(string? Status, int? InviteesRemaining, string? StartTime);

/// <summary>Somebody who booked; in webhooks together with the event.</summary>
internal sealed record WireInvitee(
    string? Uri,
    string? Status,
    string? Event,
    WireTracking? Tracking,
    bool? Rescheduled,
    string? OldInvitee,
    string? NewInvitee,
    WireCancellation? Cancellation,
    WireEvent? ScheduledEvent)
{
    /// <summary>Whether they come.</summary>
    [JsonIgnore]
    public bool Comes => Status == "active";
}

internal sealed record WireCancellation(string? CanceledBy, string? Reason, string? CancelerType);

/// <summary>A meeting.</summary>
internal sealed record WireEvent(string? Uri, string? Status, string? StartTime, string? EndTime, WireHeldPlace? Location, WireCounter? InviteesCounter, WireCancellation? Cancellation)
{
    /// <summary>Whether it takes place.</summary>
    [JsonIgnore]
    public bool Stands => Status == "active";
}

internal sealed record WireHeldPlace(string? Type, string? Location, string? JoinUrl);

internal sealed record WireCounter(int? Total, int? Active, int? Limit);

internal sealed record WireError(string? Title, string? Message, IReadOnlyList<WireDetail>? Details, IReadOnlyList<string>? RequiredScopes);

internal sealed record WireDetail(string? Parameter, string? Message, string? Code);

internal sealed record WireToken(string? AccessToken, string? RefreshToken, long? ExpiresIn, string? Scope);

internal sealed record WireOAuthError(string? Error, string? ErrorDescription);

internal sealed record WireSubscription(string? Uri, string? CallbackUrl, string? State);

internal sealed record WireNews(string? Event, string? CreatedAt, WireInvitee? Payload);

/// <summary>All six or none must be sent; null is allowed.</summary>
internal sealed record WireTracking(string? UtmCampaign, string? UtmSource, string? UtmMedium, string? UtmContent, string? UtmTerm, string? SalesforceUuid);

internal sealed record BookingBody(
    string EventType,
    string StartTime,
    BookingInvitee Invitee,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BookingPlace? Location,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<BookingAnswer>? QuestionsAndAnswers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? EventGuests,
    WireTracking Tracking);

internal sealed record BookingInvitee(
    string Name,
    string Email,
    string Timezone,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TextReminderNumber);

internal sealed record BookingPlace(string Kind, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Location);

internal sealed record BookingAnswer(string Question, string Answer, int Position);

internal sealed record CancelBody([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason);

internal sealed record SubscribeBody(
    string Url,
    IReadOnlyList<string> Events,
    string Organization,
    string User,
    string Scope,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SigningKey);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(One<WireUser>), TypeInfoPropertyName = "User")]
[JsonSerializable(typeof(One<WireEventType>), TypeInfoPropertyName = "EventType")]
[JsonSerializable(typeof(Many<WireEventType>), TypeInfoPropertyName = "EventTypes")]
[JsonSerializable(typeof(Many<WireTime>), TypeInfoPropertyName = "Times")]
[JsonSerializable(typeof(One<WireInvitee>), TypeInfoPropertyName = "Invitee")]
[JsonSerializable(typeof(Many<WireInvitee>), TypeInfoPropertyName = "Invitees")]
[JsonSerializable(typeof(One<WireEvent>), TypeInfoPropertyName = "Event")]
[JsonSerializable(typeof(Many<WireEvent>), TypeInfoPropertyName = "Events")]
[JsonSerializable(typeof(One<WireSubscription>), TypeInfoPropertyName = "Subscription")]
[JsonSerializable(typeof(Many<WireSubscription>), TypeInfoPropertyName = "Subscriptions")]
[JsonSerializable(typeof(WireError), TypeInfoPropertyName = "Error")]
[JsonSerializable(typeof(WireToken), TypeInfoPropertyName = "Token")]
[JsonSerializable(typeof(WireOAuthError), TypeInfoPropertyName = "OAuthError")]
[JsonSerializable(typeof(WireNews), TypeInfoPropertyName = "News")]
[JsonSerializable(typeof(BookingBody))]
[JsonSerializable(typeof(CancelBody))]
[JsonSerializable(typeof(SubscribeBody))]
internal sealed partial class CalendlyJson : JsonSerializerContext;

/// <summary>Times as they go over the wire: UTC, out to the second, in with six digits of fraction.</summary>
internal static class WireInstant
{
    /// <summary>Without a fraction; what lies between two seconds becomes the earlier one.</summary>
    public static string Write(Instant at) => InstantPattern.General.Format(at);

    /// <summary>Null when it is no time.</summary>
    public static Instant? Read(string? text) =>
        text is not null && OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var at } ? at.ToInstant() : null;
}

/// <summary>Things are named by whole URIs; paths take the last segment. Only segments are ever used of a URI that came in: our credential goes to the connection's own address and nowhere else.</summary>
internal static class WireUri
{
    /// <summary>The last segment, ready for a path; empty when there is none.</summary>
    public static string Segment(string? uri) => Uri.EscapeDataString((uri ?? "").TrimEnd('/').Split('/')[^1]);

    /// <summary>The two segments of an invitee's URI (<c>…/scheduled_events/{event}/invitees/{invitee}</c>); null when it is none.</summary>
    public static (string Event, string Invitee)? Invitee(string? uri)
    {
        var parts = (uri ?? "").TrimEnd('/').Split('/');
        return parts is [.., "scheduled_events", { Length: > 0 } held, "invitees", { Length: > 0 } invitee] ? (Uri.EscapeDataString(held), Uri.EscapeDataString(invitee)) : null;
    }
}
