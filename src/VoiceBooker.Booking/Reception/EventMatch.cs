using NodaTime;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Reception;

/// <summary>Which event a caller means.</summary>
internal static class EventMatch
{
    private static readonly HashSet<string> Idle = new(["a", "an", "the", "for", "of", "to", "with", "and", "or", "in", "on", "appointment", "meeting", "booking", "book", "minute", "minutes", "i", "would", "like", "one", "please"], StringComparer.Ordinal);

    private static readonly HashSet<string> IdleElsewhere = new(
        [
            "ein", "eine", "einen", "einem", "einer", "der", "die", "das", "den", "dem", "fuer", "zu", "zur", "zum", "mit", "und", "oder", "in", "im", "am", "an", "auf", "termin", "termine", "buchung", "buchen", "minute", "minuten", "ich", "moechte", "wuerde", "gern", "gerne", "bitte", "um", "von",
            "un", "una", "el", "la", "lo", "de", "del", "a", "al", "para", "con", "y", "o", "en", "cita", "reserva", "reservar", "minuto", "yo", "quiero", "quisiera", "por", "favor", "que", "se",
            "une", "le", "les", "du", "des", "pour", "avec", "et", "ou", "au", "aux", "rendez", "vou", "vous", "je", "voudrai", "voudrais", "prendre", "reserver", "il", "plait", "plaît", "d", "l", "j", "s",
        ],
        StringComparer.Ordinal);

    /// <summary>The one that fits best; null when none does or two fit alike. A number is a place in the list.</summary>
    public static BookingEvent? Find(IReadOnlyList<BookingEvent> events, string words, Tongue tongue)
    {
        var said = Words(words, tongue);
        if (Place(words, tongue) is { } place && place <= events.Count)
            return events[place - 1];

        var scored = events
            .Select(each => (Event: each, Score: (2.0 * Words(each.Name, tongue).Count(said.Contains)) + (Contains(words, each.Name) ? 2 : 0) + (0.9 * AllWords(each, tongue).Count(said.Contains))))
            .OrderByDescending(each => each.Score)
            .ToList();
        return scored is [{ Score: > 0 } best, ..] && (scored.Count == 1 || scored[1].Score < best.Score) ? best.Event : null;
    }

    /// <summary>How the events are named to the caller: two of the same name with how one meets, or how long it lasts.</summary>
    public static IReadOnlyList<string> Labels(IReadOnlyList<BookingEvent> events, Phrasebook say) => [.. events.Select(each => each.Name + Difference(each, events, say))];

    /// <summary>"a consultation", with what tells it from others of that name.</summary>
    public static string Named(BookingEvent bookingEvent, IReadOnlyList<BookingEvent> among, Phrasebook say) => say.Named(bookingEvent) + Difference(bookingEvent, among, say);

    private static string Difference(BookingEvent bookingEvent, IReadOnlyList<BookingEvent> among, Phrasebook say)
    {
        var same = among.Where(each => string.Equals(each.Name, bookingEvent.Name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (same.Count < 2)
            return "";
        if (bookingEvent.MeetingSpoken.Length > 0 && same.Count(each => each.MeetingSpoken == bookingEvent.MeetingSpoken) == 1)
            return $", {bookingEvent.MeetingSpoken}";
        return bookingEvent.Minutes is { } minutes && same.Count(each => each.Minutes == minutes) == 1 ? $", {say.Length(Duration.FromMinutes(minutes))}" : "";
    }

    private static HashSet<string> AllWords(BookingEvent bookingEvent, Tongue tongue) =>
        Words($"{bookingEvent.Description} {bookingEvent.MeetingSpoken} {(bookingEvent.Minutes is { } minutes ? $"{minutes} {Phrasebook.Of(tongue).Length(Duration.FromMinutes(minutes))}" : "")}", tongue);

    /// <summary>"1", "the first one", "number two".</summary>
    public static int? Place(string words, Tongue tongue)
    {
        var text = Folding.Fold(words, tongue).Trim(' ', '.', '!', ',');
        foreach (var lead in (string[])["the ", "number ", "option ", "der ", "die ", "das ", "den ", "nummer ", "el ", "la ", "numero ", "opcion ", "le "])
            text = text.StartsWith(lead, StringComparison.Ordinal) ? text[lead.Length..] : text;
        text = text.EndsWith(" one", StringComparison.Ordinal) ? text[..^4] : text;
        return (tongue.Code, text) switch
        {
            (_, "1") or ("en", "one" or "first") or ("de", "eins" or "erste" or "ersten" or "erster" or "erstes") or ("es", "uno" or "una" or "primero" or "primera") or ("fr", "un" or "une" or "premier" or "premiere") => 1,
            (_, "2") or ("en", "two" or "second") or ("de", "zwei" or "zwo" or "zweite" or "zweiten" or "zweiter" or "zweites") or ("es", "dos" or "segundo" or "segunda") or ("fr", "deux" or "deuxieme" or "second" or "seconde") => 2,
            (_, "3") or ("en", "three" or "third") or ("de", "drei" or "dritte" or "dritten" or "dritter" or "drittes") or ("es", "tres" or "tercero" or "tercera") or ("fr", "trois" or "troisieme") => 3,
            (_, "4") or ("en", "four" or "fourth") or ("de", "vier" or "vierte" or "vierten" or "vierter" or "viertes") or ("es", "cuatro" or "cuarto" or "cuarta") or ("fr", "quatre" or "quatrieme") => 4,
            (_, "5") or ("en", "five" or "fifth") or ("de", "fuenf" or "fuenfte" or "fuenften" or "fuenfter" or "fuenftes") or ("es", "cinco" or "quinto" or "quinta") or ("fr", "cinq" or "cinquieme") => 5,
            _ => null,
        };
    }

    private static bool Contains(string words, string name) => words.Contains(name, StringComparison.OrdinalIgnoreCase);

    private static HashSet<string> Words(string text, Tongue tongue)
    {
        var idle = tongue == Tongue.English ? Idle : IdleElsewhere;
        return [.. (tongue == Tongue.English ? text.ToLowerInvariant() : Folding.Fold(text, tongue)).Split([' ', ',', '.', '?', '!', '-', '/', '(', ')', ';', '\''], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Length > 3 ? word.TrimEnd('s') : word).Where(word => !idle.Contains(word))];
    }
}
