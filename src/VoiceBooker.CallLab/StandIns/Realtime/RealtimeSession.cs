using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using VoiceBooker.CallLab.StandIns.Speech;

namespace VoiceBooker.CallLab.StandIns.Realtime;

/// <summary>One session: reads the client's events, remembers the conversation, hears, and hands requests for answers to <see cref="RealtimeResponse"/>.</summary>
internal sealed class RealtimeSession(RealtimeStandIn standIn, WebSocket socket, string model, Action tear)
{
    private readonly Channel<JsonObject> _toSend = Channel.CreateUnbounded<JsonObject>(new UnboundedChannelOptions { SingleReader = true });
    private readonly PracticeEar _ear = new(SaidBook.Shared);
    private readonly List<RealtimeItem> _items = [];
    private readonly Lock _gate = new();
    private readonly List<Task> _errands = [];
    private RealtimeResponse? _active;
    private string _instructions = "";
    private IReadOnlyList<string> _tools = [];
    private bool _updated;
    private bool _createsResponse = true;
    private bool _interrupts = true;
    private int _count;
    private string _hearing = "";

    /// <summary>Role and text of all items.</summary>
    public IReadOnlyList<(string Role, string Text)> Memory
    {
        get
        {
            lock (_gate)
                return [.. _items.Select(item => (item.Type == "function_call" ? "call" : item.Role, item.Text))];
        }
    }

    /// <summary>What was asked for in the address.</summary>
    public string Model => model;

