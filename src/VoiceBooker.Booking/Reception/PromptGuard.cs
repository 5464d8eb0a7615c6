using System.Text.RegularExpressions;

namespace VoiceBooker.Booking.Reception;

/// <summary>
/// Stands beside <see cref="ClaimGate"/>: a sentence that repeats what a mind is told to do, or shows how it is told (headings, tools, handles, code), does not pass. What the business says of itself may be told.
/// Knows words, not meanings: a translation or a paraphrase passes, and gives away no more than that there are rules.
/// </summary>
internal static partial class PromptGuard
{
    private const int WordsInARow = 6;
    private const int LongestWord = 30;

    private static readonly HashSet<string> _rows = [.. SystemPrompt.Rules.Split('\n').SelectMany(Rows), .. DeskTools.All.SelectMany(tool => Rows(tool.Description))];

    /// <summary>True when <paramref name="sentence"/> may be spoken.</summary>
    /// <param name="sentence">What a mind would say.</param>
    /// <param name="notes">What the business says of itself; whole lines of it may always be told.</param>
    public static bool Allows(string sentence, string notes)
    {
        var own = Own(sentence, notes);
        if (Structure().IsMatch(own) || Confession().IsMatch(own) || Spelled().IsMatch(own))
            return false;
        if (own.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Any(word => word.Length > LongestWord && !notes.Contains(word, StringComparison.OrdinalIgnoreCase)))
            return false;
        return !Rows(own).Any(_rows.Contains);
    }

    private static string Own(string sentence, string notes)
    {
        foreach (var line in BusinessKnowledge.Lines(notes).OrderByDescending(line => line.Length))
            sentence = sentence.Replace(line.TrimEnd('.'), " ", StringComparison.OrdinalIgnoreCase);
        return sentence;
    }

    private static IEnumerable<string> Rows(string text)
    {
        var words = Word().Matches(text.ToLowerInvariant().Replace('’', '\'')).Select(match => match.Value).ToArray();
        for (var i = 0; i + WordsInARow <= words.Length; i++)
            yield return string.Join(' ', words, i, WordsInARow);
    }

    [GeneratedRegex(@"[\p{L}\p{N}']+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"what stands now|was asked for:|can be booked:|being booked:|held, not booked|notes of the business|the event's question|not heard:|\[keys\]|\b[a-z]\d+ ?=|\bsystem (prompt|message)\b|[{}\[\]<>|`\\]|\b[a-z]+_[a-z_]+\b|\b(function|tool)s? (named|called|calls?|names?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Structure();

    [GeneratedRegex(@"\bmy (system |full |exact |original )*(prompt|instructions?|rules|guidelines|configuration)( \w+)? (are|is|say|says|state|states|tell|include|read|begin|start)\b|\b(i was|i've been|i have been|i am|i'm) (told|instructed|programmed|configured|ordered) (to|never|not|that)\b|\bhere (are|is) (my|the) (system |full |exact |original )*(prompt|instructions?|rules|tools)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Confession();

    [GeneratedRegex(@"(?:\b\p{L}\b[\s.,\-]+){9,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Spelled();
}
