using System.Text.RegularExpressions;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Reception;

/// <summary>An utterance taken apart: "Tuesday at ten, my name is Anna Miller".</summary>
/// <param name="Rest">What is left without name and address.</param>
/// <param name="Name">The part that introduces a name.</param>
/// <param name="Email">The part that is an e-mail address.</param>
internal sealed partial record FactParts(string Rest, string? Name, string? Email)
{
    /// <summary>Takes <paramref name="said"/> apart.</summary>
    /// <param name="said">The words.</param>
    /// <param name="tongue">Their language; null: English.</param>
    public static FactParts Read(string said, Tongue? tongue = null)
    {
        var rest = said;
        string? email = null;
        if (EmailPart(tongue).Match(rest) is { Success: true } mail && SpokenEmail.TryRead(mail.Groups["mail"].Value, out var address, tongue) && address.Address is not null)
        {
            email = mail.Groups["mail"].Value.Trim();
            rest = rest.Remove(mail.Index, mail.Length);
        }

        string? name = null;
        foreach (Match match in NamePart(tongue).Matches(rest))
        {
            var whole = match.Value.Trim(' ', ',', '.', ';');
            if (NotNames(tongue).IsMatch(match.Groups[1].Value) || !SpokenName.TryRead(whole, out _, tongue))
                continue;
            name = whole;
            rest = rest.Remove(match.Index, match.Length);
            break;
        }

        return new FactParts(Joint().Replace(rest, " ").Trim(' ', ',', '.', ';'), name, email);
    }

    private static Regex EmailPart(Tongue? tongue) => tongue?.Code switch
    {
        "de" => EmailPartInGerman(),
        "es" => EmailPartInSpanish(),
        "fr" => EmailPartInFrench(),
        _ => EmailPart(),
    };

    private static Regex NamePart(Tongue? tongue) => tongue?.Code switch
    {
        "de" => NamePartInGerman(),
        "es" => NamePartInSpanish(),
        "fr" => NamePartInFrench(),
        _ => NamePart(),
    };

    private static Regex NotNames(Tongue? tongue) => tongue is null || tongue == Tongue.English ? NotNames() : NotNamesElsewhere();

    [GeneratedRegex(@"(?:\band )?(?:\b(?:my |the )?e-?mail(?: address)? (?:is |it's )?(?<mail>\S.*)$|(?<mail>[^\s,;]+@[^\s,;]+\w))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EmailPart();

    [GeneratedRegex(@"\b(?:my name is|my name's|the name is|the name's|name is|it's for|this is|i am|i'm|under the name(?: of)?)\s+((?:[\p{L}'’\-]+\.?\s*?){1,12}?)(?=\s*(?:[,.;]|$)|\s+(?:and (?:i|my|the|i'd|i'm)|my|i'd|i would|i want|i need|e-?mail|calling|speaking|on|at|for|tomorrow|today|next)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NamePart();

    [GeneratedRegex(@"\b(looking|calling|free|available|busy|not|sure|sorry|here|fine|good|okay|ok|wrong|right|it|that|a|an|the|trying|going|interested|in|at|on|so|very|just|still|also|about|for|done|back|running|late|happy|great|new|correct|everything|all|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|today)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotNames();

    [GeneratedRegex(@"\s{2,}|\s+(?=,)|,\s*,", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Joint();

    [GeneratedRegex(@"(?:\b(?:und )?(?:meine |die )?(?:e-?mail(?:-?adresse)?|mailadresse|adresse)(?: ist| lautet)?:? (?<mail>\S.*)$|(?<mail>[^\s,;]+@[^\s,;]+\w))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EmailPartInGerman();

    [GeneratedRegex(@"\b(?:mein name ist|der name ist|ich heiße|ich heisse|hier ist|hier spricht|ich bin|auf den namen|unter dem namen)\s+((?:[\p{L}'’\-]+\.?\s*?){1,12}?)(?=\s*(?:[,.;]|$)|\s+(?:und|ich|mein|meine|die|e-?mail|am|um|für|fuer|morgen|heute|nächste|naechste|bitte)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NamePartInGerman();

    [GeneratedRegex(@"(?:\b(?:y )?(?:mi |el )?(?:correo(?: electrónico| electronico)?|e-?mail)(?: es)?:? (?<mail>\S.*)$|(?<mail>[^\s,;]+@[^\s,;]+\w))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EmailPartInSpanish();

    [GeneratedRegex(@"\b(?:me llamo|mi nombre es|el nombre es|soy|a nombre de|le habla)\s+((?:[\p{L}'’\-]+\.?\s*?){1,12}?)(?=\s*(?:[,.;]|$)|\s+(?:y (?:mi|el|quiero|quisiera)|mi|quiero|quisiera|el|correo|e-?mail|para|a las|mañana|hoy|llamo)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NamePartInSpanish();

    [GeneratedRegex(@"(?:\b(?:et )?(?:mon |l'|mon adresse )?(?:adresse )?(?:e-?mail|courriel)(?: est| c'est)?:? (?<mail>\S.*)$|(?<mail>[^\s,;]+@[^\s,;]+\w))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EmailPartInFrench();

    [GeneratedRegex(@"\b(?:je m'appelle|mon nom est|le nom est|c'est|je suis|au nom de)\s+((?:[\p{L}'’\-]+\.?\s*?){1,12}?)(?=\s*(?:[,.;]|$)|\s+(?:et (?:je|mon|ma|mes)|mon|je|j'ai|e-?mail|pour|à|le|demain|aujourd'hui)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NamePartInFrench();

    [GeneratedRegex(@"^(nicht|frei|krank|da|hier|noch|gerade|ein|eine|einer|der|die|das|in|am|um|auf|aus|zu|sicher|richtig|falsch|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|morgen|heute|no|de|el|un|una|libre|bien|seguro|cliente|lunes|martes|miércoles|jueves|viernes|sábado|domingo|mañana|hoy|pas|le|les|une|bon|exact|juste|ça|pour|à|désolée?|disponible|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|possible|tout|parfait|noté)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotNamesElsewhere();
}
