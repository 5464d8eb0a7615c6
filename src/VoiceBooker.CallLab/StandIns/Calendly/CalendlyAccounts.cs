using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>What an organization pays; it decides the rate limits, and before <see cref="CalendlySwitches.FreePlanBooksFrom"/> who may book by API.</summary>
internal enum CalendlyPlan
{
    /// <summary>50 requests a minute.</summary>
    Free,

    /// <summary>Five bookings by API a day.</summary>
    Trial,

    /// <summary>500 requests a minute; 10 bookings a minute, 50 an hour, 100 a day.</summary>
    Paid,

    /// <summary>500 requests a minute, bookings included.</summary>
    Enterprise,
}

/// <summary>An organization.</summary>
internal sealed class CalendlyOrganization
{
    /// <summary>Last segment of its URI.</summary>
    public string Uuid { get; init; } = Guid.NewGuid().ToString();

    /// <summary>Its name; shown on pages only.</summary>
    public required string Name { get; init; }

    /// <summary>What it pays.</summary>
    public CalendlyPlan Plan { get; set; } = CalendlyPlan.Paid;

    /// <summary>Path of its URI.</summary>
    public string Path => $"/organizations/{Uuid}";
}

/// <summary>Caps over all event types of a host; null: none. Days, weeks (from Monday) and months are those of the host's zone.</summary>
internal sealed record MeetingLimits(int? Daily = null, int? Weekly = null, int? Monthly = null);

/// <summary>Somebody with an account.</summary>
internal sealed class CalendlyUser
{
    /// <summary>Last segment of their URI.</summary>
    public string Uuid { get; init; } = Guid.NewGuid().ToString();

    /// <summary>Where they belong.</summary>
    public required CalendlyOrganization Organization { get; init; }

    /// <summary>Full name.</summary>
    public required string Name { get; init; }

    /// <summary>Address.</summary>
    public required string Email { get; init; }

    /// <summary>First segment of their public pages.</summary>
    public required string Slug { get; init; }

    /// <summary>When they work, in their zone.</summary>
    public required WorkingHours Hours { get; set; }

    /// <summary>Owner or administrator of the organization, who sees everybody's events.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>Blocks of their external calendars.</summary>
    public List<Interval> Busy { get; } = [];

    /// <summary>Caps over all event types.</summary>
    public MeetingLimits Limits { get; set; } = new();

    /// <summary>Since when the account exists.</summary>
    public Instant CreatedAt { get; init; } = Instant.FromUtc(2026, 1, 5, 9, 0);

    /// <summary>Path of their URI.</summary>
    public string Path => $"/users/{Uuid}";
}

/// <summary>A bearer token, personal or of an OAuth application.</summary>
internal sealed class CalendlyToken
{
    /// <summary>Its text.</summary>
    public required string Text { get; init; }

    /// <summary>On whose behalf it acts.</summary>
    public required CalendlyUser User { get; init; }

    /// <summary>What it may do; null: all (personal tokens made before 2026-03-03).</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The application it was given to; null: a personal token.</summary>
    public CalendlyApp? App { get; init; }

    /// <summary>When it ends; null: never.</summary>
    public Instant? ExpiresAt { get; init; }

    /// <summary>Taken back.</summary>
    public bool Revoked { get; set; }

    /// <summary>Whether it may do what needs <paramref name="scope"/>; a write scope holds its read scope.</summary>
    public bool Allows(string scope) =>
        Scopes is null || Scopes.Contains(scope) || (scope.EndsWith(":read", StringComparison.Ordinal) && Scopes.Contains(scope[..^5] + ":write"));
}

/// <summary>An OAuth application.</summary>
internal sealed class CalendlyApp
{
    /// <summary>Its identity.</summary>
    public required string ClientId { get; init; }

    /// <summary>Secret of a web application; null: a native one, which must use PKCE.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>Shown on the page that asks for consent.</summary>
    public required string Name { get; init; }

    /// <summary>Signs the webhooks of all its subscriptions.</summary>
    public required string SigningKey { get; init; }

    /// <summary>Where the browser may return to, compared as text; empty: any loopback address (the lab's own mercy: a server under test has a port of its own).</summary>
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    /// <summary>Sandbox applications may use <c>http://</c>, production ones HTTPS only.</summary>
    public bool Sandbox { get; init; } = true;

    /// <summary>What it may ask for.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = CalendlyScopes.Booking;
}

/// <summary>Names of rights.</summary>
internal static class CalendlyScopes
{
    /// <summary>Reading oneself.</summary>
    public const string Users = "users:read";

    /// <summary>Reading event types.</summary>
    public const string EventTypes = "event_types:read";

    /// <summary>Reading free and busy times.</summary>
    public const string Availability = "availability:read";

    /// <summary>Reading events and invitees.</summary>
    public const string ReadEvents = "scheduled_events:read";

    /// <summary>Booking, cancelling, no-shows.</summary>
    public const string WriteEvents = "scheduled_events:write";

    /// <summary>Single-use links.</summary>
    public const string WriteLinks = "scheduling_links:write";

    /// <summary>Reading webhook subscriptions.</summary>
    public const string ReadWebhooks = "webhooks:read";

    /// <summary>Making and deleting webhook subscriptions.</summary>
    public const string WriteWebhooks = "webhooks:write";

    /// <summary>All that a booking assistant needs.</summary>
    public static readonly IReadOnlyList<string> Booking = [Users, EventTypes, Availability, WriteEvents, WriteLinks, WriteWebhooks];
}
