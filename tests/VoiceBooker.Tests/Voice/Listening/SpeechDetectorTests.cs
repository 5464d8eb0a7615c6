using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;
using Xunit.Abstractions;

namespace VoiceBooker.Tests.Voice.Listening;

public sealed class SpeechDetectorTests(ITestOutputHelper output)
{
    [Fact]
    public void Onset_on_recorded_speech_is_found_at_once()
    {
        var measured = new Dictionary<string, List<double>>();
        var missed = 0;
        foreach (var speech in RecordedSpeech.All())
        {
            var found = Starts(speech);
            var after = found.Where(at => at > speech.Onset && at < speech.End + TimeSpan.FromMilliseconds(100)).ToList();
            if (after.Count == 0)
            {
                missed++;
                output.WriteLine($"missed {speech.File}");
                continue;
            }

            if (!measured.TryGetValue(speech.Condition, out var list))
                measured[speech.Condition] = list = [];
            list.Add((after[0] - speech.Onset).TotalMilliseconds);
        }

        foreach (var (condition, list) in measured)
        {
            list.Sort();
            output.WriteLine($"{condition}: n {list.Count}, median {list[list.Count / 2]}, p90 {list[(int)(list.Count * 0.9)]}, worst {list[^1]}, within 100 ms {list.Count(each => each <= 100) * 100 / list.Count} %");
        }

        Assert.Equal(0, missed);
        var clean = measured["clean"];
        Assert.True(clean[clean.Count / 2] <= 80, "median");
        Assert.True(clean.Count(each => each <= 100) >= clean.Count * 0.85, "within 100 ms");
    }

    [Theory]
    [InlineData("noise_white.wav", 0)]
    [InlineData("noise_pink.wav", 0)]
    [InlineData("noise_babble.wav", 2)]
    public void Steady_noise_is_not_a_voice(string file, int allowed)
    {
        var noise = RecordedSpeech.Bytes(file);
        var starts = Starts(new RecordedSpeech(file, "", default, default, [.. Enumerable.Range(0, 15).SelectMany(_ => noise)]));
        output.WriteLine($"{file}: {starts.Count} in {noise.Length * 15 / 8000} s");
        Assert.InRange(starts.Count, 0, allowed * noise.Length * 15 / 8000 / 4);
    }

    private static List<TimeSpan> Starts(RecordedSpeech speech)
    {
        var detector = new SpeechDetector(new());
        var starts = new List<TimeSpan>();
        for (var i = 0; i + AudioFrame.Size <= speech.MuLaw.Length; i += AudioFrame.Size)
            if (detector.Observe(speech.MuLaw.AsSpan(i, AudioFrame.Size)) == VoiceChange.Started)
                starts.Add(TimeSpan.FromMilliseconds((i + AudioFrame.Size) / 8.0));
        return starts;
    }
}
