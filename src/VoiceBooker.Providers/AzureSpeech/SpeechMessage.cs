using System.Buffers.Binary;
using System.Text;

namespace VoiceBooker.Providers.AzureSpeech;

/// <summary>One message of the service: header lines, then a body.</summary>
/// <param name="Path">What kind it is, lower case.</param>
/// <param name="RequestId">The turn or synthesis it belongs to.</param>
/// <param name="StreamId">The stream of synthesised audio; empty: none.</param>
/// <param name="Body">JSON or audio; valid until the next message is received.</param>
internal readonly record struct SpeechMessage(string Path, string RequestId, string StreamId, ReadOnlyMemory<byte> Body)
{
    private static readonly byte[] _headersEnd = "\r\n\r\n"u8.ToArray();

    /// <summary>Reads a text message; one without an end of its headers has an empty path.</summary>
    public static SpeechMessage OfText(ReadOnlyMemory<byte> message)
    {
        var end = message.Span.IndexOf(_headersEnd);
        return end < 0 ? new SpeechMessage("", "", "", default) : Of(message[..end], message[(end + 4)..]);
    }

    /// <summary>Reads a binary message: two bytes of length, headers, payload.</summary>
    public static SpeechMessage OfBinary(ReadOnlyMemory<byte> message)
    {
        if (message.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(message.Span) is var length && length > message.Length - 2)
            return new SpeechMessage("", "", "", default);
        return Of(message.Slice(2, length), message[(2 + length)..]);
    }

    /// <summary>An identity as the service wants them: 32 hex digits.</summary>
    public static string NewId() => Guid.NewGuid().ToString("N").ToUpperInvariant();

    private static SpeechMessage Of(ReadOnlyMemory<byte> headers, ReadOnlyMemory<byte> body)
    {
        string path = "", request = "", stream = "";
        foreach (var line in Encoding.UTF8.GetString(headers.Span).Split("\r\n"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                continue;
            var value = line[(colon + 1)..].Trim();
            switch (line[..colon].ToUpperInvariant())
            {
                case "PATH":
                    path = value.ToLowerInvariant();
                    break;
                case "X-REQUESTID":
                    request = value;
                    break;
                case "X-STREAMID":
                    stream = value;
                    break;
            }
        }

        return new SpeechMessage(path, request, stream, body);
    }
}
