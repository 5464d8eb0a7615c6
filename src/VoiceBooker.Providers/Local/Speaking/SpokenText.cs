using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace VoiceBooker.Providers.Local.Speaking;

/// <summary>Writes out what flite would read badly: e-mail and web addresses, spelled letters, international numbers, ISO dates, a few signs. Times, ordinals and plain numbers it reads well by itself.</summary>
internal static partial class SpokenText
{
    /// <summary>Words flite says differently from what is meant here, because it takes them for the past tense or for "saint".</summary>
    private static readonly (Regex Written, string Spoken)[] Misread =
    [
        (Street(), "${name} street"),
        (ReadBack(), "reed"),
    ];

    /// <summary>The same sentence, in the words flite says right.</summary>
    public static string From(string text)
    {
        var spoken = text.Normalize(NormalizationForm.FormKC).Replace('’', '\'').Replace('‘', '\'').Replace('“', ' ').Replace('”', ' ');
        spoken = EmailAddress().Replace(spoken, match => InWords(match.Value));
        spoken = WebAddress().Replace(spoken, match => InWords(match.Value));
        spoken = IsoDate().Replace(spoken, DateInWords);
        spoken = InternationalNumber().Replace(spoken, match => DigitByDigit(match.Value));
        spoken = SpelledLetters().Replace(spoken, match => Capitals(match.Value));
        spoken = Dash().Replace(spoken, ", ");
        foreach (var (written, meant) in Misread)
            spoken = written.Replace(spoken, meant);
        spoken = spoken.Replace("&", " and ", StringComparison.Ordinal).Replace("%", " percent", StringComparison.Ordinal);
        spoken = Unspeakable().Replace(spoken, " ");
        return Spaces().Replace(spoken, " ").Trim();
    }

    private static string InWords(string address)
    {
        var words = new StringBuilder();
        foreach (var sign in address)
        {
            words.Append(sign switch
            {
                '@' => " at ",
                '.' => " dot ",
                '-' => " dash ",
                '_' => " underscore ",
                '+' => " plus ",
                '/' => " slash ",
                >= '0' and <= '9' => $" {sign} ",
                _ => sign.ToString(),
            });
        }

        return words.ToString();
    }

    private static string DateInWords(Match date)
    {
        var month = int.Parse(date.Groups["month"].ValueSpan, CultureInfo.InvariantCulture);
        var day = int.Parse(date.Groups["day"].ValueSpan, CultureInfo.InvariantCulture);
        if (month is < 1 or > 12 || day is < 1 or > 31)
            return date.Value;

        var suffix = (day % 10, day / 10) switch { (_, 1) => "th", (1, _) => "st", (2, _) => "nd", (3, _) => "rd", _ => "th" };
        return $"{CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month)} {day}{suffix}, {date.Groups["year"].Value}";
    }

    /// <summary>In groups of three, the last of four where it comes out so: pauses are what make a number followable.</summary>
    private static string DigitByDigit(string number)
    {
        var digits = number.Where(char.IsAsciiDigit).ToArray();
        var words = new StringBuilder("plus");
        for (var i = 0; i < digits.Length; i++)
        {
            var left = digits.Length - i;
            if (i > 0 && left >= 3 && (left - 4) % 3 == 0)
                words.Append(',');
            words.Append(' ').Append(digits[i]);
        }

        return words.ToString();
    }

    private static string Capitals(string letters) =>
        string.Join(", ", letters.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant));

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EmailAddress();

    [GeneratedRegex(@"(?<scheme>https?://)?\b[a-z0-9-]+(\.[a-z0-9-]+)*\.(com|org|net|io|co|edu|gov|uk|de|eu|us|info|app|dev)(/[\w./-]*\w)?\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WebAddress();

    [GeneratedRegex(@"\b(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IsoDate();

    [GeneratedRegex(@"\+\d[\d ().-]{6,}\d", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InternationalNumber();

    [GeneratedRegex(@"(?<![\w'.])[A-Za-z](\s*[,-]\s*|\s+)([A-Za-z0-9](\s*[,-]\s*|\s+)){1,40}[A-Za-z0-9](?![\w'.]*\w)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SpelledLetters();

    [GeneratedRegex(@"\s+[-–—]+\s+|[–—]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Dash();

    [GeneratedRegex(@"\b(?<name>[A-Z][a-z]+) St\.?(?=,|$|\s+\d|\s+(?:and|in|at|on)\b)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Street();

    [GeneratedRegex(@"\bread(?= (that|this|it|them|the|back|your)\b)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReadBack();

    [GeneratedRegex(@"[^\p{L}\p{N}\s.,;:!?'$@()/+*#-]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unspeakable();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Spaces();
}
