using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Dialling.Gate;

namespace VoiceBooker.Tests.Booking.Dialling;

public sealed class NumberPlacesTests
{
    [Theory]
    [InlineData("+12125550100", "America/New_York")]
    [InlineData("+13125550100", "America/Chicago")]
    [InlineData("+13035550100", "America/Denver")]
    [InlineData("+16025550100", "America/Phoenix")]
    [InlineData("+14155550147", "America/Los_Angeles")]
    [InlineData("+18085550100", "Pacific/Honolulu")]
    [InlineData("+14165550100", "America/Toronto")]
    [InlineData("+493012345678", "Europe/Berlin")]
    [InlineData("+442071234567", "Europe/London")]
    [InlineData("+15555550100", null)] // not assigned
    [InlineData("+18885550100", null)]
    [InlineData("+19075550100", null)] // Anchorage or Adak
    [InlineData("+34911234567", null)] // Madrid or the Canaries
    public void A_number_tells_a_zone_where_its_area_has_but_one(string number, string? zone) => Assert.Equal(zone, NumberPlaces.FindZone(number));

    [Fact]
    public void A_contact_without_a_zone_gets_that_of_its_number()
    {
        var contact = new Contact { Number = "+13125550100" };
        NumberPlaces.Place(contact);
        Assert.Equal(("America/Chicago", ZoneSource.Number), (contact.Zone, contact.ZoneSource));

        contact = new Contact { Number = "+13125550100", Zone = "Europe/Paris" };
        NumberPlaces.Place(contact);
        Assert.Equal(("Europe/Paris", ZoneSource.Given), (contact.Zone, contact.ZoneSource));

        contact = new Contact { Number = "+18005550100" };
        NumberPlaces.Place(contact);
        Assert.Equal(("", ZoneSource.Unknown), (contact.Zone, contact.ZoneSource));
    }

    [Fact]
    public void Every_zone_that_is_a_place_has_a_country_and_a_clock_without_one_is_none()
    {
        foreach (var zone in (string[])["UTC", "Etc/UTC", "Etc/GMT-14", "GMT", "EST", "EST5EDT", "CET", "Zulu", "Factory", "Gotham"])
            Assert.Null(NumberPlaces.FindPlace(zone));
        foreach (var zone in (string[])["America/New_York", "US/Eastern", "Asia/Calcutta", "Europe/Kiev", "America/Indiana/Knox", "Pacific/Johnston"])
            Assert.NotNull(NumberPlaces.FindPlace(zone));
    }

    [Fact]
    public void A_toll_free_number_of_ours_stands_for_the_united_states()
    {
        var allowed = AllowedCountries.Of(new DiallingOptions(), new HashSet<string>(["+18005550100"], StringComparer.Ordinal))!;
        Assert.Null(allowed.ObjectionTo("+12125550100"));
        var objection = allowed.ObjectionTo("+493012345678")!;
        Assert.Contains("Germany (DE)", objection, StringComparison.Ordinal);
        Assert.Contains("only United States (US), the countries of its own numbers", objection, StringComparison.Ordinal);
        Assert.Contains("Dialling:Countries", objection, StringComparison.Ordinal);
        Assert.Contains("satellites", AllowedCountries.All.ObjectionTo("+88161234567"), StringComparison.Ordinal);
    }

    [Fact]
    public void Zones_with_the_same_clocks_count_once()
    {
        var zones = NumberPlaces.Of("+12125550100").CountryZones;
        Assert.InRange(zones.Count, 6, 10); // Eastern, Central, Mountain, Arizona, Pacific, Alaska, Adak, Hawaii
        Assert.Single(NumberPlaces.Of("+493012345678").CountryZones);
    }
}
