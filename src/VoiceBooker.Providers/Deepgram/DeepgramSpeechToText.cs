using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;

namespace VoiceBooker.Providers.Deepgram;

/// <summary>Listens with Deepgram, with Nova or Flux as the settings say. One connection serves one call; the line's mu-law goes there untouched.</summary>
internal sealed class DeepgramSpeechToText(IOptions<DeepgramOptions> options, TimeProvider time, ILogger<DeepgramSpeechToText> log) : ISpeechToText
{
    /// <inheritdoc/>
    public string Name => "deepgram";

    /// <inheritdoc/>
    public async IAsyncEnumerable<CallEvent> TranscribeAsync(ChannelReader<AudioFrame> audio, ListeningBrief brief, [EnumeratorCancellation] CancellationToken hangUp)
    {
        using var letGo = CancellationTokenSource.CreateLinkedTokenSource(hangUp);
        var listening = new DeepgramListening(options.Value, brief, audio, time, log);
        var running = listening.RunAsync(letGo.Token);
        try
        {
            await foreach (var happened in listening.Happened.ReadAllAsync(hangUp))
                yield return happened;
        }
        finally
        {
            await letGo.CancelAsync();
            await running; // the connection never outlives its call
        }
    }
}
