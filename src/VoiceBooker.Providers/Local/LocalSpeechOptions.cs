using System.ComponentModel.DataAnnotations;
using VoiceBooker.Providers.Accounts;

namespace VoiceBooker.Providers.Local;

/// <summary>Speech without an account. Section <c>Speech:Local</c>.</summary>
[SettingsSection(Section)]
public sealed class LocalSpeechOptions
{
    /// <summary>The section these are bound from.</summary>
    public const string Section = "Speech:Local";

    /// <summary>The voice for assistants that name none: slt, rms, awb or kal16.</summary>
    [RegularExpression("^(slt|rms|awb|kal16)$", ErrorMessage = "Speech:Local:Voice must be slt, rms, awb or kal16.")]
    public string Voice { get; set; } = "slt";

    /// <summary>How many clauses are synthesised at the same time in the whole process; 0: one for each processor. 0 to 64.</summary>
    [Range(0, 64, ErrorMessage = "Speech:Local:SynthesesAtOnce must lie between 0 and 64.")]
    public int SynthesesAtOnce { get; set; }

    /// <summary>Bytes of spoken clauses kept for the next time (8000 a second of speech). 0 to 1 GiB.</summary>
    [Range(0L, 1L << 30, ErrorMessage = "Speech:Local:PhraseCacheBytes must lie between 0 and 1073741824.")]
    public long PhraseCacheBytes { get; set; } = 16L << 20;

    /// <summary>Where the acoustic model and the pronouncing dictionary lie, as Debian's pocketsphinx-en-us installs them.</summary>
    [Required(ErrorMessage = "Speech:Local:ModelFolder must name the folder of the acoustic model.")]
    public string ModelFolder { get; set; } = "/usr/share/pocketsphinx/model/en-us";

    /// <summary>Where the language models made at the first start are kept; empty: a folder in the system's place for temporary files.</summary>
    public string CacheFolder { get; set; } = "";

    /// <summary>Silence that ends an utterance. 200 ms to 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:00:02", ErrorMessage = "Speech:Local:EndOfUtterance must lie between 00:00:00.200 and 00:00:02.")]
    public TimeSpan EndOfUtterance { get; set; } = TimeSpan.FromMilliseconds(350);

    /// <summary>Silence that ends an utterance while a name, number or e-mail address is dictated. 300 ms to 3 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.300", "00:00:03", ErrorMessage = "Speech:Local:EndOfDictation must lie between 00:00:00.300 and 00:00:03.")]
    public TimeSpan EndOfDictation { get; set; } = TimeSpan.FromMilliseconds(800);

    /// <summary>The longest utterance: longer ones are cut and reported in pieces, so that a noisy line cannot hold the ears for ever. 5 to 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:01:00", ErrorMessage = "Speech:Local:LongestUtterance must lie between 00:00:05 and 00:01:00.")]
    public TimeSpan LongestUtterance { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Posterior below which words are taken for noise: sound was heard, nothing understood. 0 to 1; 0.003 keeps 97 % of right answers and lets 12 % of other talk pass.</summary>
    [Range(0.0, 1.0, ErrorMessage = "Speech:Local:LeastConfidence must lie between 0 and 1.")]
    public double LeastConfidence { get; set; } = 0.003;

    /// <summary>Signal-to-noise ratio in dB below which noise is suppressed before recognition. 0 switches suppression off; 0 to 60.</summary>
    [Range(0.0, 60.0, ErrorMessage = "Speech:Local:SuppressNoiseBelow must lie between 0 and 60.")]
    public double SuppressNoiseBelow { get; set; } = 25;

    /// <summary>Decoders kept ready for the next calls (about 10 MB each, made in about a tenth of a second). 0 to 64.</summary>
    [Range(0, 64, ErrorMessage = "Speech:Local:SpareDecoders must lie between 0 and 64.")]
    public int SpareDecoders { get; set; } = 2;
}
