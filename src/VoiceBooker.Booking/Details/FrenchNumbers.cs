namespace VoiceBooker.Booking.Details;

/// <summary>French, that of Paris ("soixante et onze") and that of Brussels and Geneva ("septante et un").</summary>
internal sealed class FrenchNumbers : NumberWords
{
    private static readonly Dictionary<string, int> Small = Table(
        "zero=0 un|une=1 deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9 dix=10 onze=11 douze=12 treize=13 quatorze=14 quinze=15 seize=16");

    private static readonly Dictionary<string, int> Tens = Table("vingt|vingts=20 trente=30 quarante=40 cinquante=50 soixante=60 septante=70 huitante|octante=80 nonante=90");

    private static readonly Dictionary<string, int> Stems = Table(
        "prem=1 deux=2 trois=3 quatr=4 cinqu=5 six=6 sept=7 huit=8 neuv=9 dix=10 onz=11 douz=12 treiz=13 quatorz=14 quinz=15 seiz=16 vingt=20 trent=30 un=1");

    /// <inheritdoc/>
    public override string DecimalPoint => "virgule";

    /// <inheritdoc/>
    public override bool IsArticle(string word) => word is "un" or "une";

    /// <inheritdoc/>
    public override int ReadOrdinal(IReadOnlyList<string> words, int at, out int value)
    {
        value = 0;
        if (at >= words.Count)
            return 0;
        if (words[at] is "premier" or "premiere" or "premiers" or "premieres")
            value = 1;
        else if (words[at] is "second" or "seconde")
            value = 2;
        else if (Stem(words[at]) is { } single)
            value = single;
        if (value > 0)
            return 1;
        var (lead, tens) = words[at] switch { "vingt" => (1, 20), "trente" => (1, 30), "dix" => (1, 10), _ => (0, 0) };
        if (lead == 0 || at + 1 >= words.Count)
            return 0;
        var next = at + (words[at + 1] == "et" ? 2 : 1);
        if (next >= words.Count || Stem(words[next]) is not (> 0 and < 10 and var ones))
            return 0;
        value = tens + ones;
        return next - at + 1;
    }

    /// <inheritdoc/>
    protected override int InWords(IReadOnlyList<string> words, int at, out int value)
    {
        var small = 0;
        var length = words[at] is "mille" or "mil" ? 0 : Below1000(words, at, out small);
        value = length == 0 ? 1 : small;
        if (at + length < words.Count && words[at + length] is "mille" or "mil" && (length == 0 || value > 1))
        {
            var thousands = value * 1000;
            var rest = at + length + 1 < words.Count ? Below1000(words, at + length + 1, out value) : 0;
            value = thousands + (rest > 0 ? value : 0);
            return length + 1 + rest;
        }

        if (length == 0)
            value = 0;
        return length;
    }

    private static int Below1000(IReadOnlyList<string> words, int at, out int value)
    {
        var small = 0;
        var first = words[at] is "cent" or "cents" ? 0 : Below100(words, at, out small);
        value = first == 0 ? 1 : small;
        if (at + first >= words.Count || words[at + first] is not ("cent" or "cents") || value is < 1 or > 9 || (first > 0 && value == 1))
        {
            if (first == 0)
                value = 0;
            return first;
        }

        var hundreds = value * 100;
        var rest = at + first + 1 < words.Count ? Below100(words, at + first + 1, out value) : 0;
        value = hundreds + (rest > 0 ? value : 0);
        return first + 1 + rest;
    }

    private static int Below100(IReadOnlyList<string> words, int at, out int value)
    {
        var word = words[at];
        if (word == "quatre" && at + 1 < words.Count && words[at + 1] is "vingt" or "vingts")
            return Joined(words, at, 2, 80, teens: true, out value);
        if (Tens.TryGetValue(word, out var tens))
            return Joined(words, at, 1, tens, teens: tens == 60, out value);
        return Below20(words, at, out value);
    }

    private static int Joined(IReadOnlyList<string> words, int at, int length, int tens, bool teens, out int value)
    {
        value = tens;
        var next = at + length;
        var et = next + 1 < words.Count && words[next] == "et" && words[next + 1] is "un" or "une" or "onze" ? 1 : 0;
        if (next + et >= words.Count || Below20(words, next + et, out var more) is not (> 0 and var rest) || more == 0 || more >= (teens ? 20 : 10) || (et > 0 && more == 11 && !teens) || (et == 0 && more == 1 && tens != 80))
            return length;
        value += more;
        return length + et + rest;
    }

    private static int Below20(IReadOnlyList<string> words, int at, out int value)
    {
        if (words[at] == "dix" && at + 1 < words.Count && words[at + 1] is "sept" or "huit" or "neuf")
        {
            value = 10 + Small[words[at + 1]];
            return 2;
        }

        return Small.TryGetValue(words[at], out value) ? 1 : 0;
    }

    private static int? Stem(string word) => word.EndsWith("ieme", StringComparison.Ordinal) && Stems.TryGetValue(word[..^4], out var value) ? value : null;
}
