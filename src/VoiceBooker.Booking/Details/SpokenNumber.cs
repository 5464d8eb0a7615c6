using System.Globalization;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Details;

/// <summary>Numbers as people say how many or how much: "three", "twenty five", "a dozen", "two and a half", "nine four one oh three", keys.</summary>
public static class SpokenNumber
{
    private const int MostWords = 40;

    private static readonly HashSet<string> Filler = new(
        ["um", "uh", "er", "oh", "well", "so", "about", "around", "roughly", "approximately", "maybe", "just", "only", "it's", "its", "it", "is", "that's", "there", "are", "be", "will", "would", "we", "we're", "i", "i'm", "think", "say", "make", "that", "please", "of", "us", "the", "number", "in", "total", "yes", "for", "people", "persons", "person", "guests", "adults", "kids", "children", "years", "old", "altogether"],
        StringComparer.Ordinal);

    /// <summary>Reads one number; false when the words hold none, or two that differ ("two or three").</summary>
    /// <param name="words">What was said, typed or keyed.</param>
    /// <param name="number">The number.</param>
    /// <param name="tongue">The language of the words; null: English.</param>
    public static bool TryRead(string words, out decimal number, Tongue? tongue = null)
    {
        if (SpokenTongue.Of(tongue) is { } other)
            return other.TryReadNumber(words, out number);
        number = 0;
        if (words.Length > 300)
            return false;
        var said = words.ToLowerInvariant().Replace('’', '\'').Replace("-", " ", StringComparison.Ordinal)
            .Split([' ', '#', '!', '?', ';', '"'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Trim(',', '.', ':'))
            .Where(word => word.Length > 0)
            .ToList();
        if (said.Count is 0 or > MostWords)
            return false;

        List<decimal> found = [];
        for (var at = 0; at < said.Count;)
        {
            var (length, value) = ReadAt(said, at);
            if (length > 0)
                found.Add(value);
            at += Math.Max(1, length);
        }

        if (found.Count == 0 || found.Exists(each => each != found[0]) || said.Contains("or", StringComparer.Ordinal))
            return false;
        number = found[0];
        return true;
    }

    /// <summary>As a form takes it: "3", "2.5".</summary>
    public static string Written(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    /// <summary>For the ear: "twenty five", "two point five".</summary>
    public static string Spoken(decimal number)
    {
        var whole = decimal.Truncate(number);
        var told = Math.Abs(whole) < 1_000_000 ? SpokenEnglish.Number((int)whole) : Written(whole);
        return whole == number ? told : $"{told} point {string.Join(' ', Written(number).Split('.')[1].Select(digit => SpokenEnglish.Number(digit - '0')))}";
    }

    /// <summary>True when the words are a number and what is commonly said around one, so that they are about nothing else.</summary>
    public static bool IsOnlyNumber(string words, Tongue? tongue = null) =>
        SpokenTongue.Of(tongue) is { } other ? other.IsOnlyNumber(words) : TryRead(words, out _) && words.ToLowerInvariant().Split([' ', ',', '.', '!', '-', '#'], StringSplitOptions.RemoveEmptyEntries)
            .All(word => Filler.Contains(word) || word.All(char.IsAsciiDigit) || Spelling.Digit(word) is not null || Spelling.Tens(word, out _) || word is "a" or "an" or "and" or "half" or "hundred" or "thousand" or "dozen" or "couple" or "point" or "single" or "pair" or "none" or "nobody");

    private static (int Length, decimal Value) ReadAt(List<string> said, int at)
    {
        var word = said[at];
        if (decimal.TryParse(word.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var written))
            return WithHalf(said, at, 1, written);
        if (word is "none" or "nobody" or "zero")
            return (1, 0);
        if (word is "half" && at + 1 < said.Count && said[at + 1] is "a" or "an")
            return at + 2 < said.Count && said[at + 2] == "dozen" ? (3, 6) : (2, 0.5m);
        if (word is "a" or "an" && at + 1 < said.Count)
        {
            return said[at + 1] switch
            {
                "dozen" => (2, 12),
                "couple" or "pair" => (2, 2),
                "single" => (2, 1),
                "hundred" or "thousand" => Grown(said, at + 1, 1) is var (length, value) ? (length + 1, value) : default,
                _ => (0, 0),
            };
        }

        if (Row(said, at) is { Length: > 1 } row)
            return row;
        return Below100(said, at) is { Length: > 0 } small ? Whole(said, at, small) : (0, 0);
    }

    /// <summary>Single digits in a row, as a code is said: "nine four one oh three".</summary>
    private static (int Length, decimal Value) Row(List<string> said, int at)
    {
        var digits = "";
        while (at + digits.Length < said.Count && digits.Length < 12 && Spelling.Digit(said[at + digits.Length]) is { } digit)
            digits += digit;
        return digits.Length > 1 ? (digits.Length, decimal.Parse(digits, CultureInfo.InvariantCulture)) : (0, 0);
    }

    private static (int Length, decimal Value) Below100(List<string> said, int at)
    {
        if (Spelling.Tens(said[at], out var tens))
        {
            var value = int.Parse(tens, CultureInfo.InvariantCulture);
            return value >= 20 && at + 1 < said.Count && Spelling.Digit(said[at + 1]) is { } ones and not '0' ? (2, value + (ones - '0')) : (1, value);
        }

        return said[at] is "oh" or "o" ? (0, 0) : Spelling.Digit(said[at]) is { } digit ? (1, digit - '0') : (0, 0);
    }

    private static (int Length, decimal Value) Whole(List<string> said, int at, (int Length, decimal Value) small)
    {
        var next = at + small.Length;
        if (next < said.Count && said[next] is "hundred" or "thousand" or "dozen")
        {
            if (said[next] == "dozen")
                return (small.Length + 1, small.Value * 12);
            var (length, value) = Grown(said, next, small.Value);
            return (small.Length + length, value);
        }

        if (next + 1 < said.Count && said[next] == "point" && Spelling.Digit(said[next + 1]) is not null)
        {
            var digits = string.Concat(said.Skip(next + 1).TakeWhile(word => Spelling.Digit(word) is not null).Select(word => Spelling.Digit(word)));
            return (small.Length + 1 + digits.Length, decimal.Parse($"{Written(small.Value)}.{digits}", CultureInfo.InvariantCulture));
        }

        return WithHalf(said, at, small.Length, small.Value);
    }

    /// <summary>From "hundred" or "thousand" on: how many words, and what they make of <paramref name="times"/>.</summary>
    private static (int Length, decimal Value) Grown(List<string> said, int at, decimal times)
    {
        var thousand = said[at] == "thousand";
        var value = times * (thousand ? 1000 : 100);
        var next = at + 1;
        if (!thousand && next < said.Count && said[next] == "thousand")
            return (2, value * 1000);
        if (next + 1 < said.Count && said[next] == "and")
            next++;
        if (next >= said.Count || Below100(said, next) is not { Length: > 0 } rest)
            return (1, value);

        var after = next + rest.Length;
        if (!thousand || after >= said.Count || said[after] != "hundred")
            return (after - at, value + rest.Value);
        var (length, more) = Grown(said, after, rest.Value);
        return (after + length - at, value + more);
    }

    private static (int Length, decimal Value) WithHalf(List<string> said, int at, int length, decimal value) =>
        at + length + 2 < said.Count && said[at + length] == "and" && said[at + length + 1] == "a" && said[at + length + 2] == "half" ? (length + 3, value + 0.5m) : (length, value);
}
