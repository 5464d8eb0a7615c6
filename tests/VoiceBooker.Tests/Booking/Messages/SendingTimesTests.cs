using NodaTime;
using VoiceBooker.Booking.Messages;

namespace VoiceBooker.Tests.Booking.Messages;

/// <summary>When people may be written to, where they are.</summary>
public sealed class SendingTimesTests
{
    private static readonly SendingTimes Times = new(new LocalTime(21, 0), new LocalTime(8, 0));
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly Instant LongAgo = Instant.FromUtc(2026, 1, 1, 0, 0);

    [Theory]
    [InlineData("2026-12-01T14:00", 24, "2026-11-30T14:00")] // an ordinary afternoon
    [InlineData("2026-12-01T22:30", 24, "2026-12-01T08:00")] // the evening before is quiet: the morning of the day is early enough
    [InlineData("2026-12-01T06:00", 24, "2026-11-30T08:00")] // the hour before sunrise: the morning of the day before
    [InlineData("2026-12-01T08:30", 2, "2026-11-30T20:30")] // too late at eight: the evening before
    [InlineData("2026-12-01T09:00", 2, "2026-12-01T08:00")] // an hour is left at eight
    [InlineData("2026-12-01T00:30", 2, "2026-11-30T20:30")]
    [InlineData("2027-03-29T01:30", 24, "2027-03-28T08:00")] // the night the clocks go forward
    public void A_reminder_keeps_out_of_the_night(string start, int hours, string expected) => Assert.Equal(At(expected), Times.Reminder(At(start), Duration.FromHours(hours), LongAgo, Berlin));

    [Fact]
    public void Who_was_just_told_needs_no_reminder()
    {
        Assert.Null(Times.Reminder(At("2026-12-01T14:00"), Duration.FromHours(24), At("2026-11-30T13:45"), Berlin));
        Assert.Null(Times.Reminder(At("2026-12-01T14:00"), Duration.FromHours(24), At("2026-11-30T18:00"), Berlin));
        Assert.NotNull(Times.Reminder(At("2026-12-01T14:00"), Duration.FromHours(24), At("2026-11-30T13:30"), Berlin));
    }

    [Theory]
    [InlineData("2026-11-30T14:00", "2026-11-30T14:00")]
    [InlineData("2026-11-30T21:00", "2026-12-01T08:00")]
    [InlineData("2026-12-01T03:00", "2026-12-01T08:00")]
    public void What_may_wait_waits_for_the_morning(string now, string expected) => Assert.Equal(At(expected), Times.Next(At(now), At("2026-12-05T10:00"), Berlin));

    [Fact]
    public void What_would_come_after_the_meeting_is_not_sent() => Assert.Null(Times.Next(At("2026-11-30T23:00"), At("2026-12-01T07:30"), Berlin));

    [Fact]
    public void Without_quiet_hours_it_is_never_quiet() => Assert.False(new SendingTimes(new LocalTime(8, 0), new LocalTime(8, 0)).IsQuiet(At("2026-12-01T03:00"), Berlin));

    private static Instant At(string local) => NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm").Parse(local).Value.InZoneLeniently(Berlin).ToInstant();
}
