using System.Globalization;
using System.Text;

namespace VoiceBooker.Booking.Details;

/// <content>Numbers, rows of digits, and choices.</content>
internal sealed partial class SpokenTongue
{
    private const int MostWords = 40;

    /// <summary>Reads one number ("fünfundzwanzig", "dos y medio", "une douzaine", "neun vier eins null drei"); false when the words hold none, or two that differ.</summary>
    public bool TryReadNumber(string words, out decimal number)
    {
        number = 0;
        if (words.Length > 300)
            return false;
        var said = Cut(words);
        if (said.Count is 0 or > MostWords)
            return false;
        var found = Numbered(said, articles: false);
        if (found.Count == 0 && said.TrueForAll(word => NumberIdle.Contains(word) || Numbers.IsArticle(word)))
            found = Numbered(said, articles: true);
        if (found.Count == 0 || found.Exists(each => each != found[0]) || said.Exists(word => word is "oder" or "o" or "ou"))
            return false;
        number = found[0];
        return true;
    }

    /// <summary>True when the words are a number and what is commonly said around one.</summary>
    public bool IsOnlyNumber(string words)
    {
        if (!TryReadNumber(words, out _))
            return false;
        var said = Cut(words);
        for (var i = 0; i < said.Count;)
        {
            var length = One(said, i, articles: true, out _);
            if (length == 0 && !NumberIdle.Contains(said[i]) && said[i] is not ("und" or "y" or "et"))
                return false;
            i += Math.Max(1, length);
        }

        return true;
    }

    /// <summary>The digits said, in order, with a leading "+" when it was said; empty when there are none or when the words are about something else.</summary>
    public string Digits(string words)
    {
        if (words.Length > 500)
            return "";
        var spaced = new StringBuilder(words.Length + 8);
        foreach (var letter in Folded(words))
            spaced.Append(letter switch { '+' => " + ", '-' or '.' or ',' or '(' or ')' or '/' or '#' or '*' or '?' or '!' or ';' or ':' => " ", _ => letter.ToString() });
        var said = spaced.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var read = new StringBuilder();
        var others = 0;
        for (var i = 0; i < said.Length;)
        {
            if (read.Length == 0 && said[i] is "+" or "plus" or "mas")
            {
                read.Append('+');
                i++;
            }
            else if (said[i].All(char.IsAsciiDigit))
                read.Append(said[i++]);
            else if (Repeated(said, i, out var digit, out var times) is > 0 and var repeated)
            {
                read.Append(digit, times);
                i += repeated;
            }
            else if (!(Numbers.IsArticle(said[i]) && said[i] is not "un") && Numbers.Read(said, i, out var value) is > 0 and var length && !(said[i] == "un" && length == 1 && i + 1 < said.Length && Numbers.Read(said, i + 1, out _) == 0 && PhoneIdle.Contains(said[i + 1])))
            {
                read.Append(value.ToString(CultureInfo.InvariantCulture));
                i += length;
            }
            else
            {
                others += PhoneIdle.Contains(said[i]) || Numbers.IsArticle(said[i]) ? 0 : 1;
                i++;
            }
        }

        var digits = read.ToString();
        return digits is "+" || others > 1 || (others > 0 && digits.Length < 4) ? "" : digits;
    }

    /// <summary>The place of "der zweite", "la última", from 0; null when the words name none among <paramref name="count"/>.</summary>
    public int? Place(string words, int count)
    {
        var said = Cut(words).Where(word => word is not ("der" or "die" or "das" or "den" or "dem" or "el" or "la" or "lo" or "los" or "le" or "les" or "l" or "bitte" or "favor" or "por" or "option" or "opcion" or "nummer" or "numero" or "moeglichkeit" or "variante" or "termin" or "s" or "il" or "vous" or "plait" or "choix")).ToList();
        if (said is ["letzte" or "letzten" or "letzter" or "letztes" or "ultimo" or "ultima" or "dernier" or "derniere"])
            return count - 1;
        var length = Numbers.ReadOrdinal(said, 0, out var place);
        if (length == 0)
            length = Numbers.Read(said, 0, out place);
        return length > 0 && length == said.Count && place >= 1 && place <= count ? place - 1 : null;
    }

