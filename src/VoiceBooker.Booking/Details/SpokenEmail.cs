using System.Text;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Details;

/// <summary>What was understood of an e-mail address; a caller may give it in pieces.</summary>
/// <param name="Local">What stands before the at sign; empty when only the domain was given.</param>
/// <param name="Domain">What stands after it, lower case; null when it was not given yet.</param>
public sealed record EmailReading(string Local, string? Domain)
{
    /// <summary>The whole address, valid and normalised; null while a piece is missing.</summary>
    public string? Address => Local.Length > 0 && Domain is not null && SpokenEmail.IsValid($"{Local}@{Domain}") ? $"{Local}@{Domain}" : null;

    /// <summary>This reading with a further piece: a missing domain is added, a given one replaced, letters are appended to a local part that has no domain yet.</summary>
    public EmailReading With(EmailReading piece) => piece switch
    {
        { Local.Length: > 0, Domain: not null } => Domain is null && Local.Length > 0 && piece.Address is null ? new(Local + piece.Local, piece.Domain) : piece,
        { Domain: not null } => this with { Domain = piece.Domain },
        _ when Domain is null => this with { Local = Local + piece.Local },
        _ => this with { Local = piece.Local },
    };
}

/// <summary>E-mail addresses as they are spoken, spelled or typed.</summary>
public static class SpokenEmail
{
    private static readonly Dictionary<string, string> CommonDomains = new()
    {
        ["gmail"] = "gmail.com", ["g mail"] = "gmail.com", ["googlemail"] = "googlemail.com", ["google mail"] = "googlemail.com", ["hotmail"] = "hotmail.com", ["hot mail"] = "hotmail.com", ["outlook"] = "outlook.com",
        ["out look"] = "outlook.com", ["yahoo"] = "yahoo.com", ["icloud"] = "icloud.com", ["i cloud"] = "icloud.com", ["aol"] = "aol.com", ["a o l"] = "aol.com", ["proton mail"] = "protonmail.com",
        ["protonmail"] = "protonmail.com", ["gmx"] = "gmx.net", ["g m x"] = "gmx.net", ["web dot de"] = "web.de", ["comcast"] = "comcast.net", ["verizon"] = "verizon.net", ["me dot com"] = "me.com",
    };

    private static readonly HashSet<string> KnownDomains = [.. CommonDomains.Values, "example.com", "example.org", "example.net", "live.com", "msn.com", "mail.com", "gmx.de", "yahoo.co.uk", "t-online.de"];

    private static readonly HashSet<string> TopLevels = ["com", "org", "net", "edu", "gov", "io", "co", "uk", "de", "us", "ca", "au", "info", "biz", "eu", "fr", "it", "es", "nl", "ch", "at", "ai", "app", "dev", "me", "tv", "se", "no", "dk", "fi", "ie", "nz", "in", "jp", "pl"];

    private static readonly string[] Lead =
    [
        "my email address is", "my e mail address is", "my email is", "my e mail is", "the email address is", "the email is", "email address is", "email is", "e mail is", "the address is", "address is", "its", "it is", "it's", "thats", "that's",
        "that is", "that would be", "you can use", "use", "send it to", "sure", "yes", "yeah", "okay", "ok", "um", "uh", "so", "well", "no", "sorry", "please", "spelled", "it's spelled", "and", "the", "then", "new line", "is", "just",
        "i said", "my address is", "the domain is", "domain is", "mail to", "email", "actually", "all one word", "all lowercase", "all lower case",
    ];

    private static readonly HashSet<string> Sentence = ["i", "is", "my", "dont", "don't", "do", "have", "want", "would", "like", "you", "what", "why", "can", "need", "no", "yes", "email", "know", "the", "to", "with", "for", "it", "that", "this", "give", "was", "tuesday", "monday", "wednesday", "thursday", "friday", "appointment", "cancel", "book", "of", "not", "please", "your"];

