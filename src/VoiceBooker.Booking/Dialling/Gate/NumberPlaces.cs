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
/// <param name="OwnerZones">Where whoever owns it may be by now: in its area, and wherever in the country people usually are who took their number along. Empty where <paramref name="AreaZones"/> is.</param>
/// <param name="CountryZones">Every inhabited zone of its countries.</param>
internal sealed record NumberPlace(IReadOnlyList<string> Countries, IReadOnlyList<DateTimeZone> AreaZones, IReadOnlyList<DateTimeZone> OwnerZones, IReadOnlyList<DateTimeZone> CountryZones);

/// <summary>What telephone numbers tell of where people are: North American area codes, and the countries of calling codes with their zones. A number can move with its owner, so this is the weakest knowledge there is.</summary>
public static partial class NumberPlaces
{
    private static readonly NumberPlace Nowhere = new([], [], [], []);

    private static readonly ConcurrentDictionary<string, NumberPlace> Known = new(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, string> Clocks = new(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string[]> ZonesByCountry = (TzdbDateTimeZoneSource.Default.ZoneLocations ?? [])
        .Where(place => !place.ZoneId.StartsWith("Antarctica/", StringComparison.Ordinal)) // stations, without numbers of their own
        .GroupBy(place => place.CountryCode, StringComparer.Ordinal)
        .ToFrozenDictionary(country => country.Key, country => country.Select(place => place.ZoneId).ToArray(), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> CountryByZone = (TzdbDateTimeZoneSource.Default.ZoneLocations ?? [])
        .GroupBy(place => place.ZoneId, StringComparer.Ordinal)
        .ToFrozenDictionary(zone => zone.Key, zone => zone.First().CountryCode, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> CountryNames = (TzdbDateTimeZoneSource.Default.ZoneLocations ?? [])
        .GroupBy(place => place.CountryCode, StringComparer.Ordinal)
        .ToFrozenDictionary(country => country.Key, country => country.First().CountryName, StringComparer.Ordinal);

    /// <summary>Calls to numbers that begin so cost the person or us an unusual price (national numbering plans), by calling code.</summary>
    private static readonly FrozenDictionary<string, string[]> Premium = (
        "1 900 976;30 90;31 900 906 909;32 90;33 89;34 803 806 807 905;351 76;353 15;358 600 700;36 90 91;39 89;41 900 901 906;420 90;43 900 901 930 931 939;44 9 70;45 90;46 900 939 944;47 82;48 70;49 900 137;61 190;64 900;81 990")
        .Split(';').Select(row => row.Split(' ')).ToFrozenDictionary(row => row[0], row => row[1..], StringComparer.Ordinal);

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

    /// <summary>
    /// Where a contact is, when no table of public holidays is known there: its country (ISO 3166-1, two letters), else its zone. The gate never lets such a contact be called while holidays are left out.
    /// Null: there is a table, or nobody knows where it is.
    /// </summary>
    public static string? FindPlaceWithoutHolidays(Contact contact)
    {
        var country = HolidayCountryOf(contact);
        return country is not null ? (PublicHolidays.Knows(country) ? null : country) : contact.Zone.Length > 0 ? contact.Zone : null;
    }

    /// <summary>The zone of that name where it is a place, in which people are; null for a clock that is none, such as UTC, Etc/GMT+5 or EST, and for what is no zone.</summary>
    public static DateTimeZone? FindPlace(string zone) =>
        zone.Contains('/', StringComparison.Ordinal) && !zone.StartsWith("Etc/", StringComparison.Ordinal) && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is { } found && CountryOf(found) is not null ? found : null;

    /// <summary>Whose public holidays count for a contact: those of the country of the zone that it is in, else of its number; null: none is known.</summary>
    internal static string? HolidayCountryOf(Contact contact)
    {
        var countries = Of(contact.Number).Countries;
        var country = contact.ZoneSource is ZoneSource.Given or ZoneSource.Calendar && FindPlace(contact.Zone) is { } zone ? CountryOf(zone) : null;
        if (country is not null && contact.ZoneSource == ZoneSource.Calendar && countries.Count > 0 && !countries.Contains(country, StringComparer.Ordinal))
            country = null; // a zone in which the meeting is told, and no place of the person's
        return country ?? (countries is [var first, ..] ? first : null);
    }

    /// <summary>Whether there is a country of these two letters (ISO 3166-1).</summary>
    internal static bool IsCountry(string code) => CountryNames.ContainsKey(code);

    /// <summary>A country for people: "Germany (DE)".</summary>
    internal static string NameOf(string country) => CountryNames.TryGetValue(country, out var name) ? $"{name} ({country})" : country;

    /// <summary>Whether a zone is one of these by its clocks, whatever its name.</summary>
    internal static bool HasClocksOf(IReadOnlyList<DateTimeZone> zones, DateTimeZone zone) => Distinct([.. zones.Select(each => each.Id), zone.Id]).Count == zones.Count;

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
    internal static bool IsPremium(PhoneNumber number) =>
        number.CallingCode == "979" || (Premium.TryGetValue(number.CallingCode, out var beginnings) && beginnings.Any(digits => number.National.StartsWith(digits, StringComparison.Ordinal)));

    /// <summary>Zones whose clocks agree from now on count once.</summary>
    internal static List<DateTimeZone> Distinct(IEnumerable<string> ids)
    {
        var from = Instant.FromUtc(2025, 1, 1, 0, 0);
        return [.. ids.Select(id => DateTimeZoneProviders.Tzdb.GetZoneOrNull(id)).OfType<DateTimeZone>()
            .DistinctBy(zone => Clocks.GetOrAdd(zone.Id, _ => string.Join('|', zone.GetZoneIntervals(from, from + Duration.FromDays(15 * 365)).Select(interval => (interval.HasStart && interval.Start > from ? interval.Start : from, interval.WallOffset)))), StringComparer.Ordinal)];
    }

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
        return new NumberPlace(countries, [], [], ZonesOf(countries));
    }

    private static NumberPlace MakeNorthAmerican(string area)
    {
        if (!Areas.TryGetValue(area, out var found))
            return Nowhere; // toll-free, not assigned, or not geographic: nobody knows where it rings
        var country = ZonesOf([found.Country]);
        var elsewhere = found.Country == "US" ? Contiguous : country.Select(zone => zone.Id);
        return new NumberPlace([found.Country], Distinct(found.Zones), Distinct([.. found.Zones, .. elsewhere]), country);
    }

    private static List<DateTimeZone> ZonesOf(IEnumerable<string> countries) => Distinct(countries.SelectMany(country => ZonesByCountry.GetValueOrDefault(country, [])));
}