    /// <summary>"doppel drei", "zweimal die fünf", "doble tres", "deux fois le trois".</summary>
    private int Repeated(string[] said, int i, out char digit, out int times)
    {
        digit = '\0';
        times = said[i] switch { "doppel" or "doppelt" or "doppelte" or "zweimal" or "doble" or "double" => 2, "dreimal" or "dreifach" or "triple" => 3, _ => 0 };
        var at = i + 1;
        if (times == 0 && at < said.Length && said[at] is "mal" or "fois" or "veces" && Numbers.Digit(said[i]) is { } many and (>= '2' and <= '3'))
            (times, at) = (many - '0', at + 1);
        if (times == 0)
            return 0;
        if (at < said.Length && said[at] is "die" or "der" or "el" or "la" or "le")
            at++;
        if (at >= said.Length || Numbers.Digit(said[at]) is not { } found)
            return 0;
        digit = found;
        return at + 1 - i;
    }

    private List<decimal> Numbered(List<string> said, bool articles)
    {
        List<decimal> found = [];
        for (var i = 0; i < said.Count;)
        {
            var length = One(said, i, articles, out var value);
            if (length > 0)
                found.Add(value);
            i += Math.Max(1, length);
        }

        return found;
    }

    private int One(List<string> said, int at, bool articles, out decimal value)
    {
        value = 0;
        if (decimal.TryParse(said[at].Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value))
            return 1;
        if (Idiom(said, at, out value) is > 0 and var idiom)
            return idiom;
        if (Numbers.IsArticle(said[at]) && !articles && Numbers.Read(said, at, out _) < 2)
            return 0;

        // single digits in a row are a code
        var digits = "";
        while (at + digits.Length < said.Count && digits.Length < 12 && !Numbers.IsArticle(said[at + digits.Length]) && Numbers.Digit(said[at + digits.Length]) is { } digit)
            digits += digit;
        if (digits.Length > 1 && Numbers.Read(said, at, out _) < 2)
        {
            value = decimal.Parse(digits, CultureInfo.InvariantCulture);
            return digits.Length;
        }

        var length = Numbers.Read(said, at, out var whole);
        if (length == 0)
            return 0;
        value = whole;
        var next = at + length;
        if (next + 1 < said.Count && said[next] is "komma" or "coma" or "virgule" or "punkt" or "punto" or "point" && Numbers.Read(said, next + 1, out var first) > 0)
        {
            var decimals = "";
            while (next + 1 + decimals.Length < said.Count && Numbers.Digit(said[next + 1 + decimals.Length]) is { } digit)
                decimals += digit;
            if (decimals.Length == 0)
            {
                decimals = first.ToString(CultureInfo.InvariantCulture);
                length += Numbers.Read(said, next + 1, out _) + 1;
            }
            else
            {
                length += decimals.Length + 1;
            }

            value = decimal.Parse($"{whole}.{decimals}", CultureInfo.InvariantCulture);
        }
        else if (next + 1 < said.Count && said[next] is "y" or "et" && said[next + 1] is "medio" or "media" or "demi" or "demie")
        {
            value += 0.5m;
            length += 2;
        }

        return length;
    }

    /// <summary>"anderthalb", "zweieinhalb", "ein halbes", "ein dutzend", "una docena", "un par", "personne".</summary>
    private int Idiom(List<string> said, int at, out decimal value)
    {
        var word = said[at];
        value = 0;
        if (word is "anderthalb" or "eineinhalb")
            value = 1.5m;
        else if (word.EndsWith("einhalb", StringComparison.Ordinal) && Numbers.Read([word[..^7]], 0, out var whole) == 1)
            value = whole + 0.5m;
        else if (word is "dutzend" or "docena" or "douzaine")
            value = 12;
        else if (word is "halb" or "halbe" or "halber" or "halbes" or "medio" or "media" or "demi")
            value = 0.5m;
        else if (word is "niemand" or "keiner" or "keine" or "kein" or "keins" or "nadie" or "ninguno" or "ninguna" or "ningun" or "aucun" or "aucune")
            return 1;
        else if (Tongue == Languages.Tongue.Spanish && word == "par")
            value = 2;
        else if (Tongue == Languages.Tongue.French && word == "quinzaine")
            value = 15;
        else if (Tongue == Languages.Tongue.French && word == "dizaine")
            value = 10;
        if (value > 0)
            return 1;

        // "ein dutzend": the article belongs to it
        return Numbers.IsArticle(word) && at + 1 < said.Count && said[at + 1] is "dutzend" or "docena" or "douzaine" or "halb" or "halbe" or "halber" or "halbes" or "par" or "quinzaine" or "dizaine" or "demi" or "medio" && Idiom(said, at + 1, out value) > 0 ? 2 : 0;
    }

    private List<string> Cut(string words) =>
        [.. Folded(words).Replace("-", " ", StringComparison.Ordinal).Replace('\'', ' ').Split([' ', '#', '!', '?', ';', '"', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim(',', '.', ':')).Where(word => word.Length > 0)];
}
