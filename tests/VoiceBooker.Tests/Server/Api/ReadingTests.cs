using System.Text;
using System.Text.Json;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Campaigns.Upload;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Server.Api;
using VoiceBooker.Server.Settings;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Server.Api;

/// <summary>How the API reads what people send, without a server.</summary>
public sealed class ReadingTests
{
    [Theory]
    [InlineData("030 123456", "+4930123456")]
    [InlineData("0049 30 123456", "+4930123456")]
    [InlineData("011 49 30 123456", "+4930123456")]
    [InlineData("+49 (0)30 123456", "+4930123456")]
    [InlineData("(415) 555-0147", "+14155550147")]
    [InlineData("1-415-555-0147", "+14155550147")]
    [InlineData("+1 415 555 0147", "+14155550147")]
    [InlineData("+0301234567", "does not begin with 0")]
    [InlineData("+1234567890123456", "more than 15 digits")]
    [InlineData("call me", "no letters")]
    public void A_number_written_as_at_home_is_explained(string written, string told)
    {
        Assert.False(NumberHint.IsE164(written));
        Assert.Contains(told, NumberHint.For(written), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"too":"+14155550147"}""", "Did you mean to?")]
    [InlineData("""{"calEmail":"a@b.example"}""", "Did you mean cal_email?")]
    [InlineData("""{"consent":{"kinds":"express"}}""", "consent.kinds is no field here. Did you mean kind?")]
    [InlineData("""{"assistantId":"Ava"}""", "assistantId must be a UUID")]
    [InlineData("""{"variables":{"age":7}}""", "variables.age must be text")]
    [InlineData("""{"consent":"yes"}""", "consent must be an object")]
    [InlineData("""{"to":5,"nmae":"x"}""", "to must be text")]
    [InlineData("""[]""", "The body must be an object")]
    public void A_field_that_is_not_known_or_not_right_is_named(string body, string told)
    {
        var wrong = new Wrong();
        using var document = JsonDocument.Parse(body);
        new JsonBody(new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver() }, wrong).Check(document.RootElement, typeof(CallOrder));
        Assert.Contains(told, wrong.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+49 30 123456", "", "+4930123456")]
    [InlineData("\"+14155550147\",\"Ada\"", "", "+14155550147")]
    [InlineData("212,5550100", "1", "+12125550100")]
    [InlineData("0049-30-123456;x", "", "+4930123456")]
    [InlineData("030/123456", "49", "+4930123456")]
    [InlineData("030/123456", "de", "+4930123456")]
    [InlineData("14155550147", "+1", "+14155550147")]
    [InlineData("4915112345678", "49", "+4915112345678")]
    [InlineData("06 20 123 4567", "36", "+36201234567")]
    [InlineData("4155550147", "", "has no country")]
    [InlineData("4921123456", "49", "write it with +")]
    [InlineData("41555501", "US", "has 8 digits")]
    [InlineData("number,reason", "1", "is no telephone number")]
    public async Task A_line_of_a_list_of_numbers_is_read_or_it_is_told_why_not(string line, string country, string told)
    {
        var row = await new CsvRows(new MemoryStream(Encoding.UTF8.GetBytes(line)), separator: null).ReadAsync(CancellationToken.None).SingleAsync();
        var reading = ListedNumber.Read(row.Cells, ListedNumber.CountryOf(country)!);
        Assert.Contains(told, reading is NumberReading.Known(var number) ? number.E164 : ((NumberReading.Wrong)reading).Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("us", "US")]
    [InlineData("+44", "GB")]
    [InlineData(null, "")]
    [InlineData("7777", null)]
    [InlineData("Germany", null)]
    public void A_country_is_given_by_two_letters_or_its_calling_code(string? given, string? country) => Assert.Equal(country, ListedNumber.CountryOf(given));

    [Theory]
    [InlineData("""{"to":"+14155550147","cal_timezone":"america/new york"}""", "America/New_York", ZoneSource.Calendar)]
    [InlineData("""{"to":"+14155550147","cal_timezone":"Europe/Berlin","zone":"America/Los_Angeles"}""", "America/Los_Angeles", ZoneSource.Given)]
    [InlineData("""{"to":"+14155550147"}""", "", ZoneSource.Unknown)]
    public void Where_a_person_is_and_the_calendars_zone_are_told_apart(string body, string zone, ZoneSource source)
    {
        var (contact, wrong) = Read(body);
        Assert.False(wrong.Any);
        Assert.Equal((zone, source, "the API key 'CRM'"), (contact.Zone, contact.ZoneSource, contact.ConsentBy));
    }

    [Theory]
    [InlineData("""{"to":"+12125550100","cal_timezone":"UTC"}""", "cal_timezone: “UTC” is a clock and no place")]
    [InlineData("""{"to":"+12125550100","zone":"Etc/GMT+5"}""", "zone: “Etc/GMT+5” is a clock and no place")]
    [InlineData("""{"to":"+12125550100","zone":"Europe/Berlim"}""", "Did you mean Europe/Berlin")]
    public void A_clock_is_not_taken_for_a_place(string body, string told) => Assert.Contains(told, Read(body).Wrong.ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_list_is_paged_without_losing_or_repeating_what_happened_at_the_same_moment()
    {
        Instant[] moments = [.. new long[] { 9, 7, 7, 7, 7, 7, 3, 3, 1 }.Select(Instant.FromUnixTimeTicks)];
        List<int> seen = [];
        Cursor? cursor = null;
        do
        {
            var from = cursor;
            var page = moments.Index().Where(each => from is null || each.Item <= from.Value.At).Skip(from?.Skip ?? 0).Take(2).ToArray();
            seen.AddRange(page.Select(each => each.Index));
            cursor = Cursor.Behind([.. page.Select(each => each.Item)], take: 2, from);
        }
        while (cursor is not null);
        Assert.Equal(Enumerable.Range(0, moments.Length), seen);
    }

    [Fact]
    public void Every_disposition_is_explained_once() =>
        Assert.Equal(Dispositions.All.Order(StringComparer.Ordinal), DispositionsApi.All.Select(each => each.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void A_rehearsals_clock_is_set_runs_on_and_is_still_set_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("voicebooker-").FullName;
        try
        {
            var file = Path.Combine(folder, "rehearsal-clock");
            var real = new ManualClock(new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.Zero));
            var before = new RehearsalTime(real, file);
            Assert.Equal(real.GetUtcNow(), before.GetUtcNow());
            before.Set(new DateTimeOffset(2027, 3, 14, 12, 0, 0, TimeSpan.Zero));
            var stamp = before.GetTimestamp();
            Assert.Equal(real.GetTimestamp(), stamp);
            var later = new ManualClock(real.GetUtcNow() + TimeSpan.FromMinutes(5));
            var after = new RehearsalTime(later, file);
            Assert.Equal(new DateTimeOffset(2027, 3, 14, 12, 5, 0, TimeSpan.Zero), after.GetUtcNow());
            after.Set(now: null);
            Assert.Equal(later.GetUtcNow(), new RehearsalTime(later, file).GetUtcNow());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Campaign_rules_are_read_back_as_they_were_given_and_mistakes_named()
    {
        var wrong = new Wrong();
        var given = new RulesShape("08:30", "20:00", ["monday", "saturday"], false, ["2026-12-24"], 3, 0.5, false, 20, 2, [new RetryShape("busy", 10, 1)], "Hello {name}.", false, true, true, true);
        var back = RulesShape.Of(given.Read(wrong));
        Assert.Equal(JsonSerializer.Serialize(given), JsonSerializer.Serialize(back));
        Assert.False(wrong.Any);

        _ = new RulesShape("19:00", "9", ["moonday"], null, null, 0, 0, null, 1, 99, [new RetryShape("booked", 0, 21)], null, null, null).Read(wrong);
        foreach (var told in (string[])["rules.until is '9'", "weekday", "rules.atOnce is 0", "rules.callsPerSecond is 0", "rules.ringSeconds is 1", "rules.mostAttempts is 99", "what can be tried again", "rules.retries[0].limit is 21"])
            Assert.Contains(told, wrong.ToString(), StringComparison.Ordinal);
    }

    private static (Contact Contact, Wrong Wrong) Read(string body)
    {
        var order = JsonSerializer.Deserialize<CallOrder>(body, JsonSerializerOptions.Web)! with { Consent = new ConsentShape("express", "2026-11-01T10:00:00Z", "Please call me.", "web form") };
        var (contact, wrong) = (new Contact(), new Wrong());
        PersonFields.Read(order, contact, new ApiCaller(Guid.NewGuid(), "CRM", []), Instant.FromUtc(2026, 11, 29, 10, 0), wrong);
        return (contact, wrong);
    }
}
