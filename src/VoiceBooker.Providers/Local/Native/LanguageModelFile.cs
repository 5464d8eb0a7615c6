using System.Runtime.InteropServices;

namespace VoiceBooker.Providers.Local.Native;

/// <summary>What sphinxbase does with language model files: translating ARPA text to its quick binary form, and reading how common words are.</summary>
internal static class LanguageModelFile
{
    private const int AutoDetect = 0;
    private const int Binary = 2;

    /// <summary>Writes the ARPA text in <paramref name="arpa"/> in the binary form, which loads several times quicker.</summary>
    public static void Compile(string arpa, string binary) => With(arpa, model =>
    {
        if (PocketSphinx.WriteModel(model, binary, Binary) != 0)
            throw new InvalidOperationException($"sphinxbase could not write the language model '{binary}'.");
        return 0;
    });

    /// <summary>The words of a model with their unigram score; higher is more common.</summary>
    public static unsafe IReadOnlyList<(string Word, int Score)> Unigrams(string path) => With(path, model =>
    {
        var words = new (string, int)[PocketSphinx.ModelCounts(model)[0]];
        for (var i = 0; i < words.Length; i++)
            words[i] = (Marshal.PtrToStringUTF8(PocketSphinx.ModelWord(model, i)) ?? "", PocketSphinx.ModelScore(model, i, 0, 0, out _));
        return words;
    });

    private static T With<T>(string path, Func<nint, T> use)
    {
        PocketSphinx.SetLogFile(0);
        var logMath = PocketSphinx.CreateLogMath(1.0001, shift: 0, useTable: 0);
        try
        {
            var model = PocketSphinx.ReadModel(0, path, AutoDetect, logMath);
            if (model == 0)
                throw new InvalidOperationException($"sphinxbase could not read the language model '{path}'.");

            try
            {
                return use(model);
            }
            finally
            {
                _ = PocketSphinx.FreeModel(model);
            }
        }
        finally
        {
            _ = PocketSphinx.FreeLogMath(logMath);
        }
    }
}
