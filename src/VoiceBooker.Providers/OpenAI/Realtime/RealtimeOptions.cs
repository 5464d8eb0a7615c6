using System.ComponentModel.DataAnnotations;
using VoiceBooker.Providers.Accounts;

namespace VoiceBooker.Providers.OpenAI.Realtime;

/// <summary>A speech-to-speech model (OpenAI Realtime, or Azure's), for assistants whose mind is <see cref="Name"/>. Without a key there is none.</summary>
[SettingsSection(Section)]
public sealed class RealtimeOptions : IValidatableObject
{
    /// <summary>The section these are bound from.</summary>
    public const string Section = "Realtime";

    /// <summary>What assistants and the journal call it.</summary>
    [Required]
    [RegularExpression("^[a-z][a-z0-9-]{0,39}$", ErrorMessage = "Realtime:Name must be a lower-case word.")]
    public string Name { get; init; } = "realtime";

    /// <summary>The address up to, not including, <c>/realtime</c>: <c>https://api.openai.com/v1</c>, or <c>https://NAME.openai.azure.com/openai/v1</c>.</summary>
    [Required]
    [Url]
    public string BaseUrl { get; init; } = "https://api.openai.com/v1";

    /// <summary>The model; at Azure the deployment.</summary>
    [Required]
    public string Model { get; init; } = "gpt-realtime";

    /// <summary>The key. A secret. Empty: no speech-to-speech model.</summary>
    public string Key { get; init; } = "";

    /// <summary>Sends the key as <c>api-key</c>, as Azure wants it, instead of as a bearer token.</summary>
    public bool KeyInHeader { get; init; }

    /// <summary>The model's voice.</summary>
    [Required]
    public string Voice { get; init; } = "marin";

    /// <summary>Which model writes down what the caller says.</summary>
    [Required]
    public string TranscriptionModel { get; init; } = "gpt-4o-mini-transcribe";

    /// <summary>Silence that ends an utterance for the model's own ears, ms. 200 to 2000. Whose turn it is is decided by <c>Turns</c> all the same.</summary>
    [Range(200, 2000)]
    public int SilenceMs { get; init; } = 300;

    /// <summary>How long connecting may take. 1 to 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan ConnectWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From the request to the first sound, word or tool call. 0.5 to 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:00:30")]
    public TimeSpan FirstTokenWithin { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>Between two pieces. 0.5 to 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:00:30")]
    public TimeSpan GapWithin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>From the request to the end. 1 to 120 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan WholeWithin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Price of a million tokens that go in, speech and text alike.</summary>
    [Range(0.0, 100000.0)]
    public decimal InputPrice { get; init; }

    /// <summary>Price of a million tokens that go in and are in the vendor's cache.</summary>
    [Range(0.0, 100000.0)]
    public decimal CachedInputPrice { get; init; }

    /// <summary>Price of a million tokens that come out, speech and text alike.</summary>
    [Range(0.0, 100000.0)]
    public decimal OutputPrice { get; init; }

    /// <summary>Where the session is opened.</summary>
    internal Uri Address
    {
        get
        {
            var address = new UriBuilder(BaseUrl.TrimEnd('/') + "/realtime") { Query = "model=" + Uri.EscapeDataString(Model) };
            address.Scheme = address.Scheme is "http" ? "ws" : "wss";
            return address.Uri;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Uri.TryCreate(BaseUrl, UriKind.Absolute, out var address) && address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
            yield return new ValidationResult("a key travels by https only, except to this machine.", [nameof(BaseUrl)]);
    }
}
