using VoiceBooker.Booking.Campaigns;

namespace VoiceBooker.Booking.Dialling.Pacing;

/// <summary>Calls of one kind that are under way.</summary>
/// <param name="CampaignId">Their campaign; null: single calls.</param>
/// <param name="From">Their caller ID.</param>
/// <param name="EventId">What is to be booked on them.</param>
/// <param name="Answered">Whether somebody is on the line, so that it counts among the server's own calls.</param>
/// <param name="Count">How many.</param>
internal sealed record CallsUnderWay(Guid? CampaignId, string From, Guid? EventId, bool Answered, int Count);

/// <summary>How many more calls may be under way at once: over all, per caller ID, per campaign, by the lines there are. Pure; counted anew from the database for each round, so that restarts and other processes agree.</summary>
internal sealed class DialRoom
{
    private readonly DiallingOptions _options;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, int> _campaigns = [];
    private readonly int _lines;
    private int _all;
    private int _taken;

    /// <summary>The room beside what is under way.</summary>
    /// <param name="options">The limits.</param>
    /// <param name="underWay">What is under way.</param>
    /// <param name="freeLines">How many more calls can be taken, besides those kept for people who call in.</param>
    public DialRoom(DiallingOptions options, IReadOnlyList<CallsUnderWay> underWay, int freeLines)
    {
        _options = options;
        _all = underWay.Sum(calls => calls.Count);
        _lines = freeLines - underWay.Where(calls => !calls.Answered).Sum(calls => calls.Count); // they will want a line when they are answered
        foreach (var calls in underWay)
        {
            _numbers[calls.From] = _numbers.GetValueOrDefault(calls.From) + calls.Count;
            if (calls.CampaignId is { } campaign)
                _campaigns[campaign] = _campaigns.GetValueOrDefault(campaign) + calls.Count;
        }
    }

    /// <summary>How many more, over all.</summary>
    public int Free => Math.Max(0, Math.Min(_options.AtOnce - _all, _lines - _taken));

    /// <summary>Whether one more is possible from this number.</summary>
    public bool HasNumber(string from) => _numbers.GetValueOrDefault(from) < _options.AtOncePerNumber;

    /// <summary>Whether one more is possible for this campaign.</summary>
    public bool HasCampaign(Campaign campaign) => campaign.Rules.AtOnce is not { } most || _campaigns.GetValueOrDefault(campaign.Id) < most;

    /// <summary>One more is under way.</summary>
    public void Take(Guid? campaign, string from)
    {
        _all++;
        _taken++;
        _numbers[from] = _numbers.GetValueOrDefault(from) + 1;
        if (campaign is { } id)
            _campaigns[id] = _campaigns.GetValueOrDefault(id) + 1;
    }
}
