using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Dialling.Gate;

namespace VoiceBooker.Tests.Booking.Dialling;

public sealed class DialGateTests
{
    private static readonly Instant MondayAtTenInNewYork = Instant.FromUtc(2026, 11, 30, 15, 0);

    private readonly DiallingOptions _options = new();
    private CampaignRules _rules = new();
    private Contact _contact = new()
    {
        Number = "+12125550100",
        ZoneSource = ZoneSource.Number,
        Consent = ConsentKind.Express,
        ConsentAt = Instant.FromUtc(2026, 10, 1, 12, 0),
        CreatedAt = Instant.FromUtc(2026, 10, 2, 12, 0),
    };

    private DialFacts _facts = new() { From = "+14155550147", OwnNumbers = new HashSet<string>(["+14155550147"], StringComparer.Ordinal) };
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
