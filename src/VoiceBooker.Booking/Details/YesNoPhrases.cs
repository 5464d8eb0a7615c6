using System.Collections.Frozen;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Details;

/// <summary>Yes and no in a language other than English, by the same rules: doubt outweighs both, yes and no together are neither, and politeness is no agreement.</summary>
internal sealed partial class YesNoPhrases
{
    private const int LongestPhrase = 7;

    private readonly Tongue _tongue;
    private readonly FrozenDictionary<string, Answer> _phrases;
    private readonly FrozenSet<string> _nods;
    private readonly FrozenSet<string> _onlyAlone;
    private readonly FrozenSet<string> _filler;
    private readonly FrozenSet<string> _openings;

    /// <param name="tongue">The language.</param>
    /// <param name="yes">Agreement in so many words, one phrase a line.</param>
    /// <param name="nods">Agreement that only shows that somebody listens or is pleased.</param>
    /// <param name="no">Refusal.</param>
    /// <param name="doubt">Neither: "maybe", "let me see".</param>
    /// <param name="onlyAlone">Words that answer only with nothing beside them.</param>
    /// <param name="filler">Words that may stand beside an answer and change nothing.</param>
    private YesNoPhrases(Tongue tongue, string yes, string nods, string no, string doubt, string onlyAlone, string filler)
    {
        _tongue = tongue;
        _nods = [.. Variants(nods)];
        _onlyAlone = [.. Variants(onlyAlone)];
        _filler = filler.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
        _openings = FrozenSet.Create(StringComparer.Ordinal, [.. Variants(yes).Concat(Variants(no)).Where(phrase => !phrase.Contains(' ', StringComparison.Ordinal) && phrase.Length < 6)]);
        var table = new Dictionary<string, Answer>(StringComparer.Ordinal);
        foreach (var phrase in Variants(yes).Concat(_nods))
            table[phrase] = Answer.Yes;
        foreach (var phrase in Variants(no))
            table[phrase] = Answer.No;
        foreach (var phrase in Variants(doubt))
            table[phrase] = Answer.Unclear;
        _phrases = table.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The phrases of a tongue; null for English, which <see cref="YesNo"/> knows itself.</summary>
    public static YesNoPhrases? Of(Tongue? tongue) =>
        tongue == Tongue.German ? German : tongue == Tongue.Spanish ? Spanish : tongue == Tongue.French ? French : null;

    /// <summary>Reads an answer; keys 1 and 2 are yes and no.</summary>
    public YesNoReading Read(string words)
    {
        var original = words.Length > 1000 ? [] : words.Split([' ', ',', '.', '!', '?', ';', '¿', '¡', '\u00a0'], StringSplitOptions.RemoveEmptyEntries);
        var said = Array.ConvertAll(original, word => Folding.Fold(word, _tongue).Replace("'", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal));
        if (said.Length == 0)
            return new(Answer.Unclear, "");
        if (words.Contains('?', StringComparison.Ordinal) && !_openings.Contains(said[0]))
            return new(Answer.Unclear, words.Trim());

        bool yes = false, no = false, doubt = false, explicitly = false;
        var rest = new List<string>();
        var pending = new List<string>();
        for (var i = 0; i < said.Length;)
        {
            if (Longest(said, i, out var phrase, out var answer) is > 0 and var length)
            {
                yes |= answer == Answer.Yes;
                explicitly |= answer == Answer.Yes && !_nods.Contains(phrase);
                no |= answer == Answer.No;
                doubt |= answer == Answer.Unclear;
                i += length;
                pending.Clear();
                continue;
            }

            if (_filler.Contains(said[i]))
                pending.Add(original[i]);
            else
            {
                rest.AddRange(pending);
                pending.Clear();
                rest.Add(original[i]);
            }

            i++;
        }

        if (rest.Count > 0)
            rest.AddRange(pending);
        var left = string.Join(' ', rest);
        var read = doubt || yes == no ? Answer.Unclear : yes ? Answer.Yes : Answer.No;
        return new(read, read == Answer.Unclear && left.Length == 0 && !yes && !no && !doubt ? words.Trim() : left) { IsExplicit = explicitly };
    }

    private int Longest(string[] said, int at, out string phrase, out Answer answer)
    {
        for (var length = Math.Min(LongestPhrase, said.Length - at); length > 0; length--)
        {
            phrase = string.Join(' ', said, at, length);
            if (_phrases.TryGetValue(phrase, out answer) && !(length < said.Length && _onlyAlone.Contains(phrase)))
                return length;
        }

        (phrase, answer) = ("", Answer.Unclear);
        return 0;
    }

    /// <summary>Each phrase with its apostrophes and hyphens left out, and with a space in their place, as transcribers write them.</summary>
    private static IEnumerable<string> Variants(string phrases)
    {
        foreach (var phrase in phrases.Split(['\n', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            yield return phrase.Replace("'", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
            if (phrase.Contains('\'', StringComparison.Ordinal) || phrase.Contains('-', StringComparison.Ordinal))
                yield return phrase.Replace('\'', ' ').Replace('-', ' ');
        }
    }
}
