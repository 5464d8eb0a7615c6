using System.Text;
using VoiceBooker.Booking.Details;

namespace VoiceBooker.Booking.Languages;

/// <content>Addresses, numbers and letters for the ear.</content>
internal abstract partial class Phrasebook
{
    private const string NorthAmerica = "1";

    /// <summary>A word in letters; with <paramref name="alphabet"/> each with the word it is known by.</summary>
    public virtual string Letters(string word, bool alphabet = false)
    {
        var letters = word.Where(letter => letter != ' ').Select(char.ToLowerInvariant).ToList();
        var told = new List<string>();
        for (var i = 0; i < letters.Count; i++)
        {
            if (!alphabet && i + 1 < letters.Count && letters[i] == letters[i + 1] && char.IsLetter(letters[i]) && Doubled(Letter(letters[i], alphabet: false)) is { } doubled)
            {
                told.Add(doubled);
                i++;
            }
            else
            {
                told.Add(Letter(letters[i], alphabet));
            }
        }

        return string.Join(", ", told);
    }

    /// <summary>An e-mail address as it is told in one go.</summary>
    public virtual string Email(string address) => Signs(address);

    /// <summary>An e-mail address in letters; domains that everybody knows stay words.</summary>
    public virtual string EmailLetters(string address, bool alphabet = false)
    {
        var at = address.LastIndexOf('@');
        if (at < 0)
            return Letters(address, alphabet);
        var domain = address[(at + 1)..];
        var dot = domain.IndexOf('.', StringComparison.Ordinal);
        var told = SpokenEmail.IsCommonDomain(domain) || dot < 0 ? Signs(domain) : $"{Letters(domain[..dot], alphabet)}, {Sign('.')} {Signs(domain[(dot + 1)..])}";
        return $"{Letters(address[..at], alphabet)}, {Sign('@')} {told}";
    }

    /// <summary>What comes after the at sign, as it is told.</summary>
    public string Domain(string domain) => Email(domain);

    /// <summary>A telephone number, grouped as people group it: numbers of the language's own country as they are dialled there.</summary>
    public virtual string Phone(PhoneNumber number)
    {
        if (number.CallingCode == NorthAmerica && number.National.Length == 10)
            return Digits(number.National[..3], number.National[3..6], number.National[6..]);
        return OwnPhone(number) ?? $"plus {Digits([number.CallingCode, .. InThrees(number.National)])}".TrimEnd();
    }

    /// <summary>The number as it is told within the language's own country; null for any other.</summary>
    protected virtual string? OwnPhone(PhoneNumber number) => null;

    /// <summary>What a sign is called; null for letters and digits.</summary>
    protected abstract string? Sign(char sign);

    /// <summary>A letter with its accent, in words; null for one that has none.</summary>
    protected abstract string? Accented(char letter);

    /// <summary>"m wie Martha": a letter with the word it is known by; null for one that has none.</summary>
    protected abstract string? InAlphabet(char letter);

    /// <summary>The same letter twice; null where people say it twice.</summary>
    protected virtual string? Doubled(string letter) => null;

    /// <summary>Digit by digit, with a pause between the groups.</summary>
    protected string Digits(params IEnumerable<string> groups) => string.Join(", ", groups.Where(group => group.Length > 0).Select(group => string.Join(' ', group.Select(digit => Number(digit - '0')))));

    /// <summary>Groups of three, and the last digits in pairs.</summary>
    protected static IEnumerable<string> InThrees(string digits)
    {
        for (var at = 0; at < digits.Length;)
        {
            var left = digits.Length - at;
            var size = left is 4 or 2 ? 2 : Math.Min(3, left);
            yield return digits.Substring(at, size);
            at += size;
        }
    }

    private string Letter(char letter, bool alphabet) =>
        char.IsAsciiDigit(letter) ? Number(letter - '0')
        : (alphabet ? InAlphabet(letter) : null) ?? Accented(letter) ?? Sign(letter) ?? letter.ToString();

    private string Signs(string text)
    {
        var told = new StringBuilder();
        foreach (var letter in text)
            told.Append(Sign(letter) is { } sign ? $" {sign} " : char.IsAsciiDigit(letter) ? $" {Number(letter - '0')} " : letter.ToString());
        return string.Join(' ', told.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
