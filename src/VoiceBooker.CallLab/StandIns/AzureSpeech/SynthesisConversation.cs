using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using VoiceBooker.CallLab.StandIns.Speech;

namespace VoiceBooker.CallLab.StandIns.AzureSpeech;

/// <summary>One client's synthesis: phrases, one after the other.</summary>
internal sealed class SynthesisConversation : ISpeechConversation
{
    private static readonly PracticeVoice Real = new(real: true);
    private static readonly PracticeVoice Humming = new(real: false);

    private readonly AzureSpeechStandIn _service;
    private readonly SpeechSession _session;
    private readonly OutgoingMessages _outgoing;
    private readonly CancellationToken _gone;
    private readonly Channel<Job> _jobs = Channel.CreateUnbounded<Job>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HashSet<string> _used = [];
    private readonly Task _speaking;
    private readonly TimeSpan _slower;
    private SpeechFault? _fault;
    private bool _isConfigured;
    private Job? _next;
    private Job? _last;
    private long _spoken;

    public SynthesisConversation(AzureSpeechStandIn service, SpeechSession session, OutgoingMessages outgoing, SpeechFault? fault, CancellationToken gone)
    {
        (_service, _session, _outgoing, _fault, _gone) = (service, session, outgoing, fault, gone);
        _slower = fault?.Kind is SpeechFaultKind.Slow ? fault.Delay : TimeSpan.Zero;
        _speaking = SpeakAllAsync();
    }

    /// <inheritdoc/>
    public (int Code, string Words)? Take(byte[] bytes, bool isBinary)
    {
        var (message, wrong) = WireMessage.Read(bytes, isBinary);
        if (message is null)
            return Wrong(1002, wrong);
        if (isBinary)
            return Wrong(1002, "a synthesiser is sent text messages only");
        if (message.Path.Length == 0 || !WireMessage.IsId(message["X-RequestId"]))
            return Wrong(1002, "Path and an X-RequestId of 32 hex digits are needed");
        if (!DateTimeOffset.TryParse(message["X-Timestamp"], CultureInfo.InvariantCulture, out _))
            return Wrong(1002, "X-Timestamp must be ISO 8601");
        _session.Messages.Enqueue(message.Path);
        if (!_isConfigured && message.Path != "speech.config")
            return Wrong(1002, "speech.config comes first");
        switch (message.Path)
        {
            case "speech.config":
                _isConfigured = true;
                return null;
            case "synthesis.context":
                return Context(message);
            case "ssml":
                return Ssml(message);
            case "text.piece":
                return Piece(message);
            case "text.end":
                return TextEnd(message);
            case "synthesis.control":
                return Control(message);
            default:
                return null;
        }
    }

    /// <inheritdoc/>
    public async Task EndAsync()
    {
        _jobs.Writer.TryComplete();
        _last?.Stop.Cancel();
        await _speaking;
    }

    private (int, string)? Context(WireMessage message)
    {
        if (Json(message) is not { } root)
            return Wrong(1007, "synthesis.context must be JSON");
        if (!_used.Add(message.RequestId))
            return Wrong(1002, "a request id is used for one phrase");
        var (speech, isStreamed, wrong) = SpeechToMake.ReadContext(root);
        if (wrong.Length > 0)
            return Wrong(1007, wrong);
        if (isStreamed != (_session.Generation == "v2"))
            return Wrong(1007, "streamed text belongs to v2, SSML to v1");
        _session.Contexts.Enqueue(message.Text);
        _next = new Job(message.RequestId, speech);
        return null;
    }

    private (int, string)? Ssml(WireMessage message)
    {
        if (_session.Generation != "v1" || _next is not { } job || job.RequestId != message.RequestId)
            return Wrong(1002, "ssml follows the synthesis.context of its request, on v1");
        if (!message["Content-Type"].StartsWith("application/ssml+xml", StringComparison.OrdinalIgnoreCase))
            return Wrong(1002, "ssml has the Content-Type application/ssml+xml");
        var (text, wrong) = SpeechToMake.ReadSsml(message.Text);
        if (wrong.Length > 0)
            return Wrong(1007, wrong);
        Begin(job with { Speech = job.Speech with { Text = text } }, message.Text);
        return null;
    }

    private (int, string)? Piece(WireMessage message)
    {
        if (_session.Generation != "v2" || _next is not { } job || job.RequestId != message.RequestId)
            return Wrong(1002, "text.piece follows the synthesis.context of its request, on v2");
        _next = job with { Speech = job.Speech with { Text = job.Speech.Text + message.Text } };
        return null;
    }

    private (int, string)? TextEnd(WireMessage message)
    {
        if (_session.Generation != "v2" || _next is not { } job || job.RequestId != message.RequestId)
            return Wrong(1002, "text.end follows the text.piece of its request, on v2");
        Begin(job, job.Speech.Text);
        return null;
    }

    private (int, string)? Control(WireMessage message)
    {
        if ((string?)Json(message)?["action"] != "stop")
            return Wrong(1007, "synthesis.control knows the action stop");
        _session.CountStop();
        if (_last?.RequestId == message.RequestId)
            _last.Stop.Cancel();
        return null;
    }

    private void Begin(Job job, string told)
    {
        _next = null;
        _last = job;
        _session.Texts.Enqueue(told);
        _session.CountTurn();
        job.ArrivedAt = _service.Time.GetTimestamp();
        _jobs.Writer.TryWrite(job);
    }

