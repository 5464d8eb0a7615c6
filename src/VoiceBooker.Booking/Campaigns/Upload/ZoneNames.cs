using System.Text.RegularExpressions;
using NodaTime;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Dialling.Gate;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>IANA zones by name, whatever the capitals, and the nearest ones to a name that is none.</summary>
public static partial class ZoneNames
{
    private static readonly Dictionary<string, string> Known = DateTimeZoneProviders.Tzdb.Ids.ToDictionary(id => id, id => id, StringComparer.OrdinalIgnoreCase);

    /// <summary>The zone's identity as it is written; null when there is none of that name, or it is no place where people are: UTC, Etc/GMT+5, EST.</summary>
    public static string? Find(string name) => Known.GetValueOrDefault(name.Trim().Replace(' ', '_')) is { } id && NumberPlaces.FindPlace(id) is not null ? id : null;

    /// <summary>Why a name is not taken as the zone where a person is, in a sentence that says what to write.</summary>
    public static string ObjectionTo(string name) => Nearest(name) is { Count: > 0 } near ? $"“{name}” is no time zone of a place. Did you mean {string.Join(" or ", near)}?"
        : $"“{name}” is a clock and no place: write the zone of the city where the person is, such as America/New_York or Europe/Berlin, or leave it out.";

    /// <summary>Up to three that may be meant: where people of that place live, or the names most like it; none for a clock that is no place, such as UTC.</summary>
    public static IReadOnlyList<string> Nearest(string name)
    {
        if (Offset().IsMatch(name))
            return []; // "GMT-5" is not London
        switch (name.Contains('/', StringComparison.Ordinal) ? new ZoneReading.Nothing() : SpokenZone.Read(name, asked: true))
        {
            case ZoneReading.Known(var zone) when NumberPlaces.FindPlace(zone.Id) is not null:
                return [zone.Id];
            case ZoneReading.Ambiguous(_, var zones):
                return [.. zones.Take(3).Select(zone => zone.Id)];
        }

        if (Known.ContainsKey(name))
            return [];

        var place = Place(name.Replace(' ', '_'));
        var near = DateTimeZoneProviders.Tzdb.Ids
            .Where(id => NumberPlaces.FindPlace(id) is not null)
            .Select(id => (Id: id, Away: Math.Min(Away(id, name), Away(Place(id), place))))
            .OrderBy(each => each.Away)
            .Take(3)
            .ToArray();
        return [.. near.Where(each => each.Away <= near[0].Away + 1).Select(each => each.Id)];
    }

    /// <summary>"UTC-5", "GMT+01:00", "-05:00".</summary>
    [GeneratedRegex(@"^(UTC|GMT)?\s*[+\-\u2212]?\s*\d{1,2}(:?\d{2})?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Offset();

    private static string Place(string id) => id[(id.LastIndexOf('/') + 1)..];

    private static int Away(string one, string other) => SpokenName.Distance(one.ToLowerInvariant(), other.ToLowerInvariant());
}
