namespace VoiceBooker.CallLab.Carrier;

/// <summary>Calls of an account leave its queue in order, no more than so many a second.</summary>
internal sealed class CallQueue(TimeProvider time)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _next;

    /// <summary>Calls a second that leave it.</summary>
    public double CallsPerSecond { get; set; } = 1;

    /// <summary>Takes a place and waits until it is its turn.</summary>
    public async Task WaitAsync(CancellationToken canceled)
    {
        TimeSpan wait;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _next = _next > now ? _next : now;
            wait = _next - now;
            _next += TimeSpan.FromSeconds(1 / CallsPerSecond);
        }

        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, canceled);
    }
}
