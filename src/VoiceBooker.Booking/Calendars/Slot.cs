using NodaTime;

namespace VoiceBooker.Booking.Calendars;

/// <summary>A free or booked time; ends after it starts. <see langword="default"/> is no slot.</summary>
public readonly record struct Slot
{
    /// <summary>A slot from <paramref name="start"/> to <paramref name="end"/>.</summary>
    /// <exception cref="ArgumentException">It does not end after it starts.</exception>
    public Slot(Instant start, Instant end)
    {
        if (end <= start)
            throw new ArgumentException("A slot ends after it starts.", nameof(end));
        Start = start;
        End = end;
    }

    /// <summary>When it begins.</summary>
    public Instant Start { get; }

    /// <summary>When it ends.</summary>
    public Instant End { get; }

    /// <summary>How long it lasts.</summary>
    public Duration Length => End - Start;
}
