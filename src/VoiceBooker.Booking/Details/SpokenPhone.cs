using System.Text;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Details;

/// <summary>Telephone numbers as they are spoken, typed or keyed.</summary>
public static class SpokenPhone
{
    private static readonly HashSet<string> Filler =
    [
        "my", "number", "phone", "telephone", "mobile", "cell", "is", "its", "it's", "it", "the", "that's", "thats", "that", "would", "be", "you", "can", "call", "me", "at", "on", "reach", "yes", "yeah", "sure", "okay", "ok", "um", "uh", "so",
        "please", "area", "code", "country", "and", "then", "no", "sorry", "well", "pound", "hash", "star", "dash", "extension", "digits", "this", "under",
    ];

    /// <summary>Reads a whole number ("four one five, double five five, oh one four seven", "+49 30 123456", keys).</summary>
    /// <param name="words">What was said, typed or keyed.</param>
    /// <param name="near">The caller's own number, whose country a number without a calling code belongs to; null: North America.</param>
    /// <param name="number">The number.</param>
    /// <param name="tongue">The language of the words, whose country is taken where <paramref name="near"/> is unknown; null: English.</param>
    public static bool TryRead(string words, PhoneNumber? near, out PhoneNumber number, Tongue? tongue = null)
    {
        number = default;
        var digits = Digits(words, tongue);
        if (digits.Length == 0)
            return false;
        if (digits[0] == '+')
            return PhoneNumber.TryParse(digits, out number);
        if (digits.StartsWith("00", StringComparison.Ordinal) && digits.Length > 9)
            return PhoneNumber.TryParse($"+{digits[2..]}", out number);
        var code = near is { CallingCode.Length: > 0 } own ? own.CallingCode : SpokenTongue.Of(tongue)?.CallingCode ?? "1";
        if (code == "1")
        {
            if (digits.StartsWith("011", StringComparison.Ordinal) && digits.Length > 10)
                return PhoneNumber.TryParse($"+{digits[3..]}", out number);
            if (digits.Length == 7 && near is { } local)
                return PhoneNumber.TryParse($"+1{local.National[..3]}{digits}", out number);
            return digits.Length == 11 ? digits[0] == '1' && PhoneNumber.TryParse($"+{digits}", out number) : digits.Length == 10 && PhoneNumber.TryParse($"+1{digits}", out number);
        }

        // the trunk zero is not dialled from abroad, except in Italy, where it is part of the number
        if (digits[0] == '0' && code != "39")
            digits = digits[1..];
        else if (digits.StartsWith(code, StringComparison.Ordinal) && digits.Length >= code.Length + 9)
            return PhoneNumber.TryParse($"+{digits}", out number);
        return digits.Length >= 6 && PhoneNumber.TryParse($"+{code}{digits}", out number);
    }

    /// <summary>The digits said, in order, with a leading "+" when it was said; empty when there are none or when the words are about something else.</summary>
    /// <param name="words">What was said, typed or keyed.</param>
    /// <param name="tongue">Its language; null: English.</param>
    public static string Digits(string words, Tongue? tongue = null)
    {
        if (SpokenTongue.Of(tongue) is { } other)
            return other.Digits(words);
        if (words.Length > 500)
            return "";
        var read = new StringBuilder();
        var others = 0;
        var said = Split(words);
        for (var i = 0; i < said.Count; i++)
        {
            var word = said[i];
            if (word is "+" or "plus" && read.Length == 0)
                read.Append('+');
            else if (word is "double" or "triple" && i + 1 < said.Count && Spelling.Digit(said[i + 1]) is { } repeated)
            {
                read.Append(repeated, word == "double" ? 2 : 3);
                i++;
            }
            else if (Spelling.Digit(word) is { } digit)
            {
                if (i + 1 < said.Count && said[i + 1] is "hundred" or "thousand")
                {
                    read.Append(digit).Append(said[i + 1] == "hundred" ? "00" : "000");
                    i++;
                }
                else
                    read.Append(digit);
            }
            else if (Spelling.Tens(word, out var tens))
            {
                var ones = tens[1] == '0' && tens[0] != '1' && i + 1 < said.Count ? Spelling.Digit(said[i + 1]) : null;
                if (ones is { } one and not '0')
                {
                    read.Append(tens[0]).Append(one);
                    i++;
                }
                else if (i + 1 < said.Count && said[i + 1] == "hundred")
                {
                    read.Append(tens).Append("00");
                    i++;
                }
                else
                    read.Append(tens);
            }
            else if (word.All(char.IsAsciiDigit))
                read.Append(word);
            else if (!Filler.Contains(word))
                others++;
        }

        var digits = read.ToString();
        return digits is "+" || others > 1 || (others > 0 && digits.Length < 4) ? "" : digits;
    }

    /// <summary>True when the words are a whole number, so that nothing more need be waited for.</summary>
    public static bool IsComplete(string words, PhoneNumber? near) => IsComplete(words, near, null);

    /// <inheritdoc cref="IsComplete(string, PhoneNumber?)"/>
    public static bool IsComplete(string words, PhoneNumber? near, Tongue? tongue) =>
        TryRead(words, near, out var number, tongue) && number.CallingCode == "1" && Digits(words, tongue).Length >= 10;

    private static List<string> Split(string words)
    {
        var spaced = new StringBuilder(words.Length + 8);
        foreach (var letter in words.ToLowerInvariant())
            spaced.Append(letter switch { '+' => " + ", '-' or '.' or ',' or '(' or ')' or '/' or '#' or '*' or '?' or '!' => " ", '’' => "'", _ => letter.ToString() });
        return [.. spaced.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }
}
