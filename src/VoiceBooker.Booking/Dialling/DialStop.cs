using NodaTime;

namespace VoiceBooker.Booking.Dialling;

/// <summary>A time in which nobody new is called, whatever else would allow it; a row of <c>dial_stops</c>, for all servers of the database. Calls that run or wait at the carrier go on. Rows are kept: they tell when nobody was called, and why.</summary>
public sealed class DialStop
{
    /// <summary>The longest <see cref="By"/> and <see cref="Because"/>, in characters.</summary>
    public const int LongestText = 300;

    /// <summary>Identity.</summary>
    public Guid Id { get; set; }

    /// <summary>Since when.</summary>
    public Instant At { get; set; }

    /// <summary>Who wished it: a person of the console, or the name of an API key.</summary>
    public string By { get; set; } = "";

    /// <summary>Why, in their words; may be empty.</summary>
    public string Because { get; set; } = "";

    /// <summary>Until when; null: it holds.</summary>
    public Instant? EndedAt { get; set; }

    /// <summary>Who ended it; null while it holds.</summary>
    public string? EndedBy { get; set; }

    /// <summary>What is said of everybody who waits.</summary>
    public string Sentence => $"All outbound calls are stopped since {At.InUtc().LocalDateTime:d MMM HH:mm} UTC, by {By}{(Because.Length > 0 ? $": {Because.TrimEnd('.')}" : "")}. Allow them again under Campaigns, or by PUT /api/dialling.";
}
