using System.Threading.Channels;
using VoiceBooker.Tests.Voice.Playing;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Tests.Voice.Speaking;

public sealed class PlayoutTests
{
    [Fact]
    public void After_a_clear_not_one_frame_of_the_old_utterance_is_sent()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var lead = TimeSpan.FromMilliseconds(random.Next(200, 401));
            var line = VirtualTime.Run(time => PlayAsync(time, random, lead));

            Assert.All(line.Sent, sent => Assert.Equal(AudioFrame.Size, sent.Frame.Length));
            Assert.True(line.MostAhead <= lead + AudioFrame.Length, $"seed {seed}: {line.MostAhead} ahead of {lead}");
            foreach (var clear in line.Clears)
            {
                var before = line.Ear.Where(each => each.At + AudioFrame.Length <= clear).Select(each => Utterance(each.Frame)).LastOrDefault(each => each > 0);
                Assert.DoesNotContain(line.Ear, each => each.At >= clear && Utterance(each.Frame) is > 0 and var utterance && utterance < before);
            }
        }
    }

    [Fact]
    public void The_whole_lead_goes_out_at_once_and_then_a_frame_at_a_time()
    {
        var line = VirtualTime.Run(async time =>
        {
            var line = Line(time);
            var running = line.RunAsync();
            using var playout = Playout(time, line, TimeSpan.FromMilliseconds(300), out var events);
            var pumping = PumpAsync(line, playout);
            await playout.PlayAsync(1, Ready(Tone(1, 8000)), []);
            await line.HangUpAsync(CancellationToken.None);
            await running;
            await pumping;
            return line;
        });

        Assert.Equal(15, line.Sent.Count(sent => sent.At == line.Sent[0].At));
        Assert.All(line.Sent.Skip(15).GroupBy(sent => sent.At), sent => Assert.Single(sent));
        var ear = line.Ear.Select(each => each.Frame).SkipWhile(frame => frame[0] == AudioFrame.Silence).Take(50).ToList();
        Assert.All(ear, frame => Assert.DoesNotContain(AudioFrame.Silence, frame)); // no gap in a second of speech
        Assert.True(line.Marks.Zip(line.Marks.Skip(1)).All(pair => pair.Second.At - pair.First.At <= TimeSpan.FromMilliseconds(520)));
    }

    [Fact]
    public void Padding_stands_only_at_the_end()
    {
        var line = VirtualTime.Run(async time =>
        {
            var line = Line(time);
            var running = line.RunAsync();
            using var playout = Playout(time, line, TimeSpan.FromMilliseconds(300), out _);
            var pumping = PumpAsync(line, playout);
            await playout.PlayAsync(1, Ready(Tone(1, 333), Tone(2, 777), Tone(3, 50)), []);
            await line.HangUpAsync(CancellationToken.None);
            await running;
            await pumping;
            return line;
        });

        var bytes = line.Sent.SelectMany(sent => sent.Frame).ToArray();
        Assert.Equal(1280, bytes.Length);
        Assert.Equal(333 + 777 + 50, Array.IndexOf(bytes, AudioFrame.Silence));
        Assert.All(bytes[1160..], each => Assert.Equal(AudioFrame.Silence, each));
    }

    /// <summary>Utterances in a row, each stopped, hushed, resumed or let be at random; their tones rise, so that order tells old from new.</summary>
    private static async Task<FakeLine> PlayAsync(VirtualTime time, Random random, TimeSpan lead)
    {
        var line = Line(time);
        var running = line.RunAsync();
        using var playout = Playout(time, line, lead, out _);
        var pumping = PumpAsync(line, playout);
        for (var turn = 1; turn <= 8; turn++)
        {
            var speech = Channel.CreateBounded<Spoken>(8);
            var filling = FillAsync(time, speech.Writer, turn, random.Next(1, 5), random.Next(100, 9000), random.Next(0, 60));
            var playing = playout.PlayAsync(turn, speech.Reader, []);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 900)), time.Clock);
            switch (random.Next(4))
            {
                case 0:
                    playout.Stop(turn);
                    break;
                case 1:
                    playout.Hush(turn);
                    await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 700)), time.Clock);
                    playout.Resume(turn);
                    break;
                case 2:
                    playout.Hush(turn);
                    await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 700)), time.Clock);
                    playout.Stop(turn);
                    break;
            }

            await playing;
            while (speech.Reader.TryRead(out _) || !filling.IsCompleted)
                await Task.Delay(TimeSpan.FromMilliseconds(1), time.Clock);
            await filling;
        }

        await line.HangUpAsync(CancellationToken.None);
        await running;
        await pumping;
        return line;
    }

    private static int Utterance(byte[] frame) => frame.Where(each => each != AudioFrame.Silence).Select(each => each - 0x80).DefaultIfEmpty(0).Max();

    private static Spoken[] Tone(int turn, int bytes) => [new Spoken.Phrase("words", null), new Spoken.Piece(Enumerable.Repeat((byte)(0x80 + turn), bytes).ToArray()), new Spoken.PhraseEnd()];

    private static async Task FillAsync(VirtualTime time, ChannelWriter<Spoken> speech, int turn, int phrases, int bytes, int delay)
    {
        for (var i = 0; i < phrases; i++)
            foreach (var spoken in Tone(turn, bytes))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(delay), time.Clock);
                await speech.WriteAsync(spoken);
            }

        await speech.WriteAsync(new Spoken.End(null));
        speech.Complete();
    }

    private static ChannelReader<Spoken> Ready(params Spoken[][] phrases)
    {
        var speech = Channel.CreateUnbounded<Spoken>();
        foreach (var spoken in phrases.SelectMany(each => each))
            speech.Writer.TryWrite(spoken);
        speech.Writer.TryWrite(new Spoken.End(null));
        speech.Writer.Complete();
        return speech.Reader;
    }

    private static FakeLine Line(VirtualTime time) => new(time.Clock, new CallerSide());

    private static Playout Playout(VirtualTime time, FakeLine line, TimeSpan lead, out Channel<CallEvent> events)
    {
        events = Channel.CreateUnbounded<CallEvent>();
        return new Playout(line, new CallClock(time.Clock), new CallSessionOptions { Lead = lead }, events.Writer, new PlayedLevels(), null);
    }

    private static async Task PumpAsync(FakeLine line, Playout playout)
    {
        await foreach (var happened in line.Events.EachAsync())
            if (happened is CallEvent.MarkReached(var name))
                playout.MarkReached(name);
    }
}
