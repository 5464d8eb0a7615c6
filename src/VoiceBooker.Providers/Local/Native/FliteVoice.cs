using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace VoiceBooker.Providers.Local.Native;

/// <summary>One voice of flite, loaded once in the process and shared by all calls: synthesis only reads it, so threads may use it side by side.</summary>
internal sealed class FliteVoice
{
    private static readonly ConcurrentDictionary<string, Lazy<FliteVoice>> Loaded = new(StringComparer.Ordinal);
    private static readonly Lazy<int> Initialised = new(Flite.Initialise);

    private readonly nint _voice;

    private unsafe FliteVoice(string name)
    {
        Name = name;
        _ = Initialised.Value;

        var library = NativeLibrary.Load(Flite.VoiceLibrary(name), typeof(Flite).Assembly, searchPath: null);
        var register = (delegate* unmanaged<byte*, nint>)NativeLibrary.GetExport(library, $"register_cmu_us_{name}");
        _voice = register(null);
        if (_voice == 0)
            throw new InvalidOperationException($"flite did not register the voice '{name}'.");
    }

    /// <summary>flite's short name: slt, rms, awb, kal16.</summary>
    public string Name { get; }

    /// <summary>The voice <paramref name="name"/>; loading it takes a few milliseconds the first time. It is never unloaded.</summary>
    public static FliteVoice Load(string name) =>
        Loaded.GetOrAdd(name, static key => new Lazy<FliteVoice>(() => new FliteVoice(key))).Value;

    /// <summary>Speaks <paramref name="text"/>. Blocks: about 10 ms for a second of speech with slt, 0.4 ms with kal16.</summary>
    public (short[] Samples, int Rate) Speak(string text)
    {
        using var wave = Flite.TextToWave(text, _voice);
        if (wave.IsInvalid)
            throw new InvalidOperationException($"flite gave no audio for a text of {text.Length} characters.");

        return (wave.ToSamples(), wave.SampleRate);
    }
}
