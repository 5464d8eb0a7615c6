using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Details;

namespace VoiceBooker.Tests.Booking.Details;

public sealed class SpokenDetailsTests
{
    [Theory]
    [InlineData("a n n a at example dot com", "anna@example.com")]
    [InlineData("alpha november november alpha at example dot com", "anna@example.com")]
    [InlineData("a as in alpha double n a at example dot com", "anna@example.com")]
    [InlineData("j o h n dot smith at example dot com", "john.smith@example.com")]
    [InlineData("john dot smith at gmail", "john.smith@gmail.com")]
    [InlineData("john underscore smith at gmail dot com", "john_smith@gmail.com")]
    [InlineData("my email is anna dash miller at example dot org", "anna-miller@example.org")]
    [InlineData("anna miller at hotmail dot com", "annamiller@hotmail.com")]
    [InlineData("john seventy two at yahoo dot com", "john72@yahoo.com")]
    [InlineData("john one two three at sign example dot co dot uk", "john123@example.co.uk")]
    [InlineData("it's mike at example dot com", "mike@example.com")]
    [InlineData("m for mike i k e at example dot com", "mike@example.com")]
    [InlineData("Anna.Miller@Example.COM", "anna.miller@example.com")]
    [InlineData("sure, it's anna@example.com.", "anna@example.com")]
    public void An_address_is_read(string words, string address)
    {
        Assert.True(SpokenEmail.TryRead(words, out var reading), words);
        Assert.Equal(address, reading.Address);
        Assert.True(SpokenEmail.IsComplete(words));
    }

    [Theory]
    [InlineData("i want to book an appointment")]
    [InlineData("what do you need my email for")]
    [InlineData("tuesday at three")]
    [InlineData("")]
    [InlineData("no thank you")]
    public void A_sentence_is_no_address(string words) => Assert.False(SpokenEmail.TryRead(words, out var reading) && reading.Address is not null);

    [Fact]
    public void An_address_may_come_in_pieces()
    {
        Assert.True(SpokenEmail.TryRead("a n n a", out var first));
        Assert.Null(first.Address);
        Assert.True(SpokenEmail.TryRead("dot miller", out var second));
        Assert.True(SpokenEmail.TryRead("at example dot com", out var third));
        Assert.Equal("anna.miller@example.com", first.With(second).With(third).Address);
    }

    [Theory]
    [InlineData("a@b.co", true)]
    [InlineData("a@b", false)]
    [InlineData(".a@b.co", false)]
    [InlineData("a..b@c.de", false)]
    [InlineData("a@-b.co", false)]
    public void Only_sane_addresses_are_valid(string address, bool valid) => Assert.Equal(valid, SpokenEmail.IsValid(address));

    [Theory]
    [InlineData("four one five five five five zero one four seven", "+14155550147")]
    [InlineData("four one five triple five oh one four seven", "+14155550147")]
    [InlineData("my number is (415) 555-0147", "+14155550147")]
    [InlineData("plus four nine three zero one two three four five six", "+4930123456")]
    [InlineData("one four one five five five five zero one four seven", "+14155550147")]
    [InlineData("4155550147#", "+14155550147")]
    public void A_number_is_read(string words, string e164)
    {
        Assert.True(SpokenPhone.TryRead(words, null, out var number));
        Assert.Equal(e164, number.E164);
    }

    [Fact]
    public void A_number_without_a_country_belongs_to_the_caller_s()
    {
        Assert.True(PhoneNumber.TryParse("+49 30 123456", out var berlin));
        Assert.Equal(("49", "30123456"), (berlin.CallingCode, berlin.National));
        Assert.True(SpokenPhone.TryRead("oh one seven one one two three four five six seven", berlin, out var number));
        Assert.Equal("+491711234567", number.E164);
    }

    [Theory]
    [InlineData("tuesday at three")]
    [InlineData("five five five zero one four seven")]
    [InlineData("hello")]
    [InlineData("one one one one one one one one one one")]
    public void What_is_no_number_is_refused(string words) => Assert.False(SpokenPhone.TryRead(words, null, out _));

    [Theory]
    [InlineData("my name is anna miller", "Anna Miller")]
    [InlineData("this is john smith", "John Smith")]
    [InlineData("it's david brown", "David Brown")]
    [InlineData("sarah johnson", "Sarah Johnson")]
    [InlineData("i'm laura martin", "Laura Martin")]
    [InlineData("michael", "Michael")]
    [InlineData("m i l l e r", "Miller")]
    [InlineData("mike india lima lima echo romeo", "Miller")]
    [InlineData("m as in mike i double l e r", "Miller")]
    [InlineData("anna and then miller spelled m i double l e r", "Anna Miller")]
    [InlineData("my name is ronald mcdonald", "Ronald McDonald")]
    [InlineData("shane o'brien", "Shane O'Brien")]
    [InlineData("jan van der berg", "Jan van der Berg")]
    [InlineData("yes this is mary-jane watson speaking", "Mary-Jane Watson")]
    public void A_name_is_read(string words, string name)
    {
        Assert.True(SpokenName.TryRead(words, out var reading), words);
        Assert.Equal(name, reading.Name);
    }

