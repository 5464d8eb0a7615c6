using System.Buffers.Binary;

namespace VoiceBooker.CallLab.Audio;

/// <summary>Writes 8 kHz stereo WAV files, 16 bits a sample.</summary>
internal static class Wav
{
    /// <summary>Joins two mu-law tracks; the shorter one is padded with silence.</summary>
    public static byte[] Stereo(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var samples = Math.Max(left.Length, right.Length);
        var file = new byte[44 + (samples * 4)];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 2);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), 8000);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), 8000 * 4);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), 4);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 16);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), samples * 4);
        for (var at = 0; at < samples; at++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(44 + (at * 4)), at < left.Length ? MuLaw.Decode(left[at]) : (short)0);
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(46 + (at * 4)), at < right.Length ? MuLaw.Decode(right[at]) : (short)0);
        }

        return file;
    }
}
