using System.Text.Json.Serialization;
using VoiceBooker.CallLab.Callers;
using VoiceBooker.CallLab.Carrier;

namespace VoiceBooker.CallLab.Scenarios;

/// <summary>One story: who calls, what is in the calendar, how the caller answers, and what must stand in the calendar afterwards.</summary>
internal sealed record Scenario
{
    /// <summary>Its name: the file's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it shows, in one sentence.</summary>
    public string Note { get; init; } = "";

    /// <summary>Why it can only be typed; null: it can be spoken, too.</summary>
    public string? TextOnly { get; init; }

    /// <summary>Why it can only be spoken; null: it can be typed, too.</summary>
    public string? AudioOnly { get; init; }

    /// <summary>What is there before the call.</summary>
    public Seed Seed { get; init; } = new();

    /// <summary>Who calls.</summary>
    public Caller Caller { get; init; } = new();

    /// <summary>Named moments, as expressions of <see cref="Moments"/>.</summary>
    public Dictionary<string, string> Let { get; init; } = [];

    /// <summary>How the caller answers: the first rule that fits is taken. After these come the ordinary manners of <see cref="Callers.CallerMind"/>.</summary>
    public IReadOnlyList<AnswerRule> Answers { get; init; } = [];

    /// <summary>What the carrier does wrong on this call (spoken calls only).</summary>
    public Faults Faults { get; init; } = Faults.None;

    /// <summary>What must come of it.</summary>
    public Expectation Expect { get; init; } = new();

    /// <summary>What happens at the calendar's provider; null: nothing out of the ordinary.</summary>
    [JsonIgnore]
    public CalendarStory? Calendar { get; init; }

    /// <summary>How time passes when it is typed.</summary>
    [JsonIgnore]
    public CallPace Pace { get; init; } = CallPace.Still;

    /// <summary>The caller does not say goodbye when the expected bookings are made: there is more to do.</summary>
    [JsonIgnore]
    public bool WantsMore { get; init; }

    /// <summary>Another call of the same caller after this one, on the same calendar; null: none. Its seed is not looked at.</summary>
    [JsonIgnore]
    public Scenario? Then { get; init; }

    /// <summary>Whether it can be played typed (<paramref name="text"/>) or spoken.</summary>
    public bool Plays(bool text) => text ? AudioOnly is null : TextOnly is null;
}

/// <summary>What is there before the call.</summary>
internal sealed record Seed
{
    /// <summary>When a typed call begins, as an expression; spoken calls, and calls with a provider's calendar, begin now.</summary>
    public string Now { get; init; } = "next monday 09:00";

    /// <summary>Whose calendar it is: the server's own ("built-in"), or a provider's that has a stand-in (<see cref="StandIns.Practices.Names"/>).</summary>
    public string Calendar { get; init; } = StandIns.Practices.BuiltIn;

    /// <summary>IANA zone of the business.</summary>
    public string Zone { get; init; } = "Europe/Berlin";

    /// <summary>Greeting of the assistant; empty: its own.</summary>
    public string Greeting { get; init; } = "";

    /// <summary>What the assistant knows about the business.</summary>
    public string Instructions { get; init; } = "";

    /// <summary>Who leads: empty, "script", or a model's name.</summary>
    public string Mind { get; init; } = "";

    /// <summary>Number of a person; empty: there is none.</summary>
    public string TransferNumber { get; init; } = "";

    /// <summary>What can be booked.</summary>
    public IReadOnlyList<SeedEvent> Events { get; init; } = [new()];

    /// <summary>Bookings that stand already.</summary>
    public IReadOnlyList<SeedBooking> Existing { get; init; } = [];
}

/// <summary>Something that can be booked, with its calendar.</summary>
internal sealed record SeedEvent
{
    public string Name { get; init; } = "consultation";

    public string Description { get; init; } = "";

    /// <summary>Opening hours: weekdays ("mon-fri", "mon-sun", "tue") to "09:00-17:00".</summary>
    public Dictionary<string, string> Hours { get; init; } = new(StringComparer.Ordinal) { ["mon-fri"] = "09:00-17:00" };