    /// <summary>Reads a whole address or a piece of one ("a n n a at example dot com", "a as in alpha", "at gmail").</summary>
    /// <param name="words">What was said or typed.</param>
    /// <param name="reading">What was understood.</param>
    /// <param name="tongue">The language of the words; null: English.</param>
    public static bool TryRead(string words, out EmailReading reading, Tongue? tongue = null)
    {
        reading = new("", null);
        if (words.Length is 0 or > 1000)
            return false;
        if (Typed(words, out reading))
            return true;
        if (SpokenTongue.Of(tongue) is { } other)
            return other.AddressInEnglish(words) is { Length: > 0 } english && TryRead(english, out reading);
        var said = Stripped(Words(words));
        if (said.Count == 0)
            return false;

        var at = AtSign(said);
        if (at < 0)
        {
            // a piece: spelled letters, or a single word; never a sentence
            if (CommonDomains.TryGetValue(string.Join(' ', said), out var alone) || (said is [.., "dot", var top] && TopLevels.Contains(top) && said.Count <= 4 && DomainOf(said) is { } spoken && (alone = spoken).Length > 0))
            {
                reading = new("", alone);
                return true;
            }

            if (Piece(said, out var letters) is false || said.Exists(word => word.Length > 1 && Sentence.Contains(word)))
                return false;
            reading = new(letters, null);
            return letters.Length is > 0 and <= 64 && IsLocal(letters.Trim('.'));
        }

        var local = "";
        if (at > 0 && !Piece(said[..at], out local))
            return false;
        var domain = DomainOf(said[(at + 1)..].SkipWhile(word => word is "sign" or "the" or "symbol").ToList());
        if (local.Length > 0 && !IsLocal(local))
            return false;
        if (domain is null && (said.Count > at + 1 || local.Length == 0))
            return false;
        reading = new(local, domain);
        return true;
    }

    /// <summary>True when the words are a whole address, so that nothing more need be waited for.</summary>
    public static bool IsComplete(string words) => IsComplete(words, null);

    /// <inheritdoc cref="IsComplete(string)"/>
    public static bool IsComplete(string words, Tongue? tongue) => TryRead(words, out var reading, tongue) && reading.Address is not null && reading.Domain is { } domain && (KnownDomains.Contains(domain) || TopLevels.Contains(domain[(domain.LastIndexOf('.') + 1)..]));

    /// <summary>True for an address that can exist: sane limits of RFC 5321, a domain with a dot.</summary>
    public static bool IsValid(string address)
    {
        var at = address.LastIndexOf('@');
        return at > 0 && address.Length <= 254 && IsLocal(address[..at]) && IsDomain(address[(at + 1)..]);
    }

    /// <summary>True for a domain that everybody knows and nobody spells.</summary>
    internal static bool IsCommonDomain(string domain) => KnownDomains.Contains(domain);

    private static bool Typed(string words, out EmailReading reading)
    {
        reading = new("", null);
        foreach (var word in words.Split([' ', ',', ';', '<', '>', '(', ')', '"'], StringSplitOptions.RemoveEmptyEntries))
        {
            var address = word.Trim('.', ':', '!', '?').Replace("mailto:", "", StringComparison.OrdinalIgnoreCase);
            var at = address.LastIndexOf('@');
            if (at > 0 && IsValid(address))
            {
                reading = new(address[..at].ToLowerInvariant(), address[(at + 1)..].ToLowerInvariant());
                return true;
            }
        }

        return false;
    }

