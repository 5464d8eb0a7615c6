using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;
using VoiceBooker.Booking.Campaigns.Upload;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Server.Api;

/// <summary>What is wrong with a request, field by field; each sentence says what to do about it.</summary>
internal sealed class Wrong
{
    private readonly Dictionary<string, List<string>> _fields = new(StringComparer.Ordinal);

    /// <summary>Whether anything is.</summary>
    public bool Any => _fields.Count > 0;

    /// <summary>Adds a sentence.</summary>
    public void Add(string field, string sentence)
    {
        if (!_fields.TryGetValue(field, out var sentences))
            _fields[field] = sentences = [];
        sentences.Add(sentence);
    }

    /// <summary>As the answer to the request.</summary>
    public ValidationProblem ToProblem() =>
        TypedResults.ValidationProblem(_fields.ToDictionary(field => field.Key, field => field.Value.ToArray(), StringComparer.Ordinal), detail: ToString());

    /// <summary>Words that must be there and not be endless.</summary>
    public string Text(string field, string? value, int longest = 200, bool needed = true)
    {
        if (needed && string.IsNullOrWhiteSpace(value))
            Add(field, $"{field} is needed.");
        else if (value?.Length > longest)
            Add(field, $"{field} has {value.Length} characters; at most {longest} are allowed.");
        return value?.Trim() ?? "";
    }

    /// <summary>A BCP 47 tag of a language that calls can be held in.</summary>
    public string Language(string field, string value)
    {
        var tag = value.Trim();
        if (Tongue.ObjectionTo(tag) is { } objection)
            Add(field, $"{field} {objection}");
        return tag;
    }

    /// <summary>A whole number within bounds.</summary>
    public int Number(string field, int? value, int otherwise, int least, int most)
    {
        if (value is { } number && (number < least || number > most))
            Add(field, string.Create(CultureInfo.InvariantCulture, $"{field} is {number}; allowed are {least} to {most}."));
        return value ?? otherwise;
    }

    /// <summary>An IANA zone; a wrong one is answered with the nearest names.</summary>
    public string Zone(string field, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            Add(field, $"{field} is needed: an IANA zone such as Europe/Berlin.");
        else if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(value) is null)
            Add(field, $"{field} '{value}' is no IANA zone. Did you mean {string.Join(", ", Nearest(value))}?");
        return value ?? "";
    }

    /// <summary>The zone where a person is: a place, so that UTC and EST are none; empty is allowed. A wrong one is answered with the nearest names.</summary>
    public string Place(string field, string? value)
    {
        var text = value?.Trim() ?? "";
        if (text.Length == 0 || ZoneNames.Find(text) is not { } id)
        {
            if (text.Length > 0)
                Add(field, $"{field}: {(text.Length > 60 ? $"“{text[..60]}…” is no time zone." : ZoneNames.ObjectionTo(text))}");
            return "";
        }

        return id;
    }

    /// <summary>An address with one "@" and a dot behind it; empty is allowed unless needed.</summary>
    public string Email(string field, string? value, bool needed = false)
    {
        var text = Text(field, value, longest: 254, needed);
        if (text.Length > 0 && (!System.Net.Mail.MailAddress.TryCreate(text, out var address) || address.Address != text || !address.Host.Contains('.', StringComparison.Ordinal)))
            Add(field, $"{field} '{text}' is no e-mail address.");
        return text;
    }

    /// <summary>An E.164 number; empty is allowed unless needed.</summary>
    public string Phone(string field, string? value, bool needed = false)
    {
        var text = value?.Trim() ?? "";
        if (text.Length == 0 && needed)
            Add(field, $"{field} is needed: a number in the form +15551234567 (E.164).");
        else if (text.Length > 0 && !NumberHint.IsE164(text))
            Add(field, $"{field} '{text}' is no number in the form +15551234567 (E.164). {NumberHint.For(text)}".TrimEnd());
        return text;
    }

    /// <summary>A moment: with "Z", or with a distance from UTC.</summary>
    public Instant? Moment(string field, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;
        if (InstantPattern.ExtendedIso.Parse(value) is { Success: true } utc)
            return utc.Value;
        if (OffsetDateTimePattern.Rfc3339.Parse(value) is { Success: true } local)
            return local.Value.ToInstant();
        Add(field, $"{field} is '{value}'; it must look like 2026-12-01T15:00:00Z (UTC) or 2026-12-01T16:00:00+01:00.");
        return null;
    }

    /// <summary>All sentences, one after the other.</summary>
    public override string ToString() => string.Join(' ', _fields.Values.SelectMany(each => each));

    /// <summary>Something a NodaTime pattern reads.</summary>
    public T? Parse<T>(string field, string? value, IPattern<T> pattern, string example)
        where T : struct
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;
        var parsed = pattern.Parse(value);
        if (parsed.Success)
            return parsed.Value;
        Add(field, $"{field} is '{value}'; it must look like {example}.");
        return null;
    }

    private static IEnumerable<string> Nearest(string zone)
    {
        var last = zone[(zone.LastIndexOf('/') + 1)..];
        return DateTimeZoneProviders.Tzdb.Ids
            .Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal))
            .OrderBy(id => Math.Min(Settings.SettingsCheck.Distance(id, zone), Settings.SettingsCheck.Distance(id[(id.LastIndexOf('/') + 1)..], last.Replace(' ', '_'))))
            .Take(3);
    }
}
