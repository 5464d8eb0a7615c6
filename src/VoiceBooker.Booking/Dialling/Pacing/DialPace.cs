using NodaTime;
using VoiceBooker.Booking.Campaigns;

namespace VoiceBooker.Booking.Dialling.Pacing;

/// <summary>How fast calls may be started: over all, per caller ID, per campaign. The pace over all gives way to a carrier that keeps calls waiting: it is the account that has the queue, whichever number is shown. Pure but for its own level.</summary>
internal sealed class DialPace(DiallingOptions options)
{
    private readonly TokenBucket _all = new(options.CallsPerSecond);
    private readonly CarrierQueue _queue = new(options);
    private readonly Dictionary<string, TokenBucket> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, (double PerSecond, TokenBucket Bucket)> _campaigns = [];

    /// <summary>How many may start now, over all.</summary>
    public int Ready(Instant now) => _queue.QuietUntil(now) > now ? 0 : All(now).Ready(now);

    /// <summary>When the next one may start, over all.</summary>
    public Instant ReadyAt(Instant now) => Instant.Max(_queue.QuietUntil(now), All(now).ReadyAt(now));

    /// <summary>When one may start from this number.</summary>
    public Instant ReadyAt(string from, Instant now) => OfNumber(from).ReadyAt(now);

    /// <summary>When one of this campaign may start.</summary>
    public Instant ReadyAt(Campaign campaign, Instant now) => OfCampaign(campaign)?.ReadyAt(now) ?? now;

    /// <summary>One starts.</summary>
    public void Take(Campaign? campaign, string from, Instant now)
    {
        All(now).Take(now);
        OfNumber(from).Take(now);
        if (campaign is not null)
            OfCampaign(campaign)?.Take(now);
    }

    /// <summary>Another process started one.</summary>
    public void TakenElsewhere(Campaign? campaign, string from, Instant at, Instant now)
    {
        All(now).TakenElsewhere(at, now);
        OfNumber(from).TakenElsewhere(at, now);
        if (campaign is not null)
            OfCampaign(campaign)?.TakenElsewhere(at, now);
    }

    /// <summary>The carrier kept a call waiting: see <see cref="CarrierQueue.Note"/>.</summary>
    public void NoteQueue(Instant askedAt, Duration waited, Instant now) => _queue.Note(askedAt, waited, now);

    /// <summary>Why it is slower than is set; empty: it is not.</summary>
    public string SlowBecause(Instant now) => _queue.Because(now);

    /// <summary>The longest time between two calls that any pace asks for: what other processes started before that does not matter. At least two seconds.</summary>
    public Duration Longest(IEnumerable<Campaign> campaigns, Instant now)
    {
        var slowest = campaigns.Select(campaign => campaign.Rules.CallsPerSecond).OfType<double>().Where(perSecond => perSecond > 0).Append(options.CallsPerSecond * _queue.ShareAt(now)).Append(options.CallsPerSecondPerNumber).Append(0.5).Min();
        return Duration.FromSeconds(1 / slowest);
    }

    private TokenBucket All(Instant now)
    {
        _all.ChangeTo(options.CallsPerSecond * _queue.ShareAt(now), now);
        return _all;
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
