using System.Diagnostics.CodeAnalysis;

namespace VoiceBooker.Booking.Details;

/// <summary>A telephone number in E.164. <see langword="default"/> is no number: its text is empty.</summary>
public readonly record struct PhoneNumber
{
    private static readonly string[] TwoDigitCodes =
    [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58",
        "60", "61", "62", "63", "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
    ];

    private readonly string? _e164;

    private PhoneNumber(string e164) => _e164 = e164;

    /// <summary>"+14155550147".</summary>
    public string E164 => _e164 ?? "";

    /// <summary>The country calling code, digits only: "1", "49"; empty for <see langword="default"/>.</summary>
    public string CallingCode => _e164 is null ? ""
        : _e164[1] is '1' or '7' ? _e164[1..2]
        : Array.IndexOf(TwoDigitCodes, _e164[1..3]) >= 0 ? _e164[1..3]
        : _e164[1..4];

    /// <summary>What follows the calling code.</summary>
    public string National => _e164 is null ? "" : _e164[(1 + CallingCode.Length)..];

    /// <summary>Reads "+" and 7 to 15 digits, with the usual spaces, dots, hyphens and brackets between; North American numbers by their own rules.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PhoneNumber number)
    {
        number = default;
        if (text is null || text.Length > 40)
            return false;
        text = text.Trim();
        if (text.StartsWith("tel:", StringComparison.OrdinalIgnoreCase))
            text = text[4..];
        if (!text.StartsWith('+') || text.Skip(1).Any(letter => !char.IsAsciiDigit(letter) && letter is not (' ' or '.' or '-' or '(' or ')' or '/')))
            return false;
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (digits.Length is < 7 or > 15 || digits[0] == '0' || (digits[0] == '1' && !IsNorthAmerican(digits)))
            return false;
        number = new($"+{digits}");
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => E164;

    /// <summary>Eleven digits from 1 on, area code and exchange from 2 to 9.</summary>
    private static bool IsNorthAmerican(string digits) => digits.Length == 11 && digits[1] is >= '2' and <= '9' && digits[4] is >= '2' and <= '9' && digits[2..4] != "11";
}
