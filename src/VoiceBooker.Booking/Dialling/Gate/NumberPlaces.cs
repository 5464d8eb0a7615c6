using System.Collections.Concurrent;
using System.Collections.Frozen;
using NodaTime;
using NodaTime.TimeZones;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Details;

namespace VoiceBooker.Booking.Dialling.Gate;

/// <summary>Where a number is at home, as far as the number itself tells.</summary>
/// <param name="Countries">The countries its calling code, or its area, belongs to (ISO 3166-1, two letters); empty: not known.</param>
/// <param name="AreaZones">The zones of its area; empty: the area tells none.</param>
/// <param name="CountryZones">Every inhabited zone of its countries.</param>
internal sealed record NumberPlace(IReadOnlyList<string> Countries, IReadOnlyList<DateTimeZone> AreaZones, IReadOnlyList<DateTimeZone> CountryZones);

/// <summary>What telephone numbers tell of where people are: North American area codes, and the countries of calling codes with their zones. A number can move with its owner, so this is the weakest knowledge there is.</summary>
public static partial class NumberPlaces
{
    private static readonly NumberPlace Nowhere = new([], [], []);

    private static readonly ConcurrentDictionary<string, NumberPlace> Known = new(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string[]> ZonesByCountry = (TzdbDateTimeZoneSource.Default.ZoneLocations ?? [])
        .Where(place => !place.ZoneId.StartsWith("Antarctica/", StringComparison.Ordinal)) // stations, without numbers of their own
        .GroupBy(place => place.CountryCode, StringComparer.Ordinal)
        .ToFrozenDictionary(country => country.Key, country => country.Select(place => place.ZoneId).ToArray(), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> CountryByZone = (TzdbDateTimeZoneSource.Default.ZoneLocations ?? [])
        .GroupBy(place => place.ZoneId, StringComparer.Ordinal)
        .ToFrozenDictionary(zone => zone.Key, zone => zone.First().CountryCode, StringComparer.Ordinal);

    /// <summary>The one IANA zone that the number's area or country has; null when there are several, or it is not known. For a contact whose zone did not come with it: <c>ZoneSource.Number</c>.</summary>
    public static string? FindZone(string number) => Of(number) switch
    {
        { AreaZones: [var only] } => only.Id,
        { AreaZones.Count: 0, CountryZones: [var only] } => only.Id,
        _ => null,
    };

    /// <summary>Notes on a contact how its place is known: the zone it came with; else that of its number's area, or of its country where that has but one. For whoever makes contacts.</summary>
    public static void Place(Contact contact)
    {
        if (contact.Zone.Length > 0)
        {
            contact.ZoneSource = contact.ZoneSource == ZoneSource.Unknown ? ZoneSource.Given : contact.ZoneSource;
            return;
        }

        contact.Zone = FindZone(contact.Number) ?? "";
        contact.ZoneSource = contact.Zone.Length > 0 || Of(contact.Number).AreaZones.Count > 0 ? ZoneSource.Number : ZoneSource.Unknown;
    }

    /// <summary>Where the number is.</summary>
    internal static NumberPlace Of(string number)
    {
        if (!PhoneNumber.TryParse(number, out var parsed))
            return Nowhere;
        var key = parsed.CallingCode switch
        {
            "1" => $"1{parsed.National[..3]}",
            "7" => parsed.National[0] is '6' or '7' ? "7KZ" : "7RU",
            var code => code,
        };
        return Known.GetOrAdd(key, Make);
    }

    /// <summary>The country of a zone (ISO 3166-1, two letters); null for one that is no place, such as UTC.</summary>
    internal static string? CountryOf(DateTimeZone zone) =>
        CountryByZone.TryGetValue(zone.Id, out var country) ? country
        : TzdbDateTimeZoneSource.Default.CanonicalIdMap.TryGetValue(zone.Id, out var canonical) ? CountryByZone.GetValueOrDefault(canonical)
        : null;

    /// <summary>Calls to it cost the person or us an unusual price; never dialled.</summary>
    internal static bool IsPremium(PhoneNumber number) => number.CallingCode switch
    {
        "1" => number.National.StartsWith("900", StringComparison.Ordinal) || number.National.StartsWith("976", StringComparison.Ordinal),
        "49" => number.National.StartsWith("900", StringComparison.Ordinal) || number.National.StartsWith("137", StringComparison.Ordinal),
        "44" => number.National.StartsWith('9'),
        "33" => number.National.StartsWith("89", StringComparison.Ordinal),
        "34" => number.National.StartsWith("80", StringComparison.Ordinal) && !number.National.StartsWith("800", StringComparison.Ordinal),
        "979" => true,
        _ => false,
    };

    private static NumberPlace Make(string key)
    {
        if (key is ['1', ..])
            return MakeNorthAmerican(key[1..]);
        var countries = key switch
        {
            "7KZ" => ["KZ"],
            "7RU" => ["RU"],
            _ => CallingCodes.TryGetValue(key, out var found) ? found.Split(' ') : [],
        };
        return new NumberPlace(countries, [], ZonesOf(countries));
    }

    private static NumberPlace MakeNorthAmerican(string area)
    {
        if (!Areas.TryGetValue(area, out var found))
            return Nowhere; // toll-free, not assigned, or not geographic: nobody knows where it rings
        return new NumberPlace([found.Country], Distinct(found.Zones), ZonesOf([found.Country]));
    }

    private static List<DateTimeZone> ZonesOf(IEnumerable<string> countries) => Distinct(countries.SelectMany(country => ZonesByCountry.GetValueOrDefault(country, [])));

    /// <summary>Zones whose clocks agree from now on count once.</summary>
    private static List<DateTimeZone> Distinct(IEnumerable<string> ids)
    {
        var from = Instant.FromUtc(2025, 1, 1, 0, 0);
        return [.. ids.Select(id => DateTimeZoneProviders.Tzdb.GetZoneOrNull(id)).OfType<DateTimeZone>()
            .DistinctBy(zone => string.Join('|', zone.GetZoneIntervals(from, from + Duration.FromDays(15 * 365)).Select(interval => (interval.HasStart && interval.Start > from ? interval.Start : from, interval.WallOffset))), StringComparer.Ordinal)];
    }
}
