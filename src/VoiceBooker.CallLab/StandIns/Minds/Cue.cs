namespace VoiceBooker.CallLab.StandIns.Minds;

/// <summary>
/// What people say when they mean one thing: phrases of words in lower case. <c>a|b</c> is either word, <c>word?</c> may be missing, <c>*</c> is up to four other words, <c>^</c> and <c>$</c> are where the utterance begins and ends.
/// </summary>
internal sealed class Cue
{
    private const int LongestGap = 4;

    private readonly IReadOnlyList<Part[]> _phrases;

    public Cue(params string[] phrases) => _phrases = [.. phrases.Select(phrase => phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Read).ToArray())];

    private enum Kind
    {
        Word,
        Gap,
        Start,
        End,
    }

    /// <summary>True when one of the phrases stands among <paramref name="words"/>.</summary>
    public bool In(IReadOnlyList<string> words) => Find(words) is not null;

    /// <summary>Where the first phrase found begins and ends (the word after it); null when there is none.</summary>
    public (int From, int Until)? Find(IReadOnlyList<string> words)
    {
        for (var from = 0; from <= words.Count; from++)
        {
            foreach (var phrase in _phrases)
            {
                if (Ends(phrase, 0, words, from) is { } until)
                    return (from, until);
            }
        }

        return null;
    }

    private static int? Ends(Part[] phrase, int part, IReadOnlyList<string> words, int at)
    {
        if (part == phrase.Length)
            return at;
        var next = phrase[part];
        switch (next.Kind)
        {
            case Kind.Start:
                return at == 0 ? Ends(phrase, part + 1, words, at) : null;

            case Kind.End:
                return at == words.Count ? Ends(phrase, part + 1, words, at) : null;

            case Kind.Gap:
                for (var skipped = 0; skipped <= LongestGap && at + skipped <= words.Count; skipped++)
                {
                    if (Ends(phrase, part + 1, words, at + skipped) is { } end)
                        return end;
                }

                return null;

            default:
                if (at < words.Count && next.Words.Contains(words[at], StringComparer.Ordinal) && Ends(phrase, part + 1, words, at + 1) is { } found)
                    return found;
                return next.MayBeMissing ? Ends(phrase, part + 1, words, at) : null;
        }
    }

    private static Part Read(string text) => text switch
    {
        "^" => new Part(Kind.Start, [], MayBeMissing: false),
        "$" => new Part(Kind.End, [], MayBeMissing: false),
        "*" => new Part(Kind.Gap, [], MayBeMissing: false),
        _ => new Part(Kind.Word, text.TrimEnd('?').Split('|'), text.EndsWith('?')),
    };

    private sealed record Part(Kind Kind, IReadOnlyList<string> Words, bool MayBeMissing);
}
