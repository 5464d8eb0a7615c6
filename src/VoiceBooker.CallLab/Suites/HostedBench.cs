using VoiceBooker.CallLab.StandIns.AzureSpeech;
using VoiceBooker.CallLab.StandIns.Deepgram;
using VoiceBooker.CallLab.StandIns.ElevenLabs;
using VoiceBooker.CallLab.StandIns.Minds;
using VoiceBooker.CallLab.StandIns.OpenAI;
using VoiceBooker.CallLab.StandIns.Realtime;

namespace VoiceBooker.CallLab.Suites;

/// <summary>A server whose ears, voices and minds are all hosted ones, and the stand-ins of all of them.</summary>
internal sealed class HostedBench : IAsyncDisposable
{
    private const string ModelKey = "sk-practice-0000000000000000";

    private Bench? _bench;

    private HostedBench(IPracticeMind mind, TimeProvider time, bool realVoice)
    {
        Deepgram = new DeepgramStandIn(time, realVoice);
        Azure = new AzureSpeechStandIn(time);
        ElevenLabs = new ElevenLabsStandIn(time);
        First = new OpenAIStandIn(time) { Mind = mind, Key = ModelKey };
        Second = new OpenAIStandIn(time) { Mind = mind, Key = ModelKey };
        Realtime = new RealtimeStandIn(time) { Mind = new TalkativeMind(mind), Key = ModelKey };
    }

    /// <summary>Ears and a voice.</summary>
    public DeepgramStandIn Deepgram { get; }

    /// <summary>Ears and a voice.</summary>
    public AzureSpeechStandIn Azure { get; }

    /// <summary>A voice.</summary>
    public ElevenLabsStandIn ElevenLabs { get; }

    /// <summary>The model that is asked first; its server also speaks.</summary>
    public OpenAIStandIn First { get; }

    /// <summary>The model that is asked next.</summary>
    public OpenAIStandIn Second { get; }

    /// <summary>The model that hears and speaks itself, for assistants whose mind is "realtime".</summary>
    public RealtimeStandIn Realtime { get; }

    /// <summary>Carrier and server.</summary>
    public Bench Bench => _bench!;

    /// <summary>What clients did against the services' contracts.</summary>
    public IReadOnlyList<string> Violations =>
        [.. Deepgram.Violations.Select(each => $"deepgram: {each}"), .. Azure.Violations.Select(each => $"azure: {each}"), .. ElevenLabs.Violations.Select(each => $"elevenlabs: {each}"),
         .. First.Violations.Concat(Second.Violations).Select(each => $"openai: {each}"), .. Realtime.Violations.Select(each => $"realtime: {each}")];

    /// <summary>Opens all of it.</summary>
    /// <param name="options">The server; one is always started.</param>
    /// <param name="mind">Who answers behind the models.</param>
    /// <param name="ears">Names of the ears, in order.</param>
    /// <param name="voices">Names of the voices, in order.</param>
    /// <param name="time">The clock.</param>
    /// <param name="more">Further settings of the server.</param>
    /// <param name="realVoice">Whether the first vendor's voice speaks with words, which an answering machine's recording can be judged by, or hums.</param>
    public static async Task<HostedBench> OpenAsync(BenchOptions options, IPracticeMind mind, string[] ears, string[] voices, TimeProvider time, IReadOnlyDictionary<string, string>? more = null, bool realVoice = false)
    {
        if (options.Server is not null)
            throw new InvalidDataException("This suite starts a server of its own, with the stand-ins of its vendors in its settings; leave --server out.");
        var hosted = new HostedBench(mind, time, realVoice);
        try
        {
            await Task.WhenAll(hosted.Deepgram.OpenAsync(), hosted.Azure.OpenAsync(), hosted.ElevenLabs.OpenAsync(), hosted.First.OpenAsync(), hosted.Second.OpenAsync(), hosted.Realtime.OpenAsync());
            var settings = hosted.Settings(ears, voices);
            foreach (var (name, value) in (more ?? new Dictionary<string, string>(StringComparer.Ordinal)).Concat(options.Settings))
                settings[name] = value;
            hosted._bench = await Bench.OpenAsync(options with { Settings = settings }, time);
            return hosted;
        }
        catch
        {
            await hosted.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_bench is not null)
            await _bench.DisposeAsync();
        await Deepgram.DisposeAsync();
        await Azure.DisposeAsync();
        await ElevenLabs.DisposeAsync();
        await First.DisposeAsync();
        await Second.DisposeAsync();
        await Realtime.DisposeAsync();
    }

    private Dictionary<string, string> Settings(string[] ears, string[] voices)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Deepgram:Key"] = DeepgramStandIn.Key,
            ["Deepgram:BaseAddress"] = Deepgram.Base.ToString(),
            ["Deepgram:Listen"] = "Flux",
            ["AzureSpeech:Key"] = Azure.Key,
            ["AzureSpeech:RecognitionAddress"] = Azure.Base.ToString(),
            ["AzureSpeech:SynthesisAddress"] = Azure.Base.ToString(),
            ["ElevenLabs:Key"] = ElevenLabsStandIn.Key,
            ["ElevenLabs:BaseAddress"] = ElevenLabs.Base.ToString(),
            ["OpenAISpeech:BaseUrl"] = First.Base.ToString(),
            ["OpenAISpeech:Key"] = ModelKey,
            ["OpenAISpeech:SpeakModel"] = "practice-tts",
            ["Realtime:BaseUrl"] = Realtime.Base.ToString(),
            ["Realtime:Key"] = ModelKey,
        };
        foreach (var (model, at) in new[] { First, Second }.Select((model, at) => (model, at)))
        {
            settings[$"Models:{at}:Name"] = at == 0 ? "first" : "second";
            settings[$"Models:{at}:Kind"] = "compatible";
            settings[$"Models:{at}:BaseUrl"] = model.Base.ToString();
            settings[$"Models:{at}:Model"] = "practice";
            settings[$"Models:{at}:Key"] = ModelKey;
        }

        for (var at = 0; at < ears.Length; at++)
            settings[$"Speech:Ears:{at}"] = ears[at];
        for (var at = 0; at < voices.Length; at++)
            settings[$"Speech:Voices:{at}"] = voices[at];
        return settings;
    }
}
