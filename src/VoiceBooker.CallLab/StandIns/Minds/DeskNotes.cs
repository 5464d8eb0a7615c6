using System.Text.RegularExpressions;

namespace VoiceBooker.CallLab.StandIns.Minds;

/// <summary>What the system's message says of the call, line by line; the rest of it is not looked at.</summary>
internal sealed partial record DeskNotes
{
    private enum Part
    {
        Rules,
        Notes,
        Standing,
    }

    /// <summary>What the caller was asked for: "Name", "Time", "ReadBack"; empty when the message does not say.</summary>
    public string Asked { get; private init; } = "";

    /// <summary>What can be booked.</summary>
    public IReadOnlyList<string> Events { get; private init; } = [];

    /// <summary>What is being booked; null when it is open.</summary>
    public string? Event { get; private init; }

    /// <summary>Times that stand offered.</summary>
    public IReadOnlyList<OfferedTime> Offered { get; private init; } = [];

    /// <summary>The time that is held; null when none is.</summary>
    public string? Held { get; private init; }

    /// <summary>The event's own question; null when none is asked.</summary>
    public EventAsks? Question { get; private init; }

    /// <summary>The caller's name; null when it is not known.</summary>
    public string? Name { get; private init; }

    /// <summary>What the business says of itself, a fact a line.</summary>
    public IReadOnlyList<string> Facts { get; private init; } = [];

    /// <summary>A booking, move or cancellation is under way.</summary>
    public bool Underway => Event is not null || Asked is "Event" or "Fact" or "Appointment" or "CancelReadBack" or "Wish" or "WishWay";

    /// <summary>Reads the system's messages; null when there is none.</summary>
    public static DeskNotes? Read(IEnumerable<MindMessage> messages)
    {
        var text = string.Join('\n', messages.Where(each => each.Role is "system" or "developer").Select(each => each.Text));
        if (text.Length == 0)
            return null;

        var notes = new DeskNotes();
        var facts = new List<string>();
        var part = Part.Rules;
        foreach (var line in text.Split('\n').Select(each => each.Trim()))
        {
            if (line.StartsWith("Notes of the business", StringComparison.OrdinalIgnoreCase))
                part = Part.Notes;
            else if (line.StartsWith("What stands now", StringComparison.OrdinalIgnoreCase))
                part = Part.Standing;
            else if (part == Part.Notes)
                facts.AddRange(SentenceEnd().Split(line).Where(each => each.Length > 2));
            else if (part == Part.Standing)
                notes = notes.With(line);
        }

        return notes with { Facts = facts };
    }

    private DeskNotes With(string line)
    {
        if (Line().Match(line) is not { Success: true } match)
            return this;
        var value = match.Groups[2].Value.Trim();
        switch (match.Groups[1].Value)
        {
            case "The caller was asked for":
                return this with { Asked = Bare(value) };

            case "Can be booked":
                var parts = value.Split("Being booked:", 2);
                var current = parts.Length > 1 ? Bare(parts[1]) : "";
                return this with { Events = [.. Bare(parts[0]).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)], Event = current is "" or "nothing yet" ? null : current };

            case "Offered":
                return this with { Offered = [.. value.Split(';').Select(each => each.Split('=', 2, StringSplitOptions.TrimEntries)).Where(each => each.Length == 2).Select(each => new OfferedTime(each[0], Bare(each[1]), Heard.Of(each[1]).Words))] };

            case "Held, not booked":
                return this with { Held = Bare(value) };

            case "The event's question":
                var asks = QuestionOfEvent().Match(value);
                return asks.Success ? this with { Question = new EventAsks(asks.Groups[1].Value, asks.Groups[2].Value, [.. Bare(asks.Groups[3].Value).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]) } : this;

            case "Name":
                return this with { Name = Bare(value) };

            default:
                return this;
        }
    }

    private static string Bare(string text) => text.Trim().TrimEnd('.').Trim();

    [GeneratedRegex(@"^- ([^:]{1,40}): (.*)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Line();

    [GeneratedRegex(@"^(.*?) \((\w+)\)(?:; options: (.*?))?\.(?: Pass .*)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex QuestionOfEvent();

    [GeneratedRegex(@"(?<=[a-z][.!?])\s+(?=[A-Z])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SentenceEnd();
}

/// <summary>A time that stands offered.</summary>
/// <param name="Handle">What it is chosen by.</param>
/// <param name="Told">How it was told.</param>
/// <param name="Words">The same as words.</param>
internal sealed record OfferedTime(string Handle, string Told, IReadOnlyList<string> Words);

/// <summary>A question of the event.</summary>
/// <param name="Label">What it asks for.</param>
/// <param name="Kind">Text, Number, YesNo, OneOf, SomeOf, Phone.</param>
/// <param name="Options">What can be answered; empty: anything of its kind.</param>
internal sealed record EventAsks(string Label, string Kind, IReadOnlyList<string> Options);
