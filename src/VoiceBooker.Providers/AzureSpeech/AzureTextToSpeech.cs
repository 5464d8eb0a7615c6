using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceBooker.Providers.AzureSpeech.Synthesis;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Providers.AzureSpeech;

/// <summary>Speaks with Azure Speech, in the telephone's own format. One object serves all calls.</summary>
internal sealed partial class AzureTextToSpeech(IOptions<AzureSpeechOptions> options, SpeechSignIn signIn, TimeProvider time, ILogger<AzureTextToSpeech> log) : ITextToSpeech, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }, disposeHandler: true);
    private volatile bool _hasNoStreamedText;

    /// <inheritdoc/>
    public string Name => "azure";

    /// <inheritdoc/>
    public string Manner(SpokenVoice voice)
    {
        var (name, language) = SpeechVoices.Choose(voice, options.Value.Voices);
        return $"{name} {language}"; // some voices speak several languages
    }

    /// <inheritdoc/>
    public ICallVoice Open(SpokenVoice voice)
    {
        var chosen = SpeechVoices.Choose(voice, options.Value.Voices);
        return options.Value.Synthesis == SynthesisWay.Rest
            ? new RestVoice(options.Value, chosen, signIn, _http, time)
            : new SocketVoice(cancel => ConnectAsync(chosen, cancel), time);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>A service that has no socket for streamed text is asked for the older one, from then on at once; a token that was refused is fetched anew, once.</summary>
    private async Task<SynthesisConnection> ConnectAsync(SpeechVoices voice, CancellationToken cancel)
    {
        for (var isAgain = false; ; isAgain = true)
        {
            var way = _hasNoStreamedText ? SynthesisWay.Ssml : options.Value.Synthesis;
            try
            {
                return await SynthesisConnection.OpenAsync(options.Value, way, voice, signIn, time, cancel);
            }
            catch (AzureSpeechException refused) when (refused.Status is 404 && way == SynthesisWay.StreamedText)
            {
                _hasNoStreamedText = true;
                LogNoStreamedText();
            }
            catch (AzureSpeechException refused) when (refused.Status is 401 && signIn.UsesTokens && !isAgain)
            {
                signIn.Forget();
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The synthesiser takes no streamed text here; its older socket is used.")]
    private partial void LogNoStreamedText();
}
