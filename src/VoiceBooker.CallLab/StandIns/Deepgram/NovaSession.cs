using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using VoiceBooker.CallLab.StandIns.Sockets;
using VoiceBooker.CallLab.StandIns.Speech;

namespace VoiceBooker.CallLab.StandIns.Deepgram;

/// <summary>One connection of <c>/v1/listen</c>.</summary>
internal sealed class NovaSession
{
    private readonly StandInSocket _socket;
    private readonly DeepgramStandIn _standIn;
    private readonly Action<string> _violated;
    private readonly PracticeEar _ear = new(SaidBook.Shared);
    private readonly List<EarNews> _news = [];
    private readonly string _request = Guid.NewGuid().ToString();
    private readonly string _model;
    private readonly bool _interim;
    private readonly bool _vad;
    private readonly bool _endpoints;
    private readonly TimeSpan? _utteranceEnd;
    private int _wordsTold;
    private TimeSpan _pieceFrom;
    private TimeSpan _lastWordEnd;
    private bool _awaitsUtteranceEnd;

    /// <summary>By what the address asked for.</summary>
    public NovaSession(StandInSocket socket, IQueryCollection query, DeepgramStandIn standIn, Action<string> violated)
    {
        (_socket, _standIn, _violated) = (socket, standIn, violated);
        _model = $"{query["model"]}";
        _interim = query["interim_results"] == "true";
        _vad = query["vad_events"] == "true";
        _endpoints = query["endpointing"] != "false";
        _utteranceEnd = query.TryGetValue("utterance_end_ms", out var end) ? TimeSpan.FromMilliseconds(int.Parse(end!, CultureInfo.InvariantCulture)) : null;
        var pause = int.TryParse(query["endpointing"], CultureInfo.InvariantCulture, out var given) ? TimeSpan.FromMilliseconds(given) : TimeSpan.FromMilliseconds(_endpoints ? 10 : 1000);
        _ear.Pause = pause < TimeSpan.FromMilliseconds(20) ? TimeSpan.FromMilliseconds(20) : pause;
    }

