using System.Text;
using System.Text.RegularExpressions;
using PhoneNumbers;
using PhoneNumber = VoiceBooker.Booking.Details.PhoneNumber;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>What a cell that should hold a number says.</summary>
public abstract record NumberReading
{
    private NumberReading() { }

    /// <summary>A number that can exist.</summary>
    public sealed record Known(PhoneNumber Number) : NumberReading;

    /// <summary>None.</summary>
    /// <param name="Because">Why, and what to do, in a sentence.</param>
    public sealed record Wrong(string Because) : NumberReading;
}

/// <summary>Telephone numbers as lists hold them: with their country, or as they are written in one (by the numbering plans that libphonenumber knows). What can be read in two ways is not guessed: a stranger would be called.</summary>
public static partial class NationalNumber
{
    /// <summary>Reads a number.</summary>
    /// <param name="text">What stands in the list.</param>
    /// <param name="country">The country of numbers written without one, two letters.</param>
    public static NumberReading Read(string text, string country)
    {
        var shown = text.Length > 40 ? text[..40] + "…" : text;
        var plain = Plain(text);
        if (plain.Length == 0)
            return new NumberReading.Wrong("The number is missing.");
        if (Shortened().IsMatch(plain))
            return new NumberReading.Wrong($"A spreadsheet has shortened the number to “{shown}”. Format the column as text there, and enter the number again.");
        if (Extension().IsMatch(plain))
            return new NumberReading.Wrong($"“{shown}” has an extension; only numbers that can be dialled directly can be called.");
        if (plain.StartsWith("tel:", StringComparison.OrdinalIgnoreCase))
            plain = plain[4..];
        if (plain.EndsWith(".0", StringComparison.Ordinal))
            plain = plain[..^2]; // a number that a program took for a decimal one
        if (plain.Any(letter => !char.IsAsciiDigit(letter) && letter is not ('+' or ' ' or '.' or '-' or '(' or ')' or '/')) || plain.LastIndexOf('+') > 0)
            return new NumberReading.Wrong($"“{shown}” is no telephone number.");

        var digits = string.Concat(plain.Where(char.IsAsciiDigit));
        if (plain[0] == '+')
            return Whole(plain.Replace("(0)", "", StringComparison.Ordinal), shown);
        if (CallingCountry.Find(country) is not { } home)
            return NotKnown(shown, international: null);

        var (atHome, abroad) = (Parsed(digits, home.Iso), digits.StartsWith(home.Code, StringComparison.Ordinal) ? Parsed($"+{digits}", home.Iso) : null);
        if (home.Code == "1" && digits.Length != 10 && (atHome is null || atHome.CountryCode == 1) && !(digits.Length == 11 && digits[0] == '1'))
            return new NumberReading.Wrong($"“{shown}” has {digits.Length} digits; a number in {TheName(home)} has 10. Numbers of other countries begin with + and the country's code.");
        if (abroad is null || E164(abroad) == E164(atHome) || !Util.IsValidNumber(abroad))
            return Whole(E164(atHome), shown);

        // "4915112345678": a spreadsheet ate the plus, or it is a number that begins like that.
        if (atHome is null || !Util.IsValidNumber(atHome))
            return Whole(E164(abroad), shown);
        return (IsMobile(atHome), IsMobile(abroad)) switch
        {
            (false, true) => Whole(E164(abroad), shown),
            (true, false) => Whole(E164(atHome), shown),
            _ => new NumberReading.Wrong($"“{shown}” may be {E164(atHome)} or {E164(abroad)}: write it with + and the country's code."),
        };
    }

    private static PhoneNumberUtil Util => PhoneNumberUtil.GetInstance();

    /// <summary>The number as dialled in a country, whatever is put before it there; null: nobody could dial it.</summary>
    private static PhoneNumbers.PhoneNumber? Parsed(string text, string country)
    {
        try
        {
            return Util.Parse(text, country);
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    private static string? E164(PhoneNumbers.PhoneNumber? number) => number is null ? null : Util.Format(number, PhoneNumberFormat.E164);

    private static bool IsMobile(PhoneNumbers.PhoneNumber number) => Util.GetNumberType(number) is PhoneNumberType.MOBILE;

    private static NumberReading Whole(string? international, string shown) => PhoneNumber.TryParse(international, out var number) ? new NumberReading.Known(number) : NotKnown(shown, international);

    private static NumberReading.Wrong NotKnown(string shown, string? international) =>
        new($"“{shown}” is no number that can exist{(international is null || international == shown ? "" : $" ({international})")}. Write it with its country, such as +1 415 555 0147.");

    private static string TheName(CallingCountry country) => country.Iso == "US" ? "the United States" : country.Name;

    /// <summary>Without what typesetting and spreadsheets put in: odd spaces and hyphens, marks of direction, a leading apostrophe.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter is >= '\u2010' and <= '\u2015' or '\u2212')
                plain.Append('-');
            else if (char.IsWhiteSpace(letter))
                plain.Append(' ');
            else if (char.GetUnicodeCategory(letter) != System.Globalization.UnicodeCategory.Format)
                plain.Append(letter);
        }

        return plain.ToString().Trim().TrimStart('\'').TrimStart();
    }

    [GeneratedRegex(@"^\d([.,]\d+)?[eE]\+?\d+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Shortened();

    [GeneratedRegex(@"\d\s*(x|ext\.?|extension|#)\s*\d+$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Extension();
}
