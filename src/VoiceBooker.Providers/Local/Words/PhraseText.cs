using System.Text.RegularExpressions;

namespace VoiceBooker.Providers.Local.Words;

/// <summary>A question's phrases ("Tuesday, 10:30 a.m.") as the dictionary's words, and the ways a caller takes one up.</summary>
internal static partial class PhraseText
{
    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly string[] Ordinals =
    [
        "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
        "seventeenth", "eighteenth", "nineteenth", "twentieth",
    ];

    /// <summary>The words of a phrase; empty when it has a sign or number that cannot be said in words here.</summary>
    public static string[] Words(string phrase)
    {
        var words = new List<string>();
        foreach (Match token in Tokens().Matches(phrase.ToLowerInvariant().Replace('’', '\'')))
        {
            if (token.Groups["half"].Success)
                words.Add(token.Groups["half"].Value[0] == 'a' ? "a.m." : "p.m.");
            else if (token.Groups["clock"].Success)
                words.AddRange(Clock(int.Parse(token.Groups["hours"].ValueSpan), int.Parse(token.Groups["minutes"].ValueSpan)));
            else if (token.Groups["ordinal"].Success)
                words.AddRange(Ordinal(int.Parse(token.Groups["rank"].ValueSpan)));
            else if (token.Groups["number"].Success)
                words.AddRange(token.Value.Length <= 2 ? Number(int.Parse(token.Value)) : token.Value.Select(digit => Small[digit - '0']));
            else
                words.Add(token.Value.Trim('\'').TrimEnd('.') is { Length: > 0 } word ? word : token.Value);
        }

        return [.. words];
    }

    /// <summary>The phrase as it stands, its day and its time alone, and a few frames around it, weighted.</summary>
    public static IEnumerable<(string[] Words, double Weight)> WaysToSay(string[] words)
    {
        yield return (words, 10);
        yield return ([.. words, "please"], 3);
        yield return (["i'll", "take", .. words], 2);
        yield return (["yes", .. words], 2);
        yield return (["let's", "do", .. words], 1);
        yield return ([.. words, "works"], 1);
        yield return ([.. words, "is", "fine"], 1);
        yield return (["the", .. words], 1);
        yield return (["the", .. words, "one"], 1);

        var at = Array.IndexOf(words, "at");
        if (at <= 0 || at == words.Length - 1)
            yield break;

        yield return (words[..at], 4);
        yield return ([.. words[..at], "please"], 2);
        yield return (words[(at + 1)..], 4);
        yield return (["at", .. words[(at + 1)..]], 2);
        yield return (["the", .. words[(at + 1)..]], 2);
        yield return (["the", .. words[..at], "one"], 1);
    }

    private static IEnumerable<string> Clock(int hours, int minutes) => minutes switch
    {
        0 => Number(hours),
        < 10 => [.. Number(hours), "oh", Small[minutes]],
        _ => [.. Number(hours), .. Number(minutes)],
    };

    private static IEnumerable<string> Number(int number) =>
        number < 20 ? [Small[number]] : number % 10 == 0 ? [Tens[number / 10]] : [Tens[number / 10], Small[number % 10]];

    private static IEnumerable<string> Ordinal(int rank) => rank switch
    {
        >= 1 and <= 20 => [Ordinals[rank]],
        30 => ["thirtieth"],
        > 20 and < 40 => [Tens[rank / 10], Ordinals[rank % 10]],
        _ => [rank.ToString(System.Globalization.CultureInfo.InvariantCulture)],
    };

    [GeneratedRegex(@"(?<half>\b[ap]\.?m\b\.?)|(?<clock>\b(?<hours>\d{1,2}):(?<minutes>[0-5]\d)\b)|(?<ordinal>\b(?<rank>\d{1,2})(st|nd|rd|th)\b)|(?<number>\d+)|[a-z]([a-z'-]*[a-z])?\.?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tokens();
}
