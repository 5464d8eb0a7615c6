using System.Runtime.InteropServices;

namespace VoiceBooker.Providers.Local.Native;

/// <summary>The calls we make into libflite 2.2 (Debian package <c>libflite1</c>). Voices are separate libraries; see <see cref="FliteVoice"/>.</summary>
internal static partial class Flite
{
    public const string Library = "libflite.so.1";

    /// <summary>The library of one voice, which exports <c>register_cmu_us_…</c>.</summary>
    public static string VoiceLibrary(string voice) => $"libflite_cmu_us_{voice}.so.1";

    [LibraryImport(Library, EntryPoint = "flite_init")]
    public static partial int Initialise();

    [LibraryImport(Library, EntryPoint = "flite_text_to_wave", StringMarshalling = StringMarshalling.Utf8)]
    public static partial FliteWave TextToWave(string text, nint voice);

    [LibraryImport(Library, EntryPoint = "delete_wave")]
    public static partial void DeleteWave(nint wave);
}

/// <summary>A <c>cst_wave</c> that flite made and that we free.</summary>
internal sealed class FliteWave() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Samples a second: 16000 for slt, rms, awb and kal16.</summary>
    public unsafe int SampleRate => ((Layout*)handle)->SampleRate;

    /// <summary>The samples, copied.</summary>
    public unsafe short[] ToSamples()
    {
        var wave = (Layout*)handle;
        return new ReadOnlySpan<short>(wave->Samples, wave->SampleCount * Math.Max(1, wave->Channels)).ToArray();
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Flite.DeleteWave(handle);
        return true;
    }

    /// <summary>As declared in flite's <c>cst_wave.h</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct Layout
    {
        public byte* Type;
        public int SampleRate;
        public int SampleCount;
        public int Channels;
        public short* Samples;
    }
}
