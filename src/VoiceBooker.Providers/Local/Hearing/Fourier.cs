namespace VoiceBooker.Providers.Local.Hearing;

/// <summary>A fast Fourier transform in place (radix two), with the few things noise suppression does to a real signal's spectrum.</summary>
/// <param name="size">A power of two.</param>
internal sealed class Fourier(int size)
{
    private readonly float[] _imaginary = new float[size];
    private readonly float[] _cosine = [.. Enumerable.Range(0, size / 2).Select(i => (float)Math.Cos(2 * Math.PI * i / size))];
    private readonly float[] _sine = [.. Enumerable.Range(0, size / 2).Select(i => (float)Math.Sin(2 * Math.PI * i / size))];

    /// <summary>The samples; after <see cref="Forward"/> the real part of the spectrum.</summary>
    public float[] Real { get; } = new float[size];

    /// <summary>All zero.</summary>
    public void Clear()
    {
        Array.Clear(Real);
        Array.Clear(_imaginary);
    }

    /// <summary>Samples to spectrum.</summary>
    public void Forward() => Transform(-1);

    /// <summary>Spectrum to samples.</summary>
    public void Backward()
    {
        Transform(1);
        for (var i = 0; i < size; i++)
            Real[i] /= size;
    }

    /// <summary>The power in a bin, 0 to half the size.</summary>
    public float Power(int bin) => (Real[bin] * Real[bin]) + (_imaginary[bin] * _imaginary[bin]);

    /// <summary>Weighs each bin and its mirror image.</summary>
    public void Weigh(ReadOnlySpan<float> gains)
    {
        for (var bin = 0; bin <= size / 2; bin++)
        {
            Real[bin] *= gains[bin];
            _imaginary[bin] *= gains[bin];
            if (bin is 0 || bin == size / 2)
                continue;
            Real[size - bin] *= gains[bin];
            _imaginary[size - bin] *= gains[bin];
        }
    }

    private void Transform(int sign)
    {
        for (int i = 1, j = 0; i < size; i++)
        {
            var bit = size >> 1;
            for (; (j & bit) != 0; bit >>= 1)
                j ^= bit;
            j |= bit;
            if (i < j)
            {
                (Real[i], Real[j]) = (Real[j], Real[i]);
                (_imaginary[i], _imaginary[j]) = (_imaginary[j], _imaginary[i]);
            }
        }

        for (var half = 1; half < size; half <<= 1)
        {
            var step = size / (2 * half);
            for (var start = 0; start < size; start += 2 * half)
            {
                for (var k = 0; k < half; k++)
                {
                    var (cosine, sine) = (_cosine[k * step], sign * _sine[k * step]);
                    var (at, with) = (start + k, start + k + half);
                    var real = (Real[with] * cosine) - (_imaginary[with] * sine);
                    var imaginary = (Real[with] * sine) + (_imaginary[with] * cosine);
                    (Real[with], _imaginary[with]) = (Real[at] - real, _imaginary[at] - imaginary);
                    (Real[at], _imaginary[at]) = (Real[at] + real, _imaginary[at] + imaginary);
                }
            }
        }
    }
}
