using NodaTime;
using VoiceBooker.Booking.Campaigns;

namespace VoiceBooker.Booking.Dialling.Pacing;

/// <summary>How fast calls may be started: over all, per caller ID, per campaign. Pure but for its own level.</summary>
internal sealed class DialPace(DiallingOptions options)
{
    private readonly TokenBucket _all = new(options.CallsPerSecond);
    private readonly Dictionary<string, TokenBucket> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, (double PerSecond, TokenBucket Bucket)> _campaigns = [];

    /// <summary>How many may start now, over all.</summary>
    public int Ready(Instant now) => _all.Ready(now);

    /// <summary>When the next one may start, over all.</summary>
    public Instant ReadyAt(Instant now) => _all.ReadyAt(now);

    /// <summary>When one may start from this number.</summary>
    public Instant ReadyAt(string from, Instant now) => OfNumber(from).ReadyAt(now);

    /// <summary>When one of this campaign may start.</summary>
    public Instant ReadyAt(Campaign campaign, Instant now) => OfCampaign(campaign)?.ReadyAt(now) ?? now;

    /// <summary>One starts.</summary>
    public void Take(Campaign? campaign, string from, Instant now)
    {
        _all.Take(now);
        OfNumber(from).Take(now);
        if (campaign is not null)
            OfCampaign(campaign)?.Take(now);
    }

    /// <summary>Another process started one.</summary>
    public void TakenElsewhere(string from, Instant at, Instant now)
    {
        _all.TakenElsewhere(at, now);
        OfNumber(from).TakenElsewhere(at, now);
    }

    private TokenBucket OfNumber(string from)
    {
        if (!_numbers.TryGetValue(from, out var bucket))
            _numbers[from] = bucket = new TokenBucket(options.CallsPerSecondPerNumber);
        return bucket;
    }

    private TokenBucket? OfCampaign(Campaign campaign)
    {
        if (campaign.Rules.CallsPerSecond is not { } perSecond || perSecond <= 0)
            return null;
        if (!_campaigns.TryGetValue(campaign.Id, out var found) || found.PerSecond.CompareTo(perSecond) != 0)
            _campaigns[campaign.Id] = found = (perSecond, new TokenBucket(perSecond));
        return found.Bucket;
    }
}
