using NodaTime;

namespace VoiceBooker.Booking.Dialling.Gate;

/// <summary>What the dial gate must know of one call besides the contact and the rules.</summary>
internal sealed record DialFacts
{
    /// <summary>The caller ID that would be shown, E.164; empty: there is none to show.</summary>
    public required string From { get; init; }

    /// <summary>The numbers we own; null: nobody can tell now.</summary>
    public required IReadOnlySet<string>? OwnNumbers { get; init; }

    /// <summary>The entry of the do-not-call list that holds for this call; null: the number is not on it.</summary>
    public DoNotCallEntry? Listed { get; init; }

    /// <summary>When the person opted out who has taken that back since: no consent counts that is not younger. Null: never.</summary>
    public Instant? OptedOutAt { get; init; }

    /// <summary>When the number was called within the time over which attempts count, over all campaigns and single calls, ascending.</summary>
    public IReadOnlyList<Instant> AttemptedAt { get; init; } = [];

    /// <summary>Whether the number is being called just now, for whatever purpose, or has called us and is on the line.</summary>
    public bool OnTheLine { get; init; }

    /// <summary>Whether it is a number of the house: one we own, or an assistant's own or transfer number.</summary>
    public bool OfTheHouse { get; init; }
}

/// <summary>What the gate says of one call.</summary>
/// <param name="Decision">Every rule's word, and when to ask again; without identity and attempt.</param>
/// <param name="EndsAs">For a refusal for good: the contact's disposition. Empty otherwise.</param>
/// <param name="Remark">Why it was refused, in a sentence; empty when it was not.</param>
internal sealed record GateAnswer(DialDecision Decision, string EndsAs, string Remark);
