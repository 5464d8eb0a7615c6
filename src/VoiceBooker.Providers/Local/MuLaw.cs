namespace VoiceBooker.Providers.Local;

/// <summary>G.711 mu-law (ITU-T G.711, 14-bit law scaled to 16 bits), by table in one direction and by segment search in the other.</summary>
internal static class MuLaw
{
    private const int Bias = 0x84;
    private const int Clip = 32635;

    private static readonly short[] Expanded = [.. Enumerable.Range(0, 256).Select(code => Expand((byte)code))];

    /// <summary>The 16-bit value of one byte of the line.</summary>
    public static short Decode(byte code) => Expanded[code];

    /// <summary>The byte for one 16-bit sample.</summary>
    public static byte Encode(int sample)
    {
        var sign = sample < 0 ? 0x80 : 0;
        var magnitude = Math.Min(Math.Abs(sample), Clip) + Bias;
        var exponent = Math.Max(0, 31 - System.Numerics.BitOperations.LeadingZeroCount((uint)magnitude) - 7);
        var mantissa = (magnitude >> (exponent + 3)) & 0x0F;
        return (byte)~(sign | (exponent << 4) | mantissa);
    }

    private static short Expand(byte code)
    {
        var bits = (byte)~code;
        var magnitude = ((((bits & 0x0F) << 3) + Bias) << ((bits >> 4) & 7)) - Bias;
        return (short)((bits & 0x80) != 0 ? -magnitude : magnitude);
    }
}
