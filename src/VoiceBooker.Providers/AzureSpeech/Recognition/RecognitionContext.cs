using System.Text.Json.Nodes;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Providers.AzureSpeech.Recognition;

/// <summary>What a recogniser is told: once for each connection who we are, for each turn how to listen.</summary>
internal static class RecognitionContext
{
    private const int MostPhrases = 500;
    private const int LongestPhrase = 200;

    /// <summary>The body of <c>speech.config</c>.</summary>
    public static string Config(RecognitionAudio audio) => new JsonObject
    {
        ["context"] = new JsonObject
        {
            ["system"] = new JsonObject { ["name"] = "VoiceBooker", ["version"] = "1.0.0", ["build"] = "dotnet", ["lang"] = "C#" },
            ["os"] = new JsonObject { ["platform"] = Environment.OSVersion.Platform.ToString(), ["name"] = "unknown", ["version"] = "unknown" },
            ["audio"] = new JsonObject
            {
                ["source"] = new JsonObject
                {
                    ["bitspersample"] = audio == RecognitionAudio.MuLaw ? 8 : 16,
                    ["channelcount"] = 1,
                    ["connectivity"] = "Unknown",
                    ["manufacturer"] = "VoiceBooker",
                    ["model"] = "Telephone",
                    ["samplerate"] = 8000,
                    ["type"] = "Stream",
                },
            },
        },
        ["recognition"] = "conversation",
    }.ToJsonString();

    /// <summary>The body of <c>speech.context</c>.</summary>
    /// <param name="options">How to listen.</param>
    /// <param name="brief">The call's language and likely words.</param>
    /// <param name="question">What is being asked.</param>
    public static string Of(AzureSpeechOptions options, ListeningBrief brief, Question question)
    {
        var detection = new JsonObject { ["mode"] = "Conversation", ["language"] = brief.Language, ["initialSilenceTimeout"] = 0 };
        var segmentation = options.Segmentation switch
        {
            Segmentation.Silence => new JsonObject
            {
                ["mode"] = "Custom",
                ["segmentationSilenceTimeoutMs"] = (int)Silence(options, question.Kind).TotalMilliseconds,
                ["segmentationForcedTimeoutMs"] = (int)options.LongestSegment.TotalMilliseconds,
            },
            Segmentation.Semantic => new JsonObject { ["mode"] = "Semantic" },
            _ => null,
        };
        if (segmentation is not null)
            detection["conversation"] = new JsonObject { ["segmentation"] = segmentation };
        detection["enrichment"] = new JsonObject { ["profanity"] = "Raw" };
        var context = new JsonObject { ["phraseDetection"] = detection, ["phraseOutput"] = new JsonObject { ["format"] = "Detailed" } };
        var phrases = Phrases([.. question.Phrases, .. brief.Asides, .. brief.Phrases]);
        if (phrases.Count > 0 && options.PhraseWeight > 0)
        {
            var group = new JsonObject { ["type"] = "Generic", ["items"] = new JsonArray([.. phrases.Select(phrase => new JsonObject { ["text"] = phrase })]) };
            var list = new JsonObject { ["groups"] = new JsonArray(group) };
            if (options.PhraseWeight is < 1 or > 1)
                list["bias"] = options.PhraseWeight;
            context["dgi"] = list;
        }

        return context.ToJsonString();
    }

    /// <summary>What may stand in a phrase list: letters, digits, blanks and common punctuation; each phrase once, the first ones where there are too many.</summary>
    public static IReadOnlyList<string> Phrases(IEnumerable<string> wished)
    {
        var taken = new List<string>();
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var wish in wished)
        {
            var phrase = string.Join(' ', new string([.. wish.Take(LongestPhrase).Select(each => Allowed(each) ? each : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
            if (taken.Count < MostPhrases && phrase.Any(char.IsLetterOrDigit) && known.Add(phrase))
                taken.Add(phrase);
        }

        return taken;
    }

    private static TimeSpan Silence(AzureSpeechOptions options, AnswerKind kind) =>
        kind is AnswerKind.Name or AnswerKind.Email or AnswerKind.Digits ? options.DictationSilence : options.SegmentationSilence;

    private static bool Allowed(char each) => char.IsLetterOrDigit(each) || char.GetUnicodeCategory(each) is System.Globalization.UnicodeCategory.NonSpacingMark || ".,'’&-@/:+#!?".Contains(each, StringComparison.Ordinal);
}
