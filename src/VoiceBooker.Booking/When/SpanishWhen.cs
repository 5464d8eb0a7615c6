using System.Text.RegularExpressions;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.When;

/// <summary>Spanish of both sides of the ocean: "las once menos cuarto" and "cuarto para las once" are the same quarter; "mañana por la mañana" is tomorrow morning.</summary>
internal sealed partial class SpanishWhen() : WhenTongue(Tongue.Spanish)
{
    private static readonly string[] Counted = ["minutos", "minuto", "personas", "persona", "gente", "dias", "dia", "semanas", "semana", "meses", "mes", "anos", "euros", "dolares", "veces", "ninos", "adultos", "opciones", "citas", "horas"];

    /// <inheritdoc/>
    protected override PhraseTable Phrases => Table;

    /// <inheritdoc/>
    protected override string Prepared(string folded) => TypedHalf().Replace(DottedHalf().Replace(folded, "${half}m "), "${digit} ${half}m ").Replace('¿', ' ').Replace('¡', ' ');

    /// <inheritdoc/>
    protected override void Clocks(List<Piece> pieces)
    {
        for (var i = 0; i < pieces.Count; i++)
            _ = To(pieces, i) || Past(pieces, i) || Hours(pieces, i);
    }

    /// <summary>"cuarto para las once", "diez para las tres", "faltan diez para las tres".</summary>
    private bool To(List<Piece> pieces, int i)
    {
        var minutes = At(pieces, i, "cuarto") ? 15 : pieces[i].Token is { Kind: TokenKind.Ordinal } ? 15 * (At(pieces, i, "cuarto") ? 1 : 0) : pieces[i].Token is { Kind: TokenKind.Number, Value: 5 or 10 or 15 or 20 or 25 } token ? token.Value : 0;
        var at = i + 1 + (At(pieces, i + 1, "minutos") ? 1 : 0);
        return minutes > 0 && At(pieces, at, "para") && At(pieces, at + 1, "las", "la") && Hour(pieces, at + 2) is > 0 and <= 12 and var hour
            && Put(pieces, i, at + 3 - i, hour == 1 ? 12 : hour - 1, 60 - minutes);
    }

    /// <summary>"las tres", "las tres y media", "la una y cuarto", "las once menos diez", "las quince treinta", "las diez y cinco", and "las quince horas".</summary>
    private bool Past(List<Piece> pieces, int i)
    {
        if (!At(pieces, i, "las", "la") || Hour(pieces, i + 1) is not (>= 0 and var hour) || pieces[i + 1].Token.AfterBreak || (At(pieces, i, "la") && hour != 1) || (At(pieces, i + 2, Counted) && !At(pieces, i + 2, "horas")))
            return false;
        var typed = pieces[i + 1].Token.Kind == TokenKind.Clock;
        var (length, minute) = typed ? (0, 0) : Minutes(pieces, i + 2, sure: true);
        if (minute < 0)
            (hour, minute) = (hour is 1 ? 12 : hour is 13 ? 12 : hour - 1, 60 + minute);
        return Night(pieces, i, 2 + length, hour, minute);
    }

    /// <summary>"Las doce y cuarto de la noche" is after midnight, whose own day is asked.</summary>
    private static bool Night(List<Piece> pieces, int i, int length, int hour, int minute)
    {
        var after = i + length;
        if (hour != 12 || !At(pieces, after, "de") || !At(pieces, after + 1, "la") || !At(pieces, after + 2, "noche", "madrugada"))
            return Put(pieces, i, length, hour, minute);
        if (minute > 0)
            return Put(pieces, i, length + 3, 0, minute);
        Put(pieces, i, length + 3, 0, 0);
        pieces[i] = new(pieces[i].Token with { Kind = TokenKind.Word, Text = "medianoche" }, "medianoche");
        return true;
    }

    /// <summary>Without the article only what shows that an hour is meant: "tres y media", "diez horas", "diez en punto".</summary>
    private bool Hours(List<Piece> pieces, int i)
    {
        if (pieces[i].Token is not { Kind: TokenKind.Number, Value: >= 0 and <= 24 } token || At(pieces, i - 1, "de", "en") && At(pieces, i - 2, "dentro") || At(pieces, i - 1, "en", "dentro", "durante"))
            return false;
        var (length, minute) = Minutes(pieces, i + 1, sure: false);
        if (length == 0)
            return false;
        var hour = token.Value;
        if (minute < 0)
            (hour, minute) = (hour is 1 or 13 ? 12 : hour - 1, 60 + minute);
        return Put(pieces, i, 1 + length, hour, minute);
    }

    /// <summary>What follows an hour: how many words, and the minutes, negative before the hour.</summary>
    private static (int Length, int Minute) Minutes(List<Piece> pieces, int at, bool sure)
    {
        var horas = At(pieces, at, "horas", "hora") && !At(pieces, at + 1, "mas", "antes", "despues") ? 1 : 0;
        if (horas > 0)
            at++;
        if (At(pieces, at, "en") && At(pieces, at + 1, "punto"))
            return (horas + 2, 0);
        var joined = At(pieces, at, "y", "con");
        if (joined && At(pieces, at + 1, "media"))
            return (horas + 2, 30);
        if (joined && At(pieces, at + 1, "cuarto") && !At(pieces, at + 1, "cuarta"))
            return (horas + 2, 15);
        if (joined && At(pieces, at + 1, "un") && At(pieces, at + 2, "cuarto"))
            return (horas + 3, 15);
        if (At(pieces, at, "menos") && At(pieces, at + 1, "cuarto"))
            return (horas + 2, -15);
        if (At(pieces, at, "menos") && NumberAt(pieces, at + 1) is > 0 and < 31 and var before)
            return (horas + 2 + Named(at + 2), -before);
        if (joined && NumberAt(pieces, at + 1) is > 0 and < 60 and var past && (sure || past % 5 == 0 || Named(at + 2) > 0) && !Among(pieces, at) && (Named(at + 2) > 0 || !At(pieces, at + 2, Counted)) && (sure || horas > 0 || past > 12 || Named(at + 2) > 0))
            return (horas + 2 + Named(at + 2), past);
        if ((sure || horas > 0) && NumberAt(pieces, at) is > 0 and < 60 and var straight && (straight >= 10 || pieces[at].Token.Typed) && (Named(at + 1) > 0 || !At(pieces, at + 1, Counted)))
            return (horas + 1 + Named(at + 1), straight);
        return (horas, 0);

        int Named(int place) => At(pieces, place, "minutos") ? 1 : 0;
    }

    /// <summary>"entre diez y quince": the "y" joins two hours.</summary>
    private static bool Among(List<Piece> pieces, int y)
    {
        for (var k = y - 1; k >= Math.Max(0, y - 4); k--)
        {
            if (At(pieces, k, "y"))
                return false;
            if (At(pieces, k, "entre"))
                return true;
        }

        return false;
    }

    [GeneratedRegex(@"\b(?<half>[ap])\.\s?m\b\.?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DottedHalf();

    [GeneratedRegex(@"(?<digit>\d)\s?(?<half>[ap])m\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypedHalf();
}
