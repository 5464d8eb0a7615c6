using System.Text.RegularExpressions;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.When;

namespace VoiceBooker.Booking.Reception;

/// <summary>
/// What claims a booking or names a time in a mind's own German, Spanish or French. As strict as <see cref="ClaimGate"/> is in English: perfect participles and farewells until a day are claims; what is
/// asked ("soll ich das buchen?") is none.
/// </summary>
internal static partial class ClaimWords
{
    /// <summary>True when <paramref name="said"/>, lower case with its marks, says that something is booked, moved, cancelled or sent.</summary>
    public static bool Claims(string said, Tongue tongue)
    {
        var folded = Plain(said, tongue);
        return tongue == Tongue.German ? German().IsMatch(folded)
            : tongue == Tongue.Spanish ? Spanish().IsMatch(folded)
            : FrenchMarked().IsMatch(said) || French().IsMatch(folded);
    }

    /// <summary>True when the words name a date, a time, a part of a day, or any number in digits.</summary>
    public static bool SpeaksOfTime(string said, Tongue tongue)
    {
        var bare = Helpful().Replace(Plain(said, tongue), " ");
        return Digits().IsMatch(bare) || SpokenTime.In(WhenTongue.Read(bare, tongue));
    }

    /// <summary>Folded, with one space between words and no punctuation.</summary>
    public static string Plain(string said, Tongue tongue) => Other().Replace(Folding.Fold(said, tongue), " ").Trim();

