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

/// <summary>Spanish: one word up to twenty nine, "y" between tens and units after that.</summary>
internal sealed class SpanishNumbers : NumberWords
{
    private static readonly Dictionary<string, int> Small = Table(
        "cero=0 uno|un|una=1 dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 once=11 doce=12 trece=13 catorce=14 quince=15 dieciseis=16 diecisiete=17 dieciocho=18 diecinueve=19 "
        + "veinte=20 veintiuno|veintiun|veintiuna=21 veintidos=22 veintitres=23 veinticuatro=24 veinticinco=25 veintiseis=26 veintisiete=27 veintiocho=28 veintinueve=29");

    private static readonly Dictionary<string, int> Tens = Table("veinte=20 treinta=30 cuarenta=40 cincuenta=50 sesenta=60 setenta=70 ochenta=80 noventa=90");

    private static readonly Dictionary<string, int> Hundreds = Table(
        "cien|ciento=100 doscientos|doscientas=200 trescientos|trescientas=300 cuatrocientos|cuatrocientas=400 quinientos|quinientas=500 seiscientos|seiscientas=600 setecientos|setecientas=700 ochocientos|ochocientas=800 novecientos|novecientas=900");

    private static readonly Dictionary<string, int> Ordinals = Table(
        "primero|primer|primera=1 segundo|segunda=2 tercero|tercer|tercera=3 cuarto|cuarta=4 quinto|quinta=5 sexto|sexta=6 septimo|septima=7 octavo|octava=8 noveno|novena=9 decimo|decima=10");

    /// <inheritdoc/>
    public override string DecimalPoint => "coma";

    /// <inheritdoc/>
    public override bool IsArticle(string word) => word is "un" or "una";

    /// <inheritdoc/>
    public override int ReadOrdinal(IReadOnlyList<string> words, int at, out int value)
    {
        value = 0;
        return at < words.Count && Ordinals.TryGetValue(words[at], out value) ? 1 : 0;
    }

    /// <inheritdoc/>
    protected override int InWords(IReadOnlyList<string> words, int at, out int value)
    {
        var small = 0;
        var length = words[at] == "mil" ? 0 : Below1000(words, at, out small);
        value = length == 0 ? 1 : small;
        if (at + length < words.Count && words[at + length] == "mil")
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
        if (!Hundreds.TryGetValue(words[at], out var hundreds))
            return Below100(words, at, out value);
        var rest = at + 1 < words.Count ? Below100(words, at + 1, out value) : (value = 0);
        value = hundreds + (rest > 0 ? value : 0);
        return 1 + rest;
    }

    private static int Below100(IReadOnlyList<string> words, int at, out int value)
    {
        if (Tens.TryGetValue(words[at], out var tens))
        {
            value = tens;
            if (at + 2 < words.Count && words[at + 1] == "y" && Small.TryGetValue(words[at + 2], out var ones) && ones is > 0 and < 10)
            {
                value += ones;
                return 3;
            }

            return 1;
        }

        return Small.TryGetValue(words[at], out value) ? 1 : 0;
    }
}

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
