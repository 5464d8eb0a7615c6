using System.Text.Json;
using VoiceBooker.Booking.Journal;

namespace VoiceBooker.Server.Console.Calls;

/// <summary>Who a line of the transcript belongs to.</summary>
internal enum StoryVoice
{
    /// <summary>The person on the phone.</summary>
    Caller,

    /// <summary>The receptionist.</summary>
    Bot,

    /// <summary>Nobody: something that happened.</summary>
    Note,
}

/// <summary>How long the caller waited for one answer, in milliseconds from the end of their speech.</summary>
/// <param name="FirstWordsMs">Until the first words were known; null when not measured.</param>
/// <param name="FirstAudioMs">Until the first audio left; null when not measured.</param>
internal sealed record TurnTiming(long? FirstWordsMs, long? FirstAudioMs);

/// <summary>One line of the transcript.</summary>
/// <param name="Who">Whose it is.</param>
/// <param name="Text">What was said; for the bot, what was <em>heard</em> (or is still being spoken).</param>
/// <param name="AtMs">When it began, in milliseconds since the call began.</param>
internal sealed record StoryLine(StoryVoice Who, string Text, long AtMs)
{
    /// <summary>The bot's turn; null for others.</summary>
    public long? Turn { get; init; }

    /// <summary>What the bot had still meant to say when it was cut off.</summary>
    public string Unheard { get; init; } = "";

    /// <summary>True once it is known what of the line was heard.</summary>
    public bool Settled { get; init; } = true;

    /// <summary>"voice", "typing" or "keys".</summary>
    public string By { get; init; } = "voice";

    /// <summary>0 to 1, how sure the transcriber was; null where that makes no sense.</summary>
    public double? Confidence { get; init; }

    /// <summary>How long the caller waited for this line.</summary>
    public TurnTiming? Timing { get; init; }
}

/// <summary>One step on the way to a booking.</summary>
/// <param name="AtMs">When, in milliseconds since the call began.</param>
/// <param name="Text">What happened, in plain English.</param>
/// <param name="Tone">"good", "bad", "asked" (a proposal only) or empty.</param>
internal sealed record StoryStep(long AtMs, string Text, string Tone = "");

/// <summary>A call as the operator reads it: the journal's entries as a transcript and as the steps of its bookings. Pure.</summary>
internal sealed class CallStory
{
    private readonly List<StoryLine> _lines = [];
    private readonly List<StoryStep> _steps = [];
    private const string NoWords = "Something was said, but no words were understood.";

    private readonly Dictionary<long, TurnTiming> _timings = [];

    /// <summary>The transcript.</summary>
    public IReadOnlyList<StoryLine> Lines => _lines;

    /// <summary>The steps of the bookings.</summary>
    public IReadOnlyList<StoryStep> Steps => _steps;

    /// <summary>Tokens that went to hosted models so far.</summary>
    public long TokensIn { get; private set; }

    /// <summary>Tokens that came back.</summary>
    public long TokensOut { get; private set; }

    /// <summary>What the models cost so far.</summary>
    public decimal Cost { get; private set; }

    /// <summary>Turns with a measured wait for audio, in milliseconds.</summary>
    public IReadOnlyList<long> Waits => [.. _timings.Values.Select(timing => timing.FirstAudioMs).OfType<long>()];

    /// <summary>Tells the whole story of some entries.</summary>
    public static CallStory Of(IEnumerable<JournalEntry> entries)
    {
        var story = new CallStory();
        foreach (var entry in entries)
            story.Add(entry);
        return story;
    }

