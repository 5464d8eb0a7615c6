namespace VoiceBooker.Voice.Speaking;

/// <summary>A voice as an assistant wishes it. <see langword="default"/> is the engine's own default voice, in English.</summary>
/// <param name="Name">The engine's name for it; unknown or empty: the engine's default for the language.</param>
/// <param name="Language">BCP 47 tag of what is spoken, "de-DE"; empty: "en-US".</param>
public readonly record struct SpokenVoice(string Name, string Language);

/// <summary>Turns phrases into telephone audio. One object serves all calls.</summary>
public interface ITextToSpeech
{
    /// <summary>What the settings and the journal call this engine; lower case, one word.</summary>
    string Name { get; }

    /// <summary>
    /// What the sound depends on besides words and language: which voice speaks for <paramref name="voice"/> as things are configured, its model, its manner. Part of the key under which spoken phrases
    /// are kept, so it is the same after a restart and changes when the settings change the sound. No secret stands in it. Returns at once.
    /// </summary>
    string Manner(SpokenVoice voice);

    /// <summary>The voice for one call. Returns at once; an engine with a connection begins to open it now, before the first word is needed. Whoever opens it disposes it.</summary>
    ICallVoice Open(SpokenVoice voice);
}

/// <summary>One call's voice. It speaks one phrase at a time, and a filler beside it.</summary>
public interface ICallVoice : IAsyncDisposable
{
    /// <summary>
    /// Speaks one phrase: pieces of headerless mu-law, 8000 Hz, of any length, first piece as early as possible. The pieces may be kept by the reader.
    /// An empty phrase gives no audio. Throws when the engine fails; the session then goes on with the next voice or with captions.
    /// </summary>
    /// <param name="phrase">A sentence or clause in plain text.</param>
    /// <param name="bargeIn">Cancelled when the caller interrupts.</param>
    IAsyncEnumerable<ReadOnlyMemory<byte>> SynthesizeAsync(string phrase, CancellationToken bargeIn);
}