    [GeneratedRegex("[^a-z0-9$€%:]+|:(?!\\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Other();

    [GeneratedRegex(@"\d", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Digits();

    [GeneratedRegex(@"\b(ihnen|fuer sie|dir|euch) heute\b|\bheute (fuer sie|helfen|weiterhelfen|behilflich|tun)\b|\b(im|einen|ein) (moment|augenblick)\b|\b(ayudarle|ayudarla|ayudarte|servirle|por usted|hacer) hoy\b|\b(vous aider|pour vous|vous etre utile) aujourd hui\b|\b(vielen|schoenen) dank\b|\ball(e|es) zeit\b|\bbonne? (journee|soiree|apres midi)\b|\bexcelente (dia|tarde)\b|\bque tenga (un )?(buen|bonito) (dia|tarde|noche)\b|\bpase (un |una )?(buen|buena) (dia|tarde|noche)\b|\bschoenen? (tag|abend|nachmittag|woche|wochenende)( noch)?\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Helpful();

    [GeneratedRegex(
        """
        \b(gebucht|umgebucht|eingebucht|verbucht|reserviert|bestaetigt|vereinbart|eingetragen|eingeplant|vorgemerkt|festgehalten|fixiert|storniert|abgesagt|gestrichen|verschoben|verlegt|umgelegt|vorverlegt|geaendert|erledigt|gesichert|ausgemacht|abgemacht|gebongt|angesetzt|terminiert|zugeschickt|geschickt|gesendet|versendet|verschickt|notiert|freigehalten|blockiert|geblockt)\b
        |\b(im|in\ (ihrem|meinem|unserem|den|dem))\ kalender\b|\b(in\ die|in\ der)\ agenda\b
        |\btermin\ (steht|ist|wurde|gilt)\b|\bist\ (fix|fest|gemacht|fertig|geregelt|ihrer|komplett|abgeschlossen|unter\ dach)\b|\balles\ (fertig|erledigt|geregelt|bereit|fix)\b|\b(steht|stehen)\ (damit|nun|jetzt|fest)\b
        |\b(einladung|bestaetigung|buchung|reservierung|mail|email|e\ mail)\ (ist|wurde|geht|kommt|folgt|wird|steht|liegt)\b|\b(bekommen|erhalten)\ (sie\ )?(gleich\ |in\ kuerze\ |nun\ |jetzt\ |dann\ |noch\ )?(eine|die)\ (einladung|bestaetigung|mail|e\ mail|email)\b
        |\bsie\ (haben|sind)\ (jetzt\ |nun\ |damit\ |somit\ )?(den|ihren|einen|ein|am|um)\ (termin|platz)\b|\bsie\ sind\ (dabei|angemeldet|drin)\b
        |\bbis\ (dann|dahin|bald|morgen|uebermorgen|naechste|zum|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b|\b(sehen|treffen)\ (wir\ )?uns\b|\bwir\ (erwarten|sehen|treffen)\ (sie|uns)\b|\b(freue|freuen)\ (ich\ |wir\ )?(mich|uns)\ (schon\ |sehr\ )*(auf|sie)\b|\berwarten\ sie\b
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex German();

    [GeneratedRegex(
        """
        \b(reservad|confirmad|agendad|programad|reprogramad|apuntad|anotad|cancelad|anulad|cambiad|movid|aplazad|pospuest|fijad|asegurad|concertad|registrad|bloquead|apartad|guardad|enviad|mandad|citad|cerrad|trasladad|adelantad|modificad)[oa]s?\b
        |\b(cita|reserva|reunion|hora|plaza|hueco)\ (esta|queda|quedo|quedara|ha\ (sido|quedado)|ya\ es|hecha|lista|lista)\b|\b(esta|queda|quedo|ya)\ (todo\ )?(hech|list|arreglad)[oa]s?\b|\btodo\ (listo|hecho|arreglado|en\ orden)\b|^(hecho|listo)$|\btrato\ hecho\b
        |\ben\ (el|su|mi|nuestro|la|tu)\ (calendario|agenda)\b|\b(invitacion|confirmacion|correo)\ (esta|ha|va|le|fue|ya|llegara|sale)\b|\b(recibira|le\ llegara|le\ llega)\b
        |\b(le|les|te|lo|la)\ (espero|esperamos|espera|esperan|veo|vemos|veremos)\b|\bnos\ vemos\b|\bhasta\ (el|la|manana|entonces|pronto|luego|lunes|martes|miercoles|jueves|viernes|sabado|domingo)\b
        |\b(tiene|tienes|tendra)\ (ya\ )?(su|una|la|tu|un)\ (cita|reserva|reunion|hueco|plaza)\b|\b(es|son)\ suy[oa]s?\b|\b(he|hemos)\ (hecho|puesto|dejado)\b
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex Spanish();

    [GeneratedRegex(@"\b(réserv|confirm|annul|déplac|report|not|enregistr|programm|reprogramm|planifi|fix|cal|bloqu|valid|modifi|décal|avanc|envoy|arrang|assur|gard|post|inscrit)(é|ée|és|ées)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FrenchMarked();

    [GeneratedRegex(
        """
        \b(est|ete|sont|etes|suis|ai|avons|a|avez|bien|voila)\ (bien\ |deja\ |maintenant\ |desormais\ )?(reserve|confirme|annule|deplace|reporte|note|enregistre|programme|planifie|fixe|cale|bloque|valide|modifie|decale|envoye|inscrit|pris|prise|prevu|prevue|attendu|attendue|mis|mise|fait|faite)(e|s|es)?\b
        |\b(c|tout|cela|rendez\ vous|reservation|creneau)\ est\ (bien\ )?(fait|bon|en\ ordre|pret|regle|acte|pris|a\ vous|tout\ bon)\b|\brendez\ vous\ (pris|fixe|confirme|note)\b|\bvous\ (etes|serez)\ (inscrit|attendu|bien|note)
        |\bdans\ (le|votre|l|mon|notre|son)\ (calendrier|agenda)\b|\bau\ calendrier\b|\b(invitation|confirmation|mail|e\ mail|courriel)\ (est|a|vous|part|va|arrive|sera)\b|\bvous\ (recevrez|recevez|allez\ recevoir)\b
        |\bvous\ avez\ (maintenant\ |desormais\ |bien\ )?(un|votre|le)?\ ?(rendez\ vous|reservation|creneau)\b|\b(on\ se|nous\ nous)\ (voit|verra|voyons|verrons)\b|\b(nous|on|je)\ vous\ (attend|attends|attendons|attendrons|voit|verrons)\b|\bau\ plaisir\ de\ vous\b|\bhate\ de\ vous\b
        |\ba\ (demain|bientot|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|tres\ bientot|la\ semaine\ prochaine)\b
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex French();
}
