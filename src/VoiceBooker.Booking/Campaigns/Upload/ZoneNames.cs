using NodaTime;
using VoiceBooker.Booking.Details;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>IANA zones by name, whatever the capitals, and the nearest ones to a name that is none.</summary>
internal static class ZoneNames
{
    private static readonly Dictionary<string, string> Known = DateTimeZoneProviders.Tzdb.Ids.ToDictionary(id => id, id => id, StringComparer.OrdinalIgnoreCase);

    /// <summary>The zone's identity as it is written; null when there is none of that name. An abbreviation such as EST is no place.</summary>
    public static string? Find(string name) => name.Contains('/', StringComparison.Ordinal) && Known.GetValueOrDefault(name.Replace(' ', '_')) is { } id && !id.StartsWith("Etc/", StringComparison.Ordinal) ? id : null;

    /// <summary>Up to three that may be meant: where people of that place live, or the names most like it.</summary>
    public static IReadOnlyList<string> Nearest(string name)
    {
        switch (name.Contains('/', StringComparison.Ordinal) ? new ZoneReading.Nothing() : SpokenZone.Read(name, asked: true))
        {
            case ZoneReading.Known(var zone):
                return [zone.Id];
            case ZoneReading.Ambiguous(_, var zones):
                return [.. zones.Take(3).Select(zone => zone.Id)];
        }

        var place = Place(name.Replace(' ', '_'));
        var near = DateTimeZoneProviders.Tzdb.Ids
            .Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal))
            .Select(id => (Id: id, Away: Math.Min(Away(id, name), Away(Place(id), place))))
            .OrderBy(each => each.Away)
            .Take(3)
            .ToArray();
        return [.. near.Where(each => each.Away <= near[0].Away + 1).Select(each => each.Id)];
    }

    private static string Place(string id) => id[(id.LastIndexOf('/') + 1)..];

    private static int Away(string one, string other) => SpokenName.Distance(one.ToLowerInvariant(), other.ToLowerInvariant());
}
