namespace VoiceBooker.Booking.Details;

/// <summary>German: units stand before tens, all in one word, though a transcriber may break it: "ein und zwanzig".</summary>
internal sealed class GermanNumbers : NumberWords
{
    private static readonly Dictionary<string, int> Small = Table(
        "null=0 eins|ein|eine|einen|einem|einer=1 zwei|zwo=2 drei=3 vier=4 fuenf=5 sechs=6 sieben=7 acht=8 neun=9 zehn=10 elf=11 zwoelf=12 dreizehn=13 vierzehn=14 fuenfzehn=15 sechzehn=16 siebzehn=17 achtzehn=18 neunzehn=19");

    private static readonly Dictionary<string, int> Tens = Table("zwanzig=20 dreissig=30 vierzig=40 fuenfzig=50 sechzig=60 siebzig=70 achtzig=80 neunzig=90");

    private static readonly Dictionary<string, int> Stems = Table("ers=1 zwei|zwo=2 drit=3 vier=4 fuenf=5 sechs=6 sieb|sieben=7 ach=8 neun=9 zehn=10 elf=11 zwoelf=12");

    /// <inheritdoc/>
    public override string DecimalPoint => "komma";

    /// <inheritdoc/>
    public override bool IsArticle(string word) => word is "ein" or "eine" or "einen" or "einem" or "einer";

    /// <inheritdoc/>
    public override int ReadOrdinal(IReadOnlyList<string> words, int at, out int value)
    {
        value = 0;
        if (at >= words.Count)
            return 0;
        if (Ordinal(words[at]) is { } whole)
        {
            value = whole;
            return 1;
        }

        // "ein und zwanzigster"
        if (at + 2 < words.Count && words[at + 1] == "und" && Small.TryGetValue(words[at], out var ones) && ones is > 0 and < 10 && Ordinal(words[at + 2]) is >= 20 and var tens && tens % 10 == 0)
        {
            value = tens + ones;
            return 3;
        }

        return 0;
    }

    /// <inheritdoc/>
    protected override int InWords(IReadOnlyList<string> words, int at, out int value)
    {
        value = 0;
        var best = 0;
        var joined = "";
        var compound = false;
        for (var length = 1; length <= 7 && at + length <= words.Count; length++)
        {
            var word = words[at + length - 1];
            if (word.Length is 0 or > 60)
                break;
            joined += word;
            compound |= word is "und" or "hundert" or "tausend";
            if ((length == 1 || compound) && word != "und" && Whole(joined) is { } read)
                (best, value) = (length, read);
            else if (length > 1 && !compound)
                break;
        }

        return best;
    }

    private static int? Whole(string word)
    {
        if (word.Length > 60)
            return null;
        if (word.IndexOf("tausend", StringComparison.Ordinal) is >= 0 and var thousand)
        {
            var (left, right) = (word[..thousand], Rest(word[(thousand + 7)..]));
            return (left.Length == 0 ? 1 : Below1000(left)) is { } many and > 0 and < 1000 && (right.Length == 0 ? 0 : Below1000(right)) is { } more ? (many * 1000) + more : null;
        }

        return Below1000(word);
    }

    private static int? Below1000(string word)
    {
        if (word.IndexOf("hundert", StringComparison.Ordinal) is not (>= 0 and var hundred))
            return Below100(word);
        var (left, right) = (word[..hundred], Rest(word[(hundred + 7)..]));
        return (left.Length == 0 ? 1 : Below100(left)) is { } many and > 0 and < 20 && (right.Length == 0 ? 0 : Below100(right)) is { } more ? (many * 100) + more : null;
    }

    private static int? Below100(string word)
    {
        if (Small.TryGetValue(word, out var small))
            return small;
        if (Tens.TryGetValue(word, out var tens))
            return tens;
        for (var und = word.IndexOf("und", StringComparison.Ordinal); und > 0; und = word.IndexOf("und", und + 1, StringComparison.Ordinal))
            if (Small.TryGetValue(word[..und], out var ones) && ones is > 0 and < 10 && Tens.TryGetValue(word[(und + 3)..], out var ten))
                return ten + ones;
        return null;
    }

    private static string Rest(string word) => word.StartsWith("und", StringComparison.Ordinal) && word.Length > 3 ? word[3..] : word;

    private static int? Ordinal(string word)
    {
        if (word.Length is < 4 or > 60)
            return null;
        var bare = word[^1] is 'n' or 'r' or 's' or 'm' ? word[..^1] : word;
        if (!bare.EndsWith("te", StringComparison.Ordinal))
            return null;
        var stem = bare[..^2];
        if (Stems.TryGetValue(stem, out var small))
            return small;
        if (stem.EndsWith('s') && Whole(stem[..^1]) is >= 20 and var tens)
            return tens;
        return Whole(stem) is >= 13 and < 20 and var teen ? teen : null;
    }
}
