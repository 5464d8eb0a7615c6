using System.Text.Json;

namespace VoiceBooker.Providers.OpenAI.Realtime;

/// <summary>One message of the model, as far as we read it; what is not in it is empty.</summary>
internal readonly ref struct ServerEvent(JsonElement json)
{
    /// <summary>Which.</summary>
    public string Type => Text("type");

    /// <summary>A field's text; empty when missing.</summary>
    public string Text(params ReadOnlySpan<string> path)
    {
        var at = json;
        foreach (var name in path)
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                return "";
        return at.ValueKind == JsonValueKind.String ? at.GetString() ?? "" : "";
    }

    /// <summary>A field's number; 0 when missing.</summary>
    public long Number(params ReadOnlySpan<string> path)
    {
        var at = json;
        foreach (var name in path)
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                return 0;
        return at.ValueKind == JsonValueKind.Number && at.TryGetInt64(out var number) ? number : 0;
    }

    /// <summary>A field's audio; empty when missing or no base64.</summary>
    public byte[] Audio(string name) => json.TryGetProperty(name, out var at) && at.ValueKind == JsonValueKind.String && at.TryGetBytesFromBase64(out var audio) ? audio : [];
}
