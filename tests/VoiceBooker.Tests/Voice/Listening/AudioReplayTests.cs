using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;

namespace VoiceBooker.Tests.Voice.Listening;

public sealed class AudioReplayTests
{
    [Fact]
    public void No_more_is_kept_than_the_limit_and_the_newest_stays()
    {
        var replay = Filled(frames: 100, limit: TimeSpan.FromMilliseconds(200));

        Assert.Equal(10, replay.From(TimeSpan.Zero).Count());
        Assert.Equal(TimeSpan.FromMilliseconds(1800), replay.Start);
        Assert.Equal(TimeSpan.FromMilliseconds(2000), replay.End);
    }

    [Fact]
    public void A_frame_is_cut_where_the_replay_begins()
    {
        var replay = Filled(frames: 5, limit: TimeSpan.FromSeconds(1));

        var frames = replay.From(TimeSpan.FromMilliseconds(30)).ToList();
        Assert.Equal(TimeSpan.FromMilliseconds(30), frames[0].At);
        Assert.Equal(80, frames[0].MuLaw.Length);
        Assert.Equal(1, frames[0].MuLaw.Span[0]);
        Assert.Equal([40, 60, 80], frames.Skip(1).Select(frame => frame.At.TotalMilliseconds));
    }

    [Fact]
    public void What_was_let_go_does_not_come_back()
    {
        var replay = Filled(frames: 5, limit: TimeSpan.FromSeconds(1));

        replay.TrimTo(TimeSpan.FromMilliseconds(50));
        Assert.Equal(TimeSpan.FromMilliseconds(40), replay.From(TimeSpan.Zero).First().At);
        replay.TrimTo(TimeSpan.FromMilliseconds(500));
        Assert.Empty(replay.From(TimeSpan.Zero));
        Assert.Equal(replay.End, replay.Start);
    }

    private static AudioReplay Filled(int frames, TimeSpan limit)
    {
        var replay = new AudioReplay(limit);
        for (var i = 0; i < frames; i++)
            replay.Keep(new AudioFrame(Enumerable.Repeat((byte)i, AudioFrame.Size).ToArray(), i * AudioFrame.Length));
        return replay;
    }
}
