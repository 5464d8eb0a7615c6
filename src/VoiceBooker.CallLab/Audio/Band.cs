namespace VoiceBooker.CallLab.Audio;

/// <summary>The telephone's band, 300 to 3400 Hz, and the change of rate to 8 kHz, as one windowed-sinc filter.</summary>
internal static class Band
{
    private const int Taps = 255;

    /// <summary>Filters <paramref name="samples"/> of rate <paramref name="rate"/> (8000 or 16000) to the telephone's band at 8 kHz.</summary>
    public static float[] ToTelephone(ReadOnlySpan<float> samples, int rate)
    {
        if (rate % 8000 != 0)
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "The rate must be a multiple of 8000 Hz.");

        var kernel = Kernel(rate);
        var step = rate / 8000;
        var filtered = new float[samples.Length / step];
        for (var at = 0; at < filtered.Length; at++)
        {
            double sum = 0;
            var centre = at * step;
            for (var tap = 0; tap < Taps; tap++)
            {
                var from = centre + tap - (Taps / 2);
                if (from >= 0 && from < samples.Length)
                    sum += samples[from] * kernel[tap];
            }

            filtered[at] = (float)sum;
        }

        return filtered;
    }

    private static double[] Kernel(int rate)
    {
        var kernel = new double[Taps];
        for (var tap = 0; tap < Taps; tap++)
        {
            var n = tap - (Taps / 2);
            var window = 0.42 - (0.5 * Math.Cos(2 * Math.PI * tap / (Taps - 1))) + (0.08 * Math.Cos(4 * Math.PI * tap / (Taps - 1)));
            kernel[tap] = (LowPass(n, 3400.0 / rate) - LowPass(n, 300.0 / rate)) * window;
        }

        return kernel;
    }

    private static double LowPass(int n, double cutOff) => n == 0 ? 2 * cutOff : Math.Sin(2 * Math.PI * cutOff * n) / (Math.PI * n);
}
