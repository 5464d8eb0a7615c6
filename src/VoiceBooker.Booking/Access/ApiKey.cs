using NodaTime;

namespace VoiceBooker.Booking.Access;

/// <summary>A key to the JSON API; a row of <c>api_keys</c>. The key itself is shown once and nowhere kept.</summary>
public sealed class ApiKey
{
    /// <summary>Identity.</summary>
    public Guid Id { get; set; }

    /// <summary>What it is for, in the words of whoever made it.</summary>
    public string Name { get; set; } = "";

    /// <summary>The first characters, to tell keys apart.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>SHA-256 of the key, hex; unique. The key has 256 random bits, so that a slow hash would add nothing.</summary>
    public string Hash { get; set; } = "";

    /// <summary>What it opens, of <see cref="ApiScopes"/>.</summary>
    public List<string> Scopes { get; set; } = [];

    /// <summary>Who made it.</summary>
    public string MadeBy { get; set; } = "";

    /// <summary>When it was made.</summary>
    public Instant CreatedAt { get; set; }

    /// <summary>Until when it works; null: until it is revoked.</summary>
    public Instant? ExpiresAt { get; set; }

    /// <summary>When it was revoked; null: it works.</summary>
    public Instant? RevokedAt { get; set; }

    /// <summary>When it was last used, to the minute.</summary>
    public Instant? LastUsedAt { get; set; }
}

/// <summary>What an API key may open.</summary>
public static class ApiScopes
{
    /// <summary>Looking at everything but recordings and what was said: summaries, what the person told and reasons given in calls are left out.</summary>
    public const string Read = "read";

    /// <summary>Journals and recordings, and what was said, wherever it is shown.</summary>
    public const string Calls = "calls:read";

    /// <summary>Making and cancelling calls.</summary>
    public const string Dial = "calls:write";

    /// <summary>Campaigns, their contacts, and the do-not-call list, but for taking off what a person asked for.</summary>
    public const string Campaigns = "campaigns:write";

    /// <summary>Taking off the do-not-call list what a person asked for; with <see cref="Campaigns"/>.</summary>
    public const string RemoveWishes = "do-not-call:remove";

    /// <summary>Assistants, events, calendars, connections, bookings and tasks.</summary>
    public const string Setup = "setup:write";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [Read, Calls, Dial, Campaigns, RemoveWishes, Setup];
}

/// <summary>An answer that is given again when the same request comes again; a row of <c>idempotent_requests</c>.</summary>
public sealed class IdempotentRequest
{
    /// <summary>The key the caller gave, with the API key's identity before it; unique.</summary>
    public string Key { get; set; } = "";

    /// <summary>SHA-256 of method, path and body, hex: the same key with another request is a mistake.</summary>
    public string Fingerprint { get; set; } = "";

    /// <summary>The answer's HTTP status; 0 while the first request is being worked on.</summary>
    public int Status { get; set; }

    /// <summary>The answer's body.</summary>
    public string Body { get; set; } = "";

    /// <summary>The answer's media type; empty for an answer without a body.</summary>
    public string ContentType { get; set; } = "";

    /// <summary>The answer's <c>Location</c>; empty: none.</summary>
    public string Location { get; set; } = "";

    /// <summary>When it came first.</summary>
    public Instant At { get; set; }
}
