using System.Collections.Concurrent;

namespace VoiceBooker.CallLab.StandIns.Deepgram;

/// <summary>What clients did, counted.</summary>
internal sealed class DeepgramCounters
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _spoken = new();
    private readonly ConcurrentQueue<string> _finals = new();
    private readonly ConcurrentQueue<string> _configured = new();
    private readonly ConcurrentQueue<int> _pieces = new();
    private long _audio;

    /// <summary>Bytes of audio heard.</summary>
    public long AudioBytes => Interlocked.Read(ref _audio);

    /// <summary>Texts that were flushed, in order.</summary>
    public IReadOnlyList<string> Spoken => [.. _spoken];

    /// <summary>Final texts that were told, in order.</summary>
    public IReadOnlyList<string> Finals => [.. _finals];

    /// <summary>Configure messages, as they came.</summary>
    public IReadOnlyList<string> Configured => [.. _configured];

    /// <summary>Lengths of the audio messages, in order; the first 10 000.</summary>
    public IReadOnlyList<int> Pieces => [.. _pieces];

    /// <summary>How many messages of a type came.</summary>
    public int Of(string type) => _counts.GetValueOrDefault(type);

    /// <summary>A control message came.</summary>
    public void Came(string type) => _counts.AddOrUpdate(type, 1, static (_, count) => count + 1);

    /// <summary>Audio came.</summary>
    public void Heard(int bytes)
    {
        Interlocked.Add(ref _audio, bytes);
        if (_pieces.Count < 10_000)
            _pieces.Enqueue(bytes);
    }

    /// <summary>A final text was told.</summary>
    public void Told(string text) => _finals.Enqueue(text);

    /// <summary>A text was flushed.</summary>
    public void Flushed(string text) => _spoken.Enqueue(text);

    /// <summary>A Configure came.</summary>
    public void Changed(string json) => _configured.Enqueue(json);
}
