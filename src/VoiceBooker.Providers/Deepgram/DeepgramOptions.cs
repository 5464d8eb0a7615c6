using System.ComponentModel.DataAnnotations;
using VoiceBooker.Providers.Accounts;
using VoiceBooker.Providers.Sockets;

namespace VoiceBooker.Providers.Deepgram;

/// <summary>Which recogniser listens.</summary>
public enum DeepgramFamily
{
    /// <summary>The Nova models: finds pauses; ends of turns are left to the call's own rules.</summary>
    Nova,

    /// <summary>The Flux models: the model itself tells when the caller has finished, and when it probably has.</summary>
    Flux,
}

/// <summary>Speech by Deepgram; section <c>Deepgram</c>. Without a key it is not there.</summary>
[SettingsSection(Section)]
public sealed class DeepgramOptions : IValidatableObject
{
    /// <summary>The section of the settings.</summary>
    internal const string Section = "Deepgram";

    /// <summary>The account's key; empty: Deepgram is not used.</summary>
    [StringLength(500)]
    public string Key { get; init; } = "";

    /// <summary>Where the service is.</summary>
    public string BaseAddress { get; init; } = "wss://api.deepgram.com";

    /// <summary>Which recogniser listens.</summary>
    public DeepgramFamily Listen { get; init; } = DeepgramFamily.Nova;

    /// <summary>The model of the family Nova.</summary>
    [RegularExpression("^nova-[a-z0-9-]+$", ErrorMessage = "must be a model like nova-3")]
    public string NovaModel { get; init; } = "nova-3";

    /// <summary>The model of the family Flux; empty: flux-general-en for English, flux-general-multi for other languages.</summary>
    [RegularExpression("^(flux-[a-z0-9-]+)?$", ErrorMessage = "must be a model like flux-general-en, or empty")]
    public string FluxModel { get; init; } = "";

    /// <summary>Nova: the pause that ends an utterance.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:05")]
    public TimeSpan Endpointing { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Nova: an utterance ends so long after its last word at the latest, noise or not.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:05")]
    public TimeSpan UtteranceEnd { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Flux: how sure the model must be that the caller has finished; 1: never by itself.</summary>
    [Range(0.5, 1.0)]
    public double EndOfTurnThreshold { get; init; } = 0.7;

    /// <summary>Flux: how sure it must be for an answer to be prepared; 0: none is prepared.</summary>
    [Range(0.0, 0.9)]
    public double EagerEndOfTurnThreshold { get; init; } = 0.5;

    /// <summary>Flux: silence that ends a turn in any case.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:00:10")]
    public TimeSpan EndOfTurnTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Flux: <see cref="EndOfTurnThreshold"/> while a name, a number or an address is dictated.</summary>
    [Range(0.5, 1.0)]
    public double DictationThreshold { get; init; } = 0.85;

    /// <summary>Nova: audio in one message.</summary>
    [Range(typeof(TimeSpan), "00:00:00.02", "00:00:00.25")]
    public TimeSpan NovaMessage { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Flux: audio in one message.</summary>
    [Range(typeof(TimeSpan), "00:00:00.02", "00:00:00.25")]
    public TimeSpan FluxMessage { get; init; } = TimeSpan.FromMilliseconds(80);

    /// <summary>How many likely words and names are told to the recogniser; further ones are left out.</summary>
    [Range(0, 100)]
    public int Keyterms { get; init; } = 50;

    /// <summary>Asks Deepgram not to use the audio to improve its models. It may cost more.</summary>
    public bool OptOutOfTraining { get; init; }

    /// <summary>How long opening a connection may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:00:30")]
    public TimeSpan ConnectWithin { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How many connections may fail in a row without a word recognised before listening is given up, so that another engine takes over.</summary>
    [Range(0, 20)]
    public int Retries { get; init; } = 3;

    /// <summary>The pause before the first new attempt; each further one waits twice as long.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan PauseBetweenAttempts { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How much audio without a final result is kept for a new connection.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan Replay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A connection from which nothing comes for so long, though the caller spoke for a quarter of it or more, is dead.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:01:00")]
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Nova: without audio for so long, a sign of life is sent; Deepgram closes after 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:08")]
    public TimeSpan KeepAliveAfter { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long the last words may take after the caller hung up. Less than <c>Calls:Session:LastWordsWithin</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:10")]
    public TimeSpan LastWordsWithin { get; init; } = TimeSpan.FromSeconds(1.2);

    /// <summary>The voice where <see cref="Voices"/> has none for the language.</summary>
    [RegularExpression("^aura-[a-z0-9-]+$", ErrorMessage = "must be a voice like aura-2-thalia-en")]
    public string Voice { get; init; } = "aura-2-thalia-en";

    /// <summary>Default voices of languages, separated by blanks.</summary>
    [RegularExpression(VoicesByLanguage.Pattern, ErrorMessage = "must be like en=aura-2-thalia-en de=aura-2-viktoria-de")]
    public string Voices { get; init; } = "de=aura-2-viktoria-de es=aura-2-celeste-es fr=aura-2-agathe-fr";

    /// <summary>How long the first audio of a phrase may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:00:30")]
    public TimeSpan FirstAudioWithin { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long the audio of a phrase may pause.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:00:30")]
    public TimeSpan NextAudioWithin { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Whether there is a key.</summary>
    internal bool IsConfigured => Key.Trim().Length > 0;

    /// <summary>The header with the key.</summary>
    internal (string Name, string Value) Credential => ("Authorization", $"Token {Key.Trim()}");

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ServiceAddress.Refuse(BaseAddress, "wss://api.deepgram.com") is { } wrong)
            yield return new ValidationResult(wrong, [nameof(BaseAddress)]);
        if (EagerEndOfTurnThreshold is > 0 and < 0.3)
            yield return new ValidationResult("must be 0 or from 0.3 to 0.9", [nameof(EagerEndOfTurnThreshold)]);
        if (EagerEndOfTurnThreshold > EndOfTurnThreshold)
            yield return new ValidationResult("must not be greater than EndOfTurnThreshold", [nameof(EagerEndOfTurnThreshold)]);
    }
}
