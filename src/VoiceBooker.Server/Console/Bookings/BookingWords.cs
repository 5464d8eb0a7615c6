using NodaTime;
using NodaTime.Text;
using VoiceBooker.Booking.Bookings;

namespace VoiceBooker.Server.Console.Bookings;

/// <summary>A booking's facts as a person reads them.</summary>
internal static class BookingWords
{
    private static readonly LocalDateTimePattern Start = LocalDateTimePattern.CreateWithInvariantCulture("ddd d MMM uuuu, HH:mm");
    private static readonly LocalTimePattern End = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>True for a booking that stands only once a person at the calendar's side agrees.</summary>
    public static bool IsPending(BookingRecord booking) => booking is { Status: BookingStatus.Confirmed, AwaitsConfirmation: true };

    /// <summary>How it stands, in a word or three: "Confirmed", "To be confirmed", "Cancelled", "Moved".</summary>
    public static string Standing(BookingRecord booking) => IsPending(booking) ? "To be confirmed" : booking.Status.ToString();

    /// <summary>"Tue 24 Nov 2026, 10:00 to 10:30, America/New_York": as the attendee thinks of it.</summary>
    public static string When(BookingRecord booking)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(booking.Zone) ?? DateTimeZone.Utc;
        return $"{Start.Format(booking.Start.InZone(zone).LocalDateTime)} to {End.Format(booking.End.InZone(zone).TimeOfDay)}, {zone.Id}";
    }
}
