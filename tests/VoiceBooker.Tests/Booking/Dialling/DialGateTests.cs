using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Dialling.Gate;

namespace VoiceBooker.Tests.Booking.Dialling;

public sealed class DialGateTests
{
    private static readonly Instant MondayAtTenInNewYork = Instant.FromUtc(2026, 11, 30, 15, 0);

    private readonly DiallingOptions _options = new();
    private CampaignRules _rules = new() { TrustAreaCodes = true };
    private Contact _contact = new()
    {
        Number = "+12125550100",
        ZoneSource = ZoneSource.Number,
        Consent = ConsentKind.Express,
        ConsentAt = Instant.FromUtc(2026, 10, 1, 12, 0),
        ConsentText = "I agree to be called.",
        CreatedAt = Instant.FromUtc(2026, 10, 2, 12, 0),
    };

    private DialFacts _facts = new() { From = "+14155550147", OwnNumbers = new HashSet<string>(["+14155550147"], StringComparer.Ordinal), Countries = AllowedCountries.All };
    private Instant _now = MondayAtTenInNewYork;

    [Fact]
    public void Whoever_agreed_is_called_within_the_hours_and_every_rule_says_why()
    {
        var answer = Decide();
        Assert.True(answer.Decision.Allowed);
        Assert.Equal(["number", "consent", "do-not-call", "lifetime", "clock", "caller-id", "attempts", "window", "weekday", "holiday"], answer.Decision.Verdicts.Select(verdict => verdict.Rule));
        Assert.All(answer.Decision.Verdicts, verdict => Assert.True(verdict.Allows && verdict.Because.Length > 0));
        Assert.Equal(DialGate.Edition, answer.Decision.Rules);
        Assert.Null(answer.Decision.AgainAt);
    }

    [Fact]
    public void Nobody_is_called_without_consent()
    {
        _contact.Consent = ConsentKind.None;
        RefusedForGood("consent", Dispositions.Refused);
    }

    [Fact]
    public void A_record_of_consent_with_nothing_in_it_is_none()
    {
        _contact.ConsentText = " ";
        RefusedForGood("consent", Dispositions.Refused);
        (_contact.ConsentText, _contact.ConsentAt) = ("I agree.", null);
        RefusedForGood("consent", Dispositions.Refused);
    }

    [Fact]
    public void Who_asked_to_be_called_back_is_so_whatever_others_have_tried_but_not_at_night()
    {
        _facts = _facts with { AttemptedAt = [_now - Duration.FromDays(2), _now - Duration.FromDays(1), _now - Duration.FromHours(1)] };
        RefusedUntil("attempts");
        _contact.Disposition = Dispositions.CallBack;
        Assert.True(Decide().Decision.Allowed);
        _now += Duration.FromHours(12);
        RefusedUntil("window");
    }

    [Fact]
    public void Consent_of_tomorrow_is_none_today()
    {
        _contact.ConsentAt = _now + Duration.FromHours(3);
        Assert.Equal(_contact.ConsentAt, RefusedUntil("consent"));
    }

    [Theory]
    [InlineData("list:registry", Dispositions.Refused)]
    [InlineData("key", Dispositions.OptedOut)]
    public void A_number_on_the_list_is_never_called(string source, string endsAs)
    {
        _facts = _facts with { Listed = new DoNotCallEntry { Number = _contact.Number, Source = source, At = _now } };
        RefusedForGood("do-not-call", endsAs);
    }

    [Theory]
    [InlineData("+44712345", true)] // too short for a British number, but a number
    [InlineData("12125550100", false)]
    [InlineData("+1 212 555 0100", false)]
    [InlineData("+19005550100", false)]
    [InlineData("+447012345678", false)] // a personal number
    [InlineData("+43900123456", false)]
    public void What_is_no_number_or_costs_the_person_is_not_dialled(string number, bool allowed)
    {
        _contact.Number = number;
        Assert.Equal(allowed, Decide().Decision.Verdicts.Single(verdict => verdict.Rule == "number").Allows);
    }

