using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.Servers;

namespace VoiceBooker.CallLab.Callers;

/// <summary>A typed call: the same session without audio. Phrases come as captions, a returned mark says "heard", and the call's clock moves only when the caller waits.</summary>
internal sealed class TypedCall(Ticket ticket, CallerMind mind, CallActs acts, CallStory story, TimeProvider time)
{
    private const int MostTurns = 40;
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(6);

    private readonly string _streamSid = Sid.New("MZ");
    private readonly List<(string Mark, string Text)> _captions = [];
    private readonly Queue<string> _unheard = new();
    private string _sinceAnswer = "";
    private bool _holding;
    private string _heldGeneration = "";
    private bool _over;
    private long _typedAt;

    /// <summary>Plays the call to its end.</summary>
    public async Task RunAsync()
    {
        var began = time.GetTimestamp();
        story.CallSid = ticket.CallSid;
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("voicebooker.softphone");
        socket.Options.AddSubProtocol(ticket.Token);
        using (var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20)))
            await socket.ConnectAsync(new Uri(ticket.Url), limit.Token);
        if (socket.SubProtocol != "voicebooker.softphone")
            story.Troubles.Add($"the server answered sub-protocol '{socket.SubProtocol}'");

        try
        {
            await SendAsync(socket, new JsonObject { ["event"] = "connected", ["protocol"] = "Call", ["version"] = "1.0.0" });
            await SendAsync(socket, Message("start", new JsonObject
            {
                ["streamSid"] = _streamSid,
                ["accountSid"] = ticket.AccountSid,
                ["callSid"] = ticket.CallSid,
                ["tracks"] = new JsonArray("inbound"),
                ["mediaFormat"] = new JsonObject { ["encoding"] = "audio/x-mulaw", ["sampleRate"] = 8000, ["channels"] = 1 },
                ["customParameters"] = new JsonObject { ["callId"] = ticket.CallId, ["token"] = ticket.Token },
            }));
            await TalkAsync(socket);
        }
        catch (Exception gone) when (gone is WebSocketException or IOException)
        {
            if (!_over)
                story.Troubles.Add($"the line broke: {gone.Message}");
        }

        story.Took = time.GetElapsedTime(began);
    }

    private async Task TalkAsync(ClientWebSocket socket)
    {
        var reading = ReceiveAsync(socket);
        var stalls = 0;
        while (!_over)
        {
            using var patience = new CancellationTokenSource(Stalled, time);
            JsonElement? message;
            try
            {
                message = await reading.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested)
            {
                if (++stalls > 20)
                {
                    story.Troubles.Add("the bot neither speaks nor listens");
                    break;
                }

                story.Tell("(nothing happens; a second passes)");
                await SendAsync(socket, Message("wait", new JsonObject { ["ms"] = 1000 }));
                continue;
            }

            if (message is not { } received)
                return;
            reading = ReceiveAsync(socket);
            await HandleAsync(socket, received);
            if (story.Turns > MostTurns)
            {
                story.Troubles.Add($"the call did not end within {MostTurns} answers");
                break;
            }
        }

        if (!_over || story.Turns > MostTurns)
            await HangUpAsync(socket);
        while (await reading is not null)
            reading = ReceiveAsync(socket);
    }

    private async Task HandleAsync(ClientWebSocket socket, JsonElement message)
    {
        switch (message.GetProperty("event").GetString())
        {
            case "caption":
                var caption = message.GetProperty("caption");
                await ReadAsync(socket, caption.GetProperty("mark").GetString()!, caption.GetProperty("text").GetString()!);
                break;

            case "mark":
                var name = message.GetProperty("mark").GetProperty("name").GetString()!;
                if (_holding)
                    _unheard.Enqueue(name);
                else
                    await EchoAsync(socket, name);
                break;

            case "clear":
                await GiveBackAsync(socket);
                break;

            case "listening":
                _holding = false;
                var listening = message.GetProperty("listening");
                await AnswerAsync(socket, listening.TryGetProperty("expects", out var expects) ? expects.GetString() : null);
                break;

            case "media":
                story.Troubles.Add("audio on a typed call");
                break;
        }
    }

    private async Task ReadAsync(ClientWebSocket socket, string mark, string text)
    {
        if (_typedAt != 0)
        {
            story.Replies.Add(time.GetElapsedTime(_typedAt).TotalMilliseconds);
            _typedAt = 0;
        }

        if (_holding && Generation(mark) != _heldGeneration)
            await GiveBackAsync(socket); // a new reply: the interrupted one is over

        _captions.Add((mark, text));
        _sinceAnswer += text + " ";
        story.Tell($"bot: {text.Trim()}");
        if (!_holding && mind.Interrupt(_sinceAnswer) is { } interruption)
        {
            _holding = true;
            _heldGeneration = Generation(mark);
            await ActAsync(socket, interruption);
        }
    }

    /// <summary>Marks of words that were never heard go back after a clear, as a carrier's do.</summary>
    private async Task GiveBackAsync(ClientWebSocket socket)
    {
        _holding = false;
        while (_unheard.TryDequeue(out var dropped))
            await SendAsync(socket, Message("mark", new JsonObject { ["name"] = dropped }));
    }

    private static string Generation(string mark) => mark.Split('-')[0];

    private async Task EchoAsync(ClientWebSocket socket, string mark)
    {
        foreach (var (_, text) in _captions.Where(each => each.Mark == mark))
            story.Hear(text);
        _captions.RemoveAll(each => each.Mark == mark);
        await SendAsync(socket, Message("mark", new JsonObject { ["name"] = mark }));
    }

    private async Task AnswerAsync(ClientWebSocket socket, string? expects)
    {
        if (mind.Answer(expects, _sinceAnswer) is { } rule)
            await ActAsync(socket, rule);
        else
            await SendAsync(socket, Message("wait", new JsonObject { ["ms"] = 8000 }));
    }

    private async Task ActAsync(ClientWebSocket socket, AnswerRule rule)
    {
        if (rule.Compete is { } rival)
            await acts.CompeteAsync(rival);

        if (rule.Wait is { } ms)
        {
            story.Tell($"(the caller is silent for {ms} ms)");
            await SendAsync(socket, Message("wait", new JsonObject { ["ms"] = ms }));
        }

        if ((rule.Say ?? rule.Type) is { } text)
        {
            var words = acts.Fill(text);
            Count($"caller: {words}");
            await SendAsync(socket, Message("text", new JsonObject { ["text"] = words }));
        }

        if (rule.Press is { } keys)
        {
            var digits = acts.Fill(keys);
            Count($"caller presses {digits}");
            foreach (var digit in digits)
                await SendAsync(socket, Message("dtmf", new JsonObject { ["track"] = "inbound_track", ["digit"] = digit.ToString() }));
            if (digits.Length > 1 && !digits.EndsWith('#'))
                await SendAsync(socket, Message("wait", new JsonObject { ["ms"] = 3000 }));
        }

        if (rule.HangUp)
            await HangUpAsync(socket);
    }

    private void Count(string line)
    {
        story.Turns++;
        story.Tell(line);
        _sinceAnswer = "";
        _typedAt = time.GetTimestamp();
    }

    private async Task HangUpAsync(ClientWebSocket socket)
    {
        story.Tell("caller hangs up");
        story.EndedBy = "caller";
        _over = true;
        await SendAsync(socket, Message("stop", new JsonObject { ["accountSid"] = ticket.AccountSid, ["callSid"] = ticket.CallSid }));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
    }

    private JsonObject Message(string kind, JsonObject body) => new() { ["event"] = kind, ["streamSid"] = _streamSid, [kind] = body };

    private static async Task SendAsync(ClientWebSocket socket, JsonObject message)
    {
        if (socket.State is WebSocketState.Open)
            await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
    }

    private async Task<JsonElement?> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[16 * 1024];
        using var message = new MemoryStream();
        try
        {
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (part.MessageType is WebSocketMessageType.Close)
                {
                    if (socket.State is WebSocketState.CloseReceived)
                        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                    return null;
                }

                message.Write(buffer, 0, part.Count);
            }
            while (!part.EndOfMessage);
        }
        catch (Exception gone) when (_over && gone is WebSocketException or IOException)
        {
            return null;
        }

        return JsonSerializer.Deserialize<JsonElement>(message.ToArray());
    }
}
