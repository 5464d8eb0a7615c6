using Microsoft.Extensions.Configuration;
using VoiceBooker.Providers.CalCom;
using VoiceBooker.Server.Settings;

namespace VoiceBooker.Tests.Providers.CalCom;

public sealed class CalComOptionsTests
{
    [Theory]
    [InlineData("BaseAddress", "api.cal.com", "https://")]
    [InlineData("BaseAddress", "http://cal.example.com/v2", "https://")]
    [InlineData("BaseAddress", "http://calcom:5555/api/v2", "CalCom:AllowInsecureAddress must be set to true")]
    [InlineData("BaseAddress", "https://user:word@cal.example.com/v2", "https://")]
    [InlineData("OtherAddresses", "https://api.cal.eu/v2 ftp://x", "ftp://x")]
    [InlineData("AuthorizeAddress", "", "authorize")]
    [InlineData("HoldFor", "00:00:30", "00:01:00")]
    [InlineData("HoldFor", "00:01:30", "whole minutes")]
    [InlineData("AskWithin", "00:05:00", "00:01:00")]
    [InlineData("AskInAll", "00:00:01", "AskWithin")]
    [InlineData("DaysPerRequest", "0", "1 to 92")]
    [InlineData("Language", "de-AT", "pt-BR")]
    [InlineData("Scopes", "booking read", "BOOKING_READ")]
    [InlineData("ClientSecret", "very-secret", "ClientId")]
    public void A_wrong_setting_names_its_key_its_value_and_what_is_allowed(string key, string value, string allowed)
    {
        var line = Assert.Single(Mistakes((key, value)));
        Assert.Contains("CalCom:", line, StringComparison.Ordinal);
        Assert.Contains(allowed, line, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_on_this_machine_and_a_private_network_one_trusts_may_be_plain()
    {
        Assert.Empty(Mistakes(("BaseAddress", "http://127.0.0.1:6071/v2"), ("AuthorizeAddress", "http://localhost:6071/auth/oauth2/authorize"), ("OtherAddresses", "")));
        Assert.Empty(Mistakes(("BaseAddress", "http://calcom:5555/api/v2"), ("AllowInsecureAddress", "true")));
    }

    private static IReadOnlyList<string> Mistakes(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"CalCom:{setting.Key}", (string?)setting.Value))).Build();
        return SettingsCheck.Find(configuration, [("CalCom", typeof(CalComOptions))]).Mistakes;
    }
}
