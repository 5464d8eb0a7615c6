using System.Text.RegularExpressions;
using NodaTime;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.Bookings;

namespace VoiceBooker.Booking.Details;

/// <summary>What words about a place or zone mean.</summary>
public abstract record ZoneReading
{
    private ZoneReading() { }

    /// <summary>One zone.</summary>
    public sealed record Known(DateTimeZone Zone) : ZoneReading;

    /// <summary>More than one; ask which.</summary>
    /// <param name="Question">"Chicago time, or Berlin time?"</param>
    /// <param name="Zones">The possible ones, in the order in which the question names them.</param>
    public sealed record Ambiguous(string Question, IReadOnlyList<DateTimeZone> Zones) : ZoneReading;

    /// <summary>A place was named that is not known.</summary>
    /// <param name="Suggestions">Known places that sound alike, best first; may be empty.</param>
    public sealed record Unknown(IReadOnlyList<string> Suggestions) : ZoneReading;

    /// <summary>The words name no place.</summary>
    public sealed record Nothing : ZoneReading;
}

/// <summary>Time zones as people name them: cities, states, countries, names and abbreviations.</summary>
public static partial class SpokenZone
{
    private static readonly HashSet<string> Filler =
    [
        "i", "im", "am", "in", "i'm", "we", "are", "we're", "my", "is", "its", "it's", "the", "a", "time", "zone", "timezone", "on", "live", "based", "near", "from", "at", "here", "would", "be", "that", "that's", "please", "yes", "yeah", "um", "uh", "so", "well", "currently", "right", "now", "located", "city", "of", "local", "standard", "daylight", "summer",
        "use", "make", "it", "for", "me", "and", "no", "sorry", "actually", "state", "think", "to", "do", "you", "mean", "said", "one", "this", "there", "area", "calling", "somewhere", "around", "oh", "okay", "ok", "sure", "thanks", "coast's",
    ];

    /// <summary>Reads a place or zone; <paramref name="pending"/> is the ambiguity that was just asked about, if any.</summary>
    /// <param name="words">What was said.</param>
    /// <param name="pending">The last <see cref="ZoneReading.Ambiguous"/>, which "the first" or "the american one" answers.</param>
    /// <param name="asked">True when a place was asked for: a lone unknown word is then taken for a place.</param>
    /// <param name="tongue">The language of the words; null: English.</param>
    public static ZoneReading Read(string words, ZoneReading.Ambiguous? pending = null, bool asked = false, Tongue? tongue = null)
    {
        if (words.Length is 0 or > 1000)
            return new ZoneReading.Nothing();
        if (tongue is not null && tongue != Tongue.English && !words.Contains('/', StringComparison.Ordinal))
        {
            var say = Phrasebook.Of(tongue);
            return Read(InEnglish(words, tongue), pending, asked) switch
            {
                ZoneReading.Ambiguous several => several with { Question = say.WhichZone([.. several.Zones.Select(say.Zone)]) },
                var read => read,
            };
        }

        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(words.Trim().Replace(' ', '_')) is { } exact && words.Contains('/', StringComparison.Ordinal))
            return new ZoneReading.Known(exact);
        var clean = NotLetters().Replace(words.ToLowerInvariant().Replace('’', '\'').Replace("u.s.", "us", StringComparison.Ordinal).Replace("d.c.", "dc", StringComparison.Ordinal), " ").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (pending is not null && Answered(clean, pending) is { } answer)
            return answer;

        var found = new List<string[]>();
        var unknown = new List<string>();
        for (var i = 0; i < clean.Length;)
        {
            var length = Math.Min(4, clean.Length - i);
            string[]? zones = null;
            for (; length > 0 && !Zones.TryGetValue(string.Join(' ', clean, i, length), out zones); length--)
            {
            }

            if (length > 0 && zones is not null && !(length == 1 && Doubtful.Contains(clean[i]) && !asked && !NamesZone(clean, i)))
            {
                found.Add(zones);
                i += length;
                continue;
            }

            if (!Filler.Contains(clean[i]))
                unknown.Add(clean[i]);
            i++;
        }

        if (found.Count == 0)
            return asked && unknown.Count is > 0 and <= 3 ? new ZoneReading.Unknown(Alike(string.Join(' ', unknown))) : new ZoneReading.Nothing();

        // "Portland, Maine" and "eastern time in Florida": the parts narrow each other; otherwise the last word counts
        var left = found.Aggregate((a, b) => a.Intersect(b).ToArray() is { Length: > 0 } both ? both : b);
        if (left.Length == 1)
            return new ZoneReading.Known(DateTimeZoneProviders.Tzdb[left[0]]);
        var candidates = Array.ConvertAll(left, id => DateTimeZoneProviders.Tzdb[id]);
        return new ZoneReading.Ambiguous($"Do you mean {SpokenEnglish.List([.. candidates.Select(SpokenEnglish.Zone)])}?", candidates);
    }

    /// <summary>The zone of most people with such a number; null when the country has several and the number does not tell. Weak: <see cref="ZoneOrigin.Number"/>.</summary>
    public static CallerZone? FromNumber(PhoneNumber number)
    {
        var id = number.CallingCode == "1"
            ? AreaCodes.GetValueOrDefault(number.National[..3])
            : CallingCodes.GetValueOrDefault(number.CallingCode);
        return id is null ? null : new(DateTimeZoneProviders.Tzdb[id], ZoneOrigin.Number);
    }

    /// <summary>What the zone's people call it: the name of its best known city.</summary>
    internal static string? PlaceOf(DateTimeZone zone) => Places.GetValueOrDefault(zone.Id);

    private static bool NamesZone(string[] clean, int i) => i + 1 < clean.Length && clean[i + 1] is "time" or "standard" or "daylight" or "zone" || clean.Length == 1;

    private static ZoneReading.Known? Answered(string[] clean, ZoneReading.Ambiguous pending)
    {
        int[] places = clean switch
        {
            _ when clean.Contains("first") || clean.Contains("former") => [0],
            _ when clean.Contains("second") && pending.Zones.Count > 1 => [1],
            _ when clean.Contains("third") && pending.Zones.Count > 2 => [2],
            _ when clean.Contains("last") || clean.Contains("latter") => [pending.Zones.Count - 1],
            _ when clean.Any(word => word is "american" or "america" or "us" or "usa" or "states") => Continent("America/", "Pacific/"),
            _ when clean.Any(word => word is "european" or "europe") => Continent("Europe/", "Europe/"),
            _ when clean.Any(word => word is "australian" or "australia") => Continent("Australia/", "Australia/"),
            _ when clean.Any(word => word is "asian" or "asia" or "indian" or "chinese") => Continent("Asia/", "Asia/"),
            _ => [],
        };
        return places is [var place] ? new(pending.Zones[place]) : null;

        int[] Continent(string a, string b) => [.. Enumerable.Range(0, pending.Zones.Count).Where(i => pending.Zones[i].Id.StartsWith(a, StringComparison.Ordinal) || pending.Zones[i].Id.StartsWith(b, StringComparison.Ordinal))];
    }

    private static List<string> Alike(string word) =>
        [.. Zones.Keys.Where(place => place.Length > 3 && Math.Abs(place.Length - word.Length) < 4).Select(place => (place, Away: SpokenName.Distance(place, word)))
            .Where(each => each.Away <= Math.Max(2, word.Length / 3)).OrderBy(each => each.Away).ThenBy(each => each.place, StringComparer.Ordinal).Take(3)
            .Select(each => string.Join(' ', each.place.Split(' ').Select(SpokenEnglish.Capital)))];

    [GeneratedRegex("[^a-z' ]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotLetters();
}
