using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Bookings;

/// <summary>What the calendar holds otherwise than was promised, in words for the person who must see to it. The same difference has the same words, whether news or the comparison found it.</summary>
/// <param name="Promised">What was promised.</param>
/// <param name="Event">What was booked.</param>
/// <param name="Booking">The record as it is now.</param>
/// <param name="Title">One line: whose meeting, and what is the matter.</param>
/// <param name="What">What the calendar holds, and what is to be done.</param>
internal sealed record Difference(BookingRecord Promised, BookingEvent Event, BookingRecord Booking, string Title, string What)
{
    /// <summary>The promise, and what the calendar holds.</summary>
    public string Details => $"Promised: {Named(Event)} at {BookingWords.Time(Promised.Start, Event, Promised.Zone)} for {Promised.Name}. {What}";

    /// <summary>One matter for each promise.</summary>
    public static string Matter(BookingRecord promised) => $"booking:{promised.Id:D}";

    /// <summary>It stands at another time.</summary>
    public static Difference Moved(BookingRecord promised, BookingEvent bookingEvent, BookingRecord booking) => new(
        promised, bookingEvent, booking,
        $"{booking.Name}: {Named(bookingEvent)} was moved in the calendar",
        $"The calendar holds it at {BookingWords.Time(booking.Start, bookingEvent, booking.Zone)}. Our record says so now. Make sure that {booking.Name} knows ({Contact(booking)}).");

    /// <summary>It does not stand.</summary>
    public static Difference Gone(BookingRecord promised, BookingEvent bookingEvent, BookingRecord booking, string why) => new(
        promised, bookingEvent, booking,
        $"{booking.Name}: {Named(bookingEvent)} does not stand in the calendar",
        $"The calendar holds no such meeting{(why.Length > 0 ? $" ({why.TrimEnd('.')})" : "")}. Our record says cancelled now. If {booking.Name} does not know, call or write ({Contact(booking)}); book again if it was a mistake.");

    /// <summary>It was promised firmly and is only a request.</summary>
    public static Difference Waits(BookingRecord promised, BookingEvent bookingEvent, BookingRecord booking) => new(
        promised, bookingEvent, booking,
        $"{booking.Name}: {Named(bookingEvent)} still waits for somebody's consent",
        $"It was promised as booked, but the calendar keeps it as a request. Agree to it there, or tell {booking.Name} otherwise ({Contact(booking)}).");

    /// <summary>What was promised last: the record that one of our own wishes made; those above it came from the calendar.</summary>
    public static async Task<BookingRecord> PromisedAsync(BookingDbContext db, BookingRecord booking, CancellationToken cancel)
    {
        var promised = booking;
        for (var steps = 0; steps < 50 && promised.MovedFrom is { } from && !await db.Intents.AnyAsync(row => row.Id == promised.Id, cancel); steps++)
        {
            if (await db.Bookings.AsNoTracking().FirstOrDefaultAsync(row => row.Id == from, cancel) is not { } before)
                break;
            promised = before;
        }

        return promised;
    }

    private static string Named(BookingEvent bookingEvent) => bookingEvent.Name.Length > 0 ? bookingEvent.Name : "a meeting";

    private static string Contact(BookingRecord booking) => BookingWords.Contact(booking.Phone, booking.Email);
}
