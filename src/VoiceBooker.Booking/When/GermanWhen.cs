using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.When;

/// <summary>German: "halb elf" is half past ten, "viertel elf" a quarter past ten where it is said, "in acht tagen" a week from today.</summary>
internal sealed partial class GermanWhen() : WhenTongue(Tongue.German)
{
    private static readonly string[] Counted =
        ["minuten", "minute", "stunden", "stunde", "personen", "person", "leute", "leuten", "tage", "tagen", "tag", "wochen", "woche", "monate", "monaten", "monat", "gaeste", "euro", "mal", "jahre", "jahren", "kinder", "erwachsene", "termine", "prozent"];

    /// <inheritdoc/>
    protected override PhraseTable Phrases => Table;

    /// <summary>"dienstagnachmittag" is two words to everybody else.</summary>
    protected override void Cut(List<Piece> pieces)
    {
        for (var i = 0; i < pieces.Count; i++)
        {
            var (token, said) = pieces[i];
            if (token.Kind == TokenKind.Word && said.IndexOf("tag", StringComparison.Ordinal) is var end and > 2 && said.Length > end + 4 && said[(end + 3)..] is "frueh" or "morgen" or "vormittag" or "mittag" or "nachmittag" or "abend" or "vormittags" or "mittags" or "nachmittags" or "abends")
            {
                pieces[i] = new(token, said[..(end + 3)]);
                pieces.Insert(i + 1, new(token with { AfterBreak = false }, said[(end + 3)..]));
            }
            else if (token.Kind == TokenKind.Clock && said.Contains('.', StringComparison.Ordinal) && !At(pieces, i + 1, "uhr") && (At(pieces, i - 1, "am", "den", "vom", "zum", "der", "dem", "ab") || token.Value % 60 == 0) && token.Value % 60 is > 0 and <= 12)
            {
                // "am 1.12" without the last full stop
                pieces[i] = new(token with { Kind = TokenKind.Slash, Text = "dots", Value = (token.Value % 60 * 100) + (token.Value / 60) }, said);
            }
            else if (token.Kind == TokenKind.Number && token.Typed && token.Value is > 0 and <= 31 && i + 1 < pieces.Count && pieces[i + 1].Token.AfterBreak
                && (At(pieces, i - 1, "am", "den", "der", "dem", "vom", "zum", "die", "das", "ab") || Months.Contains($" {pieces[i + 1].Said}=", StringComparison.Ordinal) || Months.Contains($"|{pieces[i + 1].Said}=", StringComparison.Ordinal)))
            {
                // "1. dezember": the full stop makes an ordinal and ends no sentence
                pieces[i] = new(token with { Kind = TokenKind.Ordinal }, said);
                pieces[i + 1] = pieces[i + 1] with { Token = pieces[i + 1].Token with { AfterBreak = false } };
            }
        }
    }

    /// <inheritdoc/>
    protected override void Clocks(List<Piece> pieces)
    {
        for (var i = 0; i < pieces.Count; i++)
            _ = Halves(pieces, i) || Quarters(pieces, i) || Minutes(pieces, i) || Uhr(pieces, i) || Numeric(pieces, i);
    }

    /// <summary>"halb elf", "fünf vor halb elf", "fünf nach halb elf".</summary>
    private static bool Halves(List<Piece> pieces, int i)
    {
        if (At(pieces, i, "halb") && Twelve(pieces, i + 1) is > 0 and var hour)
            return Put(pieces, i, 2 + Tail(pieces, i + 2), Before(hour), 30);
        var minutes = pieces[i].Token is { Kind: TokenKind.Number } token ? token.Value : -1;
        var at = i + 1 + (At(pieces, i + 1, "minuten") ? 1 : 0);
        return minutes is > 0 and < 20 && At(pieces, at, "vor", "nach") && At(pieces, at + 1, "halb") && Twelve(pieces, at + 2) is > 0 and var past
            && Put(pieces, i, at + 3 - i + Tail(pieces, at + 3), Before(past), At(pieces, at, "vor") ? 30 - minutes : 30 + minutes);
    }

