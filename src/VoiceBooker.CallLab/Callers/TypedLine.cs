using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.Servers;

namespace VoiceBooker.CallLab.Callers;

/// <summary>The softphone's socket without audio: messages out, messages in.</summary>
internal sealed class TypedLine(Ticket ticket) : IDisposable
{
    private const string Protocol = "voicebooker.softphone";
    private readonly string _streamSid = Sid.New("MZ");
    private readonly ClientWebSocket _socket = new();

    /// <summary>Opens the socket and begins the call; what is wrong with the server's answer, or null.</summary>
    public async Task<string?> OpenAsync()
    {
        _socket.Options.AddSubProtocol(Protocol);
        _socket.Options.AddSubProtocol(ticket.Token);
        using (var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30)))
            await _socket.ConnectAsync(new Uri(ticket.Url), limit.Token);
        return _socket.SubProtocol == Protocol ? null : $"the server answered sub-protocol '{_socket.SubProtocol}'";
    }

    /// <summary>Begins the call.</summary>
    public async Task StartAsync()
    {
        await SendAsync(new JsonObject { ["event"] = "connected", ["protocol"] = "Call", ["version"] = "1.0.0" });
        await SendAsync("start", new JsonObject
        {
            ["streamSid"] = _streamSid,
            ["accountSid"] = ticket.AccountSid,
            ["callSid"] = ticket.CallSid,
            ["tracks"] = new JsonArray("inbound"),
            ["mediaFormat"] = new JsonObject { ["encoding"] = "audio/x-mulaw", ["sampleRate"] = 8000, ["channels"] = 1 },
            ["customParameters"] = new JsonObject { ["callId"] = ticket.CallId, ["token"] = ticket.Token },
        });
    }

    /// <summary>Words typed.</summary>
    public Task TypeAsync(string text) => SendAsync("text", new JsonObject { ["text"] = text });

    /// <summary>A key pressed.</summary>
    public Task PressAsync(char digit) => SendAsync("dtmf", new JsonObject { ["track"] = "inbound_track", ["digit"] = digit.ToString() });

    /// <summary>The call's clock moves on.</summary>
    public Task LetPassAsync(TimeSpan time) => SendAsync("wait", new JsonObject { ["ms"] = (long)time.TotalMilliseconds });

    /// <summary>A phrase was heard, or will not be.</summary>
    public Task ReturnMarkAsync(string name) => SendAsync("mark", new JsonObject { ["name"] = name });

    /// <summary>The caller puts the handset down.</summary>
    public async Task HangUpAsync()
    {
        await SendAsync("stop", new JsonObject { ["accountSid"] = ticket.AccountSid, ["callSid"] = ticket.CallSid });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
    }

    /// <summary>The next message; null when the server has closed the line.</summary>
    public async Task<JsonElement?> ReceiveAsync()
    {
        var buffer = new byte[16 * 1024];
        using var message = new MemoryStream();
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (part.MessageType is WebSocketMessageType.Close)
            {
                if (_socket.State is WebSocketState.CloseReceived)
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                return null;
            }

            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonSerializer.Deserialize<JsonElement>(message.ToArray());
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private Task SendAsync(string kind, JsonObject body) => SendAsync(new JsonObject { ["event"] = kind, ["streamSid"] = _streamSid, [kind] = body });

    private async Task SendAsync(JsonObject message)
    {
        if (_socket.State is WebSocketState.Open)
            await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
    }
}
