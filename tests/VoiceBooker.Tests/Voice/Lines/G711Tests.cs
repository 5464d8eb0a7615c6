using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Tests.Voice.Lines;

public sealed class G711Tests
{
    [Theory]
    [InlineData(0x80, 8031)]
    [InlineData(0x8F, 4191)]
    [InlineData(0x9F, 2079)]
    [InlineData(0xAF, 1023)]
    [InlineData(0xBF, 495)]
    [InlineData(0xCF, 231)]
    [InlineData(0xDF, 99)]
    [InlineData(0xEF, 33)]
    [InlineData(0xFE, 2)]
    [InlineData(0xFF, 0)]
    [InlineData(0x00, -8031)]
    [InlineData(0x0F, -4191)]
    [InlineData(0x6F, -33)]
    [InlineData(0x7E, -2)]
    public void A_byte_sounds_as_the_standard_says(byte code, int fourteenBits) => Assert.Equal(fourteenBits * 4, G711.Decode(code));

    [Theory]
    [InlineData(4063, 0x8F, 0x90)]
    [InlineData(2015, 0x9F, 0xA0)]
    [InlineData(991, 0xAF, 0xB0)]
    [InlineData(479, 0xBF, 0xC0)]
    [InlineData(223, 0xCF, 0xD0)]
    [InlineData(95, 0xDF, 0xE0)]
    [InlineData(31, 0xEF, 0xF0)]
    [InlineData(7903, 0x80, 0x81)]
    public void The_standards_decision_values_part_the_codes(int fourteenBits, byte above, byte below)
    {
        Assert.Equal(above, G711.Encode((short)(fourteenBits * 4)));
        Assert.Equal(below, G711.Encode((short)((fourteenBits * 4) - 1)));
    }

    [Fact]
    public void Every_byte_survives_the_way_there_and_back()
    {
        for (var code = 0; code < 256; code++)
        {
            var back = G711.Encode(G711.Decode((byte)code));
            Assert.Equal(code == 0x7F ? 0xFF : code, back);
        }
    }

    [Fact]
    public void No_sample_is_moved_further_than_half_a_step()
    {
        for (int sample = short.MinValue; sample <= short.MaxValue; sample++)
        {
            var decoded = G711.Decode(G711.Encode((short)sample));
            var allowed = Math.Max(4, Math.Abs(sample) / 32 + 5);
            Assert.True(Math.Abs(Math.Clamp(sample, -G711.Loudest, G711.Loudest) - decoded) <= allowed, $"{sample} became {decoded}");
        }
    }

    [Fact]
    public void Silence_is_the_lowest_level_and_a_loud_square_wave_nearly_full_scale()
    {
        Assert.Equal(-96, G711.Level(Enumerable.Repeat(AudioFrame.Silence, AudioFrame.Size).ToArray()));
        var square = new byte[160];
        for (var i = 0; i < square.Length; i++)
            square[i] = i % 2 == 0 ? (byte)0x80 : (byte)0x00;
        Assert.InRange(G711.Level(square), -0.2, 0);
    }
}
