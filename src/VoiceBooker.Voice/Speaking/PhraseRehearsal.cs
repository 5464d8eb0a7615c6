using System.Buffers;

namespace VoiceBooker.Voice.Speaking;

/// <summary>Has fixed phrases in the store before a caller waits for them.</summary>
public static class PhraseRehearsal
{
    /// <summary>Takes each phrase from disk, or has it spoken once, one after the other; gives how many had to be spoken. Throws what the engine throws; what was ready by then stays.</summary>
    /// <param name="store">Where they are kept.</param>
    /// <param name="engine">Who speaks.</param>
    /// <param name="voice">In which voice and language.</param>
    /// <param name="phrases">Which ones.</param>
    /// <param name="stopping">Gives up.</param>
    public static async Task<int> RehearseAsync(this PhraseStore store, ITextToSpeech engine, SpokenVoice voice, FixedPhrases phrases, CancellationToken stopping)
    {
        var spoken = 0;
        ICallVoice? speaker = null;
        try
        {
            foreach (var text in phrases.All)
            {
                var key = PhraseKey.Of(engine, voice, text);
                if (await store.LoadAsync(key, stopping))
                    continue;
                speaker ??= engine.Open(voice);
                var audio = new ArrayBufferWriter<byte>();
                await foreach (var piece in speaker.SynthesizeAsync(text, stopping))
                    audio.Write(piece.Span);
                if (audio.WrittenCount == 0)
                    continue;
                store.Keep(key, audio.WrittenSpan.ToArray());
                spoken++;
            }
        }
        finally
        {
            if (speaker is not null)
                await speaker.DisposeAsync();
        }

        return spoken;
    }
}
