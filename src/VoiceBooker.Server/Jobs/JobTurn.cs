namespace VoiceBooker.Server.Jobs;

/// <summary>One server's turn at a job: rounds with pauses between them, until its time is up. A job that comes round every second would have to be agreed on in the database every second; so it is agreed on once for many rounds.</summary>
internal static class JobTurn
{
    /// <summary>How long a turn lasts. When its server dies within it, the next one begins as soon as that is noticed; the length does not matter for it.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(20);

    /// <summary>Repeats <paramref name="round"/> until the turn is over or the server stops. A round that fails ends the turn.</summary>
    /// <param name="round">What is done; told how much of the turn is left.</param>
    /// <param name="pause">Between two rounds.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stopping">Ends the turn.</param>
    public static async Task RunAsync(Func<TimeSpan, CancellationToken, Task> round, TimeSpan pause, TimeProvider time, CancellationToken stopping)
    {
        var began = time.GetTimestamp();
        try
        {
            while (Length - time.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
            {
                await round(left, stopping);
                await Task.Delay(pause, time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The server stops; the turn is another's.
        }
    }
}
