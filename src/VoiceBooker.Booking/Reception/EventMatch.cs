using NodaTime;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Reception;

/// <summary>Which event a caller means.</summary>
internal static class EventMatch
{
    private static readonly HashSet<string> Idle = new(["a", "an", "the", "for", "of", "to", "with", "and", "or", "in", "on", "appointment", "meeting", "booking", "book", "minute", "minutes", "i", "would", "like", "one", "please"], StringComparer.Ordinal);

    /// <summary>The one that fits best; null when none does or two fit alike. A number is a place in the list.</summary>
    public static BookingEvent? Find(IReadOnlyList<BookingEvent> events, string words)
    {
        var said = Words(words);
        if (Place(words) is { } place && place <= events.Count)
            return events[place - 1];

        var scored = events
            .Select(each => (Event: each, Score: (2.0 * Words(each.Name).Count(said.Contains)) + (Contains(words, each.Name) ? 2 : 0) + (0.9 * AllWords(each).Count(said.Contains))))
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

    private static HashSet<string> AllWords(BookingEvent bookingEvent) =>
        Words($"{bookingEvent.Description} {bookingEvent.MeetingSpoken} {(bookingEvent.Minutes is { } minutes ? $"{minutes} {SpokenEnglish.Length(Duration.FromMinutes(minutes))}" : "")}");

    /// <summary>"1", "the first one", "number two".</summary>
    public static int? Place(string words)
    {
        var text = words.ToLowerInvariant().Trim(' ', '.', '!', ',');
        foreach (var lead in (string[])["the ", "number ", "option "])
            text = text.StartsWith(lead, StringComparison.Ordinal) ? text[lead.Length..] : text;
        text = text.EndsWith(" one", StringComparison.Ordinal) ? text[..^4] : text;
        return text switch
        {
            "1" or "one" or "first" => 1,
            "2" or "two" or "second" => 2,
            "3" or "three" or "third" => 3,
            "4" or "four" or "fourth" => 4,
            "5" or "five" or "fifth" => 5,
            _ => null,
        };
    }

    private static bool Contains(string words, string name) => words.Contains(name, StringComparison.OrdinalIgnoreCase);

    private static HashSet<string> Words(string text) =>
        [.. text.ToLowerInvariant().Split([' ', ',', '.', '?', '!', '-', '/', '(', ')', ';'], StringSplitOptions.RemoveEmptyEntries).Select(word => word.Length > 3 ? word.TrimEnd('s') : word).Where(word => !Idle.Contains(word))];
}
