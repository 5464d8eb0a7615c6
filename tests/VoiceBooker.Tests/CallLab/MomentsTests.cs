using NodaTime;
using VoiceBooker.CallLab.Scenarios;

namespace VoiceBooker.Tests.CallLab;

public sealed class MomentsTests
{
    private static readonly Dictionary<string, string> Let = new(StringComparer.Ordinal) { ["slot"] = "workday+2 10:30" };

    /// <summary>Friday, 27 November 2026, 9 in the morning in Berlin.</summary>
    private readonly Moments _moments = new(new LocalDateTime(2026, 11, 27, 9, 0).InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/Berlin"]), Let);

    [Theory]
    [InlineData("today", 2026, 11, 27)]
    [InlineData("tomorrow", 2026, 11, 28)]
    [InlineData("+3", 2026, 11, 30)]
    [InlineData("workday+1", 2026, 11, 30)]
    [InlineData("workday+6", 2026, 12, 7)]
    [InlineData("next friday", 2026, 12, 4)]
    [InlineData("next tuesday", 2026, 12, 1)]
    [InlineData("next tuesday+1", 2026, 12, 8)]
    [InlineData("december 31", 2026, 12, 31)]
    [InlineData("march 1", 2027, 3, 1)]
    [InlineData("last sunday of march", 2027, 3, 28)]
    [InlineData("second sunday of march", 2027, 3, 14)]
    [InlineData("2028-02-29", 2028, 2, 29)]
    public void A_day_is_found(string expression, int year, int month, int day) => Assert.Equal(new LocalDateTime(year, month, day, 0, 0), _moments.Resolve(expression));

    [Fact]
    public void A_named_moment_is_said_as_people_say_it()
    {
        Assert.Equal(new LocalDateTime(2026, 12, 1, 10, 30), _moments.Resolve("slot"));
        Assert.Equal("On Tuesday, December first, at ten thirty a.m. for Ann", _moments.Fill("On {slot:weekday}, {slot:date}, at {slot:time} for {name}", new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = "Ann" }));
        Assert.Equal("no .{0,20}free", _moments.Fill("no .{0,20}free", new Dictionary<string, string>(StringComparer.Ordinal)));
    }

    [Fact]
    public void Nine_in_Berlin_is_eight_in_the_world() => Assert.Equal(Instant.FromUtc(2026, 11, 28, 8, 0), _moments.ResolveInstant("tomorrow 09:00"));

    [Theory]
    [InlineData("on slot, from 10:00, before 12:00", true)]
    [InlineData("on slot, pm", false)]
    [InlineData("tuesday, am", true)]
    [InlineData("not tuesday", false)]
    [InlineData("after today, until slot", true)]
    [InlineData("after slot", false)]
    public void Conditions_on_a_start_hold_together(string conditions, bool holds) => Assert.Equal(holds, _moments.Fits(new LocalDateTime(2026, 12, 1, 10, 30), conditions));

    [Fact]
    public void Nonsense_is_refused_by_name() => Assert.Contains("someday", Assert.Throws<InvalidDataException>(() => _moments.Resolve("someday 10:00")).Message, StringComparison.Ordinal);
}