    /// <summary>"viertel nach zehn", "viertel vor elf", "dreiviertel elf", "viertel elf".</summary>
    private static bool Quarters(List<Piece> pieces, int i)
    {
        var three = At(pieces, i, "dreiviertel") ? 1 : NumberAt(pieces, i) == 3 && At(pieces, i + 1, "viertel") ? 2 : 0;
        if (three > 0)
            return Twelve(pieces, i + three) is > 0 and var hour && Put(pieces, i, three + 1 + Tail(pieces, i + three + 1), Before(hour), 45);
        if (!At(pieces, i, "viertel"))
            return false;
        var vor = At(pieces, i + 1, "vor");
        var nach = At(pieces, i + 1, "nach", "ueber");
        var of = vor || nach ? Any(pieces, i + 2) : Twelve(pieces, i + 1);
        if (of <= 0)
            return false;
        return vor ? Put(pieces, i, 3 + Tail(pieces, i + 3), Before(of), 45)
            : nach ? Put(pieces, i, 3 + Tail(pieces, i + 3), of, 15)
            : Put(pieces, i, 2 + Tail(pieces, i + 2), Before(of), 15);
    }

    /// <summary>"zehn nach drei", "zwanzig minuten vor vier".</summary>
    private static bool Minutes(List<Piece> pieces, int i)
    {
        if (pieces[i].Token is not { Kind: TokenKind.Number, Value: > 0 and < 60 } token)
            return false;
        var named = At(pieces, i + 1, "minuten", "minute") ? 1 : 0;
        var at = i + 1 + named;
        if ((named == 0 && token.Value is not (5 or 10 or 20 or 25)) || !At(pieces, at, "vor", "nach") || pieces[at].Token.AfterBreak || Any(pieces, at + 1) is not (> 0 and var hour) || IsCounted(pieces, at + 2))
            return false;
        return At(pieces, at, "vor")
            ? Put(pieces, i, at + 2 - i + Tail(pieces, at + 2), Before(hour), 60 - token.Value)
            : Put(pieces, i, at + 2 - i + Tail(pieces, at + 2), hour, token.Value);
    }

    /// <summary>"fünfzehn uhr dreißig", "ein uhr", "10 uhr 30".</summary>
    private static bool Uhr(List<Piece> pieces, int i)
    {
        if (!At(pieces, i + 1, "uhr"))
            return false;
        var hour = pieces[i].Token is { Kind: TokenKind.Number, Value: <= 24 } token ? token.Value : At(pieces, i, "ein") ? 1 : -1;
        if (hour < 0)
            return false;
        var minute = NumberAt(pieces, i + 2);
        return minute is >= 0 and < 60 && !At(pieces, i + 3, "uhr") && !IsCounted(pieces, i + 3) && !(At(pieces, i + 3, "vor", "nach") && Any(pieces, i + 4) > 0)
            ? Put(pieces, i, 3, hour, minute)
            : Put(pieces, i, 2, hour, 0);
    }

    /// <summary>"15:30 uhr".</summary>
    private static bool Numeric(List<Piece> pieces, int i)
    {
        if (pieces[i].Token.Kind == TokenKind.Clock && At(pieces, i + 1, "uhr"))
            pieces.RemoveAt(i + 1);
        return true;
    }

    private static bool IsCounted(List<Piece> pieces, int at) => At(pieces, at, Counted);

    private static int Tail(List<Piece> pieces, int at) => At(pieces, at, "uhr") ? 1 : 0;

    private static int Twelve(List<Piece> pieces, int at) => NumberAt(pieces, at) is > 0 and <= 12 and var hour ? hour : At(pieces, at, "ein") ? 1 : 0;

    private static int Any(List<Piece> pieces, int at) => NumberAt(pieces, at) is > 0 and <= 24 and var hour ? hour : At(pieces, at, "ein") && At(pieces, at + 1, "uhr") ? 1 : 0;

    private static int Before(int hour) => hour is 1 ? 12 : hour - 1;
}
