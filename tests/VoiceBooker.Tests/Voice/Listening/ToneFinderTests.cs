using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;

namespace VoiceBooker.Tests.Voice.Listening;

public sealed class ToneFinderTests
{
    [Theory]
    [InlineData(425, 0.5)]
    [InlineData(440, 0.3)]
    [InlineData(613, 0.25)]
    [InlineData(850, 0.2)]
    [InlineData(1000, 0.1)]
    [InlineData(1004, 1.0)]
    [InlineData(1400, 0.15)]
    [InlineData(2000, 0.4)]
    public void A_beep_is_heard(double hertz, double seconds) => Assert.Equal([FarSide.Beep], Heard(Line(Silence(0.507), Tone(seconds, hertz), Silence(0.5))));

    [Theory]
    [InlineData(10)]
    [InlineData(-12)]
    [InlineData(-24)]
    public void A_beep_on_a_noisy_line_is_heard(double louderThanUsual) =>
        Assert.Equal([FarSide.Beep], Heard(Noisy(Line(Silence(0.3), Tone(0.4, 1000, Amplitude(louderThanUsual)), Silence(0.3)), Amplitude(louderThanUsual) / 8)));

    [Fact]
    public void A_fax_that_answers_is_known_within_a_second_or_so()
    {
        var finder = new ToneFinder();
        var frames = 0;
        var line = Encoded(Line(Silence(0.2), Tone(3, 2100)));
        for (var at = 0; at + AudioFrame.Size <= line.Length; at += AudioFrame.Size, frames++)
            if (finder.Hear(line.AsSpan(at, AudioFrame.Size)) is FarSide.Fax)
                break;
        Assert.InRange(frames, 50, 80);
    }

    [Fact]
    public void A_fax_that_calls_is_known_by_its_second_call() =>
        Assert.Equal([FarSide.Beep, FarSide.Fax], Heard(Line(Silence(0.2), Tone(0.5, 1100), Silence(3), Tone(0.5, 1100), Silence(0.2))));

    [Theory]
    [InlineData(697, 1209)]
    [InlineData(852, 1336)]
    [InlineData(941, 1477)]
    [InlineData(440, 480)]
    [InlineData(480, 620)]
    public void Keys_and_a_line_that_rings_or_is_engaged_are_no_beep(double low, double high)
    {
        var (one, other) = (Tone(0.4, low, 4000), Tone(0.4, high, 4000));
        Assert.Empty(Heard(Line(Silence(0.2), [.. one.Zip(other, (a, b) => (short)(a + b))], Silence(0.2))));
    }

    [Fact]
    public void A_siren_and_a_tone_that_never_ends_are_no_beep()
    {
        var siren = new short[8000 * 2];
        for (var i = 0; i < siren.Length; i++)
            siren[i] = (short)(6000 * Math.Sin(2 * Math.PI * (500 + (i * 0.04)) * i / 8000.0));
        Assert.Empty(Heard(siren));
        Assert.Empty(Heard(Line(Tone(5, 1000), Silence(0.2))));
    }

    [Fact]
    public void In_recorded_speech_there_is_no_beep()
    {
        var speech = RecordedSpeech.All();
        Assert.NotEmpty(speech);
        Assert.All(speech, each =>
        {
            var finder = new ToneFinder();
            for (var at = 0; at < each.MuLaw.Length; at += 147) // pieces that fit no frame
                Assert.True(finder.Hear(each.MuLaw.AsSpan(at, Math.Min(147, each.MuLaw.Length - at))) is FarSide.Unknown, $"{each.File} at {at / 8} ms");
        });
    }

    [Fact]
    public void It_needs_no_memory_for_what_it_hears()
    {
        var finder = new ToneFinder();
        var line = Encoded(Line(Silence(0.1), Tone(0.3, 1000), Silence(0.1)));
        finder.Hear(line);
        var before = GC.GetAllocatedBytesForCurrentThread();
        finder.Hear(line);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static List<FarSide> Heard(short[] line) => Heard(Encoded(line));

    private static List<FarSide> Heard(byte[] line)
    {
        var finder = new ToneFinder();
        List<FarSide> heard = [];
        for (var at = 0; at + AudioFrame.Size <= line.Length; at += AudioFrame.Size)
            if (finder.Hear(line.AsSpan(at, AudioFrame.Size)) is not FarSide.Unknown and var who)
                heard.Add(who);
        return heard;
    }

    private static byte[] Encoded(short[] line)
    {
        var muLaw = new byte[line.Length];
        G711.Encode(line, muLaw);
        return muLaw;
    }

    private static double Amplitude(double decibels) => 3000 * Math.Pow(10, decibels / 20);

    private static short[] Line(params short[][] parts) => [.. parts.SelectMany(part => part)];

    private static short[] Silence(double seconds) => new short[(int)(seconds * 8000)];

    private static short[] Tone(double seconds, double hertz, double amplitude = 3000) =>
        [.. Enumerable.Range(0, (int)(seconds * 8000)).Select(i => (short)(amplitude * Math.Sin(2 * Math.PI * hertz * i / 8000)))];

    private static short[] Noisy(short[] line, double amplitude)
    {
        var random = new Random(7);
        return [.. line.Select(sample => (short)(sample + (amplitude * ((random.NextDouble() * 2) - 1))))];
    }
}
