using System.Xml.Linq;
using VoiceBooker.Providers.Twilio;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Tests.Providers.Twilio;

public sealed class CallMarkupTests
{
    private static readonly CarrierOptions Account = new() { PublicBaseUrl = "https://bot.example.com", AuthToken = "12345", ApologyText = "Sorry <& goodbye>" };

    [Fact]
    public void A_call_is_connected_to_our_socket_with_its_token_and_comes_back_to_us_afterwards()
    {
        var ticket = new CallTicket { Id = new CallId(Guid.Parse("0198c1de-0000-7000-8000-000000000001")), Kind = CallKind.Phone, CallSid = "CA1", AccountSid = "AC1" };
        var document = CallMarkup.Connect(Account, ticket, "tok");
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>", document, StringComparison.Ordinal);

        var connect = Assert.Single(XDocument.Parse(document).Root!.Elements());
        Assert.Equal(("Connect", "https://bot.example.com/carrier/after-stream", "POST"), (connect.Name.LocalName, connect.Attribute("action")?.Value, connect.Attribute("method")?.Value));
        var stream = Assert.Single(connect.Elements("Stream"));
        Assert.Equal("wss://bot.example.com/carrier/media", stream.Attribute("url")?.Value);
        Assert.Equal("https://bot.example.com/carrier/stream-status", stream.Attribute("statusCallback")?.Value);
        Assert.Equal(
            [("callId", "0198c1de-0000-7000-8000-000000000001"), ("token", "tok")],
            stream.Elements("Parameter").Select(parameter => (parameter.Attribute("name")!.Value, parameter.Attribute("value")!.Value)));
    }

    [Fact]
    public void Whatever_is_said_is_escaped()
    {
        var root = XDocument.Parse(CallMarkup.SayAndHangUp(new LineText(Account.ApologyText, ""))).Root!;
        Assert.Equal(["Say", "Hangup"], root.Elements().Select(element => element.Name.LocalName));
        Assert.Equal("Sorry <& goodbye>", root.Element("Say")!.Value);
    }

    [Fact]
    public void A_busy_call_is_rejected_before_anything_else() =>
        Assert.Equal("busy", Assert.Single(XDocument.Parse(CallMarkup.Busy()).Root!.Elements("Reject")).Attribute("reason")?.Value);

    [Fact]
    public void A_transfer_that_fails_comes_back_to_us()
    {
        var dial = XDocument.Parse(CallMarkup.Transfer(Account, "CA1", new Transfer("+15551234567"))).Root!.Element("Dial")!;
        Assert.Equal(("https://bot.example.com/carrier/after-transfer?language=en-US", "20", "+15551234567"), (dial.Attribute("action")?.Value, dial.Attribute("timeout")?.Value, dial.Element("Number")?.Value));
    }
}
