using System.Globalization;
using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Providers.Twilio;

/// <summary>The documents (TwiML) that tell the carrier what to do with a call.</summary>
internal static class CallMarkup
{
    private const int LongestSay = 1000;

    /// <summary>Connects the call to our media socket, after <paramref name="firstSay"/> in the carrier's own voice.</summary>
    public static string Connect(CarrierOptions options, CallTicket ticket, string token, LineText? firstSay = null) => Response(xml =>
    {
        if (firstSay is { } said)
            WriteSay(xml, said.Words, said.Language);
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
    public static string SayAndHangUp(LineText text) => Response(xml =>
    {
        WriteSay(xml, text.Words, text.Language);
        xml.WriteElementString("Hangup", "");
    });

    /// <summary>Nothing more: the carrier goes on with what it was about to do.</summary>
    public static string Nothing() => Response(_ => { });

    /// <summary>Hands the caller to a person, who is first told the summary, if there is one; when nobody takes the call, it comes back to us. Neither the summary nor a name stands in an address.</summary>
    /// <param name="options">Our doors.</param>
    /// <param name="callSid">The caller's call.</param>
    /// <param name="transfer">To whom.</param>
    public static string Transfer(CarrierOptions options, string callSid, Transfer transfer) => Response(xml =>
    {
        xml.WriteStartElement("Dial");
        xml.WriteAttributeString("answerOnBridge", "true");
        xml.WriteAttributeString("timeout", ((int)options.TransferRings.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("action", $"{options.UrlOf(CarrierDoors.AfterTransfer)}?{CarrierDoors.Language}={Uri.EscapeDataString(transfer.Language)}");
        xml.WriteAttributeString("method", "POST");
        xml.WriteStartElement("Number");
        xml.WriteAttributeString("url", DoorAbout(options, CarrierDoors.Whisper, callSid)); // also where nothing is told: so we know that somebody took the call
        xml.WriteAttributeString("method", "POST");
        xml.WriteString(transfer.Number);
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    /// <summary>What the person hears who is to take a call, before the caller is connected: the summary and, unless it is switched off, that a key takes the call. No key (a machine has answered, or nobody wants it) ends this leg only.</summary>
    /// <param name="options">Our doors.</param>
    /// <param name="callSid">The caller's call.</param>
    /// <param name="transfer">The transfer; null when it is not known here: the person is told that somebody is waiting.</param>
    public static string Whisper(CarrierOptions options, string callSid, Transfer? transfer) => transfer is { Summary: null or "" } ? Nothing() : Response(xml =>
    {
        var language = transfer?.Language ?? "en-US";
        var summary = transfer?.Summary ?? WhisperWords.SomebodyWaits(language);
        if (!options.WhisperNeedsKey)
        {
            WritePause(xml);
            WriteSay(xml, summary, language);
            return;
        }

        xml.WriteStartElement("Gather");
        xml.WriteAttributeString("input", "dtmf");
        xml.WriteAttributeString("numDigits", "1");
        xml.WriteAttributeString("timeout", "8");
        xml.WriteAttributeString("action", DoorAbout(options, CarrierDoors.WhisperKey, callSid));
        xml.WriteAttributeString("method", "POST");
        WritePause(xml);
        WriteSay(xml, summary, language);
        WriteSay(xml, WhisperWords.PressOne(language), language);
        xml.WriteEndElement();
        xml.WriteElementString("Hangup", "");
    });

    /// <summary>As an answer to a webhook.</summary>
    public static ContentHttpResult ToResult(string document) => TypedResults.Content(document, "text/xml; charset=utf-8");

    private static string DoorAbout(CarrierOptions options, string door, string callSid) => $"{options.UrlOf(door)}?{CarrierDoors.Caller}={Uri.EscapeDataString(callSid)}";

    /// <summary>Whoever lifts the receiver needs a moment to bring it to the ear.</summary>
    private static void WritePause(XmlWriter xml)
    {
        xml.WriteStartElement("Pause");
        xml.WriteAttributeString("length", "1");
        xml.WriteEndElement();
    }

    private static void WriteSay(XmlWriter xml, string text, string language)
    {
        xml.WriteStartElement("Say");
        if (language.Length > 0)
            xml.WriteAttributeString("language", language);
        xml.WriteString(Writable(text.Length <= LongestSay ? text : text[..LongestSay]));
        xml.WriteEndElement();
    }

    /// <summary>Without what no XML document can hold, which a model's words may contain.</summary>
    private static string Writable(string text)
    {
        var writable = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
                writable.Append(text[i]);
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                writable.Append(text[i]).Append(text[++i]);
        }

        return writable.ToString();
    }

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
