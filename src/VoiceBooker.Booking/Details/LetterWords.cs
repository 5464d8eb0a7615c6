using System.Collections.Frozen;
using System.Text;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Details;

/// <summary>
/// Letters as they are spelled in German, Spanish and French: by their names ("jot", "hache", "i grec"), by a word for each ("Anton", "b de Barcelona", "m comme Marcel"; in German the old
/// spelling alphabet and the cities of DIN 5009), doubled ("doppel s", "doble ele") and with their marks ("a umlaut", "e accent aigu"). Words are in lower case; those of more than one letter are compared folded.
/// </summary>
internal sealed partial class LetterWords
{
    private readonly Tongue _tongue;
    private readonly FrozenDictionary<string, string> _names;
    private readonly FrozenSet<string> _words;
    private readonly FrozenSet<string> _alsoOther;
    private readonly FrozenSet<string> _like;
    private readonly FrozenDictionary<string, int> _times;
    private readonly FrozenSet<string> _idle;

    private LetterWords(Tongue tongue, string names, string alphabet, string alsoOther, string like, string times, string idle)
    {
        _tongue = tongue;
        var table = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in names.Split(['\n', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = entry.Split('=');
            foreach (var name in pair[0].Split('|'))
                table[name] = pair[1];
        }

        var words = alphabet.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in words)
            table.TryAdd(word, word[..1]);
        foreach (var word in Spelling.Alphabet)
            table.TryAdd(word, word[..1]);
        _words = [.. words, .. Spelling.Alphabet];
        _names = table.ToFrozenDictionary(StringComparer.Ordinal);
        _alsoOther = [.. alsoOther.Split(' ')];
        _like = [.. like.Split(' ')];
        _times = times.Split(' ').Select(entry => entry.Split('=')).ToFrozenDictionary(pair => pair[0], pair => pair[1][0] - '0', StringComparer.Ordinal);
        _idle = [.. idle.Split(' ')];
    }

    /// <summary>The letters of a tongue; null for English (<see cref="Spelling"/>).</summary>
    public static LetterWords? Of(Tongue? tongue) =>
        tongue == Tongue.German ? German : tongue == Tongue.Spanish ? Spanish : tongue == Tongue.French ? French : null;

    /// <summary>Reads one spelled piece at <paramref name="at"/>: "n", "nordpol", "n wie nordpol", "doppel n", "grosses m".</summary>
    /// <param name="words">What was said.</param>
    /// <param name="at">Where the piece begins.</param>
    /// <param name="into">The letters, lower case, with their marks.</param>
    /// <param name="digits">True where digits stand among the letters, so that "trois n" is a three and an n; only French says "deux n" for a double one.</param>
    /// <returns>How many words it took; 0 when the word is not spelled.</returns>
    public int Read(IReadOnlyList<string> words, int at, StringBuilder into, bool digits = false)
    {
        var start = at;
        while (at + 1 < words.Count && _idle.Contains(Folded(words[at])))
            at++;
        var times = 1;
        if (at + 1 < words.Count && _times.TryGetValue(Folded(words[at]), out var many) && !(digits && Folded(words[at]) is ("zwei" or "dos" or "trois")) && One(words, at, out _) < 2 && One(words, at + 1, out _) > 0)
            (times, at) = (many, at + 1);
        var length = One(words, at, out var letter);
        if (length == 0)
            return 0;
        at += length;
        if (at + 1 < words.Count && _like.Contains(Folded(words[at])))
        {
            // "b de barcelona"; "wie" and "comme" are said of any word, "de" only of one that begins so
            var example = Folded(words[at + 1]);
            if (example.Length > 1 && (example[0] == Folded(letter)[0] || (_words.Contains(example) && letter.Length == 1)))
            {
                if (example[0] != Folded(letter)[0])
                    letter = example[..1];
                at += 2;
            }
        }

        for (var i = 0; i < times; i++)
            into.Append(letter);
        return at - start;
    }

    /// <summary>True for a word that is a letter's name but an ordinary word as well ("es", "de", "ele"): it counts only among letters.</summary>
    public bool IsDoubtful(string word) => word.Length > 1 && _alsoOther.Contains(Folded(word));

    /// <summary>True for a word of the spelling alphabet, which may be a name as well ("Anton", "Carmen").</summary>
    public bool IsAlphabetWord(string word) => _words.Contains(Folded(word));

