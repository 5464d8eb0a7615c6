using NodaTime;
using VoiceBooker.Booking.Campaigns;

namespace VoiceBooker.Booking.Dialling;

/// <summary>What follows an attempt.</summary>
internal abstract record RetryStep
{
    private RetryStep() { }

    /// <summary>The person is called again, as far as the gate allows at that moment.</summary>
    public sealed record Again(Instant At) : RetryStep;

    /// <summary>The person was reached or is given up.</summary>
    public sealed record Done : RetryStep;
}

/// <summary>Which outcomes are tried again, when, and how often. Pure.</summary>
internal static class RetryPlan
{
    /// <summary>
    /// The rules of a single call. It is tried again only when the person asks for it, or when it never came to be a call: whoever asked for one call did not ask for three, and learns of a busy line at once.
    /// It is not held back by a lack of openings, but counts against campaigns that are.
    /// </summary>
    public static readonly CampaignRules ForSingleCalls = new() { PaceByOpenings = false, Retries = [new RetryRule(Dispositions.CallBack, 1440, 2)] };

    /// <summary>Outcomes that a wish to be called back does not change.</summary>
    private static readonly string[] Settled =
        [Dispositions.Booked, Dispositions.Moved, Dispositions.Cancelled, Dispositions.Transferred, Dispositions.OptedOut, Dispositions.NotInterested, Dispositions.WrongPerson, Dispositions.BadNumber, Dispositions.Refused, Dispositions.Expired];

    /// <summary>The rules that hold for a contact.</summary>
    /// <param name="contact">The contact.</param>
    /// <param name="campaign">Its campaign; null for a single call.</param>
    /// <param name="tested">The campaign of <see cref="Contact.TestOf"/>; null: it is no test, or what is asked for here is how it goes on, which is as with any single call.</param>
    public static CampaignRules RulesOf(Contact contact, Campaign? campaign, Campaign? tested = null) =>
        campaign?.Rules
        ?? (tested is not null ? tested.Rules with { IsTest = true, Advertises = false, PaceByOpenings = false, Retries = ForSingleCalls.Retries }
        : contact.IgnoreHolidays ? ForSingleCalls with { SkipHolidays = false }
        : ForSingleCalls);

    /// <summary>Whether a wish to be called back stands beside this outcome.</summary>
    public static bool LeavesWishStanding(string disposition) => !Settled.Contains(disposition, StringComparer.Ordinal);

    /// <summary>What follows.</summary>
    /// <param name="contact">The contact, with the attempt and its outcome counted already.</param>
    /// <param name="rules">The campaign's rules.</param>
    /// <param name="disposition">What came of the attempt.</param>
    /// <param name="askedFor">When the person wants to be called back; null: the person did not say.</param>
    /// <param name="now">When the attempt ended.</param>
    public static RetryStep Next(Contact contact, CampaignRules rules, string disposition, Instant? askedFor, Instant now)
    {
        if (contact.Attempts >= rules.MostAttempts)
            return new RetryStep.Done();
        if (rules.Retries.FirstOrDefault(each => each.Outcome == disposition) is not { } rule || contact.Outcomes.GetValueOrDefault(disposition) > rule.Limit)
            return new RetryStep.Done();

        var at = disposition == Dispositions.CallBack && askedFor is { } asked ? Instant.Max(asked, now) : now + Duration.FromMinutes(rule.AfterMinutes);
        return at > contact.NotAfter ? new RetryStep.Done() : new RetryStep.Again(at);
    }

    /// <summary>What follows when the carrier cannot reach the number just now: one more attempt on another day, whatever the rules say of calls that failed, but within their attempts and the person's time.</summary>
    /// <param name="contact">The contact, with the attempt counted and its outcome not yet.</param>
    /// <param name="rules">The campaign's rules.</param>
    /// <param name="now">When the carrier said so.</param>
    public static RetryStep OnAnotherDay(Contact contact, CampaignRules rules, Instant now)
    {
        var at = now + Duration.FromDays(1);
        var over = contact.Outcomes.GetValueOrDefault(Dispositions.Failed) > 0 || contact.Attempts >= rules.MostAttempts || at > contact.NotAfter;
        return over ? new RetryStep.Done() : new RetryStep.Again(at);
    }
}
