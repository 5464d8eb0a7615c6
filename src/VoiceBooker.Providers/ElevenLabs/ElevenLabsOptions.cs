using System.ComponentModel.DataAnnotations;
using VoiceBooker.Providers.Accounts;
using VoiceBooker.Providers.Sockets;

namespace VoiceBooker.Providers.ElevenLabs;

/// <summary>Speech by ElevenLabs; section <c>ElevenLabs</c>. Without a key it is not there.</summary>
[SettingsSection(Section)]
public sealed class ElevenLabsOptions : IValidatableObject
{
    /// <summary>The section of the settings.</summary>
    internal const string Section = "ElevenLabs";

    /// <summary>The account's key; empty: ElevenLabs is not used.</summary>
    [StringLength(500)]
    public string Key { get; init; } = "";

    /// <summary>Where the service is.</summary>
    public string BaseAddress { get; init; } = "wss://api.elevenlabs.io";

    /// <summary>The model; those of the third version have no socket that serves a whole call.</summary>
    [RegularExpression("^eleven_(?!v3)[a-z0-9_]+$", ErrorMessage = "must be a model like eleven_flash_v2_5, and not eleven_v3")]
    public string Model { get; init; } = "eleven_flash_v2_5";

    /// <summary>Id of the voice where <see cref="Voices"/> has none for the language.</summary>
    [RegularExpression("^[A-Za-z0-9]{8,64}$", ErrorMessage = "must be the id of a voice")]
    public string Voice { get; init; } = "EXAVITQu4vr4xnSDxMaL";

    /// <summary>Ids of default voices of languages, separated by blanks.</summary>
    [RegularExpression(VoicesByLanguage.Pattern, ErrorMessage = "must be like de=EXAVITQu4vr4xnSDxMaL")]
    public string Voices { get; init; } = "";

    /// <summary>Whether text is spoken at once without being collected; if not, each phrase is flushed all the same.</summary>
    public bool AutoMode { get; init; } = true;

    /// <summary>How evenly the voice speaks; less is livelier.</summary>
    [Range(0.0, 1.0)]
    public double Stability { get; init; } = 0.5;

    /// <summary>How closely it keeps to the original.</summary>
    [Range(0.0, 1.0)]
    public double SimilarityBoost { get; init; } = 0.75;

    /// <summary>How much of the original's manner is exaggerated; more than 0 is slower.</summary>
    [Range(0.0, 1.0)]
    public double Style { get; init; }

    /// <summary>Brings the voice nearer to the speaker it was made from; a little slower.</summary>
    public bool SpeakerBoost { get; init; }

    /// <summary>How fast it speaks.</summary>
    [Range(0.7, 1.2)]
    public double Speed { get; init; } = 1;

    /// <summary>Whether ElevenLabs may keep what is said; false needs an enterprise account.</summary>
    public bool Logging { get; init; } = true;

    /// <summary>After so long without a word ElevenLabs closes; a sign of life is sent three times in it.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:03:00")]
    public TimeSpan InactivityTimeout { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>How long opening a connection may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:00:30")]
    public TimeSpan ConnectWithin { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long the first audio of a phrase may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:00:30")]
    public TimeSpan FirstAudioWithin { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long the audio of a phrase may pause.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:00:30")]
    public TimeSpan NextAudioWithin { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The header with the key.</summary>
    internal (string Name, string Value) Credential => ("xi-api-key", Key.Trim());

    /// <summary>How often a sign of life is sent.</summary>
    internal TimeSpan KeepAliveEvery => InactivityTimeout / 3;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ServiceAddress.Refuse(BaseAddress, "wss://api.elevenlabs.io") is { } wrong)
            yield return new ValidationResult(wrong, [nameof(BaseAddress)]);
    }
}
