using System.Text.Json;

namespace VoiceBooker.Providers.OpenAI;

/// <summary>Which schemas a model can be held to word for word ("strict"): every property required, nothing further allowed, only plain keywords. Others are sent all the same, as advice.</summary>
internal static class StrictSchema
{
    private static readonly string[] Plain = ["type", "title", "description", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf"];

    /// <summary>Whether the schema of a tool's arguments may be strict.</summary>
    public static bool Allows(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && IsType(schema, "object") && AllowsPart(schema);

    private static bool AllowsPart(JsonElement part)
    {
        if (part.ValueKind != JsonValueKind.Object || part.EnumerateObject().Any(keyword => !Plain.Contains(keyword.Name, StringComparer.Ordinal)))
            return false;
        if (IsType(part, "object") && !AllowsObject(part))
            return false;
        if (part.TryGetProperty("items", out var items) && !AllowsPart(items))
            return false;
        return !part.TryGetProperty("anyOf", out var choices) || (choices.ValueKind == JsonValueKind.Array && choices.EnumerateArray().All(AllowsPart));
    }

    private static bool AllowsObject(JsonElement part)
    {
        if (!part.TryGetProperty("additionalProperties", out var further) || further.ValueKind != JsonValueKind.False)
            return false;
        if (!part.TryGetProperty("properties", out var properties))
            return true;
        if (properties.ValueKind != JsonValueKind.Object)
            return false;
        var required = part.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array ? names.EnumerateArray().Select(name => name.ToString()).ToHashSet(StringComparer.Ordinal) : [];
        return properties.EnumerateObject().All(property => required.Contains(property.Name) && AllowsPart(property.Value));
    }

    private static bool IsType(JsonElement part, string name) =>
        part.TryGetProperty("type", out var type)
        && (type.ValueKind == JsonValueKind.String ? type.ValueEquals(name) : type.ValueKind == JsonValueKind.Array && type.EnumerateArray().Any(each => each.ValueKind == JsonValueKind.String && each.ValueEquals(name)));
}
