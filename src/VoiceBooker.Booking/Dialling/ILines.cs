namespace VoiceBooker.Booking.Dialling;

/// <summary>The lines for calls, as far as outbound calls may use them: of this server, or of all that share the database.</summary>
public interface ILines
{
    /// <summary>How many more calls can be taken now, less those that are kept for people who call in (<see cref="DiallingOptions.LinesForInbound"/>). Answered calls of ours are among those that are taken, others that are under way are not.</summary>
    ValueTask<int> FindFreeAsync(CancellationToken cancel);
}
