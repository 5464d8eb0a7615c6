using VoiceBooker.CallLab.Audio;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.StandIns.Speech;

namespace VoiceBooker.Tests.CallLab.StandIns.Speech;

public sealed class PracticeEarTests
{
    [Fact]
    public void It_hears_what_the_caller_was_given_to_say_word_by_word_and_whole_after_the_pause()
    {
        var news = Listen(new PracticeEar(SaidBook.Shared), [.. Said("tuesday at ten please", seed: 1, 1200), .. Silence(700)]);

        Assert.IsType<EarNews.VoiceStarted>(news[0]);
        var partials = news.OfType<EarNews.Partial>().Select(each => each.Text).ToList();
        Assert.Contains("tuesday", partials);
        Assert.All(partials, each => Assert.StartsWith(each, "tuesday at ten please", StringComparison.Ordinal));
        var final = Assert.IsType<EarNews.Final>(news[^1]);
        Assert.Equal("tuesday at ten please", final.Text);
        Assert.Equal(TimeSpan.FromMilliseconds(1200), final.Until);
    }

    [Fact]
    public void It_does_not_matter_how_the_stream_is_cut_or_where_it_begins()
    {
        byte[] audio = [.. Silence(33), .. Said("the second one", seed: 2, 800), .. Silence(700)];
        foreach (var size in (int[])[1, 77, 160, 800, 3333])
            Assert.Equal("the second one", Assert.Single(Listen(new PracticeEar(SaidBook.Shared), audio, size).OfType<EarNews.Final>()).Text);
    }

    [Fact]
    public void Noise_beneath_the_voice_changes_nothing_since_it_is_noted_with_it()
    {
        using var handset = new Handset(TimeProvider.System) { Background = new NoiseBed(NoiseKind.White, 10, 0.06f, seed: 3) };
        _ = handset.SayAsync(Loud(4, 640), "good morning");
        var ear = new PracticeEar(SaidBook.Shared);
        var news = new List<EarNews>();
        var frame = new byte[Handset.FrameSize];
        for (var i = 0; i < 80; i++)
        {
            handset.NextFrame(frame);
            ear.Hear(frame, news);
        }

        Assert.Equal("good morning", Assert.Single(news.OfType<EarNews.Final>()).Text);
    }

    [Fact]
    public void Of_what_was_cut_off_it_hears_the_words_that_came()
    {
        var audio = Said("one two three four five six", seed: 5, 1200);
        var news = Listen(new PracticeEar(SaidBook.Shared), [.. audio.AsSpan(0, audio.Length / 2), .. Silence(700)]);
        Assert.Equal("one two three", Assert.Single(news.OfType<EarNews.Final>()).Text);
    }

    [Fact]
    public void Sound_that_nobody_said_is_no_voice() => Assert.Empty(Listen(new PracticeEar(SaidBook.Shared), Loud(6, 1000)));

    [Fact]
    public void What_is_committed_comes_at_once()
    {
        var ear = new PracticeEar(SaidBook.Shared);
        Listen(ear, Said("yes", seed: 7, 300));
        Assert.Equal("yes", ear.Commit()?.Text);
        Assert.Null(ear.Commit());
    }

    private static List<EarNews> Listen(PracticeEar ear, byte[] audio, int size = 160)
    {
        var news = new List<EarNews>();
        for (var at = 0; at < audio.Length; at += size)
            ear.Hear(audio.AsSpan(at, Math.Min(size, audio.Length - at)), news);
        return news;
    }

    private static byte[] Said(string words, int seed, int milliseconds)
    {
        using var handset = new Handset(TimeProvider.System);
        _ = handset.SayAsync(Loud(seed, milliseconds), words);
        var audio = new byte[8 * milliseconds];
        for (var at = 0; at < audio.Length; at += Handset.FrameSize)
            handset.NextFrame(audio.AsSpan(at, Handset.FrameSize));
        return audio;
    }

    private static byte[] Loud(int seed, int milliseconds)
    {
        var chance = new Random(seed);
        var audio = new byte[8 * milliseconds];
        for (var at = 0; at < audio.Length; at++)
            audio[at] = MuLaw.Encode(chance.Next(-9000, 9000));
        return audio;
    }

    private static byte[] Silence(int milliseconds) => [.. Enumerable.Repeat((byte)0xFF, 8 * milliseconds)];
}
