using System.ComponentModel.DataAnnotations;

namespace VoiceBooker.Server.Api;

/// <summary>The JSON API; section <c>Api</c>.</summary>
public sealed class ApiOptions : IValidatableObject
{
    /// <summary>The fewest characters a key may have.</summary>
    public const int ShortestKey = 32;

    /// <summary>What callers of the API send as <c>Authorization: Bearer …</c>, at least 32 characters; empty: there is no API (404). A secret.</summary>
    [StringLength(500)]
    public string Key { get; init; } = "";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Key.Length is > 0 and < ShortestKey)
            yield return new ValidationResult($"must have at least {ShortestKey} characters, or be empty for no API", [nameof(Key)]);
    }
}
