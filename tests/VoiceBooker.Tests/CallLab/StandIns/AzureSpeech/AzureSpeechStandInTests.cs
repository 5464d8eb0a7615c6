using System.Net;
using System.Net.WebSockets;
using System.Text;
using VoiceBooker.CallLab.StandIns.AzureSpeech;
using VoiceBooker.Tests.Providers.AzureSpeech;

namespace VoiceBooker.Tests.CallLab.StandIns.AzureSpeech;

/// <summary>What the stand-in does to clients that do not keep to the protocol.</summary>
public sealed class AzureSpeechStandInTests
{
    private const string Turn = "54AF71046A034B0E99EF6FF3B950C040";
    private const string Stamp = "X-Timestamp: 2026-11-22T07:36:57.717Z\r\n";
    private const string Config = "Path: speech.config\r\nX-RequestId: " + Turn + "\r\n" + Stamp + "Content-Type: application/json\r\n\r\n{\"context\":{\"system\":{\"name\":\"x\"}}}";
    private const string Context = "Path: speech.context\r\nX-RequestId: " + Turn + "\r\n" + Stamp + "\r\n{\"phraseDetection\":{\"mode\":\"Conversation\",\"language\":\"en-US\"}}";

    [Theory]
    [InlineData("", Turn, HttpStatusCode.Unauthorized)]
    [InlineData("wrong", Turn, HttpStatusCode.Unauthorized)]
    [InlineData("practice-key", "", HttpStatusCode.BadRequest)]
    [InlineData("practice-key", "not-an-id", HttpStatusCode.BadRequest)]
    public async Task Who_does_not_show_key_and_connection_does_not_come_in(string key, string connection, HttpStatusCode status)
    {
        await using var world = await AzureWorld.OpenAsync();
        Assert.Equal(status, await RefusedAsync(world, "/stt/speech/universal/v2?language=en-US", key, connection));
        Assert.Equal(status, await RefusedAsync(world, "/cognitiveservices/websocket/v1", key, connection));
        Assert.Empty(world.Sessions);
    }

    [Fact]
    public async Task Key_and_connection_may_stand_in_the_query()
    {
        await using var world = await AzureWorld.OpenAsync();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(At(world, $"/stt/speech/universal/v2?language=en-US&Ocp-Apim-Subscription-Key=practice-key&X-ConnectionId={Turn}"), CancellationToken.None);
        Assert.Equal(Turn, Assert.Single(world.Sessions).ConnectionId);
    }

