using NodaTime;

namespace VoiceBooker.Booking.Campaigns;

/// <summary>What came of asking something of a campaign.</summary>
public abstract record CampaignAnswer
{
    private CampaignAnswer() { }

    /// <summary>Done; the campaign as it stands now.</summary>
    public sealed record Done(Campaign Campaign) : CampaignAnswer;

    /// <summary>There is no campaign of this identity.</summary>
    public sealed record NoSuchCampaign : CampaignAnswer;

    /// <summary>Not in the state it is in.</summary>
    /// <param name="Because">Why, in a sentence for people.</param>
    public sealed record NotNow(string Because) : CampaignAnswer;

    /// <summary>Something is missing or wrong.</summary>
    /// <param name="Missing">What, each in a sentence that says what to do.</param>
    public sealed record Incomplete(IReadOnlyList<string> Missing) : CampaignAnswer;
}

/// <summary>How far a campaign has come.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="PausedBecause">Why nobody is called though it runs, or calls are started slowly, or why it was paused; empty: people are called.</param>
/// <param name="Contacts">All its people.</param>
/// <param name="Waiting">Of them, how many are still to be called.</param>
/// <param name="Calling">On the line, or being dialled.</param>
/// <param name="Done">Reached or given up.</param>
/// <param name="Cancelled">Not to be called any more.</param>
/// <param name="Dispositions">How many of those who are done had which outcome, by <see cref="Dialling.Dispositions"/>.</param>
/// <param name="Attempts">Attempts that the carrier was asked for.</param>
/// <param name="OpeningsLeft">Openings left in its event's calendar; null when it is not paced by them or the calendar cannot be asked.</param>
/// <param name="NextAt">When the next person falls due; null: nobody waits.</param>
public sealed record CampaignProgress(
    CampaignState State,
    string PausedBecause,
    int Contacts,
    int Waiting,
    int Calling,
    int Done,
    int Cancelled,
    IReadOnlyDictionary<string, int> Dispositions,
    int Attempts,
    int? OpeningsLeft,
    Instant? NextAt);
