using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using VoiceBooker.Server.Tests.Hosting;

namespace VoiceBooker.Server.Tests.Calls;

/// <summary>The server dies by SIGKILL in the middle of a call: the record, the calendar and what was promised still agree.</summary>
public sealed class KilledServerTests
{
    private static readonly string[] UpToTheYes = ["I'd like to book a consultation", "the day after tomorrow", "the first one", "Anna Miller", "anna@example.com"];

    /// <summary>Answers so far, and how long after the last one (null: until it is booked). Each starts a server twice: by default a time that is held and a yes just sent; <c>./test.sh --everything</c> kills at all.</summary>
    public static TheoryData<int, int?> Moments
    {
        get
        {
            var moments = new TheoryData<int, int?> { { 3, 0 }, { 6, 30 } };
            if (Environment.GetEnvironmentVariable("VOICEBOOKER_TEST_EVERYTHING") == "1")
            {
                moments.Add(6, 0);
                moments.Add(6, null);
            }

            return moments;
        }
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task A_call_cut_off_by_a_kill_is_marked_so_and_promised_what_stands(int answers, int? millisecondsLater)
    {
        await using var server = await ServerFixture.StartAsync(("Storage:DemoTimeZone", "UTC"), ("Booking:ReconcileEvery", "00:00:01"));
        var ticket = await (await server.Api.PostAsJsonAsync("/api/softphone", new { mode = "text", callerNumber = "+441632960123", variables = new { cal_timezone = "UTC" } })).Content.ReadFromJsonAsync<JsonElement>();
        await TypeAsync(ticket, [.. UpToTheYes.Append("yes").Take(answers)]);
        if (millisecondsLater is { } later)
            await Task.Delay(TimeSpan.FromMilliseconds(later), TimeProvider.System, CancellationToken.None);
        else
            await UntilBookedAsync(server.Api);

        using var api = await server.KillAndStartAgainAsync();
        var id = ticket.GetProperty("callId").GetString();
        var call = await api.GetFromJsonAsync<JsonElement>($"/api/calls/{id}");
        Assert.Equal("cut-off", call.GetProperty("outcome").GetString());

        var events = await api.GetFromJsonAsync<JsonElement[]>($"/api/calls/{id}/events?after=0&wait=0");
        Assert.Equal(Enumerable.Range(1, events!.Length), events.Select(each => each.GetProperty("sequence").GetInt32()));
        Assert.Equal("call.ended", events[^1].GetProperty("kind").GetString());

        await SettleAsync(api);
        var bookings = await api.GetFromJsonAsync<JsonElement[]>("/api/bookings");
        var committed = events.Any(each => each.GetProperty("kind").GetString() == "booking.committing");
        var promised = events.Any(each => each.GetProperty("kind").GetString() == "bot.said" && each.GetProperty("data").GetProperty("text").GetString()!.Contains("You're booked", StringComparison.Ordinal));
        Assert.True(bookings!.Length <= 1, "one wish, more than one booking");
        Assert.True(!promised || bookings.Length == 1, "the caller was told of a booking that does not stand");
        Assert.True(bookings.Length == 0 || committed, "a booking without its record");
        if (millisecondsLater is null)
            Assert.Single(bookings);
        if (answers < 6)
            Assert.Empty(bookings);
    }

    private static async Task UntilBookedAsync(HttpClient api)
    {
        var since = TimeProvider.System.GetTimestamp();
        while ((await api.GetFromJsonAsync<JsonElement[]>("/api/bookings"))!.Length == 0)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(60), "a minute after the yes nothing is booked");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>Lets the reconciliation look up what the kill left open.</summary>
    private static async Task SettleAsync(HttpClient api)
    {
        (await api.GetAsync("/health")).EnsureSuccessStatusCode();
        await Task.Delay(TimeSpan.FromSeconds(2.5), TimeProvider.System, CancellationToken.None);
    }

    /// <summary>A typed call that hears every phrase and types the answers one after the other; it returns when the last is sent.</summary>
    private static async Task TypeAsync(JsonElement ticket, string[] answers)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("voicebooker.softphone");
        socket.Options.AddSubProtocol(ticket.GetProperty("token").GetString()!);
        await socket.ConnectAsync(new Uri(ticket.GetProperty("url").GetString()!), deadline.Token);
        var stream = "MZ" + Guid.NewGuid().ToString("N");
        await SendAsync(new { @event = "connected", protocol = "Call", version = "1.0.0" });
        await SendAsync(new
        {
            @event = "start",
            sequenceNumber = "1",
            streamSid = stream,
            start = new
            {
                streamSid = stream,
                accountSid = ticket.GetProperty("accountSid").GetString(),
                callSid = ticket.GetProperty("callSid").GetString(),
                tracks = new[] { "inbound" },
                mediaFormat = new { encoding = "audio/x-mulaw", sampleRate = 8000, channels = 1 },
                customParameters = new { callId = ticket.GetProperty("callId").GetString(), token = ticket.GetProperty("token").GetString() },
            },
        });

        var given = 0;
        var buffer = new byte[1 << 16];
        while (given < answers.Length)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length), deadline.Token);
                length += part.Count;
            }
            while (!part.EndOfMessage);
            var message = JsonDocument.Parse(buffer.AsMemory(0, length)).RootElement;
            switch (message.GetProperty("event").GetString())
            {
                case "mark":
                    await SendAsync(new { @event = "mark", streamSid = stream, mark = new { name = message.GetProperty("mark").GetProperty("name").GetString() } });
                    break;
                case "listening":
                    await SendAsync(new { @event = "text", streamSid = stream, text = new { text = answers[given++] } });
                    break;
            }
        }

        // The line stays open: the server dies with it.
        ValueTask SendAsync(object message) => socket.SendAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(message)).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, deadline.Token);
    }
}
