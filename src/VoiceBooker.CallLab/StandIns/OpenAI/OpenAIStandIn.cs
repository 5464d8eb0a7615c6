using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using VoiceBooker.CallLab.StandIns.Minds;
using VoiceBooker.CallLab.StandIns.Speech;

namespace VoiceBooker.CallLab.StandIns.OpenAI;

/// <summary>
/// OpenAI's API, and Azure's of the same shape, on a loopback port: <c>chat/completions</c>, <c>audio/speech</c>, <c>audio/transcriptions</c> and <c>models</c>. What it says comes from <see cref="Mind"/>, which sees
/// nothing but the request; what it hears is what simulated callers of this process were given to say. Latencies and faults on demand; requests are kept without their keys.
/// </summary>
/// <param name="time">Its clock.</param>
internal sealed class OpenAIStandIn(TimeProvider time) : IAsyncDisposable
{
    private const int Remembered = 20_000;
    private const int LargestBody = 4 * 1024 * 1024;

    private static readonly TimeSpan OnItsWay = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _gate = new();
    private readonly Queue<PracticeRequest> _requests = new();
    private readonly List<string> _violations = [];
    private WebApplication? _door;
    private int _number;

    /// <summary>Who answers chats.</summary>
    public IPracticeMind Mind { get; set; } = new ScriptedMind();

    /// <summary>What it speaks with.</summary>
    public PracticeVoice Voice { get; set; } = new(real: false);

    /// <summary>The key that opens it; empty: any, or none.</summary>
    public string Key { get; set; } = "";

    /// <summary>The models it has; empty: whatever is asked for.</summary>
    public IReadOnlyList<string> Models { get; set; } = [];

    /// <summary>Several calls of one answer come in turns. The protocol allows it; the vendor's own JavaScript library counts on their coming one after the other.</summary>
    public bool InterleavesCalls { get; set; }

    /// <summary>How slow it is.</summary>
    public PracticeLatency Latency { get; } = new();

    /// <summary>What goes wrong next.</summary>
    public OpenAIFaults Faults { get; init; } = new();

    /// <summary>The waits that were its own.</summary>
    public AddedWaits Waits { get; } = new(time);

    /// <summary>Where it is as OpenAI, with <c>/v1/</c>.</summary>
    public Uri Base { get; private set; } = new("http://127.0.0.1/v1/");

    /// <summary>Where it is as Azure, with <c>/openai/v1/</c>.</summary>
    public Uri AzureBase => new(Base, "/openai/v1/");

    /// <summary>What was asked, oldest first; the oldest of many are forgotten.</summary>
    public IReadOnlyList<PracticeRequest> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    /// <summary>Requests the real API would not understand, each with what is wrong.</summary>
    public IReadOnlyList<string> Violations
    {
        get
        {
            lock (_gate)
                return [.. _violations];
        }
    }

    /// <summary>Opens its door on a loopback port, 0: a free one.</summary>
    public async Task OpenAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        _door = builder.Build();
        var chat = new ChatDesk(this, time);
        var speech = new SpeechDesk(this, time);
        foreach (var root in (string[])["/v1", "/openai/v1"])
        {
            _door.MapPost($"{root}/chat/completions", http => AnswerAsync(http, "chat", (request, gone) => chat.AnswerAsync(http, request, gone)));
            _door.MapPost($"{root}/audio/speech", http => AnswerAsync(http, "speech", (request, gone) => speech.SpeakAsync(http, request, gone)));
            _door.MapPost($"{root}/audio/transcriptions", http => AnswerAsync(http, "transcription", async (request, gone) => await speech.ListenAsync(http, request, await http.Request.ReadFormAsync(gone), gone)));
            _door.MapGet($"{root}/models", http => AnswerAsync(http, "models", (_, gone) => http.Response.WriteAsJsonAsync(ModelList(), gone)));
        }

