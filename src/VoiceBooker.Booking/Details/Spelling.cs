using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace VoiceBooker.Booking.Details;

/// <summary>Letters, digits and signs as people spell them: "a", "a as in alpha", "bravo", "double n", "capital m", "dash", "oh".</summary>
internal static class Spelling
{
    /// <summary>The international spelling alphabet, a to z.</summary>
    public static readonly string[] Alphabet =
    [
        "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliet", "kilo", "lima", "mike", "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango",
        "uniform", "victor", "whiskey", "x-ray", "yankee", "zulu",
    ];

    private static readonly Dictionary<string, char> Letters = new()
    {
        ["alfa"] = 'a', ["juliett"] = 'j', ["xray"] = 'x', ["x ray"] = 'x', ["whisky"] = 'w', ["zed"] = 'z', ["zee"] = 'z', ["ay"] = 'a', ["bee"] = 'b', ["cee"] = 'c', ["see"] = 'c', ["sea"] = 'c', ["dee"] = 'd',
        ["ef"] = 'f', ["eff"] = 'f', ["gee"] = 'g', ["aitch"] = 'h', ["jay"] = 'j', ["kay"] = 'k', ["el"] = 'l', ["ell"] = 'l', ["em"] = 'm', ["en"] = 'n', ["pee"] = 'p', ["cue"] = 'q', ["queue"] = 'q', ["ar"] = 'r',
        ["ess"] = 's', ["tee"] = 't', ["vee"] = 'v', ["ex"] = 'x', ["wye"] = 'y', ["why"] = 'y', ["doubleyou"] = 'w', ["you"] = 'u', ["are"] = 'r',
    };

    private static readonly HashSet<string> OnlyAmongLetters = ["see", "sea", "you", "are", "why", "bee", "el", "em", "en", "ex", "ar", "ay", "queue", "cue", "jay", "kay", "tee"];

    private static readonly Dictionary<string, char> Digits = new()
    {
        ["zero"] = '0', ["one"] = '1', ["two"] = '2', ["three"] = '3', ["four"] = '4', ["five"] = '5', ["six"] = '6', ["seven"] = '7', ["eight"] = '8', ["nine"] = '9', ["nought"] = '0', ["niner"] = '9',
    };

    private static readonly Dictionary<string, string> Numbers = new()
    {
        ["ten"] = "10", ["eleven"] = "11", ["twelve"] = "12", ["thirteen"] = "13", ["fourteen"] = "14", ["fifteen"] = "15", ["sixteen"] = "16", ["seventeen"] = "17", ["eighteen"] = "18", ["nineteen"] = "19",
        ["twenty"] = "20", ["thirty"] = "30", ["forty"] = "40", ["fifty"] = "50", ["sixty"] = "60", ["seventy"] = "70", ["eighty"] = "80", ["ninety"] = "90",
    };

    /// <summary>What a sign is called; null for letters and digits.</summary>
    public static string? Sign(char sign) => sign switch
    {
        '.' => "dot", '-' => "dash", '_' => "underscore", '@' => "at", '+' => "plus", '\'' => "apostrophe", '%' => "percent", '&' => "and", '!' => "exclamation mark", '#' => "hash", '/' => "slash", '=' => "equals", _ => null,
    };

    /// <summary>The letter or digit a word stands for when letters are spelled; null for other words.</summary>
    public static char? Letter(string word) =>
        word.Length == 1 && (char.IsAsciiLetter(word[0]) || char.IsAsciiDigit(word[0])) ? word[0]
        : Array.IndexOf(Alphabet, word) is >= 0 and var place ? (char)('a' + place)
        : Digits.TryGetValue(word, out var digit) ? digit
        : Letters.TryGetValue(word, out var letter) ? letter
        : null;

    /// <summary>True when a word can only be a spelled letter, never a word of its own.</summary>
    public static bool IsSurelyLetter(string word) => word.Length == 1 && char.IsAsciiLetter(word[0]) && word is not ("a" or "i") || (Letters.ContainsKey(word) && !OnlyAmongLetters.Contains(word));

    /// <summary>True for a word of the spelling alphabet.</summary>
    public static bool IsAlphabetWord(string word) => Array.IndexOf(Alphabet, word) >= 0 || word is "alfa" or "juliett" or "xray" or "whisky";

    /// <summary>One digit.</summary>
    public static char? Digit(string word) => word.Length == 1 && char.IsAsciiDigit(word[0]) ? word[0] : Digits.TryGetValue(word, out var digit) ? digit : word is "oh" or "o" ? '0' : null;

    /// <summary>Ten to ninety in digits.</summary>
    public static bool Tens(string word, [NotNullWhen(true)] out string? digits) => Numbers.TryGetValue(word, out digits);

    /// <summary>Reads one spelled piece at <paramref name="at"/>: "n", "november", "n as in november", "double n", "triple five", "capital m".</summary>
    /// <returns>How many words it took; 0 when the word is not spelled.</returns>
    public static int Read(IReadOnlyList<string> words, int at, StringBuilder into)
    {
        var start = at;
        while (at < words.Count && words[at] is "capital" or "uppercase" or "lowercase" or "upper" or "lower" or "case" or "letter" && at + 1 < words.Count)
            at++;
        var times = 1;
        if (at + 1 < words.Count && words[at] is "double" or "triple" && !(words[at] == "double" && words[at + 1] is "you" or "u" && !(at + 2 < words.Count && words[at + 2] is "as" or "for")))
            times = words[at++] == "double" ? 2 : 3;
        else if (at + 1 < words.Count && words[at] == "double" && words[at + 1] is "you" or "u")
        {
            into.Append('w');
            return at + 2 - start;
        }

        if (at >= words.Count)
            return 0;
        if (Letter(words[at]) is { } letter)
            at++;
        else if (times > 1 && Digit(words[at]) is { } zero)
        {
            letter = zero;
            at++;
        }
        else
            return 0;

        if (at + 1 < words.Count && words[at] is "as" or "like" or "for" or "is" && at + 1 < words.Count)
        {
            var word = at + (words[at] is "as" && words[at + 1] is "in" ? 2 : words[at] is "like" && words[at + 1] is "in" ? 2 : words[at] is "for" or "like" ? 1 : 99);
            if (word < words.Count && words[word].Length > 1 && (words[word][0] == char.ToLowerInvariant(letter) || words[word - 1] is "in"))
            {
                letter = char.IsAsciiLetter(letter) ? words[word][0] : letter;
                at = word + 1;
            }
        }

        into.Append(letter, times);
        return at - start;
    }
}
