using System.ComponentModel.DataAnnotations;
using NodaTime;
using NodaTime.Text;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Dialling;

namespace VoiceBooker.Server.Console.Campaigns;

/// <summary>A campaign as it is edited.</summary>
public sealed class CampaignForm : IValidatableObject
{
    private static readonly string[] Retriable =
        [Dispositions.Busy, Dispositions.NoAnswer, Dispositions.Voicemail, Dispositions.VoicemailLeft, Dispositions.Screened, Dispositions.HungUp, Dispositions.Failed, Dispositions.CutOff, Dispositions.CallBack];

    [Required(ErrorMessage = "A name is needed."), StringLength(200, ErrorMessage = "The name is longer than 200 characters.")]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "Say why these people are called; they are told."), StringLength(300, ErrorMessage = "The purpose is longer than 300 characters.")]
    public string Purpose { get; set; } = "";

    [Required(ErrorMessage = "Choose who speaks.")]
    public string AssistantId { get; set; } = "";

    public string EventId { get; set; } = "";

    /// <summary>One number a line.</summary>
    public string CallerIds { get; set; } = "";

    public TimeOnly From { get; set; } = new(9, 0);

    public TimeOnly Until { get; set; } = new(19, 0);

    /// <summary>Monday to Sunday.</summary>
    public bool[] Days { get; } = [true, true, true, true, true, false, false];

    public bool SkipHolidays { get; set; } = true;

    /// <summary>One date a line.</summary>
    public string FreeDays { get; set; } = "";

    [Range(1, 10_000, ErrorMessage = "1 to 10000 calls at once, or nothing.")]
    public int? AtOnce { get; set; }

    [Range(0.001, 100, ErrorMessage = "0.001 to 100 calls per second, or nothing.")]
    public double? CallsPerSecond { get; set; }

    public bool PaceByOpenings { get; set; } = true;

    [Range(5, 600, ErrorMessage = "It rings 5 to 600 seconds.")]
    public int RingSeconds { get; set; } = 30;

    [Range(1, 20, ErrorMessage = "1 to 20 attempts.")]
    public int MostAttempts { get; set; } = 4;

    [StringLength(1000, ErrorMessage = "The voicemail text is longer than 1000 characters.")]
    public string VoicemailText { get; set; } = "";

    public bool DetectMachines { get; set; } = true;

    public bool IsTest { get; set; }

    public bool Advertises { get; set; }

    public bool TrustAreaCodes { get; set; }

    /// <summary>What is tried again, one row for each outcome that can be.</summary>
    public List<RetryRow> Retries { get; } = [.. Retriable.Select(outcome => new RetryRow(outcome, RetryRule.Usual.FirstOrDefault(rule => rule.Outcome == outcome)))];

    public static CampaignForm Of(Campaign campaign)
    {
        var rules = campaign.Rules;
        var form = new CampaignForm
        {
            Name = campaign.Name,
            Purpose = campaign.Purpose,
            AssistantId = campaign.AssistantId.ToString("D"),
            EventId = campaign.EventId?.ToString("D") ?? "",
            CallerIds = string.Join('\n', campaign.CallerIds),
            From = rules.From.ToTimeOnly(),
            Until = rules.Until.ToTimeOnly(),
            SkipHolidays = rules.SkipHolidays,
            FreeDays = string.Join('\n', rules.FreeDays.Order().Select(LocalDatePattern.Iso.Format)),
            AtOnce = rules.AtOnce,
            CallsPerSecond = rules.CallsPerSecond,
            PaceByOpenings = rules.PaceByOpenings,
            RingSeconds = rules.RingSeconds,
            MostAttempts = rules.MostAttempts,
            VoicemailText = rules.VoicemailText,
            DetectMachines = rules.DetectMachines,
            IsTest = rules.IsTest,
            Advertises = rules.Advertises,
            TrustAreaCodes = rules.TrustAreaCodes,
        };
        for (var day = 0; day < form.Days.Length; day++)
            form.Days[day] = rules.Days.Contains((IsoDayOfWeek)(day + 1));
        foreach (var row in form.Retries)
            row.Take(rules.Retries.FirstOrDefault(rule => rule.Outcome == row.Outcome));
        return form;
    }

    /// <summary>Writes what was typed to a campaign.</summary>
    public void WriteTo(Campaign campaign)
    {
        campaign.Name = Name.Trim();
        campaign.Purpose = Purpose.Trim();
        campaign.AssistantId = Guid.Parse(AssistantId);
        campaign.EventId = Guid.TryParse(EventId, out var booked) ? booked : null;
        campaign.CallerIds = [.. Lines(CallerIds).Select(line => PhoneNumber.TryParse(line, out var number) ? number.E164 : line).Distinct(StringComparer.Ordinal)];
        campaign.Rules = new CampaignRules
        {
            From = LocalTime.FromTimeOnly(From),
            Until = LocalTime.FromTimeOnly(Until),
            Days = [.. Enumerable.Range(0, Days.Length).Where(day => Days[day]).Select(day => (IsoDayOfWeek)(day + 1))],
            SkipHolidays = SkipHolidays,
            FreeDays = [.. Lines(FreeDays).Select(line => LocalDatePattern.Iso.Parse(line).Value).Distinct().Order()],
            AtOnce = AtOnce,
            CallsPerSecond = CallsPerSecond,
            PaceByOpenings = PaceByOpenings,
            RingSeconds = RingSeconds,
            MostAttempts = MostAttempts,
            Retries = [.. Retries.Where(row => row.Again).Select(row => new RetryRule(row.Outcome, row.Minutes, row.Limit))],
            VoicemailText = VoicemailText.Trim(),
            DetectMachines = DetectMachines,
            IsTest = IsTest,
            Advertises = Advertises,
            TrustAreaCodes = TrustAreaCodes,
        };
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var line in Lines(CallerIds).Where(line => !PhoneNumber.TryParse(line, out _)))
            yield return new($"“{line}” is no number with its country, such as +1 415 555 0147.", [nameof(CallerIds)]);
        if (Until != TimeOnly.MinValue && From >= Until)
            yield return new("The calling hours end before they begin.", [nameof(Until)]);
        if (!Days.Contains(true))
            yield return new("Choose at least one day of the week.", [nameof(Days)]);
        foreach (var line in Lines(FreeDays).Where(line => !LocalDatePattern.Iso.Parse(line).Success))
            yield return new($"“{line}” is no date. Write it as 2026-12-24.", [nameof(FreeDays)]);
        foreach (var row in Retries.Where(row => row.Again && (row.Amount < 1 || row.Minutes > 129_600 || row.Limit is < 1 or > 20)))
            yield return new($"{CampaignWords.Outcome(row.Outcome)}: a delay of a minute to 90 days, and 1 to 20 times.", [nameof(Retries)]);
    }

    private static string[] Lines(string text) => text.Split(['\n', '\r', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>How one outcome is tried again.</summary>
    public sealed class RetryRow
    {
        public RetryRow(string outcome, RetryRule? rule)
        {
            Outcome = outcome;
            Take(rule);
        }

        public string Outcome { get; }

        public bool Again { get; set; }

        public int Amount { get; set; } = 1;

        /// <summary>What the amount counts, in minutes: 1, 60 or 1440.</summary>
        public int Unit { get; set; } = 1440;

        public int Limit { get; set; } = 1;

        public int Minutes => Amount * Unit;

        /// <summary>Shows a rule; null: the outcome ends the contact.</summary>
        public void Take(RetryRule? rule)
        {
            Again = rule is { Limit: > 0 };
            if (rule is null || !Again)
                return;
            Unit = rule.AfterMinutes % 1440 == 0 ? 1440 : rule.AfterMinutes % 60 == 0 ? 60 : 1;
            Amount = Math.Max(1, rule.AfterMinutes / Unit);
            Limit = rule.Limit;
        }
    }
}
