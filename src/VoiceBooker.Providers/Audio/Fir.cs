namespace VoiceBooker.Providers.Audio;

/// <summary>Windowed-sinc filters (Kaiser's window).</summary>
internal static class Fir
{
    /// <summary>A linear-phase low-pass with unity gain at zero.</summary>
    /// <param name="taps">Odd length.</param>
    /// <param name="cutOff">Half-amplitude frequency as a share of the sample rate, 0 to 0.5.</param>
    /// <param name="attenuation">Of the stop band in dB, above 50.</param>
    /// <param name="shift">Where between two samples the filter's middle lies, 0 to 1: what comes out is the signal so much of a sample later.</param>
    public static float[] KaiserLowPass(int taps, double cutOff, double attenuation, double shift = 0)
    {
        var beta = 0.1102 * (attenuation - 8.7);
        var middle = taps / 2;
        var filter = new double[taps];
        for (var i = 0; i < taps; i++)
        {
            var x = i - middle - shift;
            var place = x / middle;
            if (Math.Abs(place) > 1)
                continue; // beyond the window
            var sinc = x == 0 ? 2 * cutOff : Math.Sin(2 * Math.PI * cutOff * x) / (Math.PI * x);
            filter[i] = sinc * Bessel(beta * Math.Sqrt(1 - (place * place))) / Bessel(beta);
        }

        var sum = filter.Sum();
        return [.. filter.Select(tap => (float)(tap / sum))];
    }

    /// <summary>The modified Bessel function of the first kind, order zero.</summary>
    private static double Bessel(double x)
    {
        double sum = 1, term = 1;
        for (var k = 1; k < 40; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }

        return sum;
    }
}
