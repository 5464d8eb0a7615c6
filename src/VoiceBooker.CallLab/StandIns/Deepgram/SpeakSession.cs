using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using VoiceBooker.CallLab.StandIns.Sockets;
using VoiceBooker.CallLab.StandIns.Speech;

namespace VoiceBooker.CallLab.StandIns.Deepgram;

/// <summary>One connection of <c>/v1/speak</c>.</summary>
internal sealed class SpeakSession(StandInSocket socket, IQueryCollection query, PracticeVoice voice, DeepgramStandIn standIn, Action<string> violated, TimeProvider time)
{
    private const int Piece = 800;
    private const int LongestText = 2000;
    private const int FlushesAMinute = 20;
    private const int PiecesAfterClear = 2;

    private readonly StringBuilder _text = new();
    private readonly Queue<long> _flushes = new();
    private int _sequence;

    /// <summary>Talks to the end.</summary>
    public async Task RunAsync()
    {
        var request = Guid.NewGuid().ToString();
        socket.Say(new JsonObject { ["type"] = "Metadata", ["request_id"] = request, ["model_name"] = $"{query["model"]}", ["model_version"] = "stand-in", ["model_uuid"] = request });
        try
        {
            while (await socket.ReceiveAsync(standIn.Latencies.SpeakIdle) is var (isText, bytes))
            {
                if (!isText)
                {
                    violated("speak: a binary message");
                    socket.Close((WebSocketCloseStatus)1003, "MESSAGE-0000 Only text messages are taken.");
                    break;
                }

                if (!Obey(bytes))
                    break;
            }
        }
        catch (TimeoutException)
        {
            socket.Close((WebSocketCloseStatus)1011, "NET-0001 No text was received within the timeout window.");
        }
    }

    private bool Obey(ReadOnlyMemory<byte> bytes)
    {
        var (type, message) = ListenMessages.Control(bytes);
        standIn.Counters.Came(type ?? "nothing");
        if (socket.Meets(SocketFaultKind.Error) && type is not "Close")
        {
            socket.Say(new JsonObject { ["type"] = "Error", ["err_code"] = "INTERNAL_SERVER_ERROR", ["code"] = "INTERNAL_SERVER_ERROR", ["description"] = "The service has an internal error." });
            socket.Close((WebSocketCloseStatus)1011, "NET-0000 The service has an internal error.");
            return false;
        }

        switch (type)
        {
            case "Speak" when message!["text"] is JsonValue text && text.TryGetValue<string>(out var said):
                if (said.Length > LongestText)
                {
                    violated($"speak: a text of {said.Length} characters");
                    Warn("DATA-0001", $"The text is longer than {LongestText} characters.");
                    return true;
                }

                _text.Append(said);
                return true;
            case "Flush":
                return Flush();
            case "Clear":
                _text.Clear();
                socket.DropAudio(but: PiecesAfterClear);
                socket.Say(new JsonObject { ["type"] = "Cleared", ["sequence_id"] = _sequence++ });
                return true;
            case "Close":
                Speak();
                socket.Close(WebSocketCloseStatus.NormalClosure);
                return false;
            default:
                violated($"speak: unknown message {type}");
                socket.Close((WebSocketCloseStatus)1008, "DATA-0000 The message cannot be read.");
                return false;
        }
    }

    private bool Flush()
    {
        while (_flushes.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= TimeSpan.FromMinutes(1))
            _flushes.Dequeue();
        if (_flushes.Count >= FlushesAMinute)
        {
            violated("speak: more than 20 flushes within a minute");
            Warn("FLUSH_LIMIT", "No more flushes are processed within these 60 seconds.");
            return true;
        }

        _flushes.Enqueue(time.GetTimestamp());
        standIn.Counters.Flushed(_text.ToString());
        if (Speak())
            return false;
        socket.Say(new JsonObject { ["type"] = "Flushed", ["sequence_id"] = _sequence++ }, isAudio: true);
        return true;
    }

    /// <summary>Says what was collected; true when the connection breaks in it.</summary>
    private bool Speak()
    {
        var audio = voice.Speak(_text.ToString());
        _text.Clear();
        for (var at = 0; at < audio.Length; at += Piece)
        {
            var latency = standIn.Latencies.FirstAudio + (standIn.Latencies.AudioPace * (at / Piece));
            socket.SayAudio(audio.AsMemory(at, Math.Min(Piece, audio.Length - at)), latency, at == 0 ? "first audio" : null);
            if (!socket.Meets(SocketFaultKind.TearMidUtterance) || at == 0)
                continue;
            socket.TearOnceSaid();
            return true;
        }

        return false;
    }

    private void Warn(string code, string description) => socket.Say(new JsonObject { ["type"] = "Warning", ["code"] = code, ["description"] = description });
}
