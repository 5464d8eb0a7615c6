using NodaTime;

namespace VoiceBooker.Booking.Bookings;

/// <summary>A run of the comparison of promised against held; a row of <c>comparisons</c>.</summary>
public sealed class Comparison
{
    /// <summary>Identity.</summary>
    public Guid Id { get; set; }

    /// <summary>When it began.</summary>
    public Instant At { get; set; }

    /// <summary>How many upcoming bookings were looked up.</summary>
    public int Compared { get; set; }

    /// <summary>How many stand otherwise than promised.</summary>
    public int Differences { get; set; }

    /// <summary>Of how many the calendar could not tell.</summary>
    public int Untold { get; set; }
}
