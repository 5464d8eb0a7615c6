using System.Buffers.Binary;
using VoiceBooker.Tests.Voice.Playing;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Recording;

namespace VoiceBooker.Tests.Voice.Recording;

public sealed class CallRecordingTests
{
    [Fact]
    public void Both_sides_lie_on_one_clock_and_what_was_cut_is_not_there()
    {
        var file = new KeptFile();
        VirtualTime.Run(async _ =>
        {
            var recording = new CallRecording(file);
            var running = recording.RunAsync();
            recording.Caller(TimeSpan.FromSeconds(1), Tone(0x11, 8000));
            recording.Bot(TimeSpan.FromSeconds(0.5), Tone(0x22, 16000));
            recording.Cut(TimeSpan.FromSeconds(1.25));
            recording.Complete();
            await running;
            return 0;
        });

        var bytes = file.ToArray();
        Assert.Equal(7, bytes[20]);
        Assert.Equal((uint)(bytes.Length - 8), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4)));
        Assert.Equal((uint)(bytes.Length - CallRecording.HeaderSize), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(54)));
        Assert.Equal(2 * 16000, bytes.Length - CallRecording.HeaderSize);
        Assert.Equal((0.5, 1.25), Span(bytes, side: 1, 0x22));
        Assert.Equal((1.0, 2.0), Span(bytes, side: 0, 0x11));
    }

    [Fact]
    public void A_killed_process_leaves_a_recording_that_plays()
    {
        var file = new KeptFile();
        VirtualTime.Run(async _ =>
        {
            var recording = new CallRecording(file);
            var running = recording.RunAsync();
            for (var i = 0; i < 500; i++)
                recording.Caller(i * AudioFrame.Length, Tone(0x11, 160));
            for (var i = 0; i < 10; i++)
                await Task.Yield(); // the recording's own loop has its turn
            var asItStands = file.ToArray(); // nothing was completed
            var size = BinaryPrimitives.ReadUInt32LittleEndian(asItStands.AsSpan(54));
            Assert.True(size >= 16000 * 6, $"{size}");
            Assert.True(size <= asItStands.Length - CallRecording.HeaderSize);

            using var cut = new MemoryStream();
            cut.Write(asItStands.AsSpan(0, asItStands.Length - 101));
            Assert.True(await CallRecording.RepairAsync(cut, CancellationToken.None));
            Assert.Equal((uint)(cut.Length - CallRecording.HeaderSize), BinaryPrimitives.ReadUInt32LittleEndian(cut.ToArray().AsSpan(54)));
            recording.Complete();
            await running;
            return 0;
        });
    }

    [Fact]
    public void A_call_is_recorded_as_it_was_heard()
    {
        var file = new KeptFile();
        var call = new CallScript { Recording = file }
            .CallerSays("what is free", from: 2, until: 3)
            .BotAnswers("On Friday I have ten, eleven, two, three, or four, and on Monday nothing at all.")
            .CallerSays("stop please", from: 5, until: 5.8)
            .CallerHangsUp(9)
            .Play();

        var bytes = file.ToArray();
        var (from, until) = Span(bytes, side: 1, ScriptedVoice.ToneOf(1));
        Assert.Equal(call.Heard(1).First().TotalSeconds, from, 0.05);
        Assert.Equal(call.Line.Clears[0].TotalSeconds, until, 0.05);
    }

    private static (double From, double Until) Span(byte[] wav, int side, byte tone)
    {
        var samples = wav.Skip(CallRecording.HeaderSize + side).Where((_, index) => index % 2 == 0).ToArray();
        return (Array.IndexOf(samples, tone) / 8000.0, (Array.LastIndexOf(samples, tone) + 1) / 8000.0);
    }

    private static byte[] Tone(byte value, int length) => [.. Enumerable.Repeat(value, length)];

    private sealed class KeptFile : MemoryStream
    {
        protected override void Dispose(bool disposing) => base.Dispose(disposing: false);
    }
}
