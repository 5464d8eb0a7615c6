using VoiceBooker.CallLab.Carrier;

namespace VoiceBooker.Tests.CallLab;

public sealed class CarrierSignatureTests
{
    [Fact]
    public void The_lab_signs_as_the_carrier_published_it()
    {
        KeyValuePair<string, string>[] form =
        [
            new("Digits", "1234"), new("To", "+18005551212"), new("From", "+14158675310"), new("Caller", "+14158675310"), new("CallSid", "CA1234567890ABCDE"),
        ];

        Assert.Equal("L/OH5YylLD5NRKLltdqwSvS0BnU=", CarrierSignature.Of("12345", "https://example.com/myapp.php?foo=1&bar=2", form));
    }

    [Fact]
    public void Upper_case_names_come_first_and_a_repeated_value_counts_once()
    {
        var once = CarrierSignature.Of("t", "https://e.org/", [new("b", "2"), new("A", "1")]);

        Assert.Equal(once, CarrierSignature.Of("t", "https://e.org/", [new("A", "1"), new("b", "2"), new("b", "2")]));
        Assert.Equal(once, CarrierSignature.Of("t", "https://e.org/A1b2", []));
    }

    [Theory]
    [InlineData("https://e.org:8443/a?b=1", nameof(PortInSignature.AsDocumented), "https://e.org/a?b=1")]
    [InlineData("http://e.org:8080/a", nameof(PortInSignature.AsDocumented), "http://e.org:8080/a")]
    [InlineData("http://e.org/a", nameof(PortInSignature.AsDocumented), "http://e.org/a")]
    [InlineData("https://e.org/a", nameof(PortInSignature.Always), "https://e.org:443/a")]
    [InlineData("http://e.org:8080/a", nameof(PortInSignature.Never), "http://e.org/a")]
    [InlineData("https://user:secret@e.org/a#rc=2", nameof(PortInSignature.AsDocumented), "https://e.org/a")]
    public void The_port_is_signed_over_http_only(string url, string port, string signed) =>
        Assert.Equal(signed, CarrierSignature.SignedUrl(new Uri(url), Enum.Parse<PortInSignature>(port)));
}
