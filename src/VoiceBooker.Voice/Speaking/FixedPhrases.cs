namespace VoiceBooker.Voice.Speaking;

/// <summary>
/// The phrases of an assistant that are the same on every call: its greeting, prompts and fillers. Only these are ever kept as audio beyond a call; whatever holds a caller's words or data is none of them,
/// because it is not on this list, whatever it looks like.
/// </summary>
public sealed class FixedPhrases
{
    private readonly HashSet<string> _phrases;

    private FixedPhrases(IEnumerable<string> phrases) => _phrases = new HashSet<string>(phrases, StringComparer.Ordinal);

    /// <summary>None at all.</summary>
    public static FixedPhrases None { get; } = new([]);

    /// <summary>All of them, as they are handed to a voice, without white space at the edges.</summary>
    public IReadOnlyCollection<string> All => _phrases;

    /// <summary>The phrases that these texts are spoken in, at the beginning of a reply and within one.</summary>
    public static FixedPhrases Of(IEnumerable<string> texts) => new(
        from text in texts
        from first in (bool[])[true, false]
        from phrase in Phrases.Of(text.Trim() + " ", first)
        where phrase.Trim().Length > 0
        select phrase.Trim());

    /// <summary>Whether <paramref name="phrase"/> is one of them.</summary>
    public bool Contains(string phrase) => _phrases.Contains(phrase.Trim());
}
