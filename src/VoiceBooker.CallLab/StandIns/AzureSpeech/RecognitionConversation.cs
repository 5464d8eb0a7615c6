using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceBooker.CallLab.Audio;
using VoiceBooker.CallLab.StandIns.Speech;

namespace VoiceBooker.CallLab.StandIns.AzureSpeech;

/// <summary>One client's recognition: turns, their audio, what is understood of it.</summary>
internal sealed class RecognitionConversation(AzureSpeechStandIn service, SpeechSession session, OutgoingMessages outgoing, SpeechFault? fault, IQueryCollection query) : ISpeechConversation
{
    private const int LargestAudio = 8192;
    private readonly HashSet<string> _used = [];
    private readonly Queue<(long End, long At)> _arrivals = new();
    private readonly List<EarNews> _news = [];
    private readonly TimeSpan _slower = fault?.Kind is SpeechFaultKind.Slow ? fault.Delay : TimeSpan.Zero;
    private SpeechFault? _fault = fault;
    private bool _isConfigured;
    private string _contextOf = "";
    private RecognitionWish _wish = RecognitionWish.Default;
    private string _turn = "";
    private string _ended = "";
    private bool _isLinear;
    private long _heard;
    private long _heardInAll;
    private PracticeEar _ear = new(SaidBook.Shared);

    /// <inheritdoc/>
    public (int Code, string Words)? Take(byte[] bytes, bool isBinary)
    {
        var (message, wrong) = WireMessage.Read(bytes, isBinary);
        if (message is null)
            return Wrong(1002, wrong);
        if (message.Path.Length == 0 || !WireMessage.IsId(message["X-RequestId"]))
            return Wrong(1002, "Path and an X-RequestId of 32 hex digits are needed");
        if (!DateTimeOffset.TryParse(message["X-Timestamp"], System.Globalization.CultureInfo.InvariantCulture, out _))
            return Wrong(1002, "X-Timestamp must be ISO 8601");
        if (isBinary != (message.Path == "audio"))
            return Wrong(1002, "audio travels in binary messages, and nothing else does");
        if (!_isConfigured && message.Path != "speech.config")
            return Wrong(1002, "speech.config comes first");
        if (isBinary)
            return Audio(message, bytes.Length);
        session.Messages.Enqueue(message.Path);
        return message.Path switch
        {
            "speech.config" => Config(message),
            "speech.context" => Context(message),
            "telemetry" => Telemetry(message),
            _ => null, // unknown paths are tolerated
        };
    }

    /// <inheritdoc/>
    public Task EndAsync() => Task.CompletedTask;

    private (int, string)? Config(WireMessage message)
    {
        if (_isConfigured)
            return Wrong(1002, "speech.config comes once");
        _isConfigured = true;
        return Json(message) is { } root && root["context"]?["system"] is JsonObject ? null : Wrong(1007, "speech.config must be JSON and tell the system");
    }

    private (int, string)? Context(WireMessage message)
    {
        if (_used.Contains(message.RequestId))
            return Wrong(1002, "a request id is used for one turn");
        if (Json(message) is not { } root)
            return Wrong(1007, "speech.context must be JSON");
        var (wish, wrong) = RecognitionWish.Read(root, query);
        if (wrong.Length > 0)
            return Wrong(1007, wrong);
        session.Contexts.Enqueue(message.Text);
        (_contextOf, _wish) = (message.RequestId, wish);
        return null;
    }

    private (int, string)? Telemetry(WireMessage message)
    {
        session.CountTelemetry();
        return Json(message) is { } root && root["ReceivedMessages"] is not null ? null : Wrong(1007, "telemetry must be JSON with ReceivedMessages");
    }