        await _door.StartAsync();
        Base = new Uri(new Uri(_door.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), "/v1/");
    }

    /// <summary>Says no, and notes that the client is at fault.</summary>
    public Task RefuseAsync(HttpContext http, PracticeRequest request, Refusal refusal)
    {
        lock (_gate)
            _violations.Add($"{request.Operation} {request.Number}: {refusal.Message}");
        return refusal.SendAsync(http);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        if (_door is not null)
            await _door.DisposeAsync();
        _closing.Dispose();
    }

    private async Task AnswerAsync(HttpContext http, string operation, Func<PracticeRequest, CancellationToken, Task> act)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _closing.Token);
        var (signedBy, key) = Credential(http.Request.Headers);
        PracticeRequest? request = null;
        try
        {
            request = Noted(http, operation, signedBy, await BodyAsync(http, gone.Token));
            if (Key.Length > 0 && key != Key)
            {
                await Refusal.WrongKey(key).SendAsync(http);
            }
            else
            {
                request.Fault = Faults.Take(operation, request.Body);
                if (request.Fault is not null && Refusal.Of(request.Fault, key) is { } refusal)
                    await refusal.SendAsync(http);
                else
                    await act(request, gone.Token);
            }

            await http.Response.CompleteAsync();
            request.End(http.RequestAborted.IsCancellationRequested ? RequestEnd.ClientLeft : RequestEnd.Answered, time.GetTimestamp());
        }
        catch (TornException)
        {
            request?.End(RequestEnd.Torn, time.GetTimestamp());
            await TearAsync(http, gone.Token);
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or BadHttpRequestException)
        {
            var left = !_closing.IsCancellationRequested; // while it closes, everybody is made to leave
            http.Abort();
            request?.End(left ? RequestEnd.ClientLeft : RequestEnd.Closed, time.GetTimestamp());
        }
    }

    /// <summary>Ends the connection in the middle of an answer. A reset would take back what the client has not read yet, so the socket is shut behind what was sent.</summary>
    private async Task TearAsync(HttpContext http, CancellationToken gone)
    {
        try
        {
            await Task.Delay(OnItsWay, time, gone);
            http.Features.Get<IConnectionSocketFeature>()?.Socket.Shutdown(SocketShutdown.Send);
            await Task.Delay(LastWords, time, gone); // the client leaves before that
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // gone already
        }

        http.Abort();
    }

    private PracticeRequest Noted(HttpContext http, string operation, string signedBy, string body)
    {
        lock (_gate)
        {
            var request = new PracticeRequest
            {
                Number = ++_number,
                At = time.GetTimestamp(),
                Operation = operation,
                Path = http.Request.Path.Value ?? "",
                SignedBy = signedBy,
                Headers = http.Request.Headers.ToDictionary(
                    header => header.Key.ToLowerInvariant(), header => header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase) || header.Key.Equals("api-key", StringComparison.OrdinalIgnoreCase) ? "***" : header.Value.ToString(), StringComparer.Ordinal),
                Body = body,
            };
            _requests.Enqueue(request);
            if (_requests.Count > Remembered)
                _requests.Dequeue();
            return request;
        }
    }

    private static (string SignedBy, string Key) Credential(IHeaderDictionary headers) =>
        headers.TryGetValue("api-key", out var plain) ? ("api-key", plain.ToString())
        : headers.Authorization.ToString() is { Length: > 7 } bearer && bearer.StartsWith("Bearer ", StringComparison.Ordinal) ? ("Bearer", bearer[7..])
        : ("", "");

    /// <summary>The body as JSON: of a form its fields, without the file.</summary>
    private static async Task<string> BodyAsync(HttpContext http, CancellationToken gone)
    {
        if (http.Request.HasFormContentType)
        {
            var form = await http.Request.ReadFormAsync(gone);
            var fields = new JsonObject(form.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Key, field.Value.ToString())));
            fields["file"] = form.Files.Count == 0 ? null : $"{form.Files[0].FileName}, {form.Files[0].Length} bytes";
            return fields.ToJsonString();
        }

        using var memory = new MemoryStream();
        var buffer = new byte[32 * 1024];
        for (int read; memory.Length < LargestBody && (read = await http.Request.Body.ReadAsync(buffer, gone)) > 0;)
            memory.Write(buffer, 0, read);
        return Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length);
    }

    private JsonObject ModelList() => new()
    {
        ["object"] = "list",
        ["data"] = new JsonArray([.. (Models.Count > 0 ? Models : ["practice"]).Select(model => (JsonNode)new JsonObject { ["id"] = model, ["object"] = "model", ["created"] = 1_700_000_000, ["owned_by"] = "calllab" })]),
    };
}
