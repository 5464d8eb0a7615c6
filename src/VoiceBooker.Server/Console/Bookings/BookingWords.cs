using NodaTime;
using NodaTime.Text;
using VoiceBooker.Booking.Bookings;

namespace VoiceBooker.Server.Console.Bookings;

/// <summary>A booking's facts as a person reads them.</summary>
internal static class BookingWords
{
    private static readonly LocalDateTimePattern Start = LocalDateTimePattern.CreateWithInvariantCulture("ddd d MMM uuuu, HH:mm");
    private static readonly LocalTimePattern End = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>"Tue 24 Nov 2026, 10:00 to 10:30, America/New_York": as the attendee thinks of it.</summary>
    public static string When(BookingRecord booking)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(booking.Zone) ?? DateTimeZone.Utc;
        return $"{Start.Format(booking.Start.InZone(zone).LocalDateTime)} to {End.Format(booking.End.InZone(zone).TimeOfDay)}, {zone.Id}";
    }
}
