using System.Numerics;

namespace VoiceBooker.Voice.Lines;

/// <summary>Mu-law as in ITU-T G.711, table 2: one byte for one sample of telephone audio, against 16-bit linear samples (the standard's 14 bits times 4).</summary>
public static class G711
{
    /// <summary>The loudest sample mu-law can say.</summary>
    public const short Loudest = 32124;

    private const int Bias = 0x84;
    private const int Clip = 32635;

    private static readonly short[] _decoded = DecodeTable();
    private static readonly float[] _power = Array.ConvertAll(_decoded, sample => (float)sample * sample);

    /// <summary>The sample that <paramref name="muLaw"/> stands for.</summary>
    public static short Decode(byte muLaw) => _decoded[muLaw];

    /// <summary>The byte nearest to <paramref name="sample"/>.</summary>
    public static byte Encode(short sample)
    {
        var magnitude = Math.Min(Math.Abs((int)sample), Clip) + Bias;
        var segment = BitOperations.Log2((uint)magnitude) - 7;
        var step = (magnitude >> (segment + 3)) & 0x0F;
        var sign = sample < 0 ? 0x80 : 0;
        return (byte)~(sign | (segment << 4) | step);
    }

    /// <summary>Decodes as many bytes as <paramref name="samples"/> holds samples.</summary>
    public static void Decode(ReadOnlySpan<byte> muLaw, Span<short> samples)
    {
        for (var i = 0; i < muLaw.Length; i++)
            samples[i] = _decoded[muLaw[i]];
    }

    /// <summary>Encodes as many samples as <paramref name="muLaw"/> holds bytes.</summary>
    public static void Encode(ReadOnlySpan<short> samples, Span<byte> muLaw)
    {
        for (var i = 0; i < samples.Length; i++)
            muLaw[i] = Encode(samples[i]);
    }

    /// <summary>The level of a piece of audio in dBFS (0: a square wave at full scale); -96 for silence and for nothing.</summary>
    public static double Level(ReadOnlySpan<byte> muLaw)
    {
        var sum = 0f;
        foreach (var each in muLaw)
            sum += _power[each];
        return sum <= 0 ? -96 : Math.Max(-96, 10 * Math.Log10(sum / muLaw.Length / (32768.0 * 32768.0)));
    }

    private static short[] DecodeTable()
    {
        var table = new short[256];
        for (var code = 0; code < 256; code++)
        {
            var bits = ~code & 0xFF;
            var magnitude = (((bits & 0x0F) << 3) + Bias << ((bits & 0x70) >> 4)) - Bias;
            table[code] = (short)((bits & 0x80) != 0 ? -magnitude : magnitude);
        }

        return table;
    }
}
