namespace VoiceBooker.Providers.Local;

/// <summary>Windowed-sinc filters (Kaiser's window).</summary>
internal static class Fir
{
    /// <summary>A linear-phase low-pass with unity gain at zero.</summary>
    /// <param name="taps">Odd length.</param>
    /// <param name="cutOff">Half-amplitude frequency as a share of the sample rate, 0 to 0.5.</param>
    /// <param name="attenuation">Of the stop band in dB, above 50.</param>
    public static float[] KaiserLowPass(int taps, double cutOff, double attenuation)
    {
        var beta = 0.1102 * (attenuation - 8.7);
        var middle = taps / 2;
        var filter = new double[taps];
        for (var i = 0; i < taps; i++)
        {
            var x = i - middle;
            var sinc = x == 0 ? 2 * cutOff : Math.Sin(2 * Math.PI * cutOff * x) / (Math.PI * x);
            var place = (double)x / middle;
            filter[i] = sinc * Bessel(beta * Math.Sqrt(Math.Max(0, 1 - (place * place)))) / Bessel(beta);
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
