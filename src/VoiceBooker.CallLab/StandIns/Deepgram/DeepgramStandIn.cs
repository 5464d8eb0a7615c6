using VoiceBooker.CallLab.StandIns.Sockets;
using VoiceBooker.CallLab.StandIns.Speech;

namespace VoiceBooker.CallLab.StandIns.Deepgram;

/// <summary>
/// Deepgram on a loopback port: recognition of both generations and speech, by their documents. Its recognisers hear what simulated callers were given to say. Doors, as faults name them: "listen" (v1), "flux" (v2), "speak".
/// </summary>
/// <param name="time">The clock of its latencies.</param>
/// <param name="realVoice">Whether it speaks with words one can understand (flite) or hums.</param>
internal sealed class DeepgramStandIn(TimeProvider time, bool realVoice = false) : IAsyncDisposable
{
    /// <summary>The one key it knows.</summary>
    public const string Key = "stand-in-key-of-deepgram";

    private readonly PracticeVoice _voice = new(realVoice);
    private SocketDoor? _door;

    /// <summary>Where it is; a client takes it as its base address.</summary>
    public Uri Base => Door.Base;

    /// <summary>How quick it is.</summary>
    public DeepgramLatencies Latencies { get; } = new();

    /// <summary>What goes wrong next.</summary>
    public SocketFaults Faults { get; } = new();

    /// <summary>What it added to the time of its answers.</summary>
    public AddedLatencies Added { get; } = new();

    /// <summary>What clients did.</summary>
    public DeepgramCounters Counters { get; } = new();

    /// <summary>What clients did against the contract.</summary>
    public IReadOnlyList<string> Violations => Door.Violations;

    /// <summary>Connections let in so far.</summary>
    public int Connections => Door.Connections;

    /// <summary>Upgrades refused so far.</summary>
    public int Refused => Door.Refused;

    private SocketDoor Door => _door ?? throw new InvalidOperationException("The stand-in is not open yet.");

    /// <summary>Opens it on a loopback port; 0: a free one.</summary>
    public Task OpenAsync(int port = 0)
    {
        _door = new SocketDoor(time, Faults, Added);
        return _door.OpenAsync(port,
        [
            Route("listen", "/v1/listen", (http, socket) => new NovaSession(socket, http.Request.Query, this, Door.Violated).RunAsync()),
            Route("flux", "/v2/listen", (http, socket) => new FluxSession(socket, http.Request.Query, this, Door.Violated).RunAsync()),
            Route("speak", "/v1/speak", (http, socket) => new SpeakSession(socket, http.Request.Query, _voice, this, Door.Violated, time).RunAsync()),
        ]);
    }

    /// <summary>Breaks all connections now.</summary>
    public void TearAll() => Door.TearAll();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _door?.DisposeAsync() ?? ValueTask.CompletedTask;

    private SocketRoute Route(string name, string path, Func<HttpContext, StandInSocket, Task> serve) =>
        new(name, path, http => Refuse(name, http), RefusalAsync, serve, () => Latencies.Upgrade);

    private static (int Status, string Why)? Refuse(string door, HttpContext http)
    {
        var given = $"{http.Request.Headers.Authorization}".Split(' ', 2);
        if (given is not ["Token" or "token" or "Bearer" or "bearer", var key])
            return (401, "no Authorization: Token");
        if (key != Key)
            return (401, "wrong key");
        return QueryRules.Mistake(door, http.Request.Query) is { } mistake ? (400, mistake) : null;
    }

    private static Task RefusalAsync(HttpContext http, int status, string why)
    {
        var request = Guid.NewGuid().ToString();
        var code = status switch { 400 => "Bad Request", 401 => "INVALID_AUTH", 402 => "ASR_PAYMENT_REQUIRED", 403 => "INSUFFICIENT_PERMISSIONS", 429 => "TOO_MANY_REQUESTS", _ => "INTERNAL_SERVER_ERROR" };
        http.Response.StatusCode = status;
        http.Response.Headers["dg-request-id"] = request;
        http.Response.Headers["dg-error"] = $"{code}: {why}";
        return http.Response.WriteAsJsonAsync(new { err_code = code, err_msg = why, request_id = request });
    }
}
