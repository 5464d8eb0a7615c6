using System.Buffers;
using System.Buffers.Binary;
using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Providers.Audio;

/// <summary>Makes telephone audio of a service's linear samples as they arrive: 16 bits, little-endian, mono, cut anywhere, even within a sample.</summary>
/// <param name="rate">Of the samples, 8000 to 48000 Hz; at 8000 they are only encoded.</param>
internal sealed class TelephoneAudio(int rate)
{
    private readonly Resampler? _resampler = rate == 8000 ? null : new Resampler(rate, 8000);
    private byte? _half;

    /// <summary>Takes the next bytes in and gives the mu-law they settle; the memory is the reader's.</summary>
    public ReadOnlyMemory<byte> Write(ReadOnlySpan<byte> linear)
    {
        var samples = ArrayPool<short>.Shared.Rent((linear.Length / 2) + 1);
        try
        {
            return Encode(samples.AsSpan(0, Read(linear, samples)));
        }
        finally
        {
            ArrayPool<short>.Shared.Return(samples);
        }
    }

    /// <summary>What is left when the stream has ended; half a sample is dropped.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        if (_resampler is null)
            return ReadOnlyMemory<byte>.Empty;
        var output = new float[_resampler.MostFor(0)];
        return Encode(output.AsSpan(0, _resampler.Finish(output)));
    }

    private int Read(ReadOnlySpan<byte> linear, Span<short> samples)
    {
        var count = 0;
        if (_half is { } low && linear.Length > 0)
        {
            samples[count++] = (short)(low | (linear[0] << 8));
            linear = linear[1..];
            _half = null;
        }

        for (; linear.Length >= 2; linear = linear[2..])
            samples[count++] = BinaryPrimitives.ReadInt16LittleEndian(linear);
        if (linear.Length == 1)
            _half = linear[0];
        return count;
    }

    private ReadOnlyMemory<byte> Encode(ReadOnlySpan<short> samples)
    {
        if (_resampler is null)
        {
            var plain = new byte[samples.Length];
            G711.Encode(samples, plain);
            return plain;
        }

        var output = ArrayPool<float>.Shared.Rent(_resampler.MostFor(samples.Length));
        try
        {
            return Encode(output.AsSpan(0, _resampler.Write(samples, output)));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(output);
        }
    }

    private static ReadOnlyMemory<byte> Encode(ReadOnlySpan<float> samples)
    {
        var muLaw = new byte[samples.Length];
        for (var i = 0; i < samples.Length; i++)
            muLaw[i] = G711.Encode((short)Math.Clamp(MathF.Round(samples[i]), short.MinValue, short.MaxValue));
        return muLaw;
    }
}
