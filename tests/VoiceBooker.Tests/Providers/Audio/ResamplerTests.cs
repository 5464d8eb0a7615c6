using VoiceBooker.Providers.Audio;
using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Tests.Providers.Audio;

public sealed class ResamplerTests
{
    [Theory]
    [InlineData(16000)]
    [InlineData(22050)]
    [InlineData(24000)]
    [InlineData(48000)]
    public void The_telephones_band_passes_and_nothing_above_it_folds_back(int rate)
    {
        foreach (var frequency in (double[])[300, 1000, 2000, 3200])
            Assert.InRange(Gain(rate, 8000, frequency), -0.5, 0.5);
        foreach (var frequency in (double[])[4000, 5000, 7000, 7900])
            Assert.InRange(Gain(rate, 8000, frequency), -200, -55);
    }

    [Fact]
    public void A_telephone_voice_for_a_server_that_hears_at_twice_the_rate_has_no_mirror_image()
    {
        Assert.InRange(Gain(8000, 16000, 1000), -0.5, 0.5);
        var wide = Resampler.Convert(Tone(8000, 1000), 8000, 16000);
        Assert.InRange(Level(wide, 16000, 7000) - Level(wide, 16000, 1000), -200, -55);
    }

    [Theory]
    [InlineData(16000)]
    [InlineData(22050)]
    [InlineData(24000)]
    public void How_the_stream_is_cut_changes_nothing(int rate)
    {
        var samples = Tone(rate, 700);
        var whole = Resampler.Convert(samples, rate, 8000);
        Assert.Equal((int)Math.Ceiling(samples.Length * 8000.0 / rate), whole.Length);
        foreach (var size in (int[])[1, 7, 160, 999, 5000])
        {
            var resampler = new Resampler(rate, 8000);
            var output = new float[resampler.MostFor(size)];
            List<float> pieces = [];
            foreach (var piece in samples.Chunk(size))
                pieces.AddRange(output[..resampler.Write(piece, output)]);
            var rest = new float[resampler.MostFor(0)];
            pieces.AddRange(rest[..resampler.Finish(rest)]);
            Assert.Equal(whole, pieces);
        }
    }

    [Fact]
    public void What_comes_out_is_aligned_with_what_went_in()
    {
        var samples = new short[2400];
        samples[1200] = 20000; // 50 ms
        var narrow = Resampler.Convert(samples, 24000, 8000);
        Assert.Equal(400, Array.IndexOf(narrow, narrow.Max()));
    }

    [Fact]
    public void Bytes_cut_within_a_sample_give_the_same_telephone_audio()
    {
        var samples = Tone(24000, 500);
        var bytes = samples.SelectMany(BitConverter.GetBytes).ToArray();
        var whole = Encoded(bytes, bytes.Length);
        Assert.Equal(samples.Length / 3, whole.Length);
        foreach (var size in (int[])[1, 3, 4801])
            Assert.Equal(whole, Encoded(bytes, size));
        Assert.InRange(G711.Level(whole), -13.5, -12.5); // a tone of 10000
    }

    [Fact]
    public void A_wav_file_is_read_while_it_arrives_and_what_follows_its_samples_is_no_sound()
    {
        var file = WavFile.Mono([1, 2, 3], 16000);
        for (var length = 0; length < WavFile.HeaderSize; length++)
            Assert.False(WavFile.TryReadHeader(file.AsSpan(0, length), out _, out _, out _));
        Assert.True(WavFile.TryReadHeader(file, out var rate, out var samplesAt, out var bytes));
        Assert.Equal((16000, WavFile.HeaderSize, 6L), (rate, samplesAt, bytes));

        file.AsSpan(40, 4).Fill(0xFF); // a server that streams does not know
        Assert.True(WavFile.TryReadHeader(file, out _, out _, out bytes));
        Assert.Equal(long.MaxValue, bytes);
    }

    [Fact]
    public void What_is_no_wav_file_of_speech_is_refused_with_the_reason()
    {
        Assert.Contains("no WAV", Assert.Throws<InvalidDataException>(() => WavFile.TryReadHeader("<html>not found</html>"u8, out _, out _, out _)).Message, StringComparison.Ordinal);
        var stereo = WavFile.Mono([1, 2, 3, 4], 16000);
        stereo[22] = 2;
        Assert.Contains("2 channels", Assert.Throws<InvalidDataException>(() => WavFile.TryReadHeader(stereo, out _, out _, out _)).Message, StringComparison.Ordinal);
    }

    private static byte[] Encoded(byte[] bytes, int size)
    {
        var audio = new TelephoneAudio(24000);
        List<byte> encoded = [];
        foreach (var piece in bytes.Chunk(size))
            encoded.AddRange(audio.Write(piece).Span);
        encoded.AddRange(audio.Finish().Span);
        return [.. encoded];
    }

    private static short[] Tone(int rate, double frequency) => [.. Enumerable.Range(0, rate / 2).Select(at => (short)(10000 * Math.Sin(2 * Math.PI * frequency * at / rate)))];

    /// <summary>What a tone loses, in dB; a tone above the new rate's half is looked for wherever it may have folded to.</summary>
    private static double Gain(int from, int to, double frequency)
    {
        var output = Resampler.Convert(Tone(from, frequency), from, to);
        var middle = output.AsSpan(400, output.Length - 800);
        var sum = 0.0;
        foreach (var sample in middle)
            sum += sample * sample;
        return 10 * Math.Log10(Math.Max(1e-12, sum / middle.Length / (10000.0 * 10000 / 2)));
    }

    private static double Level(float[] samples, int rate, double frequency)
    {
        double re = 0, im = 0;
        for (var at = 400; at < samples.Length - 400; at++)
        {
            var window = 0.5 - (0.5 * Math.Cos(2 * Math.PI * (at - 400) / (samples.Length - 800)));
            re += window * samples[at] * Math.Cos(2 * Math.PI * frequency * at / rate);
            im += window * samples[at] * Math.Sin(2 * Math.PI * frequency * at / rate);
        }

        return 10 * Math.Log10((re * re) + (im * im) + 1e-12);
    }
}
