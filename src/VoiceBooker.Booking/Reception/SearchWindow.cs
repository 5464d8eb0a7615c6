using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.When;

namespace VoiceBooker.Booking.Reception;

/// <summary>
/// Within which time free times are looked for. Pure. Whatever day within the ordinary reach is named, the window ends with that reach and no later:
/// so it lies within what is fetched while the call rings (<see cref="LedgerOptions.SlotsAhead"/>), and nobody waits for a calendar. Only who names a later day is looked for beyond.
/// </summary>
internal static class SearchWindow
{
    private const int DaysAfter = 14;
    private const int MostDays = 3 * 366;

    /// <summary>The window of a wish.</summary>
    /// <param name="now">The clock; the window begins with it.</param>
    /// <param name="zone">The caller's zone.</param>
    /// <param name="bookingEvent">What is booked; the reach counts from its first bookable date where that is to come.</param>
    /// <param name="wish">What the caller asked for.</param>
    /// <param name="days">The ordinary reach, in days (<see cref="ReceptionOptions.SearchDays"/>).</param>
    public static Interval Of(Instant now, DateTimeZone zone, BookingEvent bookingEvent, WhenConstraint wish, int days)
    {
        var today = now.InZone(zone).Date;
        var first = bookingEvent.InitialBookingDate is { } initial && initial > today ? initial : today;
        var last = first.PlusDays(days);
        if (wish.From is { } from && from > last)
            last = from.PlusDays(days);
        if (wish.Until is { } until && until > first.PlusDays(days) && until.PlusDays(DaysAfter) > last && Period.DaysBetween(today, until) < MostDays)
            last = until.PlusDays(DaysAfter);
        return new Interval(now, Instant.Max(now + Duration.FromMinutes(1), zone.AtStartOfDay(last.PlusDays(1)).ToInstant()));
    }
}
