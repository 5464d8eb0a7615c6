using System.Buffers;
using System.Text.Json;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>The messages the carrier sends over a media socket.</summary>
internal sealed class StreamMessages(string streamSid, Faults faults)
{
    private long _sequence;

    /// <summary>The first message: no sequence number, no stream.</summary>
    public static byte[] Connected() => """{"event":"connected","protocol":"Call","version":"1.0.0"}"""u8.ToArray();

    /// <summary>The stream begins.</summary>
    public byte[] Start(string accountSid, string callSid, IReadOnlyDictionary<string, string> parameters) => Write("start", json =>
    {
        json.WriteStartObject("start");
        json.WriteString("streamSid", streamSid);
        json.WriteString("accountSid", accountSid);
        json.WriteString("callSid", callSid);
        json.WriteStartArray("tracks");
        json.WriteStringValue("inbound");
        json.WriteEndArray();
        json.WriteStartObject("mediaFormat");
        json.WriteString("encoding", "audio/x-mulaw");
        json.WriteNumber("sampleRate", 8000);
        json.WriteNumber("channels", 1);
        json.WriteEndObject();
        json.WriteStartObject("customParameters");
        foreach (var (name, value) in parameters)
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>20 ms of the caller.</summary>
    public byte[] Media(long chunk, long timestampMs, byte[] frame) => Write("media", json =>
    {
        json.WriteStartObject("media");
        json.WriteString("track", "inbound");
        Number(json, "chunk", chunk);
        Number(json, "timestamp", timestampMs);
        json.WriteBase64String("payload", frame);
        json.WriteEndObject();
    });

    /// <summary>A key.</summary>
    public byte[] Dtmf(char digit) => Write("dtmf", json =>
    {
        json.WriteStartObject("dtmf");
        json.WriteString("track", "inbound_track");
        json.WriteString("digit", digit.ToString());
        json.WriteEndObject();
    });

    /// <summary>A mark comes back.</summary>
    public byte[] Mark(string name) => Write("mark", json =>
    {
        json.WriteStartObject("mark");
        json.WriteString("name", name);
        json.WriteEndObject();
    });

    /// <summary>The last message.</summary>
    public byte[] Stop(string accountSid, string callSid) => Write("stop", json =>
    {
        json.WriteStartObject("stop");
        json.WriteString("accountSid", accountSid);
        json.WriteString("callSid", callSid);
        json.WriteEndObject();
    });

    /// <summary>An event nobody has heard of yet; receivers ignore it.</summary>
    public byte[] Unknown() => Write("weather", json => json.WriteString("outlook", "fair"));

    private byte[] Write(string kind, Action<Utf8JsonWriter> body)
    {
        var buffer = new ArrayBufferWriter<byte>(384);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("event", kind);
            Number(json, "sequenceNumber", ++_sequence);
            json.WriteString("streamSid", streamSid);
            body(json);
            if (faults.UnknownParameters)
                json.WriteString("somethingNew", "yes");
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void Number(Utf8JsonWriter json, string name, long value)
    {
        if (faults.NumbersUnquoted)
            json.WriteNumber(name, value);
        else
            json.WriteString(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
