using System.ComponentModel.DataAnnotations;
using VoiceBooker.Providers.Accounts;

namespace VoiceBooker.Providers.OpenAI;

/// <summary>Speech of OpenAI or of any server with <c>audio/speech</c> and <c>audio/transcriptions</c>; section <c>OpenAISpeech</c>. Speaking and listening are switched on by naming their models.</summary>
[SettingsSection(Section)]
public sealed class OpenAISpeechOptions : IValidatableObject
{
    /// <summary>The section of the settings.</summary>
    internal const string Section = "OpenAISpeech";

    /// <summary>The server's address up to and with <c>/v1</c>.</summary>
    public string BaseUrl { get; init; } = "https://api.openai.com/v1";

    /// <summary>The key, sent as a bearer token; empty: none is sent (a server of one's own; Azure takes its key as the header <c>api-key</c> in <see cref="Headers"/>).</summary>
    [StringLength(2000)]
    public string Key { get; init; } = "";

    /// <summary>Further headers of every request, by name. Their values are treated as secrets.</summary>
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>Allows an <c>http://</c> address in a private network: the key and the voices of callers then cross it in clear. On this machine it is always allowed, elsewhere never.</summary>
    public bool AllowInsecureAddress { get; init; }

    /// <summary>The model that speaks, like gpt-4o-mini-tts; empty: this server does not speak.</summary>
    [StringLength(200)]
    public string SpeakModel { get; init; } = "";

    /// <summary>The voice for assistants that name none of <see cref="Voices"/>.</summary>
    [StringLength(200, MinimumLength = 1)]
    public string Voice { get; init; } = "alloy";

    /// <summary>The voices this server has, separated by blanks.</summary>
    [StringLength(4000)]
    public string Voices { get; init; } = "alloy ash ballad cedar coral echo fable marin nova onyx sage shimmer verse";

    /// <summary>How the voice is to speak, for models that take it; empty: not said.</summary>
    [StringLength(1000)]
    public string Instructions { get; init; } = "";

    /// <summary>How the audio comes: "pcm" (samples at <see cref="PcmRate"/>, the quickest) or "wav" (of any rate from 8 to 48 kHz).</summary>
    [RegularExpression("^(pcm|wav)$", ErrorMessage = "allowed are pcm, wav")]
    public string Format { get; init; } = "pcm";

    /// <summary>The rate of "pcm" in Hz; OpenAI's is 24000.</summary>
    [Range(8000, 48000)]
    public int PcmRate { get; init; } = 24000;

    /// <summary>From the request to the first audio.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:00:30")]
    public TimeSpan FirstAudioWithin { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Between two pieces of audio.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:00:30")]
    public TimeSpan GapWithin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The model that listens, like gpt-4o-mini-transcribe or whisper-1; empty: this server does not listen.</summary>
    [StringLength(200)]
    public string ListenModel { get; init; } = "";

    /// <summary>The rate at which it is given what the caller said, in Hz: 8000, or 16000 for servers that insist on it.</summary>
    [AllowedValues(8000, 16000, ErrorMessage = "allowed are 8000, 16000")]
    public int ListenRate { get; init; } = 8000;

    /// <summary>Silence that ends an utterance; only then is it sent.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:00:02")]
    public TimeSpan EndOfUtterance { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Silence that ends an utterance while a name, number or e-mail address is dictated.</summary>
    [Range(typeof(TimeSpan), "00:00:00.3", "00:00:03")]
    public TimeSpan EndOfDictation { get; init; } = TimeSpan.FromMilliseconds(900);

    /// <summary>The longest utterance; a longer one is sent in pieces.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:01:00")]
    public TimeSpan LongestUtterance { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long one answer to an utterance is waited for; it is asked for twice at most.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:01:00")]
    public TimeSpan WordsWithin { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Utterances in a row without an answer after which the call goes on with other ears; until then the caller is asked again.</summary>
    [Range(1, 10)]
    public int FailuresBeforeGivingUp { get; init; } = 2;

    /// <summary>Whether it speaks.</summary>
    internal bool Speaks => SpeakModel.Length > 0;

    /// <summary>Whether it listens.</summary>
    internal bool Listens => ListenModel.Length > 0;

    /// <summary><see cref="BaseUrl"/> with a slash at the end.</summary>
    internal Uri Address => new(BaseUrl.TrimEnd('/') + "/");

    /// <summary>The voice for an assistant that wishes <paramref name="wished"/>.</summary>
    internal string VoiceFor(string? wished) =>
        wished is { Length: > 0 } && Voices.Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(wished, StringComparer.Ordinal) ? wished : Voice;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (CredentialAddress.Refuse(BaseUrl, "https://api.openai.com/v1", AllowInsecureAddress, $"{Section}:{nameof(AllowInsecureAddress)}") is { } wrong)
            yield return new ValidationResult(wrong, [nameof(BaseUrl)]);
        if (ExtraHeaders.Refuse(Headers) is { } header)
            yield return new ValidationResult(header, [nameof(Headers)]);
    }
}
