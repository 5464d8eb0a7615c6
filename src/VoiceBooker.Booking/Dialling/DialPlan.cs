using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling.Gate;
using VoiceBooker.Booking.Dialling.Pacing;

namespace VoiceBooker.Booking.Dialling;

/// <summary>A call that the gate and the pace allow, with what is written before it is made.</summary>
internal sealed record DialClaim(Contact Contact, Campaign? Campaign, Attempt Attempt, DialDecision Decision);

/// <summary>A contact that the gate refused.</summary>
internal sealed record DialRefused(Contact Contact, GateAnswer Answer);

/// <summary>What one round of dialling may use up, and where it stands. It knows no database and no clock.</summary>
internal sealed record DialMeans(DialGate Gate, DialRoom Room, DialPace Pace, OpeningsOfRound Openings, GateReading Reading, IReadOnlySet<string>? OwnNumbers, string Node);

/// <summary>Who is called in one round: from each queue one in its turn, until the pace, the room or the queues are used up.</summary>
internal sealed class DialPlan
{
    /// <summary>Calls to be made.</summary>
    public List<DialClaim> Claims { get; } = [];

    /// <summary>Who is not called.</summary>
    public List<DialRefused> Refused { get; } = [];

    /// <summary>Why campaigns stand still, by their identity.</summary>
    public Dictionary<Guid, string> Obstacles { get; } = [];

    /// <summary>When the pace would have allowed one more; null: it was not in the way.</summary>
    public Instant? NextAt { get; private set; }

    /// <summary>Makes the plan.</summary>
    public static DialPlan Make(IReadOnlyList<DialQueue> queues, DialMeans means, int most, Instant now)
    {
        var plan = new DialPlan();
        foreach (var campaign in queues.Select(queue => queue.Campaign).OfType<Campaign>())
        {
            if (means.Openings.FindObstacle(campaign.Rules, campaign.EventId) is { } obstacle)
                plan.Obstacles[campaign.Id] = obstacle;
        }

        var waiting = new Queue<DialQueue>(queues.Where(queue => queue.Contacts.Count > 0));
        while (plan.Claims.Count < most && waiting.TryDequeue(out var queue))
        {
            if (plan.TakeOne(queue, means, now) && queue.Contacts.Count > 0)
                waiting.Enqueue(queue);
        }

        return plan;
    }

    /// <summary>The next one of a queue; false when the queue can give no more in this round.</summary>
    private bool TakeOne(DialQueue queue, DialMeans means, Instant now)
    {
        var (campaign, contact) = (queue.Campaign, queue.Contacts.Peek());
        var rules = RetryPlan.RulesOf(campaign);
        var bookingEvent = contact.EventId ?? campaign?.EventId;
        if (means.Openings.FindObstacle(rules, bookingEvent) is { } obstacle)
        {
            if (campaign is not null)
                Obstacles[campaign.Id] = obstacle;
            return false;
        }

        if (campaign is not null && (!means.Room.HasCampaign(campaign) || !IsReady(means.Pace.ReadyAt(campaign, now), now)))
            return false;
        if (FindFrom(contact, campaign, means, now) is not { } from)
            return false;

        queue.Contacts.Dequeue();
        var answer = means.Gate.Decide(contact, rules, means.Reading.FactsOf(contact, from), now);
        answer.Decision.Id = NewId(now);
        if (!answer.Decision.Allowed)
        {
            Refused.Add(new DialRefused(contact, answer));
            return true;
        }

        var attempt = NewAttempt(contact, from, bookingEvent, means, now);
        answer.Decision.AttemptId = attempt.Id;
        Claims.Add(new DialClaim(contact, campaign, attempt, answer.Decision));
        means.Room.Take(contact.CampaignId, from);
        means.Pace.Take(campaign, from, now);
        means.Openings.Take(bookingEvent);
        means.Reading.NoteClaim(contact, now);
        return true;
    }

    private static Attempt NewAttempt(Contact contact, string from, Guid? bookingEvent, DialMeans means, Instant now)
    {
        var which = means.Reading.NextTryOf(contact);
        return new Attempt
        {
            Id = contact.CampaignId is null && which == 1 ? contact.Id : NewId(now),
            ContactId = contact.Id,
            CampaignId = contact.CampaignId,
            Try = which,
            Number = contact.Number,
            From = from,
            EventId = bookingEvent,
            State = AttemptState.Submitting,
            Node = means.Node,
            ClaimedAt = now,
            SubmittedAt = now,
        };
    }

    /// <summary>The caller ID, in turn where there are several; empty: there is none, and the gate says so. Null: none of them may be used just now.</summary>
    private string? FindFrom(Contact contact, Campaign? campaign, DialMeans means, Instant now)
    {
        var choice = contact.From.Length > 0 ? [contact.From] : campaign?.CallerIds.Where(number => means.OwnNumbers?.Contains(number) != false).ToList() ?? [];
        if (choice.Count == 0)
            choice = [campaign?.CallerIds.FirstOrDefault() ?? OwnNumbers.First(means.OwnNumbers)];
        if (choice[0].Length == 0)
            return "";

        var first = (int)(contact.CreatedAt.ToUnixTimeTicks() / 10 % choice.Count) + Claims.Count;
        for (var step = 0; step < choice.Count; step++)
        {
            var from = choice[(first + step) % choice.Count];
            if (means.Room.HasNumber(from) && IsReady(means.Pace.ReadyAt(from, now), now))
                return from;
        }

        return null;
    }

    private bool IsReady(Instant ready, Instant now)
    {
        if (ready <= now)
            return true;
        NextAt = NextAt is { } sooner ? Instant.Min(sooner, ready) : ready;
        return false;
    }

    private static Guid NewId(Instant now) => Guid.CreateVersion7(now.ToDateTimeOffset());
}
