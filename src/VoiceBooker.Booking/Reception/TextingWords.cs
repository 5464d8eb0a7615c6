using System.Text.RegularExpressions;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Reception;

/// <summary>How callers ask to type what they are asked for. Takes words as <see cref="SaidWords.Plain"/> leaves them.</summary>
internal static partial class TextingWords
{
    /// <summary>"Text me", "can I type it", "send me a link".</summary>
    public static bool WantsLink(string words, Tongue tongue) => tongue.Code switch
    {
        "de" => InGerman().IsMatch(words),
        "es" => InSpanish().IsMatch(words),
        "fr" => InFrench().IsMatch(words),
        _ => InEnglish().IsMatch(words),
    };

    [GeneratedRegex(@"\btext (it|me|that|a link)\b|\b(send|give) me (a |an |the )*(text|link|sms|message)\b|\b(can|could|may|shall) i (just |please |rather )*(type|text|write) (it|that|you|this)?\b|\b(i'd|i would|i'll|let me) (rather |like to |prefer to |just )*(type|text|write)\b|\btype it\b|\b(by|via) (text|sms|link)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex InEnglish();

    [GeneratedRegex(@"\b(sms|link)\b|\b(ein|selbst )?(tippen|eintippen|eingeben)\b|\b(kann|darf|koennte|konnte) ich (es |sie |das |ihn )*(schreiben|tippen|eintippen|eingeben)\b|\bschicken sie mir\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex InGerman();

    [GeneratedRegex(@"\b(sms|enlace|link|mensaje de texto)\b|\b(puedo|podria|prefiero|quiero) (escribir|teclear)(lo|la)?\b|\b(mandeme|envieme)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex InSpanish();

    [GeneratedRegex(@"\b(sms|lien|texto)\b|\b(puis je|je peux|est ce que je peux|je prefere|je pourrais) (l |la |le |vous l )*(ecrire|taper|saisir)\b|\benvoyez moi\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex InFrench();
}
