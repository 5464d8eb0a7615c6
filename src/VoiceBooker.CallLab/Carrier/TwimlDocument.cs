using System.Xml;
using System.Xml.Linq;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>A fetched document, read as strictly as the carrier reads it.</summary>
/// <param name="Verbs">The children of <c>Response</c>, in order.</param>
/// <param name="Address">Where it was fetched; relative URLs stand against it. Null for a document given inline.</param>
internal sealed record TwimlDocument(IReadOnlyList<XElement> Verbs, Uri? Address)
{
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        ["Response"] = [],
        ["Connect"] = ["action", "method"],
        ["Stream"] = ["url", "name", "track", "statusCallback", "statusCallbackMethod"],
        ["Parameter"] = ["name", "value"],
        ["Hangup"] = [],
        ["Reject"] = ["reason"],
        ["Say"] = ["voice", "language", "loop"],
        ["Pause"] = ["length"],
        ["Redirect"] = ["method"],
        ["Play"] = ["digits", "loop"],
        ["Dial"] = ["action", "method", "timeout", "callerId", "answerOnBridge", "timeLimit", "hangupOnStar", "record", "ringTone"],
        ["Number"] = ["url", "method", "sendDigits", "statusCallback", "statusCallbackEvent", "statusCallbackMethod"],
        ["Gather"] = ["input", "action", "method", "timeout", "numDigits", "finishOnKey", "speechTimeout", "actionOnEmptyResult", "language", "hints", "bargeIn"],
    };

    /// <summary>Reads <paramref name="body"/>; null when the carrier would refuse it. Warnings and errors go to <paramref name="notices"/>.</summary>
    public static TwimlDocument? Read(string body, Uri? address, CarrierNotices notices)
    {
        if (!body.StartsWith("<?xml ", StringComparison.Ordinal))
            notices.Add(CarrierNotices.NotWellFormed, "the XML declaration is not the very first thing");

        XElement root;
        try
        {
            using var reader = XmlReader.Create(new StringReader(body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            root = XElement.Load(reader);
        }
        catch (XmlException malformed)
        {
            notices.Add(CarrierNotices.NotWellFormed, malformed.Message);
            return null;
        }

        if (root.Name != "Response")
        {
            notices.Add(CarrierNotices.NotWellFormed, $"the root is '{root.Name}', not 'Response'");
            return null;
        }

        foreach (var element in root.DescendantsAndSelf())
        {
            if (!Known.TryGetValue(element.Name.ToString(), out var attributes))
                notices.Add(CarrierNotices.Schema, $"unknown element '{element.Name}'");
            else
                foreach (var attribute in element.Attributes().Where(each => !each.IsNamespaceDeclaration && !attributes.Contains(each.Name.ToString(), StringComparer.Ordinal)))
                    notices.Add(CarrierNotices.Schema, $"unknown attribute '{attribute.Name}' of '{element.Name}'");
        }

        return new TwimlDocument([.. root.Elements()], address);
    }

    /// <summary>Resolves a URL of the document; null when it is none.</summary>
    public Uri? Resolve(string? url) =>
        string.IsNullOrWhiteSpace(url) ? Address
        : Uri.TryCreate(url, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https" ? new Uri(url)
        : Address is not null && Uri.TryCreate(Address, url, out var relative) ? relative
        : null;
}
