using NodaTime;

namespace VoiceBooker.Booking.Dialling;

/// <summary>One rule's word on one call.</summary>
/// <param name="Rule">The rule: "consent", "do-not-call", "window", "weekday", "holiday", "attempts", "caller-id", "number", "lifetime", "clock".</param>
/// <param name="Allows">Whether it lets the call pass.</param>
/// <param name="Because">The fact it rests on, in plain English.</param>
public sealed record RuleVerdict(string Rule, bool Allows, string Because);

/// <summary>What the dial gate decided about one contact at one moment; a row of <c>dial_decisions</c>, written before the call is made.</summary>
public sealed class DialDecision
{
    /// <summary>Identity; sorts by time.</summary>
    public Guid Id { get; set; }

    /// <summary>Whom it is about.</summary>
    public Guid ContactId { get; set; }

    /// <summary>The contact's campaign.</summary>
    public Guid? CampaignId { get; set; }

    /// <summary>The attempt that followed; null when the gate refused.</summary>
    public Guid? AttemptId { get; set; }

    /// <summary>When it was decided.</summary>
    public Instant At { get; set; }

    /// <summary>Whether the call was allowed: every rule must allow it.</summary>
    public bool Allowed { get; set; }

    /// <summary>What each rule said, in the order they were asked.</summary>
    public List<RuleVerdict> Verdicts { get; set; } = [];

    /// <summary>Which edition of the rules decided.</summary>
    public string Rules { get; set; } = "";

    /// <summary>When a refused contact is asked for again; null: never.</summary>
    public Instant? AgainAt { get; set; }
}
