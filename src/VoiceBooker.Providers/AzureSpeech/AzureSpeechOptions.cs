using System.ComponentModel.DataAnnotations;
using VoiceBooker.Providers.Accounts;

namespace VoiceBooker.Providers.AzureSpeech;

/// <summary>Which of the recogniser's addresses is spoken to.</summary>
public enum RecognitionGeneration
{
    /// <summary>One address for all modes ("universal v2").</summary>
    Universal,

    /// <summary>The older address of the conversation mode (v1).</summary>
    PerMode,
}

/// <summary>How the caller's audio is sent.</summary>
public enum RecognitionAudio
{
    /// <summary>Mu-law as it comes from the line: half the bytes.</summary>
    MuLaw,

    /// <summary>Decoded to 16-bit PCM, 8 kHz: the format every page of the documentation lists.</summary>
    Pcm,
}

/// <summary>What ends a segment, and so brings a final transcript.</summary>
public enum Segmentation
{
    /// <summary>A pause, as long as the settings say.</summary>
    Silence,

    /// <summary>The end of a sentence. Not for every language, and without confidences.</summary>
    Semantic,

    /// <summary>What the service thinks best.</summary>
    Standard,
}

/// <summary>Which of the recogniser's texts is a transcript.</summary>
public enum TranscriptText
{
    /// <summary>As it would be written: "Tuesday at 10:30."</summary>
    Display,

    /// <summary>As it was spoken: "tuesday at ten thirty".</summary>
    Lexical,
}

/// <summary>How text gets to the synthesiser.</summary>
public enum SynthesisWay
{
    /// <summary>A kept socket that takes plain text (v2). Where it is not offered (404), the v1 socket is used.</summary>
    StreamedText,

    /// <summary>A kept socket that takes SSML (v1).</summary>
    Ssml,

    /// <summary>One HTTP request for each phrase, its answer played while it comes.</summary>
    Rest,
}

