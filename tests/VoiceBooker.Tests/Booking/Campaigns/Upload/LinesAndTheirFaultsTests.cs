using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Campaigns.Upload;

namespace VoiceBooker.Tests.Booking.Campaigns.Upload;

public sealed class LinesAndTheirFaultsTests : IDisposable
{
    private readonly Lists _lists = new();

    public void Dispose() => _lists.Dispose();

    [Theory]
    [InlineData("(415) 555-0147", "US", "+14155550147")]
    [InlineData("1-415-555-0147", "US", "+14155550147")]
    [InlineData("011 49 151 12345678", "US", "+4915112345678")]
    [InlineData("0151 12345678", "DE", "+4915112345678")]
    [InlineData("0049 151 12345678", "DE", "+4915112345678")]
    [InlineData("+49 (0)151 12345678", "US", "+4915112345678")]
    [InlineData("4915112345678", "DE", "+4915112345678")]
    [InlineData("06 30 123 4567", "HU", "+36301234567")]
    [InlineData("06 1234 5678", "IT", "+390612345678")]
    [InlineData("612 345 678", "ES", "+34612345678")]
    [InlineData("393 1234567", "IT", "+393931234567")] // a mobile number that begins like the country's code
    [InlineData("91234 56789", "IN", "+919123456789")]
    [InlineData("55 99999-8888", "BR", "+5555999998888")]
    [InlineData("39 393 1234567", "IT", "+393931234567")]
    [InlineData("04921 123456", "DE", "+494921123456")]
    [InlineData("'+1 415 555 0147", "DE", "+14155550147")]
    [InlineData("4155550147.0", "US", "+14155550147")]
    [InlineData("\u202A+1\u00A0415\u2011555\u20110147", "US", "+14155550147")]
    public void A_number_is_read_as_its_country_writes_it(string written, string country, string number) =>
        Assert.Equal(number, Assert.IsType<NumberReading.Known>(NationalNumber.Read(written, country)).Number.E164);

