using System.Text;

namespace VoiceBooker.CallLab.StandIns.AzureSpeech;

/// <summary>One message as it travels: headers and a body, in the text or the binary framing.</summary>
internal sealed class WireMessage
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>True for the framing with a length in front, which is for audio.</summary>
    public bool IsBinary { get; private init; }

    /// <summary>The body.</summary>
    public byte[] Body { get; private init; } = [];

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>What kind of message it is, lower case.</summary>
    public string Path => this["Path"].ToLowerInvariant();

    /// <summary>What it belongs to, upper case.</summary>
    public string RequestId => this["X-RequestId"].ToUpperInvariant();

    /// <summary>A header's value; empty: there is none.</summary>
    public string this[string header] => _headers.GetValueOrDefault(header, "");

    /// <summary>Reads a message; null, with the reason, when its framing is wrong.</summary>
    public static (WireMessage? Message, string Wrong) Read(byte[] bytes, bool isBinary)
    {
        string headers;
        byte[] body;
        if (isBinary)
        {
            if (bytes.Length < 2)
                return (null, "a binary message is shorter than its length field");
            var length = (bytes[0] << 8) | bytes[1];
            if (length > bytes.Length - 2 || length > 8192)
                return (null, "a binary message's headers are longer than the message, or than 8192 bytes");
            headers = Encoding.ASCII.GetString(bytes, 2, length);
            if (!headers.EndsWith("\r\n", StringComparison.Ordinal) || headers.EndsWith("\r\n\r\n", StringComparison.Ordinal))
                return (null, "a binary message's header lines must each end with CR LF, and no empty line may follow");
            body = bytes[(2 + length)..];
        }
        else
        {
            var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
            if (end < 0)
                return (null, "a text message has no empty line (CR LF CR LF) after its headers");
            headers = Encoding.UTF8.GetString(bytes, 0, end);
            body = bytes[(end + 4)..];
        }

        var message = new WireMessage { IsBinary = isBinary, Body = body };
        foreach (var line in headers.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line.Contains('\n', StringComparison.Ordinal))
                return (null, "a header line is malformed");
            message._headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }

        return (message, "");
    }

    /// <summary>A text message of the service.</summary>
    public static byte[] OfText(string path, string requestId, string json)
    {
        var type = json.Length > 0 ? "Content-Type:application/json; charset=utf-8\r\n" : "";
        return Encoding.UTF8.GetBytes($"X-RequestId:{requestId}\r\n{type}Path:{path}\r\n\r\n{json}");
    }

    /// <summary>Audio of the service.</summary>
    public static byte[] OfAudio(string requestId, string streamId, ReadOnlySpan<byte> audio)
    {
        var headers = Encoding.ASCII.GetBytes($"X-RequestId:{requestId}\r\nPath:audio\r\nX-StreamId:{streamId}\r\n");
        return [(byte)(headers.Length >> 8), (byte)headers.Length, .. headers, .. audio];
    }

    /// <summary>True for 32 hex digits.</summary>
    public static bool IsId(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigit);
}
