using System.Text.Json.Serialization;

namespace VoiceBooker.Providers.ElevenLabs;

/// <summary>A message from ElevenLabs: audio of a context, its end, or an error.</summary>
internal sealed record ElevenLabsMessage
{
    public byte[]? Audio { get; init; }

    public bool? IsFinal { get; init; }

    public string? ContextId { get; init; }

    /// <summary>A word for what is wrong, such as max_active_conversations; null: nothing.</summary>
    public string? Error { get; init; }
}

/// <summary>A message to ElevenLabs; what is null is left out.</summary>
internal sealed record ContextMessage(string? ContextId)
{
    public string? Text { get; init; }

    public VoiceManner? VoiceSettings { get; init; }

    public bool? Flush { get; init; }

    public bool? CloseContext { get; init; }

    public bool? CloseSocket { get; init; }
}

/// <summary>How the voice speaks.</summary>
internal sealed record VoiceManner(double Stability, double SimilarityBoost, double Style, bool UseSpeakerBoost, double Speed);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ElevenLabsMessage))]
internal sealed partial class ReceivedJson : JsonSerializerContext;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ContextMessage))]
internal sealed partial class SentJson : JsonSerializerContext;
