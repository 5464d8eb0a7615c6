using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceBooker.Providers.Sockets;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Providers.ElevenLabs;

/// <summary>Speaks with ElevenLabs, as mu-law of 8000 Hz.</summary>
internal sealed partial class ElevenLabsTextToSpeech(IOptions<ElevenLabsOptions> options, TimeProvider time, ILogger<ElevenLabsTextToSpeech> log) : ITextToSpeech
{
    /// <inheritdoc/>
    public string Name => "elevenlabs";

    /// <inheritdoc/>
    public string Manner(SpokenVoice voice)
    {
        var settings = options.Value;
        return string.Create(CultureInfo.InvariantCulture, $"{VoiceFor(voice)} {settings.Model} {settings.Stability} {settings.SimilarityBoost} {settings.Style} {settings.SpeakerBoost} {settings.Speed}");
    }

    /// <inheritdoc/>
    public ICallVoice Open(SpokenVoice voice)
    {
        var settings = options.Value;
        var language = voice.Language ?? "";
        return new ElevenLabsCallVoice(settings, ServiceAddress.Socket(settings.BaseAddress, $"v1/text-to-speech/{VoiceFor(voice)}/multi-stream-input", Query(settings, language)), time, log);
    }

    private string VoiceFor(SpokenVoice voice) =>
        VoiceId().IsMatch(voice.Name ?? "") ? voice.Name! : VoicesByLanguage.Find(options.Value.Voices, voice.Language ?? "", options.Value.Voice);

    private static IEnumerable<(string Name, string Value)> Query(ElevenLabsOptions options, string language)
    {
        yield return ("model_id", options.Model);
        yield return ("output_format", "ulaw_8000");
        yield return ("auto_mode", options.AutoMode ? "true" : "false");
        yield return ("inactivity_timeout", ((int)options.InactivityTimeout.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        if (options.Model.EndsWith("_v2_5", StringComparison.Ordinal))
            yield return ("language_code", VoicesByLanguage.Bare(language)); // other models find the language out and refuse to be told
        if (!options.Logging)
            yield return ("enable_logging", "false");
    }

    /// <summary>Ids of voices are twenty letters and digits; a shorter name is another engine's.</summary>
    [GeneratedRegex("^[A-Za-z0-9]{20}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VoiceId();
}
