using System.Threading.Channels;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using VoiceBooker.CallLab.Audio;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.StandIns.Minds;
using VoiceBooker.CallLab.StandIns.Realtime;
using VoiceBooker.Providers.OpenAI.Realtime;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;

namespace VoiceBooker.Tests.Providers.OpenAI.Realtime;

/// <summary>One call's session against the stand-in, on a real socket; the audio goes in as fast as it is taken.</summary>
internal sealed class RealtimeWorld : IAsyncDisposable
{
    private static int _voices;

    private readonly Channel<AudioFrame> _line = Channel.CreateUnbounded<AudioFrame>();
    private readonly CancellationTokenSource _hangUp = new(TimeSpan.FromSeconds(30));
    private readonly Channel<CallEvent> _heard = Channel.CreateUnbounded<CallEvent>();
    private Task _listening = Task.CompletedTask;
    private TimeSpan _at;

    private RealtimeWorld(RealtimeStandIn standIn, RealtimeCall call) => (StandIn, Call) = (standIn, call);

    public RealtimeStandIn StandIn { get; }

    public RealtimeCall Call { get; }

    public List<ChatMessage> Messages { get; } = [new(ChatRole.System, "You answer the telephone.")];

    public static async Task<RealtimeWorld> OpenAsync(Func<MindRequest, MindAnswer> mind, Action<RealtimeStandIn>? change = null)
    {
        var standIn = new RealtimeStandIn(TimeProvider.System) { Mind = new Answers(mind), Key = "secret", AnswerLatency = TimeSpan.FromMilliseconds(10), TranscriptLatency = TimeSpan.FromMilliseconds(10) };
        change?.Invoke(standIn);
        await standIn.OpenAsync();
        var options = new RealtimeOptions { BaseUrl = standIn.Base.ToString(), Key = "secret" };
        var world = new RealtimeWorld(standIn, new RealtimeCall(options, "en-US", TimeProvider.System, NullLogger.Instance));
        world._listening = world.ListenAsync();
        return world;
    }

    /// <summary>The caller says something, and pauses; gives what was understood.</summary>
    public async Task<string> SayAsync(string words)
    {
        using var handset = new Handset(TimeProvider.System);
        _ = handset.SayAsync(Noise(Interlocked.Increment(ref _voices), 600), words);
        for (var i = 0; i < 60; i++)
        {
            var frame = new byte[Handset.FrameSize];
            handset.NextFrame(frame);
            _line.Writer.TryWrite(new AudioFrame(frame, _at));
            _at += AudioFrame.Length;
        }

        while (await NextAsync() is { } happened)
            if (happened is CallEvent.FinalTranscript(var text, _))
                return text;
        throw new InvalidOperationException("The ears have ended.");
    }

    /// <summary>The next thing the ears notice; null at their end.</summary>
    public async Task<CallEvent?> NextAsync() => await _heard.Reader.WaitToReadAsync(_hangUp.Token) && _heard.Reader.TryRead(out var happened) ? happened : null;

    /// <summary>Asks for the answer to the conversation so far.</summary>
    public async Task<List<AIContent>> AskAsync(Func<AIContent, bool>? until = null)
    {
        var contents = new List<AIContent>();
        await foreach (var update in Call.Mind.GetStreamingResponseAsync([.. Messages], new ChatOptions { Tools = [Tool] }, _hangUp.Token))
        {
            contents.AddRange(update.Contents);
            if (until is not null && update.Contents.Any(until))
                break;
        }

        return contents;
    }

    public void Caller(string text) => Messages.Add(new ChatMessage(ChatRole.User, text));

    public void Bot(string text) => Messages.Add(new ChatMessage(ChatRole.Assistant, text));

    /// <summary>Ends the session and tells what it remembered.</summary>
    public async Task<IReadOnlyList<(string Role, string Text)>> EndAsync()
    {
        _line.Writer.TryComplete();
        await Call.DisposeAsync();
        await StandIn.DisposeAsync();
        return Assert.Single(StandIn.Memories);
    }

    public async ValueTask DisposeAsync()
    {
        _line.Writer.TryComplete();
        await Call.DisposeAsync();
        await _hangUp.CancelAsync();
        await _listening.ContinueWith(_ => { }, TaskScheduler.Default);
        await StandIn.DisposeAsync();
        _hangUp.Dispose();
    }

    private static AIFunctionDeclaration Tool { get; } =
        AIFunctionFactory.CreateDeclaration("find_times", "Looks for times.", System.Text.Json.JsonSerializer.SerializeToElement(new { type = "object", properties = new { when = new { type = "string" } } }));

    private async Task ListenAsync()
    {
        try
        {
            await foreach (var happened in Call.Ears.TranscribeAsync(_line.Reader, new ListeningBrief(new ExpectedAnswer()), _hangUp.Token))
                _heard.Writer.TryWrite(happened);
            _heard.Writer.TryComplete();
        }
        catch (Exception broken)
        {
            _heard.Writer.TryComplete(broken);
        }
    }

    private static byte[] Noise(int seed, int milliseconds)
    {
        var chance = new Random(seed + 7000);
        var audio = new byte[8 * milliseconds];
        for (var at = 0; at < audio.Length; at++)
            audio[at] = MuLaw.Encode(chance.Next(-9000, 9000));
        return audio;
    }

    private sealed class Answers(Func<MindRequest, MindAnswer> mind) : IPracticeMind
    {
        public MindAnswer Answer(MindRequest request) => mind(request);
    }
}
