using System.Text;
using System.Text.Json.Nodes;
using System.Xml;

namespace VoiceBooker.Providers.AzureSpeech.Synthesis;

/// <summary>What a synthesiser is told.</summary>
internal static class SpokenMarkup
{
    /// <summary>The format of all audio: as the telephone has it.</summary>
    public const string OutputFormat = "raw-8khz-8bit-mono-mulaw";

    /// <summary>The body of <c>speech.config</c>.</summary>
    public static string Config() => new JsonObject
    {
        ["context"] = new JsonObject
        {
            ["system"] = new JsonObject { ["name"] = "VoiceBooker", ["version"] = "1.0.0", ["build"] = "dotnet", ["lang"] = "C#" },
            ["os"] = new JsonObject { ["platform"] = Environment.OSVersion.Platform.ToString(), ["name"] = "unknown", ["version"] = "unknown" },
        },
    }.ToJsonString();

    /// <summary>The body of <c>synthesis.context</c>; with <paramref name="streamed"/> it names the voice, because there is no SSML to name it.</summary>
    public static string Context(SpeechVoices? streamed)
    {
        var synthesis = new JsonObject
        {
            ["audio"] = new JsonObject
            {
                ["metadataOptions"] = new JsonObject
                {
                    ["bookmarkEnabled"] = false,
                    ["punctuationBoundaryEnabled"] = "false",
                    ["sentenceBoundaryEnabled"] = "false",
                    ["sessionEndEnabled"] = false,
                    ["visemeEnabled"] = false,
                    ["wordBoundaryEnabled"] = "false",
                },
                ["outputFormat"] = OutputFormat,
            },
            ["language"] = new JsonObject { ["autoDetection"] = false },
        };
        if (streamed is not null)
            synthesis["input"] = new JsonObject { ["bidirectionalStreamingMode"] = true, ["voiceName"] = streamed.Name, ["language"] = streamed.Language };
        return new JsonObject { ["synthesis"] = synthesis }.ToJsonString();
    }

    /// <summary>SSML that says <paramref name="phrase"/> and nothing else, whatever it holds.</summary>
    public static string Ssml(string phrase, SpeechVoices voice) =>
        $"<speak version='1.0' xmlns='http://www.w3.org/2001/10/synthesis' xml:lang='{Escape(voice.Language)}'><voice name='{Escape(voice.Name)}'>{Escape(phrase)}</voice></speak>";

    /// <summary>Text between tags or in a quoted attribute; what XML cannot hold becomes a blank.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var at = 0; at < text.Length; at++)
        {
            var each = text[at];
            if (at + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[at + 1], each))
            {
                escaped.Append(each).Append(text[++at]);
                continue;
            }

            _ = each switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&apos;"),
                _ => escaped.Append(XmlConvert.IsXmlChar(each) ? each : ' '),
            };
        }

        return escaped.ToString();
    }
}
