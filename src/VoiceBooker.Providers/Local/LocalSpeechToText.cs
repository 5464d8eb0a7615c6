using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using VoiceBooker.Providers.Local.Hearing;
using VoiceBooker.Providers.Local.Native;
using VoiceBooker.Providers.Local.Words;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Engines;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;

namespace VoiceBooker.Providers.Local;

/// <summary>
/// Listens with pocketsphinx, in process. One object serves all calls; each call has a decoder of its own. Gives partial and final transcripts; ends of turns it leaves to
/// the engine. A final transcript comes <see cref="LocalSpeechOptions.EndOfUtterance"/> after the last sound, without further delay.
/// </summary>
public sealed class LocalSpeechToText : ISpeechToText, IAsyncDisposable
{
    private readonly LocalSpeechOptions _options;
    private readonly ListenerPool _listeners;
    private readonly SpeechWorkers _workers;

    /// <summary>Loads nothing yet; see <see cref="PrepareAsync"/>.</summary>
    public LocalSpeechToText(IOptions<LocalSpeechOptions> options)
    {
        _options = options.Value;
        _listeners = new ListenerPool(() => LanguageModels.Open(_options.ModelFolder, _options.CacheFolder), _options.SpareDecoders);
        _workers = new SpeechWorkers("ears", Environment.ProcessorCount, niceness: 5);
    }

    /// <summary>Makes the language models when they are not there yet (about a second) and the spare decoders.</summary>
    public Task PrepareAsync() => _listeners.FillAsync();

    /// <inheritdoc/>
    public string Name => SpeechOptions.Embedded;

    /// <inheritdoc/>
    public async IAsyncEnumerable<CallEvent> TranscribeAsync(ChannelReader<AudioFrame> audio, ListeningBrief brief, [EnumeratorCancellation] CancellationToken hangUp)
    {
        var understood = Channel.CreateUnbounded<CallEvent>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        using var letGo = CancellationTokenSource.CreateLinkedTokenSource(hangUp);

        // Decoding is milliseconds of work for each frame: it has threads of its own.
        var listening = _workers.RunAsync(() => ListenAsync(audio, brief, understood.Writer, letGo.Token));
        try
        {
            await foreach (var happened in understood.Reader.ReadAllAsync(hangUp))
                yield return happened;
        }
        finally
        {
            await letGo.CancelAsync();
            await listening; // the decoder never outlives its call
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _workers.Dispose();
        await _listeners.DisposeAsync();
    }

    private async Task ListenAsync(ChannelReader<AudioFrame> audio, ListeningBrief brief, ChannelWriter<CallEvent> understood, CancellationToken letGo)
    {
        try
        {
            using var listener = _listeners.Take();
            listener.Asides = brief.Asides;
            var ears = new Ears(listener, brief.Expected, _options);
            var events = new List<CallEvent>();
            while (await audio.WaitToReadAsync(letGo))
            {
                while (!letGo.IsCancellationRequested && audio.TryRead(out var frame))
                {
                    ears.Hear(frame.MuLaw.Span, events);
                    Pass(events, understood);
                }
            }

            ears.End(events);
            Pass(events, understood);
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

    private static void Pass(List<CallEvent> events, ChannelWriter<CallEvent> understood)
    {
        foreach (var happened in events)
            understood.TryWrite(happened);
        events.Clear();
    }
}
