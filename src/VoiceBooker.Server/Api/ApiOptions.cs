using System.ComponentModel.DataAnnotations;

namespace VoiceBooker.Server.Api;

/// <summary>The JSON API; section <c>Api</c>.</summary>
public sealed class ApiOptions : IValidatableObject
{
    /// <summary>The fewest characters a key may have.</summary>
    public const int ShortestKey = 32;

    /// <summary>A key with all scopes, at least 32 characters, sent as <c>Authorization: Bearer …</c>: for the first steps and for machines that are set up by their settings. Empty: only keys made in the console work. A secret.</summary>
    [StringLength(500)]
    public string Key { get; init; } = "";

    /// <summary>Requests one key may make per minute, evenly; what a minute allows may also come at once. More are answered 429, with the seconds to wait.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; init; } = 12_000;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Key.Length is > 0 and < ShortestKey)
            yield return new ValidationResult($"must have at least {ShortestKey} characters, or be empty", [nameof(Key)]);
    }
}