    [Fact]
    public void Before_its_time_and_after_it_nothing_is_called()
    {
        _contact.NotBefore = _now + Duration.FromHours(1);
        Assert.Equal(_contact.NotBefore, RefusedUntil("lifetime"));
        _contact.NotBefore = null;
        _contact.NotAfter = _now - Duration.FromSeconds(1);
        RefusedForGood("lifetime", Dispositions.Expired);
    }

    [Fact]
    public void What_can_be_called_only_after_its_time_is_over_has_expired()
    {
        _now = Instant.FromUtc(2026, 11, 30, 4, 0); // Sunday, eleven at night
        _contact.NotAfter = _now + Duration.FromHours(2);
        RefusedForGood("window", Dispositions.Expired);
    }

    [Fact]
    public void A_clock_that_is_behind_what_it_has_seen_is_not_believed()
    {
        _contact.CreatedAt = _now + Duration.FromHours(1);
        RefusedUntil("clock");
    }

    [Fact]
    public void Only_a_number_of_ours_is_shown()
    {
        _facts = _facts with { OwnNumbers = new HashSet<string>(["+14155550199"], StringComparer.Ordinal) };
        RefusedUntil("caller-id");
        _facts = _facts with { OwnNumbers = null };
        Assert.Equal(_now + Duration.FromMinutes(1), RefusedUntil("caller-id"));
    }

    [Fact]
    public void A_number_is_called_three_times_a_week_whoever_wants_to_call_it()
    {
        var first = _now - Duration.FromDays(5);
        _facts = _facts with { AttemptedAt = [first, first + Duration.FromDays(1), first + Duration.FromDays(2)] };
        Assert.Equal(first + Duration.FromDays(7), RefusedUntil("attempts"));
        _facts = _facts with { AttemptedAt = [first, first + Duration.FromDays(1)] };
        Assert.True(Decide().Decision.Allowed);
    }

    [Fact]
    public void Nobody_is_called_who_is_being_called()
    {
        _facts = _facts with { OnTheLine = true };
        RefusedUntil("attempts");
    }

    [Fact]
    public void A_contact_has_so_many_attempts_and_no_more()
    {
        _contact.Attempts = 4;
        RefusedForGood("attempts", Dispositions.Refused);
    }

    [Theory]
    [InlineData(14, 4, false)] // four past nine in New York
    [InlineData(14, 5, true)]
    [InlineData(23, 54, true)]
    [InlineData(23, 55, false)] // five to seven
    public void The_hours_are_those_of_the_person_with_five_minutes_kept_from_both_ends(int hour, int minute, bool allowed)
    {
        _now = Instant.FromUtc(2026, 11, 30, hour, minute);
        Assert.Equal(allowed, Decide().Decision.Allowed);
    }

    [Fact]
    public void At_night_it_is_asked_again_in_the_morning()
    {
        _now = Instant.FromUtc(2026, 12, 1, 2, 0); // Monday, nine in the evening
        Assert.Equal(Instant.FromUtc(2026, 12, 1, 14, 5), RefusedUntil("window"));
    }

