using System.ComponentModel.DataAnnotations;
using VoiceBooker.Providers.Accounts;

namespace VoiceBooker.Providers.OpenAI;

/// <summary>One hosted model that can lead calls; section <c>Models</c> is a list of them, the first one asked first.</summary>
[SettingsSection(Section, IsList = true)]
public sealed class OpenAIModelOptions : IValidatableObject
{
    /// <summary>The section of the settings.</summary>
    internal const string Section = "Models";

    /// <summary>Who serves it: "openai", "azure" (a deployment of Azure OpenAI), or "compatible" (any server that speaks the same protocol).</summary>
    [RegularExpression("^(openai|azure|compatible)$", ErrorMessage = "allowed are openai, azure, compatible")]
    public string Kind { get; init; } = "openai";

    /// <summary>What the journal and the log call it; empty: as <see cref="Model"/>. No two models share a name.</summary>
    [StringLength(60)]
    public string Name { get; init; } = "";

    /// <summary>What the server calls the model; with Azure the deployment. Empty: the entry is not used.</summary>
    [StringLength(200)]
    public string Model { get; init; } = "";

    /// <summary>The server's address up to and with <c>/v1</c>; empty: OpenAI's own, where that is the kind. Azure: <c>https://NAME.openai.azure.com/openai/v1</c>.</summary>
    public string BaseUrl { get; init; } = "";

    /// <summary>The key; empty where <see cref="UseEntra"/> is set or a compatible server wants none.</summary>
    [StringLength(2000)]
    public string Key { get; init; } = "";

    /// <summary>Signs in to Azure with the identity of this machine or process (a managed identity, the environment, the Azure command line) instead of a key.</summary>
    public bool UseEntra { get; init; }

    /// <summary>What that identity asks for.</summary>
    [RegularExpression("^https://[^ ]+$", ErrorMessage = "must be a scope like https://cognitiveservices.azure.com/.default")]
    public string EntraScope { get; init; } = "https://cognitiveservices.azure.com/.default";

    /// <summary>Further headers of every request, by name. Their values are treated as secrets.</summary>
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>Allows an <c>http://</c> address in a private network: the key and what is said then cross it in clear. On this machine it is always allowed, elsewhere never.</summary>
    public bool AllowInsecureAddress { get; init; }

    /// <summary>How freely it words things, 0 to 2; empty: the model's own default (some models allow no other).</summary>
    [Range(0.0, 2.0)]
    public double? Temperature { get; init; }

    /// <summary>The longest answer, in tokens; with a model that reasons, its reasoning included.</summary>
    [Range(16, 16384)]
    public int MaxOutputTokens { get; init; } = 400;

    /// <summary>How much a model that reasons may do so: "none", "minimal", "low", "medium", "high"; empty: not said, as models that do not reason demand.</summary>
    [RegularExpression("^(none|minimal|low|medium|high)?$", ErrorMessage = "allowed are none, minimal, low, medium, high, or nothing")]
    public string ReasoningEffort { get; init; } = "";

    /// <summary>From the request to the first piece of the answer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:00:30")]
    public TimeSpan FirstTokenWithin { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>Between two pieces of the answer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:00:30")]
    public TimeSpan GapWithin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>From the request to the end of the answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan WholeWithin { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>Price of a million tokens that are sent, in the currency of the budget; 0 with the other prices: not known, counted as free.</summary>
    [Range(0.0, 10000.0)]
    public decimal InputPrice { get; init; }

    /// <summary>Price of a million tokens that are sent and were in the vendor's cache.</summary>
    [Range(0.0, 10000.0)]
    public decimal CachedInputPrice { get; init; }

    /// <summary>Price of a million tokens that come back.</summary>
    [Range(0.0, 10000.0)]
    public decimal OutputPrice { get; init; }

    /// <summary>Whether it is asked at all.</summary>
    internal bool IsUsed => Model.Length > 0;

    /// <summary><see cref="Name"/>, or what stands for it.</summary>
    internal string Title => Name.Length > 0 ? Name : Model;

    /// <summary><see cref="BaseUrl"/>, or what stands for it; with a slash at the end.</summary>
    internal Uri Address => new((BaseUrl.Length > 0 ? BaseUrl : "https://api.openai.com/v1").TrimEnd('/') + "/");

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsUsed)
            yield break;
        if (BaseUrl.Length == 0 && Kind != "openai")
            yield return new ValidationResult($"is needed for the kind {Kind}, like {Example}", [nameof(BaseUrl)]);
        if (BaseUrl.Length > 0 && CredentialAddress.Refuse(BaseUrl, Example, AllowInsecureAddress, nameof(AllowInsecureAddress)) is { } wrong)
            yield return new ValidationResult(wrong, [nameof(BaseUrl)]);
        if (UseEntra && Kind != "azure")
            yield return new ValidationResult("is for the kind azure only", [nameof(UseEntra)]);
        if (UseEntra && Key.Length > 0)
            yield return new ValidationResult("must be empty where UseEntra is set", [nameof(Key)]);
        if (Key.Length == 0 && !UseEntra && Kind != "compatible")
            yield return new ValidationResult(Kind == "azure" ? "is needed, or UseEntra" : "is needed", [nameof(Key)]);
        if (WholeWithin < FirstTokenWithin)
            yield return new ValidationResult("must not be less than FirstTokenWithin", [nameof(WholeWithin)]);
        if (ExtraHeaders.Refuse(Headers) is { } header)
            yield return new ValidationResult(header, [nameof(Headers)]);
    }

    private string Example => Kind == "azure" ? "https://NAME.openai.azure.com/openai/v1" : "https://api.openai.com/v1";
}
