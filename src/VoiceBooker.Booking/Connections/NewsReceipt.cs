using NodaTime;

namespace VoiceBooker.Booking.Connections;

/// <summary>A delivery of a provider's news that was taken note of; a row of <c>news_receipts</c>.</summary>
public sealed class NewsReceipt
{
    /// <summary>The connection and the news' own key: the same for every delivery of it.</summary>
    public string Key { get; set; } = "";

    /// <summary>When it came first.</summary>
    public Instant At { get; set; }
}
