using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using VoiceBooker.CallLab.Audio;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.StandIns.OpenAI;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Tests.Providers.OpenAI;

/// <summary>The speech of a stand-in on a real loopback socket, and callers whose words it knows.</summary>
internal sealed class SpeechWorld(ModelWorld world) : IAsyncDisposable
{
    public static async Task<SpeechWorld> OpenAsync() => new(await ModelWorld.OpenAsync());

    public OpenAIStandIn StandIn => world.StandIn;

    public ICallVoice Voice(string wished = "", params (string Key, string Value)[] settings) =>
        Services(("SpeakModel", "tts-practice"), settings).GetServices<ITextToSpeech>().Single().Open(new SpokenVoice(wished, "en-US"));

    public ISpeechToText Ears(params (string Key, string Value)[] settings) => Services(("ListenModel", "whisper-practice"), settings).GetServices<ISpeechToText>().Single();

    /// <summary>A caller says these, with pauses of a second; the words are known to recognisers in this process.</summary>
    public static byte[] Line(params string[] said)
    {
        using var handset = new Handset(TimeProvider.System);
        using var line = new MemoryStream();
        var frame = new byte[Handset.FrameSize];
        Pull(40);
        foreach (var words in said)
        {
            _ = handset.SayAsync(Murmur(words), words);
            Pull((words.Length * 4) + 55);
        }

        return line.ToArray();

        void Pull(int frames)
        {
            for (var i = 0; i < frames; i++)
            {
                handset.NextFrame(frame);
                line.Write(frame);
            }
        }
    }

    /// <summary>The line is heard to its end.</summary>
    public static async Task<List<CallEvent>> HearAsync(ISpeechToText ears, byte[] line, ListeningBrief? brief = null, int piece = AudioFrame.Size)
    {
        var audio = Channel.CreateUnbounded<AudioFrame>();
        for (var at = 0; at < line.Length; at += piece)
            audio.Writer.TryWrite(new AudioFrame(line.AsMemory(at, Math.Min(piece, line.Length - at)), TimeSpan.FromMilliseconds(at / 8.0)));
        audio.Writer.Complete();
        List<CallEvent> events = [];
        using var patience = new CancellationTokenSource(ModelWorld.Patience);
        await foreach (var happened in ears.TranscribeAsync(audio.Reader, brief ?? new ListeningBrief(new ExpectedAnswer()), patience.Token))
            events.Add(happened);
        return events;
    }

    public static async Task<byte[]> SpeakAsync(ICallVoice voice, string phrase, CancellationToken bargeIn = default)
    {
        List<byte> audio = [];
        await foreach (var piece in voice.SynthesizeAsync(phrase, bargeIn))
            audio.AddRange(piece.Span);
        return [.. audio];
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    private ServiceProvider Services((string Key, string Value) model, (string Key, string Value)[] settings) =>
        world.Services([("OpenAISpeech:BaseUrl", StandIn.Base.ToString()), ("OpenAISpeech:Key", ModelWorld.Key), ($"OpenAISpeech:{model.Key}", model.Value), .. settings.Select(each => ($"OpenAISpeech:{each.Key}", each.Value))]);

    /// <summary>Something loud, as long as the words would take, and like nothing else.</summary>
    private static byte[] Murmur(string words)
    {
#pragma warning disable CA5394
        var random = new Random(words.GetHashCode(StringComparison.Ordinal));
        var audio = new byte[words.Length * 4 * Handset.FrameSize];
        for (var at = 0; at < audio.Length; at++)
            audio[at] = MuLaw.Encode((int)(9000 * (random.NextDouble() - 0.5)));
#pragma warning restore CA5394
        return audio;
    }
}
