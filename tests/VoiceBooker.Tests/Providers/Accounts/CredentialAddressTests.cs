using VoiceBooker.Providers.Accounts;

namespace VoiceBooker.Tests.Providers.Accounts;

/// <summary>Where a key may go.</summary>
public sealed class CredentialAddressTests
{
    [Theory]
    [InlineData("https://api.example.com/v2", true, true)]
    [InlineData("http://127.0.0.1:5081", true, true)]
    [InlineData("http://localhost:5081/v2", true, true)]
    [InlineData("http://192.168.7.9/v2", false, true)]
    [InlineData("http://172.20.0.5", false, true)]
    [InlineData("http://10.1.2.3", false, true)]
    [InlineData("http://calendar:3000", false, true)]
    [InlineData("http://calendar.internal:3000", false, true)]
    [InlineData("http://[fd12::1]:3000", false, true)]
    [InlineData("http://172.32.0.5", false, false)]
    [InlineData("http://8.8.8.8", false, false)]
    [InlineData("http://api.example.com", false, false)]
    [InlineData("https://me:secret@api.example.com", false, false)]
    [InlineData("https://api.example.com/?x=1", false, false)]
    [InlineData("ftp://api.example.com", false, false)]
    public void A_key_travels_encrypted_stays_on_this_machine_or_crosses_a_private_network_that_is_trusted(string address, bool untold, bool trusted)
    {
        Assert.Equal(untold, Refuse(address, mayBePlain: false) is null);
        Assert.Equal(trusted, Refuse(address, mayBePlain: true) is null);
    }

    [Fact]
    public void Who_may_change_it_is_told_the_setting_and_nobody_else()
    {
        Assert.Contains("Some:Setting must be set to true", Refuse("http://192.168.7.9", mayBePlain: false), StringComparison.Ordinal);
        Assert.DoesNotContain("Some:Setting", Refuse("http://api.example.com", mayBePlain: false), StringComparison.Ordinal);
    }

    private static string? Refuse(string address, bool mayBePlain) => CredentialAddress.Refuse(address, "https://api.example.com", mayBePlain, "Some:Setting");
}
