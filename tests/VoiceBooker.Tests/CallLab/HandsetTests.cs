using VoiceBooker.CallLab.Carrier;

namespace VoiceBooker.Tests.CallLab;

public sealed class HandsetTests
{
    private static readonly byte[] Loud = [.. Enumerable.Repeat((byte)0x10, 2 * Handset.FrameSize)];

    [Fact]
    public void Only_a_caller_who_speaks_while_the_bot_is_heard_interrupts()
    {
        using var handset = new Handset(TimeProvider.System);
        var frame = new byte[Handset.FrameSize];

        Speak(botIsHeard: false);
        handset.Cleared(queued: 800);
        Assert.Equal(0, handset.Interruptions);
        Assert.Empty(handset.OnsetToClear);

        Speak(botIsHeard: true);
        handset.Cleared(queued: 800);
        Assert.Equal(1, handset.Interruptions);
        Assert.Single(handset.OnsetToClear);

        void Speak(bool botIsHeard)
        {
            _ = handset.SayAsync(Loud);
            for (var i = 0; i < 3; i++)
            {
                handset.Hear(frame, botIsHeard);
                handset.NextFrame(frame);
            }
        }
    }
}
