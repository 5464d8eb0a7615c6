using System.Globalization;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Details;

/// <summary>The number words of a language: "einundzwanzig", "treinta y uno", "soixante et onze". All words are folded (<see cref="Folding"/>).</summary>
internal abstract class NumberWords
{
    private static readonly NumberWords German = new GermanNumbers();
    private static readonly NumberWords Spanish = new SpanishNumbers();
    private static readonly NumberWords French = new FrenchNumbers();

    /// <summary>The number words of a tongue; null for English, whose own readers know them.</summary>
    public static NumberWords? Of(Tongue? tongue) =>
        tongue == Tongue.German ? German : tongue == Tongue.Spanish ? Spanish : tongue == Tongue.French ? French : null;

    /// <summary>Words that mean one as well as "a": numbers only where something shows it.</summary>
    public abstract bool IsArticle(string word);

    /// <summary>What stands between a number and its decimals: "komma", "coma", "virgule".</summary>
    public abstract string DecimalPoint { get; }

    /// <summary>Reads a whole number from 0 to 999,999 in words or digits, articles included.</summary>
    /// <returns>How many words it took; 0 when there is none.</returns>
    public int Read(IReadOnlyList<string> words, int at, out int value)
    {
        value = 0;
        if (at >= words.Count)
            return 0;
        var word = words[at];
        if (word.Length is > 0 and <= 6 && word.All(char.IsAsciiDigit))
        {
            value = int.Parse(word, CultureInfo.InvariantCulture);
            return 1;
        }

        return InWords(words, at, out value);
    }

    /// <summary>Reads "dritte", "einundzwanzigsten", "primera", "vingt et unieme".</summary>
    /// <returns>How many words it took; 0 when there is none.</returns>
    public abstract int ReadOrdinal(IReadOnlyList<string> words, int at, out int value);

    /// <summary>A single digit word; "zwo" and "null" with it. Null for longer numbers.</summary>
    public char? Digit(string word) =>
        word.Length == 1 && char.IsAsciiDigit(word[0]) ? word[0] : InWords([word], 0, out var value) == 1 && value is >= 0 and < 10 ? (char)('0' + value) : null;

    /// <summary>Reads a number in words.</summary>
    protected abstract int InWords(IReadOnlyList<string> words, int at, out int value);

    private protected static Dictionary<string, int> Table(string names)
    {
        var table = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = entry.Split('=');
            foreach (var name in pair[0].Split('|'))
                table[name] = int.Parse(pair[1], CultureInfo.InvariantCulture);
        }

        return table;
    }
}
