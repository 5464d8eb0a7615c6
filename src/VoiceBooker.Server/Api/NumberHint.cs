namespace VoiceBooker.Server.Api;

/// <summary>Explains to people who write numbers as they do at home how the same number is written for the world. Pure.</summary>
internal static class NumberHint
{
    private const int ShortestNational = 6;

    /// <summary>"+" and 7 to 15 digits, the first of them no zero.</summary>
    public static bool IsE164(string text) => text is ['+', >= '1' and <= '9', ..] && text.Length is >= 8 and <= 16 && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>What to write in place of <paramref name="text"/>; empty when nothing can be guessed.</summary>
    public static string For(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (text.Any(char.IsLetter))
            return "A number has no letters.";
        if (text.StartsWith('+'))
        {
            var whole = text.Contains("(0)", StringComparison.Ordinal) ? "+" + string.Concat(text.Replace("(0)", "", StringComparison.Ordinal).Where(char.IsAsciiDigit)) : $"+{digits}";
            if (IsE164(whole))
                return $"Write it without anything between the digits: {whole}.";
            return digits.Length > 15 ? "It has more than 15 digits." : digits.Length < 7 ? "It has too few digits." : "After the + stands the country code, which does not begin with 0.";
        }

        if (digits.StartsWith("00", StringComparison.Ordinal) && IsE164($"+{digits[2..]}"))
            return $"00 begins a call abroad in many countries; write + in its place: +{digits[2..]}.";
        if (digits.StartsWith("011", StringComparison.Ordinal) && digits.Length > 11 && IsE164($"+{digits[3..]}"))
            return $"011 begins a call abroad in North America; write + in its place: +{digits[3..]}.";
        if (digits is ['0', ..] && digits.Length > ShortestNational)
            return $"A leading 0 is for calls within a country; write + and the country code in its place: in Germany it would be +49{digits[1..]}, in the United Kingdom +44{digits[1..]}.";
        if (digits.Length == 10)
            return $"It lacks the country code: in North America it would be +1{digits}.";
        return digits.Length == 11 && digits[0] == '1' ? $"In North America it would be +{digits}." : "It begins with + and the country code.";
    }
}
