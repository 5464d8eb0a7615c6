using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using VoiceBooker.CallLab.Audio;

namespace VoiceBooker.CallLab.StandIns.AzureSpeech;

/// <summary>What is to be spoken, and how.</summary>
/// <param name="Text">The words.</param>
/// <param name="Format">The format of the audio.</param>
/// <param name="WordBoundaries">True when each word's place is told.</param>
/// <param name="SessionEnd">True when the end is told.</param>
internal sealed record SpeechToMake(string Text, string Format, bool WordBoundaries, bool SessionEnd)
{
    /// <summary>Bytes of a piece of audio, in milliseconds.</summary>
    public const int PieceMilliseconds = 100;

    private const int LargestSsml = 64 << 10;
    private static readonly XNamespace Namespace = "http://www.w3.org/2001/10/synthesis";

    /// <summary>The formats that are made here; the service knows more.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["raw-8khz-8bit-mono-mulaw", "raw-8khz-16bit-mono-pcm"];

    /// <summary>Bytes of audio in a millisecond.</summary>
    public int BytesPerMillisecond => Format == Formats[0] ? 8 : 16;

    /// <summary>The audio in its format.</summary>
    public byte[] Audio(byte[] muLaw)
    {
        if (Format == Formats[0])
            return muLaw;
        var linear = new byte[2 * muLaw.Length];
        for (var at = 0; at < muLaw.Length; at++)
            System.Buffers.Binary.BinaryPrimitives.WriteInt16LittleEndian(linear.AsSpan(2 * at), MuLaw.Decode(muLaw[at]));
        return linear;
    }

    /// <summary>The words of SSML; what is wrong with it, if anything.</summary>
    public static (string Text, string Wrong) ReadSsml(string ssml)
    {
        if (ssml.Length > LargestSsml)
            return ("", "SSML may have 64 KB");
        try
        {
            var root = XDocument.Parse(ssml, LoadOptions.PreserveWhitespace).Root!;
            if (root.Name.LocalName != "speak" || (string?)root.Attribute("version") != "1.0" || string.IsNullOrEmpty((string?)root.Attribute(XNamespace.Xml + "lang")))
                return ("", "SSML is <speak version='1.0' xml:lang='…'>");
            if (root.Name.Namespace != Namespace && root.Name.Namespace != XNamespace.None)
                return ("", "SSML has a namespace of its own");
            var voices = root.Elements().Where(each => each.Name.LocalName == "voice").ToList();
            return voices.Count == 0 || voices.Exists(voice => string.IsNullOrEmpty((string?)voice.Attribute("name"))) ? ("", "SSML names a voice") : (string.Join(' ', voices.Select(voice => voice.Value)), "");
        }
        catch (XmlException)
        {
            return ("", "SSML is well-formed XML");
        }
    }

    /// <summary>Reads <c>synthesis.context</c>; what is wrong with it, if anything.</summary>
    public static (SpeechToMake Speech, bool IsStreamed, string Wrong) ReadContext(JsonNode root)
    {
        try
        {
            var synthesis = root["synthesis"];
            var audio = synthesis?["audio"];
            var format = (string?)audio?["outputFormat"] ?? "";
            var options = audio?["metadataOptions"];
            var input = synthesis?["input"];
            var isStreamed = Bool(input?["bidirectionalStreamingMode"]);
            var speech = new SpeechToMake("", format, Bool(options?["wordBoundaryEnabled"]), Bool(options?["sessionEndEnabled"]));
            if (!Formats.Contains(format))
                return (speech, isStreamed, $"the output format {format} is not made here");
            return isStreamed && (string.IsNullOrEmpty((string?)input?["voiceName"]) || string.IsNullOrEmpty((string?)input?["language"])) ? (speech, true, "streamed text needs a voice and a language") : (speech, isStreamed, "");
        }
        catch (InvalidOperationException)
        {
            return (new SpeechToMake("", "", false, false), false, "synthesis.context has a value of the wrong kind");
        }
    }

    /// <summary>Both kinds of JSON booleans are taken: real ones and words.</summary>
    private static bool Bool(JsonNode? node) => node is JsonValue value && (value.TryGetValue<bool>(out var plain) ? plain : string.Equals(value.ToString(), "true", StringComparison.OrdinalIgnoreCase));
}