    private static List<string> Words(string words)
    {
        var clean = new StringBuilder(words.Length + 16);
        foreach (var letter in words.ToLowerInvariant())
            clean.Append(letter switch { '@' => " at ", '_' => " underscore ", '+' => " plus ", ',' or ';' or '!' or '?' or '"' or ':' => " ", '’' => "'", '.' => " . ", '-' => " - ", _ => letter.ToString() });
        var said = clean.ToString().Replace("x - ray", "xray", StringComparison.Ordinal).Replace("e - mail", "email", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        // a full stop after letters that stand alone is punctuation; inside a word it is a dot
        for (var i = said.Count - 1; i >= 0; i--)
        {
            if (said[i] == "." && (i == said.Count - 1 || i == 0))
                said.RemoveAt(i);
            else if (said[i] == "." || said[i] == "point" || said[i] == "period")
                said[i] = "dot";
        }

        return said;
    }

    private static List<string> Stripped(List<string> said)
    {
        bool found;
        do
        {
            found = false;
            foreach (var lead in Lead)
            {
                var parts = lead.Split(' ');
                if (said.Count > parts.Length && said.Take(parts.Length).SequenceEqual(parts) && !(parts.Length == 1 && said.Count > 1 && said[1] is "at" or "dot"))
                {
                    said = said[parts.Length..];
                    found = true;
                }
            }
        }
        while (found);
        while (said.Count > 1 && said[^1] is "please" or "thanks" or "okay" or "ok" && said.Count > 1)
            said.RemoveAt(said.Count - 1);
        if (said is [.., "thank", "you"])
            said.RemoveRange(said.Count - 2, 2);
        return said;
    }

    private static int AtSign(List<string> said)
    {
        for (var i = said.Count - 1; i >= 0; i--)
            if (said[i] == "at" && !(i > 0 && said[i - 1] == "dot" && i == said.Count - 1))
                return i;
        return -1;
    }

    private static bool Piece(List<string> said, out string text)
    {
        var read = new StringBuilder();
        for (var i = 0; i < said.Count;)
        {
            var sign = said[i] switch { "dot" => '.', "dash" or "hyphen" or "minus" or "-" => '-', "underscore" => '_', "plus" => '+', "apostrophe" => '\'', _ => '\0' };
            if (said[i] is "under" && i + 1 < said.Count && said[i + 1] is "score")
                (sign, i) = ('_', i + 1);
            if (sign != '\0')
            {
                read.Append(sign);
                i++;
            }
            else if (said[i] is "oh" or "o" && read.Length > 0 && char.IsAsciiDigit(read[^1]))
            {
                read.Append('0');
                i++;
            }
            else if (Spelling.Tens(said[i], out var tens))
            {
                var ones = i + 1 < said.Count && tens.Length == 2 && tens[1] == '0' && tens[0] != '1' ? Spelling.Digit(said[i + 1]) : null;
                read.Append(ones is { } digit and not '0' ? $"{tens[0]}{digit}" : tens);
                i += ones is not null and not '0' ? 2 : 1;
            }
            else if (Spelled(said, i, read) is > 0 and var spelled)
                i += spelled;
            else if (said[i].All(letter => char.IsAsciiLetterOrDigit(letter)))
                read.Append(said[i++]);
            else
            {
                text = "";
                return false;
            }
        }

        text = read.ToString();
        return text.Length > 0;
    }

    /// <summary>Words of the spelling alphabet are letters only among letters: "mike at example dot com" is Mike's.</summary>
    private static int Spelled(List<string> said, int i, StringBuilder read)
    {
        var lone = said[i].Length > 1 && Spelling.Letter(said[i]) is not null && !char.IsAsciiDigit(Spelling.Letter(said[i])!.Value) && !(i + 1 < said.Count && said[i + 1] is "as" or "like");
        if (lone && !Neighbours(said, i))
            return 0;
        return Spelling.Read(said, i, read);
    }

    private static bool Neighbours(List<string> said, int i) =>
        (i > 0 && (said[i - 1].Length == 1 || Spelling.IsAlphabetWord(said[i - 1])) && said[i - 1] != "-") || (i + 1 < said.Count && (said[i + 1].Length == 1 || Spelling.IsAlphabetWord(said[i + 1])) && said[i + 1] != "-");

    private static string? DomainOf(List<string> said)
    {
        if (said.Count == 0)
            return null;
        if (CommonDomains.TryGetValue(string.Join(' ', said), out var common))
            return common;
        if (said is [.., "dot", "com"] && CommonDomains.TryGetValue(string.Join(' ', said[..^2]), out var withCom) && withCom.EndsWith(".com", StringComparison.Ordinal))
            return withCom;
        if (said is [.., "dot", "c", "o", "m"])
            said = [.. said[..^3], "com"];
        return Piece(said, out var domain) && IsDomain(domain) ? domain.ToLowerInvariant() : null;
    }

    private static bool IsLocal(string local) =>
        local.Length is > 0 and <= 64 && local[0] != '.' && local[^1] != '.' && !local.Contains("..", StringComparison.Ordinal)
        && local.All(letter => char.IsAsciiLetterOrDigit(letter) || ".!#$%&'*+/=?^_`{|}~-".Contains(letter, StringComparison.Ordinal));

    private static bool IsDomain(string domain)
    {
        var labels = domain.Split('.');
        return domain.Length <= 253 && labels.Length >= 2 && labels[^1].Length >= 2 && labels[^1].All(char.IsAsciiLetter)
            && labels.All(label => label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'));
    }
}
