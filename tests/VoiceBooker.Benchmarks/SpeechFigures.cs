using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using VoiceBooker.Providers.Local;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;

namespace VoiceBooker.Benchmarks;

/// <summary>What speech without an account costs on this machine: <c>dotnet run -c Release --project tests/VoiceBooker.Benchmarks -- speech</c>.</summary>
internal static class SpeechFigures
{
    private const string Sentence = "I could offer you Tuesday the third of March at ten, Wednesday at half past two, or Thursday at nine. Which one suits you?";
    private const int Calls = 8;

    public static async Task RunAsync()
    {
        var options = Options.Create(new LocalSpeechOptions { PhraseCacheBytes = 0, SpareDecoders = Calls });
        new LocalSpeechCheck(options).Require();
        using var voice = new LocalTextToSpeech(options);

        foreach (var name in LocalTextToSpeech.Voices)
        {
            await SpeakAsync(voice, name);
            var spoken = await SpeakAsync(voice, name);
            Say($"voice {name}: {spoken.Seconds:F1} s of speech in {spoken.All:F0} ms, first audio after {spoken.First:F0} ms");
        }

        await using var ears = new LocalSpeechToText(options);
        var before = Process.GetCurrentProcess().WorkingSet64;
        var began = Stopwatch.GetTimestamp();
        await ears.PrepareAsync();
        Say($"ears: ready after {Stopwatch.GetElapsedTime(began).TotalMilliseconds:F0} ms (language models and {Calls} decoders); {(Process.GetCurrentProcess().WorkingSet64 - before) / Calls / 1048576.0:F1} MB for each decoder");

        var caller = (await SpeakAsync(voice, "rms", "I would like to book an appointment on Tuesday at ten please.")).Audio;
        byte[] whole = [.. Silence(1), .. caller, .. Silence(1)];
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => FinalAsync(ears, whole, paced: false)));
        var share = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds / (Calls * whole.Length / 8000.0);
        Say($"ears: {share:P1} of one core for a caller in real time, {1 / share:F0} lines a core");

        var late = new List<double>();
        for (var i = 0; i < 10; i++)
            late.Add(await FinalAsync(ears, whole, paced: true, caller.Length));
        late.Sort();
        Say($"ears: final words {late[5]:F0} ms (worst of ten: {late[^1]:F0} ms) after the last sound, of which {options.Value.EndOfUtterance.TotalMilliseconds:F0} ms are the pause that ends an utterance");
    }

    private static async Task<(byte[] Audio, double First, double All, double Seconds)> SpeakAsync(LocalTextToSpeech voice, string name, string sentence = Sentence)
    {
        using var audio = new MemoryStream();
        var began = Stopwatch.GetTimestamp();
        double? first = null;
        await foreach (var piece in voice.SynthesizeAsync(sentence, name, CancellationToken.None))
        {
            first ??= Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            audio.Write(piece.Span);
        }

        return (audio.ToArray(), first ?? 0, Stopwatch.GetElapsedTime(began).TotalMilliseconds, audio.Length / 8000.0);
    }

    /// <summary>Milliseconds from the last frame of speech to the final words; the frames come in real time when <paramref name="paced"/>.</summary>
    private static async Task<double> FinalAsync(LocalSpeechToText ears, byte[] whole, bool paced, int speech = 0)
    {
        var line = Channel.CreateUnbounded<AudioFrame>();
        var began = Stopwatch.GetTimestamp();
        var sending = SendAsync();
        var final = 0.0;
        await foreach (var happened in ears.TranscribeAsync(line.Reader, new ListeningBrief(new ExpectedAnswer()), CancellationToken.None))
            if (happened is CallEvent.FinalTranscript)
                final = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        await sending;

        // The voice's own pause behind the last word (240 ms) is silence already.
        return final - (1000 + (speech / 8.0) - 240);

        async Task SendAsync()
        {
            for (var at = 0; at < whole.Length; at += AudioFrame.Size)
            {
                if (paced && TimeSpan.FromMilliseconds((at + AudioFrame.Size) / 8.0) - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } early)
                    await Task.Delay(early);
                line.Writer.TryWrite(new AudioFrame(whole.AsMemory(at, Math.Min(AudioFrame.Size, whole.Length - at)), TimeSpan.FromMilliseconds(at / 8.0)));
            }

            line.Writer.Complete();
        }
    }

    private static byte[] Silence(double seconds)
    {
        var silence = new byte[(int)(8000 * seconds)];
        Array.Fill(silence, AudioFrame.Silence);
        return silence;
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
