using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using VoiceBooker.CallLab.StandIns.Sockets;
using VoiceBooker.CallLab.StandIns.Speech;

namespace VoiceBooker.CallLab.StandIns.Deepgram;

/// <summary>One connection of <c>/v2/listen</c>.</summary>
internal sealed class FluxSession
{
    private const int Step = SaidBook.FrameSize;
    private static readonly TimeSpan UpdateEvery = TimeSpan.FromMilliseconds(250);

    private readonly StandInSocket _socket;
    private readonly DeepgramStandIn _standIn;
    private readonly Action<string> _violated;
    private readonly PracticeEar _ear = new(SaidBook.Shared) { PartialEvery = TimeSpan.Zero };
    private readonly List<EarNews> _news = [];
    private readonly string _request = Guid.NewGuid().ToString();
    private readonly bool _multilingual;
    private bool _isEager;
    private int _sequence;
    private int _turn;
    private bool _inTurn;
    private bool _eagerTold;
    private TimeSpan _turnFrom;
    private TimeSpan _updatedAt;
    private string _text = "";

    /// <summary>By what the address asked for.</summary>
    public FluxSession(StandInSocket socket, IQueryCollection query, DeepgramStandIn standIn, Action<string> violated)
    {
        (_socket, _standIn, _violated) = (socket, standIn, violated);
        _isEager = query.ContainsKey("eager_eot_threshold");
        _multilingual = query["model"] == "flux-general-multi";
        _ear.Pause = standIn.Latencies.TurnSilence;
    }

    /// <summary>Talks to the end.</summary>
    public async Task RunAsync()
    {
        _socket.Say(Message("Connected"));
        try
        {
            while (await _socket.ReceiveAsync(_standIn.Latencies.ListenIdle) is var (isText, bytes))
            {
                if (!isText)
                    Hear(bytes);
                else if (!Obey(bytes))
                    break;
            }
        }
        catch (TimeoutException)
        {
            _socket.Close((WebSocketCloseStatus)1011, "NET-0001 No audio was received within the timeout window.");
        }
    }

    private void Hear(ReadOnlyMemory<byte> audio)
    {
        if (audio.IsEmpty)
        {
            _violated("flux: an empty binary message");
            return;
        }

        if (_socket.Meets(SocketFaultKind.Error))
        {
            var error = Message("Error");
            (error["code"], error["description"]) = ("INTERNAL_SERVER_ERROR", "The service has an internal error.");
            _socket.Say(error);
            _socket.Close(WebSocketCloseStatus.InternalServerError);
            return;
        }

        _standIn.Counters.Heard(audio.Length);
        for (var at = 0; at < audio.Length; at += Step)
            HearStep(audio.Span.Slice(at, Math.Min(Step, audio.Length - at)));
    }

    private void HearStep(ReadOnlySpan<byte> audio)
    {
        _news.Clear();
        _ear.Hear(audio, _news);
        foreach (var each in _news)
        {
            switch (each)
            {
                case EarNews.VoiceStarted(var at):
                    (_turnFrom, _updatedAt) = (at, at);
                    break;
                case EarNews.Partial partial:
                    Understand(partial);
                    break;
                case EarNews.Final final:
                    EndTurn(final.Text, "model", _standIn.Latencies.TurnSilence);
                    break;
            }
        }

        if (!_inTurn || !_ear.Speaking)
            return;
        if (_eagerTold && _ear.QuietFor == TimeSpan.Zero)
        {
            _eagerTold = false;
            Tell("TurnResumed", _text, _standIn.Latencies.Interim);
        }
        else if (_isEager && !_eagerTold && _ear.QuietFor >= _standIn.Latencies.EagerSilence && _ear.SoFar is { Length: > 0 } whole)
        {
            (_eagerTold, _text) = (true, whole);
            Tell("EagerEndOfTurn", whole, _standIn.Latencies.Final, "eager end of turn", _standIn.Latencies.EagerSilence);
        }
        else if (_ear.Heard - _updatedAt >= UpdateEvery)
        {
            _updatedAt = _ear.Heard;
            Tell("Update", _text, _standIn.Latencies.Interim);
        }
    }

