namespace VoiceBooker.CallLab.Audio;

/// <summary>Kinds of noise behind a caller.</summary>
internal enum NoiseKind
{
    /// <summary>A quiet room.</summary>
    None,

    /// <summary>Hiss.</summary>
    White,

    /// <summary>Traffic, wind.</summary>
    Pink,

    /// <summary>People talking in the room.</summary>
    Babble,
}

/// <summary>Noise made by ourselves, the same for the same seed, in the telephone's band.</summary>
internal static class Noise
{
    /// <summary>Samples of ±1 at 8 kHz with r.m.s. 1 before <paramref name="level"/> is applied.</summary>
    public static float[] Make(NoiseKind kind, int samples, float level, int seed)
    {
        var chance = new Random(seed);
        var raw = kind switch
        {
            NoiseKind.White => White(samples, chance),
            NoiseKind.Pink => Pink(samples, chance),
            NoiseKind.Babble => Babble(samples, chance),
            _ => new float[samples],
        };
        var banded = Band.ToTelephone(raw, 8000);
        var rms = Rms(banded);
        if (rms > 0)
            for (var at = 0; at < banded.Length; at++)
                banded[at] *= level / rms;
        return banded;
    }

    /// <summary>A cough: two short bursts of noise with a steep rise and an uneven fall.</summary>
    public static byte[] Cough(int seed)
    {
        var burst = Make(NoiseKind.Pink, 8000 * 45 / 100, 0.16f, seed);
        for (var at = 0; at < burst.Length; at++)
        {
            var ms = at / 8.0;
            var envelope = ms < 180 ? Math.Min(1, ms / 15) * Math.Exp(-ms / 90) : ms < 240 ? 0 : Math.Min(1, (ms - 240) / 15) * 0.6 * Math.Exp(-(ms - 240) / 70);
            burst[at] = (float)(burst[at] * envelope * 2);
        }

        return MuLaw.Encode(burst);
    }

    /// <summary>Root of the mean square.</summary>
    public static float Rms(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (var sample in samples)
            sum += sample * sample;
        return samples.Length == 0 ? 0 : (float)Math.Sqrt(sum / samples.Length);
    }

    private static float[] White(int samples, Random chance)
    {
        var white = new float[samples];
        for (var at = 0; at < samples; at++)
            white[at] = Gauss(chance);
        return white;
    }

    private static float[] Pink(int samples, Random chance)
    {
        // Voss and McCartney: rows of random values, each renewed half as often as the one before.
        var rows = new float[12];
        var pink = new float[samples];
        for (var at = 0; at < samples; at++)
        {
            var row = System.Numerics.BitOperations.TrailingZeroCount(at + 1);
            if (row < rows.Length)
                rows[row] = Gauss(chance);
            pink[at] = rows.Sum() + Gauss(chance);
        }

        return pink;
    }

    private static float[] Babble(int samples, Random chance)
    {
        // Eight "voices": a buzz at a wandering pitch through a wandering formant, in syllables.
        var babble = new float[samples];
        for (var voice = 0; voice < 8; voice++)
        {
            double phase = 0, pitch = 90 + (chance.NextDouble() * 140), formant = 500, syllable = 0, low = 0, band = 0;
            for (var at = 0; at < samples; at++)
            {
                if (at % 1200 == 0)
                {
                    pitch = Math.Clamp(pitch + (chance.NextDouble() * 30) - 15, 80, 260);
                    formant = 300 + (chance.NextDouble() * 2000);
                    syllable = chance.NextDouble() < 0.25 ? 0 : 0.3 + chance.NextDouble();
                }

                phase = (phase + (pitch / 8000)) % 1;
                var buzz = ((phase * 2) - 1 + (0.2 * Gauss(chance))) * syllable;
                var tuning = 2 * Math.Sin(Math.PI * formant / 8000);
                low += tuning * band;
                band += tuning * (buzz - low - (0.3 * band));
                babble[at] += (float)band;
            }
        }

        return babble;
    }

    private static float Gauss(Random chance) => (float)(Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble()));
}

/// <summary>Ten seconds of noise, played round and round behind the caller.</summary>
internal sealed class NoiseBed
{
    private readonly byte[] _loop;
    private int _at;

    /// <summary>Noise <paramref name="snrDb"/> below speech of r.m.s. <paramref name="speech"/> (of 1).</summary>
    public NoiseBed(NoiseKind kind, double snrDb, float speech, int seed) =>
        _loop = MuLaw.Encode(Noise.Make(kind, 80_000, speech * (float)Math.Pow(10, -snrDb / 20), seed));

    /// <summary>Adds the next piece to <paramref name="frame"/>.</summary>
    public void Mix(Span<byte> frame)
    {
        if (_at + frame.Length > _loop.Length)
            _at = 0;
        MuLaw.Mix(frame, _loop.AsSpan(_at, frame.Length));
        _at += frame.Length;
    }
}
