using VoiceBooker.CallLab.Audio;

namespace VoiceBooker.Tests.CallLab;

public sealed class CallerVoiceTests
{
    [WithVoicesTheory]
    [InlineData("slt")]
    [InlineData("rms")]
    [InlineData("awb")]
    [InlineData("kal16")]
    [InlineData("kal")]
    public void Every_voice_speaks_at_the_level_asked_for(string voice)
    {
        var loud = new CallerVoice(voice, 0).Speak("Tomorrow at three p.m., please.");
        var quiet = new CallerVoice(voice, -10).Speak("Tomorrow at three p.m., please.");

        Assert.InRange(loud.Length / 8000.0, 1.0, 4.0);
        Assert.InRange((double)loud.Length / quiet.Length, 0.9, 1.1); // the synthesiser varies a little
        Assert.InRange(Level(loud) / Level(quiet), 2.8, 3.6);
        Assert.InRange(MuLaw.TrailingSilence(loud), 320, 2400);
    }

    private static float Level(byte[] speech) => Noise.Rms(speech.Select(each => (float)MuLaw.Decode(each)).ToArray());

    /// <summary>Skipped, with the reason, where the synthesiser is not installed.</summary>
    private sealed class WithVoicesTheoryAttribute : TheoryAttribute
    {
        public WithVoicesTheoryAttribute() => Skip = FliteVoice.Missing();
    }
}
