using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using VoiceBooker.Server.Tests.Hosting;

namespace VoiceBooker.Server.Tests.Carrier;

public sealed class CarrierDoorsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Media = "wss://bot.example.com/carrier/media";
    private const string Stream = "MZ00000000000000000000000000000001";

    [Fact]
    public async Task A_call_that_the_carrier_signed_is_connected()
    {
        var token = await RingAsync("CA1");
        Assert.Matches("^[A-Za-z0-9_-]{22}$", token);
    }

    [Fact]
    public async Task A_forged_or_unsigned_webhook_is_refused_without_a_word_and_the_log_says_why()
    {
        using var unsigned = await PostAsync("/carrier/voice", "CallSid=CA2", signature: null);
        using var forged = await PostAsync("/carrier/voice", "CallSid=CA2", Sign("https://bot.example.com/carrier/voice" + "CallSidCA3"));
        Assert.Equal((HttpStatusCode.Forbidden, 0), (unsigned.StatusCode, (await unsigned.Content.ReadAsByteArrayAsync()).Length));
        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
        Assert.Contains(server.Output, line => line.Contains("NoHeader", StringComparison.Ordinal) && line.Contains("https://bot.example.com/carrier/voice", StringComparison.Ordinal));
        Assert.Contains(server.Output, line => line.Contains("Mismatch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_strangers_long_address_does_not_fill_the_log()
    {
        using var refused = await PostAsync("/carrier/voice?stranger=" + new string('x', 4000), "CallSid=CA2", signature: null);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        await EventuallyAsync(() => server.Output.Any(line => line.Contains("?stranger=", StringComparison.Ordinal)));
        Assert.All(server.Output.Where(line => line.Contains("?stranger=", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 300));
    }

    [Fact]
    public async Task A_proxys_headers_change_nothing_about_the_signature()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/carrier/status")) { Content = Form("CallSid=CA2&CallStatus=ringing") };
        request.Headers.Add("X-Forwarded-Proto", "http");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Headers.Add("X-Twilio-Signature", Sign("https://bot.example.com/carrier/status" + "CallSidCA2CallStatusringing"));
        using var response = await server.Api.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Fact]
    public async Task Nobody_signs_by_naming_another_host()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/carrier/status")) { Content = Form("CallSid=CA2&CallStatus=ringing") };
        request.Headers.Host = "evil.example";
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        request.Headers.Add("X-Twilio-Signature", Sign("https://evil.example/carrier/status" + "CallSidCA2CallStatusringing"));
        using var response = await server.Api.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_webhook_of_more_than_64_kilobytes_is_refused()
    {
        using var response = await PostAsync("/carrier/voice", "CallSid=CA4&More=" + new string('x', 64 * 1024), "x");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task The_raw_target_is_signed_byte_for_byte()
    {
        const string Target = "/carrier/status?a=%7Eb&c=%2f";
        using var response = await PostAsync(Target, "CallSid=CA5&CallStatus=ringing&SequenceNumber=1", Sign("https://bot.example.com" + Target + "CallSidCA5CallStatusringingSequenceNumber1"));
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Fact]
    public async Task The_fallback_speaks_and_hangs_up()
    {
        using var response = await PostAsync("/carrier/fallback", "CallSid=CA6&ErrorCode=11200", Sign("https://bot.example.com/carrier/fallback" + "CallSidCA6ErrorCode11200"));
        var verbs = XDocument.Parse(await response.Content.ReadAsStringAsync()).Root!.Elements().Select(verb => verb.Name.LocalName);
        Assert.Equal(["Say", "Hangup"], verbs);
        Assert.Equal("text/xml", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_call_whose_stream_never_began_hears_an_apology()
    {
        using var response = await PostAsync("/carrier/after-stream", "CallSid=CA7", Sign("https://bot.example.com/carrier/after-stream" + "CallSidCA7"));
        Assert.Contains("sorry", await response.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(Media)]
    [InlineData(Media + "/")]
    [InlineData("wss://bot.example.com:443/carrier/media")]
    public async Task A_handshake_that_the_carrier_signed_is_let_in(string signed)
    {
        using var socket = await OpenAsync(Sign(signed));
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://bot.example.com/carrier/media")]
    [InlineData("wss://evil.example/carrier/media")]
    public async Task Any_other_handshake_is_refused_before_it_is_a_socket(string? signed)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (signed is not null)
            socket.Options.SetRequestHeader("X-Twilio-Signature", Sign(signed));
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(SocketAddress, default));
        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    [Theory]
    [InlineData("CA8", "CA-another")]
    [InlineData("CA9", "")]
    public async Task A_token_opens_no_other_call(string rung, string claimed)
    {
        var token = await RingAsync(rung);
        using var socket = await OpenAsync(Sign(Media));
        await SendAsync(socket, Start(claimed, token));
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await ClosedAsync(socket));
    }

    [Fact]
    public async Task A_token_opens_its_call_only_once()
    {
        var token = await RingAsync("CA10");
        using var first = await OpenAsync(Sign(Media));
        await SendAsync(first, Start("CA10", token));
        using var second = await OpenAsync(Sign(Media));
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, default);
        await SendAsync(second, Start("CA10", token));
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await ClosedAsync(second));
    }

    [Theory]
    [InlineData("""{"event":"media","sequenceNumber":"1","media":{"payload":"AAAA"}}""")]
    [InlineData("not json")]
    public async Task Nothing_is_heard_before_the_call_is_named(string message)
    {
        using var socket = await OpenAsync(Sign(Media));
        await SendAsync(socket, """{"event":"connected","protocol":"Call","version":"1.0.0"}""");
        await SendAsync(socket, message);
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await ClosedAsync(socket));
    }

    [Fact]
    public async Task A_binary_message_closes_the_socket()
    {
        using var socket = await OpenAsync(Sign(Media));
        await socket.SendAsync(new byte[8], WebSocketMessageType.Binary, endOfMessage: true, default);
        Assert.Equal(WebSocketCloseStatus.InvalidMessageType, await ClosedAsync(socket));
    }

    [Fact]
    public async Task A_message_of_more_than_64_kilobytes_closes_the_socket()
    {
        using var socket = await OpenAsync(Sign(Media));
        await SendAsync(socket, new string(' ', (64 * 1024) + 1));
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, await ClosedAsync(socket));
    }

    [Fact]
    public async Task A_softphone_needs_a_token_at_the_door_and_must_come_from_our_own_pages()
    {
        using var stranger = new ClientWebSocket();
        stranger.Options.AddSubProtocol("voicebooker.softphone");
        stranger.Options.AddSubProtocol("AAAAAAAAAAAAAAAAAAAAAA");
        await Assert.ThrowsAsync<WebSocketException>(() => stranger.ConnectAsync(SocketAddress, default));

        using var elsewhere = new ClientWebSocket();
        elsewhere.Options.AddSubProtocol("voicebooker.softphone");
        elsewhere.Options.AddSubProtocol(await RingAsync("CA11"));
        await Assert.ThrowsAsync<WebSocketException>(() => elsewhere.ConnectAsync(SocketAddress, default)); // a phone's token is not a softphone's
    }

    private static async Task EventuallyAsync(Func<bool> holds)
    {
        for (var tries = 0; tries < 100 && !holds(); tries++)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, default);
        Assert.True(holds());
    }

    private Uri SocketAddress => new($"ws://{server.Address.Authority}/carrier/media");

    private static string Sign(string text)
    {
#pragma warning disable CA5350 // what the carrier uses
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(ServerFixture.AuthToken), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
    }

    private static StringContent Form(string body) => new(body, Encoding.UTF8, "application/x-www-form-urlencoded");

    private static string Start(string callSid, string token) =>
        $$$"""{"event":"start","sequenceNumber":"1","streamSid":"{{{Stream}}}","start":{"streamSid":"{{{Stream}}}","accountSid":"{{{ServerFixture.AccountSid}}}","callSid":"{{{callSid}}}","tracks":["inbound"],"mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000,"channels":1},"customParameters":{"callId":"x","token":"{{{token}}}"} } }""";

    private static Task SendAsync(ClientWebSocket socket, string message) => socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, default);

    private static async Task<WebSocketCloseStatus?> ClosedAsync(ClientWebSocket socket)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[4096];
        while ((await socket.ReceiveAsync(buffer.AsMemory(), deadline.Token)).MessageType != WebSocketMessageType.Close)
        {
            // Whatever comes before the close.
        }

        return socket.CloseStatus;
    }

    private async Task<string> RingAsync(string callSid)
    {
        var text = $"AccountSid{ServerFixture.AccountSid}CallSid{callSid}DirectioninboundFrom+15550001111To+15550002222";
        using var response = await PostAsync("/carrier/voice", $"CallSid={callSid}&AccountSid={ServerFixture.AccountSid}&Direction=inbound&From=%2B15550001111&To=%2B15550002222", Sign("https://bot.example.com/carrier/voice" + text));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var stream = XDocument.Parse(await response.Content.ReadAsStringAsync()).Root!.Element("Connect")!.Element("Stream")!;
        Assert.Equal(Media, stream.Attribute("url")?.Value);
        return stream.Elements("Parameter").Single(parameter => parameter.Attribute("name")?.Value == "token").Attribute("value")!.Value;
    }

    private async Task<ClientWebSocket> OpenAsync(string signature)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Twilio-Signature", signature);
        await socket.ConnectAsync(SocketAddress, default);
        return socket;
    }

    private async Task<HttpResponseMessage> PostAsync(string target, string form, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address.GetLeftPart(UriPartial.Authority) + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })) { Content = Form(form) };
        if (signature is not null)
            request.Headers.Add("X-Twilio-Signature", signature);
        return await server.Api.SendAsync(request);
    }
}
