using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceBooker.Providers.AzureSpeech.Recognition;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;

namespace VoiceBooker.Providers.AzureSpeech;

/// <summary>
/// Listens with Azure Speech over its streaming socket. Gives partial and final transcripts; ends of turns it leaves to the engine. A final transcript comes
/// <see cref="AzureSpeechOptions.SegmentationSilence"/> after the last sound, plus the way there and back.
/// </summary>
internal sealed class AzureSpeechToText(IOptions<AzureSpeechOptions> options, SpeechSignIn signIn, TimeProvider time, ILogger<AzureSpeechToText> log) : ISpeechToText
{
    private const int EventsAhead = 256;

    /// <inheritdoc/>
    public string Name => "azure";

    /// <inheritdoc/>
    public async IAsyncEnumerable<CallEvent> TranscribeAsync(ChannelReader<AudioFrame> audio, ListeningBrief brief, [EnumeratorCancellation] CancellationToken hangUp)
    {
        var understood = Channel.CreateBounded<CallEvent>(new BoundedChannelOptions(EventsAhead) { SingleReader = true });
        using var letGo = CancellationTokenSource.CreateLinkedTokenSource(hangUp);
        var listening = ListenAsync(new Transcription(options.Value, signIn, audio, brief, understood.Writer, time, log), understood.Writer, letGo.Token);
        try
        {
            await foreach (var happened in understood.Reader.EachAsync(hangUp))
                yield return happened;
        }
        finally
        {
            await letGo.CancelAsync();
            await listening; // the connection never outlives its call
        }
    }

    private static async Task ListenAsync(Transcription transcription, ChannelWriter<CallEvent> understood, CancellationToken letGo)
    {
        try
        {
            await transcription.RunAsync(letGo);
            understood.Complete();
        }
        catch (OperationCanceledException) when (letGo.IsCancellationRequested)
        {
            understood.Complete();
        }
        catch (Exception broken)
        {
            understood.Complete(broken);
        }
    }
}
