using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace VoiceBooker.CallLab.StandIns.AzureSpeech;

/// <summary>
/// Azure Speech on a loopback port: recognition over both generations of its socket, synthesis over REST and both of its sockets. The recogniser really listens, the synthesiser really speaks; what a client does against
/// the protocol is noted. No credential is kept or told.
/// </summary>
/// <param name="time">All waiting.</param>
internal sealed class AzureSpeechStandIn(TimeProvider time) : IAsyncDisposable
{
    private const int LatenciesKept = 100_000;

    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<HttpContext, byte> _open = new();
    private WebApplication? _door;

    /// <summary>The key that opens it.</summary>
    public string Key { get; init; } = "practice-key";

    /// <summary>Entra tokens that open it.</summary>
    public ISet<string> Tokens { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Where it is, for a client's configuration (http; sockets are at the same port).</summary>
    public Uri Base { get; private set; } = new("http://127.0.0.1/");

    /// <summary>From the sound that brings it to a partial result.</summary>
    public TimeSpan LatencyOfHypothesis { get; set; }

    /// <summary>From the end of the segmentation silence to the final result.</summary>
    public TimeSpan LatencyOfFinal { get; set; }

    /// <summary>From the whole text to the first audio.</summary>
    public TimeSpan LatencyOfFirstAudio { get; set; }

    /// <summary>The pause between two pieces of speech; zero: as fast as the network takes them.</summary>
    public TimeSpan PieceEvery { get; set; }

    /// <summary>True: words that can be understood; false: a hum.</summary>
    public bool SpeaksReally { get; init; }

    /// <summary>False: there is no socket for streamed text.</summary>
    public bool HasStreamedText { get; set; } = true;

    /// <summary>A turn with this much audio is ended by the service.</summary>
    public TimeSpan LongestTurn { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>What goes wrong.</summary>
    public SpeechFaultBook Faults { get; } = new();

    /// <summary>What clients did against the protocol.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    /// <summary>All connections and requests, the oldest first.</summary>
    public ConcurrentQueue<SpeechSession> Sessions { get; } = new();

    /// <summary>How many upgrades and requests were refused.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>The waits it added itself, to be taken off what a caller waits.</summary>
    public ConcurrentQueue<AddedLatency> Added { get; } = new();

    /// <summary>All waiting.</summary>
    internal TimeProvider Time => time;

    /// <summary>Cancelled when it closes.</summary>
    internal CancellationToken Closing => _closing.Token;

    private int _refused;

    /// <summary>Opens it on a loopback port, 0: a free one.</summary>
    public async Task OpenAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        _door = builder.Build();
        _door.UseWebSockets();
        var synthesis = new SynthesisRequests(this);
        foreach (var prefix in new[] { "", "/tts" })
        {
            _door.MapPost(prefix + "/cognitiveservices/v1", synthesis.SpeakAsync);
            _door.MapGet(prefix + "/cognitiveservices/voices/list", synthesis.ListAsync);
            _door.MapGet(prefix + "/cognitiveservices/websocket/v1", http => ConnectAsync(http, SpeechDoor.Synthesis, "v1"));
            _door.MapGet(prefix + "/cognitiveservices/websocket/v2", http => HasStreamedText ? ConnectAsync(http, SpeechDoor.Synthesis, "v2") : RefuseAsync(http, 404));
        }

        _door.MapGet("/stt/speech/universal/v2", http => ConnectAsync(http, SpeechDoor.Recognition, "v2"));
        _door.MapGet("/speech/recognition/{mode:regex(^(interactive|conversation|dictation)$)}/cognitiveservices/v1", http => ConnectAsync(http, SpeechDoor.Recognition, "v1"));
        _door.MapFallback(http => Note(http, 404, "there is nothing at " + http.Request.Path));
        await _door.StartAsync();
        Base = new Uri(_door.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Breaks all connections now.</summary>
    public void TearAll()
    {
        foreach (var http in _open.Keys)
            http.Abort();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        if (_door is not null)
            await _door.DisposeAsync();
        _closing.Dispose();
    }

    /// <summary>Notes what a client did against the protocol.</summary>
    internal void Violate(SpeechDoor door, string what) => Violations.Enqueue($"{door}: {what}");

    /// <summary>Notes a wait of the stand-in's own.</summary>
    internal void Add(AddedLatency latency)
    {
        Added.Enqueue(latency);
        while (Added.Count > LatenciesKept)
            Added.TryDequeue(out _);
    }

    /// <summary>Who may come in: the status of the refusal, or the session that begins.</summary>
    internal (int Status, SpeechSession? Session) Admit(HttpContext http, SpeechDoor door, string generation)
    {
        var request = http.Request;
        var key = One("Ocp-Apim-Subscription-Key");
        var bearer = One("Authorization");
        var isToken = bearer.StartsWith("Bearer ", StringComparison.Ordinal);
        var token = isToken ? bearer[7..] : "";
        if (door == SpeechDoor.Synthesis && token.StartsWith("aad#", StringComparison.Ordinal))
            token = token.Split('#') is [_, { Length: > 0 }, var last] ? last : "";
        if (!(key.Length > 0 && key == Key) && !(isToken && Tokens.Contains(token)))
            return (401, null);
        var connection = One("X-ConnectionId");
        if (generation != "REST" && !WireMessage.IsId(connection))
        {
            Violate(door, "X-ConnectionId must be 32 hex digits");
            return (400, null);
        }

        var session = new SpeechSession(door, generation, connection.ToUpperInvariant()) { ByToken = isToken };
        Sessions.Enqueue(session);
        return (0, session);

        string One(string name) => request.Headers[name].FirstOrDefault() ?? request.Query[name].FirstOrDefault() ?? "";
    }

    /// <summary>Answers with a refusal.</summary>
    internal Task RefuseAsync(HttpContext http, int status, int? retryAfter = null)
    {
        Interlocked.Increment(ref _refused);
        http.Response.StatusCode = status;
        if (retryAfter is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }

    private Task Note(HttpContext http, int status, string what)
    {
        Violations.Enqueue(what);
        return RefuseAsync(http, status);
    }

    private async Task ConnectAsync(HttpContext http, SpeechDoor door, string generation)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            await Note(http, 400, $"{door}: this door is a socket");
            return;
        }

        var fault = Faults.Take(door);
        if (fault?.Kind is SpeechFaultKind.Refuse)
        {
            await RefuseAsync(http, fault.Code, fault.RetryAfter);
            return;
        }

        var (status, session) = Admit(http, door, generation);
        if (session is null)
        {
            await RefuseAsync(http, status);
            return;
        }

        using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _closing.Token);
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        _open[http] = 0;
        try
        {
            var outgoing = new OutgoingMessages(socket, http.Abort, time);
            var sending = outgoing.RunAsync(gone.Token);
            ISpeechConversation conversation = door == SpeechDoor.Recognition
                ? new RecognitionConversation(this, session, outgoing, fault, http.Request.Query)
                : new SynthesisConversation(this, session, outgoing, fault, gone.Token);
            await ReadAsync(socket, conversation, outgoing, gone.Token);
            await conversation.EndAsync();
            outgoing.Complete();
            await sending;
            if (socket.State is WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", gone.Token);
        }
        catch (Exception ended) when (ended is WebSocketException or OperationCanceledException or IOException)
        {
            // the client has gone
        }
        finally
        {
            _open.TryRemove(http, out _);
        }
    }

    private static async Task ReadAsync(WebSocket socket, ISpeechConversation conversation, OutgoingMessages outgoing, CancellationToken gone)
    {
        var buffer = new byte[32 << 10];
        try
        {
            while (true)
            {
                using var whole = new MemoryStream();
                WebSocketReceiveResult got;
                do
                {
                    got = await socket.ReceiveAsync(buffer, gone);
                    whole.Write(buffer, 0, got.Count);
                }
                while (!got.EndOfMessage && whole.Length < 1 << 20);
                if (got.MessageType == WebSocketMessageType.Close)
                    return;
                if (conversation.Take(whole.ToArray(), got.MessageType == WebSocketMessageType.Binary) is not { } wrong)
                    continue;
                outgoing.Close(wrong.Code, wrong.Words);
            }
        }
        catch (Exception ended) when (ended is WebSocketException or OperationCanceledException or IOException)
        {
            // the client has gone
        }
    }
}

/// <summary>One side of a socket: what the stand-in answers.</summary>
internal interface ISpeechConversation
{
    /// <summary>Takes a message; a close code with its words when the connection must end because of it.</summary>
    (int Code, string Words)? Take(byte[] bytes, bool isBinary);

    /// <summary>The client has gone; returns when everything that was begun has ended.</summary>
    Task EndAsync();
}
