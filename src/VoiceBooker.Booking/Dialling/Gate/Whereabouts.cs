using NodaTime;
using VoiceBooker.Booking.Campaigns;

namespace VoiceBooker.Booking.Dialling.Gate;

/// <summary>Where a person may be, as far as the contact tells: the hour must be right in all of these zones at once. Pure.</summary>
/// <remarks>
/// A zone that was given as the person's place is believed. One that came as <c>cal_timezone</c> is, too, as long as it fits the number; where it does not (a list filled with the zone of whoever it belongs to), its clocks and the number's count.
/// An area code tells where a number was given out: people keep theirs when they move, and in North America nothing tells a mobile telephone from a landline. So it is believed only when the campaign says so.
/// A zone that is no place, such as UTC, tells nothing.
/// </remarks>
public sealed class Whereabouts
{
    private Whereabouts(IReadOnlyList<DateTimeZone> zones, string known, bool isDoubtful = false) => (Zones, Known, IsDoubtful) = (zones, known, isDoubtful);

    /// <summary>Zones in which the person may be, the likeliest first, none with the clocks of another; empty: nobody knows.</summary>
    public IReadOnlyList<DateTimeZone> Zones { get; }

    /// <summary>How that is known, in words that go on from the zone's name.</summary>
    public string Known { get; }

    /// <summary>Whether the zone that came with the contact does not fit its number.</summary>
    public bool IsDoubtful { get; }

    /// <summary>Where a contact may be.</summary>
    /// <param name="contact">The contact, with its place noted (<see cref="NumberPlaces.Place"/>).</param>
    /// <param name="trustsAreaCodes">Whether an area code tells where people are: <see cref="CampaignRules.TrustAreaCodes"/>.</param>
    public static Whereabouts Of(Contact contact, bool trustsAreaCodes)
    {
        var place = NumberPlaces.Of(contact.Number);
        if (contact.ZoneSource is not (ZoneSource.Given or ZoneSource.Calendar) || NumberPlaces.FindPlace(contact.Zone) is not { } zone)
            return ByNumber(place, contact.ZoneSource, trustsAreaCodes);
        if (contact.ZoneSource == ZoneSource.Given)
            return new([zone], "the zone came with the contact");
        if (Fits(zone, place))
            return new([zone], "cal_timezone, which fits the number");
        var number = ByNumber(place, ZoneSource.Number, trustsAreaCodes);
        return new(
            NumberPlaces.Distinct([.. number.Zones.Select(each => each.Id), zone.Id]),
            $"cal_timezone is {zone.Id}, which does not fit a number of {string.Join(" or ", place.Countries.Select(NumberPlaces.NameOf))}{(place.AreaZones.Count > 0 ? " with this area code" : "")}, so it must be the right hour in both places",
            isDoubtful: true);
    }

    private static Whereabouts ByNumber(NumberPlace place, ZoneSource source, bool trustsAreaCodes)
    {
        var country = string.Join(" or ", place.Countries.Select(NumberPlaces.NameOf));
        if (place.AreaZones.Count == 0 || source == ZoneSource.Unknown)
            return new(place.CountryZones, place.CountryZones.Count == 1 ? $"the one zone of {country}" : $"the zone is not known, so every zone of {country} counts");
        if (trustsAreaCodes || place.OwnerZones.Count == place.AreaZones.Count)
            return new(place.AreaZones, $"by the number's area in {country}");
        return new(place.OwnerZones, $"by the number's area in {country}; people take their numbers along, so {(place.Countries.Contains("US", StringComparer.Ordinal) ? "every zone of it but Alaska's and Hawaii's" : "every zone of it")} counts as well");
    }

    /// <summary>Whether a number can be at home in a zone; one of which nothing is known can be anywhere.</summary>
    private static bool Fits(DateTimeZone zone, NumberPlace place) => place.AreaZones.Count > 0
        ? NumberPlaces.HasClocksOf(place.AreaZones, zone)
        : place.Countries.Count == 0 || (NumberPlaces.CountryOf(zone) is { } country && place.Countries.Contains(country, StringComparer.Ordinal));
}
