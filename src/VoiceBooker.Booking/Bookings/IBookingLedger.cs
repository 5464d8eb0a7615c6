using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Voice.Journal;

namespace VoiceBooker.Booking.Bookings;

/// <summary>Whether a time could be held for one intent.</summary>
public enum HoldResult
{
    /// <summary>Held until the lease ends.</summary>
    Held,

    /// <summary>Another call holds it.</summary>
    HeldByAnother,
}

/// <summary>What we know of somebody who calls from a number.</summary>
public sealed record KnownCaller(string Name, string? Email, string Phone, string? Zone);

/// <summary>Free times for an offer: the calendar's, less what other calls hold and less days that are full by the event's daily cap.</summary>
public abstract record FreeTimes
{
    private FreeTimes() { }

    /// <summary>What may be offered, ascending.</summary>
    public sealed record Found(IReadOnlyList<Slot> Slots) : FreeTimes
    {
        /// <summary>True when the calendar does not answer now and these are its times of some minutes ago.</summary>
        public bool Old { get; init; }
    }

    /// <summary>The calendar cannot be asked now.</summary>
    public sealed record Unavailable(string Reason) : FreeTimes;
}

/// <summary>
/// Does what the state machine allows, durably: leases, the commit with its record first, reconciliation, moving and cancelling. One for the server; every method is safe from many calls at once.
/// </summary>
public interface IBookingLedger
{
    /// <summary>Events an assistant may book, active ones only, by name.</summary>
    Task<IReadOnlyList<BookingEvent>> FindEventsAsync(Guid assistant, CancellationToken cancel);

    /// <summary>What may be offered of <paramref name="bookingEvent"/> to <paramref name="intent"/> (its own lease does not count against it).</summary>
    Task<FreeTimes> FindFreeAsync(BookingEvent bookingEvent, Interval within, Guid intent, CancellationToken cancel);

    /// <summary>Takes the lease on the intent's chosen time, giving up any other lease of the intent.</summary>
    Task<HoldResult> HoldAsync(BookingIntent intent, CancellationToken cancel);

    /// <summary>Gives up the intent's lease.</summary>
    Task ReleaseAsync(BookingIntent intent, CancellationToken cancel);

    /// <summary>
    /// Commits an <see cref="IntentState.Agreed"/> intent: writes the intent and the journal entry to disk, asks the calendar once (a move when <see cref="BookingIntent.Moving"/> is set), and resolves the intent.
    /// A lost answer becomes <see cref="BookingOutcome.Unknown"/> and is looked up a few times before this returns; if it stays unknown, the background reconciliation goes on.
    /// Not cancelled by a hang-up.
    /// </summary>
    Task<BookingOutcome> CommitAsync(BookingIntent intent, string organizerEmail, ICallJournal journal, CancellationToken stopping);

    /// <summary>The caller was told; stands in the record of bookings.</summary>
    Task RecordToldAsync(BookingIntent intent, CancellationToken cancel);

    /// <summary>Writes the intent's present state (for the console and for what is found after a crash). Never blocks a side effect.</summary>
    Task SaveAsync(BookingIntent intent, CancellationToken cancel);

    /// <summary>Upcoming appointments made from this number, soonest first.</summary>
    Task<IReadOnlyList<Appointment>> FindAppointmentsAsync(string phone, CancellationToken cancel);

    /// <summary>Who last booked from this number.</summary>
    Task<KnownCaller?> FindCallerAsync(string phone, CancellationToken cancel);

    /// <summary>Cancels an appointment in its calendar and in our record.</summary>
    Task<CancelOutcome> CancelAsync(Appointment appointment, string reason, ICallJournal journal, CancellationToken stopping);
}