    private void Understand(EarNews.Partial partial)
    {
        if (_socket.Meets(SocketFaultKind.TearMidUtterance) && ListenMessages.Split(partial.Text).Length >= 2)
        {
            _socket.Tear();
            return;
        }

        _text = partial.Text;
        if (!_inTurn)
        {
            _inTurn = true;
            Tell("StartOfTurn", _text, _standIn.Latencies.Interim);
        }

        if (_socket.Meets(SocketFaultKind.EarlyEndOfTurn) && ListenMessages.Split(_text).Length >= 2 && _ear.Commit() is { } early)
            EndTurn(early.Text, "model", TimeSpan.Zero);
    }

    private void EndTurn(string text, string trigger, TimeSpan silence)
    {
        if (_inTurn || text.Length > 0)
        {
            _standIn.Counters.Told(text);
            Tell("EndOfTurn", text, _standIn.Latencies.Final, "end of turn", silence, trigger);
            _turn++;
        }

        (_inTurn, _eagerTold, _text) = (false, false, "");
    }

    private void Tell(string what, string text, TimeSpan latency, string? noted = null, TimeSpan silence = default, string? trigger = null)
    {
        var message = Message("TurnInfo");
        message["event"] = what;
        message["turn_index"] = _turn;
        message["audio_window_start"] = _turnFrom.TotalSeconds;
        message["audio_window_end"] = _ear.Heard.TotalSeconds;
        message["transcript"] = text;
        message["words"] = ListenMessages.Words(ListenMessages.Split(text), _turnFrom, _ear.Heard, withTimes: false);
        message["end_of_turn_confidence"] = what switch { "EndOfTurn" => 0.9, "EagerEndOfTurn" => 0.6, _ => 0.1 };
        if (trigger is not null)
            message["trigger"] = trigger;
        _socket.Say(message, latency, noted, silence);
    }

    private bool Obey(ReadOnlyMemory<byte> bytes)
    {
        var (type, message) = ListenMessages.Control(bytes);
        if (type is null)
        {
            _violated("flux: a text message without a type");
            return true;
        }

        _standIn.Counters.Came(type);
        switch (type)
        {
            case "ForceEndTurn":
                if (_inTurn)
                    EndTurn(_ear.Commit()?.Text ?? _text, "manual", TimeSpan.Zero);
                return true;
            case "Configure":
                Configure(message!);
                return true;
            case "CloseStream":
                _socket.Close(null); // neither the turn's end nor a status
                return false;
            default:
                _violated($"flux: unknown message {type}");
                return true;
        }
    }

    private void Configure(JsonObject wish)
    {
        _standIn.Counters.Changed(wish.ToJsonString());
        var thresholds = wish["thresholds"] as JsonObject ?? [];
        var isGood = wish.All(field => field.Key is "type" or "thresholds" or "keyterms" or "language_hints" or "numerals")
            && thresholds.All(field => field.Value is { } value && double.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out var number) && field.Key switch
            {
                "eot_threshold" => number is >= 0.5 and <= 1,
                "eager_eot_threshold" => number is >= 0.3 and <= 0.9,
                "eot_timeout_ms" => number is >= 500 and <= 60000,
                _ => false,
            })
            && (wish["language_hints"] is null || _multilingual);
        if (!isGood)
        {
            _violated("flux: a Configure that cannot be accepted");
            _socket.Say(Message("ConfigureFailure"));
            return;
        }

        _isEager |= thresholds.ContainsKey("eager_eot_threshold");
        var done = Message("ConfigureSuccess");
        (done["thresholds"], done["keyterms"]) = (thresholds.DeepClone(), (wish["keyterms"] ?? new JsonArray()).DeepClone());
        _socket.Say(done);
    }

    private JsonObject Message(string type) => new() { ["type"] = type, ["request_id"] = _request, ["sequence_id"] = _sequence++ };
}
