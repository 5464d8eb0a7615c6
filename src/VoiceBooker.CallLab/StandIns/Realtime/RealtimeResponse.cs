using System.Text.Json.Nodes;
using VoiceBooker.CallLab.StandIns.Minds;

namespace VoiceBooker.CallLab.StandIns.Realtime;

/// <summary>One answer on its way: calls of tools, then speech with its transcript running a little ahead of the audio, as the hosted one does.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "May be cancelled after its end; it holds no timer and no handle.")]
internal sealed class RealtimeResponse(RealtimeStandIn standIn, RealtimeSession session, string id, JsonObject? metadata, RealtimeFault fault)
{
    private const int PieceBytes = 8 * 200;
    private readonly CancellationTokenSource _cancelled = new();
    private readonly JsonArray _output = [];
    private int _tokens = 12;

    /// <summary>Its name.</summary>
    public string Id => id;

    /// <summary>Ends it where it is.</summary>
    public void Cancel() => _cancelled.Cancel();

    /// <summary>Answers.</summary>
    public async Task RunAsync(CancellationToken over)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over, _cancelled.Token);
        var status = "completed";
        try
        {
            session.Send("response.created", new JsonObject { ["response"] = Described("in_progress") });
            await Task.Delay(fault == RealtimeFault.SaysNothing ? Timeout.InfiniteTimeSpan : standIn.AnswerLatency, standIn.Time, either.Token);
            if (fault == RealtimeFault.FailsAnswer)
            {
                status = "failed";
            }
            else
            {
                var answer = standIn.Mind.Answer(session.Question());
                if (answer.Text.Length > 0)
                    await SpeakAsync(answer.Text, either.Token);
                foreach (var call in answer.Calls)
                    Call(call);
            }
        }
        catch (OperationCanceledException)
        {
            status = "cancelled";
        }
        finally
        {
            session.Ended(this);
            var done = Described(status);
            done["output"] = _output.DeepClone();
            done["usage"] = new JsonObject
            {
                ["total_tokens"] = 300 + _tokens, ["input_tokens"] = 300, ["output_tokens"] = _tokens,
                ["input_token_details"] = new JsonObject { ["cached_tokens"] = 128, ["text_tokens"] = 200, ["audio_tokens"] = 100 },
                ["output_token_details"] = new JsonObject { ["text_tokens"] = 12, ["audio_tokens"] = _tokens - 12 },
            };
            if (status == "failed")
                done["status_details"] = new JsonObject { ["type"] = "failed", ["error"] = new JsonObject { ["type"] = "server_error", ["code"] = "server_error" } };
            if (!over.IsCancellationRequested)
                session.Send("response.done", new JsonObject { ["response"] = done });
        }
    }

    private void Call(MindCall call)
    {
        var item = new RealtimeItem(session.NewId("item"), "function_call", "assistant") { CallId = session.NewId("call"), Tool = call.Tool, Text = call.ArgumentsJson };
        session.Remember(item);
        var index = _output.Count;
        session.Send("response.output_item.added", new JsonObject { ["response_id"] = id, ["output_index"] = index, ["item"] = DescribedCall(item, "in_progress") });
        if (fault == RealtimeFault.TearsAnswer)
        {
            session.Tear();
            return;
        }

        foreach (var piece in call.ArgumentsJson.Chunk(7))
            session.Send("response.function_call_arguments.delta", new JsonObject { ["response_id"] = id, ["item_id"] = item.Id, ["output_index"] = index, ["call_id"] = item.CallId, ["delta"] = new string(piece) });
        session.Send("response.function_call_arguments.done", new JsonObject
        {
            ["response_id"] = id, ["item_id"] = item.Id, ["output_index"] = index, ["call_id"] = item.CallId, ["name"] = item.Tool, ["arguments"] = item.Text,
        });
        session.Send("response.output_item.done", new JsonObject { ["response_id"] = id, ["output_index"] = index, ["item"] = DescribedCall(item, "completed") });
        _output.Add(DescribedCall(item, "completed"));
        _tokens += item.Text.Length / 4;
    }

    private async Task SpeakAsync(string text, CancellationToken cancelled)
    {
        var item = new RealtimeItem(session.NewId("item"), "message", "assistant");
        session.Remember(item);
        var index = _output.Count;
        session.Send("response.output_item.added", new JsonObject { ["response_id"] = id, ["output_index"] = index, ["item"] = DescribedMessage(item, "in_progress") });
        session.Send("response.content_part.added", Part(item, index, new JsonObject { ["part"] = new JsonObject { ["type"] = "audio", ["transcript"] = "" } }));
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var audio = standIn.Voice.Speak(text);
        var pieces = audio.Chunk(PieceBytes).ToList();
        var told = 0;
        for (var at = 0; at < pieces.Count; at++)
        {
            // the transcript runs a little ahead
            for (var until = Math.Min(words.Length, (int)Math.Ceiling(words.Length * (at + 3.0) / pieces.Count)); told < until; told++)
            {
                var word = told == 0 ? words[told] : " " + words[told];
                item.Text += word;
                session.Send("response.output_audio_transcript.delta", Part(item, index, new JsonObject { ["delta"] = word }));
            }

            item.AudioBytes += pieces[at].Length;
            session.Send("response.output_audio.delta", Part(item, index, new JsonObject { ["delta"] = Convert.ToBase64String(pieces[at]) }));
            _tokens += 4;
            if (fault == RealtimeFault.TearsAnswer && at >= 1)
            {
                session.Tear();
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(40), standIn.Time, cancelled); // five times as fast as it is heard
        }

        session.Send("response.output_audio_transcript.done", Part(item, index, new JsonObject { ["transcript"] = text }));
        session.Send("response.output_audio.done", Part(item, index, []));
        session.Send("response.content_part.done", Part(item, index, new JsonObject { ["part"] = new JsonObject { ["type"] = "audio", ["transcript"] = text } }));
        session.Send("response.output_item.done", new JsonObject { ["response_id"] = id, ["output_index"] = index, ["item"] = DescribedMessage(item, "completed") });
        _output.Add(DescribedMessage(item, "completed"));
    }

    private JsonObject Part(RealtimeItem item, int index, JsonObject fields)
    {
        fields["response_id"] = id;
        fields["item_id"] = item.Id;
        fields["output_index"] = index;
        fields["content_index"] = 0;
        return fields;
    }

    private JsonObject Described(string status) => new() { ["id"] = id, ["object"] = "realtime.response", ["status"] = status, ["metadata"] = metadata?.DeepClone(), ["output"] = new JsonArray() };

    private static JsonObject DescribedCall(RealtimeItem item, string status) =>
        new() { ["id"] = item.Id, ["object"] = "realtime.item", ["type"] = "function_call", ["status"] = status, ["call_id"] = item.CallId, ["name"] = item.Tool, ["arguments"] = item.Text };

    private static JsonObject DescribedMessage(RealtimeItem item, string status) => new()
    {
        ["id"] = item.Id, ["object"] = "realtime.item", ["type"] = "message", ["role"] = "assistant", ["status"] = status,
        ["content"] = new JsonArray(new JsonObject { ["type"] = "output_audio", ["transcript"] = item.Text }),
    };
}
