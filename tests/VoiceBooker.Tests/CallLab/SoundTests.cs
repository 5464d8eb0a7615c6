using System.Buffers.Binary;
using VoiceBooker.CallLab.Audio;

namespace VoiceBooker.Tests.CallLab;

public sealed class SoundTests
{
    [Fact]
    public void Every_code_of_the_companding_law_survives_a_round_trip()
    {
        for (var code = 0; code < 256; code++)
            if (code != 0x7F) // negative zero: encodes as positive zero
                Assert.Equal((byte)code, MuLaw.Encode(MuLaw.Decode((byte)code)));
    }

    [Theory]
    [InlineData(0x00, -32124)]
    [InlineData(0x80, 32124)]
    [InlineData(0xFF, 0)]
    [InlineData(0xF0, 120)]
    public void The_companding_law_is_the_standard_one(byte code, short sample) => Assert.Equal(sample, MuLaw.Decode(code));

    [Theory]
    [InlineData(nameof(NoiseKind.White))]
    [InlineData(nameof(NoiseKind.Pink))]
    [InlineData(nameof(NoiseKind.Babble))]
    public void Noise_has_the_level_asked_for_and_is_the_same_every_time(string named)
    {
        var kind = Enum.Parse<NoiseKind>(named);
        var noise = Noise.Make(kind, 16_000, level: 0.05f, seed: 1);

        Assert.Equal(0.05, Noise.Rms(noise), 3);
        Assert.Equal(noise, Noise.Make(kind, 16_000, level: 0.05f, seed: 1));
    }

    [Fact]
    public void The_telephone_passes_a_kilohertz_and_stops_a_hundred_hertz_and_four_kilohertz()
    {
        Assert.InRange(Through(1000, 16_000), 0.68, 0.73);
        Assert.InRange(Through(100, 16_000), 0, 0.03);
        Assert.InRange(Through(4200, 16_000), 0, 0.01);
    }

    [Fact]
    public void A_recording_has_the_caller_left_and_the_bot_right()
    {
        var wave = Wav.Stereo([0x80, 0x80], [0x00]);

        Assert.Equal(44 + 8, wave.Length);
        Assert.Equal(32124, BinaryPrimitives.ReadInt16LittleEndian(wave.AsSpan(44)));
        Assert.Equal(-32124, BinaryPrimitives.ReadInt16LittleEndian(wave.AsSpan(46)));
        Assert.Equal(0, BinaryPrimitives.ReadInt16LittleEndian(wave.AsSpan(50)));
    }

    private static float Through(double frequency, int rate)
    {
        var tone = Enumerable.Range(0, rate).Select(at => (float)Math.Sin(2 * Math.PI * frequency * at / rate)).ToArray();
        return Noise.Rms(Band.ToTelephone(tone, rate).AsSpan(500, 7000));
    }
}