    [Theory]
    [InlineData("i want to book an appointment")]
    [InlineData("tuesday at three")]
    [InlineData("yes please")]
    [InlineData("what is your name?")]
    [InlineData("speak to a human")]
    [InlineData("no that's wrong")]
    [InlineData("i'm calling about a meeting")]
    [InlineData("")]
    public void A_sentence_is_no_name(string words) => Assert.False(SpokenName.TryRead(words, out _));

    [Fact]
    public void A_spelled_part_corrects_the_part_it_is_like()
    {
        Assert.True(SpokenName.TryRead("no it's m u e l l e r", out var reading));
        Assert.Equal("Anna Mueller", SpokenName.Correct("Anna Miller", reading));
    }

    [Theory]
    [InlineData("yes", Answer.Yes, "")]
    [InlineData("yes please", Answer.Yes, "")]
    [InlineData("that's correct", Answer.Yes, "")]
    [InlineData("yep go ahead", Answer.Yes, "")]
    [InlineData("absolutely", Answer.Yes, "")]
    [InlineData("sure", Answer.Yes, "")]
    [InlineData("okay", Answer.Yes, "")]
    [InlineData("that sounds good", Answer.Yes, "")]
    [InlineData("yeah that works for me", Answer.Yes, "")]
    [InlineData("Yes, that's right, thank you.", Answer.Yes, "")]
    [InlineData("yes but at three", Answer.Yes, "but at three")]
    [InlineData("yes, at three", Answer.Yes, "at three")]
    [InlineData("no i said friday", Answer.No, "i said friday")]
    [InlineData("no", Answer.No, "")]
    [InlineData("nope", Answer.No, "")]
    [InlineData("not really", Answer.No, "")]
    [InlineData("i don't think so", Answer.No, "")]
    [InlineData("no thank you", Answer.No, "")]
    [InlineData("no that's wrong", Answer.No, "")]
    [InlineData("that doesn't work for me", Answer.No, "")]
    [InlineData("none of those work for me", Answer.No, "")]
    [InlineData("neither of those", Answer.No, "")]
    [InlineData("that's not right", Answer.No, "")]
    [InlineData("absolutely not", Answer.No, "")]
    [InlineData("No, keep it please.", Answer.No, "keep it please")]
    [InlineData("no please", Answer.No, "")]
    [InlineData("please", Answer.Yes, "")]
    [InlineData("spelled K O W A L S K I", Answer.Unclear, "spelled K O W A L S K I")]
    [InlineData("i guess", Answer.Unclear, "")]
    [InlineData("maybe", Answer.Unclear, "")]
    [InlineData("hmm", Answer.Unclear, "")]
    [InlineData("yes and no", Answer.Unclear, "")]
    public void Agreement_and_refusal_are_told_apart(string words, Answer answer, string rest)
    {
        var reading = YesNo.Read(words);
        Assert.Equal(answer, reading.Answer);
        Assert.Equal(rest, reading.Rest);
    }

    [Theory]
    [InlineData("i don't know")]
    [InlineData("not sure")]
    [InlineData("my dog ate my homework")]
    [InlineData("yes but not on tuesday")]
    [InlineData("is that right?")]
    [InlineData("yes no")]
    [InlineData("good morning")]
    [InlineData("i'm not okay with that")]
    [InlineData("")]
    [InlineData("great")]
    [InlineData("great, thank you")]
    [InlineData("got it")]
    [InlineData("please")]
    [InlineData("fine")]
    [InlineData("good")]
    [InlineData("mhm")]
    [InlineData("right")]
    [InlineData("that's great")]
    [InlineData("that's okay")]
    [InlineData("no problem")]
    [InlineData("great, got it")]
    public void Only_an_explicit_yes_agrees(string words) => Assert.False(YesNo.Read(words).IsPlainYes, words);

