using System.Globalization;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Messages;

/// <summary>What a message speaks of.</summary>
/// <param name="Business">Who writes; may be empty.</param>
/// <param name="Name">To whom.</param>
/// <param name="Event">What is booked.</param>
/// <param name="Start">When, where the person is.</param>
/// <param name="Place">Link or place; may be empty.</param>
/// <param name="Reason">Why it was cancelled; may be empty.</param>
internal sealed record MessageFacts(string Business, string Name, string Event, ZonedDateTime Start, string Place, string Reason);

/// <summary>The wording of messages: as short as a text message should be, in the four languages calls are held in. Pure.</summary>
internal static class MessageWords
{
    public const string Booked = "booked";
    public const string Moved = "moved";
    public const string Cancelled = "cancelled";
    public const string Reminder = "reminder";

    /// <summary>All kinds.</summary>
    public static readonly IReadOnlyList<string> Kinds = [Booked, Moved, Cancelled, Reminder];

    private const int LongestText = 1000;

    private static readonly string[] EnglishDays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    private static readonly string[] GermanDays = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];
    private static readonly string[] SpanishDays = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];
    private static readonly string[] FrenchDays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
    private static readonly string[] EnglishMonths = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    private static readonly string[] GermanMonths = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"];
    private static readonly string[] SpanishMonths = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];
    private static readonly string[] FrenchMonths = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

    /// <summary>The message; the owner's own wording where there is one for this kind, else ours.</summary>
    public static string Write(string kind, MessageFacts facts, string language, IReadOnlyDictionary<string, string> own)
    {
        var tongue = Tongue.Of(language);
        var text = own.TryGetValue($"{kind}.{tongue.Code}", out var wording) || own.TryGetValue(kind, out wording) ? Fill(wording, facts, language) : Ours(kind, facts, language);
        return text.Length > LongestText ? text[..LongestText] : text;
    }

    /// <summary>"Tuesday, December 1, 10:00 AM (New York time)".</summary>
    public static string When(ZonedDateTime start, string language)
    {
        var tongue = Tongue.Of(language);
        var (day, month) = ((int)start.DayOfWeek - 1, start.Month - 1);
        var clock = start.TimeOfDay.ToString("HH':'mm", CultureInfo.InvariantCulture);
        var at = tongue.Code switch
        {
            "de" => $"{GermanDays[day]}, {start.Day}. {GermanMonths[month]}, {clock} Uhr",
            "es" => $"{SpanishDays[day]} {start.Day} de {SpanishMonths[month]}, {clock}",
            "fr" => $"{FrenchDays[day]} {start.Day} {FrenchMonths[month]}, {clock}",
            _ when language.EndsWith("-GB", StringComparison.OrdinalIgnoreCase) => $"{EnglishDays[day]} {start.Day} {EnglishMonths[month]}, {clock}",
            _ => $"{EnglishDays[day]}, {EnglishMonths[month]} {start.Day}, {start.TimeOfDay.ToString("h':'mm tt", CultureInfo.InvariantCulture)}",
        };
        return $"{at} ({Phrasebook.Of(tongue).Zone(start.Zone)})";
    }

    /// <summary>The subject of a mail.</summary>
    public static string Subject(string kind, MessageFacts facts, string language) => $"{Happened(kind, language)}{(Tongue.Of(language) == Tongue.French ? " " : "")}: {facts.Event}, {When(facts.Start, language)}";

    /// <summary>What a message tells of, in a word: "Booked".</summary>
    public static string Happened(string kind, string language) => (Tongue.Of(language).Code, kind) switch
    {
        ("de", Booked) => "Gebucht",
        ("de", Moved) => "Verschoben",
        ("de", Cancelled) => "Abgesagt",
        ("de", _) => "Erinnerung",
        ("es", Booked) => "Reservado",
        ("es", Moved) => "Cambiado",
        ("es", Cancelled) => "Cancelado",
        ("es", _) => "Recordatorio",
        ("fr", Booked) => "Réservé",
        ("fr", Moved) => "Déplacé",
        ("fr", Cancelled) => "Annulé",
        ("fr", _) => "Rappel",
        (_, Booked) => "Booked",
        (_, Moved) => "Moved",
        (_, Cancelled) => "Cancelled",
        _ => "Reminder",
    };

    /// <summary>The answer to HELP: who writes and why, where a person is, and how the messages are stopped.</summary>
    /// <param name="business">Who writes; may be empty.</param>
    /// <param name="ours">The number that was written to, which is also called.</param>
    /// <param name="language">A BCP 47 tag.</param>
    public static string Help(string business, string ours, string language)
    {
        var from = business.Length > 0 ? $"{business}: " : "";
        return from + Tongue.Of(language).Code switch
        {
            "de" => $"Von dieser Nummer kommen Nachrichten zu Ihren Terminen. Fragen? Rufen Sie {ours} an. Mit STOP erhalten Sie keine Nachrichten und Anrufe mehr. Es kann der Preis einer SMS anfallen.",
            "es" => $"Desde este número se le escribe sobre sus citas. ¿Preguntas? Llame al {ours}. Responda STOP para no recibir más mensajes ni llamadas. Pueden aplicarse tarifas de mensajes.",
            "fr" => $"Ce numéro vous écrit au sujet de vos rendez-vous. Des questions ? Appelez le {ours}. Répondez STOP pour ne plus recevoir ni messages ni appels. Le prix d'un SMS peut s'appliquer.",
            _ => $"This number writes to you about your appointments. Questions? Call {ours}. Reply STOP to get no more messages and calls. Message and data rates may apply.",
        };
    }

    /// <summary>The answer to an opt-out that the carrier does not answer by itself. It offers START, which takes it back.</summary>
    /// <param name="business">Who writes; may be empty.</param>
    /// <param name="language">A BCP 47 tag.</param>
    public static string Stopped(string business, string language)
    {
        var from = business.Length > 0 ? $"{business}: " : "";
        return from + Tongue.Of(language).Code switch
        {
            "de" => "Sie erhalten keine Nachrichten und Anrufe mehr. Mit START machen Sie das rückgängig.",
            "es" => "No recibirá más mensajes ni llamadas. Responda START para anularlo.",
            "fr" => "Vous ne recevrez plus ni messages ni appels. Répondez START pour annuler.",
            _ => "You get no more messages and calls. Reply START to take that back.",
        };
    }

    private static string Ours(string kind, MessageFacts facts, string language)
    {
        var subject = Subject(kind, facts, language);
        var opening = facts.Business.Length > 0 ? $"{facts.Business}. " : "";
        var place = facts.Place.Length > 0 && kind != Cancelled ? $" {facts.Place}" : "";
        var reason = facts.Reason.Length > 0 && kind == Cancelled ? $" ({CancelReasons.In(facts.Reason, language).TrimEnd('.')})" : "";
        return $"{opening}{subject}.{reason}{place}";
    }

    /// <summary>Fills variables in one pass, so that what stands in a name is no variable.</summary>
    private static string Fill(string wording, MessageFacts facts, string language)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < wording.Length;)
        {
            var end = wording[i] == '{' ? wording.IndexOf('}', i) : -1;
            var value = end < 0 ? null : wording[(i + 1)..end].ToLowerInvariant() switch
            {
                "business" => facts.Business,
                "name" => facts.Name,
                "event" => facts.Event,
                "when" => When(facts.Start, language),
                "place" => facts.Place,
                "reason" => CancelReasons.In(facts.Reason, language),
                _ => null,
            };
            text.Append(value ?? wording[i..(i + 1)]);
            i = value is null ? i + 1 : end + 1;
        }

        return text.ToString().Trim();
    }
}
