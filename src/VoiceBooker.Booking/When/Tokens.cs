using System.Globalization;
using System.Text.RegularExpressions;

namespace VoiceBooker.Booking.When;

/// <summary>Cuts what was said or typed into words, with number words read and typed times and dates recognised.</summary>
internal static partial class Tokens
{
    private const int LongestText = 2000;

    private static readonly Dictionary<string, int> Units = new()
    {
        ["zero"] = 0, ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6, ["seven"] = 7, ["eight"] = 8, ["nine"] = 9,
        ["ten"] = 10, ["eleven"] = 11, ["twelve"] = 12, ["thirteen"] = 13, ["fourteen"] = 14, ["fifteen"] = 15, ["sixteen"] = 16,
        ["seventeen"] = 17, ["eighteen"] = 18, ["nineteen"] = 19,
    };

    private static readonly Dictionary<string, int> Tens = new()
    {
        ["twenty"] = 20, ["thirty"] = 30, ["forty"] = 40, ["fourty"] = 40, ["fifty"] = 50, ["sixty"] = 60, ["seventy"] = 70, ["eighty"] = 80, ["ninety"] = 90,
    };

    private static readonly Dictionary<string, int> Ordinals = new()
    {
        ["first"] = 1, ["second"] = 2, ["third"] = 3, ["fourth"] = 4, ["fifth"] = 5, ["sixth"] = 6, ["seventh"] = 7, ["eighth"] = 8, ["ninth"] = 9,
        ["tenth"] = 10, ["eleventh"] = 11, ["twelfth"] = 12, ["thirteenth"] = 13, ["fourteenth"] = 14, ["fifteenth"] = 15, ["sixteenth"] = 16,
        ["seventeenth"] = 17, ["eighteenth"] = 18, ["nineteenth"] = 19, ["twentieth"] = 20, ["thirtieth"] = 30,
    };

    /// <summary>The words of <paramref name="text"/>; e-mail addresses, prices and percentages are left out.</summary>
    public static List<Token> Read(string text)
    {
        if (text.Length > LongestText)
            text = text[..LongestText];
        var clean = Noise().Replace(text.ToLowerInvariant().Replace('’', '\'').Replace('`', '\''), " , ");
        clean = DottedMeridiem().Replace(clean, "${half}m ");
        clean = TypedMeridiem().Replace(clean, "${digit} ${half}m ");
        clean = Ish().Replace(clean, "${hour} ish");
        clean = clean.Replace(" @ ", " at ", StringComparison.Ordinal).Replace("#", " number ", StringComparison.Ordinal).Replace("&", " and ", StringComparison.Ordinal);

        var raw = new List<Token>();
        var afterBreak = false;
        foreach (Match match in Piece().Matches(clean))
        {
            if (match.Groups["break"].Success)
            {
                afterBreak = true;
                continue;
            }

            raw.Add(Classify(match, afterBreak));
            afterBreak = false;
        }

        return Joined(raw);
    }

    private static Token Classify(Match match, bool afterBreak)
    {
        var text = match.Value;
        if (match.Groups["iso"].Success)
        {
            var part = text.Split('-');
            return new(TokenKind.Date, text, (Int(part[0]) * 10000) + (Int(part[1]) * 100) + Int(part[2]), afterBreak);
        }

        if (match.Groups["slash"].Success)
        {
            var part = text.Split('/');
            return part.Length == 2 ? new(TokenKind.Slash, text, (Int(part[0]) * 100) + Int(part[1]), afterBreak) : Dated(text, part[2], Int(part[0]), Int(part[1]), afterBreak);
        }

        if (match.Groups["dots"].Success)
        {
            var part = text.TrimEnd('.').Split('.');
            return part.Length == 2
                ? new(TokenKind.Slash, "dots", (Int(part[1]) * 100) + Int(part[0]), afterBreak)
                : new(TokenKind.Date, text, (Year(part[2]) * 10000) + (Int(part[1]) * 100) + Int(part[0]), afterBreak);
        }

        if (match.Groups["clock"].Success)
        {
            var part = text.Split(':', '.');
            return Int(part[0]) <= 24 && Int(part[1]) < 60
                ? new(TokenKind.Clock, text, (Int(part[0]) * 60) + Int(part[1]), afterBreak)
                : new(TokenKind.Word, text, 0, afterBreak);
        }

        if (match.Groups["ordinal"].Success)
            return new(TokenKind.Ordinal, text, Int(text[..^2]), afterBreak);
        if (match.Groups["number"].Success)
            return text.Length <= 4 ? new(TokenKind.Number, text, Int(text), afterBreak) : new(TokenKind.Number, text, int.MaxValue, afterBreak);

        text = text.Replace("'", "", StringComparison.Ordinal);
        return new(TokenKind.Word, text, 0, afterBreak);
    }

    /// <summary>A typed date with a year: American order, unless only the other order can be.</summary>
    private static Token Dated(string text, string year, int first, int second, bool afterBreak) =>
        first > 12
            ? new(TokenKind.Date, text, (Year(year) * 10000) + (second * 100) + first, afterBreak)
            : new(TokenKind.Date, text, (Year(year) * 10000) + (first * 100) + second, afterBreak);

    private static List<Token> Joined(List<Token> raw)
    {
        var tokens = new List<Token>(raw.Count);
        for (var i = 0; i < raw.Count; i++)
        {
            var token = raw[i];
            if (token.Kind == TokenKind.Word)
                token = Spoken(raw, ref i);
            if (IsMeridiem(raw, tokens, ref i, token, out var meridiem))
                token = meridiem;
            tokens.Add(token);
        }

        return Dashes(tokens);
    }

