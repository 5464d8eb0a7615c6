namespace VoiceBooker.Booking.Dialling;

/// <summary>The lines of this server, as far as outbound calls may use them.</summary>
public interface ILines
{
    /// <summary>How many more calls can be taken now, less those that are kept for people who call in (<see cref="DiallingOptions.LinesForInbound"/>).</summary>
    int Free { get; }
}
