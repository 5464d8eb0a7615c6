using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Dialling;

/// <summary>The end of an attempt and what follows for its contact and campaign, in one transaction of whoever learned of it.</summary>
internal static class AttemptEnding
{
    /// <summary>So often a call is begun anew that was taken back before it was answered.</summary>
    private const int MostTakenBack = 5;

    /// <summary>States in which an attempt may still become a conversation.</summary>
    public static readonly AttemptState[] Live = [AttemptState.Claimed, AttemptState.Submitting, AttemptState.Unknown, AttemptState.Accepted, AttemptState.Ringing, AttemptState.InProgress];

    /// <summary>It was a call, or the carrier refused it for a reason that lies with the number.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="contact">Its contact.</param>
    /// <param name="campaign">Its campaign.</param>
    /// <param name="disposition">What came of it.</param>
    /// <param name="remark">Why, for people; may be empty.</param>
    /// <param name="now">The clock.</param>
    /// <param name="follows">What follows; null: what the campaign's rules say.</param>
    public static void End(Attempt attempt, Contact contact, Campaign? campaign, string disposition, string remark, Instant now, RetryStep? follows = null)
    {
        var asked = contact.State == ContactState.Calling && contact.NextAt > attempt.ClaimedAt;
        var outcome = asked && RetryPlan.LeavesWishStanding(disposition) ? Dispositions.CallBack : disposition;
        Close(attempt, disposition, now);
        contact.Outcomes[outcome] = contact.Outcomes.GetValueOrDefault(outcome) + 1;
        contact.Disposition = outcome;
        contact.Remark = remark;
        if (outcome == Dispositions.Canceled)
        {
            // Taken back, by us or by hand: nobody was reached, and the gate says when the next attempt may be.
            contact.Attempts = Math.Max(0, contact.Attempts - 1);
            Follow(contact, campaign, contact.Outcomes[outcome] <= MostTakenBack ? new RetryStep.Again(now) : new RetryStep.Done(), now);
            return;
        }

        if (disposition == Dispositions.CallBack && !asked)
            follows = new RetryStep.Done(); // promised by a person of ours, at a time at which nobody may be called: a task says so
        Follow(contact, campaign, follows ?? RetryPlan.Next(contact, RetryPlan.RulesOf(contact, campaign), outcome, asked ? contact.NextAt : null, now), now);
    }

    /// <summary>The carrier surely never got it: no attempt at the person was made, and the contact waits again.</summary>
    public static void NeverDialled(Attempt attempt, Contact contact, Campaign? campaign, Instant again, Instant now)
    {
        Close(attempt, Dispositions.NeverDialled, now);
        BackToWaiting(contact, campaign, again, now);
    }

    /// <summary>The contact waits as if the attempt had not been.</summary>
    public static void BackToWaiting(Contact contact, Campaign? campaign, Instant again, Instant now)
    {
        contact.Attempts = Math.Max(0, contact.Attempts - 1);
        Follow(contact, campaign, new RetryStep.Again(again), now);
    }

    /// <summary>The contact is done with, or waits.</summary>
    public static void Follow(Contact contact, Campaign? campaign, RetryStep step, Instant now)
    {
        if (contact.State != ContactState.Calling)
            return; // cancelled meanwhile
        if (step is RetryStep.Again(var at) && campaign?.State is not (CampaignState.Stopped or CampaignState.Archived))
        {
            (contact.State, contact.NextAt) = (ContactState.Waiting, at);
            return;
        }

        (contact.State, contact.EndedAt) = (step is RetryStep.Again ? ContactState.Cancelled : ContactState.Done, now);
    }

    /// <summary>Running campaigns of which nobody is left are finished; to be called in the transaction after its changes were saved.</summary>
    public static Task FinishCampaignsAsync(BookingDbContext db, IReadOnlyCollection<Guid> campaigns, Instant now, CancellationToken cancel) =>
        campaigns.Count == 0 ? Task.CompletedTask : db.Campaigns
            .Where(campaign => campaigns.Contains(campaign.Id) && campaign.State == CampaignState.Running
                && !db.Contacts.Any(contact => contact.CampaignId == campaign.Id && (contact.State == ContactState.Waiting || contact.State == ContactState.Calling)))
            .ExecuteUpdateAsync(
                set => set.SetProperty(campaign => campaign.State, CampaignState.Finished).SetProperty(campaign => campaign.EndedAt, now).SetProperty(campaign => campaign.PausedBecause, ""),
                cancel);

    private static void Close(Attempt attempt, string disposition, Instant now) =>
        (attempt.State, attempt.Disposition, attempt.EndedAt, attempt.LookAt) = (AttemptState.Ended, disposition, now, null);
}
