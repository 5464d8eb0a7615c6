using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceBooker.Providers.Sockets;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Providers.Deepgram;

/// <summary>Speaks with Deepgram's Aura voices, as mu-law of 8000 Hz.</summary>
internal sealed partial class DeepgramTextToSpeech(IOptions<DeepgramOptions> options, TimeProvider time, ILogger<DeepgramTextToSpeech> log) : ITextToSpeech
{
    /// <inheritdoc/>
    public string Name => "deepgram";

    /// <inheritdoc/>
    public string Manner(SpokenVoice voice) => VoiceFor(voice);

    /// <inheritdoc/>
    public ICallVoice Open(SpokenVoice voice)
    {
        var settings = options.Value;
        List<(string Name, string Value)> query = [("model", VoiceFor(voice)), ("encoding", "mulaw"), ("sample_rate", "8000"), ("container", "none")];
        if (settings.OptOutOfTraining)
            query.Add(("mip_opt_out", "true"));
        return new DeepgramCallVoice(settings, ServiceAddress.Socket(settings.BaseAddress, "v1/speak", query), time, log);
    }

    private string VoiceFor(SpokenVoice voice) =>
        VoiceName().IsMatch(voice.Name ?? "") ? voice.Name! : VoicesByLanguage.Find(options.Value.Voices, voice.Language ?? "", options.Value.Voice);

    [GeneratedRegex("^aura-[a-z0-9-]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VoiceName();
}
