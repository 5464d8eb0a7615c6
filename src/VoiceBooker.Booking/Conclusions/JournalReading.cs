using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using VoiceBooker.Booking.Journal;

namespace VoiceBooker.Booking.Conclusions;

/// <summary>Something that was done with a meeting on a call.</summary>
/// <param name="What">"booked", "pending" (somebody must still agree), "moved" or "cancelled".</param>
/// <param name="Event">What is met for; empty when not known.</param>
/// <param name="Start">When; null when not known.</param>
/// <param name="Zone">The person's IANA zone; empty when not known.</param>
internal sealed record Deed(string What, string Event, Instant? Start, string Zone);

/// <summary>What a call's journal tells that matters for its conclusion. Pure; unknown entries and broken payloads are passed over.</summary>
internal sealed class JournalReading
{
    /// <summary>The entries that are looked at.</summary>
    public static readonly IReadOnlyList<string> Kinds =
    [
        "caller.said", "key.pressed", "intent.changed", "booking.cancelling", "booking.resolved", "transfer", "transfer.failed", "wish.noted", "message.taken", "details",
        "far-side", "opted-out", "call-back", "not-interested", "wrong-person", "voicemail", "screening", "error",
    ];

    private readonly Dictionary<string, Deed> _intents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Deed> _deeds = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);

    /// <summary>Who answered, the last verdict that was acted on, in kebab case; empty: none.</summary>
    public string FarSide { get; private set; } = "";

    /// <summary>Whether the far side said or pressed anything.</summary>
    public bool Spoke { get; private set; }

    /// <summary>The person asked never to be called again.</summary>
    public bool OptedOut { get; private set; }

    /// <summary>The last of what a person wished about being called or said of themselves: "call-back", "not-interested" or "wrong-person"; empty: nothing.</summary>
    public string Wish { get; private set; } = "";

    /// <summary>When they want to be called back; null: they named no time.</summary>
    public Instant? CallBackAt { get; private set; }

    /// <summary>Whether a message was left on an answering machine; null: no machine was spoken to.</summary>
    public bool? VoicemailLeft { get; private set; }

    /// <summary>A screening assistant asked who calls.</summary>
    public bool Screened { get; private set; }

    /// <summary>Whether the person was handed over in the end.</summary>
    public bool Transferred { get; private set; }

    /// <summary>What was wanted last and came to nothing so far: the event's name; null: nothing.</summary>
    public string? Wanted { get; private set; }

    /// <summary>What was left for people to do, in the order of the call.</summary>
    public List<string> Left { get; } = [];

    /// <summary>Why nobody answered; empty: somebody did.</summary>
    public string Failure { get; private set; } = "";

    /// <summary>What the person told, as it stood at the end.</summary>
    public IReadOnlyDictionary<string, string> Details { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What was done, in the order of the call; what was booked and cancelled again is only the latter.</summary>
    public IReadOnlyList<Deed> Deeds => [.. _deeds.Values];

    /// <summary>Whether it is not known of a booking whether it stands.</summary>
    public bool HasUnknown => _unknown.Count > 0;

    /// <summary>Reads a journal.</summary>
    public static JournalReading Of(IEnumerable<JournalEntry> entries)
    {
        var reading = new JournalReading();
        foreach (var entry in entries)
        {
            try
            {
                using var payload = JsonDocument.Parse(entry.Data);
                reading.Take(entry.Kind, payload.RootElement);
            }
            catch (JsonException)
            {
                // an entry that cannot be read says nothing
            }
        }

        return reading;
    }

    /// <summary>They hung up before a person took them.</summary>
    public void Abandon()
    {
        if (!Transferred)
            return;
        Transferred = false;
        Left.Add("they hung up before a person of ours took the call; call them back");
    }

    private void Take(string kind, JsonElement data)
    {
        switch (kind)
        {
            case "caller.said":
                Spoke |= Text(data, "text").Length > 0;
                break;
            case "key.pressed":
                Spoke = true;
                break;
            case "far-side" when !IsFalse(data, "acted"): // an opinion that changed nothing only stands in the record
                FarSide = Text(data, "who");
                break;
            case "opted-out":
                OptedOut = true;
                break;
            case "call-back":
                (Wish, CallBackAt) = (kind, Moment(data, "at"));
                break;
            case "not-interested" or "wrong-person":
                Wish = kind;
                break;
            case "voicemail":
                VoicemailLeft = (VoicemailLeft ?? false) || (data.TryGetProperty("left", out var left) && left.ValueKind == JsonValueKind.True);
                break;
            case "screening":
                Screened = true;
                break;
            case "transfer" or "transfer.failed":
                Transferred = kind == "transfer";
                break;
            case "wish.noted":
                Left.Add(Text(data, "title"));
                break;
            case "message.taken":
                Left.Add($"Message: “{Text(data, "text")}”");
                break;
            case "details":
                Details = data.EnumerateObject().Where(each => each.Value.ValueKind == JsonValueKind.String).ToDictionary(each => each.Name, each => each.Value.GetString() ?? "", StringComparer.Ordinal);
                break;
            case "error" when Text(data, "part") is "assistant" or "lines" or "speech":
                Failure = Text(data, "message");
                break;
            default:
                TakeBooking(kind, data);
                break;
        }
    }

    private void TakeBooking(string kind, JsonElement data)
    {
        var intent = Text(data, "intent");
        var before = _intents.GetValueOrDefault(intent, new Deed("", "", null, ""));
        switch (kind)
        {
            case "intent.changed":
                Wanted = Text(data, "event") is { Length: > 0 } name ? name : Wanted;
                _intents[intent] = new Deed("", Text(data, "event"), Moment(data, "start") ?? before.Start, Text(data, "zone"));
                break;
            case "booking.cancelling":
                _intents[intent] = new Deed("", Text(data, "event"), Moment(data, "start"), Text(data, "zone"));
                break;
            case "booking.resolved":
                var outcome = Text(data, "outcome");
                _unknown.Remove(intent);
                if (outcome is "booked" or "pending" or "moved" or "cancelled")
                {
                    _deeds.Remove(intent);
                    _deeds[intent] = before with { What = outcome, Start = Moment(data, "start") ?? before.Start };
                    Wanted = null;
                }
                else if (outcome == "unknown")
                {
                    _unknown.Add(intent);
                }

                break;
        }
    }

    private static string Text(JsonElement data, string name) => data.TryGetProperty(name, out var value) ? value.ValueKind switch { JsonValueKind.String => value.GetString() ?? "", JsonValueKind.Number => value.GetDouble().ToString(CultureInfo.InvariantCulture), _ => "" } : "";

    private static bool IsFalse(JsonElement data, string name) => data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.False;

    private static Instant? Moment(JsonElement data, string name) => InstantPattern.ExtendedIso.Parse(Text(data, name)) is { Success: true, Value: var at } ? at : null;
}