    /// <summary>Reads until the client closes.</summary>
    public async Task RunAsync(CancellationToken gone)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(gone);
        var sending = SendAllAsync(over.Token);
        try
        {
            Send("session.created", new JsonObject { ["session"] = new JsonObject { ["type"] = "realtime", ["object"] = "realtime.session", ["model"] = model } });
            var buffer = new byte[64 * 1024];
            using var message = new MemoryStream();
            while (true)
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(), over.Token);
                if (read.MessageType == WebSocketMessageType.Close)
                {
                    _active?.Cancel();
                    _toSend.Writer.TryComplete();
                    await sending;
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, over.Token);
                    break;
                }

                message.Write(buffer, 0, read.Count);
                if (!read.EndOfMessage)
                    continue;
                Take(JsonNode.Parse(message.GetBuffer().AsSpan(0, (int)message.Length)) as JsonObject, over.Token);
                message.SetLength(0);
            }
        }
        finally
        {
            _active?.Cancel();
            _toSend.Writer.TryComplete();
            await over.CancelAsync();
            await Task.WhenAll([sending, .. _errands]);
        }
    }

    /// <summary>Tells the client something.</summary>
    public void Send(string type, JsonObject fields)
    {
        fields["type"] = type;
        fields["event_id"] = string.Create(CultureInfo.InvariantCulture, $"event_{Interlocked.Increment(ref _count)}");
        _toSend.Writer.TryWrite(fields);
    }

    /// <summary>A new name.</summary>
    public string NewId(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}_{Interlocked.Increment(ref _count)}");

    /// <summary>Remembers an item.</summary>
    public void Remember(RealtimeItem item)
    {
        lock (_gate)
            _items.Add(item);
    }

    /// <summary>Breaks the connection without a farewell.</summary>
    public void Tear() => tear();

    /// <summary>What a mind is asked now.</summary>
    public Minds.MindRequest Question()
    {
        lock (_gate)
        {
            List<Minds.MindMessage> messages = [new("system", _instructions, [])];
            messages.AddRange(_items.Where(item => item.Type != "message" || item.Text.Length > 0).Select(item => item.Type switch
            {
                "function_call" => new Minds.MindMessage("assistant", "", [new Minds.MindCall(item.Tool, item.Text)]),
                "function_call_output" => new Minds.MindMessage("tool", item.Text, []),
                _ => new Minds.MindMessage(item.Role, item.Text, []),
            }));
            return new Minds.MindRequest(model, messages, _tools);
        }
    }

    /// <summary>A response is over.</summary>
    public void Ended(RealtimeResponse response) => Interlocked.CompareExchange(ref _active, null, response);

    private async Task SendAllAsync(CancellationToken over)
    {
        try
        {
            await foreach (var fields in _toSend.Reader.ReadAllAsync(over))
                await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(fields), WebSocketMessageType.Text, endOfMessage: true, over);
        }
        catch (Exception ended) when (ended is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // nobody is there any more
        }
    }

    private void Take(JsonObject? said, CancellationToken over)
    {
        var type = said?["type"]?.GetValue<string>() ?? "";
        if (type != "input_audio_buffer.append")
            standIn.Received.Enqueue(type);
        switch (type)
        {
            case "session.update":
                Update(said!["session"] as JsonObject ?? []);
                break;
            case "input_audio_buffer.append":
                Hear(Convert.FromBase64String(said!["audio"]!.GetValue<string>()), over);
                break;
            case "input_audio_buffer.commit":
                if (_ear.Commit() is { } final)
                    Commit(final, over);
                else
                    Error(said!, "input_audio_buffer_commit_empty");
                break;
            case "input_audio_buffer.clear":
                Send("input_audio_buffer.cleared", []);
                break;
            case "conversation.item.create":
                Create(said!);
                break;
            case "conversation.item.delete":
                Delete(said!);
                break;
            case "conversation.item.truncate":
                Truncate(said!);
                break;
            case "response.create":
                Answer(said!, over);
                break;
            case "response.cancel":
                if (_active is { } running && (said!["response_id"]?.GetValue<string>() ?? running.Id) == running.Id)
                    running.Cancel();
                else
                    Error(said!, "response_cancel_not_active");
                break;
            default:
                standIn.Violations.Enqueue($"unknown event '{type}'");
                Error(said ?? [], "unknown_event");
                break;
        }
    }

    private void Update(JsonObject session)
    {
        if (session["type"]?.GetValue<string>() != "realtime")
            standIn.Violations.Enqueue("session.update without session.type 'realtime'");
        if (session["instructions"] is { } instructions)
            _instructions = instructions.GetValue<string>();
        if (session["tools"] is JsonArray tools)
            _tools = [.. tools.OfType<JsonObject>().Select(tool => tool["name"]!.GetValue<string>())];
        foreach (var side in (string[])["input", "output"])
        {
            if (session["audio"]?[side]?["format"]?["type"]?.GetValue<string>() is { } format && format != "audio/pcmu")
                standIn.Violations.Enqueue($"this stand-in takes audio/pcmu only, not {format}");
        }

        if (session["audio"]?["input"]?["turn_detection"] is JsonObject turns)
        {
            _ear.Pause = TimeSpan.FromMilliseconds(turns["silence_duration_ms"]?.GetValue<int>() ?? 500);
            _createsResponse = turns["create_response"]?.GetValue<bool>() ?? true;
            _interrupts = turns["interrupt_response"]?.GetValue<bool>() ?? true;
        }

        _updated = true;
        Send("session.updated", new JsonObject { ["session"] = session.DeepClone() });
    }

    private void Hear(byte[] muLaw, CancellationToken over)
    {
        if (!_updated)
            standIn.Violations.Enqueue("audio before session.updated");
        var news = new List<EarNews>();
        _ear.Hear(muLaw, news);
        foreach (var noticed in news)
        {
            switch (noticed)
            {
                case EarNews.VoiceStarted(var at):
                    _hearing = NewId("item");
                    Send("input_audio_buffer.speech_started", new JsonObject { ["audio_start_ms"] = (int)at.TotalMilliseconds, ["item_id"] = _hearing });
                    if (_interrupts)
                        _active?.Cancel();
                    break;
                case EarNews.Final final:
                    Send("input_audio_buffer.speech_stopped", new JsonObject { ["audio_end_ms"] = (int)final.Until.TotalMilliseconds, ["item_id"] = _hearing });
                    Commit(final, over);
                    break;
            }
        }
    }

    private void Commit(EarNews.Final final, CancellationToken over)
    {
        var item = new RealtimeItem(_hearing.Length > 0 ? _hearing : NewId("item"), "message", "user") { Text = final.Text };
        _hearing = "";
        Remember(item);
        Send("input_audio_buffer.committed", new JsonObject { ["item_id"] = item.Id, ["previous_item_id"] = null });
        Send("conversation.item.added", new JsonObject { ["item"] = new JsonObject { ["id"] = item.Id, ["type"] = "message", ["role"] = "user", ["status"] = "completed", ["content"] = new JsonArray() } });
        _errands.Add(WriteDownAsync(item, over));
        if (_createsResponse)
            Answer([], over);
    }

    private async Task WriteDownAsync(RealtimeItem item, CancellationToken over)
    {
        try
        {
            await Task.Delay(standIn.TranscriptLatency, standIn.Time, over);
            Send("conversation.item.input_audio_transcription.delta", new JsonObject { ["item_id"] = item.Id, ["content_index"] = 0, ["delta"] = item.Text });
            Send("conversation.item.input_audio_transcription.completed", new JsonObject { ["item_id"] = item.Id, ["content_index"] = 0, ["transcript"] = item.Text });
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // the call is over
        }
    }

    private void Create(JsonObject said)
    {
        if (said["item"] is not JsonObject wish || wish["type"]?.GetValue<string>() is not ("message" or "function_call_output"))
        {
            Error(said, "invalid_item");
            return;
        }

        var type = wish["type"]!.GetValue<string>();
        var isOutput = type == "function_call_output";
        var callId = wish["call_id"]?.GetValue<string>() ?? "";
        lock (_gate)
        {
            if (isOutput && !_items.Exists(item => item.Type == "function_call" && item.CallId == callId))
                standIn.Violations.Enqueue("an output of a call that was never made");
        }

        var role = isOutput ? "tool" : wish["role"]?.GetValue<string>() ?? "";
        var part = wish["content"]?[0];
        if (!isOutput && part?["type"]?.GetValue<string>() != (role == "assistant" ? "output_text" : "input_text"))
            standIn.Violations.Enqueue($"a message of the {role} with a part of type '{part?["type"]}'");
        var item = new RealtimeItem(wish["id"]?.GetValue<string>() ?? NewId("item"), type, role) { Text = (isOutput ? wish["output"] : part?["text"])?.GetValue<string>() ?? "", CallId = callId };
        if (!Place(item, said["previous_item_id"]?.GetValue<string>()))
        {
            standIn.Violations.Enqueue("an item behind one that is not there");
            Error(said, "item_create_invalid_previous_item_id");
            return;
        }

        Send("conversation.item.added", new JsonObject { ["item"] = new JsonObject { ["id"] = item.Id, ["type"] = type, ["status"] = "completed" } });
        Send("conversation.item.done", new JsonObject { ["item"] = new JsonObject { ["id"] = item.Id, ["type"] = type, ["status"] = "completed" } });
    }

    /// <summary>Remembers an item behind another one; "root": as the first, null: as the last. False when there is no such other.</summary>
    private bool Place(RealtimeItem item, string? after)
    {
        lock (_gate)
        {
            if (after is null)
                _items.Add(item);
            else if (after == "root")
                _items.Insert(0, item);
            else if (_items.FindIndex(each => each.Id == after) is >= 0 and var at)
                _items.Insert(at + 1, item);
            else
                return false;
            return true;
        }
    }

    private void Delete(JsonObject said)
    {
        var id = said["item_id"]?.GetValue<string>() ?? "";
        int removed;
        lock (_gate)
            removed = _items.RemoveAll(item => item.Id == id);
        if (removed > 0)
            Send("conversation.item.deleted", new JsonObject { ["item_id"] = id });
        else
            Error(said, "item_delete_invalid_item_id");
    }

    private void Truncate(JsonObject said)
    {
        var id = said["item_id"]?.GetValue<string>() ?? "";
        var bytes = (said["audio_end_ms"]?.GetValue<int>() ?? 0) * 8;
        lock (_gate)
        {
            if (_items.Find(item => item.Id == id) is { AudioBytes: > 0 } item && bytes <= item.AudioBytes)
            {
                // the unheard text leaves the memory with the unheard audio
                item.Text = item.Text[..(int)((long)item.Text.Length * bytes / item.AudioBytes)];
                item.AudioBytes = bytes;
                Send("conversation.item.truncated", new JsonObject { ["item_id"] = id, ["content_index"] = 0, ["audio_end_ms"] = bytes / 8 });
                return;
            }
        }

        standIn.Violations.Enqueue("a truncation beyond the audio, or of nothing");
        Error(said, "invalid_truncation");
    }

    private void Answer(JsonObject said, CancellationToken over)
    {
        var fault = standIn.NextAnswersFault();
        if (_active is not null)
        {
            Error(said, "conversation_already_has_active_response");
            return;
        }

        if (fault == RealtimeFault.RefusesAnswer)
        {
            Error(said, "rate_limit_exceeded");
            return;
        }

        var response = new RealtimeResponse(standIn, this, NewId("resp"), said["response"]?["metadata"]?.DeepClone() as JsonObject, fault);
        _active = response;
        _errands.Add(response.RunAsync(over));
    }

    private void Error(JsonObject about, string code) => Send("error", new JsonObject
    {
        ["error"] = new JsonObject { ["type"] = "invalid_request_error", ["code"] = code, ["message"] = code, ["event_id"] = about["event_id"]?.DeepClone() },
    });
}