    [Theory]
    [InlineData("yes")]
    [InlineData("yep")]
    [InlineData("yeah")]
    [InlineData("sure")]
    [InlineData("that's right")]
    [InlineData("correct")]
    [InlineData("go ahead")]
    [InlineData("book it")]
    [InlineData("please do")]
    [InlineData("sounds good")]
    [InlineData("perfect")]
    [InlineData("perfect, thank you")]
    [InlineData("absolutely")]
    [InlineData("okay")]
    [InlineData("okay great")]
    [InlineData("great, yes please")]
    [InlineData("that's fine")]
    [InlineData("that works for me")]
    [InlineData("1")]
    public void An_explicit_yes_agrees(string words) => Assert.True(YesNo.Read(words).IsPlainYes, words);

    [Theory]
    [InlineData("eastern", "America/New_York")]
    [InlineData("pacific time", "America/Los_Angeles")]
    [InlineData("i'm in London", "Europe/London")]
    [InlineData("Berlin time", "Europe/Berlin")]
    [InlineData("EST", "America/New_York")]
    [InlineData("portland maine", "America/New_York")]
    [InlineData("phoenix arizona", "America/Phoenix")]
    [InlineData("Asia/Tokyo", "Asia/Tokyo")]
    public void A_zone_is_known_by_its_places(string words, string id) => Assert.Equal(id, Assert.IsType<ZoneReading.Known>(SpokenZone.Read(words)).Zone.Id);

    [Fact]
    public void Central_time_is_asked()
    {
        var asked = Assert.IsType<ZoneReading.Ambiguous>(SpokenZone.Read("central"));
        Assert.Equal(["America/Chicago", "Europe/Berlin"], asked.Zones.Select(zone => zone.Id));
        Assert.Equal("Europe/Berlin", Assert.IsType<ZoneReading.Known>(SpokenZone.Read("the european one", asked)).Zone.Id);
    }

    [Fact]
    public void An_unknown_place_brings_those_that_sound_alike()
    {
        Assert.Contains("Berlin", Assert.IsType<ZoneReading.Unknown>(SpokenZone.Read("merlin", asked: true)).Suggestions);
        Assert.IsType<ZoneReading.Nothing>(SpokenZone.Read("tuesday at three"));
    }

    [Theory]
    [InlineData("+14155550147", "America/Los_Angeles")]
    [InlineData("+12125550147", "America/New_York")]
    [InlineData("+4930123456", "Europe/Berlin")]
    [InlineData("+18005550147", null)]
    public void A_number_hints_at_a_zone(string e164, string? id)
    {
        Assert.True(PhoneNumber.TryParse(e164, out var number));
        var zone = SpokenZone.FromNumber(number);
        Assert.Equal(id, zone?.Zone.Id);
        if (zone is not null)
            Assert.Equal(ZoneOrigin.Number, zone.Origin);
    }

    [Fact]
    public void Every_zone_of_the_tables_exists()
    {
        foreach (var code in Enumerable.Range(200, 800))
            if (PhoneNumber.TryParse($"+1{code}5550147", out var number))
                SpokenZone.FromNumber(number);
        foreach (var code in Enumerable.Range(20, 979))
            if (PhoneNumber.TryParse($"+{code}1234567", out var number))
                SpokenZone.FromNumber(number);
        Assert.Equal("New York time", SpokenEnglish.Zone(DateTimeZoneProviders.Tzdb["America/New_York"]));
    }

    [Fact]
    public void Facts_read_well()
    {
        var today = new LocalDate(2026, 11, 30);
        var zone = DateTimeZoneProviders.Tzdb["America/New_York"];
        Assert.Equal("tomorrow, Tuesday, December first", SpokenEnglish.Date(today.PlusDays(1), today));
        Assert.Equal("Friday, December fourth", SpokenEnglish.Date(today.PlusDays(4), today));
        Assert.Equal(["ten thirty a.m.", "noon", "three p.m.", "twelve oh five a.m."], new[] { new LocalTime(10, 30), new(12, 0), new(15, 0), new(0, 5) }.Select(SpokenEnglish.Time));
        Assert.Equal("On Wednesday, December second, I have ten a.m. or two p.m. On Thursday, December third, I have noon.",
            SpokenEnglish.Offer([.. new[] { new LocalDateTime(2026, 12, 2, 10, 0), new(2026, 12, 2, 14, 0), new(2026, 12, 3, 12, 0) }.Select(zone.AtStrictly)], today));
        Assert.Equal("a, n, n, a, at example dot com", SpokenEnglish.EmailLetters("anna@example.com"));
        Assert.Equal("an hour and a half", SpokenEnglish.Length(Duration.FromMinutes(90)));
        Assert.True(PhoneNumber.TryParse("+14155550147", out var number));
        Assert.Equal("four one five, five five five, zero one four seven", SpokenEnglish.Phone(number));
        Assert.Equal("twenty first", SpokenEnglish.Ordinal(21));
    }
}
