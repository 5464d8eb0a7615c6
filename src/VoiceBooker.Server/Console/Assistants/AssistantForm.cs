using System.ComponentModel.DataAnnotations;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Server.Console.Assistants;

/// <summary>An assistant as it is edited.</summary>
internal sealed class AssistantForm : IValidatableObject
{
    [Required(ErrorMessage = "A name is needed."), StringLength(60, ErrorMessage = "The name is longer than 60 characters.")]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "A greeting is needed."), StringLength(500, ErrorMessage = "The greeting is longer than 500 characters.")]
    public string Greeting { get; set; } = "";

    [StringLength(8000, ErrorMessage = "The instructions are longer than 8000 characters.")]
    public string Instructions { get; set; } = "";

    public string Voice { get; set; } = "";

    [Required(ErrorMessage = "A language is needed, such as en-US.")]
    public string Language { get; set; } = "en-US";

    /// <summary>One number a line.</summary>
    public string Numbers { get; set; } = "";

    public string TransferNumber { get; set; } = "";

    /// <summary>Whether the person hears a summary before the caller is connected.</summary>
    public bool TellsSummary { get; set; } = true;

    /// <summary>See <see cref="Assistant.Mind"/>.</summary>
    public string Mind { get; set; } = "";

    public static AssistantForm Of(Assistant assistant) => new()
    {
        Name = assistant.Name,
        Greeting = assistant.Greeting,
        Instructions = assistant.Instructions,
        Voice = assistant.Voice,
        Language = assistant.Language,
        Numbers = string.Join('\n', assistant.Numbers),
        TransferNumber = assistant.TransferNumber,
        TellsSummary = assistant.TransferManner != Assistant.ColdTransfer,
        Mind = assistant.Mind,
    };

    public void WriteTo(Assistant assistant)
    {
        assistant.Name = Name.Trim();
        assistant.Greeting = Greeting.Trim();
        assistant.Instructions = Instructions.Trim();
        assistant.Voice = Voice.Trim();
        assistant.Language = Language.Trim();
        assistant.Mind = Mind.Trim();
        assistant.Numbers = [.. Lines(Numbers).Select(line => PhoneNumber.TryParse(line, out var number) ? number.E164 : line).Distinct(StringComparer.Ordinal)];
        assistant.TransferNumber = PhoneNumber.TryParse(TransferNumber, out var person) ? person.E164 : "";
        assistant.TransferManner = TellsSummary ? Assistant.WarmTransfer : Assistant.ColdTransfer;
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Language.Trim().Length > 0 && Tongue.ObjectionTo(Language.Trim()) is { } objection)
            yield return new(objection, [nameof(Language)]);
        foreach (var line in Lines(Numbers).Where(line => !PhoneNumber.TryParse(line, out _)))
            yield return new($"“{line}” is no number with its country, such as +1 415 555 0147.", [nameof(Numbers)]);
        if (TransferNumber.Trim().Length > 0 && !PhoneNumber.TryParse(TransferNumber, out _))
            yield return new($"“{TransferNumber}” is no number with its country, such as +1 415 555 0147.", [nameof(TransferNumber)]);
    }

    private static string[] Lines(string text) => text.Split(['\n', '\r', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
