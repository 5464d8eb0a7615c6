using NodaTime;
using NodaTime.Text;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;

namespace VoiceBooker.Server.Api;

/// <summary>A campaign to be made or changed.</summary>
/// <param name="Name">What people here call it.</param>
/// <param name="Purpose">Why these people are called, as it is said to them: "your yearly check-up".</param>
/// <param name="AssistantId">Who speaks.</param>
/// <param name="EventId">What is to be booked; nothing: whatever the assistant books.</param>
/// <param name="CallerIds">Caller IDs to be shown, E.164, taken in turn.</param>
/// <param name="Rules">When and how often people may be called; nothing: the usual rules for a new campaign, and no change for one that has some.</param>
internal sealed record CampaignWish(string? Name, string? Purpose, Guid? AssistantId, Guid? EventId, string[]? CallerIds, RulesShape? Rules);

/// <summary>When, how often and in which manner the people of a campaign are called. What is left out has its usual value.</summary>
/// <param name="From">Not before this hour where the person is; usually 09:00.</param>
/// <param name="Until">Not after this hour where the person is; usually 19:00; 24:00 is the day's end.</param>
/// <param name="Days">Weekdays, English names in lower case; usually monday to friday.</param>
/// <param name="SkipHolidays">Whether public holidays of the person's country are left out; usually true.</param>
/// <param name="FreeDays">Further days without calls, 2026-12-24.</param>
/// <param name="AtOnce">Calls of this campaign at once; nothing: as many as the server allows.</param>
/// <param name="CallsPerSecond">Calls of this campaign started per second; nothing: as fast as the server allows.</param>
/// <param name="PaceByOpenings">Never more people on the line than openings are left; usually true.</param>
/// <param name="RingSeconds">How long it rings, 5 to 600; usually 30.</param>
/// <param name="MostAttempts">Attempts at one person, 1 to 20; usually 4.</param>
/// <param name="Retries">What is tried again; an outcome that is not named ends the contact.</param>
/// <param name="VoicemailText">What to say on an answering machine, with <c>{name}</c> and other variables; empty: hang up in silence.</param>
/// <param name="DetectMachines">Whether the carrier is asked to find out who answered; usually true.</param>
/// <param name="IsTest">A test of one's own: hours, days and attempts do not count for numbers of the house; consent and the do-not-call list do. Usually false.</param>
/// <param name="Advertises">Whether these calls advertise or sell: then only people are called whose consent is in writing. Usually false.</param>
/// <param name="TrustAreaCodes">Whether an area code tells where the person is, as with landlines; else, where no zone came with the person, it must be the right hour in every zone of the country at once (for the United States without Alaska and Hawaii). Usually false.</param>
internal sealed record RulesShape(
    string? From,
    string? Until,
    string[]? Days,
    bool? SkipHolidays,
    string[]? FreeDays,
    int? AtOnce,
    double? CallsPerSecond,
    bool? PaceByOpenings,
    int? RingSeconds,
    int? MostAttempts,
    RetryShape?[]? Retries,
    string? VoicemailText,
    bool? DetectMachines,
    bool? IsTest,
    bool? Advertises = null,
    bool? TrustAreaCodes = null)
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    private static readonly string[] Retried =
        [Dispositions.Busy, Dispositions.NoAnswer, Dispositions.Voicemail, Dispositions.VoicemailLeft, Dispositions.Failed, Dispositions.CutOff, Dispositions.Screened, Dispositions.CallBack, Dispositions.HungUp];

    public static RulesShape Of(CampaignRules rules) => new(
        Time.Format(rules.From),
        Time.Format(rules.Until),
        [.. rules.Days.Select(day => day.ToString().ToLowerInvariant())],
        rules.SkipHolidays,
        [.. rules.FreeDays.Select(LocalDatePattern.Iso.Format)],
        rules.AtOnce,
        rules.CallsPerSecond,
        rules.PaceByOpenings,
        rules.RingSeconds,
        rules.MostAttempts,
        [.. rules.Retries.Select(rule => new RetryShape(rule.Outcome, rule.AfterMinutes, rule.Limit))],
        rules.VoicemailText,
        rules.DetectMachines,
        rules.IsTest,
        rules.Advertises,
        rules.TrustAreaCodes);

    /// <summary>The rules; what is wrong with them is said in <paramref name="wrong"/>.</summary>
    public CampaignRules Read(Wrong wrong)
    {
        var usual = new CampaignRules();
        var rules = new CampaignRules
        {
            From = wrong.Parse("rules.from", From, Time, "09:00") ?? usual.From,
            Until = wrong.Parse("rules.until", Until == "24:00" ? "00:00" : Until, Time, "19:00") ?? usual.Until,
            Days = Days is null ? usual.Days : [.. Days.Select((day, at) => ReadDay(day, at, wrong)).Distinct().Order()],
            SkipHolidays = SkipHolidays ?? usual.SkipHolidays,
            FreeDays = [.. (FreeDays ?? []).Select((day, at) => ReadFreeDay(day, at, wrong))],
            AtOnce = AtOnce is null ? null : wrong.Number("rules.atOnce", AtOnce, otherwise: 1, least: 1, most: 10_000),
            CallsPerSecond = CallsPerSecond,
            PaceByOpenings = PaceByOpenings ?? usual.PaceByOpenings,
            RingSeconds = wrong.Number("rules.ringSeconds", RingSeconds, usual.RingSeconds, least: 5, most: 600),
            MostAttempts = wrong.Number("rules.mostAttempts", MostAttempts, usual.MostAttempts, least: 1, most: 20),
            Retries = Retries is null ? usual.Retries : [.. Retries.Select((retry, at) => ReadRetry(retry, at, wrong))],
            VoicemailText = wrong.Text("rules.voicemailText", VoicemailText, longest: 1000, needed: false),
            DetectMachines = DetectMachines ?? usual.DetectMachines,
            IsTest = IsTest ?? usual.IsTest,
            Advertises = Advertises ?? usual.Advertises,
            TrustAreaCodes = TrustAreaCodes ?? usual.TrustAreaCodes,
        };
        if (CallsPerSecond is not (null or (>= 0.001 and <= 100)))
            wrong.Add("rules.callsPerSecond", FormattableString.Invariant($"rules.callsPerSecond is {CallsPerSecond}; allowed are 0.001 to 100."));
        if (rules.Until != LocalTime.Midnight && rules.Until <= rules.From)
            wrong.Add("rules.until", "rules.until must lie after rules.from on the same day (24:00 is the day's end).");
        if (rules.Days.Count == 0)
            wrong.Add("rules.days", "rules.days is empty: on no day could anybody be called.");
        return rules;
    }

    private static IsoDayOfWeek ReadDay(string? day, int at, Wrong wrong)
    {
        if (Enum.TryParse<IsoDayOfWeek>(day, ignoreCase: true, out var known) && known is >= IsoDayOfWeek.Monday and <= IsoDayOfWeek.Sunday && !char.IsAsciiDigit(day[0]))
            return known;
        wrong.Add($"rules.days[{at}]", $"rules.days[{at}] is '{day}'; it must be a weekday's English name, like \"monday\".");
        return IsoDayOfWeek.Monday;
    }

    private static LocalDate ReadFreeDay(string? day, int at, Wrong wrong)
    {
        var field = $"rules.freeDays[{at}]";
        if (string.IsNullOrWhiteSpace(day))
            wrong.Add(field, $"{field} is empty; it must be a date, like 2026-12-24.");
        return wrong.Parse(field, day, LocalDatePattern.Iso, "2026-12-24") ?? default;
    }

    private static RetryRule ReadRetry(RetryShape? retry, int at, Wrong wrong)
    {
        var field = $"rules.retries[{at}]";
        if (retry is null)
        {
            wrong.Add(field, $"{field} is empty; it must say an outcome, and may say afterMinutes and limit.");
            return new RetryRule("", 1, 0);
        }

        if (!Retried.Contains(retry.Outcome, StringComparer.Ordinal))
            wrong.Add($"{field}.outcome", $"{field}.outcome is '{retry.Outcome}'; what can be tried again is {string.Join(", ", Retried)}.");
        return new RetryRule(
            retry.Outcome ?? "",
            wrong.Number($"{field}.afterMinutes", retry.AfterMinutes, otherwise: 60, least: 1, most: 60 * 24 * 60),
            wrong.Number($"{field}.limit", retry.Limit, otherwise: 1, least: 0, most: 20));
    }
}

