using VoiceBooker.CallLab.Carrier;

namespace VoiceBooker.Tests.CallLab;

public sealed class TwimlDocumentTests
{
    private const string Declaration = """<?xml version="1.0" encoding="UTF-8"?>""";
    private readonly CarrierNotices _notices = new();

    [Fact]
    public void A_document_by_the_book_raises_nothing()
    {
        var document = Read($"""{Declaration}<Response><Connect action="/after"><Stream url="wss://e.org/media"><Parameter name="a" value="b"/></Stream></Connect><Hangup/></Response>""");

        Assert.NotNull(document);
        Assert.Empty(_notices.Entries);
        Assert.Equal(["Connect", "Hangup"], document.Verbs.Select(each => each.Name.ToString()));
        Assert.Equal(new Uri("https://e.org/after"), document.Resolve("/after"));
        Assert.Equal(new Uri("https://e.org/voice/after"), document.Resolve("after"));
    }

    [Theory]
    [InlineData("\n" + Declaration + "<Response/>", CarrierNotices.NotWellFormed)]
    [InlineData("<Response/>", CarrierNotices.NotWellFormed)]
    [InlineData(Declaration + "<response/>", CarrierNotices.NotWellFormed)]
    [InlineData(Declaration + "<Response><hangup/></Response>", CarrierNotices.Schema)]
    [InlineData(Declaration + "<Response><Connect Action='/a'><Stream url='wss://e.org'/></Connect></Response>", CarrierNotices.Schema)]
    [InlineData(Declaration + "<Response><Hangup></Response>", CarrierNotices.NotWellFormed)]
    public void Case_order_and_form_are_strict(string body, int code)
    {
        Read(body);

        Assert.Contains(_notices.Entries, each => each.Code == code);
    }

    private TwimlDocument? Read(string body) => TwimlDocument.Read(body, new Uri("https://e.org/voice/start"), _notices);
}
