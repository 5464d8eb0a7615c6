using NodaTime;
using VoiceBooker.Booking.Calendars;

namespace VoiceBooker.Booking.Offers;

/// <summary>A time that was offered, with the handle by which it is chosen.</summary>
/// <param name="Handle">Short and unique within the booking intent, never reused: "s1", "s2".</param>
/// <param name="Slot">The time.</param>
/// <param name="Zone">The zone in which it is told.</param>
public sealed record OfferedSlot(string Handle, Slot Slot, DateTimeZone Zone)
{
    /// <summary>The start as the caller thinks of it.</summary>
    public ZonedDateTime Start => Slot.Start.InZone(Zone);
}