/// <summary>How an outcome is tried again.</summary>
/// <param name="Outcome">"busy", "no-answer", "voicemail", "voicemail-left", "failed", "cut-off", "screened", "call-back" or "hung-up".</param>
/// <param name="AfterMinutes">How long after the attempt.</param>
/// <param name="Limit">How often for this outcome.</param>
internal sealed record RetryShape(string? Outcome, int? AfterMinutes, int? Limit);

/// <summary>A campaign.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Name">What people here call it.</param>
/// <param name="Purpose">Why these people are called, as it is said to them.</param>
/// <param name="AssistantId">Who speaks.</param>
/// <param name="EventId">What is to be booked; null: whatever the assistant books.</param>
/// <param name="CallerIds">Caller IDs to be shown, taken in turn.</param>
/// <param name="Rules">When and how often people may be called.</param>
/// <param name="State">"draft", "running", "paused", "stopped", "finished" or "archived".</param>
/// <param name="PausedBecause">Why nobody is called though it runs, or calls are started slowly, or why it was paused; empty: people are called.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="StartedAt">When it was first started.</param>
/// <param name="EndedAt">When it was stopped or finished.</param>
/// <param name="Progress">How far it has come; told of a single campaign, not in lists.</param>
internal sealed record CampaignShape(
    Guid Id,
    string Name,
    string Purpose,
    Guid AssistantId,
    Guid? EventId,
    IReadOnlyList<string> CallerIds,
    RulesShape Rules,
    string State,
    string PausedBecause,
    string CreatedAt,
    string? StartedAt,
    string? EndedAt,
    ProgressShape? Progress)
{
    public static CampaignShape Of(Campaign campaign, CampaignProgress? progress) => new(
        campaign.Id,
        campaign.Name,
        campaign.Purpose,
        campaign.AssistantId,
        campaign.EventId,
        campaign.CallerIds,
        RulesShape.Of(campaign.Rules),
        WordFor(campaign.State),
        campaign.PausedBecause,
        Moments.Write(campaign.CreatedAt),
        Moments.Write(campaign.StartedAt),
        Moments.Write(campaign.EndedAt),
        progress is null ? null : ProgressShape.Of(progress));

    /// <summary>A state as the API writes it.</summary>
    public static string WordFor(CampaignState state) => state.ToString().ToLowerInvariant();
}

