using VoiceBooker.Voice.Listening;

namespace VoiceBooker.Tests.Voice.Listening;

public sealed class SampleReplayTests
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    [Fact]
    public void What_nobody_answered_for_is_given_again_from_any_position()
    {
        var kept = new SampleReplay(OneSecond);
        kept.Keep(Numbered(0, 160));
        kept.Keep(Numbered(160, 100));

        Assert.Equal((0, 260), (kept.Begin, kept.End));
        Assert.Equal(Numbered(0, 260), From(kept, 0));
        Assert.Equal(Numbered(150, 110), From(kept, 150));
        Assert.Empty(From(kept, 260));
    }

    [Fact]
    public void What_was_answered_for_is_not_kept_and_going_back_has_no_effect()
    {
        var kept = new SampleReplay(OneSecond);
        kept.Keep(Numbered(0, 320));
        kept.TrimTo(200);
        kept.TrimTo(100);

        Assert.Equal(200, kept.Begin);
        Assert.Equal(Numbered(200, 120), From(kept, kept.Begin));
        kept.Keep(Numbered(320, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => From(kept, 199));
    }

    [Fact]
    public void Beyond_the_bound_the_oldest_audio_is_lost_and_counted()
    {
        var kept = new SampleReplay(OneSecond);
        for (var at = 0; at < 20_000; at += 160)
            kept.Keep(Numbered(at, 160));

        Assert.Equal((12_000, 20_000, 12_000), (kept.Begin, kept.End, kept.Lost));
        Assert.Equal(Numbered(12_000, 8_000), From(kept, kept.Begin));
    }

    [Fact]
    public void A_piece_longer_than_the_bound_leaves_its_end()
    {
        var kept = new SampleReplay(OneSecond);
        kept.Keep(Numbered(0, 100));
        kept.Keep(Numbered(100, 9_000));

        Assert.Equal((1_100, 9_100, 1_100), (kept.Begin, kept.End, kept.Lost));
        Assert.Equal(Numbered(1_100, 8_000), From(kept, kept.Begin));
    }

    [Fact]
    public void An_answer_for_more_than_was_kept_leaves_nothing_and_loses_nothing_later()
    {
        var kept = new SampleReplay(OneSecond);
        kept.Keep(Numbered(0, 100));
        kept.TrimTo(150);
        Assert.Equal((100, 100), (kept.Begin, kept.End));

        kept.Keep(Numbered(100, 100));
        Assert.Equal((150, 200, 0), (kept.Begin, kept.End, kept.Lost));
        Assert.Equal(Numbered(150, 50), From(kept, kept.Begin));
    }

    [Fact]
    public void Whatever_is_kept_and_trimmed_what_comes_back_is_what_went_in()
    {
        var dice = new Random(20261128);
        for (var round = 0; round < 200; round++)
        {
            var kept = new SampleReplay(TimeSpan.FromMilliseconds(dice.Next(1, 4_000)));
            for (var step = 0; step < 60; step++)
            {
                kept.Keep(Numbered(kept.End, dice.Next(0, 2_000)));
                if (dice.Next(3) == 0)
                    kept.TrimTo(dice.NextInt64(kept.Begin, kept.End + 1));
                var from = dice.NextInt64(kept.Begin, kept.End + 1);
                Assert.Equal(Numbered(from, (int)(kept.End - from)), From(kept, from));
            }
        }
    }

    [Fact]
    public void Keeping_allocates_nothing_once_there_is_room()
    {
        var kept = new SampleReplay(OneSecond);
        var frame = Numbered(0, 160);
        for (var at = 0; at < 100; at++)
            kept.Keep(frame);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var at = 0; at < 1_000; at++)
            kept.Keep(frame);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static byte[] Numbered(long from, int count) => [.. Enumerable.Range(0, count).Select(at => (byte)((from + at) * 31 % 251))];

    private static byte[] From(SampleReplay kept, long position)
    {
        using var all = new MemoryStream();
        var some = new byte[77];
        for (int count; (count = kept.ReplayFrom(position, some)) > 0; position += count)
            all.Write(some, 0, count);
        return all.ToArray();
    }
}
