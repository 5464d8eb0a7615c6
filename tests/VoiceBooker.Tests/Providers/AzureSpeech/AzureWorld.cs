using System.Threading.Channels;
using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VoiceBooker.CallLab.Audio;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.StandIns.AzureSpeech;
using VoiceBooker.Providers.AzureSpeech;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Tests.Providers.AzureSpeech;

/// <summary>The service's stand-in on a loopback port, and our ears and voices pointed at it as the settings of a server would.</summary>
internal sealed class AzureWorld : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<ServiceProvider> _servers = [];

    private AzureWorld(AzureSpeechStandIn service) => Service = service;

    public AzureSpeechStandIn Service { get; }

    public string[] Violations => [.. Service.Violations];

    public SpeechSession[] Sessions => [.. Service.Sessions];

    public static async Task<AzureWorld> OpenAsync()
    {
        var service = new AzureSpeechStandIn(TimeProvider.System);
        await service.OpenAsync();
        return new AzureWorld(service);
    }

    public ServiceProvider Server(TokenCredential? credential, params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["AzureSpeech:Key"] = credential is null ? Service.Key : "",
            ["AzureSpeech:RecognitionAddress"] = Service.Base.ToString(),
            ["AzureSpeech:SynthesisAddress"] = Service.Base.ToString(),
            ["AzureSpeech:FirstPause"] = "00:00:00.02",
            ["AzureSpeech:LongestPause"] = "00:00:00.1",
        };
        foreach (var (key, value) in settings)
            all["AzureSpeech:" + key] = value;
        var services = new ServiceCollection().AddLogging();
        if (credential is not null)
            services.AddSingleton(credential);
        services.AddAzureSpeech(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
        var server = services.BuildServiceProvider();
        _servers.Add(server);
        return server;
    }

    public ListenedCall Listen(params (string Key, string Value)[] settings) => new(Server(null, settings).GetRequiredService<ISpeechToText>(), new ListeningBrief(new ExpectedAnswer()));

    public ListenedCall Listen(ListeningBrief brief, params (string Key, string Value)[] settings) => new(Server(null, settings).GetRequiredService<ISpeechToText>(), brief);

    public ITextToSpeech Voice(params (string Key, string Value)[] settings) => Server(null, settings).GetRequiredService<ITextToSpeech>();

    /// <summary>Waits for something that has no event of its own on this side of the wire.</summary>
    public static async Task UntilAsync(Func<bool> holds, string what)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, what);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>What leaves the handset of somebody who says <paramref name="text"/>, and the silence behind it.</summary>
    public static List<byte[]> Spoken(string text, TimeSpan silence, TimeSpan before = default)
    {
        using var handset = new Handset(TimeProvider.System);
        var frames = new List<byte[]>();
        for (var quiet = before; quiet > TimeSpan.Zero; quiet -= AudioFrame.Length)
            Next();
        var said = handset.SayAsync(new CallerVoice("rms", 0).Speak(text), text);
        while (handset.Speaking)
            Next();
        Assert.True(said.IsCompletedSuccessfully);
        for (var quiet = silence; quiet > TimeSpan.Zero; quiet -= AudioFrame.Length)
            Next();
        return frames;

        void Next()
        {
            var frame = new byte[AudioFrame.Size];
            handset.NextFrame(frame);
            frames.Add(frame);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
        await Service.DisposeAsync();
    }
}

/// <summary>One call that is listened to: what the caller says goes in, what was understood comes out.</summary>
internal sealed class ListenedCall : IAsyncDisposable
{
    private readonly Channel<AudioFrame> _line = Channel.CreateUnbounded<AudioFrame>();
    private readonly Channel<CallEvent> _understood = Channel.CreateUnbounded<CallEvent>();
    private readonly CancellationTokenSource _hangUp = new();
    private readonly Task _listening;
    private TimeSpan _at;

    public ListenedCall(ISpeechToText ears, ListeningBrief brief)
    {
        _listening = ListenAsync(ears, brief);
    }

    public List<CallEvent> Events { get; } = [];

    public string[] Finals => [.. Events.OfType<CallEvent.FinalTranscript>().Select(final => final.Text)];

    /// <summary>The caller says something, faster than a mouth could: an audio channel with some backlog.</summary>
    public void Say(string text, double silence = 1.2)
    {
        foreach (var frame in AzureWorld.Spoken(text, TimeSpan.FromSeconds(silence), TimeSpan.FromMilliseconds(400)))
            Send(frame);
    }

    /// <summary>The caller says something at the speed of speech.</summary>
    public async Task SpeakAsync(string text, double silence = 1.2)
    {
        var began = TimeProvider.System.GetTimestamp();
        var sent = TimeSpan.Zero;
        foreach (var frame in AzureWorld.Spoken(text, TimeSpan.FromSeconds(silence), TimeSpan.FromMilliseconds(400)))
        {
            Send(frame);
            sent += AudioFrame.Length;
            if (sent - TimeProvider.System.GetElapsedTime(began) is var ahead && ahead > TimeSpan.Zero)
                await Task.Delay(ahead, TimeProvider.System, CancellationToken.None);
        }
    }

    public void Quiet(double seconds)
    {
        for (var left = TimeSpan.FromSeconds(seconds); left > TimeSpan.Zero; left -= AudioFrame.Length)
            Send([.. Enumerable.Repeat(AudioFrame.Silence, AudioFrame.Size)]);
    }

    public void EndOfAudio() => _line.Writer.Complete();

    public Task HangUpAsync() => _hangUp.CancelAsync();

    public async Task<CallEvent> NextAsync()
    {
        using var patience = new CancellationTokenSource(AzureWorld.Patience);
        var happened = await _understood.Reader.ReadAsync(patience.Token);
        Events.Add(happened);
        return happened;
    }

    public async Task<string> NextFinalAsync()
    {
        while (true)
            if (await NextAsync() is CallEvent.FinalTranscript final)
                return final.Text;
    }

    /// <summary>Everything until the ears end; throws what they threw.</summary>
    public async Task RestAsync()
    {
        using var patience = new CancellationTokenSource(AzureWorld.Patience);
        await foreach (var happened in _understood.Reader.ReadAllAsync(patience.Token))
            Events.Add(happened);
    }

    public async ValueTask DisposeAsync()
    {
        await _hangUp.CancelAsync();
        await _listening.WaitAsync(AzureWorld.Patience);
        _hangUp.Dispose();
    }

    private void Send(byte[] frame)
    {
        _line.Writer.TryWrite(new AudioFrame(frame, _at));
        _at += AudioFrame.Length;
    }

    private async Task ListenAsync(ISpeechToText ears, ListeningBrief brief)
    {
        try
        {
            await foreach (var happened in ears.TranscribeAsync(_line.Reader, brief, _hangUp.Token))
                _understood.Writer.TryWrite(happened);
            _understood.Writer.Complete();
        }
        catch (Exception ended)
        {
            _understood.Writer.Complete(ended);
        }
    }
}
