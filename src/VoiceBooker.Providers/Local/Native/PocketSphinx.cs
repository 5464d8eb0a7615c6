using System.Runtime.InteropServices;

namespace VoiceBooker.Providers.Local.Native;

/// <summary>The calls we make into pocketsphinx 0.8+5prealpha (Debian packages <c>libpocketsphinx3</c>, <c>libsphinxbase3</c>).</summary>
/// <remarks>Decoders are independent of one another; one is used by one thread at a time. Language models are not shared: their look-ups write caches.</remarks>
internal static partial class PocketSphinx
{
    public const string Library = "libpocketsphinx.so.3";
    public const string BaseLibrary = "libsphinxbase.so.3";

    [LibraryImport(BaseLibrary, EntryPoint = "err_set_logfp")]
    public static partial void SetLogFile(nint file);

    [LibraryImport(Library, EntryPoint = "ps_args")]
    public static partial nint Arguments();

    [LibraryImport(BaseLibrary, EntryPoint = "cmd_ln_parse_r", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint ParseCommandLine(nint into, nint definitions, int count, nint[] arguments, int strict);

    [LibraryImport(BaseLibrary, EntryPoint = "cmd_ln_free_r")]
    public static partial int FreeCommandLine(nint commandLine);

    [LibraryImport(Library, EntryPoint = "ps_init")]
    public static partial nint Initialise(nint commandLine);

    [LibraryImport(Library, EntryPoint = "ps_free")]
    public static partial int Free(nint decoder);

    [LibraryImport(Library, EntryPoint = "ps_set_lm_file", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetLanguageModel(DecoderHandle decoder, string name, string path);

    [LibraryImport(Library, EntryPoint = "ps_set_search", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetSearch(DecoderHandle decoder, string name);

    [LibraryImport(Library, EntryPoint = "ps_unset_search", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int UnsetSearch(DecoderHandle decoder, string name);

    [LibraryImport(Library, EntryPoint = "ps_add_word", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int AddWord(DecoderHandle decoder, string word, string phones, int update);

    [LibraryImport(Library, EntryPoint = "ps_start_utt")]
    public static partial int StartUtterance(DecoderHandle decoder);

    [LibraryImport(Library, EntryPoint = "ps_process_raw")]
    public static partial int Process(DecoderHandle decoder, ReadOnlySpan<short> samples, nuint count, int noSearch, int wholeUtterance);

    [LibraryImport(Library, EntryPoint = "ps_end_utt")]
    public static partial int EndUtterance(DecoderHandle decoder);

    [LibraryImport(Library, EntryPoint = "ps_get_hyp")]
    public static partial nint Hypothesis(DecoderHandle decoder, out int score);

    [LibraryImport(Library, EntryPoint = "ps_get_prob")]
    public static partial int Probability(DecoderHandle decoder);

    [LibraryImport(Library, EntryPoint = "ps_get_logmath")]
    public static partial nint LogMath(DecoderHandle decoder);

    [LibraryImport(BaseLibrary, EntryPoint = "logmath_exp")]
    public static partial double Exp(nint logMath, int value);

    [LibraryImport(BaseLibrary, EntryPoint = "logmath_init")]
    public static partial nint CreateLogMath(double logBase, int shift, int useTable);

    [LibraryImport(BaseLibrary, EntryPoint = "logmath_free")]
    public static partial int FreeLogMath(nint logMath);

    [LibraryImport(BaseLibrary, EntryPoint = "ngram_model_read", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint ReadModel(nint commandLine, string path, int fileType, nint logMath);

    [LibraryImport(BaseLibrary, EntryPoint = "ngram_model_write", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int WriteModel(nint model, string path, int fileType);

    [LibraryImport(BaseLibrary, EntryPoint = "ngram_model_free")]
    public static partial int FreeModel(nint model);

    [LibraryImport(BaseLibrary, EntryPoint = "ngram_model_get_counts")]
    public static unsafe partial uint* ModelCounts(nint model);

    [LibraryImport(BaseLibrary, EntryPoint = "ngram_word")]
    public static partial nint ModelWord(nint model, int word);

    [LibraryImport(BaseLibrary, EntryPoint = "ngram_ng_score")]
    public static partial int ModelScore(nint model, int word, nint history, int historyLength, out int used);
}

/// <summary>A <c>ps_decoder_t</c>.</summary>
internal sealed class DecoderHandle : SafeHandle
{
    /// <summary>Takes over what <c>ps_init</c> gave.</summary>
    public DecoderHandle(nint decoder)
        : base(0, ownsHandle: true) => SetHandle(decoder);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => PocketSphinx.Free(handle) >= 0;
}
