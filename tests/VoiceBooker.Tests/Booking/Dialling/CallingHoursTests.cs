using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Dialling.Gate;

namespace VoiceBooker.Tests.Booking.Dialling;

/// <summary>The clocks that are put forward and back: judged by the clock on the wall where the person is.</summary>
public sealed class CallingHoursTests
{
    private static readonly string[] Places = ["America/New_York", "America/Los_Angeles", "Europe/London", "Europe/Berlin", "Australia/Lord_Howe", "Australia/Sydney", "Pacific/Chatham", "America/St_Johns", "Africa/Casablanca", "Asia/Kolkata"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Around_every_change_of_the_clocks_nobody_is_called_outside_the_hours_on_the_wall(int seed)
    {
        var random = new Random(seed);
        var allowed = 0;
        foreach (var place in Places)
        {
            var zone = DateTimeZoneProviders.Tzdb[place];
            foreach (var change in zone.GetZoneIntervals(Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2029, 1, 1, 0, 0)).Where(interval => interval.HasEnd).Select(interval => interval.End))
            {
                for (var each = 0; each < 40; each++)
                {
                    var margin = TimeSpan.FromMinutes(random.Next(0, 15));
                    var from = LocalTime.FromMinutesSinceMidnight(random.Next(0, 20 * 60));
                    var rules = new CampaignRules { From = from, Until = from.PlusMinutes(random.Next(60, 4 * 60 - 1)), Days = [.. Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None && random.Next(4) > 0)], SkipHolidays = false };
                    if (rules.Days.Count == 0 || rules.Until < rules.From)
                        continue;
                    var now = change + Duration.FromMinutes(random.Next(-36 * 60, 36 * 60)) + Duration.FromSeconds(random.Next(60));
                    allowed += Check(rules, margin, zone, now) ? 1 : 0;
                }
            }
        }

        Assert.True(allowed > 50, $"only {allowed} were allowed: the test sees nothing");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void With_several_zones_the_hours_are_right_in_all_of_them_at_once(int seed)
    {
        var random = new Random(seed);
        var zones = new[] { "America/New_York", "America/Phoenix", "Pacific/Honolulu" }.Select(id => DateTimeZoneProviders.Tzdb[id]).ToList();
        var rules = new CampaignRules { SkipHolidays = true };
        for (var each = 0; each < 2000; each++)
        {
            var now = Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromSeconds(random.Next(0, 3 * 365 * 86_400));
            var hours = new CallingHours(rules, new DiallingOptions(), zones, "US");
            var next = hours.NextOpening(now)!.Value;
            Assert.True(next >= now);
            foreach (var local in zones.Select(zone => next.InZone(zone)))
            {
                Assert.InRange(local.TimeOfDay, new LocalTime(9, 5), new LocalTime(18, 55).PlusTicks(-1));
                Assert.True(local.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday));
                Assert.Null(PublicHolidays.On("US", local.Date));
            }
        }
    }

    private static bool Check(CampaignRules rules, TimeSpan margin, DateTimeZone zone, Instant now)
    {
        var contact = new Contact { Number = "+12125550100", Zone = zone.Id, ZoneSource = ZoneSource.Given, Consent = ConsentKind.Express, ConsentAt = Instant.FromUtc(2025, 1, 1, 0, 0), ConsentText = "Call me." };
        var facts = new DialFacts { From = "+14155550147", OwnNumbers = new HashSet<string>(["+14155550147"], StringComparer.Ordinal), Countries = AllowedCountries.All };
        var gate = new DialGate(new DiallingOptions { WindowMargin = margin, EarliestHour = TimeSpan.Zero, LatestHour = TimeSpan.FromDays(1) });
        var answer = gate.Decide(contact, rules, facts, now);
        Assert.Equal(OnTheWall(rules, margin, now.InZone(zone).LocalDateTime), answer.Decision.Allowed);
        if (answer.Decision.AgainAt is { } again)
        {
            Assert.True(again > now);
            Assert.True(OnTheWall(rules, margin, again.InZone(zone).LocalDateTime), $"{again} in {zone.Id} is outside {rules.From} to {rules.Until}");
        }
        else
        {
            Assert.True(answer.Decision.Allowed || answer.EndsAs.Length > 0);
        }

        return answer.Decision.Allowed;
    }

    private static bool OnTheWall(CampaignRules rules, TimeSpan margin, LocalDateTime local)
    {
        var minute = local.TimeOfDay.TickOfDay / (double)NodaConstants.TicksPerMinute;
        return minute >= rules.From.TickOfDay / NodaConstants.TicksPerMinute + margin.TotalMinutes
            && minute < rules.Until.TickOfDay / NodaConstants.TicksPerMinute - margin.TotalMinutes
            && rules.Days.Contains(local.DayOfWeek);
    }
}
