using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace VoiceBooker.Providers.Twilio;

/// <summary>Which message came in.</summary>
internal enum StreamEvent
{
    /// <summary>Not one of ours: ignored, as new ones come without notice.</summary>
    Other,

    /// <summary>The protocol's greeting.</summary>
    Connected,

    /// <summary>Which call this is.</summary>
    Start,

    /// <summary>Audio of the caller.</summary>
    Media,

    /// <summary>A key.</summary>
    Dtmf,

    /// <summary>A mark comes back.</summary>
    Mark,

    /// <summary>The stream or the call is over.</summary>
    Stop,

    /// <summary>Typed words (softphone and typed calls).</summary>
    Text,

    /// <summary>Time passes (typed calls).</summary>
    Wait,
}

/// <summary>One message of a media stream, read in one pass over the bytes it came in; valid as long as those are. Numbers may come as JSON strings or as numbers.</summary>
internal ref struct StreamMessage
{
    private ReadOnlySpan<byte> _payload;
    private bool _payloadEscaped;

    /// <summary>Which.</summary>
    public StreamEvent Event { get; private set; }

    /// <summary>Its place among all messages; null when it has none.</summary>
    public long? SequenceNumber { get; private set; }

    /// <summary>Which stream; null when not said.</summary>
    public string? StreamSid { get; private set; }

    /// <summary>Milliseconds since the stream began (media), or how long to wait (wait).</summary>
    public long? Milliseconds { get; private set; }

    /// <summary>The key, the mark's name, or the typed words.</summary>
    public string? Word { get; private set; }

    /// <summary>The call (start).</summary>
    public string? CallSid { get; private set; }

    /// <summary>The account (start).</summary>
    public string? AccountSid { get; private set; }

    /// <summary>The audio's encoding (start).</summary>
    public string? Encoding { get; private set; }

    /// <summary>The audio's sample rate (start).</summary>
    public long? SampleRate { get; private set; }

    /// <summary>Our one-time token (start).</summary>
    public string? Token { get; private set; }

    /// <summary>At most how many bytes of audio there are.</summary>
    public readonly int MaxAudioLength => Base64.GetMaxDecodedFromUtf8Length(_payload.Length);

    /// <summary>Reads a message.</summary>
    /// <param name="utf8">The whole message.</param>
    /// <param name="knownStream">The stream we are in: saves making a string of the same name fifty times a second.</param>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static StreamMessage Read(ReadOnlySpan<byte> utf8, string? knownStream)
    {
        var message = new StreamMessage();
        var json = new Utf8JsonReader(utf8);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            throw new JsonException("A message is a JSON object.");

        message.ReadObject(ref json, knownStream, depth: 1);
        if (json.Read())
            throw new JsonException("A message is one JSON object.");
        return message;
    }

    /// <summary>Decodes the audio into <paramref name="target"/>; false when it is no base64.</summary>
    public readonly bool TryDecodeAudio(Span<byte> target, out int length)
    {
        if (!_payloadEscaped)
            return Base64.DecodeFromUtf8(_payload, target, out _, out length) == OperationStatus.Done;

        // Some writers escape the slash, which base64 uses.
        var plain = new byte[_payload.Length];
        var count = 0;
        foreach (var each in _payload)
        {
            if (each != '\\')
                plain[count++] = each;
        }

        return Base64.DecodeFromUtf8(plain.AsSpan(0, count), target, out _, out length) == OperationStatus.Done;
    }

    private void ReadObject(ref Utf8JsonReader json, string? knownStream, int depth)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("event"u8) && depth == 1)
                Event = ReadEvent(ref json);
            else if (json.ValueTextEquals("payload"u8))
                ReadPayload(ref json);
            else if (json.ValueTextEquals("sequenceNumber"u8))
                SequenceNumber = ReadNumber(ref json);
            else if (json.ValueTextEquals("streamSid"u8))
                StreamSid = ReadText(ref json, knownStream);
            else if (json.ValueTextEquals("timestamp"u8) || (depth == 2 && json.ValueTextEquals("ms"u8)))
                Milliseconds = ReadNumber(ref json);
            else if (depth == 2 && (json.ValueTextEquals("digit"u8) || json.ValueTextEquals("name"u8) || json.ValueTextEquals("text"u8)))
                Word = ReadText(ref json);
            else if (depth == 2 && json.ValueTextEquals("callSid"u8))
                CallSid = ReadText(ref json);
            else if (depth == 2 && json.ValueTextEquals("accountSid"u8))
                AccountSid = ReadText(ref json);
            else if (json.ValueTextEquals("encoding"u8))
                Encoding = ReadText(ref json);
            else if (json.ValueTextEquals("sampleRate"u8))
                SampleRate = ReadNumber(ref json);
            else if (depth == 3 && json.ValueTextEquals("token"u8))
                Token = ReadText(ref json);
            else if (json.Read() && json.TokenType == JsonTokenType.StartObject && depth < 3)
                ReadObject(ref json, knownStream, depth + 1);
            else
                json.Skip();
        }
    }

    private static StreamEvent ReadEvent(ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType != JsonTokenType.String ? StreamEvent.Other
            : json.ValueTextEquals("media"u8) ? StreamEvent.Media
            : json.ValueTextEquals("mark"u8) ? StreamEvent.Mark
            : json.ValueTextEquals("dtmf"u8) ? StreamEvent.Dtmf
            : json.ValueTextEquals("connected"u8) ? StreamEvent.Connected
            : json.ValueTextEquals("start"u8) ? StreamEvent.Start
            : json.ValueTextEquals("stop"u8) ? StreamEvent.Stop
            : json.ValueTextEquals("text"u8) ? StreamEvent.Text
            : json.ValueTextEquals("wait"u8) ? StreamEvent.Wait
            : StreamEvent.Other;
    }

    private static string? ReadText(ref Utf8JsonReader json, string? known = null)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.String)
            return known is not null && json.ValueTextEquals(known) ? known : json.GetString();
        json.Skip();
        return null;
    }

    private static long? ReadNumber(ref Utf8JsonReader json)
    {
        json.Read();
        switch (json.TokenType)
        {
            case JsonTokenType.Number when json.TryGetInt64(out var number):
                return number;
            case JsonTokenType.String when Utf8Parser.TryParse(json.ValueSpan, out long parsed, out var used) && used == json.ValueSpan.Length:
                return parsed;
            case JsonTokenType.String when double.TryParse(json.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && Math.Abs(real) < 1e15:
                return (long)real;
            default:
                json.Skip();
                return null;
        }
    }

    private void ReadPayload(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.String)
        {
            json.Skip();
            return;
        }

        _payload = json.ValueSpan;
        _payloadEscaped = json.ValueIsEscaped;
    }
}
