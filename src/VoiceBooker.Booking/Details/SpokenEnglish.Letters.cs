using System.Text;

namespace VoiceBooker.Booking.Details;

/// <content>Addresses, numbers and letters for the ear.</content>
public static partial class SpokenEnglish
{
    /// <summary>"anna dot miller at example dot com".</summary>
    public static string Email(string address) => Signs(address);

    /// <summary>Letter by letter: "a, n, n, a, at example dot com"; common domains stay words. With <paramref name="alphabet"/>: "a as in Alpha, n as in November, …".</summary>
    public static string EmailLetters(string address, bool alphabet = false)
    {
        var at = address.LastIndexOf('@');
        if (at < 0)
            return Letters(address, alphabet);
        var domain = address[(at + 1)..];
        var dot = domain.IndexOf('.', StringComparison.Ordinal);
        var told = SpokenEmail.IsCommonDomain(domain) || dot < 0
            ? Signs(domain)
            : $"{Letters(domain[..dot], alphabet)}, dot {Signs(domain[(dot + 1)..])}";
        return $"{Letters(address[..at], alphabet)}, at {told}";
    }

    /// <summary>"m, i, l, l, e, r"; with <paramref name="alphabet"/> "m as in Mike, …".</summary>
    public static string Letters(string word, bool alphabet = false) =>
        string.Join(", ", word.ToLowerInvariant().Where(letter => letter != ' ').Select(letter => Letter(letter, alphabet)));

    /// <summary>Digits in groups: "four one five, five five five, zero one four seven".</summary>
    public static string Phone(PhoneNumber number)
    {
        var groups = new List<string>();
        if (number.CallingCode == "1")
            groups.AddRange([number.National[..3], number.National[3..6], number.National[6..]]);
        else
        {
            groups.Add(number.CallingCode);
            for (var at = 0; at < number.National.Length;)
            {
                var left = number.National.Length - at;
                var size = left is 4 or 2 ? 2 : Math.Min(3, left);
                groups.Add(number.National.Substring(at, size));
                at += size;
            }
        }

        var told = string.Join(", ", groups.Where(group => group.Length > 0).Select(group => string.Join(' ', group.Select(digit => Small[digit - '0']))));
        return number.CallingCode == "1" || told.Length == 0 ? told : $"plus {told}";
    }

    private static string Letter(char letter, bool alphabet) => letter switch
    {
        >= '0' and <= '9' => Small[letter - '0'],
        >= 'a' and <= 'z' when alphabet => $"{letter} as in {Capital(Spelling.Alphabet[letter - 'a'])}",
        _ => Spelling.Sign(letter) ?? letter.ToString(),
    };

    private static string Signs(string text)
    {
        var told = new StringBuilder();
        foreach (var letter in text)
            told.Append(Spelling.Sign(letter) is { } sign ? $" {sign} " : char.IsAsciiDigit(letter) ? $" {Small[letter - '0']} " : letter.ToString());
        return string.Join(' ', told.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
