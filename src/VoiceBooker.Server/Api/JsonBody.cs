using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using VoiceBooker.Server.Settings;

namespace VoiceBooker.Server.Api;

/// <summary>Compares a JSON body with what a door reads, so that a misspelt or misplaced field is named and not passed over in silence. Pure.</summary>
internal sealed class JsonBody(JsonSerializerOptions options, Wrong wrong)
{
    private const int MostMistakes = 20;
    private const int NearEnough = 4;

    private int _mistakes;

    /// <summary>Says what in <paramref name="body"/> a <paramref name="shape"/> has no place for.</summary>
    public void Check(JsonElement body, Type shape) => Check(body, options.GetTypeInfo(shape), path: "");

    private void Check(JsonElement value, JsonTypeInfo type, string path)
    {
        if (value.ValueKind == JsonValueKind.Null || _mistakes >= MostMistakes)
            return;
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when value.ValueKind == JsonValueKind.Object:
                foreach (var field in value.EnumerateObject())
                    CheckField(field, type, path);
                break;
            case JsonTypeInfoKind.Enumerable when value.ValueKind == JsonValueKind.Array:
                var element = options.GetTypeInfo(type.ElementType!);
                var at = 0;
                foreach (var item in value.EnumerateArray())
                    Check(item, element, string.Create(CultureInfo.InvariantCulture, $"{path}[{at++}]"));
                break;
            case JsonTypeInfoKind.Dictionary when value.ValueKind == JsonValueKind.Object:
                foreach (var entry in value.EnumerateObject())
                    Check(entry.Value, options.GetTypeInfo(type.ElementType!), Below(path, entry.Name));
                break;
            case JsonTypeInfoKind.None:
                if (Wanted(value, Nullable.GetUnderlyingType(type.Type) ?? type.Type) is { } wanted)
                    Add(path, $"must be {wanted}");
                break;
            default:
                Add(path, type.Kind == JsonTypeInfoKind.Enumerable ? "must be a list: […]" : "must be an object: {…}");
                break;
        }
    }

    private void CheckField(JsonProperty field, JsonTypeInfo type, string path)
    {
        if (type.Properties.FirstOrDefault(property => property.Name.Equals(field.Name, StringComparison.OrdinalIgnoreCase)) is { } known)
        {
            Check(field.Value, options.GetTypeInfo(known.PropertyType), Below(path, known.Name));
            return;
        }

        var nearest = type.Properties.Select(property => property.Name).MinBy(name => SettingsCheck.Distance(Bare(name), Bare(field.Name)));
        Add(Below(path, field.Name), nearest is not null && SettingsCheck.Distance(Bare(nearest), Bare(field.Name)) < NearEnough
            ? $"is no field here. Did you mean {nearest}?"
            : $"is no field here; there are {string.Join(", ", type.Properties.Select(property => property.Name))}.");
    }

    private void Add(string path, string sentence)
    {
        _mistakes++;
        wrong.Add(path.Length > 0 ? path : "body", $"{(path.Length > 0 ? path : "The body")} {sentence}{(sentence[^1] is '.' or '?' ? "" : ".")}");
    }

    /// <summary>What a value should have been; null when it is.</summary>
    private static string? Wanted(JsonElement value, Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.String => value.ValueKind == JsonValueKind.String ? null : "text, in quotes",
        TypeCode.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "true or false",
        TypeCode.Int32 or TypeCode.Int64 => IsNumber(value, whole: true) ? null : "a whole number",
        TypeCode.Double or TypeCode.Decimal => IsNumber(value, whole: false) ? null : "a number",
        _ when type == typeof(Guid) => value.ValueKind == JsonValueKind.String && value.TryGetGuid(out _) ? null : "a UUID like 0198c1de-0000-7000-8000-000000000001",
        _ => null,
    };

    private static bool IsNumber(JsonElement value, bool whole) => value.ValueKind switch
    {
        JsonValueKind.Number => !whole || value.TryGetInt32(out _),
        JsonValueKind.String => whole
            ? int.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            : double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        _ => false,
    };

    /// <summary>Without what people write differently: case, underscores, hyphens.</summary>
    private static string Bare(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

    private static string Below(string path, string name) => path.Length > 0 ? $"{path}.{name}" : name;
}
