using NodaTime;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>Who cancelled, when and why.</summary>
/// <param name="By">Their name.</param>
/// <param name="Reason">Why, if they said.</param>
/// <param name="At">When.</param>
/// <param name="Type"><c>host</c> or <c>invitee</c>.</param>
internal sealed record Cancellation(string By, string? Reason, string Type, Instant At);

/// <summary>An answer to a custom question.</summary>
internal sealed record GivenAnswer(string Question, string Answer, int Position);

/// <summary>What the caller of the API tells about the booking's origin.</summary>
internal sealed record Tracking(string? Campaign, string? Source, string? Medium, string? Content, string? Term, string? Salesforce)
{
    /// <summary>Nothing.</summary>
    public static readonly Tracking None = new(null, null, null, null, null, null);
}

/// <summary>An invitee who did not come.</summary>
internal sealed record NoShow(string Uuid, Instant At)
{
    /// <summary>Path of its URI.</summary>
    public string Path => $"/invitee_no_shows/{Uuid}";
}

/// <summary>A meeting in the hosts' calendars.</summary>
internal sealed class ScheduledEvent
{
    /// <summary>Last segment of its URI.</summary>
    public string Uuid { get; } = Guid.NewGuid().ToString();

    /// <summary>What was booked.</summary>
    public required CalendlyEventType Type { get; init; }

    /// <summary>When.</summary>
    public required Interval Slot { get; init; }

    /// <summary>Who holds it.</summary>
    public required IReadOnlyList<CalendlyUser> Hosts { get; init; }

    /// <summary>Where; null: nothing was set.</summary>
    public OfferedLocation? Location { get; init; }

    /// <summary>When it was booked.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>Its last change.</summary>
    public Instant UpdatedAt { get; set; }

    /// <summary>Set when it is cancelled.</summary>
    public Cancellation? Cancellation { get; set; }

    /// <summary>Everybody who booked it, cancelled ones included.</summary>
    public List<Invitee> Invitees { get; } = [];

    /// <summary>Further addresses.</summary>
    public List<(string Email, Instant At)> Guests { get; } = [];

    /// <summary>Whether it takes place.</summary>
    public bool Active => Cancellation is null;

    /// <summary>Invitees who will come.</summary>
    public int ActiveInvitees => Invitees.Count(invitee => invitee.Active);

    /// <summary>Path of its URI.</summary>
    public string Path => $"/scheduled_events/{Uuid}";

    /// <summary>The time it blocks, buffers included.</summary>
    public Interval Blocked => new(Slot.Start - Duration.FromMinutes(Type.BeforeBuffer), Slot.End + Duration.FromMinutes(Type.AfterBuffer));
}

/// <summary>Somebody who booked.</summary>
internal sealed class Invitee
{
    /// <summary>Last segment of the URI.</summary>
    public string Uuid { get; } = Guid.NewGuid().ToString();

    /// <summary>What they come to.</summary>
    public required ScheduledEvent Event { get; init; }

    /// <summary>What they said about themselves.</summary>
    public required InviteeForm Form { get; init; }

    /// <summary><c>api</c>, <c>instant_book</c>; null: their own hand.</summary>
    public string? Method { get; init; }

    /// <summary>When they booked.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>The last change.</summary>
    public Instant UpdatedAt { get; set; }

    /// <summary>Set when they will not come.</summary>
    public Cancellation? Cancellation { get; set; }

    /// <summary>They moved: <see cref="NewInvitee"/> is the same person at another time.</summary>
    public bool Rescheduled { get; set; }

    /// <summary>The same person before they moved here.</summary>
    public Invitee? OldInvitee { get; init; }

    /// <summary>The same person where they moved to.</summary>
    public Invitee? NewInvitee { get; set; }

    /// <summary>Set when they did not come.</summary>
    public NoShow? NoShow { get; set; }

    /// <summary>Whether they will come.</summary>
    public bool Active => Cancellation is null;

    /// <summary>Path of the URI.</summary>
    public string Path => $"{Event.Path}/invitees/{Uuid}";
}
