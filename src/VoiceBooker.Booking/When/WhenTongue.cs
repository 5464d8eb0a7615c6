using System.Globalization;
using System.Text.RegularExpressions;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.When;

/// <summary>
/// A language of callers. Reads what they say about time into the words of the one grammar (<see cref="WhenParser"/>), which are those of English: "übermorgen um halb elf"
/// is "the day after tomorrow at 10:30" to it. So every language has the same rules for what is ambiguous, negated, corrected or impossible.
/// </summary>
/// <remarks>
/// Pieces → numbers and ordinals (<see cref="NumberWords"/>) → times of the clock (<see cref="Clocks"/>) → phrases (<see cref="PhraseTable"/>). Words that no phrase knows become
/// <see cref="Unknown"/>, which means nothing to the grammar, so that no foreign word is ever taken for an English one.
/// </remarks>
internal abstract partial class WhenTongue(Tongue tongue)
{
    /// <summary>Stands for a word that says nothing of time.</summary>
    public const string Unknown = "~";

    private const int LongestText = 2000;

    private static readonly WhenTongue German = new GermanWhen();
    private static readonly WhenTongue Spanish = new SpanishWhen();
    private static readonly WhenTongue French = new FrenchWhen();

    private readonly NumberWords _numbers = NumberWords.Of(tongue)!;

    /// <summary>What a phrase is in the words of the grammar.</summary>
    protected abstract PhraseTable Phrases { get; }

    /// <summary>The words of <paramref name="text"/> as the grammar knows them.</summary>
    public static List<Token> Read(string text, Tongue tongue) => Of(tongue) is { } other ? other.Read(text) : Tokens.Read(text);

    private static WhenTongue? Of(Tongue tongue) =>
        tongue == Tongue.German ? German : tongue == Tongue.Spanish ? Spanish : tongue == Tongue.French ? French : null;

    /// <summary>Finds the times of the clock among the pieces and puts them into their place.</summary>
    protected abstract void Clocks(List<Piece> pieces);

    /// <summary>What only this language does to the text before it is cut.</summary>
    protected virtual string Prepared(string folded) => folded;

    /// <summary>What only this language does to the cut pieces before numbers are read.</summary>
    protected virtual void Cut(List<Piece> pieces)
    {
    }

    /// <summary>A time of the clock in the place of pieces.</summary>
    /// <returns>True, for the caller's flow.</returns>
    protected static bool Put(List<Piece> pieces, int at, int length, int hour, int minute)
    {
        var written = string.Create(CultureInfo.InvariantCulture, $"{hour}:{minute:00}");
        pieces[at] = new(new Token(TokenKind.Clock, written, (hour * 60) + minute, pieces[at].Token.AfterBreak), "");
        pieces.RemoveRange(at + 1, length - 1);
        return true;
    }

    /// <summary>The hour at a place: a number up to 24, or an article that means one; -1 when there is none.</summary>
    protected int Hour(List<Piece> pieces, int at)
    {
        if (at < 0 || at >= pieces.Count)
            return -1;
        var piece = pieces[at];
        return piece.Token is { Kind: TokenKind.Number, Value: >= 0 and <= 24 } ? piece.Token.Value : piece.Token.Kind == TokenKind.Word && _numbers.IsArticle(piece.Said) ? 1 : -1;
    }

    /// <summary>The number at a place when no break stands before it; -1 when there is none.</summary>
    protected static int NumberAt(List<Piece> pieces, int at) =>
        at >= 0 && at < pieces.Count && pieces[at].Token is { Kind: TokenKind.Number, AfterBreak: false } token ? token.Value : -1;

    /// <summary>True for one of these words at a place.</summary>
    protected static bool At(List<Piece> pieces, int at, params ReadOnlySpan<string> words)
    {
        if (at < 0 || at >= pieces.Count)
            return false;
        foreach (var word in words)
            if (pieces[at].Said == word)
                return true;
        return false;
    }

    private List<Token> Read(string text)
    {
        var folded = Folding.Fold(text.Length > LongestText ? text[..LongestText] : text, tongue);
        folded = Prepared(Noise().Replace(folded, " , "));
        folded = InnerHyphen().Replace(folded, " ").Replace('\'', ' ').Replace(" @ ", " ", StringComparison.Ordinal);
        var pieces = new List<Piece>();
        var afterBreak = false;
        foreach (Match match in Shapes().Matches(folded))
        {
            if (match.Groups["break"].Success)
            {
                afterBreak = true;
                continue;
            }

            pieces.Add(Shaped(match, afterBreak));
            afterBreak = false;
        }

        Cut(pieces);
        Numbers(pieces);
        Clocks(pieces);
        return Tokens.Dashes(Phrases.Apply(pieces));
    }