    private (int, string)? Audio(WireMessage message, int length)
    {
        if (message.RequestId == _ended)
            return null; // the client had not read turn.end yet
        if (length > LargestAudio)
            return Wrong(1007, "an audio message may have 8192 bytes");
        if (message.RequestId != _turn)
            return BeginTurn(message);
        if (message["Content-Type"].Length > 0)
            return Wrong(1002, "only the first audio of a turn has a Content-Type");
        if (message.Body.Length == 0)
        {
            EndOfAudio();
            return null;
        }

        Hear(_isLinear ? Encode(message.Body) : message.Body);
        return null;
    }

    private (int, string)? BeginTurn(WireMessage message)
    {
        if (message.RequestId != _contextOf)
            return Wrong(1002, "speech.context comes before the audio of its turn");
        if (!message["Content-Type"].Equals("audio/x-wav", StringComparison.OrdinalIgnoreCase))
            return Wrong(1002, "the first audio of a turn has the Content-Type audio/x-wav");
        if (!ReadFormat(message.Body, out _isLinear))
            return Wrong(1007, "the audio's format must be mono at 8 kHz, mu-law or 16-bit PCM");
        _used.Add(_turn = message.RequestId);
        session.Format = _isLinear ? "pcm" : "mu-law";
        session.Messages.Enqueue("audio");
        session.CountTurn();
        _heard = 0;
        _arrivals.Clear();
        _ear = new PracticeEar(SaidBook.Shared) { Pause = _wish.Pause };
        if (Happens(SpeechFaultMoment.AtOnce))
            return Act();
        Say("turn.start", new JsonObject { ["context"] = new JsonObject { ["serviceTag"] = Guid.NewGuid().ToString("N") } }, TimeSpan.Zero);
        if (message.Body.Length > 44)
            Hear(_isLinear ? Encode(message.Body[44..]) : message.Body[44..]);
        return null;
    }

    private void Hear(byte[] muLaw)
    {
        _heard += muLaw.Length;
        _heardInAll += muLaw.Length;
        session.CountAudio(muLaw.Length);
        _arrivals.Enqueue((_heard, service.Time.GetTimestamp()));
        while (_arrivals.Count > 1000)
            _arrivals.Dequeue();
        _ear.Hear(muLaw, _news);
        foreach (var news in _news)
        {
            if (_turn.Length == 0)
                break;
            Tell(news);
        }

        _news.Clear();
        if (_turn.Length > 0 && Happens(SpeechFaultMoment.AfterAudio) && _heardInAll / 8.0 >= _fault!.After.TotalMilliseconds)
            Act();
        if (_turn.Length > 0 && _heard / 8.0 >= service.LongestTurn.TotalMilliseconds)
            EndTurn();
    }

    private void Tell(EarNews news)
    {
        switch (news)
        {
            case EarNews.VoiceStarted(var at):
                Say("speech.startDetected", new JsonObject { ["Offset"] = at.Ticks }, service.LatencyOfHypothesis);
                break;
            case EarNews.Partial(var text, var from, var until):
                var body = new JsonObject { ["Id"] = Guid.NewGuid().ToString("N"), ["Text"] = Lexical(text), ["Offset"] = from.Ticks, ["Duration"] = (until - from).Ticks };
                Say("speech.hypothesis", body, service.LatencyOfHypothesis, "hypothesis", until);
                if (Happens(SpeechFaultMoment.MidPhrase))
                    Act();
                break;
            case EarNews.Final(var text, var from, var until):
                Tell(text, from, until, service.LatencyOfFinal);
                break;
        }
    }

    private void Tell(string text, TimeSpan from, TimeSpan until, TimeSpan latency)
    {
        var phrase = new JsonObject { ["Id"] = Guid.NewGuid().ToString("N"), ["RecognitionStatus"] = text.Length > 0 ? "Success" : "NoMatch", ["Offset"] = from.Ticks, ["Duration"] = (until - from).Ticks, ["Channel"] = 0 };
        if (text.Length > 0)
            phrase["DisplayText"] = text;
        if (_wish.IsDetailed && text.Length > 0)
            phrase["NBest"] = new JsonArray(new JsonObject { ["Confidence"] = 0.93, ["Lexical"] = Lexical(text), ["ITN"] = Lexical(text), ["MaskedITN"] = Lexical(text), ["Display"] = text });
        session.CountFinal();
        Say("speech.phrase", phrase, latency, "final", until);
        if (Happens(SpeechFaultMoment.AfterPhrase))
            Act();
    }

