using VoiceBooker.Providers.Local;
using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Tests.Providers.Local;

[Collection("offline speech")]
public sealed class LocalTextToSpeechTests(OfflineSpeech speech)
{
    [SpeechFact]
    public async Task Every_voice_speaks_equally_loud_with_headroom_and_without_long_silences()
    {
        foreach (var voice in LocalTextToSpeech.Voices)
        {
            var audio = await speech.SayAsync("Good morning, how may I help you today?", voice);

            Assert.InRange(audio.Length / 8000.0, 1.2, 4.0);
            Assert.True(audio.Max(code => Math.Abs((int)G711.Decode(code))) <= 23500, $"{voice} is louder than 3 dB below full scale");
            Assert.InRange(Active(audio), -24, -16);
            Assert.True(G711.Level(audio.AsSpan(0, 1600)) > -50, $"{voice} keeps the caller waiting for more than 200 ms");
            Assert.InRange(Pauses(audio).Max(), 0, 0.45);
        }
    }

    [SpeechFact]
    public async Task Nothing_is_said_for_a_phrase_without_words()
    {
        Assert.Empty(await speech.SayAsync(""));
        Assert.Empty(await speech.SayAsync(" … - ! "));
    }

    [SpeechFact]
    public async Task An_unknown_voice_means_the_usual_one() =>
        // Word for word the same audio, because both come from the cache under one name.
        Assert.Equal(await speech.SayAsync("One moment, please.", "slt"), await speech.SayAsync("One moment, please.", "somebody"));

    [SpeechFact]
    public async Task The_first_clause_is_there_before_the_others_are_made()
    {
        var pieces = speech.Voice.SynthesizeAsync("I could offer you Tuesday at ten, Wednesday at half past two, or Thursday at nine.", "slt", CancellationToken.None);
        var lengths = new List<int>();
        await foreach (var piece in pieces)
            lengths.Add(piece.Length);

        Assert.Equal(3, lengths.Count);
    }

    [SpeechFact]
    public async Task An_interrupted_phrase_is_not_made_to_its_end()
    {
        using var bargeIn = new CancellationTokenSource();
        var pieces = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in speech.Voice.SynthesizeAsync("This is the first sentence. This is the second one.", "slt", bargeIn.Token))
            {
                pieces++;
                await bargeIn.CancelAsync();
            }
        });

        Assert.Equal(1, pieces);
    }

    [SpeechFact]
    public async Task Eight_calls_at_once_hear_what_each_would_hear_alone()
    {
        string[] phrases = [.. Enumerable.Range(1, 16).Select(day => $"The appointment is on the {day}th of March at {1 + (day % 12)}:30.")];
        using var alone = new LocalTextToSpeech(Microsoft.Extensions.Options.Options.Create(new LocalSpeechOptions { PhraseCacheBytes = 0, SynthesesAtOnce = 1 }));
        using var together = new LocalTextToSpeech(Microsoft.Extensions.Options.Options.Create(new LocalSpeechOptions { PhraseCacheBytes = 0, SynthesesAtOnce = 8 }));

        var expected = new List<byte[]>();
        foreach (var phrase in phrases)
            expected.Add(await AllAsync(alone, phrase));
        var made = await Task.WhenAll(phrases.Select(phrase => AllAsync(together, phrase)));

        // The voice draws random numbers for its breath, so the samples differ from one time to the next; what is said and how long it takes do not.
        Assert.Equal(expected.Select(audio => audio.Length), made.Select(audio => audio.Length), (one, other) => Math.Abs(one - other) <= 1200);
        Assert.Equal(expected.Select(audio => Active(audio)), made.Select(audio => Active(audio)), (one, other) => Math.Abs(one - other) < 1);
    }

    private static async Task<byte[]> AllAsync(LocalTextToSpeech voice, string phrase)
    {
        using var audio = new MemoryStream();
        await foreach (var piece in voice.SynthesizeAsync(phrase, "slt", CancellationToken.None))
            audio.Write(piece.Span);
        return audio.ToArray();
    }

    /// <summary>dBFS of the 20 ms frames within 30 dB of the loudest.</summary>
    private static double Active(byte[] audio)
    {
        var levels = audio.Chunk(160).Select(frame => G711.Level(frame)).ToArray();
        return 10 * Math.Log10(levels.Where(level => level > levels.Max() - 30).Average(level => Math.Pow(10, level / 10)));
    }

    /// <summary>Stretches below -55 dBFS, in seconds.</summary>
    private static IEnumerable<double> Pauses(byte[] audio)
    {
        var quiet = 0;
        foreach (var frame in audio.Chunk(160))
        {
            quiet = G711.Level(frame) < -55 ? quiet + 1 : 0;
            yield return quiet * 0.02;
        }
    }
}
