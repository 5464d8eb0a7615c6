using System.Buffers.Binary;

namespace VoiceBooker.Providers.Audio;

/// <summary>The WAV container, as far as speech services use it.</summary>
internal static class WavFile
{
    /// <summary>Bytes before the samples in what <see cref="Mono"/> writes.</summary>
    public const int HeaderSize = 44;

    private const short Linear = 1;
    private const short Extensible = unchecked((short)0xFFFE);
    private const int LongestHeader = 64 * 1024;
    private const uint Impossible = 0x7FFF0000;

    /// <summary>A file of 16-bit mono samples.</summary>
    public static byte[] Mono(ReadOnlySpan<short> samples, int rate)
    {
        var file = new byte[HeaderSize + (2 * samples.Length)];
        var span = file.AsSpan();
        "RIFF"u8.CopyTo(span);
        BinaryPrimitives.WriteInt32LittleEndian(span[4..], file.Length - 8);
        "WAVEfmt "u8.CopyTo(span[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(span[20..], Linear);
        BinaryPrimitives.WriteInt16LittleEndian(span[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(span[24..], rate);
        BinaryPrimitives.WriteInt32LittleEndian(span[28..], 2 * rate);
        BinaryPrimitives.WriteInt16LittleEndian(span[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(span[34..], 16);
        "data"u8.CopyTo(span[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(span[40..], 2 * samples.Length);
        for (var i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(span[(HeaderSize + (2 * i))..], samples[i]);
        return file;
    }

    /// <summary>Reads the beginning of a file that is still arriving; a server that streams cannot know the sizes and writes something impossible for them.</summary>
    /// <param name="begin">All that has arrived so far.</param>
    /// <param name="rate">Of the samples.</param>
    /// <param name="samplesAt">Where they begin.</param>
    /// <param name="bytes">How many bytes of samples there are; <see cref="long.MaxValue"/> when the file does not know.</param>
    /// <returns>False: more must arrive first.</returns>
    /// <exception cref="InvalidDataException">No WAV file, or not one of 16-bit mono samples.</exception>
    public static bool TryReadHeader(ReadOnlySpan<byte> begin, out int rate, out int samplesAt, out long bytes)
    {
        (rate, samplesAt, bytes) = (0, 0, long.MaxValue);
        if (begin.Length < 12)
            return false;
        if (!begin.StartsWith("RIFF"u8) || !begin[8..].StartsWith("WAVE"u8))
            throw new InvalidDataException("what came is no WAV file");

        for (var at = 12; at + 8 <= begin.Length;)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(begin[(at + 4)..]);
            if (begin[at..].StartsWith("data"u8))
            {
                samplesAt = at + 8;
                bytes = size is > 0 and < Impossible ? size : long.MaxValue;
                return rate > 0 ? true : throw new InvalidDataException("the WAV file does not say what its samples are");
            }

            if (begin[at..].StartsWith("fmt "u8))
            {
                if (begin.Length < at + 24)
                    return false;
                var format = BinaryPrimitives.ReadInt16LittleEndian(begin[(at + 8)..]);
                var channels = BinaryPrimitives.ReadInt16LittleEndian(begin[(at + 10)..]);
                var bits = BinaryPrimitives.ReadInt16LittleEndian(begin[(at + 22)..]);
                rate = BinaryPrimitives.ReadInt32LittleEndian(begin[(at + 12)..]);
                if (format is not (Linear or Extensible) || channels != 1 || bits != 16 || rate is < 8000 or > 48000)
                    throw new InvalidDataException($"the WAV file holds {channels} channels of {bits} bits at {rate} Hz, format {format}; 16-bit mono samples of 8 to 48 kHz are awaited");
            }

            if (size > LongestHeader)
                throw new InvalidDataException("the WAV file has no samples where they are awaited");
            at += 8 + (int)size + (int)(size & 1);
        }

        return begin.Length > LongestHeader ? throw new InvalidDataException("the WAV file has no samples where they are awaited") : false;
    }
}
