using System.Text.RegularExpressions;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Reception;

/// <summary>Whether an owner's own words tell at once that a machine speaks, and for whom. What is not surely told is told in ours. Pure.</summary>
internal static partial class Disclosure
{
    /// <summary>True when the first sentence of <paramref name="text"/> calls the speaker, in the language of the call, an automated assistant, and names the business. A denial anywhere in it is none.</summary>
    /// <param name="text">What is to be said.</param>
    /// <param name="business">The business's name; where it is not known nothing can tell it.</param>
    /// <param name="tongue">The language of the call.</param>
    public static bool BeginsWith(string text, string business, Tongue tongue)
    {
        var first = FirstSentence().Match(text.Trim()).Value;
        if (business.Trim().Length == 0 || !first.Contains(business.Trim(), StringComparison.OrdinalIgnoreCase))
            return false;
        var words = Folding.Fold(first, tongue);
        return !Denies().IsMatch(words) && tongue.Code switch
        {
            "de" => German().IsMatch(words),
            "es" => Spanish().IsMatch(words),
            "fr" => French().IsMatch(words),
            _ => English().IsMatch(words),
        };
    }

    [GeneratedRegex(@"^.*?([.!?](?=\s|$)|$)", RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FirstSentence();

    [GeneratedRegex(@"\b(not|no|never|neither|rather than|instead of|nicht|keine?[nrs]?|nie|kein|statt|nunca|en vez de|ne|pas|jamais|plutot)\b|n't\b|\bn'", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Denies();

    [GeneratedRegex(@"\b(automated|automatic|virtual|ai|a\.i\.|artificial intelligence|computeri[sz]ed)[ -]((voice|phone|telephone|booking|calling)[ -])?(assistant|agent|receptionist|caller|system|voice|message|call)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex English();

    [GeneratedRegex(@"\b(automatische?[nrs]?|automatisierte?[nrs]?|virtuelle?[nrs]?|ki-(basierte?[nrs]?|gestuetzte?[nrs]?)) ((telefon|sprach)-?)?(assistent(en|in)?|assistenz|anruf|nachricht|ansage|stimme)\b|\bki[- ]((telefon|sprach)-?)?(assistent(en|in)?|assistenz|stimme)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex German();

    [GeneratedRegex(@"\b(asistente|recepcionista|agente|voz|mensaje|llamada|sistema) (telefonic[oa] )?(automatic[oa]|automatizad[oa]|virtual|(de|con) (ia|inteligencia artificial))\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Spanish();

    [GeneratedRegex(@"\b(assistante?|agent|receptionniste|voix|message|appel|systeme) (telephonique |vocale? )?(automatique|automatisee?|virtuel(le)?|ia|a intelligence artificielle|(par|d'|de l')\s?(ia|intelligence artificielle))\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex French();
}
