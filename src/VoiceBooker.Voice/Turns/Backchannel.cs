namespace VoiceBooker.Voice.Turns;

/// <summary>Tells words that claim the floor from those that only show that somebody listens.</summary>
internal sealed class Backchannel(IReadOnlyList<string> phrases)
{
    private static readonly HashSet<string> _hesitations = new(["um", "uh", "er", "erm", "hm", "hmm", "mm", "mmm", "ah"], StringComparer.OrdinalIgnoreCase);
    private readonly string[][] _phrases = [.. phrases.Select(Words).OrderByDescending(words => words.Length)];

    /// <summary>True when <paramref name="text"/> is made of nothing but listening noises ("okay okay, I see").</summary>
    public bool IsAllOf(string text)
    {
        var words = Words(text);
        for (var at = 0; at < words.Length;)
        {
            var here = at;
            var match = Array.Find(_phrases, phrase => here + phrase.Length <= words.Length && phrase.AsSpan().SequenceEqual(words.AsSpan(here, phrase.Length)));
            if (match is null)
                return false;
            at += match.Length;
        }

        return true;
    }

    /// <summary>True when <paramref name="text"/> holds no more than the sounds of thinking ("um").</summary>
    public static bool IsHesitation(string text) => Array.TrueForAll(Words(text), _hesitations.Contains);

    private static string[] Words(string text) =>
        [.. text.ToLowerInvariant().Split([' ', '\t', '\n', '\r', ',', '.', '!', '?', ';', ':', '…'], StringSplitOptions.RemoveEmptyEntries)];
}
