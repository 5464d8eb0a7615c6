using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;

namespace VoiceBooker.Tests.Voice.Listening;

public sealed class EchoTests
{
    [Theory]
    [InlineData(14)]
    [InlineData(20)]
    [InlineData(35)]
    public void The_bots_own_echo_is_no_voice(double loss)
    {
        var detector = new SpeechDetector(new());
        for (var i = 0; i < 500; i++)
            Assert.NotEqual(VoiceChange.Started, detector.Observe(Noise(i, i % 25 < 20 ? -20 - loss : -70), played: -20));
    }

    [Fact]
    public void A_caller_louder_than_the_echo_is_heard_over_the_bot()
    {
        var detector = new SpeechDetector(new());
        var started = false;
        for (var i = 0; i < 60; i++)
            started |= detector.Observe(Noise(i, i < 50 ? -40 : -24), played: -20) == VoiceChange.Started;
        Assert.True(started);
    }

    [Fact]
    public void On_digital_silence_a_voice_is_found()
    {
        var detector = new SpeechDetector(new());
        var changes = new List<(int Frame, VoiceChange Change)>();
        for (var i = 0; i < 100; i++)
            if (detector.Observe(i is >= 40 and < 60 ? Noise(i, -30) : Noise(i, -100)) is not VoiceChange.None and var change)
                changes.Add((i, change));

        Assert.Equal([(42, VoiceChange.Started), (71, VoiceChange.Stopped)], changes);
    }

    [Fact]
    public void What_was_cut_makes_no_echo()
    {
        var levels = new PlayedLevels();
        for (var i = 0; i < 20; i++)
            levels.Set(TimeSpan.FromMilliseconds(1000 + (20 * i)), -18);

        Assert.Equal(-18, levels.Loudest(TimeSpan.FromMilliseconds(1100), TimeSpan.FromMilliseconds(1140)));
        levels.Cut(TimeSpan.FromMilliseconds(1200));
        Assert.Equal(double.NegativeInfinity, levels.Loudest(TimeSpan.FromMilliseconds(1240), TimeSpan.FromMilliseconds(1400)));
        Assert.Equal(-18, levels.Loudest(TimeSpan.FromMilliseconds(1100), TimeSpan.FromMilliseconds(1400)));
    }

    private static byte[] Noise(int seed, double level)
    {
        var random = new Random(seed);
        var amplitude = 32768 * Math.Pow(10, level / 20) * Math.Sqrt(3);
        return [.. Enumerable.Range(0, AudioFrame.Size).Select(_ => G711.Encode((short)(amplitude * ((random.NextDouble() * 2) - 1))))];
    }
}
