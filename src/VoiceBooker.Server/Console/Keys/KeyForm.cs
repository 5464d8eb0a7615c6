using System.ComponentModel.DataAnnotations;
using VoiceBooker.Booking.Access;

namespace VoiceBooker.Server.Console.Keys;

/// <summary>A key to the API as it is asked for.</summary>
internal sealed class KeyForm : IValidatableObject
{
    [Required(ErrorMessage = "Say what it is for, so that you know it again."), StringLength(100, ErrorMessage = "That is longer than 100 characters.")]
    public string Name { get; set; } = "";

    /// <summary>Of <see cref="ApiScopes.All"/>.</summary>
    public List<string> Scopes { get; } = [ApiScopes.Read];

    /// <summary>The last day on which it works; null: no last day.</summary>
    public DateOnly? Until { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Scopes.Count == 0)
            yield return new ValidationResult("A key that opens nothing is of no use: choose at least one.", [nameof(Scopes)]);
    }
}
