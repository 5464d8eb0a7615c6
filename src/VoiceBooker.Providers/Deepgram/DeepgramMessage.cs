using System.Text.Json.Serialization;

namespace VoiceBooker.Providers.Deepgram;

/// <summary>Any JSON message from Deepgram: those of both listening doors and of the speaking one, by their <see cref="Type"/>. Fields we do not read are left out.</summary>
internal sealed record DeepgramMessage
{
    public string? Type { get; init; }

    public double? Start { get; init; }

    public double? Duration { get; init; }

    public bool IsFinal { get; init; }

    public bool SpeechFinal { get; init; }

    public bool FromFinalize { get; init; }

    /// <summary>An object in Results, an array of numbers in other messages.</summary>
    [JsonConverter(typeof(ChannelReading))]
    public HeardChannel? Channel { get; init; }

    public string? Event { get; init; }

    public double? AudioWindowEnd { get; init; }

    public string? Transcript { get; init; }

    public IReadOnlyList<HeardWord>? Words { get; init; }

    public string? Code { get; init; }

    public string? Description { get; init; }
}

/// <summary>What was understood, best first.</summary>
internal sealed record HeardChannel(IReadOnlyList<HeardAlternative>? Alternatives);

/// <summary>One way to understand it.</summary>
internal sealed record HeardAlternative(string? Transcript, double? Confidence, IReadOnlyList<HeardWord>? Words);

/// <summary>One word.</summary>
internal sealed record HeardWord(double? Confidence);

/// <summary>What is changed of a running connection of Flux.</summary>
internal sealed record ConfigureMessage(TurnThresholds Thresholds, IReadOnlyList<string> Keyterms)
{
    public string Type => "Configure";
}

/// <summary>When Flux ends a turn.</summary>
internal sealed record TurnThresholds(double EotThreshold, double? EagerEotThreshold, int EotTimeoutMs);

/// <summary>Text to be spoken.</summary>
internal sealed record SpeakMessage(string Text)
{
    public string Type => "Speak";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeepgramMessage))]
[JsonSerializable(typeof(ConfigureMessage))]
[JsonSerializable(typeof(SpeakMessage))]
internal sealed partial class DeepgramJson : JsonSerializerContext;

/// <summary>Reads <see cref="DeepgramMessage.Channel"/>, whose name two kinds of messages use for different things.</summary>
internal sealed class ChannelReading : JsonConverter<HeardChannel?>
{
    public override HeardChannel? Read(ref System.Text.Json.Utf8JsonReader reader, Type typeToConvert, System.Text.Json.JsonSerializerOptions options)
    {
        if (reader.TokenType is System.Text.Json.JsonTokenType.StartObject)
            return System.Text.Json.JsonSerializer.Deserialize(ref reader, DeepgramJson.Default.HeardChannel);
        reader.Skip();
        return null;
    }

    public override void Write(System.Text.Json.Utf8JsonWriter writer, HeardChannel? value, System.Text.Json.JsonSerializerOptions options) => throw new NotSupportedException("These are only read.");
}
