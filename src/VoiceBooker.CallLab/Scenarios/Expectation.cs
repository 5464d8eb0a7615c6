using System.Text.Json.Serialization;

namespace VoiceBooker.CallLab.Scenarios;

/// <summary>What must come of a call.</summary>
internal sealed record Expectation
{
    /// <summary>All confirmed bookings of the scenario's events that are not other people's, exactly.</summary>
    public IReadOnlyList<ExpectedBooking> Bookings { get; init; } = [];

    /// <summary>Regular expression on the call's outcome; null: any.</summary>
    public string? Outcome { get; init; }

    /// <summary>Each must be found in what the caller heard.</summary>
    public IReadOnlyList<string> Heard { get; init; } = [];

    /// <summary>None may be found in what the caller heard.</summary>
    public IReadOnlyList<string> NotHeard { get; init; } = [];

    /// <summary>Most answers the caller may need.</summary>
    public int MaxTurns { get; init; } = 16;

    /// <summary>Longest the caller may wait for an answer.</summary>
    public int MaxReplyMs { get; init; } = 3500;

    /// <summary>Longest silence in the bot's turn, ms; judged in typed calls that go with the wall's clock.</summary>
    public int MaxSilenceMs { get; init; } = 5500;

    /// <summary>What the operators find among their tasks because of the call, as regular expressions on "kind: title"; these and no others.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = [];

    /// <summary>Codes of the carrier's debugger that are expected.</summary>
    public IReadOnlyList<int> Notices { get; init; } = [];

    /// <summary>Who must have ended the call: "bot" or "caller"; null: either.</summary>
    public string? EndedBy { get; init; }

    /// <summary>What the carrier must have done, as regular expressions on its steps (spoken calls).</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>True: the caller may get less than expected, or under another name, because somebody works against them, but never more; what stood before must still stand.</summary>
    [JsonIgnore]
    public bool MayFail { get; init; }
}

/// <summary>A booking that must stand.</summary>
internal sealed record ExpectedBooking
{
    /// <summary>Name of the event; null: any.</summary>
    public string? Event { get; init; }

    /// <summary>Start, as an expression; null: any.</summary>
    public string? Start { get; init; }

    /// <summary>The start must satisfy this instead of one exact moment: "on weekday x", see <see cref="Moments.Fits"/>.</summary>
    public string? Within { get; init; }

    /// <summary>Regular expression on the attendee's name.</summary>
    public string? Name { get; init; }

    /// <summary>The attendee's e-mail.</summary>
    public string? Email { get; init; }

    /// <summary>The attendee's zone.</summary>
    public string? Zone { get; init; }

    /// <summary>It waits for the host's word.</summary>
    public bool Pending { get; init; }

    /// <summary>Regular expressions on the answers to the provider's own questions, by question.</summary>
    public Dictionary<string, string> Answers { get; init; } = [];
}
