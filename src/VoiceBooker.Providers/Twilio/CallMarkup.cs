using System.Globalization;
using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace VoiceBooker.Providers.Twilio;

/// <summary>The documents (TwiML) that tell the carrier what to do with a call.</summary>
internal static class CallMarkup
{
    /// <summary>Connects the call to our media socket, after <paramref name="firstSay"/> in the carrier's own voice.</summary>
    public static string Connect(CarrierOptions options, CallTicket ticket, string token, string firstSay = "") => Response(xml =>
    {
        if (firstSay.Length > 0)
            xml.WriteElementString("Say", firstSay);
        xml.WriteStartElement("Connect");
        xml.WriteAttributeString("action", options.UrlOf(CarrierDoors.AfterStream));
        xml.WriteAttributeString("method", "POST");
        xml.WriteStartElement("Stream");
        xml.WriteAttributeString("url", options.SocketUrl);
        xml.WriteAttributeString("statusCallback", options.UrlOf(CarrierDoors.StreamStatus));
        WriteParameter(xml, "callId", ticket.Id.ToString());
        WriteParameter(xml, "token", token);
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    /// <summary>The busy tone, at no cost: nothing may stand before it.</summary>
    public static string Busy() => Response(xml =>
    {
        xml.WriteStartElement("Reject");
        xml.WriteAttributeString("reason", "busy");
        xml.WriteEndElement();
    });

    /// <summary>Ends the call.</summary>
    public static string HangUp() => Response(xml => xml.WriteElementString("Hangup", ""));

    /// <summary>Says <paramref name="text"/> in the carrier's own voice, then ends the call.</summary>
    public static string SayAndHangUp(string text) => Response(xml =>
    {
        xml.WriteElementString("Say", text);
        xml.WriteElementString("Hangup", "");
    });

    /// <summary>Hands the caller to a person; when nobody answers, the call comes back to us.</summary>
    public static string Transfer(CarrierOptions options, string number) => Response(xml =>
    {
        xml.WriteStartElement("Dial");
        xml.WriteAttributeString("answerOnBridge", "true");
        xml.WriteAttributeString("timeout", ((int)options.TransferRings.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("action", options.UrlOf(CarrierDoors.AfterTransfer));
        xml.WriteAttributeString("method", "POST");
        xml.WriteElementString("Number", number);
        xml.WriteEndElement();
    });

    /// <summary>As an answer to a webhook.</summary>
    public static ContentHttpResult ToResult(string document) => TypedResults.Content(document, "text/xml; charset=utf-8");

    private static string Response(Action<XmlWriter> content)
    {
        using var text = new Utf8Text();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Encoding = Encoding.UTF8, Indent = false }))
        {
            xml.WriteStartElement("Response");
            content(xml);
            xml.WriteEndElement();
        }

        return text.ToString();
    }

    private static void WriteParameter(XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement("Parameter");
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("value", value);
        xml.WriteEndElement();
    }

    /// <summary>Text that the declaration calls UTF-8.</summary>
    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
