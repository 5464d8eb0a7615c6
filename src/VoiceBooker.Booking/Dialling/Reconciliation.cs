namespace VoiceBooker.Booking.Dialling;

/// <summary>Finds out what became of calls of which nothing is heard, and takes back those that must not ring any more.</summary>
public sealed class Reconciliation
{
    /// <summary>One round; at start before anything is dialled, then regularly.</summary>
    public Task RunAsync(CancellationToken stopping) => throw new NotSupportedException();
}