    /// <summary>Goes on with the next entry.</summary>
    public void Add(JournalEntry entry)
    {
        using var parsed = Parse(entry.Data);
        var data = parsed.RootElement;
        var at = Number(data, "at") ?? entry.AtMs;
        switch (entry.Kind)
        {
            case "caller.said" when Text(data, "by") == "keys" && _lines is [.., { By: "keys" }]:
                break; // the keys stand there already, one by one
            case "caller.said":
                _lines.Add(new(StoryVoice.Caller, Text(data, "text"), at) { By = Text(data, "by", "voice"), Confidence = Fraction(data, "confidence") });
                break;
            case "key.pressed":
                AddKey(Text(data, "digit"), at);
                break;
            case "bot.said":
                BotSaid(Number(data, "turn"), Text(data, "text"), at);
                break;
            case "bot.heard":
                BotHeard(Number(data, "turn"), Text(data, "text"), Text(data, "unheard"), at);
                break;
            case "turn.timing":
                AddTiming(Number(data, "turn"), new TurnTiming(Number(data, "firstWordsMs"), Number(data, "firstAudioMs")));
                break;
            case "filler":
                _lines.Add(new(StoryVoice.Note, $"Filled the pause: “{Text(data, "text")}”", at));
                break;
            case "idle":
                _lines.Add(new(StoryVoice.Note, "The caller said nothing.", at));
                break;
            case "not-understood" when data.TryGetProperty("at", out _):
                _lines.Add(new(StoryVoice.Note, NoWords, at));
                break;
            case "not-understood" when _lines is not [.., { Who: StoryVoice.Note, Text: NoWords }]:
                _lines.Add(new(StoryVoice.Note, "What was said gave no answer to the question; it was asked again.", at));
                break;
            case "floor.breached":
                _lines.Add(new(StoryVoice.Note, $"Nothing was said in time (deadline {Text(data, "deadline")}).", at));
                break;
            case "line.lost":
                _lines.Add(new(StoryVoice.Note, "The line broke off.", at));
                break;
            case "transfer":
                _lines.Add(new(StoryVoice.Note, $"Handed to a person at {Text(data, "number")}.", at));
                break;
            case "transfer.failed":
                _lines.Add(new(StoryVoice.Note, $"Nobody took the call at {Text(data, "number")}: {Text(data, "reason")}", at));
                break;
            case "text.sent" or "text.failed" or "text.typed":
                _lines.Add(new(StoryVoice.Note, OfTexting(entry.Kind, Text(data, "asks"), Text(data, "reason")), at));
                break;
            case "mind.answered" or "mind.failed" or "mind.speculated":
                AddMind(entry.Kind, data, at);
                break;
            case "mind.capped":
                _lines.Add(new(StoryVoice.Note, $"The budget of the {Text(data, "cap")} is used up ({Text(data, "budget")} {Text(data, "currency")}); the embedded script leads on.", at));
                break;
            case "mind.fallback":
                _lines.Add(new(StoryVoice.Note, Text(data, "to") == "script" ? "The embedded script answered instead." : $"The model {Text(data, "to")} was asked instead.", at));
                break;
            case "error":
                _lines.Add(new(StoryVoice.Note, $"Error in {Text(data, "part", "the call")}: {Text(data, "message")}", at));
                break;
            default:
                AddStep(entry.Kind, data, at);
                break;
        }
    }

    private static string OfTexting(string kind, string asks, string reason) => kind switch
    {
        "text.sent" => $"A link was texted to the caller, to type the {asks}.",
        "text.failed" => $"The link for typing the {asks} could not be texted: {reason}",
        _ => $"The {asks} that was typed under the link arrived.",
    };

    private void AddMind(string kind, JsonElement data, long at)
    {
        TokensIn += Number(data, "inputTokens") ?? 0;
        TokensOut += Number(data, "outputTokens") ?? 0;
        Cost += data.TryGetProperty("cost", out var cost) && cost.ValueKind == JsonValueKind.Number ? cost.GetDecimal() : 0;
        if (kind == "mind.failed")
            _lines.Add(new(StoryVoice.Note, $"The model {Text(data, "model")} gave no answer: {Text(data, "why")} ({Text(data, "stage")}).", at));
    }

    private void AddKey(string digit, long at)
    {
        if (_lines is [.., { By: "keys" } last])
            _lines[^1] = last with { Text = $"{last.Text} {digit}" };
        else
            _lines.Add(new(StoryVoice.Caller, digit, at) { By = "keys" });
    }

    private void BotSaid(long? turn, string text, long at)
    {
        if (turn is not null && _lines.Exists(line => line.Turn == turn))
            return; // the end of the turn is known already
        _lines.Add(new(StoryVoice.Bot, text, at) { Turn = turn, Settled = false, Timing = TimingOf(turn) });
    }

    private void BotHeard(long? turn, string text, string unheard, long at)
    {
        var place = _lines.FindLastIndex(line => line.Who == StoryVoice.Bot && (turn is null ? !line.Settled : line.Turn == turn));
        var settled = new StoryLine(StoryVoice.Bot, text, at) { Turn = turn, Unheard = unheard, Timing = TimingOf(turn) };
        if (place < 0)
            _lines.Add(settled);
        else
            _lines[place] = settled with { AtMs = _lines[place].AtMs };
    }

    private void AddTiming(long? turn, TurnTiming timing)
    {
        if (turn is not { } number)
            return;
        _timings[number] = timing;
        var place = _lines.FindLastIndex(line => line.Turn == number);
        if (place >= 0)
            _lines[place] = _lines[place] with { Timing = timing };
    }

