using Microsoft.Extensions.Configuration;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Server.Settings;

namespace VoiceBooker.Tests.Booking.Dialling;

public sealed class DiallingOptionsTests
{
    [Theory]
    [InlineData("Countries", "UK", "'UK' is no country of two letters")]
    [InlineData("Countries", "US,Canada", "'CANADA' is no country")]
    [InlineData("LatestHour", "08:30:00", "there must be an hour between")]
    [InlineData("EarliestHour", "20:00:00", "there must be an hour between")]
    [InlineData("LatestHour", "1.01:00:00", "allowed are 01:00:00 to 1.00:00:00")]
    public void A_setting_that_would_let_nobody_be_called_is_refused_at_the_start(string key, string value, string told) =>
        Assert.Contains(told, Assert.Single(Mistakes(key, value)), StringComparison.Ordinal);

    [Theory]
    [InlineData("Countries", "us, CA,gb")]
    [InlineData("Countries", "*")]
    [InlineData("LatestHour", "1.00:00:00")]
    public void A_server_may_call_more_than_it_does_by_itself(string key, string value) => Assert.Empty(Mistakes(key, value));

    private static IReadOnlyList<string> Mistakes(string key, string value) => SettingsCheck.Find(
        new ConfigurationBuilder().AddInMemoryCollection([new($"{DiallingOptions.Section}:{key}", value)]).Build(),
        [(DiallingOptions.Section, typeof(DiallingOptions))]).Mistakes;
}
