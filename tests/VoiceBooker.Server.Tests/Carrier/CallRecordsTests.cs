using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using VoiceBooker.Server.Tests.Hosting;

namespace VoiceBooker.Server.Tests.Carrier;

/// <summary>What stands on record of calls that went wrong, and who gets a line.</summary>
public sealed class CallRecordsTests
{
    private const string Stream = "MZ00000000000000000000000000000001";

    [Fact]
    public async Task A_call_that_nobody_could_answer_stands_in_the_list_with_its_reason()
    {
        await using var server = await ServerFixture.StartAsync(("Storage:SeedDemo", "false"));
        using var socket = await OpenAsync(server);
        await StartAsync(socket, "CA1", TokenOf(await RingAsync(server, "CA1")));

        var call = await EventuallyAsync(server, "CA1", row => row["endedAt"] is not null);
        Assert.Equal("no-booking", call["outcome"]!.GetValue<string>());
        var error = Assert.Single(await EventsAsync(server, call), entry => entry!["kind"]!.GetValue<string>() == "error");
        Assert.NotEqual("", error!["data"]!["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_webhook_that_is_repeated_takes_no_second_line()
    {
        await using var server = await ServerFixture.StartAsync(("Calls:AtOnce", "1"));
        var (first, again) = (await RingAsync(server, "CA1"), await RingAsync(server, "CA1"));
        Assert.Equal(CallIdOf(first), CallIdOf(again));
        Assert.NotNull((await RingAsync(server, "CA2")).Element("Reject"));
    }

    [Fact]
    public async Task Softphones_that_do_not_call_keep_no_caller_out()
    {
        await using var server = await ServerFixture.StartAsync(("Calls:AtOnce", "2"));
        foreach (var expected in new[] { 200, 200, 503 })
            Assert.Equal(expected, await MintAsync(server));
        Assert.NotNull((await RingAsync(server, "CA1")).Element("Connect"));
        Assert.NotNull((await RingAsync(server, "CA2")).Element("Connect"));
        Assert.NotNull((await RingAsync(server, "CA3")).Element("Reject"));
    }

    [Fact]
    public async Task A_softphone_that_starts_when_callers_have_taken_the_lines_is_turned_away()
    {
        await using var server = await ServerFixture.StartAsync(("Calls:AtOnce", "1"));
        using var answer = await server.Api.PostAsJsonAsync("/api/softphone", new { mode = "text" });
        var ticket = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        await RingAsync(server, "CA1");

        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("voicebooker.softphone");
        socket.Options.AddSubProtocol(ticket["token"]!.GetValue<string>());
        await socket.ConnectAsync(new Uri(ticket["url"]!.GetValue<string>()), default);
        await StartAsync(socket, ticket["callSid"]!.GetValue<string>(), ticket["token"]!.GetValue<string>(), ticket["accountSid"]!.GetValue<string>());
        var call = await EventuallyAsync(server, ticket["callSid"]!.GetValue<string>(), row => row["endedAt"] is not null);
        Assert.Contains(await EventsAsync(server, call), entry => entry!["data"]!["part"]?.GetValue<string>() == "lines");
    }

    [Fact]
    public async Task A_caller_whom_no_person_could_take_is_back_with_the_receptionist_and_not_counted_as_transferred()
    {
        await using var server = await ServerFixture.StartAsync(("Storage:SeedDemo", "false"));
        using (var socket = await OpenAsync(server))
            await StartAsync(socket, "CA1", TokenOf(await RingAsync(server, "CA1")));
        await EventuallyAsync(server, "CA1", row => row["endedAt"] is not null);
        await WriteAsync(server, "UPDATE calls SET Outcome = 'transferred'; INSERT INTO call_events SELECT Id, 0, StartedAt, 0, 'transfer', '{\"number\":\"+15557770000\"}' FROM calls;");

        var back = await PostAsync(server, "/carrier/after-transfer", ("AccountSid", ServerFixture.AccountSid), ("CallSid", "CA1"), ("DialCallStatus", "no-answer"), ("Direction", "inbound"), ("From", "+15550001111"), ("To", "+15550002222"));
        Assert.Equal(["Say", "Connect"], back!.Elements().Select(verb => verb.Name.LocalName));
        using (var socket = await OpenAsync(server))
            await StartAsync(socket, "CA1", TokenOf(back));
        await EventuallyAsync(server, "CA1#2", row => row["endedAt"] is not null);

        var first = await EventuallyAsync(server, "CA1", row => row["outcome"]!.GetValue<string>() == "no-booking");
        var failed = (await EventuallyAsync(server, first, "transfer.failed"))["data"]!;
        Assert.Equal(("+15557770000", "no-answer"), (failed["number"]!.GetValue<string>(), failed["reason"]!.GetValue<string>()));

        var over = await PostAsync(server, "/carrier/after-transfer", ("CallSid", "CA1"), ("DialCallStatus", "completed"));
        Assert.Equal(["Hangup"], over!.Elements().Select(verb => verb.Name.LocalName));
    }

    [Fact]
    public async Task What_the_carrier_says_of_a_call_stands_in_its_journal_and_its_last_word_stays()
    {
        await using var server = await ServerFixture.StartAsync(("Storage:SeedDemo", "false"));
        using (var socket = await OpenAsync(server))
            await StartAsync(socket, "CA1", TokenOf(await RingAsync(server, "CA1")));
        var call = await EventuallyAsync(server, "CA1", row => row["endedAt"] is not null);

        await PostAsync(server, "/carrier/status", ("CallSid", "CA-nobody-knows"), ("CallStatus", "busy"), ("SequenceNumber", "1"));
        await PostAsync(server, "/carrier/status", ("CallDuration", "42"), ("CallSid", "CA1"), ("CallStatus", "completed"), ("SequenceNumber", "3"));
        await EventuallyAsync(server, call, "carrier.status");
        using var api = await server.KillAndStartAgainAsync(); // what was told before is not in memory any more
        await PostAsync(server, "/carrier/status", ("CallSid", "CA1"), ("CallStatus", "failed"), ("SequenceNumber", "4"));
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, default);

        var events = await api.GetFromJsonAsync<JsonArray>($"/api/calls/{call["id"]}/events?after=0&wait=0");
        var status = Assert.Single(events!, entry => entry!["kind"]!.GetValue<string>() == "carrier.status")!["data"]!;
        Assert.Equal(("completed", 42, 3), (status["status"]!.GetValue<string>(), status["duration"]!.GetValue<int>(), status["sequence"]!.GetValue<int>()));
    }

    private static async Task WriteAsync(ServerFixture server, string sql)
    {
        await using var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(server.Folder, "data", "voicebooker.db")};Pooling=False");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
#pragma warning disable CA2100 // the test's own words
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static string Sign(string text)
    {
#pragma warning disable CA5350 // what the carrier uses
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(ServerFixture.AuthToken), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
    }

    private static async Task<XElement> RingAsync(ServerFixture server, string callSid) =>
        (await PostAsync(server, "/carrier/voice", ("AccountSid", ServerFixture.AccountSid), ("CallSid", callSid), ("Direction", "inbound"), ("From", "+15550001111"), ("To", "+15550002222")))!;

    /// <summary>Posts fields, given in the order of their names, as the carrier would; the document it is answered with.</summary>
    private static async Task<XElement?> PostAsync(ServerFixture server, string door, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, door)) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) };
        request.Headers.Add("X-Twilio-Signature", Sign(ServerFixture.PublicBaseUrl + door + string.Concat(fields.Select(field => field.Name + field.Value))));
        using var response = await server.Api.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, response.StatusCode.ToString());
        var text = await response.Content.ReadAsStringAsync();
        return text.Length > 0 ? XDocument.Parse(text).Root! : null;
    }

    private static string TokenOf(XElement document) => Parameter(document, "token");

    private static string CallIdOf(XElement document) => Parameter(document, "callId");

    private static string Parameter(XElement document, string name) =>
        document.Descendants("Parameter").Single(parameter => parameter.Attribute("name")?.Value == name).Attribute("value")!.Value;

    private static async Task<int> MintAsync(ServerFixture server)
    {
        using var answer = await server.Api.PostAsJsonAsync("/api/softphone", new { mode = "text" });
        return (int)answer.StatusCode;
    }

    private static async Task<ClientWebSocket> OpenAsync(ServerFixture server)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Twilio-Signature", Sign("wss://bot.example.com/carrier/media"));
        await socket.ConnectAsync(new Uri($"ws://{server.Address.Authority}/carrier/media"), default);
        return socket;
    }

    private static Task StartAsync(ClientWebSocket socket, string callSid, string token, string? account = null) => socket.SendAsync(
        Encoding.UTF8.GetBytes($$$"""{"event":"start","sequenceNumber":"1","streamSid":"{{{Stream}}}","start":{"streamSid":"{{{Stream}}}","accountSid":"{{{account ?? ServerFixture.AccountSid}}}","callSid":"{{{callSid}}}","tracks":["inbound"],"mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000,"channels":1},"customParameters":{"callId":"x","token":"{{{token}}}"} } }"""),
        WebSocketMessageType.Text,
        endOfMessage: true,
        default);

    private static async Task<JsonNode> EventuallyAsync(ServerFixture server, string callSid, Func<JsonNode, bool> holds)
    {
        JsonNode? row = null;
        for (var tries = 0; tries < 200; tries++)
        {
            using var answer = await server.Api.GetAsync($"/api/calls/by-sid/{Uri.EscapeDataString(callSid)}");
            if (answer.IsSuccessStatusCode && (row = await answer.Content.ReadFromJsonAsync<JsonNode>()) is not null && holds(row))
                return row;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, default);
        }

        throw new TimeoutException($"Call {callSid}: {row?.ToJsonString() ?? "no row"}");
    }

    private static async Task<JsonNode> EventuallyAsync(ServerFixture server, JsonNode call, string kind)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            if ((await EventsAsync(server, call)).FirstOrDefault(entry => entry!["kind"]!.GetValue<string>() == kind) is { } found)
                return found;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, default);
        }

        throw new TimeoutException($"Call {call["id"]}: no {kind}");
    }

    private static async Task<JsonArray> EventsAsync(ServerFixture server, JsonNode call) =>
        (await server.Api.GetFromJsonAsync<JsonArray>($"/api/calls/{call["id"]}/events?after=0&wait=0"))!;
}