    [Theory]
    [InlineData("bare line feeds", 1002, "Path: speech.config\nX-RequestId: " + Turn + "\n\n{}")]
    [InlineData("no request id", 1002, "Path: speech.config\r\n" + Stamp + "\r\n{}")]
    [InlineData("no time", 1002, "Path: speech.config\r\nX-RequestId: " + Turn + "\r\n\r\n{}")]
    [InlineData("context before config", 1002, Context)]
    [InlineData("config twice", 1002, Config, Config)]
    [InlineData("config that is no JSON", 1007, "Path: speech.config\r\nX-RequestId: " + Turn + "\r\n" + Stamp + "\r\nhello")]
    [InlineData("audio as text", 1002, Config, "Path: audio\r\nX-RequestId: " + Turn + "\r\n" + Stamp + "\r\n")]
    [InlineData("an unknown mode", 1007, Config, "Path: speech.context\r\nX-RequestId: " + Turn + "\r\n" + Stamp + "\r\n{\"phraseDetection\":{\"mode\":\"Song\"}}")]
    [InlineData("a pause too short", 1007, Config, "Path: speech.context\r\nX-RequestId: " + Turn + "\r\n" + Stamp + "\r\n{\"phraseDetection\":{\"mode\":\"Conversation\",\"conversation\":{\"segmentation\":{\"segmentationSilenceTimeoutMs\":20}}}}")]
    public async Task A_mistake_in_the_text_messages_ends_the_connection_and_is_noted(string mistake, int code, params string[] messages)
    {
        await using var world = await AzureWorld.OpenAsync();
        using var socket = await ConnectAsync(world);
        foreach (var message in messages)
            await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, CancellationToken.None);
        Assert.True(code == await CloseCodeAsync(socket), mistake);
        Assert.Single(world.Violations);
    }

    public static TheoryData<string, int, byte[]> WrongAudio => new()
    {
        { "a length beyond the message", 1002, [0x7F, 0xFF, 1, 2, 3] },
        { "an empty line behind the headers", 1002, Binary($"Path: audio\r\nX-RequestId: {Turn}\r\n{Stamp}Content-Type: audio/x-wav\r\n\r\n", Wav(7, 8)) },
        { "no content type", 1002, Binary($"Path: audio\r\nX-RequestId: {Turn}\r\n{Stamp}", Wav(7, 8)) },
        { "another turn's id", 1002, Binary($"Path: audio\r\nX-RequestId: {new string('A', 32)}\r\n{Stamp}Content-Type: audio/x-wav\r\n", Wav(7, 8)) },
        { "no WAV header", 1007, Binary($"Path: audio\r\nX-RequestId: {Turn}\r\n{Stamp}Content-Type: audio/x-wav\r\n", new byte[160]) },
        { "8-bit PCM", 1007, Binary($"Path: audio\r\nX-RequestId: {Turn}\r\n{Stamp}Content-Type: audio/x-wav\r\n", Wav(1, 8)) },
        { "too much at once", 1007, Binary($"Path: audio\r\nX-RequestId: {Turn}\r\n{Stamp}Content-Type: audio/x-wav\r\n", [.. Wav(7, 8), .. new byte[8192]]) },
    };

    [Theory]
    [MemberData(nameof(WrongAudio))]
    public async Task A_mistake_in_the_audio_ends_the_connection_and_is_noted(string mistake, int code, byte[] message)
    {
        await using var world = await AzureWorld.OpenAsync();
        using var socket = await ConnectAsync(world);
        await socket.SendAsync(Encoding.UTF8.GetBytes(Config), WebSocketMessageType.Text, true, CancellationToken.None);
        await socket.SendAsync(Encoding.UTF8.GetBytes(Context), WebSocketMessageType.Text, true, CancellationToken.None);
        await socket.SendAsync(message, WebSocketMessageType.Binary, true, CancellationToken.None);
        Assert.True(code == await CloseCodeAsync(socket), mistake);
        Assert.Single(world.Violations);
    }

    [Theory]
    [InlineData("text/plain", "raw-8khz-8bit-mono-mulaw", "<speak version='1.0' xml:lang='en-US'><voice name='v'>x</voice></speak>", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/ssml+xml", "mp3", "<speak version='1.0' xml:lang='en-US'><voice name='v'>x</voice></speak>", HttpStatusCode.BadRequest)]
    [InlineData("application/ssml+xml", "raw-8khz-8bit-mono-mulaw", "<speak version='1.0' xml:lang='en-US'><voice name='v'>Tom & Jo</voice></speak>", HttpStatusCode.BadRequest)]
    [InlineData("application/ssml+xml", "raw-8khz-8bit-mono-mulaw", "<speak version='1.0' xml:lang='en-US'>x</speak>", HttpStatusCode.BadRequest)]
    public async Task A_request_for_speech_must_be_well_formed(string type, string format, string ssml, HttpStatusCode status)
    {
        await using var world = await AzureWorld.OpenAsync();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(world.Service.Base, "cognitiveservices/v1")) { Content = new StringContent(ssml, Encoding.UTF8, type) };
        request.Headers.Add("Ocp-Apim-Subscription-Key", world.Service.Key);
        request.Headers.Add("X-Microsoft-OutputFormat", format);
        request.Headers.Add("User-Agent", "tests");
        using var answer = await http.SendAsync(request);
        Assert.Equal(status, answer.StatusCode);
        Assert.Single(world.Violations);
    }

    [Fact]
    public async Task Its_own_share_of_every_wait_is_on_record()
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.LatencyOfFinal = TimeSpan.FromMilliseconds(150);
        await using var call = world.Listen();
        await call.SpeakAsync("Is Friday free", silence: 0.8);
        await call.NextFinalAsync();
        var final = Assert.Single(world.Service.Added, added => added.What == "final");
        var waited = TimeProvider.System.GetElapsedTime(final.From, final.Until);
        Assert.True(waited > TimeSpan.FromMilliseconds(150 + 200), waited.ToString()); // the latency and most of the pause of 400 ms: its first frames arrive with the voice's last
        Assert.Equal(world.Sessions[0].ConnectionId, final.ConnectionId);
    }

    private static async Task<HttpStatusCode> RefusedAsync(AzureWorld world, string path, string key, string connection)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (key.Length > 0)
            socket.Options.SetRequestHeader("Ocp-Apim-Subscription-Key", key);
        if (connection.Length > 0)
            socket.Options.SetRequestHeader("X-ConnectionId", connection);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(At(world, path), CancellationToken.None));
        return socket.HttpStatusCode;
    }

    private static async Task<ClientWebSocket> ConnectAsync(AzureWorld world)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Ocp-Apim-Subscription-Key", world.Service.Key);
        socket.Options.SetRequestHeader("X-ConnectionId", Turn);
        await socket.ConnectAsync(At(world, "/stt/speech/universal/v2?language=en-US"), CancellationToken.None);
        return socket;
    }

    private static async Task<int> CloseCodeAsync(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(AzureWorld.Patience);
        var buffer = new byte[4096];
        while ((await socket.ReceiveAsync(buffer, patience.Token)).MessageType != WebSocketMessageType.Close)
            continue;
        return (int)socket.CloseStatus!;
    }

    private static Uri At(AzureWorld world, string path) => new(world.Service.Base.ToString().TrimEnd('/').Replace("http", "ws", StringComparison.Ordinal) + path);

    private static byte[] Binary(string headers, byte[] body) => [(byte)(headers.Length >> 8), (byte)headers.Length, .. Encoding.ASCII.GetBytes(headers), .. body];

    private static byte[] Wav(byte tag, byte bits) =>
        [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVEfmt "u8, 16, 0, 0, 0, tag, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x40, 0x1F, 0, 0, 1, 0, bits, 0, .. "data"u8, 0, 0, 0, 0];
}
