using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using VoiceBooker.CallLab.StandIns.Sockets;
using VoiceBooker.CallLab.StandIns.Speech;

namespace VoiceBooker.CallLab.StandIns.ElevenLabs;

/// <summary>ElevenLabs' streaming speech on a loopback port, by its documents. Doors, as faults name them: "stream-input" (one text a connection), "multi-stream-input" (many contexts).</summary>
/// <param name="time">The clock of its latencies.</param>
/// <param name="realVoice">Whether it speaks with words one can understand (flite) or hums.</param>
internal sealed class ElevenLabsStandIn(TimeProvider time, bool realVoice = false) : IAsyncDisposable
{
    /// <summary>The one key it knows.</summary>
    public const string Key = "stand-in-key-of-elevenlabs";

    private static readonly Dictionary<string, string> Query = new(StringComparer.Ordinal)
    {
        ["model_id"] = "eleven_[a-z0-9_]+",
        ["output_format"] = "ulaw_8000",
        ["auto_mode"] = "true|false",
        ["inactivity_timeout"] = @"([1-9]\d?|1[0-7]\d|180)",
        ["language_code"] = "[a-z]{2}",
        ["enable_logging"] = "true|false",
        ["enable_ssml_parsing"] = "true|false",
        ["sync_alignment"] = "true|false",
        ["apply_text_normalization"] = "auto|on|off",
        ["seed"] = @"\d+",
    };

    private readonly PracticeVoice _voice = new(realVoice);
    private readonly ConcurrentQueue<string> _spoken = new();
    private readonly ConcurrentQueue<string> _received = new();
    private SocketDoor? _door;
    private int _keptAlive;
    private int _closedContexts;
    private int _mostContexts;

    /// <summary>Where it is; a client takes it as its base address.</summary>
    public Uri Base => Door.Base;

    /// <summary>How quick it is.</summary>
    public ElevenLabsLatencies Latencies { get; } = new();

    /// <summary>What goes wrong next.</summary>
    public SocketFaults Faults { get; } = new();

    /// <summary>What it added to the time of its answers.</summary>
    public AddedLatencies Added { get; } = new();

    /// <summary>Whether a context that is closed before its first audio ends without any, as the real service has been seen to do under load.</summary>
    public bool LosesEarlyCloses { get; set; }

    /// <summary>So many of the next contexts end without audio.</summary>
    public int SilentContexts { get; set; }

    /// <summary>What clients did against the contract.</summary>
    public IReadOnlyList<string> Violations => Door.Violations;

    /// <summary>Texts that were spoken, in order.</summary>
    public IReadOnlyList<string> Spoken => [.. _spoken];

    /// <summary>All messages as they came, keys struck out.</summary>
    public IReadOnlyList<string> Received => [.. _received];

    /// <summary>Connections let in so far.</summary>
    public int Connections => Door.Connections;

    /// <summary>Upgrades refused so far.</summary>
    public int Refused => Door.Refused;

    /// <summary>Signs of life so far.</summary>
    public int KeptAlive => Volatile.Read(ref _keptAlive);

    /// <summary>Contexts closed by clients so far.</summary>
    public int ClosedContexts => Volatile.Read(ref _closedContexts);

    /// <summary>The most contexts that were open on one connection.</summary>
    public int MostContexts => Volatile.Read(ref _mostContexts);

    private SocketDoor Door => _door ?? throw new InvalidOperationException("The stand-in is not open yet.");

    /// <summary>Opens it on a loopback port; 0: a free one.</summary>
    public Task OpenAsync(int port = 0)
    {
        _door = new SocketDoor(time, Faults, Added);
        return _door.OpenAsync(port, [Route("multi-stream-input", isMulti: true), Route("stream-input", isMulti: false)]);
    }

    /// <summary>Breaks all connections now.</summary>
    public void TearAll() => Door.TearAll();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _door?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>A client went against the contract.</summary>
    internal void Violated(string what) => Door.Violated(what);

    /// <summary>A message came.</summary>
    internal void Came(string message) => _received.Enqueue(message);

    /// <summary>A text is spoken.</summary>
    internal void Speaks(string text) => _spoken.Enqueue(text);

    /// <summary>A sign of life came.</summary>
    internal void Lives() => Interlocked.Increment(ref _keptAlive);

    /// <summary>A context was closed.</summary>
    internal void Closed() => Interlocked.Increment(ref _closedContexts);

    /// <summary>So many contexts are open.</summary>
    internal void Counted(int contexts) => _mostContexts = Math.Max(_mostContexts, contexts);

    private SocketRoute Route(string name, bool isMulti) => new(
        name,
        $"/v1/text-to-speech/{{voice}}/{name}",
        http => Refuse(name, http),
        RefusalAsync,
        (http, socket) => new SpeechSession(socket, http.Request.Query, isMulti, _voice, this).RunAsync(),
        () => Latencies.Upgrade);

    private static (int Status, string Why)? Refuse(string door, HttpContext http)
    {
        // The key may come in the first message instead; then the session checks it.
        if (http.Request.Headers.TryGetValue("xi-api-key", out var key) && key != Key)
            return (401, "wrong key");
        if (!Regex.IsMatch($"{http.Request.RouteValues["voice"]}", "^[A-Za-z0-9]{8,64}$", RegexOptions.None, TimeSpan.FromSeconds(1)))
            return (404, "no such voice");
        var query = http.Request.Query;
        foreach (var (name, values) in query)
        {
            if (!Query.TryGetValue(name, out var pattern))
                return (400, $"unknown parameter {name}");
            if (values.Count != 1 || !Regex.IsMatch($"{values}", $"^({pattern})$", RegexOptions.None, TimeSpan.FromSeconds(1)))
                return (400, $"{name} cannot be {values}");
        }

        if (!query.ContainsKey("output_format"))
            return (400, "output_format is missing: a telephone needs ulaw_8000");
        if (query.ContainsKey("language_code") && !$"{query["model_id"]}".EndsWith("_v2_5", StringComparison.Ordinal))
            return (400, "this model takes no language_code");
        return door == "multi-stream-input" && $"{query["model_id"]}".StartsWith("eleven_v3", StringComparison.Ordinal) ? (400, "this model has no contexts") : null;
    }

    private static Task RefusalAsync(HttpContext http, int status, string why)
    {
        var word = status switch { 401 => "invalid_api_key", 402 => "quota_exceeded", 429 => "too_many_concurrent_requests", 404 => "voice_not_found", 400 => "invalid_request", _ => "internal_server_error" };
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new { detail = new { status = word, message = why } });
    }
}
