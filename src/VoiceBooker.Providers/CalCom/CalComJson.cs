using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace VoiceBooker.Providers.CalCom;

/// <summary>Reading answers whose fields come and go without notice: what is missing or of another type is null, never an exception.</summary>
internal static class CalComJson
{
    /// <summary>A member; null when it is missing, null, or this is no object.</summary>
    public static JsonElement? Item(this JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var item) && item.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? item : null;

    /// <summary>A member's text.</summary>
    public static string? Text(this JsonElement holder, string name) => holder.Item(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A member that identifies: text, or a number as text.</summary>
    public static string? Id(this JsonElement holder, string name) =>
        holder.Item(name) is { } item && item.ValueKind is JsonValueKind.String or JsonValueKind.Number ? item.ToString() : null;

    /// <summary>A member's number, whole.</summary>
    public static int? Number(this JsonElement holder, string name) =>
        holder.Item(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value) && value is >= int.MinValue and <= int.MaxValue ? (int)Math.Round(value) : null;

    /// <summary>A member's yes or no; null when it says neither.</summary>
    public static bool? Flag(this JsonElement holder, string name) => holder.Item(name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>A member's elements; none when it is no array.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement holder, string name) => holder.Item(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>True for an object that is not <c>{"disabled":true}</c>: how newer versions say that something is off.</summary>
    public static bool IsOn(this JsonElement holder, string name) => holder.Item(name) is { ValueKind: JsonValueKind.Object } item && item.Flag("disabled") != true;

    /// <summary>A member's moment: ISO 8601 with or without milliseconds, <c>Z</c> or an offset.</summary>
    public static Instant? Moment(this JsonElement holder, string name) => Moment(holder.Text(name))?.ToInstant();

    /// <summary>A moment with the offset it was told in.</summary>
    public static OffsetDateTime? Moment(string? text) => text is not null && OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } moment ? moment.Value : null;

    /// <summary>UTC to the second, as requests want it.</summary>
    public static string Utc(Instant moment) => moment.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