    private int One(IReadOnlyList<string> words, int at, out string letter)
    {
        letter = "";
        if (at >= words.Count)
            return 0;
        for (var length = Math.Min(4, words.Count - at); length > 0; length--)
        {
            var name = length == 1 ? Folded(words[at]) : string.Join(' ', words.Skip(at).Take(length).Select(Folded));
            if (length == 1 && words[at].Length == 1 && char.IsLetter(words[at][0]))
            {
                letter = words[at];
                return 1;
            }

            if (_names.TryGetValue(name, out var found))
            {
                letter = found;
                return length;
            }
        }

        return 0;
    }

    private string Folded(string word) => Folding.Fold(word, _tongue);

    private static readonly LetterWords German = new(
        Tongue.German,
        """
        be|beh=b, ce|zeh|tse=c, de|deh=d, eh=e, ef|eff=f, ge|geh=g, ha|hah=h, ih=i, jot|jott=j, ka|kah=k, el|ell=l, em|emm=m, en|enn=n, oh=o, pe|peh=p, ku|kuh=q, er|err=r, es|ess=s, te|teh=t, uh=u, vau|fau=v, we|weh=w, ix|iks=x, ypsilon|ypsilonn=y, zett|zet|tset=z
        ae|a umlaut|aerger|umlaut aachen|umlaut a=ä, oe|o umlaut|oekonom|umlaut offenbach|umlaut o=ö, ue|u umlaut|uebermut|umlaut unna|umlaut u=ü, eszett|esszett|scharfes s|scharf s|eszet=ß, schule=sch, e mit akzent|e akut=é
        """,
        """
        anton berta bertha caesar charlotte dora emil friedrich gustav heinrich ida julius kaufmann konrad ludwig martha nordpol otto paula quelle richard samuel siegfried theodor ulrich viktor wilhelm xanthippe zacharias zeppelin zuerich
        aachen berlin chemnitz duesseldorf essen frankfurt goslar hamburg ingelheim jena koeln leipzig muenchen nuernberg offenbach potsdam quickborn rostock salzwedel tuebingen unna voelklingen wuppertal xanten zwickau
        """,
        "es er de en em el ha we ge ka te be ef ix oh ae oe ue eh",
        "wie",
        "doppel=2 doppelt=2 doppeltes=2 zweimal=2 zwei=2 dreimal=3",
        "grosses kleines gross klein grossbuchstabe buchstabe mit");

    private static readonly LetterWords Spanish = new(
        Tongue.Spanish,
        """
        be|be larga|be alta|be grande=b, ce=c, de=d, efe=f, ge=g, hache=h, i latina=i, jota=j, ka=k, ele=l, eme=m, ene=n, enie=ñ, pe=p, cu=q, erre|ere=r, ese=s, te=t, uve|ve|ve corta|be corta|ve baja|ve chica=v, uve doble|doble uve|doble ve|ve doble|doble u=w, equis=x, i griega|ye=y, zeta|ceta=z
        a con acento|a con tilde=á, e con acento|e con tilde=é, i con acento|i con tilde=í, o con acento|o con tilde=ó, u con acento|u con tilde=ú, u con dieresis=ü, ene con tilde|n con tilde=ñ
        """,
        """
        antonio andalucia barcelona burgos carmen cadiz dolores domingo dinamarca enrique espana francia francisco gerona granada guatemala historia ines italia jose jaen kilo lorenzo lima leon madrid maria mexico navarra nicaragua
        oviedo paris pedro portugal queso querido ramon roma sabado sevilla salamanca toledo tarragona ulises uruguay valencia venezuela washington xilofono yegua yolanda zaragoza zamora
        """,
        "de te be ve ge ce ese ele ene me ye pe cu",
        "de como",
        "doble=2 dos=2 triple=3",
        "mayuscula minuscula letra");

    private static readonly LetterWords French = new(
        Tongue.French,
        """
        be=b, ce=c, de=d, effe=f, ge=g, hache=h, ji=j, ka=k, elle=l, emme=m, enne=n, pe=p, ku|qu=q, erre=r, esse=s, te=t, ve=v, double ve|double v=w, ixe|iks=x, i grec|y grec=y, zede|zed=z
        e accent aigu|e aigu=é, e accent grave|e grave=è, e accent circonflexe|e circonflexe=ê, a accent grave|a grave=à, a accent circonflexe=â, i trema=ï, i accent circonflexe=î, e trema=ë, o accent circonflexe=ô, u accent circonflexe=û, u accent grave=ù, c cedille=ç, e dans l o|oe=œ
        """,
        """
        anatole berthe celestin desire eugene emile francois gaston henri irma joseph kleber louis marcel nicolas oscar pierre quintal raoul suzanne therese ursule victor william xavier yvonne zoe
        """,
        "de te elle ce ge ve be pe me qu",
        "comme",
        "double=2 deux=2 trois=3",
        "majuscule minuscule lettre");
}
