using NodaTime;

namespace VoiceBooker.Booking.Campaigns;

/// <summary>Where a campaign stands.</summary>
public enum CampaignState
{
    /// <summary>Being prepared; nobody is called.</summary>
    Draft,

    /// <summary>People are called as they fall due.</summary>
    Running,

    /// <summary>Nobody new is called until it is resumed; see <see cref="Campaign.PausedBecause"/>.</summary>
    Paused,

    /// <summary>Ended by a person before everybody was reached; what was left is cancelled.</summary>
    Stopped,

    /// <summary>Everybody was reached or given up.</summary>
    Finished,

    /// <summary>Put away; was stopped, finished or never started.</summary>
    Archived,
}

/// <summary>People to be called for one purpose; a row of <c>campaigns</c>.</summary>
public sealed class Campaign
{
    /// <summary>Identity.</summary>
    public Guid Id { get; set; }

    /// <summary>What people here call it.</summary>
    public string Name { get; set; } = "";

    /// <summary>Why these people are called, as it is said to them after the business's name: "your yearly check-up".</summary>
    public string Purpose { get; set; } = "";

    /// <summary>Who speaks.</summary>
    public Guid AssistantId { get; set; }

    /// <summary>What is to be booked; null: whatever the assistant books.</summary>
    public Guid? EventId { get; set; }

    /// <summary>Caller IDs to be shown, E.164, taken in turn.</summary>
    public List<string> CallerIds { get; set; } = [];

    /// <summary>Where it stands.</summary>
    public CampaignState State { get; set; }

    /// <summary>Why it stands still or goes slowly though it is running, or why it is paused ("A person paused it.", "No openings are left."); empty: nothing is in the way.</summary>
    public string PausedBecause { get; set; } = "";

    /// <summary>When and how often people may be called.</summary>
    public CampaignRules Rules { get; set; } = new();

    /// <summary>When it was made.</summary>
    public Instant CreatedAt { get; set; }

    /// <summary>When it was first started.</summary>
    public Instant? StartedAt { get; set; }

    /// <summary>When it was stopped or finished.</summary>
    public Instant? EndedAt { get; set; }
}

/// <summary>When, how often and in which manner the people of a campaign are called; stored as JSON.</summary>
public sealed record CampaignRules
{
    /// <summary>Not before this hour where the person is.</summary>
    public LocalTime From { get; init; } = new(9, 0);

    /// <summary>Not after this hour where the person is.</summary>
    public LocalTime Until { get; init; } = new(19, 0);

    /// <summary>On these days where the person is.</summary>
    public IReadOnlyList<IsoDayOfWeek> Days { get; init; } = [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday];

    /// <summary>Whether public holidays of the person's country are left out.</summary>
    public bool SkipHolidays { get; init; } = true;

    /// <summary>Further days without calls.</summary>
    public IReadOnlyList<LocalDate> FreeDays { get; init; } = [];

    /// <summary>Calls of this campaign at once; null: as many as the server allows.</summary>
    public int? AtOnce { get; init; }

    /// <summary>Calls of this campaign started per second; null: as fast as the server allows.</summary>
    public double? CallsPerSecond { get; init; }

    /// <summary>Never more people on the line than openings are left in the event's calendar.</summary>
    public bool PaceByOpenings { get; init; } = true;

    /// <summary>How long it rings.</summary>
    public int RingSeconds { get; init; } = 30;

    /// <summary>Attempts at one contact, all reasons together.</summary>
    public int MostAttempts { get; init; } = 4;

    /// <summary>What is tried again; an outcome that is not named ends the contact.</summary>
    public IReadOnlyList<RetryRule> Retries { get; init; } = RetryRule.Usual;

    /// <summary>What to say on an answering machine; empty: hang up in silence. <c>{name}</c> and other variables are filled in.</summary>
    public string VoicemailText { get; init; } = "";

    /// <summary>Whether the carrier is asked to find out who answered.</summary>
    public bool DetectMachines { get; init; } = true;

    /// <summary>Whether these calls advertise or sell: then only people are called who agreed in writing, as a call with an artificial voice needs it in the United States (47 CFR 64.1200(a)(2), (3) and (f)(9)).</summary>
    public bool Advertises { get; init; }

    /// <summary>Whether a number's area code tells where the person is, as with landlines. Else people may be wherever the owners of such numbers are, because mobile numbers move with them: in every zone of the country at once, for the United States without Alaska and Hawaii.</summary>
    public bool TrustAreaCodes { get; init; }

    /// <summary>A test of one's own: the window, the days and the attempts do not count for numbers of the house; consent and the do-not-call list do.</summary>
    public bool IsTest { get; init; }
}

/// <summary>How an outcome is tried again.</summary>
/// <param name="Outcome">One of <see cref="Dialling.Dispositions"/>: busy, no-answer, voicemail, voicemail-left, failed, cut-off, screened, call-back, hung-up.</param>
/// <param name="AfterMinutes">How long after the attempt; for call-back when the person named no time.</param>
/// <param name="Limit">How often for this outcome.</param>
public sealed record RetryRule(string Outcome, int AfterMinutes, int Limit)
{
    /// <summary>What is usual.</summary>
    public static readonly IReadOnlyList<RetryRule> Usual =
    [
        new(Dialling.Dispositions.Busy, 15, 2),
        new(Dialling.Dispositions.NoAnswer, 240, 2),
        new(Dialling.Dispositions.Voicemail, 1440, 1),
        new(Dialling.Dispositions.Failed, 60, 1),
        new(Dialling.Dispositions.CutOff, 30, 1),
        new(Dialling.Dispositions.CallBack, 1440, 2),
    ];
}
