using System.Collections.Frozen;
using System.Text;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Details;

/// <summary>The small words around details in a language other than English: what introduces a name or an address, what the signs are called, what is only said along. All folded.</summary>
internal sealed partial class SpokenTongue
{
    private readonly FrozenDictionary<string, string> _signs;

    private SpokenTongue(Tongue tongue, string callingCode, string signs, string leads, string nameIntroductions, string nameTails, string notNames, string numberIdle, string phoneIdle, string sentence)
    {
        (Tongue, CallingCode) = (tongue, callingCode);
        Numbers = NumberWords.Of(tongue)!;
        Letters = LetterWords.Of(tongue)!;
        _signs = signs.Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('=')).SelectMany(pair => pair[0].Split('|').Select(name => (name, pair[1]))).ToFrozenDictionary(each => each.name, each => each.Item2, StringComparer.Ordinal);
        Leads = Phrases(leads);
        NameIntroductions = Phrases(nameIntroductions);
        NameTails = Phrases(nameTails);
        NotNames = Words(notNames);
        NumberIdle = Words(numberIdle);
        PhoneIdle = Words(phoneIdle);
        Sentence = Words(sentence);
    }

    /// <summary>The language.</summary>
    public Tongue Tongue { get; }

    /// <summary>The country calling code a number without one belongs to when nothing else is known.</summary>
    public string CallingCode { get; }

    /// <summary>Its number words.</summary>
    public NumberWords Numbers { get; }

    /// <summary>Its letters.</summary>
    public LetterWords Letters { get; }

    /// <summary>What may be said before any detail: "ja", "also", "meine e-mail-adresse ist"; longest first.</summary>
    public IReadOnlyList<string[]> Leads { get; }

    /// <summary>What says that a name follows; longest first.</summary>
    public IReadOnlyList<string[]> NameIntroductions { get; }

    /// <summary>What may stand after a name.</summary>
    public IReadOnlyList<string[]> NameTails { get; }

    /// <summary>Words that no name is made of.</summary>
    public FrozenSet<string> NotNames { get; }

    /// <summary>Words around a number.</summary>
    public FrozenSet<string> NumberIdle { get; }

    /// <summary>Words around a telephone number.</summary>
    public FrozenSet<string> PhoneIdle { get; }

    /// <summary>Words that show a sentence where a piece of an address was expected.</summary>
    public FrozenSet<string> Sentence { get; }

    /// <summary>The small words of a tongue; null for English.</summary>
    public static SpokenTongue? Of(Tongue? tongue) =>
        tongue == Tongue.German ? German : tongue == Tongue.Spanish ? Spanish : tongue == Tongue.French ? French : null;

    /// <summary>The English name of the sign that stands at a place ("dot", "dash", "at"), and how many words it took; 0 for none.</summary>
    public int Sign(IReadOnlyList<string> folded, int at, out string sign)
    {
        sign = "";
        for (var length = Math.Min(3, folded.Count - at); length > 0; length--)
            if (_signs.TryGetValue(length == 1 ? folded[at] : string.Join(' ', folded.Skip(at).Take(length)), out var found))
            {
                sign = found;
                return length;
            }

        return 0;
    }

    /// <summary>True when the words at the beginning are one of <paramref name="leads"/> and more follows; they are removed.</summary>
    public bool Strip(List<string> said, IReadOnlyList<string[]> leads)
    {
        foreach (var lead in leads)
            if (said.Count > lead.Length && said.Take(lead.Length).Select(Folded).SequenceEqual(lead, StringComparer.Ordinal))
            {
                said.RemoveRange(0, lead.Length);
                return true;
            }

        return false;
    }

    /// <summary>A word as the tables have it.</summary>
    public string Folded(string word) => Folding.Fold(word, Tongue);

    /// <summary>An address as it is spoken in this tongue, in the words English speakers say one with: the signs' names, single letters, digits; umlauts and accents as addresses have them. Null when the words are a sentence about something else.</summary>
    public string? AddressInEnglish(string words)
    {
        var clean = new StringBuilder(words.Length + 16);
        foreach (var letter in words.ToLowerInvariant())
            clean.Append(letter switch { '@' => " @ ", '_' => " _ ", ',' or ';' or '!' or '?' or '"' or ':' or '¿' or '¡' => " ", '’' => "'", '.' => " . ", '-' => " - ", _ => letter.ToString() });
        var said = clean.ToString().Replace("e - mail", "email", StringComparison.Ordinal).Replace("mail - adresse", "mail adresse", StringComparison.Ordinal).Replace("doppel - ", "doppel ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        while (said is [.., "."])
            said.RemoveAt(said.Count - 1);
        while (Strip(said, Leads))
        {
        }

        while (said.Count > 1 && Folded(said[^1]) is "bitte" or "danke" or "gracias" or "merci" or "svp")
            said.RemoveAt(said.Count - 1);
        var folded = said.ConvertAll(Folded);
        var made = new StringBuilder();
        var hasAt = false;
        for (var i = 0; i < said.Count;)
        {
            var letters = new StringBuilder();
            if (Sign(folded, i, out var sign) is > 0 and var signs && !(sign == "at" && i == 0 && said.Count == 1))
            {
                hasAt |= sign == "at";
                made.Append(' ').Append(sign).Append(' ');
                i += signs;
            }
            else if (Spelled(said, i) && Letters.Read(said, i, letters, digits: true) is > 0 and var spelled)
            {
                made.Append(' ').AppendJoin(' ', Folded(letters.ToString()).AsEnumerable());
                made.Append(' ');
                i += spelled;
            }
            else if (Numbers.Read(folded, i, out var number) is > 0 and var numbers && !(numbers == 1 && Numbers.IsArticle(folded[i]) && folded[i] != "un"))
            {
                made.Append(' ').AppendJoin(' ', (folded[i].All(char.IsAsciiDigit) ? folded[i] : number.ToString(System.Globalization.CultureInfo.InvariantCulture)).AsEnumerable()).Append(' ');
                i += numbers;
            }
            else
            {
                made.Append(' ').Append(folded[i++]).Append(' ');
            }
        }

        return !hasAt && folded.Exists(word => word.Length > 1 && Sentence.Contains(word)) ? null : made.ToString().Trim();
    }

    /// <summary>Words of the spelling alphabet, and letters' names that are other words, are letters only among letters: "anton at beispiel punkt de" is Anton's.</summary>
    private bool Spelled(List<string> said, int i)
    {
        if (said[i].Length == 1)
            return char.IsLetter(said[i][0]);
        if (!Letters.IsAlphabetWord(said[i]) && !Letters.IsDoubtful(said[i]))
            return true;
        return Near(i - 1) || Near(i + 1);

        bool Near(int k) => k >= 0 && k < said.Count && ((said[k].Length == 1 && char.IsLetter(said[k][0])) || Letters.IsAlphabetWord(said[k]));
    }

    private static string[][] Phrases(string phrases) =>
        [.. phrases.Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(phrase => phrase.Split(' ')).OrderByDescending(phrase => phrase.Length)];

    private static FrozenSet<string> Words(string words) => words.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
