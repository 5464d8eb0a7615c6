using System.Threading.Channels;
using VoiceBooker.Providers.AzureSpeech.Recognition;
using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Tests.Providers.AzureSpeech;

public sealed class AudioWaitTests
{
    private static readonly AudioFrame Frame = new(new byte[160], TimeSpan.Zero);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Frames_interruptions_and_the_end_all_end_a_wait_and_none_is_lost(bool isBounded)
    {
        var line = isBounded ? Channel.CreateBounded<AudioFrame>(10) : Channel.CreateUnbounded<AudioFrame>(new UnboundedChannelOptions { SingleReader = true });
        var wait = new AudioWait(line.Reader);

        line.Writer.TryWrite(Frame);
        await wait.WaitAsync();
        Assert.True(line.Reader.TryRead(out _));

        var interrupted = wait.WaitAsync();
        Assert.False(interrupted.IsCompleted);
        wait.Interrupt();
        await interrupted;
        Assert.False(line.Reader.TryRead(out _));

        var framed = wait.WaitAsync().AsTask();
        line.Writer.TryWrite(Frame);
        await framed.WaitAsync(AzureWorld.Patience);
        Assert.True(line.Reader.TryRead(out _));

        var ended = wait.WaitAsync().AsTask();
        line.Writer.Complete();
        await ended.WaitAsync(AzureWorld.Patience);
        while (!wait.IsOver)
            await wait.WaitAsync().AsTask().WaitAsync(AzureWorld.Patience);
    }

    [Fact]
    public async Task A_thousand_frames_and_interruptions_from_everywhere_are_all_seen()
    {
        var line = Channel.CreateBounded<AudioFrame>(2000);
        var wait = new AudioWait(line.Reader);
        var writing = Task.Run(async () =>
        {
            for (var frame = 0; frame < 1000; frame++)
            {
                line.Writer.TryWrite(Frame);
                if (frame % 3 == 0)
                    await Task.Yield();
            }

            line.Writer.Complete();
        });
        var disturbing = Task.Run(async () =>
        {
            while (!writing.IsCompleted)
            {
                wait.Interrupt();
                await Task.Yield();
            }
        });
        var seen = 0;
        while (!wait.IsOver)
        {
            while (line.Reader.TryRead(out _))
                seen++;
            await wait.WaitAsync().AsTask().WaitAsync(AzureWorld.Patience);
        }

        await Task.WhenAll(writing, disturbing);
        Assert.Equal(1000, seen);
    }
}
