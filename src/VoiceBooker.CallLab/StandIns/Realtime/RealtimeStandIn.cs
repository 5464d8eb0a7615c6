using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using VoiceBooker.CallLab.StandIns.Minds;
using VoiceBooker.CallLab.StandIns.Speech;

namespace VoiceBooker.CallLab.StandIns.Realtime;

/// <summary>What goes wrong in a session of the speech-to-speech stand-in.</summary>
internal enum RealtimeFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The upgrade is answered with a status.</summary>
    RefusesUpgrade,

    /// <summary>The socket is torn in the middle of an answer.</summary>
    TearsAnswer,

    /// <summary>A request for an answer is never answered.</summary>
    SaysNothing,

    /// <summary>A response ends as failed.</summary>
    FailsAnswer,

    /// <summary>A request for an answer is refused by an error event.</summary>
    RefusesAnswer,
}

/// <summary>
/// The speech-to-speech side of a model vendor on a loopback port: the Realtime API in its GA form, telephone audio both ways. It hears what simulated callers were given to say, answers by an <see cref="IPracticeMind"/>, and speaks with a
/// <see cref="PracticeVoice"/>, faster than real time as the hosted one does.
/// </summary>
internal sealed class RealtimeStandIn(TimeProvider time) : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private WebApplication? _door;

    /// <summary>The address up to, not including, <c>/realtime</c>.</summary>
    public Uri Base { get; private set; } = new("http://127.0.0.1/v1");

    /// <summary>The key that is asked for; null: any.</summary>
    public string? Key { get; set; }

    /// <summary>Who answers.</summary>
    public required IPracticeMind Mind { get; init; }

    /// <summary>Who speaks.</summary>
    public PracticeVoice Voice { get; init; } = new(real: false);

    /// <summary>From the end of an utterance, as its own ears find it, to the transcript.</summary>
    public TimeSpan TranscriptLatency { get; set; } = TimeSpan.FromMilliseconds(150);

    /// <summary>From a request to its first sound or call.</summary>
    public TimeSpan AnswerLatency { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>What goes wrong for the next sessions, or, when it concerns an answer, for each answer.</summary>
    public Func<int, RealtimeFault> Fault { get; set; } = _ => RealtimeFault.None;

    /// <summary>The status of a refused upgrade.</summary>
    public int RefusalStatus { get; set; } = 429;

    /// <summary>What clients did that the API does not allow.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    /// <summary>Types of all messages of clients but audio, in order.</summary>
    public ConcurrentQueue<string> Received { get; } = new();

    /// <summary>What the sessions remember when they end: role and text of each item.</summary>
    public ConcurrentQueue<IReadOnlyList<(string Role, string Text)>> Memories { get; } = new();

    /// <summary>How many sessions were opened.</summary>
    public int Sessions => Volatile.Read(ref _sessions);

    private int _sessions;
    private int _answers;

    internal TimeProvider Time => time;

    internal RealtimeFault NextAnswersFault() => Fault(Interlocked.Increment(ref _answers));

    /// <summary>Opens it on a loopback port, 0: a free one.</summary>
    public async Task OpenAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        _door = builder.Build();
        _door.UseWebSockets();
        _door.Map("/v1/realtime", (Delegate)AnswerAsync);
        _door.Map("/openai/v1/realtime", (Delegate)AnswerAsync);
        await _door.StartAsync();
        Base = new Uri(_door.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/v1");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        if (_door is not null)
            await _door.DisposeAsync();
        _closing.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var bearer = http.Request.Headers.Authorization.ToString();
        var key = http.Request.Headers["api-key"].ToString() is { Length: > 0 } header ? header : bearer.StartsWith("Bearer ", StringComparison.Ordinal) ? bearer[7..] : "";
        var number = Interlocked.Increment(ref _sessions);
        var status = !http.WebSockets.IsWebSocketRequest ? 400
            : key.Length == 0 || (Key is not null && key != Key) ? 401
            : http.Request.Query["model"].ToString().Length == 0 ? 400
            : Fault(-number) == RealtimeFault.RefusesUpgrade ? RefusalStatus
            : 0;
        if (status != 0)
        {
            http.Response.StatusCode = status;
            return;
        }

        var protocol = http.WebSockets.WebSocketRequestedProtocols.Contains("realtime") ? "realtime" : null;
        using var socket = await http.WebSockets.AcceptWebSocketAsync(protocol);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _closing.Token);
        var session = new RealtimeSession(this, socket, http.Request.Query["model"].ToString(), http.Abort);
        try
        {
            await session.RunAsync(gone.Token);
        }
        catch (Exception ended) when (ended is WebSocketException or OperationCanceledException or IOException)
        {
            // the other side is gone, or we close
        }
        finally
        {
            Memories.Enqueue(session.Memory);
        }
    }
}
