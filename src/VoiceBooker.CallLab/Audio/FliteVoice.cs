using System.Runtime.InteropServices;

namespace VoiceBooker.CallLab.Audio;

/// <summary>The offline synthesiser's voices, by P/Invoke: <c>libflite.so.1</c> and one library a voice.</summary>
internal sealed partial class FliteVoice
{
    /// <summary>Names of the voices a scenario may give its caller.</summary>
    public static readonly IReadOnlyList<string> Names = ["slt", "rms", "awb", "kal16", "kal"];

    private static readonly Lock Loading = new();
    private static readonly Dictionary<string, FliteVoice> Loaded = new(StringComparer.Ordinal);
    private static bool _initialised;

    private readonly nint _voice;
    private readonly Lock _speaking = new();

    private FliteVoice(nint voice) => _voice = voice;

    /// <summary>Null when callers can have a voice; otherwise what is missing and how to get it.</summary>
    public static string? Missing()
    {
        if (!NativeLibrary.TryLoad("libflite.so.1", out var library))
            return "Callers have no voice: libflite.so.1 is missing. Install it (Debian: apt-get install libflite1), or run with --text.";
        NativeLibrary.Free(library);
        return null;
    }

    /// <summary>The voice named <paramref name="name"/>.</summary>
    public static FliteVoice Find(string name)
    {
        lock (Loading)
        {
            if (Loaded.TryGetValue(name, out var voice))
                return voice;
            if (Missing() is { } missing)
                throw new DllNotFoundException(missing);
            if (!Names.Contains(name, StringComparer.Ordinal))
                throw new ArgumentException($"There is no voice '{name}'; there are {string.Join(", ", Names)}.", nameof(name));
            if (!_initialised)
                _ = flite_init();
            _initialised = true;
            var library = NativeLibrary.Load($"libflite_cmu_us_{name}.so.1");
            var register = Marshal.GetDelegateForFunctionPointer<RegisterVoice>(NativeLibrary.GetExport(library, $"register_cmu_us_{name}"));
            var handle = register(0);
            return Loaded[name] = handle != 0 ? new FliteVoice(handle) : throw new DllNotFoundException($"The voice '{name}' cannot be loaded.");
        }
    }

    /// <summary>Speaks <paramref name="text"/>: samples of ±1 and their rate.</summary>
    public (float[] Samples, int Rate) Speak(string text)
    {
        lock (_speaking)
        {
            var wave = flite_text_to_wave(text, _voice);
            if (wave == 0)
                return ([], 8000);
            try
            {
                var header = Marshal.PtrToStructure<Wave>(wave);
                var samples = new short[header.Count];
                Marshal.Copy(header.Samples, samples, 0, header.Count);
                return ([.. samples.Select(each => each / 32768f)], header.Rate);
            }
            finally
            {
                delete_wave(wave);
            }
        }
    }

    [LibraryImport("libflite.so.1")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int flite_init();

    [LibraryImport("libflite.so.1", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint flite_text_to_wave(string text, nint voice);

    [LibraryImport("libflite.so.1")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void delete_wave(nint wave);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint RegisterVoice(nint voxDirectory);

    [StructLayout(LayoutKind.Sequential)]
    private struct Wave
    {
        public nint Type;
        public int Rate;
        public int Count;
        public int Channels;
        public nint Samples;
    }
}