    [Fact]
    public void A_zone_that_came_with_the_contact_beats_the_number()
    {
        (_contact.Zone, _contact.ZoneSource) = ("America/Los_Angeles", ZoneSource.Given);
        Assert.Equal(Instant.FromUtc(2026, 11, 30, 17, 5), RefusedUntil("window")); // seven in the morning there
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Etc/GMT+5")]
    [InlineData("EST")]
    [InlineData("GMT")]
    [InlineData("Mars/Olympus")]
    public void A_clock_that_is_no_place_does_not_tell_where_the_person_is(string zone)
    {
        foreach (var source in (ZoneSource[])[ZoneSource.Given, ZoneSource.Calendar])
        {
            (_contact.Zone, _contact.ZoneSource, _now) = (zone, source, Instant.FromUtc(2026, 11, 30, 14, 4)); // four past nine in New York
            RefusedUntil("window");
            _now = Instant.FromUtc(2026, 11, 30, 14, 5);
            Assert.True(Decide().Decision.Allowed);
        }
    }

    [Theory]
    [InlineData("Europe/Berlin", 17, 55)] // nine in Los Angeles is six in Berlin: there is less than an hour
    [InlineData("America/New_York", 23, 55)] // a colleague's zone in the same country is no better
    public void A_calendars_zone_that_does_not_fit_the_number_counts_beside_the_numbers(string zone, int hour, int minute)
    {
        (_contact.Number, _contact.Zone, _contact.ZoneSource, _now) = ("+12135550100", zone, ZoneSource.Calendar, Instant.FromUtc(2026, 11, 30, 11, 0)); // three in the morning in Los Angeles
        var first = Instant.FromUtc(2026, 11, 30, 17, 5);
        Assert.Equal(first, RefusedUntil("window"));
        Assert.Contains("does not fit", Because("window"), StringComparison.Ordinal);
        _now = first;
        Assert.True(Decide().Decision.Allowed);
        _now = Instant.FromUtc(2026, 11, 30, hour, minute);
        RefusedUntil("window");
        (_contact.ZoneSource, _now) = (ZoneSource.Given, Instant.FromUtc(2026, 11, 30, 15, 0));
        Assert.True(Decide().Decision.Allowed); // where the person is was said in so many words
    }

    [Theory]
    [InlineData("+12125550100", "America/Detroit")] // the same clocks
    [InlineData("+17875550100", "America/Puerto_Rico")]
    [InlineData("+5511987654321", "America/Manaus")] // nothing tells where in Brazil
    public void A_calendars_zone_that_fits_the_number_is_where_the_person_is(string number, string zone)
    {
        (_contact.Number, _contact.Zone, _contact.ZoneSource) = (number, zone, ZoneSource.Calendar);
        Assert.Equal([zone], Whereabouts.Of(_contact, trustsAreaCodes: false).Zones.Select(each => each.Id));
    }

    [Fact]
    public void An_area_code_that_is_not_trusted_leaves_every_zone_of_the_contiguous_states()
    {
        _rules = _rules with { TrustAreaCodes = false };
        Assert.Equal(Instant.FromUtc(2026, 11, 30, 17, 5), RefusedUntil("window")); // five past nine in Los Angeles, where a kept number of New York may be
        _now = Instant.FromUtc(2026, 11, 30, 17, 5);
        Assert.True(Decide().Decision.Allowed);
        _now = Instant.FromUtc(2026, 11, 30, 23, 55); // five to seven in New York
        RefusedUntil("window");

        (_contact.Number, _now) = ("+18085550100", Instant.FromUtc(2026, 11, 30, 17, 5));
        Assert.Equal(Instant.FromUtc(2026, 11, 30, 19, 5), RefusedUntil("window")); // Hawaii counts where the area code says so
    }

    [Theory]
    [InlineData(13, 4, false)] // four past eight in New York
    [InlineData(13, 5, true)]
    [InlineData(25, 54, true)]
    [InlineData(25, 55, false)] // five to nine
    public void Whatever_the_campaigns_hours_nobody_is_called_before_eight_or_after_nine(int hour, int minute, bool allowed)
    {
        _now = Instant.FromUtc(2026, 11, 30, 0, 0) + Duration.FromHours(hour) + Duration.FromMinutes(minute);
        foreach (var rules in (CampaignRules[])[_rules with { From = LocalTime.Midnight, Until = LocalTime.Midnight }, _rules with { From = new LocalTime(6, 0), Until = new LocalTime(22, 30) }])
        {
            _rules = rules;
            Assert.Equal(allowed, Decide().Decision.Allowed);
            Assert.Contains("nobody is called before 08:00 or after 21:00", Because("window"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Whoever_runs_the_server_may_widen_the_hours_for_tests_of_their_own()
    {
        (_options.EarliestHour, _options.LatestHour) = (TimeSpan.Zero, TimeSpan.FromDays(1));
        (_rules, _now) = (_rules with { From = LocalTime.Midnight, Until = LocalTime.Midnight }, Instant.FromUtc(2026, 12, 1, 5, 0)); // midnight in New York
        Assert.True(Decide().Decision.Allowed);
    }

    [Fact]
    public void Advertising_needs_a_consent_in_writing()
    {
        _rules = _rules with { Advertises = true };
        RefusedForGood("consent", Dispositions.Refused);
        Assert.Contains("in writing", Because("consent"), StringComparison.Ordinal);
        (_contact.Consent, _contact.ConsentBy) = (ConsentKind.Written, "ann@example.com");
        Assert.True(Decide().Decision.Allowed);
        Assert.Contains("declared by ann@example.com", Because("consent"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+13125550100", true)]
    [InlineData("+14165550100", false)] // Canada, though of the same calling code
    [InlineData("+18765550100", false)] // Jamaica
    [InlineData("+493012345678", false)]
    [InlineData("+88161234567", false)]
    public void Only_countries_of_our_own_numbers_are_called_unless_the_settings_name_others(string number, bool allowed)
    {
        (_contact.Number, _contact.Zone, _contact.ZoneSource) = (number, "America/New_York", ZoneSource.Given);
        _facts = _facts with { Countries = AllowedCountries.Of(_options, _facts.OwnNumbers) };
        Assert.Equal(allowed, Decide().Decision.Verdicts.Single(verdict => verdict.Rule == "number").Allows);
        if (!allowed)
            RefusedForGood("number", Dispositions.Refused);

        _options.Countries = "ca, DE";
        _facts = _facts with { Countries = AllowedCountries.Of(_options, _facts.OwnNumbers) };
        Assert.Equal(number[1] == '4' || number.StartsWith("+1416", StringComparison.Ordinal), Decide().Decision.Verdicts.Single(verdict => verdict.Rule == "number").Allows);
    }

    [Fact]
    public void While_our_own_numbers_are_not_known_nobody_is_called_and_nobody_given_up()
    {
        _facts = _facts with { OwnNumbers = null, Countries = AllowedCountries.Of(_options, own: null) };
        Assert.Equal(_now + Duration.FromMinutes(1), RefusedUntil("number"));
    }

    [Fact]
    public void Where_an_area_lies_in_two_zones_both_count()
    {
        (_contact.Number, _now) = ("+17855550100", Instant.FromUtc(2026, 11, 30, 15, 30)); // Kansas: half past nine, and half past eight in the west
        Assert.Equal(Instant.FromUtc(2026, 11, 30, 16, 5), RefusedUntil("window"));
    }

    [Fact]
    public void An_unknown_zone_means_every_zone_of_the_country()
    {
        _contact.ZoneSource = ZoneSource.Unknown;
        Assert.Equal(Instant.FromUtc(2026, 11, 30, 19, 5), RefusedUntil("window")); // five past nine in Honolulu and Adak
        _now = Instant.FromUtc(2026, 11, 30, 19, 5);
        Assert.True(Decide().Decision.Allowed);
    }

    [Theory]
    [InlineData("+18005550100")] // toll-free: nobody knows where it rings
    [InlineData("+88161234567")] // a satellite
    public void An_unknown_country_is_not_called(string number)
    {
        (_contact.Number, _contact.ZoneSource) = (number, ZoneSource.Unknown);
        RefusedForGood("window", Dispositions.Refused);
    }

    [Fact]
    public void Where_the_hours_of_all_zones_never_meet_the_zone_must_be_given()
    {
        (_contact.Number, _contact.ZoneSource, _rules) = ("+79123456789", ZoneSource.Unknown, _rules with { FreeDays = [new LocalDate(2027, 1, 7)] });
        RefusedForGood("window", Dispositions.Refused);
    }

    [Fact]
    public void On_a_weekend_it_is_asked_again_on_monday()
    {
        _now = Instant.FromUtc(2026, 11, 28, 15, 0);
        Assert.Equal(Instant.FromUtc(2026, 11, 30, 14, 5), RefusedUntil("weekday"));
    }

    [Fact]
    public void Public_holidays_of_the_persons_country_are_left_out()
    {
        _now = Instant.FromUtc(2026, 11, 26, 15, 0); // Thanksgiving
        Assert.Equal(Instant.FromUtc(2026, 11, 27, 14, 5), RefusedUntil("holiday"));
        _rules = _rules with { SkipHolidays = false };
        Assert.True(Decide().Decision.Allowed);
    }

    [Fact]
    public void Free_days_of_the_campaign_are_left_out()
    {
        _rules = _rules with { FreeDays = [new LocalDate(2026, 11, 30), new LocalDate(2026, 12, 1)] };
        Assert.Equal(Instant.FromUtc(2026, 12, 2, 14, 5), RefusedUntil("holiday"));
    }

    [Fact]
    public void A_country_whose_holidays_nobody_has_thought_of_is_not_called()
    {
        (_contact.Number, _now) = ("+81312345678", Instant.FromUtc(2026, 11, 30, 3, 0)); // noon in Tokyo
        Assert.Contains("no table", Decide().Decision.Verdicts.Single(verdict => !verdict.Allows).Because, StringComparison.Ordinal);
        _rules = _rules with { FreeDays = [new LocalDate(2025, 12, 31)] };
        Assert.False(Decide().Decision.Allowed); // nobody has thought of this year's
        _rules = _rules with { FreeDays = [new LocalDate(2026, 12, 31)] };
        Assert.True(Decide().Decision.Allowed);
    }

    [Fact]
    public void A_test_of_ones_own_number_may_be_at_night_but_not_against_the_list_or_without_consent()
    {
        (_rules, _facts, _now) = (_rules with { IsTest = true }, _facts with { OfTheHouse = true, AttemptedAt = [_now, _now, _now, _now] }, Instant.FromUtc(2026, 11, 29, 7, 0));
        Assert.True(Decide().Decision.Allowed);
        _facts = _facts with { OfTheHouse = false };
        Assert.False(Decide().Decision.Allowed);
        _facts = _facts with { OfTheHouse = true, Listed = new DoNotCallEntry { Number = _contact.Number, Source = "console", At = _now } };
        RefusedForGood("do-not-call", Dispositions.Refused);
        (_facts, _contact.Consent) = (_facts with { Listed = null }, ConsentKind.None);
        RefusedForGood("consent", Dispositions.Refused);
    }

    private string Because(string rule) => Decide().Decision.Verdicts.Single(verdict => verdict.Rule == rule).Because;

    private GateAnswer Decide() => new DialGate(_options).Decide(_contact, _rules, _facts, _now);

    private void RefusedForGood(string rule, string endsAs)
    {
        var answer = Decide();
        Assert.False(answer.Decision.Allowed);
        Assert.Contains(answer.Decision.Verdicts, verdict => verdict.Rule == rule && !verdict.Allows);
        Assert.Equal((endsAs, (Instant?)null), (answer.EndsAs, answer.Decision.AgainAt));
        Assert.NotEmpty(answer.Remark);
    }

    private Instant RefusedUntil(string rule)
    {
        var answer = Decide();
        Assert.False(answer.Decision.Allowed);
        Assert.Contains(answer.Decision.Verdicts, verdict => verdict.Rule == rule && !verdict.Allows);
        Assert.Empty(answer.EndsAs);
        Assert.True(answer.Decision.AgainAt > _now);
        return answer.Decision.AgainAt!.Value;
    }
}