    /// <summary>Talks to the end.</summary>
    public async Task RunAsync()
    {
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
            _socket.Close((WebSocketCloseStatus)1011, "NET-0001 Deepgram did not receive audio data or a text message within the timeout window.");
        }
    }

    private void Hear(ReadOnlyMemory<byte> audio)
    {
        if (audio.IsEmpty)
        {
            _violated("listen: an empty binary message");
            return;
        }

        if (_socket.Meets(SocketFaultKind.Error))
        {
            _socket.Close((WebSocketCloseStatus)1011, "NET-0000 The service has an internal error.");
            return;
        }

        _standIn.Counters.Heard(audio.Length);
        _news.Clear();
        _ear.Hear(audio.Span, _news);
        foreach (var each in _news)
        {
            switch (each)
            {
                case EarNews.VoiceStarted(var at):
                    (_wordsTold, _pieceFrom) = (0, at);
                    if (_vad)
                        _socket.Say(new JsonObject { ["type"] = "SpeechStarted", ["channel"] = new JsonArray(0, 1), ["timestamp"] = at.TotalSeconds }, _standIn.Latencies.Interim);
                    break;
                case EarNews.Partial partial:
                    Understand(partial);
                    break;
                case EarNews.Final final:
                    Finish(final, fromFinalize: false);
                    break;
            }
        }

        if (_awaitsUtteranceEnd && _utteranceEnd is { } gap && !_ear.Speaking && _ear.Heard - _lastWordEnd >= gap)
        {
            _awaitsUtteranceEnd = false;
            _socket.Say(new JsonObject { ["type"] = "UtteranceEnd", ["channel"] = new JsonArray(0, 1), ["last_word_end"] = _lastWordEnd.TotalSeconds }, _standIn.Latencies.Final);
        }
    }

    private void Understand(EarNews.Partial partial)
    {
        if (_socket.Meets(SocketFaultKind.TearMidUtterance))
        {
            _socket.Tear();
            return;
        }

        var words = ListenMessages.Split(partial.Text)[_wordsTold..];
        if (words.Length == 0)
            return;
        (_lastWordEnd, _awaitsUtteranceEnd) = (partial.Until, true);
        if (_socket.Meets(SocketFaultKind.EarlyEndOfTurn) && words.Length >= 2 && _ear.Commit() is { } early)
        {
            Finish(early, fromFinalize: false);
        }
        else if (partial.Until - _pieceFrom >= _standIn.Latencies.FinalEvery)
        {
            Tell(words, _pieceFrom, partial.Until, isFinal: true, speechFinal: false, fromFinalize: false);
            (_wordsTold, _pieceFrom) = (_wordsTold + words.Length, partial.Until);
        }
        else if (_interim)
        {
            Tell(words, _pieceFrom, partial.Until, isFinal: false, speechFinal: false, fromFinalize: false);
        }
    }

    private void Finish(EarNews.Final final, bool fromFinalize)
    {
        var words = ListenMessages.Split(final.Text);
        words = words[Math.Min(_wordsTold, words.Length)..];
        (_lastWordEnd, _awaitsUtteranceEnd) = (final.Until, true);
        var until = final.Until + _ear.Pause;
        Tell(words, _pieceFrom, until < _ear.Heard ? until : _ear.Heard, isFinal: true, speechFinal: _endpoints && !fromFinalize, fromFinalize);
        _wordsTold = 0;
        _pieceFrom = _ear.Heard;
    }

    private void Tell(string[] words, TimeSpan from, TimeSpan until, bool isFinal, bool speechFinal, bool fromFinalize)
    {
        var text = string.Join(' ', words);
        if (isFinal && text.Length > 0)
            _standIn.Counters.Told(text);
        var message = new JsonObject
        {
            ["type"] = "Results",
            ["channel_index"] = new JsonArray(0, 1),
            ["duration"] = (until - from).TotalSeconds,
            ["start"] = from.TotalSeconds,
            ["is_final"] = isFinal,
            ["speech_final"] = speechFinal,
            ["channel"] = new JsonObject
            {
                ["alternatives"] = new JsonArray(new JsonObject { ["transcript"] = text, ["confidence"] = words.Length > 0 ? 0.98 : 0, ["words"] = ListenMessages.Words(words, from, until, withTimes: true) }),
            },
            ["metadata"] = new JsonObject { ["request_id"] = _request, ["model_info"] = new JsonObject { ["name"] = _model, ["version"] = "stand-in", ["arch"] = "stand-in" }, ["model_uuid"] = _request },
            ["from_finalize"] = fromFinalize,
        };
        _socket.Say(message, isFinal ? _standIn.Latencies.Final : _standIn.Latencies.Interim, speechFinal ? "final" : null, _ear.Pause);
    }

    private bool Obey(ReadOnlyMemory<byte> message)
    {
        var (type, _) = ListenMessages.Control(message);
        if (type is null)
        {
            _violated("listen: a text message without a type");
            return true;
        }

        _standIn.Counters.Came(type);
        switch (type)
        {
            case "KeepAlive":
                return true;
            case "Finalize":
                if (_ear.Commit() is { } rest)
                    Finish(rest, fromFinalize: true);
                return true;
            case "CloseStream":
                if (_ear.Commit() is { } last)
                    Finish(last, fromFinalize: false);
                _socket.Say(
                    new JsonObject
                    {
                        ["type"] = "Metadata", ["transaction_key"] = "deprecated", ["request_id"] = _request, ["sha256"] = new string('0', 64), ["created"] = "2026-01-01T00:00:00.000Z",
                        ["duration"] = _ear.Heard.TotalSeconds, ["channels"] = 1,
                    },
                    _standIn.Latencies.Final);
                _socket.Close(WebSocketCloseStatus.NormalClosure);
                return false;
            default:
                _violated($"listen: unknown message {type}");
                return true;
        }
    }
}
