namespace VoiceBooker.CallLab.StandIns.Sockets;

/// <summary>What a stand-in added to the time of an answer, on purpose: to be subtracted from what was measured.</summary>
/// <param name="At">When the answer left (a time stamp of the clock).</param>
/// <param name="What">Which kind of answer: "final", "end of turn", "first audio" …</param>
/// <param name="Silence">Audio that had to pass after the last sound before there could be an answer.</param>
/// <param name="Latency">How long the answer was held back after that.</param>
internal readonly record struct AddedLatency(long At, string What, TimeSpan Silence, TimeSpan Latency);

/// <summary>The last latencies that were added, at most 100 000.</summary>
internal sealed class AddedLatencies
{
    private const int Remembered = 100_000;
    private readonly Lock _gate = new();
    private readonly Queue<AddedLatency> _added = new();

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<AddedLatency> All
    {
        get
        {
            lock (_gate)
                return [.. _added];
        }
    }

    /// <summary>Notes one.</summary>
    public void Add(AddedLatency added)
    {
        lock (_gate)
        {
            _added.Enqueue(added);
            if (_added.Count > Remembered)
                _added.Dequeue();
        }
    }
}
