using System.Text.RegularExpressions;

namespace VoiceBooker.Providers.Local.Speaking;

/// <summary>A piece of a phrase that is synthesised at once.</summary>
/// <param name="Text">The words with their closing sign, which gives the melody.</param>
/// <param name="EndsSentence">Whether a full stop, question or exclamation mark closes it; decides how long the pause after it is.</param>
internal readonly record struct Clause(string Text, bool EndsSentence);

/// <summary>Cuts a phrase where a speaker would breathe, so that the first words sound before the last are made.</summary>
internal static partial class Clauses
{
    /// <summary>Shorter pieces sound chopped ("Yes, | at ten"): they stay with what follows.</summary>
    private const int ShortestPiece = 16;

    /// <summary>The clauses of <paramref name="spoken"/> in order; none for a text without a letter or digit.</summary>
    public static IEnumerable<Clause> Of(string spoken)
    {
        var begin = 0;
        foreach (Match end in Ends().Matches(spoken))
        {
            var stop = end.Index + end.Groups["sign"].Length;
            var closesSentence = end.Groups["sign"].Value[0] is '.' or '!' or '?';
            if (stop - begin < ShortestPiece && !closesSentence)
                continue;

            if (Make(spoken[begin..stop]) is { } clause)
                yield return clause;
            begin = stop;
        }

        if (Make(spoken[begin..]) is { } last)
            yield return last;
    }

    private static Clause? Make(string piece)
    {
        var text = piece.Trim();
        return text.Any(char.IsLetterOrDigit) ? new Clause(text, text[^1] is '.' or '!' or '?') : null;
    }

    /// <summary>A comma, colon or semicolon before a space; a closing mark before a space and a capital, unless an abbreviation ends there.</summary>
    [GeneratedRegex(@"(?<sign>[,;:])(?=\s)|(?<!\b(Dr|Mr|Mrs|Ms|St|Jr|Sr|No|vs|[ap]\.m|[AP]\.M|[A-Z]))(?<sign>[.!?]+)(?=\s+[\p{Lu}\d])|(?<sign>[!?]+)(?=\s)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ends();
}
