using System.Collections.Frozen;

namespace VoiceBooker.Booking.When;

/// <summary>
/// Phrases of a language and what they are in the grammar's words, one a line: "<c>am kommenden &lt;w&gt; = coming $1</c>". The longest phrase at a place counts.
/// </summary>
/// <remarks>
/// On the left: a folded word, "a|b" for either, "naechst*" for any ending of up to two letters, "word?" for one that may be missing, "^" and "$" for the ends of the sentence, and
/// classes: &lt;n&gt; a number, &lt;o&gt; an ordinal, &lt;w&gt; a weekday, &lt;m&gt; a month, &lt;c&gt; a number or time of the clock, &lt;t&gt; a time of the clock, &lt;d&gt; a typed date.
/// On the right: words of the grammar; "$1" the first class's token, "$1o" as an ordinal, "$1s" as a plural weekday; "am%" and "pm%" a half of the day when a time stands before,
/// else what follows a slash; nothing, to leave the words out.
/// </remarks>
internal sealed class PhraseTable
{
    private readonly FrozenDictionary<string, List<Phrase>> _byFirst;
    private readonly List<Phrase> _byClass = [];
    private readonly FrozenDictionary<string, string> _weekdays;
    private readonly FrozenDictionary<string, string> _months;

    /// <summary>Compiles a language's table.</summary>
    /// <param name="weekdays">"montag|mo=monday …".</param>
    /// <param name="months">"januar|jaenner=january …".</param>
    /// <param name="phrases">One phrase a line.</param>
    /// <param name="idle">Words that say nothing and are left out, so that what stands around them stays together.</param>
    public PhraseTable(string weekdays, string months, string phrases, string idle)
    {
        _weekdays = Named(weekdays);
        _months = Named(months);
        var byFirst = new Dictionary<string, List<Phrase>>(StringComparer.Ordinal);
        var words = new Dictionary<string, List<Token>>(StringComparer.Ordinal);
        foreach (var line in phrases.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Concat(idle.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(word => word + " =")))
        {
            var sides = line.Split('=', 2, StringSplitOptions.TrimEntries);
            foreach (var items in Expanded([.. sides[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)]))
            {
                var phrase = new Phrase(items, sides[1], words);
                var first = items[0] == "^" && items.Count > 1 ? items[1] : items[0];
                if (first[0] == '<' || first.Contains('*', StringComparison.Ordinal))
                    _byClass.Add(phrase);
                else
                    foreach (var word in first.Split('|'))
                    {
                        if (!byFirst.TryGetValue(word, out var list))
                            byFirst[word] = list = [];
                        list.Add(phrase);
                    }
            }
        }

        _byFirst = byFirst.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The grammar's words for what was said.</summary>
    public List<Token> Apply(List<Piece> said)
    {
        for (var i = 0; i < said.Count; i++)
            if (said[i].Token.Kind == TokenKind.Word)
                said[i] = Classified(said[i]);

        var made = new List<Token>(said.Count);
        var broken = false;
        for (var i = 0; i < said.Count;)
        {
            broken |= said[i].Token.AfterBreak;
            var before = made.Count;
            if (Longest(said, i) is { } found)
            {
                found.Phrase.Emit(made, found.Captured);
                i += found.Length;
            }
            else
            {
                Alone(made, said[i++]);
            }

            if (made.Count > before)
            {
                made[before] = made[before] with { AfterBreak = broken };
                broken = false;
            }
        }

        return made;
    }

    private static FrozenDictionary<string, string> Named(string names) =>
        names.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('=')).SelectMany(pair => pair[0].Split('|').Select(word => (word, pair[1]))).ToFrozenDictionary(each => each.word, each => each.Item2, StringComparer.Ordinal);

    private static IEnumerable<List<string>> Expanded(List<string> items)
    {
        var optional = items.FindIndex(item => item.EndsWith('?'));
        if (optional < 0)
            return [items];
        List<string> with = [.. items[..optional], items[optional][..^1], .. items[(optional + 1)..]];
        List<string> without = [.. items[..optional], .. items[(optional + 1)..]];
        return Expanded(with).Concat(Expanded(without));
    }

    private Piece Classified(Piece piece) =>
        _weekdays.TryGetValue(piece.Said, out var weekday) ? piece with { Token = piece.Token with { Text = weekday } }
        : _months.TryGetValue(piece.Said, out var month) ? piece with { Token = piece.Token with { Text = month } }
        : piece with { Token = piece.Token with { Text = WhenTongue.Unknown } };

