using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using VoiceBooker.Providers.Local;
using VoiceBooker.Providers.Local.Hearing;
using VoiceBooker.Providers.Local.Words;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Providers.Local;

/// <summary>A test that speaks or listens: skipped, saying so, where the Debian packages are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SpeechFactAttribute : FactAttribute
{
    /// <summary>Looks what is missing.</summary>
    public SpeechFactAttribute() => Skip = new LocalSpeechCheck(Options.Create(new LocalSpeechOptions())).Problem;
}

/// <summary>The same for test cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SpeechTheoryAttribute : TheoryAttribute
{
    /// <summary>Looks what is missing.</summary>
    public SpeechTheoryAttribute() => Skip = new LocalSpeechCheck(Options.Create(new LocalSpeechOptions())).Problem;
}

/// <summary>Voice and ears shared by the tests: language models are made once for all of them, in a folder of their own.</summary>
public sealed class OfflineSpeech : IAsyncDisposable, IDisposable
{
    private readonly DirectoryInfo _cache = Directory.CreateTempSubdirectory("voicebooker-speech-tests");

    public OfflineSpeech()
    {
        Options = new LocalSpeechOptions { CacheFolder = _cache.FullName, SpareDecoders = 1 };
        Voice = new LocalTextToSpeech(Microsoft.Extensions.Options.Options.Create(Options));
        Ears = new LocalSpeechToText(Microsoft.Extensions.Options.Options.Create(Options));
    }

    public LocalSpeechOptions Options { get; }

    public LocalTextToSpeech Voice { get; }

    public LocalSpeechToText Ears { get; }

    internal LanguageModels Models => LanguageModels.Open(Options.ModelFolder, Options.CacheFolder);

    /// <summary>All the audio of a phrase.</summary>
    public async Task<byte[]> SayAsync(string phrase, string voice = "slt")
    {
        using var audio = new MemoryStream();
        await foreach (var piece in Voice.SynthesizeAsync(phrase, voice, CancellationToken.None))
            audio.Write(piece.Span);
        return audio.ToArray();
    }

    /// <summary>What the ears make of audio with 300 ms of silence before and a second behind it.</summary>
    public async Task<List<CallEvent>> HearAsync(byte[] muLaw, Question question, int pieceSize = AudioFrame.Size, bool padded = true, IReadOnlyList<string>? asides = null)
    {
        byte[] whole = padded ? [.. Silence(0.3), .. muLaw, .. Silence(1.2)] : muLaw;
        var line = Channel.CreateUnbounded<AudioFrame>();
        for (var at = 0; at < whole.Length; at += pieceSize)
            line.Writer.TryWrite(new AudioFrame(whole.AsMemory(at, Math.Min(pieceSize, whole.Length - at)), TimeSpan.FromMilliseconds(at / 8.0)));
        line.Writer.Complete();

        var heard = new List<CallEvent>();
        await foreach (var happened in Ears.TranscribeAsync(line.Reader, new ListeningBrief(new ExpectedAnswer { Now = question }) { Asides = asides ?? [] }, CancellationToken.None))
            heard.Add(happened);
        return heard;
    }

    /// <summary>The words of all final transcripts, in one line.</summary>
    public async Task<string> UnderstandAsync(byte[] muLaw, Question question, IReadOnlyList<string>? asides = null) => Words(await HearAsync(muLaw, question, asides: asides));

    internal static string Words(IEnumerable<CallEvent> heard) =>
        string.Join(' ', heard.OfType<CallEvent.FinalTranscript>().Select(final => final.Text).Where(text => text.Length > 0));

    internal static byte[] Silence(double seconds)
    {
        var silence = new byte[(int)(8000 * seconds)];
        Array.Fill(silence, AudioFrame.Silence);
        return silence;
    }

    /// <summary>Gaussian noise at a level in dBFS, the same every time.</summary>
    internal static byte[] Noise(double seconds, double level)
    {
        var random = new Random(11);
        var rms = 32768 * Math.Pow(10, level / 20);
        var noise = new byte[(int)(8000 * seconds)];
        for (var i = 0; i < noise.Length; i++)
            noise[i] = G711.Encode((short)(rms * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())));
        return noise;
    }

    /// <summary>The same audio, weaker or stronger.</summary>
    internal static byte[] Scaled(byte[] muLaw, double decibels) =>
        Array.ConvertAll(muLaw, code => G711.Encode((short)Math.Clamp(G711.Decode(code) * Math.Pow(10, decibels / 20), -32124, 32124)));

    public async ValueTask DisposeAsync()
    {
        await Ears.DisposeAsync();
        Dispose();
    }

    public void Dispose()
    {
        Voice.Dispose();
        if (_cache.Exists)
            _cache.Delete(recursive: true);
    }
}

/// <summary>One <see cref="OfflineSpeech"/> for all classes that speak or listen; they run one after another, so that figures of time mean something.</summary>
[CollectionDefinition("offline speech")]
public sealed class OfflineSpeechCollection : ICollectionFixture<OfflineSpeech>;