    private static Token Spoken(List<Token> raw, ref int i)
    {
        var token = raw[i];
        if (token.Text == "two" && Next(raw, i) is { Kind: TokenKind.Word, Text: "thousand" })
            return Thousands(raw, ref i);

        if (Units.TryGetValue(token.Text, out var unit))
            return token with { Kind = TokenKind.Number, Value = unit };
        if (Ordinals.TryGetValue(token.Text, out var ordinal))
            return token with { Kind = TokenKind.Ordinal, Value = ordinal };
        if (!Tens.TryGetValue(token.Text, out var tens))
            return token.Text is "oh" or "o" && (IsNumberWord(Next(raw, i)) || (i > 0 && IsNumberWord(raw[i - 1])))
                ? token with { Kind = TokenKind.Number, Text = "oh" }
                : token;

        var next = i + 1 < raw.Count && raw[i + 1].Text == "-" ? i + 2 : i + 1;
        if (next < raw.Count && !raw[next].AfterBreak)
        {
            if (Units.TryGetValue(raw[next].Text, out var ones) && ones is > 0 and < 10)
            {
                i = next;
                return token with { Kind = TokenKind.Number, Value = tens + ones };
            }

            if (Ordinals.TryGetValue(raw[next].Text, out var th) && th < 10)
            {
                i = next;
                return token with { Kind = TokenKind.Ordinal, Value = tens + th };
            }
        }

        return token with { Kind = TokenKind.Number, Value = tens };
    }

    private static Token Thousands(List<Token> raw, ref int i)
    {
        var first = raw[i++];
        if (Next(raw, i) is { Text: "and" } && IsNumberWord(Next(raw, i + 1)))
            i++;
        if (!IsNumberWord(Next(raw, i)))
            return first with { Kind = TokenKind.Number, Value = 2000 };
        i++;
        return first with { Kind = TokenKind.Number, Value = 2000 + Spoken(raw, ref i).Value };
    }

    private static bool IsMeridiem(List<Token> raw, List<Token> before, ref int i, Token token, out Token meridiem)
    {
        meridiem = default;
        if (before.Count == 0 || token.AfterBreak || !(before[^1].Kind is TokenKind.Number or TokenKind.Clock || before[^1].Text is "oclock"))
            return false;
        if (token.Kind == TokenKind.Word && token.Text is "am" or "pm")
            meridiem = token with { Kind = TokenKind.Meridiem };
        else if (token.Kind == TokenKind.Word && token.Text is "a" or "p" && Next(raw, i) is { Text: "m" })
        {
            i++;
            meridiem = token with { Kind = TokenKind.Meridiem, Text = token.Text + "m" };
        }

        return meridiem.Kind == TokenKind.Meridiem;
    }

    /// <summary>A dash between two times, dates or weekdays means "to"; any other only joins words.</summary>
    internal static List<Token> Dashes(List<Token> tokens)
    {
        var kept = new List<Token>(tokens.Count);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Text != "-")
                kept.Add(tokens[i]);
            else if (kept.Count > 0 && i + 1 < tokens.Count && Bounds(kept[^1]) && Bounds(tokens[i + 1]))
                kept.Add(tokens[i] with { Text = "to" });
        }

        return kept;

        static bool Bounds(Token token) =>
            token.Kind is TokenKind.Number or TokenKind.Ordinal or TokenKind.Clock or TokenKind.Date or TokenKind.Slash or TokenKind.Meridiem
            || Vocabulary.Weekday(token.Text) is not null || token.Text is "noon" or "oclock";
    }

    private static Token? Next(List<Token> raw, int i) => i + 1 < raw.Count ? raw[i + 1] : null;

    private static bool IsNumberWord(Token? token) =>
        token is { } word && (word.Kind is TokenKind.Number || Units.ContainsKey(word.Text) || Tens.ContainsKey(word.Text)
            || word.Text is "hundred" && word.Kind == TokenKind.Word);

    private static int Int(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static int Year(string digits) => digits.Length <= 2 ? 2000 + Int(digits) : Int(digits);

    [GeneratedRegex(@"\S+@\S+|[$€£]\s?\d[\d.,]*|\d[\d.,]*\s?%|https?://\S+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Noise();

    [GeneratedRegex(@"\b(?<hour>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|fifteen|thirty)ish\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ish();

    [GeneratedRegex(@"\b(?<half>[ap])\.\s?m\b\.?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DottedMeridiem();

    [GeneratedRegex(@"(?<digit>\d)\s?(?<half>[ap])m?\b(?!')", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypedMeridiem();

    [GeneratedRegex(
        """
        (?<iso>\b[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}\b)
        |(?<slash>\b[0-9]{1,2}/[0-9]{1,2}(/([0-9]{4}|[0-9]{2}))?\b)
        |(?<dots>\b[0-9]{1,2}\.[0-9]{1,2}\.([0-9]{4}\b|[0-9]{2}\b)?)
        |(?<clock>\b[0-9]{1,2}[:.][0-9]{2}\b)
        |(?<ordinal>\b[0-9]{1,2}(st|nd|rd|th)\b)
        |(?<number>[0-9]+)
        |(?<word>[a-z]+('[a-z]+)*|-|–|—)
        |(?<break>[,.;:!?()])
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Piece();
}
