using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using VoiceBooker.CallLab.Carrier;

namespace VoiceBooker.Tests.CallLab;

/// <summary>The carrier against a little server on a loopback port that notes what it is asked; real sockets, calls of a fraction of a second.</summary>
public sealed class SimulatedCarrierTests : IAsyncLifetime, IDisposable
{
    private const string To = "+12125550100";
    private const string Declaration = """<?xml version="1.0" encoding="UTF-8"?>""";
    private readonly SimulatedCarrier _carrier = new(CarrierAccount.New(), TimeProvider.System); // disposed by DisposeAsync
    private readonly ConcurrentQueue<(string Path, Dictionary<string, string> Form, string Signature)> _asked = new();
    private readonly ConcurrentQueue<JsonElement> _received = new();
    private readonly Handset _handset = new(TimeProvider.System);
    private WebApplication _server = null!;
    private Uri _base = null!;
    private string? _handshake;
    private Func<string, string?> _document = _ => null;
    private Func<WebSocket, string, Task> _talk = (_, _) => Task.CompletedTask;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.UseWebSockets();
        _server.Map("/media", MediaAsync);
        _server.MapFallback(WebhookAsync);
        await _server.StartAsync();
        await _carrier.OpenAsync();
        _base = new Uri(_server.Urls.First());
        _carrier.Numbers[To] = new NumberSettings(new Uri(_base, "voice"), new Uri(_base, "fallback"), new Uri(_base, "status"));
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _carrier.DisposeAsync();
    }

    public void Dispose() => _handset.Dispose();

    [Fact]
    public async Task A_call_asks_for_its_document_streams_goes_to_the_action_and_tells_its_end()
    {
        _document = path => path switch
        {
            "/voice" => $"""<Response><Connect action="after?x=1"><Stream url="ws://{_base.Authority}/media?lost=1"><Parameter name="token" value="t"/></Stream></Connect><Say>never</Say></Response>""",
            "/after" => "<Response><Say>bye</Say><Hangup/></Response>",
            _ => null,
        };
        _talk = async (socket, stream) =>
        {
            await SendAsync(socket, $$$"""{"event":"media","streamSid":"{{{stream}}}","media":{"payload":"{{{Convert.ToBase64String(new byte[480])}}}"}}""");
            await SendAsync(socket, $$$"""{"event":"mark","streamSid":"{{{stream}}}","mark":{"name":"heard"}}""");
            await ReceiveUntilAsync(socket, "mark");
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
        };

        using var call = _carrier.Dial(_handset, "+14155550123", To);
        await call.RunAsync();

        Assert.Equal(["/voice", "/after", "/status"], _asked.Select(each => each.Path));
        Assert.Equal(["query of the stream URL dropped", "stream", "stream ended: ClosedByServer (1000)", "say: bye", "hang-up", "call completed"], call.Steps);
        Assert.Empty(call.Notices.Entries);
        var kinds = _received.Select(each => each.GetProperty("event").GetString()).ToList();
        Assert.Equal(["connected", "start"], kinds.Take(2));
        Assert.Equal("t", _received.ElementAt(1).GetProperty("start").GetProperty("customParameters").GetProperty("token").GetString());
        Assert.True(kinds.Count(each => each == "media") >= 2, "the mark came back before its audio was played");
        Assert.Equal(Enumerable.Range(1, kinds.Count - 1).Select(each => $"{each}"), _received.Skip(1).Select(each => each.GetProperty("sequenceNumber").GetString()));
        Assert.Equal("completed", _asked.Last().Form["CallStatus"]);
    }

    [Fact]
    public async Task Webhooks_and_handshake_are_signed()
    {
        _document = path => path == "/voice" ? $"""<Response><Connect><Stream url="ws://{_base.Authority}/media"/></Connect></Response>""" : null;
        _talk = (socket, _) => socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);

        using var call = _carrier.Dial(_handset, "+14155550123", To);
        await call.RunAsync();

        var voice = _asked.First();
        Assert.Equal(CarrierSignature.Of(_carrier.Account.AuthToken, new Uri(_base, "voice").ToString(), voice.Form), voice.Signature);
        Assert.Equal(CarrierSignature.Of(_carrier.Account.AuthToken, $"ws://{_base.Authority}/media", []), _handshake);
    }

    [Fact]
    public async Task A_server_that_fails_leads_to_the_fallback()
    {
        _document = path => path == "/fallback" ? "<Response><Say>sorry</Say></Response>" : null;

        using var call = _carrier.Dial(_handset, "+14155550123", To);
        await call.RunAsync();

        Assert.Equal(["fallback", "say: sorry", "call completed"], call.Steps);
        Assert.Contains(call.Notices.Entries, each => each.Code == CarrierNotices.FetchFailed);
        Assert.Equal("11200", _asked.Single(each => each.Path == "/fallback").Form["ErrorCode"]);
    }

    [Fact]
    public async Task A_caller_who_hangs_up_sends_stop_and_the_socket_closes()
    {
        _document = path => path == "/voice" ? $"""<Response><Connect action="/after"><Stream url="ws://{_base.Authority}/media"/></Connect></Response>""" : null;
        _talk = async (socket, _) =>
        {
            _handset.HangUp();
            await ReceiveUntilAsync(socket, "stop");
        };

        using var call = _carrier.Dial(_handset, "+14155550123", To);
        await call.RunAsync();

        Assert.Equal("stop", _received.Last().GetProperty("event").GetString());
        Assert.DoesNotContain(_asked, each => each.Path == "/after");
    }

    [Fact]
    public async Task The_rest_door_ends_and_redirects_live_calls_and_refuses_the_rest()
    {
        _document = path => path switch
        {
            "/voice" => $"""<Response><Connect><Stream url="ws://{_base.Authority}/media"/></Connect></Response>""",
            "/elsewhere" => "<Response><Pause length=\"30\"/></Response>",
            _ => null,
        };
        var streaming = new TaskCompletionSource();
        _talk = async (socket, _) =>
        {
            streaming.TrySetResult();
            await ReceiveUntilAsync(socket, "stop");
        };
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_carrier.Account.Sid}:{_carrier.Account.AuthToken}")));
        using var call = _carrier.Dial(_handset, "+14155550123", To);
        var running = call.RunAsync();
        await streaming.Task;
        var door = new Uri(_carrier.RestBase, $"/2010-04-01/Accounts/{_carrier.Account.Sid}/Calls/{call.Sid}.json");

        Assert.Equal((200, null), await PostAsync(http, door, ("Url", new Uri(_base, "elsewhere").ToString()), ("Method", "POST")));
        while (!_asked.Any(each => each.Path == "/elsewhere"))
            await Task.Yield();
        Assert.Equal((200, null), await PostAsync(http, door, ("Status", "completed")));
        await running;
        Assert.Equal((400, 21220), await PostAsync(http, door, ("Status", "completed")));
        Assert.Equal((404, 20404), await PostAsync(http, new Uri(_carrier.RestBase, $"/2010-04-01/Accounts/{_carrier.Account.Sid}/Calls/{Sid.New("CA")}.json"), ("Status", "completed")));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", "wrong");
        Assert.Equal((401, 20003), await PostAsync(http, door, ("Status", "completed")));
        Assert.Equal(["stream", "redirected by REST", "stream ended: Redirected (1000)", "ended by REST", "call completed"], call.Steps);
    }

    private static async Task<(int Status, int? Code)> PostAsync(HttpClient http, Uri door, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(each => new KeyValuePair<string, string>(each.Name, each.Value)));
        using var response = await http.PostAsync(door, content);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return ((int)response.StatusCode, body.RootElement.TryGetProperty("code", out var code) ? code.GetInt32() : null);
    }

    private async Task WebhookAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        _asked.Enqueue((http.Request.Path, form.ToDictionary(each => each.Key, each => each.Value.ToString(), StringComparer.Ordinal), http.Request.Headers[CarrierSignature.Header].ToString()));
        if (http.Request.Path == "/status")
        {
            http.Response.StatusCode = 204;
        }
        else if (_document(http.Request.Path) is { } document)
        {
            http.Response.ContentType = "text/xml; charset=utf-8";
            await http.Response.WriteAsync(Declaration + document);
        }
        else
        {
            http.Response.StatusCode = 500;
        }
    }

    private async Task MediaAsync(HttpContext http)
    {
        _handshake = http.Request.Headers[CarrierSignature.Header].ToString();
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        await ReceiveUntilAsync(socket, "start");
        await _talk(socket, _received.Last().GetProperty("streamSid").GetString()!);
        while (socket.State is WebSocketState.Open or WebSocketState.CloseSent && await ReceiveAsync(socket) is not null)
        {
            // to the end
        }

        if (socket.State is WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
    }

    private async Task ReceiveUntilAsync(WebSocket socket, string kind)
    {
        while (await ReceiveAsync(socket) is { } message)
        {
            _received.Enqueue(message);
            if (message.GetProperty("event").GetString() == kind)
                return;
        }
    }

    private static async Task<JsonElement?> ReceiveAsync(WebSocket socket)
    {
        var buffer = new byte[8192];
        var part = await socket.ReceiveAsync(buffer.AsMemory(), default);
        return part.MessageType is WebSocketMessageType.Close ? null : JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, part.Count));
    }

    private static Task SendAsync(WebSocket socket, string message) => socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, default);
}
