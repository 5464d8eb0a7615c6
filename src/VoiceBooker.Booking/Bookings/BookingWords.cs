using NodaTime;
using NodaTime.Text;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Booking.Bookings;

/// <summary>Bookings in words for the operator.</summary>
internal static class BookingWords
{
    private static readonly ZonedDateTimePattern Pattern = ZonedDateTimePattern.CreateWithInvariantCulture("dddd d MMMM uuuu, HH:mm '('z')'", DateTimeZoneProviders.Tzdb);

    /// <summary>"Wednesday 2 December 2026, 10:00 (Europe/Berlin)": in the event's zone, else the attendee's, else UTC.</summary>
    public static string Time(Instant at, BookingEvent? bookingEvent, string zone) =>
        Pattern.Format(at.InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(bookingEvent?.TimeZone ?? "") ?? DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc));

    /// <summary>How somebody can be reached: "+49… or jo@example.org"; "no number or address is known" when nothing is.</summary>
    public static string Contact(string? phone, string? email) => (phone, email) switch
    {
        ({ Length: > 0 }, { Length: > 0 }) => $"{phone} or {email}",
        ({ Length: > 0 }, _) => phone,
        (_, { Length: > 0 }) => email,
        _ => "no number or address is known",
    };
}
