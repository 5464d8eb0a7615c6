using Microsoft.Extensions.Configuration;
using VoiceBooker.Providers.Calendly;
using VoiceBooker.Server.Settings;

namespace VoiceBooker.Tests.Providers.Calendly;

public sealed class CalendlyOptionsTests
{
    [Theory]
    [InlineData("SlotSpanDays", "32", "Calendly:SlotSpanDays is '32'; allowed are 1 to 31.")]
    [InlineData("BaseAddress", "http://api.example.com", "Calendly:BaseAddress is 'http://api.example.com'; must begin with https://; http:// is for this machine and private networks only.")]
    [InlineData("BaseAddress", "http://lab:5091", "Calendly:BaseAddress is 'http://lab:5091'; must begin with https://, or Calendly:AllowInsecureAddress must be set to true: then keys cross your private network unencrypted.")]
    [InlineData("AuthAddress", "auth", "Calendly:AuthAddress is 'auth'; must be an address like https://api.calendly.com.")]
    [InlineData("ClientSecret", "abc", "Calendly:ClientId is ''; is needed with a ClientSecret.")]
    [InlineData("Deadline", "00:00:02", "Calendly:Deadline is '00:00:02'; must not be less than AttemptDeadline, 00:00:04.")]
    [InlineData("BookingDeadline", "00:02:00", "Calendly:BookingDeadline is '00:02:00'; allowed are 00:00:01 to 00:01:00.")]
    public void A_setting_that_cannot_be_is_named_at_the_start_with_what_is_allowed(string key, string value, string told) => Assert.Equal([told], Mistakes((key, value)));

    [Fact]
    public void The_defaults_and_a_stand_in_on_this_machine_are_fine()
    {
        Assert.Empty(Mistakes());
        Assert.Empty(Mistakes(("BaseAddress", "http://127.0.0.1:5091"), ("AuthAddress", "http://localhost:5091")));
        Assert.Empty(Mistakes(("BaseAddress", "http://lab:5091"), ("AllowInsecureAddress", "true")));
    }

    [Fact]
    public void Secrets_are_not_told_when_they_are_wrong() =>
        Assert.DoesNotContain(new string('s', 501), Assert.Single(Mistakes(("WebhookSigningKey", new string('s', 501)))), StringComparison.Ordinal);

    private static IReadOnlyList<string> Mistakes(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(each => $"Calendly:{each.Key}", each => (string?)each.Value)).Build();
        return SettingsCheck.Find(configuration, [("Calendly", typeof(CalendlyOptions))]).Mistakes;
    }
}