    private static Piece Shaped(Match match, bool afterBreak)
    {
        var text = match.Value;
        if (match.Groups["iso"].Success)
        {
            var part = text.Split('-');
            return new(new(TokenKind.Date, text, (Int(part[0]) * 10000) + (Int(part[1]) * 100) + Int(part[2]), afterBreak), "");
        }

        if (match.Groups["date"].Success)
        {
            var part = text.TrimEnd('.').Split('/', '.');
            return part.Length == 2
                ? new(new(TokenKind.Slash, "dots", (Int(part[1]) * 100) + Int(part[0]), afterBreak), text)
                : new(new(TokenKind.Date, text, ((part[2].Length <= 2 ? 2000 : 0) + Int(part[2])) * 10000 + (Int(part[1]) * 100) + Int(part[0]), afterBreak), "");
        }

        if (match.Groups["clock"].Success)
        {
            var part = text.Replace(" ", "", StringComparison.Ordinal).TrimEnd('h').Split(':', '.', 'h');
            return Int(part[0]) <= 24 && Int(part[1]) < 60
                ? new(new(TokenKind.Clock, string.Join(':', part), (Int(part[0]) * 60) + Int(part[1]), afterBreak), text)
                : new(new(TokenKind.Word, Unknown, 0, afterBreak), text);
        }

        if (match.Groups["hour"].Success && Int(text[..^1].Trim()) is <= 24 and var hour)
            return new(new(TokenKind.Clock, string.Create(CultureInfo.InvariantCulture, $"{hour}:00"), hour * 60, afterBreak), text);
        if (match.Groups["ordinal"].Success)
            return new(new(TokenKind.Ordinal, text, Int(string.Concat(text.TakeWhile(char.IsAsciiDigit))), afterBreak), text);
        if (match.Groups["number"].Success)
            return new(new(TokenKind.Number, text, text.Length <= 4 ? Int(text) : int.MaxValue, afterBreak), text);
        return new(new(TokenKind.Word, text, 0, afterBreak), text);
    }

    private void Numbers(List<Piece> pieces)
    {
        for (var i = 0; i < pieces.Count; i++)
        {
            if (pieces[i].Token.Kind != TokenKind.Word)
                continue;
            var words = new List<string> { pieces[i].Said };
            for (var k = i + 1; k < pieces.Count && words.Count < 8 && pieces[k].Token is { Kind: TokenKind.Word, AfterBreak: false }; k++)
                words.Add(pieces[k].Said);
            var length = _numbers.ReadOrdinal(words, 0, out var value);
            var ordinal = length > 0;
            if (!ordinal)
                length = _numbers.Read(words, 0, out value);
            if (length == 0 || (length == 1 && _numbers.IsArticle(words[0])))
                continue;
            pieces[i] = new(new(ordinal ? TokenKind.Ordinal : TokenKind.Number, ordinal ? SpokenEnglish.Ordinal(value) : SpokenEnglish.Number(value), value, pieces[i].Token.AfterBreak), length == 1 ? words[0] : "");
            pieces.RemoveRange(i + 1, length - 1);
        }
    }

    private static int Int(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\S+@\S+|[$€£]\s?\d[\d.,]*|\d[\d.,]*\s?[%€]|https?://\S+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Noise();

    [GeneratedRegex("(?<=[a-z])[-](?=[a-z])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex InnerHyphen();

    [GeneratedRegex(
        """
        (?<iso>\b[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}\b)
        |(?<date>\b[0-9]{1,2}/[0-9]{1,2}(/([0-9]{4}|[0-9]{2}))?\b|\b[0-9]{1,2}\.[0-9]{1,2}\.([0-9]{4}\b|[0-9]{2}\b)?)
        |(?<clock>\b[0-9]{1,2}([:.]|\s?h\s?)[0-9]{2}h?\b)
        |(?<hour>\b[0-9]{1,2}\s?h\b)
        |(?<ordinal>\b[0-9]{1,2}(er|ere|e|eme|nd|nde|o|a|ro|ra|do|da)\b)
        |(?<number>[0-9]+)
        |(?<word>[a-z]+|-|–|—)
        |(?<break>[,.;:!?()])
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Shapes();
}

/// <summary>A word of a caller's language on its way into the grammar's words.</summary>
/// <param name="Token">What it is so far.</param>
/// <param name="Said">The word as it was said, folded; empty when several words made one token.</param>
internal readonly record struct Piece(Token Token, string Said);
