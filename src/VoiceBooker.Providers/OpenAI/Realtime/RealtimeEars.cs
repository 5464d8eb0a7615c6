using System.Runtime.CompilerServices;
using System.Threading.Channels;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;

namespace VoiceBooker.Providers.OpenAI.Realtime;

/// <summary>The session's ears: frames go to the model as they come, its transcripts come back. Whose turn it is they leave to the engine.</summary>
internal sealed class RealtimeEars(string name, RealtimeCall call) : ISpeechToText
{
    private static readonly TimeSpan LastWordsWithin = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public async IAsyncEnumerable<CallEvent> TranscribeAsync(ChannelReader<AudioFrame> audio, ListeningBrief brief, [EnumeratorCancellation] CancellationToken hangUp)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(hangUp);
        var passing = PassAsync(audio, over);
        try
        {
            await using var heard = call.Heard.EachAsync(over.Token).GetAsyncEnumerator(over.Token);
            while (await NextAsync(heard, over.Token, hangUp))
                yield return heard.Current;
        }
        finally
        {
            await over.CancelAsync();
            await passing;
        }
    }

    /// <summary>The end of the audio, some time for the last words included, ends the listening without a complaint.</summary>
    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<CallEvent> heard, CancellationToken over, CancellationToken hangUp)
    {
        try
        {
            return await heard.MoveNextAsync();
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !hangUp.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task PassAsync(ChannelReader<AudioFrame> audio, CancellationTokenSource over)
    {
        try
        {
            await foreach (var frame in audio.EachAsync(over.Token))
                call.Hear(frame.MuLaw.Span);
            over.CancelAfter(LastWordsWithin);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // the call is over, or the session: then what is heard completes with the reason
        }
    }
}
