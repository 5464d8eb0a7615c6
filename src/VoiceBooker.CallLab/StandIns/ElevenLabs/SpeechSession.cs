using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceBooker.CallLab.StandIns.Sockets;
using VoiceBooker.CallLab.StandIns.Speech;

namespace VoiceBooker.CallLab.StandIns.ElevenLabs;

/// <summary>One connection, of either door. A connection for one text is one context without a name.</summary>
internal sealed class SpeechSession(StandInSocket socket, IQueryCollection query, bool isMulti, PracticeVoice voice, ElevenLabsStandIn standIn)
{
    private const int Piece = 800;
    private const int ContextsAtOnce = 5;
    private const string OnlyContext = "";

    private static readonly string[] Fields =
    [
        "text", "context_id", "voice_settings", "generation_config", "pronunciation_dictionary_locators", "flush", "close_context", "close_socket", "try_trigger_generation", "xi-api-key", "xi_api_key", "authorization",
    ];

    private readonly Dictionary<string, StringBuilder> _contexts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _spoke = new(StringComparer.Ordinal);
    private readonly bool _auto = query["auto_mode"] == "true";

    /// <summary>Talks to the end.</summary>
    public async Task RunAsync()
    {
        var timeout = query.TryGetValue("inactivity_timeout", out var given) ? int.Parse(given!, CultureInfo.InvariantCulture) : 20;
        try
        {
            while (await socket.ReceiveAsync(timeout * standIn.Latencies.InactivitySecond) is var (isText, bytes))
            {
                if (!isText || Read(bytes) is not { } message)
                {
                    standIn.Violated("a message that is no JSON object");
                    Fail("invalid_message", "The message cannot be read.");
                    break;
                }

                if (!Obey(message))
                    break;
            }
        }
        catch (TimeoutException)
        {
            Fail("input_timeout_exceeded", $"Have not received a new text input within the timeout of {timeout} seconds.");
        }
    }

    private JsonObject? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            if (JsonNode.Parse(bytes.Span) is not JsonObject message)
                return null;
            foreach (var field in message.Select(field => field.Key).Where(name => !Fields.Contains(name)))
                standIn.Violated($"unknown field {field}");
            var shown = message.DeepClone().AsObject();
            foreach (var secret in new[] { "xi-api-key", "xi_api_key", "authorization" }.Where(shown.ContainsKey))
                shown[secret] = "***";
            standIn.Came(shown.ToJsonString());
            return message;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool Obey(JsonObject message)
    {
        if (socket.Meets(SocketFaultKind.Error))
        {
            Fail("internal_server_error", "Something went wrong.");
            return false;
        }

        if (message["close_socket"] is not null)
        {
            foreach (var each in _contexts.Keys.ToArray())
                Finish(each);
            socket.Close(WebSocketCloseStatus.NormalClosure);
            return false;
        }

        var context = isMulti ? message["context_id"]?.GetValue<string>() ?? "default" : OnlyContext;
        var text = message["text"]?.GetValue<string>();
        if (!_contexts.ContainsKey(context) && message["close_context"] is not null)
        {
            standIn.Violated($"a context is closed that is not open ({context})");
            return true;
        }

        if (!_contexts.ContainsKey(context) && !BeginContext(context, text, message))
            return false;
        CheckManner(message["voice_settings"] as JsonObject);

        if (message["close_context"]?.GetValue<bool>() is true)
        {
            standIn.Closed();
            Finish(context);
            return true;
        }

        if (text is "")
        {
            if (isMulti)
            {
                standIn.Lives();
            }
            else
            {
                Finish(context);
                socket.Close(WebSocketCloseStatus.NormalClosure);
                return false;
            }
        }

        if (!string.IsNullOrWhiteSpace(text))
        {
            if (!text.EndsWith(' '))
                standIn.Violated("a text that does not end with a blank");
            _contexts[context].Append(text);
        }

        var wantsAudio = message["flush"]?.GetValue<bool>() is true || (_auto && !string.IsNullOrWhiteSpace(text));
        return !wantsAudio || Speak(context);
    }

