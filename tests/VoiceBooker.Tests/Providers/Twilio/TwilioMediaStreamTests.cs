using System.Net;
using System.Net.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceBooker.Providers.Twilio;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Providers.Twilio;

public sealed class TwilioMediaStreamTests : IDisposable
{
    private const string Slash = "\\/";
    private const string Stream = "MZ00000000000000000000000000000001";
    private readonly SocketPair _sockets = new();
    private readonly CallFates _fates = new();
    private readonly TestDatabase _database = TestDatabase.InMemory();
    private readonly FakeApi _api = new();
    private readonly CancellationTokenSource _stopping = new();
    private CarrierOptions _options = new() { PublicBaseUrl = "https://bot.example.com", AccountSid = "AC" + new string('0', 32), AuthToken = "12345" };

    public void Dispose()
    {
        _sockets.Dispose();
        _api.Dispose();
        _stopping.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task What_the_caller_says_arrives_byte_for_byte_and_holes_are_silence()
    {
        var frames = new List<AudioFrame>();
        await using var call = Begin(CallKind.Phone);
        await SendMediaAsync(2, 5, [1, 2, 3, 4]);                     // any size is taken
        await SendMediaAsync(3, 6, Enumerable.Repeat((byte)7, 160));
        await SendMediaAsync(4, 126, Enumerable.Repeat((byte)8, 160)); // 100 ms were lost on the way
        await _sockets.SendAsync($$$"""{"event":"stop","sequenceNumber":"5","streamSid":"{{{Stream}}}","stop":{}}""");
        await foreach (var frame in call.Line.Audio.ReadAllAsync())
            frames.Add(frame);

        Assert.Equal([1, 2, 3, 4], frames[0].MuLaw.ToArray());
        Assert.Equal(TimeSpan.Zero, frames[0].At);
        Assert.All(frames.Zip(frames.Skip(1)), pair => Assert.Equal(pair.First.At + pair.First.Duration, pair.Second.At));
        Assert.All(frames[2..^1], frame => Assert.All(frame.MuLaw.ToArray(), each => Assert.Equal(AudioFrame.Silence, each)));
        Assert.Equal((8, 160), (frames[^1].MuLaw.Span[0], frames[^1].MuLaw.Length));
        Assert.Equal(TimeSpan.FromMilliseconds(121), Round(frames[^1].At));
    }

    [Fact]
    public async Task A_mark_is_heard_when_it_comes_back_unless_its_audio_was_cleared()
    {
        await using var call = Begin(CallKind.Phone);
        await call.Line.PlayAsync(new byte[160], default);
        await call.Line.MarkAsync("g1-1", default);
        await call.Line.MarkAsync("g1-2", default);
        Assert.Equal("media", await NextEventAsync());
        Assert.Equal("mark", await NextEventAsync());
        Assert.Equal("mark", await NextEventAsync());
        await SendMarkAsync("g1-1");
        Assert.Equal(new CallEvent.MarkReached("g1-1"), await call.Line.Events.ReadAsync());

        await call.Line.ClearAsync(default);
        Assert.Equal("clear", await NextEventAsync());
        await SendMarkAsync("g1-2"); // comes back because of the clear
        await call.Line.MarkAsync("g2-1", default);
        Assert.Equal("mark", await NextEventAsync());
        await SendMarkAsync("g2-1");
        Assert.Equal(new CallEvent.MarkReached("g2-1"), await call.Line.Events.ReadAsync());
    }

    [Fact]
    public async Task After_a_clear_nothing_of_the_old_words_is_sent()
    {
        var outgoing = new OutgoingMessages(_sockets.Ours, Stream, TimeProvider.System);
        outgoing.Play(new byte[160 * 100]);
        outgoing.Mark("g1-1");
        outgoing.Clear();
        outgoing.Play(new byte[160]);
        var running = outgoing.RunAsync();
        Assert.Equal("clear", await NextEventAsync());
        var media = await _sockets.ReceiveAsync();
        Assert.Equal(160, Convert.FromBase64String(media!["media"]!["payload"]!.GetValue<string>()).Length);
        outgoing.Close(WebSocketCloseStatus.NormalClosure, "");
        Assert.Null(await _sockets.ReceiveAsync());
        await running;
    }

    [Fact]
    public async Task Messages_carry_exactly_what_the_carrier_knows_and_stay_small()
    {
        await using var call = Begin(CallKind.Phone);
        await call.Line.CaptionAsync("g1-1", "not for the carrier", default);
        await call.Line.ListeningAsync(Question.YesNo, default);
        await call.Line.PlayAsync(Enumerable.Range(0, 160 * 100).Select(i => (byte)i).ToArray(), default);
        var sent = new List<byte>();
        while (sent.Count < 16_000)
        {
            var message = (await _sockets.ReceiveAsync())!;
            Assert.Equal(["event", "media", "streamSid"], message.AsObject().Select(field => field.Key).Order());
            Assert.Equal(["payload"], message["media"]!.AsObject().Select(field => field.Key));
            Assert.Equal(Stream, message["streamSid"]!.GetValue<string>());
            var piece = Convert.FromBase64String(message["media"]!["payload"]!.GetValue<string>());
            Assert.True(piece.Length % AudioFrame.Size == 0 && message.ToJsonString().Length < 16_384);
            sent.AddRange(piece);
        }

        Assert.Equal(Enumerable.Range(0, 16_000).Select(i => (byte)i), sent);
    }

    [Fact]
    public async Task A_caller_who_hangs_up_is_told_from_a_line_that_breaks()
    {
        await using (var call = Begin(CallKind.Phone))
        {
            await _sockets.SendAsync($$$"""{"event":"stop","sequenceNumber":"2","streamSid":"{{{Stream}}}","stop":{"callSid":"CA1"}}""");
            Assert.Equal(new CallEvent.HungUp(HangUpCause.Caller), await call.Line.Events.ReadAsync());
            Assert.False(await call.Line.Events.WaitToReadAsync());
            Assert.IsType<CallFate.Over>(_fates.Find("CA1"));
        }
    }

    [Fact]
    public async Task A_bare_close_is_a_lost_line_and_the_caller_will_hear_an_apology()
    {
        await using var call = Begin(CallKind.Phone);
        await _sockets.Theirs.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", default);
        Assert.Equal(new CallEvent.HungUp(HangUpCause.LineLost), await call.Line.Events.ReadAsync());
        Assert.IsType<CallFate.Talking>(_fates.Find("CA1"));
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            while (true)
                await call.Line.PlayAsync(new byte[160], default);
        });
    }

    [Fact]
    public async Task A_line_without_audio_is_given_up()
    {
        _options = new CarrierOptions { MediaDeadline = TimeSpan.FromMilliseconds(300) };
        await using var call = Begin(CallKind.Softphone);
        Assert.Equal(new CallEvent.HungUp(HangUpCause.LineLost), await call.Line.Events.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [InlineData(WebSocketMessageType.Binary, 10, WebSocketCloseStatus.InvalidMessageType)]
    [InlineData(WebSocketMessageType.Text, (64 * 1024) + 1, WebSocketCloseStatus.MessageTooBig)]
    public async Task What_the_protocol_does_not_have_closes_the_line(WebSocketMessageType type, int length, WebSocketCloseStatus expected)
    {
        await using var call = Begin(CallKind.Softphone);
        await _sockets.Theirs.SendAsync(new byte[length], type, endOfMessage: true, default);
        Assert.Null(await _sockets.ReceiveAsync());
        Assert.Equal(expected, _sockets.Theirs.CloseStatus);
    }

    [Fact]
    public async Task A_flood_of_messages_closes_the_line()
    {
        _options = new CarrierOptions { MessagesPerSecond = 60 };
        await using var call = Begin(CallKind.Softphone);
        for (var i = 0; i < 700; i++)
            await _sockets.SendAsync("""{"event":"unheard-of"}""");

        Assert.Equal(new CallEvent.HungUp(HangUpCause.LineLost), await call.Line.Events.ReadAsync());
        Assert.Null(await _sockets.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, _sockets.Theirs.CloseStatus);
    }

    [Fact]
    public async Task Keys_and_typed_words_arrive_but_the_carrier_cannot_type()
    {
        await using (var call = Begin(CallKind.Softphone))
        {
            await _sockets.SendAsync($$$"""{"event":"text","streamSid":"{{{Stream}}}","text":{"text":"tomorrow at three"}}""");
            await _sockets.SendAsync($$$"""{"event":"dtmf","streamSid":"{{{Stream}}}","dtmf":{"track":"inbound_track","digit":"1"}}""");
            Assert.Equal(new CallEvent.Typed("tomorrow at three"), await call.Line.Events.ReadAsync());
            Assert.Equal(new CallEvent.DigitPressed('1'), await call.Line.Events.ReadAsync());
        }
    }

    [Fact]
    public async Task Typed_words_from_the_carrier_are_ignored_and_so_are_messages_of_other_streams()
    {
        await using var call = Begin(CallKind.Phone);
        await _sockets.SendAsync($$$"""{"event":"text","streamSid":"{{{Stream}}}","text":{"text":"tomorrow"}}""");
        await _sockets.SendAsync("""{"event":"dtmf","streamSid":"MZother","dtmf":{"digit":"2"}}""");
        await _sockets.SendAsync("not json");
        await _sockets.SendAsync($$$"""{"event":"dtmf","streamSid":"{{{Stream}}}","dtmf":{"digit":"#"}}""");
        Assert.Equal(new CallEvent.DigitPressed('#'), await call.Line.Events.ReadAsync());
    }

    [Fact]
    public async Task A_typed_call_moves_its_own_clock()
    {
        var began = new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);
        await using var call = Begin(CallKind.Typed, began);
        Assert.False(call.Line.CarriesAudio);
        var asked = Task.Delay(TimeSpan.FromSeconds(7), call.Line.Time, default);
        await _sockets.SendAsync($$$"""{"event":"wait","streamSid":"{{{Stream}}}","wait":{"ms":6000}}""");
        await _sockets.SendAsync($$$"""{"event":"text","streamSid":"{{{Stream}}}","text":{"text":"hm"}}""");
        await call.Line.Events.ReadAsync();
        Assert.Equal(began.AddSeconds(6), call.Line.Time.GetUtcNow());
        Assert.False(asked.IsCompleted);
        await _sockets.SendAsync($$$"""{"event":"wait","streamSid":"{{{Stream}}}","wait":{"ms":2000}}""");
        await asked.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_typed_call_is_spoken_to_in_captions()
    {
        await using var call = Begin(CallKind.Typed);
        await call.Line.UnderstoodAsync("good morning", SaidBy.Voice, default);
        await call.Line.CaptionAsync("g1-1", "Hello.", default);
        await call.Line.PlayAsync(new byte[160], default);
        await call.Line.MarkAsync("g1-1", default);
        await call.Line.ListeningAsync(Question.YesNo, default);
        Assert.Equal($$$"""{"event":"said","streamSid":"{{{Stream}}}","said":{"text":"good morning","by":"voice"}}""", (await _sockets.ReceiveAsync())!.ToJsonString());
        Assert.Equal($$$"""{"event":"caption","streamSid":"{{{Stream}}}","caption":{"mark":"g1-1","text":"Hello."}}""", (await _sockets.ReceiveAsync())!.ToJsonString());
        Assert.Equal("mark", await NextEventAsync());
        Assert.Equal($$$"""{"event":"listening","streamSid":"{{{Stream}}}","listening":{"expects":"yesno","digits":1}}""", (await _sockets.ReceiveAsync())!.ToJsonString());
    }

    [Fact]
    public async Task Hanging_up_asks_the_carrier_and_closes_the_socket()
    {
        await using var call = Begin(CallKind.Phone);
        await call.Line.HangUpAsync(default);
        await call.Line.HangUpAsync(default);
        Assert.Equal(["Calls/CA1.json Status=completed"], _api.Requests);
        Assert.Null(await _sockets.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.NormalClosure, _sockets.Theirs.CloseStatus);
        Assert.IsType<CallFate.Over>(_fates.Find("CA1"));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, 21220, nameof(CallChange.WrongState))]
    [InlineData(HttpStatusCode.NotFound, 20404, nameof(CallChange.NoSuchCall))]
    public async Task Hanging_up_a_call_that_is_over_is_no_failure(HttpStatusCode status, int code, string change)
    {
        _api.Answers.Enqueue((status, code));
        Assert.Equal(change, (await Api().HangUpAsync("CA1", default)).ToString());
    }

    [Fact]
    public async Task Only_too_many_requests_is_tried_again()
    {
        _api.Answers.Enqueue((HttpStatusCode.TooManyRequests, 20429));
        _api.Answers.Enqueue((HttpStatusCode.OK, 0));
        Assert.Equal(CallChange.Done, await Api().HangUpAsync("CA1", default));
        Assert.Equal(2, _api.Requests.Count);

        _api.Answers.Enqueue((HttpStatusCode.ServiceUnavailable, 20503));
        Assert.Equal(CallChange.Failed, await Api().HangUpAsync("CA1", default));
        Assert.Equal(3, _api.Requests.Count);
    }

    [Fact]
    public async Task A_transfer_redirects_the_call_and_stays_noted_when_the_stream_ends_by_it()
    {
        await using var call = Begin(CallKind.Phone);
        Assert.True(await call.Line.TransferAsync(new Transfer("+15550001111"), default));
        Assert.Contains("Dial", Assert.Single(_api.Requests), StringComparison.Ordinal);
        await _sockets.SendAsync($$$"""{"event":"stop","streamSid":"{{{Stream}}}","stop":{}}""");
        Assert.Equal(new CallEvent.HungUp(HangUpCause.Transferred), await call.Line.Events.ReadAsync());
        Assert.Equal(new Transfer("+15550001111"), Assert.IsType<CallFate.PutThrough>(_fates.Find("CA1")).To);
    }

    [Fact]
    public async Task A_transfer_that_the_api_does_not_take_happens_when_the_stream_is_closed()
    {
        _api.Answers.Enqueue((HttpStatusCode.InternalServerError, 20500));
        await using var call = Begin(CallKind.Phone);
        Assert.True(await call.Line.TransferAsync(new Transfer("+15550001111"), default));
        Assert.Null(await _sockets.ReceiveAsync());
        Assert.Equal(new Transfer("+15550001111"), Assert.IsType<CallFate.PutThrough>(_fates.Find("CA1")).To);
    }

    [Fact]
    public async Task A_softphone_cannot_be_transferred()
    {
        await using var call = Begin(CallKind.Softphone);
        Assert.False(await call.Line.TransferAsync(new Transfer("+15550001111"), default));
        Assert.Empty(_api.Requests);
    }

    [Fact]
    public async Task A_server_that_stops_says_so()
    {
        await using var call = Begin(CallKind.Softphone);
        await _stopping.CancelAsync();
        await call.Line.DisposeAsync();
        Assert.Null(await _sockets.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, _sockets.Theirs.CloseStatus);
    }

    private static TimeSpan Round(TimeSpan at) => TimeSpan.FromMilliseconds(Math.Round(at.TotalMilliseconds));

    private CarrierApi Api() => new(_api, Options.Create(_options), TimeProvider.System, NullLogger<CarrierApi>.Instance);

    private RunningLine Begin(CallKind kind, DateTimeOffset? startsAt = null)
    {
        var ticket = new CallTicket { Id = CallId.New(DateTimeOffset.UnixEpoch), Kind = kind, CallSid = "CA1", AccountSid = "AC1", StartsAt = startsAt };
        var carrier = new Carrier(Options.Create(_options), Api(), _fates, new Transfers(_database, TimeProvider.System, NullLogger<Transfers>.Instance), TimeProvider.System);
        var incoming = new IncomingMessages(_sockets.Ours, _options.MessagesPerSecond, TimeProvider.System);
        return new RunningLine(_sockets, new TwilioMediaStream(_sockets.Ours, incoming, ticket, Stream, carrier, NullLogger.Instance, _stopping.Token));
    }

    private async Task<string?> NextEventAsync() => (await _sockets.ReceiveAsync())?["event"]?.GetValue<string>();

    private Task SendMarkAsync(string name) => _sockets.SendAsync($$$"""{"event":"mark","sequenceNumber":"9","streamSid":"{{{Stream}}}","mark":{"name":"{{{name}}}"}}""");

    private Task SendMediaAsync(int sequence, int timestamp, IEnumerable<byte> audio) => _sockets.SendAsync(
        $$$"""{"event":"media","sequenceNumber":"{{{sequence}}}","streamSid":"{{{Stream}}}","media":{"track":"inbound","chunk":"1","timestamp":"{{{timestamp}}}","payload":"{{{Convert.ToBase64String([.. audio]).Replace("/", Slash, StringComparison.Ordinal)}}}"}}""");

    /// <summary>A line whose call lasts until the test is done with it.</summary>
    private sealed class RunningLine : IAsyncDisposable
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Task _running;

        private readonly SocketPair _sockets;

        public RunningLine(SocketPair sockets, TwilioMediaStream line)
        {
            _sockets = sockets;
            Line = line;
            _running = line.RunAsync(_ => _done.Task);
        }

        public TwilioMediaStream Line { get; }

        public async ValueTask DisposeAsync()
        {
            _done.TrySetResult();
            if (_sockets.Theirs.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await _sockets.Theirs.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", default);
            await _running.WaitAsync(TimeSpan.FromSeconds(15));
        }
    }

    /// <summary>The carrier's API as far as we use it: it answers what it was told to answer.</summary>
    private sealed class FakeApi : HttpMessageHandler, IHttpClientFactory
    {
        public Queue<(HttpStatusCode Status, int Code)> Answers { get; } = new();

        public List<string> Requests { get; } = [];

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("Basic", request.Headers.Authorization?.Scheme);
            Requests.Add($"{string.Join("", request.RequestUri!.Segments[^2..])} {await request.Content!.ReadAsStringAsync(cancellationToken)}");
            var (status, code) = Answers.TryDequeue(out var answer) ? answer : (HttpStatusCode.OK, 0);
            return new HttpResponseMessage(status) { Content = new StringContent($$$"""{"code":{{{code}}},"message":"as told"}""") };
        }
    }
}
