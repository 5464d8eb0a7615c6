namespace VoiceBooker.Providers.Local.Speaking;

/// <summary>Halves the rate of a whole passage (16 to 8 kHz) behind a low-pass of 3.6 kHz, so that nothing above the telephone's band folds back into it.</summary>
internal static class Downsampler
{
    private const int Taps = 127;
    private const double CutOff = 3600.0 / 16000.0;

    private static readonly float[] LowPass = Fir.KaiserLowPass(Taps, CutOff, attenuation: 60);

    /// <summary>Every second sample of the filtered passage, aligned in time with the original.</summary>
    public static float[] Halve(ReadOnlySpan<short> samples)
    {
        var halved = new float[(samples.Length + 1) / 2];
        const int middle = Taps / 2;
        for (var i = 0; i < halved.Length; i++)
        {
            var centre = 2 * i;
            var first = Math.Max(0, centre - middle);
            var last = Math.Min(samples.Length - 1, centre + middle);
            var sum = 0f;
            for (var at = first; at <= last; at++)
                sum += samples[at] * LowPass[at - centre + middle];
            halved[i] = sum;
        }

        return halved;
    }
}
