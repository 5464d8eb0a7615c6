using System.ComponentModel.DataAnnotations;

namespace VoiceBooker.Voice.Engines;

/// <summary>Who listens and who speaks, in which order, and when the next one takes over; section <c>Speech</c>. What an engine itself needs stands in a section of its own.</summary>
public sealed class SpeechOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Speech";

    /// <summary>The engine that needs no account: who listens and speaks where the settings name nobody.</summary>
    public const string Embedded = "local";

    private static readonly IReadOnlyList<string> _embeddedOnly = [Embedded];

    /// <summary>Names of the engines that listen, the first one first; each takes over, in mid-utterance, when the one before it fails. Empty: the embedded one.</summary>
    public IReadOnlyList<string> Ears { get; init; } = [];

    /// <summary>Names of the engines that speak, the first one first. Empty: the embedded one.</summary>
    public IReadOnlyList<string> Voices { get; init; } = [];

    /// <summary>How long a phrase may wait for its first audio, or stall within it, before the next voice is tried; default 1.5 s. The last voice has all the time it takes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:00:10")]
    public TimeSpan FirstAudioWithin { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Speech on the line, pauses not counted, of which the transcriber tells nothing at all before the next one takes over; default 6 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan SilentEarsAfter { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Failures of an engine within a minute, over all calls, after which new calls begin with the next one; default 3.</summary>
    [Range(1, 100)]
    public int FailuresBeforeRest { get; init; } = 3;

    /// <summary>How long an engine that failed so often rests before one call tries it again; default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where spoken fixed phrases (greetings, prompts, fillers; never a caller's words or data) are kept; empty: the folder "phrases" beside the database.</summary>
    public string PhraseFolder { get; init; } = "";

    /// <summary>Bytes of spoken phrases kept there, 8000 a second of speech; default 64 MiB, 0 keeps none on disk. What was not used longest goes first.</summary>
    [Range(0L, 1L << 34)]
    public long PhraseBytes { get; init; } = 64L << 20;

    /// <summary><see cref="Ears"/>, or the embedded engine.</summary>
    public IReadOnlyList<string> EarsInOrder => Ears.Count > 0 ? Ears : _embeddedOnly;

    /// <summary><see cref="Voices"/>, or the embedded engine.</summary>
    public IReadOnlyList<string> VoicesInOrder => Voices.Count > 0 ? Voices : _embeddedOnly;
}