    private static void Alone(List<Token> made, Piece piece)
    {
        // a month's name alone needs its preposition: "march" is other words as well
        if (piece.Token.Kind == TokenKind.Word && Vocabulary.Month(piece.Token.Text) is not null && Vocabulary.Weekday(piece.Token.Text) is null)
            made.Add(new Token(TokenKind.Word, "in", 0, false));
        if (piece.Token.Kind == TokenKind.Word && piece.Said is "-" or "–" or "—")
            made.Add(piece.Token with { Text = "-" });
        else
            made.Add(piece.Token);
    }

    private (Phrase Phrase, int Length, List<Token> Captured)? Longest(List<Piece> said, int at)
    {
        (Phrase Phrase, int Length, List<Token> Captured)? best = null;
        if (said[at].Said.Length > 0 && _byFirst.TryGetValue(said[at].Said, out var named))
            Try(named);
        Try(_byClass);
        return best;

        void Try(List<Phrase> phrases)
        {
            foreach (var phrase in phrases)
                if (phrase.Match(said, at, out var captured) is var length && length > (best?.Length ?? 0))
                    best = (phrase, length, captured);
        }
    }

    private sealed class Phrase
    {
        private readonly string[][] _items;
        private readonly Part[] _meaning;
        private readonly Part[] _otherwise;

        public Phrase(List<string> items, string meaning, Dictionary<string, List<Token>> words)
        {
            var sides = meaning.Split('/', 2);
            _items = [.. items.Select(item => item.Split('|'))];
            _meaning = Parts(sides[0]);
            _otherwise = sides.Length > 1 ? Parts(sides[1]) : [];

            Part[] Parts(string side) => [.. side.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => new Part(word, word[0] == '$' || word[^1] == '%' ? [] : Read(word)))];

            List<Token> Read(string word) => words.TryGetValue(word, out var read) ? read : words[word] = Tokens.Read(word);
        }

        public int Match(List<Piece> said, int at, out List<Token> captured)
        {
            captured = [];
            var i = at;
            foreach (var item in _items)
            {
                if (item[0] == "^")
                {
                    if (i != 0)
                        return 0;
                    continue;
                }

                if (item[0] == "$")
                {
                    if (i < said.Count && !said[i].Token.AfterBreak)
                        return 0;
                    continue;
                }

                if (i >= said.Count || (i > at && said[i].Token.AfterBreak && item[0][0] != '<') || !Array.Exists(item, each => Fits(each, said[i])))
                    return 0;
                if (item[0][0] == '<')
                    captured.Add(said[i].Token);
                i++;
            }

            return i - at;
        }

        public void Emit(List<Token> made, List<Token> captured)
        {
            foreach (var part in _meaning)
            {
                if (part.Word[^1] == '%')
                {
                    if (made is [.., { Kind: TokenKind.Clock or TokenKind.Number }])
                        made.Add(new Token(TokenKind.Meridiem, part.Word[..2], 0, false));
                    else
                        foreach (var other in _otherwise)
                            Emit(made, captured, other);
                }
                else
                {
                    Emit(made, captured, part);
                }
            }
        }

        private static void Emit(List<Token> made, List<Token> captured, Part part)
        {
            var word = part.Word;
            if (word[0] != '$')
            {
                made.AddRange(part.Read);
                return;
            }

            var token = captured[word[1] - '1'] with { AfterBreak = false };
            made.Add(word.Length < 3 ? token
                : word[2] == 's' ? token with { Text = token.Text + "s" }
                : token.Kind == TokenKind.Ordinal ? token
                : token with { Kind = TokenKind.Ordinal, Text = token.Typed ? token.Text : Details.SpokenEnglish.Ordinal(token.Value) });
        }

        private static bool Fits(string item, Piece piece) => item switch
        {
            "<n>" => piece.Token.Kind == TokenKind.Number,
            "<o>" => piece.Token.Kind == TokenKind.Ordinal,
            "<w>" => piece.Token.Kind == TokenKind.Word && Vocabulary.Weekday(piece.Token.Text) is not null,
            "<m>" => piece.Token.Kind == TokenKind.Word && Vocabulary.Month(piece.Token.Text) is not null,
            "<c>" => piece.Token is { Kind: TokenKind.Number, Value: <= 24 } or { Kind: TokenKind.Clock },
            "<t>" => piece.Token.Kind == TokenKind.Clock,
            "<d>" => piece.Token.Kind is TokenKind.Date or TokenKind.Slash,
            _ when item.EndsWith('*') => piece.Said.Length <= item.Length + 1 && piece.Said.AsSpan().StartsWith(item.AsSpan(0, item.Length - 1)),
            _ => piece.Said == item,
        };

        /// <summary>One word of a meaning; what the grammar reads in it, unless it stands for something captured.</summary>
        private readonly record struct Part(string Word, List<Token> Read);
    }
}
