using System.Text.Json.Nodes;
using NodaTime;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary>One booking as it stands; changes make a new value.</summary>
internal sealed record CalComBooking
{
    /// <summary>Number.</summary>
    public required int Id { get; init; }

    /// <summary>22 characters.</summary>
    public required string Uid { get; init; }

    /// <summary>What was booked.</summary>
    public required CalComEventType EventType { get; init; }

    /// <summary>accepted, pending, cancelled or rejected.</summary>
    public required string Status { get; init; }

    /// <summary>Beginning.</summary>
    public required Instant Start { get; init; }

    /// <summary>End.</summary>
    public required Instant End { get; init; }

    /// <summary>Booker's name.</summary>
    public required string Name { get; init; }

    /// <summary>Booker's address; a placeholder when only a number was given.</summary>
    public required string Email { get; init; }

    /// <summary>Booker's number.</summary>
    public string? Phone { get; init; }

    /// <summary>Booker's zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Booker's language.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Addresses of guests.</summary>
    public IReadOnlyList<string> Guests { get; init; } = [];

    /// <summary>Where; a meeting app by name.</summary>
    public required CalComLocation Location { get; init; }

    /// <summary>As sent, as JSON text.</summary>
    public string Metadata { get; init; } = "{}";

    /// <summary>Answers by slug, as JSON text.</summary>
    public string Responses { get; init; } = "{}";

    /// <summary>When it was made.</summary>
    public required Instant Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required Instant Updated { get; init; }

    /// <summary>The same through all moves.</summary>
    public required string IcsUid { get; init; }

    /// <summary>Why it was cancelled or declined.</summary>
    public string CancellationReason { get; init; } = "";

    /// <summary>Who cancelled.</summary>
    public string CancelledBy { get; init; } = "";

    /// <summary>Why it was moved.</summary>
    public string? ReschedulingReason { get; init; }

    /// <summary>Who moved it.</summary>
    public string? RescheduledBy { get; init; }

    /// <summary>The booking it replaces.</summary>
    public string? RescheduledFrom { get; init; }

    /// <summary>The booking that replaces it.</summary>
    public string? RescheduledTo { get; init; }

    /// <summary>The time it takes.</summary>
    public Interval When => new(Start, End);

    /// <summary>Accepted or pending.</summary>
    public bool IsActive => Status is "accepted" or "pending";

    /// <summary>The booking's metadata by key, as its maker sent it.</summary>
    public JsonObject ReadMetadata() => (JsonObject)JsonNode.Parse(Metadata)!;
}

/// <summary>A hold. It keeps others from holding the same time and hides it from the slots; it does not keep anybody from booking.</summary>
/// <param name="Uid">Identity.</param>
/// <param name="EventTypeId">For what.</param>
/// <param name="When">The time held.</param>
/// <param name="Minutes">How long it was asked for.</param>
/// <param name="Until">When it ends.</param>
internal sealed record CalComReservation(string Uid, int EventTypeId, Interval When, int Minutes, Instant Until);

/// <summary>A webhook subscription; of a user, or of one event type.</summary>
internal sealed record CalComWebhook(string Id, int AccountId, int? EventTypeId, Uri SubscriberUrl, IReadOnlyList<string> Triggers, bool Active, string? Secret, string? PayloadTemplate);
