using System.Text.Json.Serialization;

namespace VoiceBooker.Providers.AzureSpeech.Recognition;

/// <summary>A partial result.</summary>
internal sealed record HypothesisBody(string? Text);

/// <summary>A final result of one segment. Times are ticks of 100 ns from the start of the turn's audio.</summary>
internal sealed record PhraseBody(string? RecognitionStatus, string? DisplayText, long Offset, long Duration, IReadOnlyList<PhraseGuess>? NBest);

/// <summary>One reading of a segment, the best first.</summary>
internal sealed record PhraseGuess(double? Confidence, string? Lexical, string? Display);

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(HypothesisBody))]
[JsonSerializable(typeof(PhraseBody))]
internal sealed partial class RecognitionJson : JsonSerializerContext;
