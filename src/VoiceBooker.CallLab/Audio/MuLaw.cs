namespace VoiceBooker.CallLab.Audio;

/// <summary>G.711 mu-law by its formula, with tables made at start.</summary>
internal static class MuLaw
{
    private const int Bias = 0x84;
    private const int Clip = 32635;
    private static readonly short[] Expanded = [.. Enumerable.Range(0, 256).Select(code => Expand((byte)code))];

    /// <summary>The 16-bit sample of a code.</summary>
    public static short Decode(byte code) => Expanded[code];

    /// <summary>The code of a 16-bit sample.</summary>
    public static byte Encode(int sample)
    {
        var sign = sample < 0 ? 0x80 : 0;
        var magnitude = Math.Min(Math.Abs(sample), Clip) + Bias;
        var exponent = 7;
        for (var mask = 0x4000; exponent > 0 && (magnitude & mask) == 0; mask >>= 1)
            exponent--;
        var mantissa = (magnitude >> (exponent + 3)) & 0x0F;
        return (byte)~(sign | (exponent << 4) | mantissa);
    }

    /// <summary>Encodes samples of ±1.</summary>
    public static byte[] Encode(ReadOnlySpan<float> samples)
    {
        var codes = new byte[samples.Length];
        for (var at = 0; at < samples.Length; at++)
            codes[at] = Encode((int)Math.Clamp(samples[at] * 32767f, -32768, 32767));
        return codes;
    }

    /// <summary>Adds <paramref name="piece"/> to <paramref name="frame"/>.</summary>
    public static void Mix(Span<byte> frame, ReadOnlySpan<byte> piece)
    {
        for (var at = 0; at < piece.Length; at++)
            frame[at] = Encode(Decode(frame[at]) + Decode(piece[at]));
    }

    /// <summary>True when the piece is clearly not silence (r.m.s. above about -46 dBFS).</summary>
    public static bool IsLoud(ReadOnlySpan<byte> piece) => Power(piece) > 160.0 * 160;

    /// <summary>How many bytes at the end are silence.</summary>
    public static int TrailingSilence(ReadOnlySpan<byte> codes)
    {
        var at = codes.Length;
        while (at >= 160 && !IsLoud(codes.Slice(at - 160, 160)))
            at -= 160;
        return codes.Length - at;
    }

    private static double Power(ReadOnlySpan<byte> piece)
    {
        if (piece.Length == 0)
            return 0;
        double sum = 0;
        foreach (var code in piece)
            sum += (double)Decode(code) * Decode(code);
        return sum / piece.Length;
    }

    private static short Expand(byte code)
    {
        var bits = ~code & 0xFF;
        var magnitude = ((((bits & 0x0F) << 3) + Bias) << ((bits >> 4) & 7)) - Bias;
        return (short)((bits & 0x80) != 0 ? -magnitude : magnitude);
    }
}
