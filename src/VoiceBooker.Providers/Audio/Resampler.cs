using System.Collections.Concurrent;
using System.Numerics;

namespace VoiceBooker.Providers.Audio;

/// <summary>
/// Changes the rate of a stream of samples between the telephone's 8 kHz and what services speak or hear, behind a low-pass of 3.6 kHz: the telephone's band passes (within 0.1 dB up to 3.3 kHz), what lies above
/// 3.9 kHz is at least 60 dB down and does not fold back. How the stream is cut changes nothing; what comes out is aligned in time with what went in. One for each stream.
/// </summary>
/// <remarks>A polyphase filter: only the samples that are kept are computed, each by the phase that lies nearest to its place. A rate of 24 kHz costs 190 multiplications for each sample that comes out.</remarks>
internal sealed class Resampler
{
    private const double CutOff = 3600;
    private const double Attenuation = 60;
    private const double Reach = 63.0 / 16000; // seconds to each side
    private const int Piece = 2048;

    private static readonly ConcurrentDictionary<(int From, int To), float[][]> Filters = new();

    private readonly float[][] _phases;
    private readonly int _up;
    private readonly int _down;
    private readonly float[] _window;
    private int _filled;
    private long _windowAt;
    private long _next;
    private long _taken;

    /// <summary>A stream that begins now.</summary>
    /// <param name="from">The rate that comes in, 8000 to 48000 Hz.</param>
    /// <param name="to">The rate that goes out, 8000 to 48000 Hz.</param>
    public Resampler(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 8000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, 48000);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, 8000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, 48000);
        var common = (int)BigInteger.GreatestCommonDivisor(from, to);
        (_up, _down) = (to / common, from / common);
        _phases = Filters.GetOrAdd((from, to), static rates => Phases(rates.From, rates.To));
        _window = new float[_phases[0].Length + Piece];
        _filled = Half; // silence before the first sample
        _windowAt = -Half;
    }

    private int Half => _phases[0].Length / 2;

    /// <summary>How many samples <see cref="Write"/> gives for so many at most.</summary>
    public int MostFor(int samples) => (int)((((long)samples + Half) * _up / _down) + 1);

    /// <summary>Takes the next samples in and gives those that are settled by them; the last 4 ms wait for what follows.</summary>
    /// <param name="samples">Of any length.</param>
    /// <param name="output">Room for <see cref="MostFor"/>.</param>
    /// <returns>How many were written.</returns>
    public int Write(ReadOnlySpan<short> samples, Span<float> output)
    {
        _taken += samples.Length;
        var written = 0;
        while (samples.Length > 0)
        {
            var count = Math.Min(samples.Length, _window.Length - _filled);
            for (var i = 0; i < count; i++)
                _window[_filled + i] = samples[i];
            _filled += count;
            samples = samples[count..];
            written += Drain(output[written..], long.MaxValue);
        }

        return written;
    }

    /// <summary>Gives what is left when the stream has ended.</summary>
    /// <param name="output">Room for <see cref="MostFor"/> of nothing.</param>
    /// <returns>How many were written; together with all before, as many as the stream lasts.</returns>
    public int Finish(Span<float> output)
    {
        var end = ((_taken * _up) + _down - 1) / _down;
        var written = 0;
        while (_next < end)
        {
            var count = Math.Min(Half + 1, _window.Length - _filled);
            _window.AsSpan(_filled, count).Clear();
            _filled += count;
            written += Drain(output[written..], end);
        }

        return written;
    }

    /// <summary>A whole passage at another rate.</summary>
    public static float[] Convert(ReadOnlySpan<short> samples, int from, int to)
    {
        var resampler = new Resampler(from, to);
        var output = new float[resampler.MostFor(samples.Length) + resampler.MostFor(0)];
        var written = resampler.Write(samples, output);
        written += resampler.Finish(output.AsSpan(written));
        return output[..written];
    }

    /// <summary>Computes the samples whose whole surroundings are there, then drops what no later one needs.</summary>
    private int Drain(Span<float> output, long end)
    {
        var taps = _phases[0].Length;
        var written = 0;
        for (; _next < end; _next++)
        {
            var place = _next * _down;
            var first = (place / _up) - Half - _windowAt;
            if (first + taps > _filled)
                break;
            output[written++] = Dot(_phases[place % _up], _window.AsSpan((int)first, taps));
        }

        var spent = (int)Math.Min(_filled, (_next * _down / _up) - Half - _windowAt);
        if (spent > 0)
        {
            _window.AsSpan(spent, _filled - spent).CopyTo(_window);
            _filled -= spent;
            _windowAt += spent;
        }

        return written;
    }

    private static float Dot(ReadOnlySpan<float> taps, ReadOnlySpan<float> samples)
    {
        var sums = Vector<float>.Zero;
        var at = 0;
        for (; at <= taps.Length - Vector<float>.Count; at += Vector<float>.Count)
            sums += new Vector<float>(taps[at..]) * new Vector<float>(samples[at..]);
        var sum = Vector.Sum(sums);
        for (; at < taps.Length; at++)
            sum += taps[at] * samples[at];
        return sum;
    }

    private static float[][] Phases(int from, int to)
    {
        var up = to / (int)BigInteger.GreatestCommonDivisor(from, to);
        var half = (int)Math.Ceiling(from * Reach);
        return [.. Enumerable.Range(0, up).Select(phase => Fir.KaiserLowPass((2 * half) + 1, CutOff / from, Attenuation, (double)phase / up))];
    }
}