/// <summary>Azure's speech service; section <c>AzureSpeech</c>. With a key (or Entra sign-in) and a region or addresses, its ears and voices are there.</summary>
[SettingsSection(Section)]
public sealed class AzureSpeechOptions : IValidatableObject
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "AzureSpeech";

    /// <summary>The resource's key; empty: signing in with Entra, or not at all. A secret.</summary>
    [StringLength(500)]
    public string Key { get; init; } = "";

    /// <summary>Signs in with Entra (the process's identity: environment, workload, managed identity, developer tools) instead of a key. Needs the resource's own addresses, with its name in them.</summary>
    public bool Entra { get; init; }

    /// <summary>The resource's Azure id ("/subscriptions/…"), which the synthesiser wants with an Entra token.</summary>
    [StringLength(500)]
    public string ResourceId { get; init; } = "";

    /// <summary>The resource's region, such as "westeurope"; not needed where both addresses are given.</summary>
    [RegularExpression("^[a-z0-9]*$", ErrorMessage = "must be a region's short name, such as westeurope")]
    [StringLength(50)]
    public string Region { get; init; } = "";

    /// <summary>Where the recogniser is, without the path from "/stt" or "/speech" on; empty: at the region's address. Also <c>https://NAME.cognitiveservices.azure.com</c>.</summary>
    [StringLength(500)]
    public string RecognitionAddress { get; init; } = "";

    /// <summary>Where the synthesiser is, without the path from "/cognitiveservices" on; empty: at the region's address. A resource's own is <c>https://NAME.cognitiveservices.azure.com/tts</c>.</summary>
    [StringLength(500)]
    public string SynthesisAddress { get; init; } = "";

    /// <summary>Which of the recogniser's addresses is spoken to.</summary>
    public RecognitionGeneration Generation { get; init; } = RecognitionGeneration.Universal;

    /// <summary>How the caller's audio is sent.</summary>
    public RecognitionAudio Audio { get; init; } = RecognitionAudio.MuLaw;

    /// <summary>Which of the recogniser's texts is a transcript.</summary>
    public TranscriptText Transcript { get; init; } = TranscriptText.Display;

    /// <summary>What ends a segment.</summary>
    public Segmentation Segmentation { get; init; } = Segmentation.Silence;

    /// <summary>The pause that ends a segment.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:05")]
    public TimeSpan SegmentationSilence { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>The pause that ends a segment while a name, a number or an e-mail address is dictated.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:05")]
    public TimeSpan DictationSilence { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>The longest segment; a longer one is cut.</summary>
    [Range(typeof(TimeSpan), "00:00:20", "00:01:10")]
    public TimeSpan LongestSegment { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Tells the recogniser of every new question (its likely words, its pause) while the caller is silent; without it, only when a turn of its own ends.</summary>
    public bool TellQuestions { get; init; } = true;

    /// <summary>How much the likely words weigh; 0: not at all.</summary>
    [Range(0.0, 2.0)]
    public double PhraseWeight { get; init; } = 1;

    /// <summary>How much audio that no final transcript covers is kept to be sent again after a break.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:01:30")]
    public TimeSpan ReplayAtMost { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long opening a connection may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:00:30")]
    public TimeSpan ConnectWithin { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long the recogniser may take to answer the first audio, or to end a turn in mid-call; after it the connection is renewed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:00:30")]
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>A recogniser that says nothing at all for this long while the caller speaks is dead; its connection is renewed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:01:00")]
    public TimeSpan UnansweredSpeech { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How often in a row opening or keeping a recogniser's connection may fail before its call goes on without it.</summary>
    [Range(1, 20)]
    public int Attempts { get; init; } = 5;

    /// <summary>The pause before the second attempt; each further one is twice as long.</summary>
    [Range(typeof(TimeSpan), "00:00:00.02", "00:00:05")]
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>The longest pause between attempts.</summary>
    [Range(typeof(TimeSpan), "00:00:00.02", "00:00:30")]
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the last words are waited for when the audio has ended.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan FinishWithin { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How text gets to the synthesiser.</summary>
    public SynthesisWay Synthesis { get; init; } = SynthesisWay.StreamedText;

    /// <summary>Voices for assistants that name none of Azure's, separated by blanks: the first one of the assistant's language is taken, of any, the first.</summary>
    [Required]
    [StringLength(2000)]
    public string Voices { get; init; } = "en-US-AvaNeural de-DE-KatjaNeural es-ES-ElviraNeural fr-FR-DeniseNeural";

    /// <summary>How long a phrase's first audio may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:00:30")]
    public TimeSpan FirstAudioWithin { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long audio may fail to come in mid-phrase.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:00:30")]
    public TimeSpan AudioGapWithin { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>True when there is a way to sign in.</summary>
    internal bool CanSignIn => Key.Length > 0 || Entra;

    /// <summary>True when the recogniser can be reached.</summary>
    internal bool CanListen => CanSignIn && (Region.Length > 0 || RecognitionAddress.Length > 0);

    /// <summary>True when the synthesiser can be reached.</summary>
    internal bool CanSpeak => CanSignIn && (Region.Length > 0 || SynthesisAddress.Length > 0);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, address) in new[] { (nameof(RecognitionAddress), RecognitionAddress), (nameof(SynthesisAddress), SynthesisAddress) })
        {
            if (address.Length > 0 && !SpeechAddresses.IsFit(address))
                yield return new ValidationResult("must be an https:// or wss:// address without a query (http:// and ws:// on this machine only)", [name]);
            if (Entra && address.Length == 0)
                yield return new ValidationResult("is needed with Entra: the address of the resource itself", [name]);
        }

        if (Entra && Key.Length > 0)
            yield return new ValidationResult("must be empty with Entra", [nameof(Key)]);
        if (Entra && !ResourceId.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase))
            yield return new ValidationResult("is needed with Entra and begins with /subscriptions/", [nameof(ResourceId)]);
        if (CanSignIn && !CanListen && !CanSpeak)
            yield return new ValidationResult("is needed with a key, or an address", [nameof(Region)]);
        if (Key.Any(char.IsControl))
            yield return new ValidationResult("must be one line", [nameof(Key)]);
        if (LongestPause < FirstPause)
            yield return new ValidationResult($"must not be less than FirstPause, {FirstPause}", [nameof(LongestPause)]);
        foreach (var voice in Voices.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (!SpeechVoices.IsOne(voice))
                yield return new ValidationResult($"has '{voice}', which is no voice's name (en-US-AvaNeural)", [nameof(Voices)]);
    }
}