/// <summary>How far a campaign has come.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="PausedBecause">Why nobody is called, or calls are started slowly; empty: people are called.</param>
/// <param name="Contacts">All its people.</param>
/// <param name="Waiting">Still to be called.</param>
/// <param name="Calling">On the line, or being dialled.</param>
/// <param name="Done">Reached or given up.</param>
/// <param name="Cancelled">Not to be called any more.</param>
/// <param name="Dispositions">How many of those who are done had which outcome.</param>
/// <param name="Attempts">Attempts that the carrier was asked for.</param>
/// <param name="OpeningsLeft">Openings left in its event's calendar; null when it is not paced by them or the calendar cannot be asked.</param>
/// <param name="NextAt">When the next person falls due; null: nobody waits.</param>
internal sealed record ProgressShape(
    string State, string PausedBecause, int Contacts, int Waiting, int Calling, int Done, int Cancelled, IReadOnlyDictionary<string, int> Dispositions, int Attempts, int? OpeningsLeft, string? NextAt)
{
    public static ProgressShape Of(CampaignProgress progress) => new(
        CampaignShape.WordFor(progress.State),
        progress.PausedBecause,
        progress.Contacts,
        progress.Waiting,
        progress.Calling,
        progress.Done,
        progress.Cancelled,
        progress.Dispositions,
        progress.Attempts,
        progress.OpeningsLeft,
        Moments.Write(progress.NextAt));
}
