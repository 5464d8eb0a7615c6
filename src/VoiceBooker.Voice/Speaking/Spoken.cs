using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Voice.Speaking;

/// <summary>What the voice hands to the playout.</summary>
internal abstract record Spoken
{
    private Spoken() { }

    /// <summary>A phrase begins; its audio follows.</summary>
    public sealed record Phrase(string Text, string? Tag) : Spoken;

    /// <summary>A passage with a voice of its own begins; its audio follows, its words become known meanwhile.</summary>
    public sealed record Passage(VoicedPassage Voiced) : Spoken;

    /// <summary>Audio of the phrase begun last.</summary>
    public sealed record Piece(ReadOnlyMemory<byte> MuLaw) : Spoken;

    /// <summary>The phrase begun last is spoken again from its beginning, by another voice: what is not yet on the line of what came before is thrown away.</summary>
    public sealed record Again : Spoken;

    /// <summary>The phrase begun last has no more audio. Not <paramref name="Whole"/>: no voice spoke it to its end.</summary>
    public sealed record PhraseEnd(bool Whole = true) : Spoken;

    /// <summary>The words so far have asked this.</summary>
    public sealed record Asked(Question Question) : Spoken;

    /// <summary>All has been said; without it the speech was broken off. <paramref name="Awaits"/> is the question that now stands; null: no answer is awaited.</summary>
    public sealed record End(Question? Awaits) : Spoken;
}

/// <summary>What became of a spoken turn on the line.</summary>
/// <param name="Text">What the caller heard.</param>
/// <param name="Unheard">What was said to the voice and not heard.</param>
/// <param name="Tags">Tags of the passages heard to their end: their last mark came back.</param>
/// <param name="Completed">Played to its end, not stopped.</param>
internal sealed record HeardSpeech(string Text, string Unheard, IReadOnlyList<string> Tags, bool Completed);