    private TurnTiming? TimingOf(long? turn) => turn is { } number ? _timings.GetValueOrDefault(number) : null;

    private void AddStep(string kind, JsonElement data, long at)
    {
        StoryStep? step = kind switch
        {
            "intent.changed" => new(at, Changed(data)),
            "booking.committing" => new(at, "The booking is on record and goes to the calendar."),
            "booking.resolved" => Resolved(data, at),
            "booking.changed" => Altered(data, at),
            "booking.told" => new(at, "The caller heard that it is booked.", "good"),
            "claim.blocked" => new(at, $"Held back before it was said, for nothing backs it: “{Text(data, "text")}”", "bad"),
            "tool.called" => new(at, $"Asked for: {Text(data, "name").Replace('_', ' ')}{Values(data, "arguments")}", "asked"),
            _ => null,
        };
        if (step is not null && step.Text.Length > 0)
            _steps.Add(step);
    }

    private static string Changed(JsonElement data)
    {
        var when = Text(data, "start") is { Length: > 0 } start ? $" ({StepTimes.Of(start, Text(data, "zone"))})" : "";
        return Text(data, "state").ToLowerInvariant() switch
        {
            "seeking" => "Looks for a time.",
            "offered" => "Times were offered.",
            "chosen" => $"A time was chosen and is held{when}.",
            "detailscomplete" => "All details are there.",
            "readback" => $"The read-back is being said{when}.",
            "heard" => "The caller heard the whole read-back.",
            "agreed" => "The caller said yes.",
            "committing" => "",
            "unknown" => "The calendar's answer was lost; it is being looked up.",
            "confirmed" => $"It stands in the calendar{when}.",
            "told" => "",
            "abandoned" => "Given up; nothing stands for it.",
            var other => $"Now: {other}",
        };
    }

    private static StoryStep Resolved(JsonElement data, long at)
    {
        var outcome = Text(data, "outcome").ToLowerInvariant();
        var place = Text(data, "meetingPlace") is { Length: > 0 } where ? $" at {where}" : "";
        return outcome switch
        {
            "booked" => new(at, $"Booked{place}, reference {Text(data, "reference")}.", "good"),
            "moved" => new(at, $"Moved{place}, reference {Text(data, "reference")}.", "good"),
            "cancelled" => new(at, "Cancelled.", "good"),
            "pendingconfirmation" => new(at, "Taken by the calendar; a person must still agree.", "good"),
            "taken" => new(at, "Somebody else has just taken that time.", "bad"),
            "unknown" => new(at, "The calendar's answer was lost; it is being looked up.", "bad"),
            _ => new(at, $"The calendar answered: {outcome}.", "bad"),
        };
    }

    private static StoryStep Altered(JsonElement data, long at)
    {
        var when = Text(data, "start") is { Length: > 0 } start ? StepTimes.Of(start, Text(data, "zone")) : "another time";
        var why = Text(data, "reason").TrimEnd('.') is { Length: > 0 } reason ? $": {reason}" : "";
        return Text(data, "what") switch
        {
            "moved" => new(at, $"After the call it was moved in the calendar itself, to {when}.", "bad"),
            "cancelled" => new(at, $"After the call it was cancelled in the calendar itself{why}.", "bad"),
            "confirmed" => new(at, "A person at the calendar's side has agreed to it.", "good"),
            "restored" => new(at, $"It stands in the calendar again ({when}).", "good"),
            var other => new(at, $"It was changed in the calendar itself: {other}."),
        };
    }

    private static JsonDocument Parse(string data)
    {
        try
        {
            var parsed = JsonDocument.Parse(data.Length == 0 ? "{}" : data);
            if (parsed.RootElement.ValueKind == JsonValueKind.Object)
                return parsed;
            parsed.Dispose();
        }
        catch (JsonException)
        {
            // A torn entry is shown as raw text among the events; the story goes on without it.
        }

        return JsonDocument.Parse("{}");
    }

    private static string Text(JsonElement data, string name, string missing = "") =>
        data.TryGetProperty(name, out var value) ? value.ValueKind == JsonValueKind.String ? value.GetString()! : value.ValueKind == JsonValueKind.Null ? missing : value.GetRawText() : missing;

    private static string Values(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? string.Concat(value.EnumerateObject().Select(each => $", {(each.Value.ValueKind == JsonValueKind.String ? $"“{each.Value.GetString()}”" : each.Value.GetRawText())}"))
            : "";

    private static long? Number(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? (long)Math.Round(value.GetDouble()) : null;

    private static double? Fraction(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
