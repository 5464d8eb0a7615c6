using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.When;

/// <summary>French: hours want their "heures", "midi et demi" is half past twelve, "dans quinze jours" is two weeks from today.</summary>
internal sealed partial class FrenchWhen() : WhenTongue(Tongue.French)
{
    private static readonly string[] Counted = ["minutes", "minute", "personnes", "personne", "jours", "jour", "semaines", "semaine", "mois", "ans", "euros", "fois", "enfants", "adultes"];

    /// <inheritdoc/>
    protected override PhraseTable Phrases => Table;

    /// <inheritdoc/>
    protected override void Clocks(List<Piece> pieces)
    {
        for (var i = 0; i < pieces.Count; i++)
            _ = Noon(pieces, i) || Heures(pieces, i);
    }

    /// <summary>"midi et quart", "minuit moins dix".</summary>
    private static bool Noon(List<Piece> pieces, int i)
    {
        var hour = At(pieces, i, "midi") ? 12 : At(pieces, i, "minuit") ? 0 : -1;
        if (hour < 0 || Minutes(pieces, i + 1, straight: true) is not (> 0 and var length, var minute))
            return false;
        if (minute < 0)
            (hour, minute) = (hour == 0 ? 23 : 11, 60 + minute);
        return Put(pieces, i, 1 + length, hour, minute);
    }

    /// <summary>"quinze heures trente", "une heure et quart", "onze heures moins le quart", "15 h 30".</summary>
    private bool Heures(List<Piece> pieces, int i)
    {
        var typed = pieces[i].Token.Kind == TokenKind.Clock && pieces[i].Token.Value % 60 == 0 && pieces[i].Said.EndsWith('h');
        var hour = typed ? pieces[i].Token.Value / 60 : Hour(pieces, i);
        if (hour < 0 || (!typed && !At(pieces, i + 1, "heures", "heure")) || At(pieces, i - 1, "dans", "pendant", "durant", "demi"))
            return false;
        var at = i + (typed ? 1 : 2);
        if (At(pieces, at, "plus") && At(pieces, at + 1, "tard", "tot") || At(pieces, at, "avant", "apres") && !Follows(pieces, at + 1))
            return false;
        var (length, minute) = Minutes(pieces, at, straight: true);
        if (minute < 0)
            (hour, minute) = (hour is 1 or 13 ? 12 : hour == 0 ? 23 : hour - 1, 60 + minute);
        return Put(pieces, i, at - i + length, hour, minute);
    }

    /// <summary>"trois heures avant jeudi" would be odd; "trois heures après midi" is not.</summary>
    private static bool Follows(List<Piece> pieces, int at) => at < pieces.Count && !pieces[at].Token.AfterBreak;

    /// <summary>What follows an hour: how many words, and the minutes, negative before the hour.</summary>
    private static (int Length, int Minute) Minutes(List<Piece> pieces, int at, bool straight)
    {
        if (At(pieces, at, "et") && At(pieces, at + 1, "demi", "demie"))
            return (2, 30);
        if (At(pieces, at, "et") && At(pieces, at + 1, "quart"))
            return (2, 15);
        if (At(pieces, at, "et") && At(pieces, at + 1, "un") && At(pieces, at + 2, "quart"))
            return (3, 15);
        if (At(pieces, at, "trois") && At(pieces, at + 1, "quarts"))
            return (2, 45);
        if (At(pieces, at, "moins") && At(pieces, at + 1, "le") && At(pieces, at + 2, "quart"))
            return (3, -15);
        if (At(pieces, at, "moins") && At(pieces, at + 1, "quart"))
            return (2, -15);
        if (At(pieces, at, "moins") && NumberAt(pieces, at + 1) is > 0 and < 31 and var before)
            return (2, -before);
        if (straight && At(pieces, at, "une", "un") && !pieces[at].Token.AfterBreak && (at + 1 >= pieces.Count || pieces[at + 1].Token.AfterBreak))
            return (1, 1);
        return straight && NumberAt(pieces, at) is > 0 and < 60 and var minute && !At(pieces, at + 1, "heures", "heure", "h") && !At(pieces, at + 1, Counted) ? (1, minute) : (0, 0);
    }
}
