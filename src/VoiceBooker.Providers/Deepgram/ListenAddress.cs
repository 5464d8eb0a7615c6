using System.Globalization;
using VoiceBooker.Providers.Sockets;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Providers.Deepgram;

/// <summary>What a listening connection is asked for.</summary>
internal static class ListenAddress
{
    private const int LongestKeyterm = 100;
    private static readonly string[] NovaRegions = ["en-US", "en-AU", "en-GB", "en-IN", "en-NZ", "es-419", "fr-CA", "de-CH", "pt-BR", "pt-PT", "nl-BE"];

    /// <summary>The address of a call's recogniser.</summary>
    public static Uri For(DeepgramOptions options, ListeningBrief brief) =>
        options.Listen is DeepgramFamily.Flux
            ? ServiceAddress.Socket(options.BaseAddress, "v2/listen", Flux(options, brief))
            : ServiceAddress.Socket(options.BaseAddress, "v1/listen", Nova(options, brief));

    /// <summary>The words to listen for at this moment: what was just offered, then what is likely on the whole call.</summary>
    public static IReadOnlyList<string> Keyterms(DeepgramOptions options, ListeningBrief brief) =>
        [.. brief.Expected.Now.Phrases.Concat(brief.Asides).Concat(brief.Phrases)
            .Select(phrase => phrase.Trim())
            .Where(phrase => phrase.Length is > 0 and <= LongestKeyterm)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(options.Keyterms)];

    /// <summary>When Flux is to end a turn, by what is being asked: one who dictates pauses to think.</summary>
    public static TurnThresholds Thresholds(DeepgramOptions options, Question asked)
    {
        var dictates = asked.Kind is AnswerKind.Name or AnswerKind.Email or AnswerKind.Digits or AnswerKind.FreeText;
        return new TurnThresholds(
            dictates ? Math.Max(options.DictationThreshold, options.EndOfTurnThreshold) : options.EndOfTurnThreshold,
            options.EagerEndOfTurnThreshold > 0 ? options.EagerEndOfTurnThreshold : null,
            (int)options.EndOfTurnTimeout.TotalMilliseconds);
    }

    private static IEnumerable<(string Name, string Value)> Nova(DeepgramOptions options, ListeningBrief brief)
    {
        yield return ("model", options.NovaModel);
        yield return ("language", NovaRegions.FirstOrDefault(known => known.Equals(brief.Language, StringComparison.OrdinalIgnoreCase)) ?? VoicesByLanguage.Bare(brief.Language));
        foreach (var audio in Audio(options))
            yield return audio;
        yield return ("channels", "1");
        yield return ("interim_results", "true");
        yield return ("punctuate", "true");
        yield return ("endpointing", Milliseconds(options.Endpointing));
        yield return ("utterance_end_ms", Milliseconds(options.UtteranceEnd));
        yield return ("vad_events", "true");
        if (!options.NovaModel.StartsWith("nova-3", StringComparison.Ordinal))
            yield break; // older models know no keyterms
        foreach (var term in Keyterms(options, brief))
            yield return ("keyterm", term);
    }

    private static IEnumerable<(string Name, string Value)> Flux(DeepgramOptions options, ListeningBrief brief)
    {
        var language = VoicesByLanguage.Bare(brief.Language);
        var model = options.FluxModel.Length > 0 ? options.FluxModel : language == "en" ? "flux-general-en" : "flux-general-multi";
        var thresholds = Thresholds(options, brief.Expected.Now);
        yield return ("model", model);
        if (model.EndsWith("-multi", StringComparison.Ordinal))
            yield return ("language_hint", language);
        foreach (var audio in Audio(options))
            yield return audio;
        yield return ("eot_threshold", Number(thresholds.EotThreshold));
        if (thresholds.EagerEotThreshold is { } eager)
            yield return ("eager_eot_threshold", Number(eager));
        yield return ("eot_timeout_ms", Milliseconds(options.EndOfTurnTimeout));
        foreach (var term in Keyterms(options, brief))
            yield return ("keyterm", term);
    }

    private static IEnumerable<(string Name, string Value)> Audio(DeepgramOptions options)
    {
        yield return ("encoding", "mulaw");
        yield return ("sample_rate", "8000");
        if (options.OptOutOfTraining)
            yield return ("mip_opt_out", "true");
    }

    private static string Milliseconds(TimeSpan span) => ((int)span.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
