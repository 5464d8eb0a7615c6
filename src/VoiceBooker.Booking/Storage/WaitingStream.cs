using NodaTime;

namespace VoiceBooker.Booking.Storage;

/// <summary>A call that is about to open its media stream, at whichever server that shares the database; a row of <c>waiting_streams</c>. It goes with the opening.</summary>
public sealed class WaitingStream
{
    /// <summary>The hash of its one-time token, in hex digits; the token itself is nowhere kept.</summary>
    public string TokenHash { get; set; } = "";

    /// <summary>The carrier's identity of the call.</summary>
    public string CallSid { get; set; } = "";

    /// <summary>True for a call over the carrier, which has been promised a line; false for a softphone.</summary>
    public bool FromCarrier { get; set; }

    /// <summary>What is known of the call, as JSON.</summary>
    public string Ticket { get; set; } = "";

    /// <summary>When the token was given.</summary>
    public Instant CreatedAt { get; set; }

    /// <summary>After this nobody opens it any more.</summary>
    public Instant ExpiresAt { get; set; }
}
