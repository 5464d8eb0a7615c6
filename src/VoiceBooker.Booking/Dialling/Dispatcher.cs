namespace VoiceBooker.Booking.Dialling;

/// <summary>Calls the people who are due, as far as the gate and the pace allow.</summary>
public sealed class Dispatcher
{
    /// <summary>One pass of dialling, at most that long (zero: one round); single in the cluster. Returns when the carrier has answered every request it began.</summary>
    public Task RunAsync(TimeSpan most, CancellationToken stopping) => throw new NotSupportedException();
}