    private async Task SpeakAllAsync()
    {
        try
        {
            await foreach (var job in _jobs.Reader.ReadAllAsync(_gone))
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(_gone, job.Stop.Token);
                try
                {
                    await SpeakAsync(job, either.Token);
                }
                catch (OperationCanceledException) when (!_gone.IsCancellationRequested)
                {
                    // stopped: what follows is its end
                }

                _outgoing.Send(WireMessage.OfText("turn.end", job.RequestId, "{}"));
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // the client has gone
        }
    }

    private async Task SpeakAsync(Job job, CancellationToken stop)
    {
        if (Happens(SpeechFaultMoment.AtOnce))
            Act();
        var stream = Guid.NewGuid().ToString("N").ToUpperInvariant();
        var context = new JsonObject { ["serviceTag"] = Guid.NewGuid().ToString("N") };
        _outgoing.Send(WireMessage.OfText("turn.start", job.RequestId, new JsonObject { ["context"] = context.DeepClone() }.ToJsonString()));
        _outgoing.Send(WireMessage.OfText("response", job.RequestId, new JsonObject { ["context"] = context, ["audio"] = new JsonObject { ["type"] = "inline", ["streamId"] = stream } }.ToJsonString()));
        if (_service.LatencyOfFirstAudio + _slower is var wait && wait > TimeSpan.Zero)
            await Task.Delay(wait, _service.Time, stop);

        var muLaw = (_service.SpeaksReally ? Real : Humming).Speak(job.Speech.Text);
        var audio = job.Speech.Audio(muLaw);
        var boundaries = new Queue<(string Word, long Offset, long Duration)>(job.Speech.WordBoundaries ? Boundaries(job.Speech.Text, muLaw.Length) : []);
        var size = job.Speech.BytesPerMillisecond * SpeechToMake.PieceMilliseconds;
        for (var at = 0; at < audio.Length; at += size)
        {
            stop.ThrowIfCancellationRequested();
            var until = (long)(at + size) * TimeSpan.TicksPerMillisecond / job.Speech.BytesPerMillisecond;
            while (boundaries.TryPeek(out var next) && next.Offset < until)
                Tell(job, "WordBoundary", new JsonObject { ["Offset"] = next.Offset, ["Duration"] = next.Duration, ["text"] = new JsonObject { ["Text"] = boundaries.Dequeue().Word, ["Length"] = next.Word.Length, ["BoundaryType"] = "WordBoundary" } });
            var piece = audio.AsSpan(at, Math.Min(size, audio.Length - at));
            _session.CountAudio(piece.Length * 8 / job.Speech.BytesPerMillisecond);
            _spoken += piece.Length / job.Speech.BytesPerMillisecond;
            _outgoing.Send(WireMessage.OfAudio(job.RequestId, stream, piece), isBinary: true, default, at > 0 ? null : sent => _service.Add(new AddedLatency("first audio", _session.ConnectionId, job.ArrivedAt, sent)));
            if (Happens(SpeechFaultMoment.MidPhrase) || (Happens(SpeechFaultMoment.AfterAudio) && _spoken >= _fault!.After.TotalMilliseconds))
                Act();
            if (_service.PieceEvery > TimeSpan.Zero)
                await Task.Delay(_service.PieceEvery, _service.Time, stop);
        }

        if (job.Speech.SessionEnd)
            Tell(job, "SessionEnd", new JsonObject { ["Offset"] = (long)muLaw.Length * TimeSpan.TicksPerMillisecond / 8 });
        if (Happens(SpeechFaultMoment.AfterPhrase))
            Act();
    }

    private void Tell(Job job, string type, JsonObject data) =>
        _outgoing.Send(WireMessage.OfText("audio.metadata", job.RequestId, new JsonObject { ["Metadata"] = new JsonArray(new JsonObject { ["Type"] = type, ["Data"] = data }) }.ToJsonString()));

    /// <summary>Each word at its share of the audio.</summary>
    private static IEnumerable<(string Word, long Offset, long Duration)> Boundaries(string text, int muLaw)
    {
        var ticks = (double)muLaw * TimeSpan.TicksPerMillisecond / 8 / Math.Max(1, text.Length);
        var at = 0;
        foreach (var word in text.Split(' '))
        {
            var plain = word.Trim('.', ',', '!', '?', ';', ':');
            if (plain.Length > 0)
                yield return (plain, (long)(at * ticks), (long)(plain.Length * ticks));
            at += word.Length + 1;
        }
    }

    private void Act()
    {
        var happens = _fault!;
        _fault = null;
        switch (happens.Kind)
        {
            case SpeechFaultKind.Tear:
                _outgoing.Tear();
                break;
            case SpeechFaultKind.Close:
                _outgoing.Close(happens.Code, happens.Words);
                break;
            case SpeechFaultKind.Silence:
                _outgoing.IsMute = true;
                break;
        }
    }

    private bool Happens(SpeechFaultMoment moment) => _fault is { Kind: not SpeechFaultKind.Slow } due && due.When == moment;

    private (int, string) Wrong(int code, string what)
    {
        _service.Violate(SpeechDoor.Synthesis, what);
        return (code, what);
    }

    private static JsonNode? Json(WireMessage message)
    {
        try
        {
            return JsonNode.Parse(message.Body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Job(string RequestId, SpeechToMake Speech)
    {
        public CancellationTokenSource Stop { get; } = new();

        public long ArrivedAt { get; set; }
    }
}
