using System.Text.RegularExpressions;

namespace VoiceBooker.CallLab.StandIns.Minds;

/// <summary>The caller's last words, taken apart. Pure.</summary>
internal sealed partial class Heard
{
    private const string KeysMark = "[keys]";

    private static readonly HashSet<string> AfterName = new(
        ["and", "i", "i'd", "i'm", "i'll", "i've", "my", "calling", "speaking", "on", "at", "for", "from", "tomorrow", "today", "next", "with", "email", "the", "would", "want", "need", "please", "here"], StringComparer.Ordinal);

    private static readonly HashSet<string> NoNames = new(
        ["wrong", "right", "correct", "incorrect", "misspelled", "spelled", "not", "fine", "good", "ok", "okay", "a", "an", "the", "it", "about", "in", "just", "still", "sorry", "looking", "free", "available", "great", "that", "my", "is", "what", "ridiculous"], StringComparer.Ordinal);

    private static readonly Cue NameComes = new("my name is", "my name's", "the? name is", "the? name's", "under the name of?");
    private static readonly Cue PersonComes = new("this is", "i'm", "i am", "it's for");
    private static readonly Cue EmailComes = new("my|the email address? is");
    private static readonly Cue PlaceComes = new("i'm|we're in|from", "i|we am|are|live|work in|from", "calling from", "based in", "time zone", "eastern|pacific|central|mountain|standard|daylight|european|local time");

    private readonly IReadOnlyList<Token> _tokens;

    private Heard(string text, bool keys)
    {
        Text = text;
        IsKeys = keys;
        _tokens = [.. Tokens().Matches(text).Select(match => new Token(Plain(match.Value), match.Index, match.Index + match.Length)).Where(token => token.Word.Length > 0)];
        Words = [.. _tokens.Select(token => token.Word)];
    }

    /// <summary>As it was said, or the keys.</summary>
    public string Text { get; }

    /// <summary>Keys were pressed.</summary>
    public bool IsKeys { get; }

    /// <summary>Words in lower case, without marks: "am", "o'clock", "email".</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>It ends as a question or begins as one.</summary>
    public bool IsQuestion => Text.TrimEnd().EndsWith('?') || Cues.AsksSomething.In(Words);

    /// <summary>Reads a user's message.</summary>
    public static Heard Of(string message)
    {
        var text = message.Trim();
        return text.StartsWith(KeysMark, StringComparison.OrdinalIgnoreCase) ? new Heard(text[KeysMark.Length..].Trim(), keys: true) : new Heard(text, keys: false);
    }

    /// <summary>Whether one of the phrases was said.</summary>
    public bool Says(Cue cue) => cue.In(Words);

    /// <summary>What stands after a leading yes or no and its politeness; all of it when there is none.</summary>
    public Heard WithoutYesNo()
    {
        var first = 0;
        while (first < _tokens.Count && (Consent.IsLead(_tokens[first].Word) || (first > 0 && Consent.IsPolite(_tokens[first].Word))))
            first++;
        return first == 0 || first == _tokens.Count ? this : new Heard(Text[_tokens[first].From..], keys: false);
    }

    /// <summary>The part that tells a name ("my name is Anna Miller"); null when there is none.</summary>
    public string? NamePart
    {
        get
        {
            if (NameComes.Find(Words) is { } named && NameEnd(named.Until, capitals: false) is { } end)
                return Part(named.From, end);
            return PersonComes.Find(Words) is { } person && NameEnd(person.Until, capitals: true) is { } until ? Part(person.From, until) : null;
        }
    }

    /// <summary>The part that is an e-mail address; null when there is none.</summary>
    public string? EmailPart
    {
        get
        {
            var at = _tokens.FirstOrDefault(token => token.Word.IndexOf('@', StringComparison.Ordinal) > 0 && token.Word.LastIndexOf('.') > token.Word.IndexOf('@', StringComparison.Ordinal));
            if (at is not null)
                return Text[at.From..at.Until].TrimEnd('.', ',');
            return EmailComes.Find(Words) is { } told && told.Until < _tokens.Count && Words.Contains("dot", StringComparer.Ordinal) ? Text[_tokens[told.Until].From..] : null;
        }
    }

    /// <summary>The part that tells where somebody is; null when there is none.</summary>
    public string? PlacePart => Clauses().FirstOrDefault(clause => PlaceComes.In(clause.Words) && !Cues.SpeaksOfTime(clause.Words))?.Text;

    /// <summary>What is left without name, address and place.</summary>
    public Heard Rest()
    {
        var left = Text;
        foreach (var part in new[] { NamePart, EmailPart, PlacePart })
            left = part is null ? left : left.Replace(part, " ", StringComparison.Ordinal);
        left = Gaps().Replace(left, " ").Trim(' ', ',', '.', ';');
        return left.Length == Text.Length ? this : new Heard(left, keys: false);
    }

    private IEnumerable<Heard> Clauses() => ClauseEnds().Split(Text).Where(part => part.Trim().Length > 0).Select(part => new Heard(part.Trim(), keys: false));

    /// <summary>The word after the name that begins at <paramref name="from"/>; null when no name begins there.</summary>
    private int? NameEnd(int from, bool capitals)
    {
        var at = from;
        while (at < _tokens.Count && at - from < 4)
        {
            var token = _tokens[at];
            if (AfterName.Contains(token.Word) || (at == from && NoNames.Contains(token.Word)) || !char.IsLetter(token.Word[0]) || (capitals && !char.IsUpper(Text[token.From])))
                break;
            at++;
            if (token.Until < Text.Length && Text[token.Until] is ',' or '.' or ';' or '!' or '?')
                break;
        }

        return at == from ? null : at;
    }

    private string Part(int from, int until) => Text[_tokens[from].From.._tokens[until - 1].Until].TrimEnd('.', ',');

    private static string Plain(string word)
    {
        var plain = word.ToLowerInvariant().Replace('’', '\'').Trim('.', '\'', '-', '_', ':', '+');
        return plain switch
        {
            "a.m" => "am",
            "p.m" => "pm",
            "e-mail" => "email",
            _ => plain,
        };
    }

    [GeneratedRegex(@"[\p{L}\p{N}@'’._+:\-]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tokens();

    [GeneratedRegex(@"(?<![ap])\.\s+|[!?;,]\s*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex ClauseEnds();

    [GeneratedRegex(@"\s{2,}|\s+(?=[,.;])|(?<=[,;])\s*[,;]|^\s*and\s+|^\s*[,.;]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Gaps();

    private sealed record Token(string Word, int From, int Until);
}
