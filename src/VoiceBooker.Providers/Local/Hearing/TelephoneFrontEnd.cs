using VoiceBooker.Providers.Audio;

namespace VoiceBooker.Providers.Local.Hearing;

/// <summary>
/// Makes telephone audio look like what the acoustic model was trained on and its start values were measured with: without the depths a telephone never carries,
/// twice the rate by a half-band filter, one level for all callers, and a little noise,
/// because an empty upper band is something the model never heard.
/// </summary>
internal sealed class TelephoneFrontEnd
{
    /// <summary>Speech comes out at this root mean square of 32767 in its first 400 ms, which is about 2200 over the whole utterance.</summary>
    public const double SpeechLevel = 1750;

    private const double NoiseLevel = 20;
    private const int Taps = 63;

    private static readonly float[][] Phases = PolyPhase();
    private static readonly float[] Noise = MakeNoise(16384);

    private readonly float[] _history = new float[Phases[0].Length];
    private readonly HighPass[] _lowCut = [new(0.5412), new(1.3066)];
    private int _noiseAt;

    /// <summary>What samples are multiplied with; see <see cref="GainFor"/>.</summary>
    public float Gain { get; set; } = 1;

    /// <summary>The gain that brings speech of this root mean square to <see cref="SpeechLevel"/>, between -12 and +24 dB.</summary>
    public static float GainFor(double speechRms) => (float)Math.Clamp(SpeechLevel / Math.Max(1, speechRms), 0.25, 16);

    /// <summary>Forgets the samples of the utterance before.</summary>
    public void Reset()
    {
        Array.Clear(_history);
        foreach (var section in _lowCut)
            section.Reset();
    }

    /// <summary>Writes two samples of 16 kHz for each one of 8 kHz.</summary>
    public void Widen(ReadOnlySpan<float> narrow, Span<short> wide)
    {
        for (var i = 0; i < narrow.Length; i++)
        {
            Array.Copy(_history, 0, _history, 1, _history.Length - 1);
            var sample = narrow[i] * Gain;
            foreach (var section in _lowCut)
                sample = section.Next(sample);
            _history[0] = sample;
            for (var phase = 0; phase < 2; phase++)
            {
                var taps = Phases[phase];
                var sum = 0f;
                for (var tap = 0; tap < taps.Length; tap++)
                    sum += taps[tap] * _history[tap];
                _noiseAt = (_noiseAt + 1) % Noise.Length;
                wide[(2 * i) + phase] = (short)Math.Clamp(MathF.Round(sum + Noise[_noiseAt]), short.MinValue, short.MaxValue);
            }
        }
    }

    private static float[][] PolyPhase()
    {
        var filter = Fir.KaiserLowPass(Taps, cutOff: 0.25, attenuation: 60);
        var phases = new float[2][];
        for (var phase = 0; phase < 2; phase++)
            phases[phase] = [.. Enumerable.Range(0, (Taps + 1) / 2).Select(i => (2 * i) + phase < Taps ? 2 * filter[(2 * i) + phase] : 0f)];
        return phases;
    }

    /// <summary>A second-order section of a Butterworth high-pass at 260 Hz: browsers and wide-band carriers let through what the telephone never did.</summary>
    private sealed class HighPass
    {
        private readonly float _b, _a1, _a2;
        private float _x1, _x2, _y1, _y2;

        public HighPass(double quality)
        {
            var omega = 2 * Math.PI * 260 / 8000;
            var alpha = Math.Sin(omega) / (2 * quality);
            var norm = 1 + alpha;
            _b = (float)((1 + Math.Cos(omega)) / 2 / norm);
            _a1 = (float)(-2 * Math.Cos(omega) / norm);
            _a2 = (float)((1 - alpha) / norm);
        }

        public float Next(float x)
        {
            var y = (_b * (x - (2 * _x1) + _x2)) - (_a1 * _y1) - (_a2 * _y2);
            (_x2, _x1, _y2, _y1) = (_x1, x, _y1, y);
            return y;
        }

        public void Reset() => (_x1, _x2, _y1, _y2) = (0, 0, 0, 0);
    }

    /// <summary>Gaussian noise, the same every time: the same audio gives the same words.</summary>
    private static float[] MakeNoise(int length)
    {
#pragma warning disable CA5394
        var random = new Random(20);
        return [.. Enumerable.Range(0, length).Select(_ => (float)(NoiseLevel * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
#pragma warning restore CA5394
    }
}
