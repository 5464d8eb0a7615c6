using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.Tests.CallLab.StandIns.Calendars;

public sealed class SlotGridTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    [Fact]
    public void The_hour_that_spring_skips_has_no_slot() =>
        Assert.Equal(["00:00+01", "01:00+01", "03:00+02", "04:00+02"], Starts(new LocalDate(2027, 3, 28), new LocalTime(0, 0), new LocalTime(5, 0)));

    [Fact]
    public void The_hour_that_autumn_repeats_is_offered_twice() =>
        Assert.Equal(["01:00+02", "02:00+02", "02:00+01", "03:00+01"], Starts(new LocalDate(2026, 10, 25), new LocalTime(1, 0), new LocalTime(4, 0)));

    [Fact]
    public void Hours_that_begin_in_the_skipped_hour_begin_where_the_clocks_land() =>
        Assert.Equal(["03:00+02"], Starts(new LocalDate(2027, 3, 28), new LocalTime(2, 30), new LocalTime(4, 0)));

    [Fact]
    public void Hours_until_midnight_last_until_the_days_end() =>
        Assert.Equal(["22:00+01", "23:00+01"], Starts(new LocalDate(2026, 12, 1), new LocalTime(22, 0), LocalTime.Midnight));

    [Fact]
    public void A_date_of_its_own_replaces_the_week_and_may_be_closed()
    {
        var week = WorkingHours.EveryDay(Berlin, new LocalTime(9, 0), new LocalTime(11, 0));
        var date = new LocalDate(2026, 12, 1);
        Assert.Equal(["14:00+01"], Starts(week with { Dates = [new HoursOfDate(date, new LocalTime(14, 0), new LocalTime(15, 0))] }, date));
        Assert.Empty(Starts(week with { Dates = [HoursOfDate.Closed(date)] }, date));
    }

    [Fact]
    public void A_slot_over_lunch_is_not_worked_and_one_over_midnight_is()
    {
        var days = WorkingHours.EveryDay(Berlin, new LocalTime(0, 0), LocalTime.Midnight);
        Assert.True(days.Cover(Hours(2026, 12, 1, 23, 30, 60)));
        var split = new WorkingHours(Berlin, [new HoursOfDay(IsoDayOfWeek.Tuesday, new LocalTime(9, 0), new LocalTime(12, 0)), new HoursOfDay(IsoDayOfWeek.Tuesday, new LocalTime(13, 0), new LocalTime(17, 0))], []);
        Assert.False(split.Cover(Hours(2026, 12, 1, 11, 30, 60)));
        Assert.True(split.Cover(Hours(2026, 12, 1, 11, 0, 60)));
    }

    private static Interval Hours(int year, int month, int day, int hour, int minute, int minutes)
    {
        var start = new LocalDateTime(year, month, day, hour, minute).InZoneStrictly(Berlin).ToInstant();
        return new Interval(start, start + Duration.FromMinutes(minutes));
    }

    private static IEnumerable<string> Starts(LocalDate date, LocalTime from, LocalTime until) => Starts(WorkingHours.EveryDay(Berlin, from, until), date);

    private static IEnumerable<string> Starts(WorkingHours hours, LocalDate date) =>
        SlotGrid.Slots(hours, new Interval(date.AtStartOfDayInZone(Berlin).ToInstant(), date.PlusDays(1).AtStartOfDayInZone(Berlin).ToInstant()), Duration.FromHours(1), Duration.FromHours(1), _ => true)
            .Select(slot => slot.Start.InZone(Berlin).ToString("HH:mmo<g>", null));
}