    [Fact]
    public void What_may_be_two_numbers_is_not_guessed() =>
        Assert.Contains("may be +494921123456 or +4921123456: write it with +", Assert.IsType<NumberReading.Wrong>(NationalNumber.Read("4921123456", "DE")).Because, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "missing")]
    [InlineData("4.91512E+12", "spreadsheet has shortened")]
    [InlineData("415 555 0147 x12", "extension")]
    [InlineData("call me", "no telephone number")]
    [InlineData("555-0147", "has 7 digits; a number in the United States has 10")]
    [InlineData("115 555 0147", "no number that can exist")]
    [InlineData("+1 415 055 0147", "no number that can exist")]
    [InlineData("+1 415 555 0147, +1 415 555 0148", "no telephone number")]
    public void A_number_that_cannot_be_called_says_why(string written, string why) =>
        Assert.Contains(why, Assert.IsType<NumberReading.Wrong>(NationalNumber.Read(written, "US")).Because, StringComparison.Ordinal);

    [Theory]
    [InlineData("phone,name\n+14155550147,Ann,extra", "has 3 values, but there are 2 columns")]
    [InlineData("phone,email\n+14155550147,ann@", "“ann@” is no e-mail address.")]
    [InlineData("phone,timezone\n+14155550147,America/New_Yorck", "Did you mean America/New_York")]
    [InlineData("phone,timezone\n+14155550147,Chicago", "Did you mean America/Chicago?")]
    [InlineData("phone,timezone\n+14155550147,UTC", "a clock and no place")]
    [InlineData("phone,timezone\n+14155550147,Etc/UTC", "a clock and no place")]
    [InlineData("phone,timezone\n+14155550147,GMT-5", "a clock and no place")]
    [InlineData("phone,consent\n+14155550147,no", "has not agreed")]
    [InlineData("phone,opt-in\n+14155550147,x", "say what a yes means")]
    [InlineData("phone,consent\n+14155550147,perhaps", "no kind of consent")]
    [InlineData("phone,consent date\n+14155550147,31/02/2026", "no date")]
    [InlineData("phone,consent date\n+14155550147,2031-01-01", "lies in the future")]
    public async Task A_line_that_cannot_be_taken_says_why(string list, string why) =>
        Assert.Contains(why, Lists.Why(Assert.Single(await Lists.CheckAsync(await _lists.OpenAsync(list)))), StringComparison.Ordinal);

    [Fact]
    public async Task All_that_is_wrong_with_a_line_is_said_at_once()
    {
        var why = Lists.Why(Assert.Single(await Lists.CheckAsync(await _lists.OpenAsync("phone,email,tz\n12,x,y\n"))));

        Assert.Contains("has 2 digits", why, StringComparison.Ordinal);
        Assert.Contains("e-mail", why, StringComparison.Ordinal);
        Assert.Contains("time zone", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_that_are_too_long_are_named()
    {
        var file = await _lists.OpenAsync($"phone,name,note\n+14155550147,{new string('n', 201)},{new string('v', 501)}\n");

        var why = Lists.Why(Assert.Single(await Lists.CheckAsync(file)));
        Assert.Contains("The name has 201 characters", why, StringComparison.Ordinal);
        Assert.Contains("note has 501 characters", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("04/03/2026", "2026-04-03", false)]
    [InlineData("04/03/2026", "2026-03-04", true)]
    [InlineData("2026-03-04 15:30", "2026-03-04", false)]
    [InlineData("2026-03-04T15:30:00+02:00", "2026-03-04", false)]
    [InlineData("4.3.2026", "2026-03-04", false)]
    public void A_date_is_read_as_the_country_writes_it(string written, string day, bool dayFirst) =>
        Assert.Equal(day, ConsentWords.Date(written, dayFirst)?.InUtc().Date.ToString("uuuu-MM-dd", null));

    [Fact]
    public async Task A_day_over_twelve_settles_how_all_dates_are_written()
    {
        var file = await _lists.OpenAsync("phone,consent date\n+14155550147,04/03/2026\n+14155550148,25/03/2026\n");

        Assert.True(Lists.Guess(file).DayFirst);
    }

    [Fact]
    public async Task A_variable_that_the_greeting_uses_must_be_there_unless_it_may_be_missing()
    {
        var file = await _lists.OpenAsync("phone,name,company\n+14155550147,Ann,Northwind\n+14155550148,Ben,\n");
        var used = new UsedVariable("company", "The assistant's greeting uses");

        var verdicts = await Lists.CheckAsync(file, null, used);
        Assert.Equal("Northwind", Lists.Good(verdicts[0]).Variables["company"]);
        Assert.Equal("company is empty. The assistant's greeting uses it.", Lists.Why(verdicts[1]));
        Assert.Empty(Lists.Good((await Lists.CheckAsync(file, Lists.Guess(file) with { AllowMissing = true }, used))[1]).Variables.GetValueOrDefault("company", ""));
    }

    [Fact]
    public async Task What_keeps_a_file_from_being_taken_is_said_before_it_is_read()
    {
        var file = await _lists.OpenAsync("name,note,note\nAnn,x,y\n");

        var problems = ContactMapping.Guess(file, "US").Problems([new UsedVariable("company", "The voicemail text uses")], Lists.Now.InUtc().Date, file.Sample);
        Assert.Contains(problems, problem => problem.StartsWith("No column is the number", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("what kind of consent", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("{company}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_columns_consent_comes_before_the_declared_one()
    {
        var file = await _lists.OpenAsync("phone,consent,consent date,consent text\n+14155550147,written,2026-02-01,On paper\n+14155550148,,,\n");

        var verdicts = await Lists.CheckAsync(file);
        Assert.Equal((ConsentKind.Written, "On paper"), Lists.Good(verdicts[0]) is var ann ? (ann.Consent, ann.ConsentText) : default);
        Assert.Equal((ConsentKind.Express, Lists.AskedFor.Text, Instant.FromUtc(2026, 1, 15, 0, 0)), Lists.Good(verdicts[1]) is var ben ? (ben.Consent, ben.ConsentText, ben.ConsentAt!.Value) : default);
    }

    [Fact]
    public async Task A_plain_yes_is_the_consent_that_whoever_uploads_it_says_and_an_empty_box_is_none()
    {
        var file = await _lists.OpenAsync("phone,opt-in\n+14155550147,x\n+14155550148,\n+14155550149,Written\n");
        var mapping = Lists.Guess(file) with { By = "ann@example.com" };
        Assert.Contains(mapping.Problems([], Lists.Now.InUtc().Date, file.Sample), problem => problem.Contains("“x” in the column “opt-in”", StringComparison.Ordinal));

        mapping = mapping with { YesMeans = ConsentKind.Express };
        Assert.Empty(mapping.Problems([], Lists.Now.InUtc().Date, file.Sample));
        var verdicts = await Lists.CheckAsync(file, mapping);
        Assert.Equal((ConsentKind.Express, "ann@example.com"), Lists.Good(verdicts[0]) is var ann ? (ann.Consent, ann.ConsentBy) : default);
        Assert.Contains("has not agreed", Lists.Why(verdicts[1]), StringComparison.Ordinal); // though something is declared for the whole file
        Assert.Equal(ConsentKind.Written, Lists.Good(verdicts[2]).Consent);
    }

    [Fact]
    public async Task Where_the_person_is_comes_before_the_calendars_zone()
    {
        var file = await _lists.OpenAsync("phone,cal_timezone,customer time zone\n+14155550147,Europe/Berlin,America/Denver\n+14155550148,Europe/Berlin,\n");

        var verdicts = await Lists.CheckAsync(file);
        Assert.Equal(("America/Denver", ZoneSource.Given, "Europe/Berlin"), Lists.Good(verdicts[0]) is var ann ? (ann.Zone, ann.ZoneSource, ann.Variables["cal_timezone"]) : default);
        Assert.Equal(("Europe/Berlin", ZoneSource.Calendar), Lists.Good(verdicts[1]) is var ben ? (ben.Zone, ben.ZoneSource) : default);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")")]
    [InlineData("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("-2+3+cmd|x", "'-2+3+cmd|x")]
    [InlineData("+1 415 555 0147", "+1 415 555 0147")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("Ann", "Ann")]
    public void A_value_that_begins_like_a_formula_is_none_in_a_spreadsheet(string value, string written)
    {
        Assert.Equal(written, SpreadsheetCell.Safe(value));
        Assert.Equal(value, RowCheck.Clean(written)); // and comes back as it was
    }
}
