using NodaTime;

namespace VoiceBooker.Booking.Hooks;

/// <summary>A system of the owner's that is told what happens here; a row of <c>hook_endpoints</c>.</summary>
public sealed class HookEndpoint
{
    /// <summary>Identity.</summary>
    public Guid Id { get; set; }

    /// <summary>What people here call it.</summary>
    public string Name { get; set; } = "";

    /// <summary>Where it is told: an https:// address (http:// on loopback addresses only).</summary>
    public string Url { get; set; } = "";

    /// <summary>What it is told of, of <see cref="HookKinds"/>; empty: everything.</summary>
    public List<string> Kinds { get; set; } = [];

    /// <summary>The secret that signs, encrypted.</summary>
    public string Secret { get; set; } = "";

    /// <summary>The secret before the last rotation, encrypted; signs as well until <see cref="FormerUntil"/>. Empty: none.</summary>
    public string FormerSecret { get; set; } = "";

    /// <summary>Until when the former secret signs as well.</summary>
    public Instant? FormerUntil { get; set; }

    /// <summary>Whether it is told at all.</summary>
    public bool Active { get; set; } = true;

    /// <summary>When it was made.</summary>
    public Instant CreatedAt { get; set; }
}

/// <summary>What the owner's systems can be told of.</summary>
public static class HookKinds
{
    /// <summary>A call ended, with its outcome, summary and fields.</summary>
    public const string CallEnded = "call.ended";

    /// <summary>A meeting was booked.</summary>
    public const string BookingMade = "booking.made";

    /// <summary>A meeting was moved.</summary>
    public const string BookingMoved = "booking.moved";

    /// <summary>A meeting was cancelled.</summary>
    public const string BookingCancelled = "booking.cancelled";

    /// <summary>A person asked never to be called again.</summary>
    public const string OptedOut = "contact.opted-out";

    /// <summary>A person took back, by a text message, an opt-out that a text message of theirs had made.</summary>
    public const string OptedIn = "contact.opted-in";

    /// <summary>A person wanted to see whether it works; sent to one system, asked for or not.</summary>
    public const string Test = "test";

    /// <summary>All a system can choose from.</summary>
    public static readonly IReadOnlyList<string> All = [CallEnded, BookingMade, BookingMoved, BookingCancelled, OptedOut, OptedIn];
}
