using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;

namespace VoiceBooker.Server.Console.Campaigns;

/// <summary>Campaigns, contacts and attempts as people read of them.</summary>
internal static class CampaignWords
{
    /// <summary>Where a campaign stands, with the tone of its badge.</summary>
    public static (string Word, string Tone) Of(CampaignState state) => state switch
    {
        CampaignState.Draft => ("Draft", ""),
        CampaignState.Running => ("Running", "live"),
        CampaignState.Paused => ("Paused", "warn"),
        CampaignState.Stopped => ("Stopped", "bad"),
        CampaignState.Finished => ("Finished", "good"),
        _ => ("Archived", ""),
    };

    /// <summary>Where a contact stands, with the tone of its badge.</summary>
    public static (string Word, string Tone) Of(ContactState state) => state switch
    {
        ContactState.Waiting => ("Waiting", ""),
        ContactState.Calling => ("On the line", "live"),
        ContactState.Done => ("Done", "good"),
        _ => ("Cancelled", "warn"),
    };

    /// <summary>How far an attempt came.</summary>
    public static string Of(AttemptState state) => state switch
    {
        AttemptState.Claimed => "About to be dialled",
        AttemptState.Submitting => "Asked for at the carrier",
        AttemptState.Unknown => "Unknown: being looked up at the carrier",
        AttemptState.Accepted => "Waits at the carrier",
        AttemptState.Ringing => "Rings",
        AttemptState.InProgress => "Talks",
        _ => "Over",
    };

    /// <summary>An outcome in words.</summary>
    public static string Outcome(string disposition) => disposition switch
    {
        "" => "",
        Dispositions.Booked => "Booked",
        Dispositions.Moved => "Moved",
        Dispositions.Cancelled => "Cancelled a meeting",
        Dispositions.Transferred => "Handed to a person",
        Dispositions.CallBack => "Wants to be called back",
        Dispositions.OptedOut => "Never call again",
        Dispositions.NotInterested => "Not interested",
        Dispositions.WrongPerson => "Somebody else",
        Dispositions.NoBooking => "Talked, nothing booked",
        Dispositions.HungUp => "Hung up at once",
        Dispositions.VoicemailLeft => "Message left",
        Dispositions.Voicemail => "Answering machine",
        Dispositions.Screened => "Screened",
        Dispositions.Menu => "A company's menu",
        Dispositions.Fax => "Fax",
        Dispositions.Busy => "Busy",
        Dispositions.NoAnswer => "No answer",
        Dispositions.Failed => "Failed",
        Dispositions.BadNumber => "Not a working number",
        Dispositions.CutOff => "Broke off",
        Dispositions.Canceled => "Taken back",
        Dispositions.NeverDialled => "Never dialled",
        Dispositions.Refused => "Refused by the gate",
        Dispositions.Expired => "Too late to call",
        _ => disposition,
    };

    /// <summary>The tone of an outcome's badge and bar.</summary>
    public static string Tone(string disposition) => disposition switch
    {
        Dispositions.Booked or Dispositions.Moved or Dispositions.Transferred => "good",
        Dispositions.OptedOut or Dispositions.Failed or Dispositions.BadNumber or Dispositions.CutOff or Dispositions.NeverDialled or Dispositions.Refused or Dispositions.Expired => "bad",
        Dispositions.CallBack or Dispositions.Cancelled or Dispositions.NotInterested or Dispositions.WrongPerson => "warn",
        _ => "",
    };

    /// <summary>A rule of the gate.</summary>
    public static string Rule(string rule) => rule switch
    {
        "consent" => "Consent",
        "do-not-call" => "Do-not-call list",
        "window" => "Calling hours",
        "weekday" => "Day of the week",
        "holiday" => "Holidays",
        "attempts" => "Attempts at the number",
        "caller-id" => "Caller ID",
        "number" => "Number",
        "lifetime" => "Lifetime",
        "clock" => "Clock",
        _ => rule,
    };

    /// <summary>An hour of the day: "08:00"; a whole day is "24:00".</summary>
    public static string Hour(TimeSpan ofDay) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(int)ofDay.TotalHours:00}:{ofDay.Minutes:00}");

    /// <summary>A kind of consent.</summary>
    public static string Kind(ConsentKind kind) => kind switch
    {
        ConsentKind.Express => "Express",
        ConsentKind.Written => "In writing",
        _ => "None",
    };

    /// <summary>A delay: "15 minutes", "4 hours", "1 day".</summary>
    public static string Delay(int minutes) => minutes switch
    {
        _ when minutes % 1440 == 0 && minutes > 0 => Count(minutes / 1440, "day"),
        _ when minutes % 60 == 0 && minutes > 0 => Count(minutes / 60, "hour"),
        _ => Count(minutes, "minute"),
    };

    /// <summary>"1 person", "12 people": <paramref name="many"/> where adding an s is not enough.</summary>
    public static string Count(int count, string one, string? many = null) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count:#,0} {(count == 1 ? one : many ?? one + "s")}");

    /// <summary>The days of calls: "Monday to Friday", "Monday, Wednesday".</summary>
    public static string Days(IReadOnlyList<IsoDayOfWeek> days)
    {
        var sorted = days.Distinct().Order().ToArray();
        return sorted.Length switch
        {
            0 => "no day",
            7 => "every day",
            > 2 when sorted[^1] - sorted[0] == sorted.Length - 1 => $"{sorted[0]} to {sorted[^1]}",
            _ => string.Join(", ", sorted),
        };
    }

    /// <summary>What an answer of the desk is told with; null: it was done.</summary>
    public static string? Trouble(CampaignAnswer answer) => answer switch
    {
        CampaignAnswer.Done => null,
        CampaignAnswer.NotNow(var because) => because,
        CampaignAnswer.Incomplete(var missing) => string.Join(" ", missing),
        _ => "Somebody has removed this campaign in the meantime.",
    };
}
