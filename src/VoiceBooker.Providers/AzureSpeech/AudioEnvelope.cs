using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace VoiceBooker.Providers.AzureSpeech;

/// <summary>One reusable audio message: the payload is written where it will be sent from. Nothing is allocated for a message.</summary>
internal sealed class AudioEnvelope
{
    /// <summary>How the protocol writes a moment: UTC, milliseconds.</summary>
    public const string TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Most bytes of payload: with its headers, a message stays below the documented 8192.</summary>
    public const int Capacity = 6400;

    private const int TimestampLength = 24;
    private static readonly byte[] _contentType = Encoding.ASCII.GetBytes("Content-Type: audio/x-wav\r\n");

    private readonly TimeProvider _time;
    private readonly byte[] _message = new byte[8000];
    private readonly int _timestampAt;
    private readonly int _requestAt;
    private readonly int _headersEnd;

    /// <param name="time">Stamps messages.</param>
    public AudioEnvelope(TimeProvider time)
    {
        _time = time;
        var headers = $"Path: audio\r\nX-RequestId: {new string('0', 32)}\r\nX-Timestamp: {new string('0', TimestampLength)}\r\n";
        Encoding.ASCII.GetBytes(headers, _message.AsSpan(2));
        _requestAt = 2 + headers.IndexOf("X-RequestId: ", StringComparison.Ordinal) + 13;
        _timestampAt = 2 + headers.Length - 2 - TimestampLength;
        _headersEnd = 2 + headers.Length;
    }

    /// <summary>Where the payload is written to.</summary>
    public Span<byte> Payload => _message.AsSpan(_headersEnd, Capacity);

    /// <summary>The messages that follow belong to this turn.</summary>
    /// <param name="requestId">32 hex digits.</param>
    public void Address(string requestId) => Encoding.ASCII.GetBytes(requestId, _message.AsSpan(_requestAt, 32));

    /// <summary>The message with the first <paramref name="length"/> bytes of the payload; valid until the next one.</summary>
    public ReadOnlyMemory<byte> Seal(int length)
    {
        Stamp(_headersEnd - 2);
        return _message.AsMemory(0, _headersEnd + length);
    }

    /// <summary>A turn's first message: the format, and nothing else.</summary>
    /// <param name="wavHeader">44 bytes.</param>
    public ReadOnlyMemory<byte> SealFirst(ReadOnlySpan<byte> wavHeader)
    {
        _contentType.CopyTo(_message.AsSpan(_headersEnd));
        wavHeader.CopyTo(_message.AsSpan(_headersEnd + _contentType.Length));
        Stamp(_headersEnd - 2 + _contentType.Length);
        return _message.AsMemory(0, _headersEnd + _contentType.Length + wavHeader.Length);
    }

    /// <summary>The header of a WAV file without an end, for telephone audio.</summary>
    public static byte[] WavHeader(RecognitionAudio audio)
    {
        var (tag, bytes) = audio == RecognitionAudio.MuLaw ? ((short)7, (short)1) : ((short)1, (short)2);
        var header = new byte[44];
        "RIFF"u8.CopyTo(header);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(20), tag);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), 8000);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), 8000 * bytes);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(32), bytes);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(34), (short)(8 * bytes));
        "data"u8.CopyTo(header.AsSpan(36));
        return header;
    }

    private void Stamp(int headers)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_message, (ushort)headers);
        _time.GetUtcNow().UtcDateTime.TryFormat(_message.AsSpan(_timestampAt, TimestampLength), out _, TimestampFormat, CultureInfo.InvariantCulture);
    }
}
