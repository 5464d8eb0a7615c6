using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using VoiceBooker.CallLab.StandIns.Deepgram;
using VoiceBooker.CallLab.StandIns.Sockets;
using static VoiceBooker.Tests.Providers.Sockets.CallerAudio;

namespace VoiceBooker.Tests.CallLab.StandIns.Deepgram;

public sealed class DeepgramStandInTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Nova = "v1/listen?model=nova-3&encoding=mulaw&sample_rate=8000";
    private const string Flux = "v2/listen?model=flux-general-en&encoding=mulaw&sample_rate=8000";
    private const string Speak = "v1/speak?model=aura-2-thalia-en&encoding=mulaw&sample_rate=8000";
    private readonly DeepgramStandIn _deepgram = new(TimeProvider.System);

    public async Task InitializeAsync()
    {
        _deepgram.Latencies.Zero();
        await _deepgram.OpenAsync();
    }

    public ValueTask DisposeAsync() => _deepgram.DisposeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    [Theory]
    [InlineData(Nova, null, 401)]
    [InlineData(Flux, "Token another", 401)]
    [InlineData("v1/listen?model=nova-3&encoding=linear16&sample_rate=8000", "right", 400)]
    [InlineData(Nova + "&utterance_end_ms=1000", "right", 400)]
    [InlineData(Nova + "&sentiment=true", "right", 400)]
    [InlineData("v1/listen?model=nova-2&encoding=mulaw&sample_rate=8000&keyterm=roof", "right", 400)]
    [InlineData(Flux + "&eager_eot_threshold=0.8&eot_threshold=0.7", "right", 400)]
    [InlineData(Flux + "&interim_results=true", "right", 400)]
    [InlineData("v1/speak?model=nova-3&encoding=mulaw&sample_rate=8000", "right", 400)]
    public async Task What_is_asked_wrongly_is_refused_and_noted(string address, string? credential, int status)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (credential is not null)
            socket.Options.SetRequestHeader("Authorization", credential == "right" ? $"Token {DeepgramStandIn.Key}" : credential);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"ws://{_deepgram.Base.Authority}/{address}"), CancellationToken.None));

        Assert.Equal(status, (int)socket.HttpStatusCode);
        Assert.Contains(socket.HttpResponseHeaders!, header => header.Key == "dg-error");
        Assert.DoesNotContain("another", Assert.Single(_deepgram.Violations), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Nova)]
    [InlineData(Flux)]
    public async Task Listening_without_audio_is_ended(string address)
    {
        _deepgram.Latencies.ListenIdle = TimeSpan.FromMilliseconds(200);
        using var socket = await OpenAsync(address);
        await CloseOfAsync(socket);
        Assert.Equal((1011, true), ((int)socket.CloseStatus!, socket.CloseStatusDescription!.StartsWith("NET-0001", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_pause_ends_speech_and_a_longer_one_the_utterance()
    {
        using var socket = await OpenAsync(Nova + "&interim_results=true&endpointing=300&utterance_end_ms=1000&vad_events=true");
        await SendAsync(socket, [.. Silence(100), .. Said("good morning", 800), .. Silence(1500)]);
        await SendAsync(socket, """{"type":"CloseStream"}""");
        var messages = await CloseOfAsync(socket);

        Assert.Equal("SpeechStarted", Type(messages[0]));
        Assert.Equal(0.1, messages[0]["timestamp"]!.GetValue<double>());
        var final = Assert.Single(messages, message => message["speech_final"]?.GetValue<bool>() is true);
        Assert.True(final["is_final"]!.GetValue<bool>());
        Assert.Equal("good morning", final["channel"]!["alternatives"]![0]!["transcript"]!.GetValue<string>());
        Assert.Equal(["good", "morning"], final["channel"]!["alternatives"]![0]!["words"]!.AsArray().Select(word => word!["word"]!.GetValue<string>()));
        Assert.Equal(0.9, Assert.Single(messages, message => Type(message) == "UtteranceEnd")["last_word_end"]!.GetValue<double>());
        Assert.Equal("Metadata", Type(messages[^1]));
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task Closing_a_stream_of_Flux_ends_no_turn()
    {
        using var socket = await OpenAsync(Flux);
        await SendAsync(socket, Said("never mind", 800));
        await SendAsync(socket, """{"type":"CloseStream"}""");
        var messages = await CloseOfAsync(socket);

        Assert.Equal("Connected", Type(messages[0]));
        Assert.Equal(Enumerable.Range(0, messages.Count), messages.Select(message => message["sequence_id"]!.GetValue<int>()));
        Assert.Contains(messages, message => message["event"]?.GetValue<string>() == "StartOfTurn");
        Assert.Contains(messages, message => message["event"]?.GetValue<string>() == "Update");
        Assert.DoesNotContain(messages, message => message["event"]?.GetValue<string>() is "EndOfTurn" or "EagerEndOfTurn");
    }

    [Fact]
    public async Task A_turn_of_Flux_can_be_forced_to_end()
    {
        using var socket = await OpenAsync(Flux);
        await SendAsync(socket, """{"type":"ForceEndTurn"}"""); // no turn runs: nothing happens
        await SendAsync(socket, Said("that is all", 800));
        await SendAsync(socket, """{"type":"ForceEndTurn"}""");
        await SendAsync(socket, """{"type":"CloseStream"}""");
        var end = Assert.Single(await CloseOfAsync(socket), message => message["event"]?.GetValue<string>() == "EndOfTurn");

        Assert.Equal(("that is all", "manual", 0), (end["transcript"]!.GetValue<string>(), end["trigger"]!.GetValue<string>(), end["turn_index"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("""{"type":"Configure","thresholds":{"eot_threshold":0.8},"keyterms":["roof"]}""", "ConfigureSuccess")]
    [InlineData("""{"type":"Configure","thresholds":{"eot_threshold":0.2}}""", "ConfigureFailure")]
    [InlineData("""{"type":"Configure","language_hints":["de"]}""", "ConfigureFailure")]
    public async Task Flux_says_whether_it_took_a_change(string change, string answer)
    {
        using var socket = await OpenAsync(Flux);
        await SendAsync(socket, change);
        await SendAsync(socket, """{"type":"CloseStream"}""");
        Assert.Equal(answer, Type((await CloseOfAsync(socket))[1]));
    }

    [Fact]
    public async Task A_flush_too_many_is_warned_of_and_not_done()
    {
        using var socket = await OpenAsync(Speak);
        for (var time = 1; time <= 21; time++)
            await SendAsync(socket, """{"type":"Flush"}""");
        await SendAsync(socket, """{"type":"Close"}""");
        var messages = await CloseOfAsync(socket);

        Assert.Equal("Metadata", Type(messages[0]));
        Assert.Equal(20, messages.Count(message => Type(message) == "Flushed"));
        Assert.Equal("Warning", Type(messages[^1]));
        Assert.Single(_deepgram.Violations);
    }

    [Fact]
    public async Task What_it_adds_to_the_time_of_an_answer_is_noted()
    {
        _deepgram.Latencies.Final = TimeSpan.FromMilliseconds(60);
        using var socket = await OpenAsync(Flux);
        await SendAsync(socket, [.. Said("ten o'clock", 800), .. Silence(600)]);
        await UntilAsync(() => _deepgram.Added.All.Any(added => added.What == "end of turn"));
        var added = _deepgram.Added.All.Single(each => each.What == "end of turn");
        Assert.Equal((TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(60)), (added.Silence, added.Latency));
    }

    [Fact]
    public async Task A_connection_can_be_torn_after_a_while()
    {
        _deepgram.Faults.Add(new SocketFault("*", SocketFaultKind.Tear, After: TimeSpan.FromMilliseconds(100)));
        using var socket = await OpenAsync(Speak);
        await Assert.ThrowsAsync<WebSocketException>(() => CloseOfAsync(socket));
        Assert.Empty(_deepgram.Faults.Due);
    }

    private async Task<ClientWebSocket> OpenAsync(string address)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Token {DeepgramStandIn.Key}");
        await socket.ConnectAsync(new Uri($"ws://{_deepgram.Base.Authority}/{address}"), CancellationToken.None);
        return socket;
    }

    private static string? Type(JsonNode message) => message["type"]?.GetValue<string>();

    private static Task SendAsync(ClientWebSocket socket, string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private static Task SendAsync(ClientWebSocket socket, byte[] audio) => socket.SendAsync(audio, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);

    /// <summary>All JSON messages to the close.</summary>
    private static async Task<List<JsonNode>> CloseOfAsync(ClientWebSocket socket)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var messages = new List<JsonNode>();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var filled = 0;
            WebSocketReceiveResult piece;
            do
            {
                piece = await socket.ReceiveAsync(new ArraySegment<byte>(buffer, filled, buffer.Length - filled), late.Token);
                filled += piece.Count;
            }
            while (!piece.EndOfMessage);
            if (piece.MessageType is WebSocketMessageType.Close)
                return messages;
            if (piece.MessageType is WebSocketMessageType.Text)
                messages.Add(JsonNode.Parse(buffer.AsSpan(0, filled))!);
        }
    }
}
