using System.Globalization;
using System.Text.Json.Nodes;

namespace VoiceBooker.Providers.AzureSpeech.Recognition;

/// <summary>One turn of the protocol: a request id, its audio and its results. The sender makes it, the reader notes what comes.</summary>
/// <param name="requestId">32 hex digits.</param>
/// <param name="start">Where its audio begins in the call's audio, in bytes.</param>
/// <param name="began">Its first message, UTC.</param>
internal sealed class RecognitionTurn(string requestId, long start, DateTimeOffset began)
{
    private const int Noted = 200;
    private const string From = "Start";
    private const string Until = "End";

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, JsonArray> _received = [];
    private volatile bool _isAnswered;
    private volatile bool _hasResult;
    private int _count;

    /// <summary>Ties the turn's messages together.</summary>
    public string RequestId => requestId;

    /// <summary>Where its audio begins in the call's audio.</summary>
    public long Start => start;

    /// <summary>True once the service has answered it.</summary>
    public bool IsAnswered => _isAnswered;

    /// <summary>True once it brought a final result.</summary>
    public bool HasResult => _hasResult;

    /// <summary>Completes with <c>turn.end</c>.</summary>
    public Task Ended => _ended.Task;

    /// <summary>A message has come.</summary>
    public void Note(string path, DateTimeOffset now)
    {
        _isAnswered = true;
        if (_count++ < Noted)
        {
            if (!_received.TryGetValue(path, out var times))
                _received[path] = times = [];
            times.Add(Text(now));
        }

        if (path == "speech.phrase")
            _hasResult = true;
        if (path == "turn.end")
            _ended.TrySetResult();
    }

    /// <summary>What is told after <c>turn.end</c>: when messages came.</summary>
    public string Telemetry(string connectionId, DateTimeOffset connecting, DateTimeOffset connected)
    {
        var received = new JsonArray();
        foreach (var (path, times) in _received)
            received.Add(new JsonObject { [path] = times });
        return new JsonObject
        {
            ["Metrics"] = new JsonArray(
                new JsonObject { ["Name"] = "ListeningTrigger", [From] = Text(began), [Until] = Text(began) },
                new JsonObject { ["Name"] = "Connection", ["Id"] = connectionId, [From] = Text(connecting), [Until] = Text(connected) }),
            ["ReceivedMessages"] = received,
        }.ToJsonString();
    }

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString(AudioEnvelope.TimestampFormat, CultureInfo.InvariantCulture);
}
