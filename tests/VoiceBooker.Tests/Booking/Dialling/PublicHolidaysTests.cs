using System.Globalization;
using NodaTime;
using NodaTime.Text;
using VoiceBooker.Booking.Dialling.Gate;

namespace VoiceBooker.Tests.Booking.Dialling;

public sealed class PublicHolidaysTests
{
    [Theory]
    [InlineData(2024, "2024-03-31")]
    [InlineData(2025, "2025-04-20")]
    [InlineData(2026, "2026-04-05")]
    [InlineData(2027, "2027-03-28")]
    [InlineData(2038, "2038-04-25")] // the latest there is
    [InlineData(2285, "2285-03-22")] // the earliest
    public void Easter_moves(int year, string date) => Assert.Equal(date, Easter.Of(year).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("US", "2026-01-19 2026-02-16 2026-05-25 2026-06-19 2026-07-03 2026-07-04 2026-09-07 2026-10-12 2026-11-11 2026-11-26 2026-12-25 2021-12-31 2027-12-24")]
    [InlineData("CA", "2026-04-03 2026-05-18 2026-07-01 2026-09-07 2026-10-12 2026-11-11 2026-12-28")]
    [InlineData("GB", "2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28 2027-12-27 2027-12-28")]
    [InlineData("DE", "2026-04-03 2026-04-06 2026-05-01 2026-05-14 2026-05-25 2026-10-03 2026-12-26")]
    [InlineData("FR", "2026-05-08 2026-05-14 2026-05-25 2026-07-14 2026-08-15 2026-11-11")]
    [InlineData("ES", "2026-01-06 2026-04-03 2026-10-12 2026-12-08")]
    [InlineData("AT", "2026-06-04 2026-10-26 2026-12-08")]
    [InlineData("CH", "2026-08-01 2026-05-14")]
    [InlineData("AU", "2026-01-26 2026-04-03 2026-04-25 2026-06-08 2026-12-28")]
    [InlineData("NZ", "2026-02-06 2026-06-01 2026-07-10 2026-10-26")]
    [InlineData("SE", "2026-06-19 2026-10-31")]
    [InlineData("PR", "2026-07-03")]
    public void Days_that_a_country_keeps(string country, string dates) =>
        Assert.All(dates.Split(' '), date => Assert.True(PublicHolidays.On(country, LocalDatePattern.Iso.Parse(date).Value) is not null, date));

    [Theory]
    [InlineData("US", "2026-12-24 2026-04-03 2026-04-06 2026-07-06")]
    [InlineData("GB", "2026-12-24 2026-07-04")]
    [InlineData("DE", "2026-01-06 2026-11-01 2026-10-05")] // two that only some of its states keep
    [InlineData("AU", "2026-10-05")]
    public void Days_that_it_does_not(string country, string dates) =>
        Assert.All(dates.Split(' '), date => Assert.Null(PublicHolidays.On(country, LocalDatePattern.Iso.Parse(date).Value)));

    [Fact]
    public void Every_table_gives_between_seven_and_twenty_days_a_year()
    {
        foreach (var country in "US CA MX BR GB IE FR DE AT CH ES PT IT NL BE LU DK NO SE FI PL CZ AU NZ".Split(' '))
        {
            Assert.True(PublicHolidays.Knows(country));
            for (var year = 2025; year < 2032; year++)
                Assert.InRange(Enumerable.Range(0, 365).Count(day => PublicHolidays.On(country, new LocalDate(year, 1, 1).PlusDays(day)) is not null), 7, 20);
        }

        Assert.False(PublicHolidays.Knows("JP"));
    }
}
