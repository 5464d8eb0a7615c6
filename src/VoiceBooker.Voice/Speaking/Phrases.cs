using System.Runtime.CompilerServices;
using System.Text;

namespace VoiceBooker.Voice.Speaking;

/// <summary>Cuts a reply, as it comes, into what is spoken in one breath: sentences, the first one and long ones by their clauses.</summary>
public static class Phrases
{
    private const int ShortestFirst = 14;
    private const int ShortestClause = 60;
    private const int Longest = 200;

    private static readonly HashSet<string> _abbreviations = new(
        ["dr", "mr", "mrs", "ms", "prof", "st", "vs", "e.g", "i.e", "etc", "inc", "ltd", "co", "jr", "sr", "approx", "ext", "tel", "ave", "blvd", "rd", "apt", "dept"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> _startsSentence = new(
        ["is", "are", "would", "does", "do", "did", "shall", "which", "what", "can", "could", "should", "will", "please", "you", "your", "i", "i'm", "i'll", "i've", "we", "we're", "it", "it's", "that",
         "that's", "the", "this", "press", "if", "let", "let's", "say", "just", "have", "may", "how", "when", "where", "who", "there", "so", "then", "thank", "thanks", "goodbye", "or", "and", "but", "shall"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The same reply with its words regrouped, one <see cref="Speech.Words"/> a phrase; put together they are the same text, letter for letter, and a phrase has one tag.
    /// Never cuts inside "a.m.", "3.5", "Dr. Ito", an address or a row of spelled letters.
    /// </summary>
    public static async IAsyncEnumerable<Speech> InPhrases(this IAsyncEnumerable<Speech> reply, [EnumeratorCancellation] CancellationToken bargeIn = default)
    {
        var text = new StringBuilder();
        string? tag = null;
        var first = true;
        await foreach (var piece in reply.WithCancellation(bargeIn))
        {
            if (piece is Speech.Words words && (words.Tag == tag || text.Length == 0))
            {
                tag = words.Tag;
                text.Append(words.Text);
            }
            else
            {
                foreach (var phrase in CutAll(text, first, tag))
                    yield return phrase;
                first = false;
                if (piece is not Speech.Words next)
                {
                    yield return piece;
                    continue;
                }

                tag = next.Tag;
                text.Append(next.Text);
            }

            while (Cut(text.ToString(), first, isWhole: false) is var length and > 0)
            {
                yield return Take(text, length, tag);
                first = false;
            }
        }

        foreach (var phrase in CutAll(text, first, tag))
            yield return phrase;
    }

    /// <summary>The phrases of a text that is there as a whole, as <see cref="InPhrases"/> cuts it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="first">Whether a reply begins with it.</param>
    internal static IEnumerable<string> Of(string text, bool first)
    {
        var rest = new StringBuilder(text);
        while (Cut(rest.ToString(), first, isWhole: false) is var length and > 0)
        {
            yield return Take(rest, length, tag: null).Text;
            first = false;
        }

        foreach (var phrase in CutAll(rest, first, tag: null))
            yield return phrase.Text;
    }

    private static IEnumerable<Speech.Words> CutAll(StringBuilder text, bool first, string? tag)
    {
        while (text.Length > 0)
        {
            var length = Cut(text.ToString(), first, isWhole: true);
            yield return Take(text, length > 0 ? length : text.Length, tag);
            first = false;
        }
    }

    private static Speech.Words Take(StringBuilder text, int length, string? tag)
    {
        var phrase = new Speech.Words(text.ToString(0, length), tag);
        text.Remove(0, length);
        return phrase;
    }

    /// <summary>How many characters make the next phrase; 0: not to be told yet (or, of a whole text, all of it).</summary>
    private static int Cut(string text, bool first, bool isWhole)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var end = EndOfSpace(text, at + 1);
            if (end == at + 1 && !IsClosing(text, at, ref end))
                continue;
            var isSentence = text[at] is '.' or '!' or '?' or '…';
            var isClause = text[at] is ',' or ';' or ':' && end >= (first ? ShortestFirst : ShortestClause);
            if (!isSentence && !isClause)
            {
                if (char.IsWhiteSpace(text[at]) || end < Longest)
                    continue;
                return end;
            }

            var next = WordAt(text, end, isWhole);
            if (isSentence ? EndsSentence(text, at, next) : EndsClause(text, at, next))
                return end;
            if (next is null && !isWhole && NeedsNext(text, at, isSentence))
                return 0;
        }

        return 0;
    }

    private static bool EndsSentence(string text, int at, string? next)
    {
        if (text[at] != '.')
            return true;
        var before = WordBefore(text, at);
        if (_abbreviations.Contains(before))
            return false;
        if (IsInitials(before))
            return next is not null && before.Length > 1 && char.IsUpper(next[0]) && _startsSentence.Contains(next.TrimEnd(',', '.', '?', '!'));
        return true;
    }

    private static bool EndsClause(string text, int at, string? next) =>
        next is not null && next.TrimEnd(',', '.', ';', ':', '?', '!').Length > 1 && WordBefore(text, at).Length > 1;

    private static bool NeedsNext(string text, int at, bool isSentence) => !isSentence || IsInitials(WordBefore(text, at));

    /// <summary>"a.m", "U.S", a single letter.</summary>
    private static bool IsInitials(string word)
    {
        for (var i = 0; i < word.Length; i++)
            if (i % 2 == 0 ? !char.IsLetter(word[i]) : word[i] != '.')
                return false;
        return word.Length % 2 == 1;
    }

    private static string WordBefore(string text, int at)
    {
        var start = at;
        while (start > 0 && !char.IsWhiteSpace(text[start - 1]))
            start--;
        return text[start..at].TrimStart('(', '"', '\'');
    }

    /// <summary>The whole word at <paramref name="start"/>; null when there is none or it may still grow.</summary>
    private static string? WordAt(string text, int start, bool isWhole)
    {
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
            end++;
        return end > start && (end < text.Length || isWhole) ? text[start..end] : null;
    }

    /// <summary>A quotation mark or bracket after the full stop belongs to it.</summary>
    private static bool IsClosing(string text, int at, ref int end)
    {
        if (text[at] is not ('.' or '!' or '?'))
            return false;
        var after = at + 1;
        while (after < text.Length && text[after] is '"' or '\'' or ')' or '”' or '’')
            after++;
        if (after == at + 1 || EndOfSpace(text, after) == after)
            return false;
        end = EndOfSpace(text, after);
        return true;
    }

    private static int EndOfSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }
}
