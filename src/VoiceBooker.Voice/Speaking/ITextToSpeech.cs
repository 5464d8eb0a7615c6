namespace VoiceBooker.Voice.Speaking;

/// <summary>Turns phrases into telephone audio.</summary>
public interface ITextToSpeech
{
    /// <summary>
    /// Speaks one phrase: pieces of headerless mu-law, 8000 Hz, of any length, first piece as early as possible. The pieces may be kept by the reader.
    /// An empty phrase gives no audio. Throws when the engine fails; the session then goes on with the next voice or with captions.
    /// </summary>
    /// <param name="phrase">A sentence or clause in plain text.</param>
    /// <param name="voice">The assistant's voice; an unknown name means the engine's default.</param>
    /// <param name="bargeIn">Cancelled when the caller interrupts.</param>
    IAsyncEnumerable<ReadOnlyMemory<byte>> SynthesizeAsync(string phrase, string voice, CancellationToken bargeIn);
}
