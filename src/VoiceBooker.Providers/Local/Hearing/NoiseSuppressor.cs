using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Providers.Local.Hearing;

/// <summary>
/// Mild spectral noise suppression (a Wiener gain with a floor) against the noise heard between utterances. Helps the recogniser below about 25 dB of signal-to-noise ratio and
/// costs a little above.
/// </summary>
internal sealed class NoiseSuppressor
{
    private const int Size = 320;
    private const int Hop = AudioFrame.Size;
    private const int Fft = 512;

    /// <summary>No band is weakened by more than 12 dB: holes in the spectrum harm more than the noise does.</summary>
    private const float LeastGain = 0.25f;

    private const float OverSubtraction = 1.5f;

    private static readonly float[] Window = [.. Enumerable.Range(0, Size).Select(i => MathF.Sin(MathF.PI * (i + 0.5f) / Size))];

    private readonly float[] _noise = new float[(Fft / 2) + 1];
    private readonly float[] _gains = new float[(Fft / 2) + 1];
    private readonly float[] _before = new float[Hop];
    private readonly float[] _tail = new float[Hop];
    private readonly float[] _last = new float[Hop];
    private readonly Fourier _fourier = new(Fft);
    private double _noisePower;
    private int _learnt;

    /// <summary>Hears a frame between utterances.</summary>
    public void Learn(ReadOnlySpan<float> frame)
    {
        var power = 0.0;
        foreach (var sample in frame)
            power += (double)sample * sample;
        power /= frame.Length;

        Load(frame, _last);
        frame.CopyTo(_last);
        _fourier.Forward();
        var share = ++_learnt < 20 ? 1f / _learnt : 0.05f;
        for (var bin = 0; bin < _noise.Length; bin++)
            _noise[bin] += share * (_fourier.Power(bin) - _noise[bin]);
        _noisePower += share * (power - _noisePower);
    }

    /// <summary>In dB, for speech (with the noise in it) of this root mean square; very large while no noise is known.</summary>
    public double SignalToNoise(double speechRms)
    {
        if (_learnt < 5 || _noisePower < 1)
            return 100;
        var signal = Math.Max(1, (speechRms * speechRms) - _noisePower);
        return 10 * Math.Log10(signal / _noisePower);
    }

    /// <summary>A new utterance begins.</summary>
    public void Begin()
    {
        Array.Clear(_before);
        Array.Clear(_tail);
        Array.Fill(_gains, 1);
    }

    /// <summary>The frame before the given one, cleaned: overlapping windows need one frame of look-ahead.</summary>
    public float[] Clean(ReadOnlySpan<float> frame)
    {
        Load(frame, _before);
        frame.CopyTo(_before);
        _fourier.Forward();
        for (var bin = 0; bin < _gains.Length; bin++)
        {
            var wanted = MathF.Max(LeastGain, 1 - (OverSubtraction * _noise[bin] / MathF.Max(_fourier.Power(bin), 1e-3f)));
            _gains[bin] = (0.4f * _gains[bin]) + (0.6f * wanted);
        }

        _fourier.Weigh(_gains);
        _fourier.Backward();

        var clean = new float[Hop];
        for (var i = 0; i < Hop; i++)
        {
            clean[i] = _tail[i] + (_fourier.Real[i] * Window[i]);
            _tail[i] = _fourier.Real[Hop + i] * Window[Hop + i];
        }

        return clean;
    }

    private void Load(ReadOnlySpan<float> frame, float[] before)
    {
        _fourier.Clear();
        for (var i = 0; i < Hop; i++)
        {
            _fourier.Real[i] = before[i] * Window[i];
            _fourier.Real[Hop + i] = frame[i] * Window[Hop + i];
        }
    }
}
