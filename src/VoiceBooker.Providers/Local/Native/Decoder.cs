using System.Runtime.InteropServices;

namespace VoiceBooker.Providers.Local.Native;

/// <summary>One pocketsphinx decoder: serves one call, one utterance at a time, one thread at a time.</summary>
/// <remarks>Between utterances it keeps the running cepstral mean of its caller, so a decoder is never handed from one caller to another.</remarks>
internal sealed class Decoder : IDisposable
{
    private readonly DecoderHandle _handle;
    private readonly nint _logMath;

    private Decoder(DecoderHandle handle)
    {
        _handle = handle;
        _logMath = PocketSphinx.LogMath(handle);
    }

    /// <summary>Loads the acoustic model (28 ms, 6 MB) with <paramref name="dictionary"/>; no language model yet.</summary>
    public static Decoder Open(string acousticModel, string dictionary, string featureParameters)
    {
        PocketSphinx.SetLogFile(0);

        // -featparams is given although -hmm has one of its own: the model's file would silently override the rest.
        string[] arguments =
        [
            "voicebooker", "-hmm", acousticModel, "-dict", dictionary, "-featparams", featureParameters,
            "-fwdflat", "no", "-maxhmmpf", "3000", "-maxwpf", "10", "-logfn", "/dev/null",
        ];
        var native = Array.ConvertAll(arguments, Marshal.StringToCoTaskMemUTF8);
        try
        {
            var commandLine = PocketSphinx.ParseCommandLine(0, PocketSphinx.Arguments(), native.Length, native, strict: 0);
            if (commandLine == 0)
                throw new InvalidOperationException("pocketsphinx refused its arguments.");

            try
            {
                var handle = new DecoderHandle(PocketSphinx.Initialise(commandLine));
                return handle.IsInvalid
                    ? throw new InvalidOperationException($"pocketsphinx could not load the acoustic model '{acousticModel}' with the dictionary '{dictionary}'.")
                    : new Decoder(handle);
            }
            finally
            {
                _ = PocketSphinx.FreeCommandLine(commandLine);
            }
        }
        finally
        {
            foreach (var argument in native)
                Marshal.FreeCoTaskMem(argument);
        }
    }

    /// <summary>Adds the language model in <paramref name="path"/> under a name for <see cref="Select"/>.</summary>
    public void AddModel(string name, string path)
    {
        if (PocketSphinx.SetLanguageModel(_handle, name, path) != 0)
            throw new InvalidOperationException($"pocketsphinx could not load the language model '{path}'.");
    }

    /// <summary>Lets a language model go.</summary>
    public void RemoveModel(string name) => _ = PocketSphinx.UnsetSearch(_handle, name);

    /// <summary>Listens with the model <paramref name="name"/> from the next utterance on.</summary>
    public void Select(string name)
    {
        if (PocketSphinx.SetSearch(_handle, name) != 0)
            throw new InvalidOperationException($"No language model is loaded as '{name}'.");
    }

    /// <summary>Teaches a word that the dictionary given at <see cref="Open"/> lacks.</summary>
    public void AddWord(string word, string phones) => _ = PocketSphinx.AddWord(_handle, word, phones, update: 1);

    /// <summary>Begins an utterance.</summary>
    public void Start() => Check(PocketSphinx.StartUtterance(_handle));

    /// <summary>Hears 16 kHz samples.</summary>
    public void Hear(ReadOnlySpan<short> samples) => Check(PocketSphinx.Process(_handle, samples, (nuint)samples.Length, noSearch: 0, wholeUtterance: 0));

    /// <summary>The words believed so far.</summary>
    public string Words() => Marshal.PtrToStringUTF8(PocketSphinx.Hypothesis(_handle, out _)) ?? "";

    /// <summary>Ends the utterance: its words and their posterior, 0 to 1.</summary>
    public (string Words, double Probability) End()
    {
        Check(PocketSphinx.EndUtterance(_handle));
        var words = Words();
        return words.Length == 0 ? ("", 0) : (words, Math.Clamp(PocketSphinx.Exp(_logMath, PocketSphinx.Probability(_handle)), 0, 1));
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static void Check(int outcome)
    {
        if (outcome < 0)
            throw new InvalidOperationException("pocketsphinx failed within an utterance.");
    }
}
