namespace VoiceBooker.CallLab.StandIns.OpenAI;

/// <summary>How slow the stand-in is on purpose.</summary>
internal sealed class PracticeLatency
{
    /// <summary>From a chat request to the first piece of its answer.</summary>
    public TimeSpan FirstToken { get; set; }

    /// <summary>Before each further piece.</summary>
    public TimeSpan PerToken { get; set; }

    /// <summary>From a request to speak to its first audio; the rest comes at once.</summary>
    public TimeSpan FirstAudio { get; set; }

    /// <summary>From a recording to its words.</summary>
    public TimeSpan Words { get; set; }
}

/// <summary>A wait that was the stand-in's own: what a server under test takes is what it was seen to take, less these.</summary>
/// <param name="Request">Number of the request (<see cref="PracticeRequest.Number"/>).</param>
/// <param name="What">"first token", "token", "first audio", "words".</param>
/// <param name="From">When it began, a time stamp of the stand-in's clock.</param>
/// <param name="Until">When it was over.</param>
internal readonly record struct AddedWait(int Request, string What, long From, long Until);

/// <summary>All waits of a stand-in; the oldest are forgotten.</summary>
/// <param name="time">Its clock.</param>
internal sealed class AddedWaits(TimeProvider time)
{
    private const int Remembered = 200_000;

    private readonly Lock _gate = new();
    private readonly Queue<AddedWait> _waits = new();

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<AddedWait> All
    {
        get
        {
            lock (_gate)
                return [.. _waits];
        }
    }

    /// <summary>Waits and notes how long it really took.</summary>
    public async Task WaitAsync(int request, string what, TimeSpan wait, CancellationToken gone)
    {
        if (wait <= TimeSpan.Zero)
            return;
        var from = time.GetTimestamp();
        await Task.Delay(wait, time, gone);
        lock (_gate)
        {
            _waits.Enqueue(new AddedWait(request, what, from, time.GetTimestamp()));
            if (_waits.Count > Remembered)
                _waits.Dequeue();
        }
    }

    /// <summary>How much of a span the waits of these requests cover.</summary>
    /// <param name="from">A time stamp of the same clock.</param>
    /// <param name="until">A later one.</param>
    /// <param name="request">Which requests count.</param>
    public TimeSpan Within(long from, long until, Func<int, bool> request)
    {
        long sum = 0;
        foreach (var wait in All)
        {
            if (request(wait.Request))
                sum += Math.Max(0, Math.Min(until, wait.Until) - Math.Max(from, wait.From));
        }

        return TimeSpan.FromSeconds((double)sum / time.TimestampFrequency);
    }
}
