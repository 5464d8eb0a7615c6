using System.Text.Json;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>What the server sent over the media socket, after the strict check.</summary>
internal abstract record ServerMessage
{
    private ServerMessage() { }

    /// <summary>Audio to be played.</summary>
    public sealed record Media(byte[] Audio) : ServerMessage;

    /// <summary>A mark to be returned.</summary>
    public sealed record Mark(string Name) : ServerMessage;

    /// <summary>Throw away what is queued.</summary>
    public sealed record Clear : ServerMessage;

    /// <summary>Not by the contract: dropped, and written to the debugger.</summary>
    public sealed record Refused(int Code, string Reason) : ServerMessage;

    /// <summary>Reads one text message. Nothing but <c>media</c>, <c>mark</c>, <c>clear</c> with exactly their fields passes.</summary>
    public static ServerMessage Read(ReadOnlyMemory<byte> utf8, string streamSid)
    {
        if (utf8.Length > 64 * 1024)
            return Invalid("message larger than 64 kB");

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(utf8);
        }
        catch (JsonException)
        {
            return Invalid("not JSON");
        }

        using (document)
            return Check(document.RootElement, streamSid);
    }

    private static ServerMessage Check(JsonElement root, string streamSid)
    {
        if (root.ValueKind is not JsonValueKind.Object)
            return Invalid("not an object");
        if (!root.TryGetProperty("event", out var kind) || kind.ValueKind is not JsonValueKind.String)
            return Invalid("no event");
        if (!root.TryGetProperty("streamSid", out var sid) || sid.ValueKind is not JsonValueKind.String)
            return Invalid($"{kind} without streamSid");
        if (sid.GetString() != streamSid)
            return Invalid($"{kind} with a wrong streamSid");

        switch (kind.GetString())
        {
            case "clear":
                return Fields(root, "event", "streamSid") is { } extra ? Invalid($"clear with a field '{extra}'") : new Clear();

            case "mark":
                if (Fields(root, "event", "streamSid", "mark") is { } markExtra)
                    return Invalid($"mark with a field '{markExtra}'");
                if (!root.TryGetProperty("mark", out var mark) || mark.ValueKind is not JsonValueKind.Object
                    || !mark.TryGetProperty("name", out var name) || name.ValueKind is not JsonValueKind.String || name.GetString() is not { Length: > 0 } text)
                    return Invalid("mark without a name");
                return Fields(mark, "name") is { } inMark ? Invalid($"mark.mark with a field '{inMark}'") : new Mark(text);

            case "media":
                if (Fields(root, "event", "streamSid", "media") is { } mediaExtra)
                    return Invalid($"media with a field '{mediaExtra}'");
                if (!root.TryGetProperty("media", out var media) || media.ValueKind is not JsonValueKind.Object
                    || !media.TryGetProperty("payload", out var payload) || payload.ValueKind is not JsonValueKind.String)
                    return Invalid("media without a payload");
                if (Fields(media, "payload") is { } inMedia)
                    return Invalid($"media.media with a field '{inMedia}'");
                if (!payload.TryGetBytesFromBase64(out var audio))
                    return Invalid("payload is not base64");
                if (audio.Length == 0)
                    return Invalid("payload is empty");
                return audio.AsSpan().StartsWith("RIFF"u8) ? Invalid("payload begins with a RIFF header") : new Media(audio);

            case var other:
                return Invalid($"unknown event '{other}'");
        }
    }

    private static string? Fields(JsonElement element, params ReadOnlySpan<string> allowed)
    {
        foreach (var property in element.EnumerateObject())
            if (!allowed.Contains(property.Name))
                return property.Name;
        return null;
    }

    private static Refused Invalid(string reason) => new(CarrierNotices.InvalidMessage, reason);
}
