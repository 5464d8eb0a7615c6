using VoiceBooker.Booking.Campaigns;
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
    public void Zones_with_the_same_clocks_count_once()
    {
        var zones = NumberPlaces.Of("+12125550100").CountryZones;
        Assert.InRange(zones.Count, 6, 10); // Eastern, Central, Mountain, Arizona, Pacific, Alaska, Adak, Hawaii
        Assert.Single(NumberPlaces.Of("+493012345678").CountryZones);
    }
}
