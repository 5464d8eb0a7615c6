using System.Security.Cryptography;
using System.Text;
using VoiceBooker.Providers.Twilio;

namespace VoiceBooker.Tests.Providers.Twilio;

public sealed class RequestSignatureTests
{
    private const string PublishedForm = "Digits=1234&To=%2B18005551212&From=%2B14158675310&Caller=%2B14158675310&CallSid=CA1234567890ABCDE";
    private static readonly CarrierOptions Account = new() { PublicBaseUrl = "https://example.com", AccountSid = "AC" + new string('0', 32), AuthToken = "12345", SecondAuthToken = "next" };

    [Fact]
    public void The_published_example_gives_the_published_signature() =>
        Assert.Equal("L/OH5YylLD5NRKLltdqwSvS0BnU=", RequestSignature.Compute("12345", "https://example.com/myapp.php?foo=1&bar=2", Form(PublishedForm)));

    [Fact]
    public void A_webhook_signed_by_the_carrier_is_genuine() =>
        Assert.Equal(SignatureVerdict.Genuine, Check("/myapp.php?foo=1&bar=2", "L/OH5YylLD5NRKLltdqwSvS0BnU=", PublishedForm));

    [Theory]
    [InlineData("/myapp.php?foo=1&bar=3", PublishedForm)]
    [InlineData("/myapp.php?foo=1&bar=2", PublishedForm + "&More=1")]
    [InlineData("/myapp.php?foo=1&bar=2", "")]
    public void A_webhook_that_was_changed_on_the_way_is_refused(string target, string form) =>
        Assert.Equal(SignatureVerdict.Mismatch, Check(target, "L/OH5YylLD5NRKLltdqwSvS0BnU=", form));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_webhook_without_a_signature_is_refused_as_such(string? signature) =>
        Assert.Equal(SignatureVerdict.NoHeader, Check("/carrier/voice", signature, PublishedForm));

    [Fact]
    public void Both_tokens_count_while_they_are_exchanged_and_a_third_does_not()
    {
        Assert.Equal(SignatureVerdict.Genuine, Check("/carrier/voice", Sign("next", "https://example.com/carrier/voice", PublishedForm), PublishedForm));
        Assert.Equal(SignatureVerdict.Mismatch, Check("/carrier/voice", Sign("old", "https://example.com/carrier/voice", PublishedForm), PublishedForm));
        Assert.Equal(SignatureVerdict.Mismatch, Check("/carrier/voice", Sign("", "https://example.com/carrier/voice", PublishedForm), PublishedForm));
    }

    [Theory]
    [InlineData("https://example.com", "https://example.com:443/carrier/voice")]
    [InlineData("https://example.com:8443", "https://example.com/carrier/voice")]
    [InlineData("https://example.com:8443", "https://example.com:8443/carrier/voice")]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080/carrier/voice")]
    [InlineData("http://[::1]:5080", "http://[::1]/carrier/voice")]
    public void The_port_may_be_signed_or_not(string baseUrl, string signed)
    {
        var account = new CarrierOptions { PublicBaseUrl = baseUrl, AuthToken = "12345" };
        Assert.Equal(SignatureVerdict.Genuine, RequestSignature.CheckWebhook(account, "/carrier/voice", Sign("12345", signed, ""), isForm: true, []));
    }

    [Fact]
    public void Names_that_differ_only_in_case_repeated_names_and_empty_values_are_signed_as_they_came()
    {
        var text = "https://example.com/x" + "Tag2" + "a1" + "a2" + "empty" + "tag1";
        var expected = Sign("12345", text, "");
        Assert.Equal(expected, RequestSignature.Compute("12345", "https://example.com/x", Form("tag=1&a=2&Tag=2&empty=&a=1&a=2")));
    }

    [Fact]
    public void Escapes_are_utf8_and_a_plus_is_a_space_and_nothing_is_trimmed()
    {
        var form = Form("a=%C3%BCber+%20x%20&b=%zz&c=1=2&%64=4");
        Assert.Equal(("über  x ", "%zz", "1=2", "4"), (form["a"], form["b"], form["c"], form["d"]));
    }

    [Theory]
    [InlineData("wss://example.com/carrier/media", true)]
    [InlineData("wss://example.com/carrier/media/", true)]
    [InlineData("wss://example.com:443/carrier/media", true)]
    [InlineData("wss://example.com:443/carrier/media/", true)]
    [InlineData("https://example.com/carrier/media", false)]
    [InlineData("wss://example.com/carrier/media?x=1", false)]
    public void A_handshake_is_signed_over_the_sockets_url(string signed, bool genuine) =>
        Assert.Equal(genuine ? SignatureVerdict.Genuine : SignatureVerdict.Mismatch, RequestSignature.CheckHandshake(Account, Sign("12345", signed, "")));

    [Fact]
    public void A_path_that_a_proxy_takes_away_is_signed_too()
    {
        var account = new CarrierOptions { PublicBaseUrl = "https://example.com/", PathPrefix = "/phone", AuthToken = "12345" };
        Assert.Equal(SignatureVerdict.Genuine, RequestSignature.CheckWebhook(account, "/carrier/voice", Sign("12345", "https://example.com/phone/carrier/voice", ""), isForm: true, []));
        Assert.Equal(SignatureVerdict.Genuine, RequestSignature.CheckHandshake(account, Sign("12345", "wss://example.com/phone/carrier/media", "")));
    }

    [Fact]
    public void A_json_body_must_have_the_hash_that_its_signed_url_names()
    {
        var body = "{\"a\":1}"u8.ToArray();
        var target = "/carrier/status?bodySHA256=" + Convert.ToHexStringLower(SHA256.HashData(body));
        var signature = Sign("12345", "https://example.com" + target, "");
        Assert.Equal(SignatureVerdict.Genuine, RequestSignature.CheckWebhook(Account, target, signature, isForm: false, body));
        Assert.Equal(SignatureVerdict.BodyHash, RequestSignature.CheckWebhook(Account, target, signature, isForm: false, "{\"a\":2}"u8));
        Assert.Equal(SignatureVerdict.BodyHash, RequestSignature.CheckWebhook(Account, "/carrier/status", Sign("12345", "https://example.com/carrier/status", ""), isForm: false, body));
    }

    private static RawForm Form(string text) => RawForm.Parse(Encoding.UTF8.GetBytes(text));

    private static string Sign(string token, string url, string form) => RequestSignature.Compute(token, url, Form(form));

    private static SignatureVerdict Check(string target, string? signature, string form) =>
        RequestSignature.CheckWebhook(Account, target, signature, isForm: true, Encoding.UTF8.GetBytes(form));
}
