using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using VoiceBooker.Providers.Local.Native;

namespace VoiceBooker.Providers.Local;

/// <summary>Whether speech without an account can work on this machine, for the server to show at its start.</summary>
public sealed class LocalSpeechCheck(IOptions<LocalSpeechOptions> options)
{
    private readonly Lazy<IReadOnlyList<string>> _missing = new(() => Look(options.Value));

    /// <summary>The Debian packages that are missing; none when all is well. Looked up once.</summary>
    public IReadOnlyList<string> MissingPackages => _missing.Value;

    /// <summary>Whether the ears can work.</summary>
    public bool EarsWork => !MissingPackages.Any(package => package.Contains("pocketsphinx", StringComparison.Ordinal));

    /// <summary>Whether the voice can work.</summary>
    public bool VoiceWorks => !MissingPackages.Contains("libflite1", StringComparer.Ordinal);

    /// <summary>True when the voice and the ears can work.</summary>
    public bool Works => MissingPackages.Count == 0;

    /// <summary>What is wrong and the command that mends it; null when all is well.</summary>
    public string? Problem => Works ? null : $"Speech without an account needs: apt-get install {string.Join(' ', MissingPackages)}";

    /// <summary>Throws with <see cref="Problem"/> when something is missing.</summary>
    public void Require()
    {
        if (Problem is { } problem)
            throw new InvalidOperationException(problem);
    }

    private static List<string> Look(LocalSpeechOptions options)
    {
        var missing = new List<string>();
        if (!Loads(PocketSphinx.BaseLibrary) || !Loads(PocketSphinx.Library))
            missing.Add("libpocketsphinx3");
        if (!File.Exists(Path.Combine(options.ModelFolder, "en-us", "mdef")) || !File.Exists(Path.Combine(options.ModelFolder, "cmudict-en-us.dict")) || !File.Exists(Path.Combine(options.ModelFolder, "en-us.lm.bin")))
            missing.Add("pocketsphinx-en-us");
        if (!Loads(Flite.Library) || !LocalTextToSpeech.Voices.All(voice => Loads(Flite.VoiceLibrary(voice))))
            missing.Add("libflite1");
        return missing;
    }

    private static bool Loads(string library) => NativeLibrary.TryLoad(library, typeof(PocketSphinx).Assembly, searchPath: null, out _);
}
