using System.Text.RegularExpressions;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Reception;

/// <summary>What a mind's own words promise about being called: that a number is off a list, that somebody is never called again, that they are called back. Such a sentence passes only when it is so.</summary>
internal static partial class PromiseWords
{
    /// <summary>True when <paramref name="sentence"/> says so and <paramref name="ground"/> knows nothing of it.</summary>
    public static bool Unfounded(string sentence, ClaimGround ground)
    {
        var words = SaidWords.Of(ground.Tongue).Plain(sentence);
        return (!ground.OptedOut && OffTheList().IsMatch(words)) || (!ground.CallsAgain && Again().IsMatch(words));
    }

    [GeneratedRegex(
        """
        \b(removed|deleted|taken|erased|unsubscribed|opted)\b.{0,30}\b(number|you|list|out)\b|\b(won't|will\ not|never|no\ longer)\ (be\ )?(call|called|contact|contacted|hear\ from)\b|\bdo\ not\ call\ list\b|\boff\ (our|the|my)\ (call\w*\ )?list\b|\bstop\ (calling|the\ calls)\ you\b
        |\b(nummer|sie)\ .{0,30}\b(geloescht|entfernt|gestrichen|ausgetragen|von\ der\ liste)\b|\bnicht\ (mehr|wieder)\ (angerufen|anrufen|kontaktiert)\b
        |\b(quitado|borrado|eliminado|retirado)\b.{0,30}\b(numero|lista)\b|\bno\ (le|les|te)\ (volvere\w*|vamos|llamare\w*)\b
        |\b(retire|supprime|efface|enleve)e?s?\b.{0,30}\b(numero|liste)\b|\bne\ (serez|vous\ appelle\w*|vous\ rappelle\w*)\ plus\b|\bplus\ (jamais\ )?(appele|rappele|contacte)e?\b
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex OffTheList();

    [GeneratedRegex(
        """
        \b(i'll|we'll|i\ will|we\ will|i'm\ going\ to|i\ am\ going\ to|someone\ will|somebody\ will)\ (\w+\ )?(call|ring|phone|try)\ (you\ )?(back|again|later|tomorrow|on|at)\b
        |\b(ich|wir|jemand)\ (rufe|rufen|ruft|melde|melden|meldet)\ .{0,30}\b(zurueck|wieder|noch\ ?mal|erneut|morgen|spaeter)\b
        |\b(le|les|te)\ (llamare\w*|volvere\w*|devolvere\w*|llamaran?)\b|\bvolvere\w*\ a\ llamar\w*
        |\b(je|nous|on)\ (vous\ )?(rappell\w*|retelephon\w*)\b|\bvous\ rappell\w*
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex Again();
}