    private void EndOfAudio()
    {
        if (_ear.Commit() is { } final)
            Tell(final.Text, final.From, final.Until, service.LatencyOfFinal);
        if (_turn.Length == 0)
            return;
        Say("speech.endDetected", new JsonObject { ["Offset"] = _ear.Heard.Ticks }, service.LatencyOfHypothesis);
        EndTurn();
    }

    private void EndTurn()
    {
        Say("turn.end", new JsonObject(), TimeSpan.Zero);
        (_ended, _turn) = (_turn, "");
    }

    /// <summary>The fault happens.</summary>
    private (int, string)? Act()
    {
        var happens = _fault!;
        _fault = null;
        switch (happens.Kind)
        {
            case SpeechFaultKind.Tear:
                outgoing.Tear();
                break;
            case SpeechFaultKind.Close:
                outgoing.Close(happens.Code, happens.Words);
                break;
            case SpeechFaultKind.EndTurn:
                EndTurn();
                break;
            case SpeechFaultKind.Status:
                Say("speech.phrase", new JsonObject { ["RecognitionStatus"] = happens.Words, ["Offset"] = 0, ["Duration"] = 0 }, TimeSpan.Zero);
                break;
            case SpeechFaultKind.Silence:
                outgoing.IsMute = true;
                break;
        }

        return null;
    }

    private bool Happens(SpeechFaultMoment moment) => _fault is { Kind: not SpeechFaultKind.Slow } due && due.When == moment;

    private void Say(string path, JsonObject body, TimeSpan latency, string? what = null, TimeSpan spokenUntil = default)
    {
        var arrived = what is null ? 0 : ArrivalOf(spokenUntil);
        outgoing.Send(
            WireMessage.OfText(path, _turn, body.ToJsonString()), isBinary: false, latency + _slower, what is null ? null : at => service.Add(new AddedLatency(what, session.ConnectionId, arrived, at)));
    }

    /// <summary>When the sound that ended at <paramref name="position"/> of the turn came in.</summary>
    private long ArrivalOf(TimeSpan position)
    {
        var bytes = (long)(position.TotalMilliseconds * 8);
        foreach (var (end, at) in _arrivals)
            if (end >= bytes)
                return at;
        return service.Time.GetTimestamp();
    }

    private (int, string) Wrong(int code, string what)
    {
        service.Violate(SpeechDoor.Recognition, what);
        return (code, what);
    }

    private static string Lexical(string text) => new([.. text.ToLowerInvariant().Where(each => char.IsLetterOrDigit(each) || each is ' ' or '\'')]);

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

    private static byte[] Encode(byte[] linear)
    {
        var codes = new byte[linear.Length / 2];
        for (var at = 0; at < codes.Length; at++)
            codes[at] = MuLaw.Encode(BinaryPrimitives.ReadInt16LittleEndian(linear.AsSpan(2 * at)));
        return codes;
    }

    private static bool ReadFormat(byte[] wav, out bool isLinear)
    {
        isLinear = false;
        if (wav.Length < 44 || !wav.AsSpan(0, 4).SequenceEqual("RIFF"u8) || !wav.AsSpan(8, 8).SequenceEqual("WAVEfmt "u8) || !wav.AsSpan(36, 4).SequenceEqual("data"u8))
            return false;
        var tag = BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(20));
        var channels = BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(22));
        var rate = BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(24));
        var bits = BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(34));
        isLinear = tag == 1;
        return channels == 1 && rate == 8000 && (tag, bits) is (7, 8) or (1, 16);
    }
}
