namespace VoiceBooker.Booking.Languages;

/// <summary>A language a call can be held in. Regions differ in little that a receptionist says, so a tongue is a language without one: "de-AT" and "de-CH" are both German.</summary>
public sealed class Tongue
{
    private Tongue(string code, string name) => (Code, Name) = (code, name);

    /// <summary>English; also what an unknown or missing tag is taken for.</summary>
    public static Tongue English { get; } = new("en", "English");

    /// <summary>German.</summary>
    public static Tongue German { get; } = new("de", "German");

    /// <summary>Spanish.</summary>
    public static Tongue Spanish { get; } = new("es", "Spanish");

    /// <summary>French.</summary>
    public static Tongue French { get; } = new("fr", "French");

    /// <summary>All four, English first.</summary>
    public static IReadOnlyList<Tongue> All { get; } = [English, German, Spanish, French];

    /// <summary>The primary language subtag, lower case: "en", "de", "es" or "fr".</summary>
    public string Code { get; }

    /// <summary>The language's name in English, for operators and for a model's prompt.</summary>
    public string Name { get; }

    /// <summary>The tongue of a BCP 47 tag ("de-AT", "fr"), whatever its region; English for a tag of any other language, or none.</summary>
    public static Tongue Of(string? tag) => Known(tag) ?? English;

    /// <summary>Like <see cref="Of"/>, but null for a tag of any other language, or none: to refuse it rather than to speak English.</summary>
    public static Tongue? Known(string? tag)
    {
        var primary = (tag ?? "").Trim().Split('-', '_')[0];
        return All.FirstOrDefault(tongue => tongue.Code.Equals(primary, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Why a call cannot be held in the language of <paramref name="tag"/>, in a sentence for an operator; null: it can. "en-GB", "de", "es-MX" and the like are fine.</summary>
    public static string? ObjectionTo(string? tag) =>
        Known(tag) is not null && tag!.Split('-') is var parts && Array.TrueForAll(parts, part => part.Length is >= 2 and <= 8 && part.All(char.IsAsciiLetterOrDigit)) ? null
        : $"'{tag}' is no language that calls can be held in. English, German, Spanish and French can be, with or without a region: en-US, en-GB, de-DE, de-AT, es-ES, es-MX, fr-FR, fr.";

    /// <inheritdoc/>
    public override string ToString() => Code;
}