    /// <summary>False when the connection is over.</summary>
    private bool BeginContext(string context, string? text, JsonObject message)
    {
        if (_contexts.Count == 0 && !socket.HasHeader("xi-api-key") && $"{message["xi-api-key"] ?? message["xi_api_key"]}" != ElevenLabsStandIn.Key)
        {
            standIn.Violated("no key, neither in the header nor in the first message");
            Fail("invalid_api_key", "The key is missing or wrong.");
            return false;
        }

        if (text is null or "")
            standIn.Violated($"a message about a context that was not opened ({context})");
        else if (_contexts.Count == 0 && text != " ")
            standIn.Violated("the first message's text is not one blank");
        _contexts[context] = new StringBuilder();
        standIn.Counted(_contexts.Count);
        if (_contexts.Count <= ContextsAtOnce)
            return true;
        standIn.Violated("more than 5 contexts at once");
        Fail("max_active_conversations", "Maximum simultaneous contexts per WebSocket connection exceeded (5). Please close an existing context before opening a new one.");
        return false;
    }

    private void CheckManner(JsonObject? manner)
    {
        foreach (var (name, value) in manner ?? [])
        {
            var isGood = name switch
            {
                "stability" or "similarity_boost" or "style" => value?.GetValue<double>() is >= 0 and <= 1,
                "speed" => value?.GetValue<double>() is >= 0.7 and <= 1.2,
                "use_speaker_boost" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
                _ => false,
            };
            if (!isGood)
                standIn.Violated($"voice_settings.{name} cannot be {value?.ToJsonString()}");
        }
    }

    /// <summary>Says what was collected; false when the connection breaks in it.</summary>
    private bool Speak(string context)
    {
        var text = _contexts[context].ToString();
        _contexts[context].Clear();
        if (string.IsNullOrWhiteSpace(text))
            return true;
        standIn.Speaks(text.Trim());
        if (standIn.SilentContexts > 0)
        {
            standIn.SilentContexts--;
            Finish(context);
            return true;
        }

        var audio = voice.Speak(text);
        for (var at = 0; at < audio.Length; at += Piece)
        {
            var message = Answer(context);
            message["audio"] = Convert.ToBase64String(audio.AsSpan(at, Math.Min(Piece, audio.Length - at)));
            message["alignment"] = Alignment(at == 0 ? text : "");
            message["normalizedAlignment"] = Alignment(at == 0 ? text : "");
            var latency = standIn.Latencies.FirstAudio + (standIn.Latencies.AudioPace * (at / Piece));
            var isFirst = at == 0;
            socket.Say(message, latency, isFirst ? "first audio" : null, isAudio: true, left: isFirst ? () => Spoke(context) : null, lane: context);
            if (!socket.Meets(SocketFaultKind.TearMidUtterance) || isFirst)
                continue;
            socket.TearOnceSaid();
            return false;
        }

        return true;
    }

    private void Spoke(string context)
    {
        lock (_spoke)
            _spoke.Add(context);
    }

    /// <summary>Everything of the context is said, then its end is told.</summary>
    private void Finish(string context)
    {
        bool spoke;
        lock (_spoke)
            spoke = _spoke.Contains(context);
        if (standIn.LosesEarlyCloses && !spoke)
            socket.DropAudio();
        else
            Speak(context);
        socket.Hurry(context);
        _contexts.Remove(context);
        var message = Answer(context);
        (message["audio"], message["isFinal"]) = (null, true);
        socket.Say(message);
    }

    private JsonObject Answer(string context) => isMulti ? new JsonObject { ["contextId"] = context } : [];

    private static JsonObject Alignment(string text) => new()
    {
        ["chars"] = new JsonArray([.. text.Select(each => (JsonNode)$"{each}")]),
        ["charStartTimesMs"] = new JsonArray([.. text.Select((_, at) => (JsonNode)(at * 60))]),
        ["charDurationsMs"] = new JsonArray([.. text.Select(_ => (JsonNode)60)]),
    };

    private void Fail(string error, string message)
    {
        socket.Say(new JsonObject { ["message"] = message, ["error"] = error, ["code"] = 1008 });
        socket.Close((WebSocketCloseStatus)1008, message[..Math.Min(message.Length, 120)]);
    }
}