    /// <summary>Dates, as expressions, that are closed all day.</summary>
    public IReadOnlyList<string> Closed { get; init; } = [];

    public int DurationMinutes { get; init; } = 30;

    public int StepMinutes { get; init; } = 30;

    public int MinimumNoticeMinutes { get; init; }

    public int BookingWindowDays { get; init; } = 400;

    public int Capacity { get; init; } = 1;

    public int DaysToOffer { get; init; } = 5;

    public int SlotsPerDay { get; init; } = 2;

    public double HoursBetweenSlots { get; init; } = 2;

    public int? DailyCap { get; init; }

    /// <summary>Zone of the event when it differs from the business's; empty: the same.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>First date that is offered, as an expression; null: today.</summary>
    public string? InitialDate { get; init; }

    public string MeetingPlace { get; init; } = "12 High Street";

    /// <summary>Dates, as expressions, on which the hours of a Monday hold although the week has none then (a provider's calendar only).</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>Questions that the provider's event requires, with their options (none: any words).</summary>
    public Dictionary<string, IReadOnlyList<string>> Questions { get; init; } = [];

    /// <summary>At the provider a person must agree to each booking, where there is such a thing.</summary>
    public bool AsksHost { get; init; }
}

/// <summary>A booking that stands before the call.</summary>
internal sealed record SeedBooking
{
    /// <summary>Index of the event.</summary>
    public int Event { get; init; }

    /// <summary>When, as an expression.</summary>
    public string Start { get; init; } = "";

    /// <summary>Whether it is the caller's own.</summary>
    public bool Mine { get; init; }
}

/// <summary>Who calls.</summary>
internal sealed record Caller
{
    /// <summary>Voice of the synthesiser.</summary>
    public string Voice { get; init; } = "rms";

    /// <summary>0 (normal) to -10 dB.</summary>
    public double LevelDb { get; init; }

    /// <summary>Noise behind the caller: none, white, pink, babble.</summary>
    public Audio.NoiseKind Noise { get; init; }

    /// <summary>How far the noise lies below the voice.</summary>
    public double SnrDb { get; init; } = 20;

    /// <summary>Country and area of the caller's number ("+1415555"); four digits are added. Null: one in the zone of the business.</summary>
    public string? Number { get; init; }

    /// <summary>True: the number is withheld.</summary>
    public bool Withheld { get; init; }

    /// <summary>Facts the caller can tell: name, email, zone, wish, when …; placeholders in what is said.</summary>
    public Dictionary<string, string> Knows { get; init; } = [];

    /// <summary>Values that come with the call (typed calls only): name, email, cal_timezone ….</summary>
    public Dictionary<string, string> Variables { get; init; } = [];
}

/// <summary>When the bot says or asks this, the caller does that.</summary>
internal sealed record AnswerRule
{
    /// <summary>Kinds of question joined by <c>|</c>, or a regular expression after <c>~</c> on the bot's words since the caller's last answer, or both: <c>choice|when ~ monday</c>.</summary>
    public string When { get; init; } = "";

    /// <summary>Spoken (typed in a typed call).</summary>
    public string? Say { get; init; }

    /// <summary>Typed (a typed call; spoken over the telephone).</summary>
    public string? Type { get; init; }

    /// <summary>Keys.</summary>
    public string? Press { get; init; }

    /// <summary>Silence of so many ms; in a spoken call until the bot speaks again.</summary>
    public int? Wait { get; init; }

    /// <summary>A cough instead of words.</summary>
    public bool Cough { get; init; }

    /// <summary>The caller hangs up.</summary>
    public bool HangUp { get; init; }

    /// <summary>Somebody else books this moment (an expression) just before the caller acts.</summary>
    public string? Compete { get; init; }

    /// <summary>Something that happens just before the caller acts.</summary>
    [JsonIgnore]
    public Func<CallActs, Task>? Meanwhile { get; init; }

    /// <summary>The caller does not wait for the end: acts after the bot has been speaking so long.</summary>
    public int? InterruptAfterMs { get; init; }

    /// <summary>The rule is used up after its first use.</summary>
    public bool Once { get; init; }
}
