using System.Text.Json.Nodes;

namespace VoiceBooker.CallLab.StandIns.AzureSpeech;

/// <summary>How a client wants one turn to be listened to.</summary>
/// <param name="Pause">The silence that ends a segment.</param>
/// <param name="IsDetailed">True when results have their readings.</param>
internal sealed record RecognitionWish(TimeSpan Pause, bool IsDetailed)
{
    private const int MostPhrases = 500;
    private static readonly string[] Modes = ["interactive", "conversation", "dictation"];
    private static readonly string[] Segmentations = ["Normal", "Custom", "Semantic", "Disabled"];

    /// <summary>Without a word about it.</summary>
    public static readonly RecognitionWish Default = new(TimeSpan.FromMilliseconds(500), IsDetailed: false);

    /// <summary>Reads <c>speech.context</c> over the query; what is wrong with it, if anything.</summary>
    public static (RecognitionWish Wish, string Wrong) Read(JsonNode context, IQueryCollection query)
    {
        try
        {
            var detection = context["phraseDetection"];
            var mode = (string?)detection?["mode"] ?? "Conversation";
            if (!Modes.Contains(mode, StringComparer.OrdinalIgnoreCase))
                return (Default, $"phraseDetection.mode is {mode}");
            if (string.IsNullOrEmpty((string?)detection?["language"]) && query["language"].Count == 0 && query["cid"].Count == 0)
                return (Default, "no language is told");
            var segmentation = detection?[mode.ToLowerInvariant()]?["segmentation"];
            if (segmentation?["mode"] is { } how && !Segmentations.Contains((string?)how))
                return (Default, $"segmentation.mode is {how}");
            var pause = (int?)segmentation?["segmentationSilenceTimeoutMs"] ?? (int.TryParse(query["segmentationSilenceTimeoutMs"], out var asked) ? asked : 500);
            if (pause is < 100 or > 5000)
                return (Default, $"segmentationSilenceTimeoutMs is {pause}, not 100 to 5000");
            if ((int?)segmentation?["segmentationForcedTimeoutMs"] is < 20_000 or > 70_000)
                return (Default, "segmentationForcedTimeoutMs is not 20000 to 70000");
            var phrases = context["dgi"]?["groups"]?.AsArray().Sum(group => group?["items"]?.AsArray().Count ?? 0) ?? 0;
            if (phrases > MostPhrases)
                return (Default, $"the phrase list has {phrases} phrases, more than 500");
            if ((double?)context["dgi"]?["bias"] is < 0 or > 2)
                return (Default, "the phrase list's bias is not 0 to 2");
            var isDetailed = string.Equals((string?)context["phraseOutput"]?["format"] ?? query["format"], "detailed", StringComparison.OrdinalIgnoreCase);
            return (new RecognitionWish(TimeSpan.FromMilliseconds(pause), isDetailed), "");
        }
        catch (InvalidOperationException)
        {
            return (Default, "speech.context has a value of the wrong kind");
        }
    }
}
