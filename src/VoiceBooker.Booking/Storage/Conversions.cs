using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;
using NodaTime.Text;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Storage;

/// <summary>An instant as ticks of 100 ns since 1970 (UTC): sorts and compares in any database.</summary>
internal sealed class InstantConverter() : ValueConverter<Instant, long>(instant => instant.ToUnixTimeTicks(), ticks => Instant.FromUnixTimeTicks(ticks));

/// <summary>A date as ISO text.</summary>
internal sealed class LocalDateConverter() : ValueConverter<LocalDate, string>(
    date => LocalDatePattern.Iso.Format(date),
    text => LocalDatePattern.Iso.Parse(text).Value);

/// <summary>A call's identity as a UUID.</summary>
internal sealed class CallIdConverter() : ValueConverter<CallId, Guid>(id => id.Value, value => new CallId(value));

/// <summary>A short list that is only ever read whole, as JSON text.</summary>
internal sealed class JsonListConverter<T>() : ValueConverter<List<T>, string>(
    list => JsonSerializer.Serialize(list, StoredJson.Options),
    text => JsonSerializer.Deserialize<List<T>>(text, StoredJson.Options) ?? new List<T>());

/// <summary>One value that is only ever read whole, as JSON text.</summary>
internal sealed class JsonValueConverter<T>() : ValueConverter<T, string>(
    value => JsonSerializer.Serialize(value, StoredJson.Options),
    text => JsonSerializer.Deserialize<T>(text, StoredJson.Options) ?? new T())
    where T : class, new();

/// <summary>Dictionaries with equal entries are equal.</summary>
internal sealed class TextsComparer() : ValueComparer<Dictionary<string, string>>(
    (left, right) => left == null ? right == null : right != null && left.Count == right.Count && !left.Except(right).Any(),
    texts => texts.Aggregate(0, (hash, entry) => hash ^ HashCode.Combine(entry.Key, entry.Value)),
    texts => new Dictionary<string, string>(texts));

/// <summary>Counts with equal entries are equal.</summary>
internal sealed class CountsComparer() : ValueComparer<Dictionary<string, int>>(
    (left, right) => left == null ? right == null : right != null && left.Count == right.Count && !left.Except(right).Any(),
    counts => counts.Aggregate(0, (hash, entry) => hash ^ HashCode.Combine(entry.Key, entry.Value)),
    counts => new Dictionary<string, int>(counts));

/// <summary>Lists with equal items in the same order are equal.</summary>
internal sealed class ListComparer<T>() : ValueComparer<List<T>>(
    (left, right) => left == null ? right == null : right != null && left.SequenceEqual(right),
    list => list.Aggregate(0, (hash, item) => HashCode.Combine(hash, item)),
    list => list.ToList());

internal static class StoredJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new TextConverter<LocalDate>(LocalDatePattern.Iso), new TextConverter<LocalTime>(LocalTimePattern.ExtendedIso) },
    };

    private sealed class TextConverter<T>(IPattern<T> pattern) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => pattern.Parse(reader.GetString() ?? "").Value;

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(pattern.Format(value));
    }
}
