using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Journal;

namespace VoiceBooker.Booking.Bookings;

/// <summary>Bookings and cancellations made by a person at the console or through the API: the same calendar and the same record, without a call.</summary>
public sealed class OperatorBookings
{
    private static readonly IReadOnlyDictionary<string, string> NoAnswers = new Dictionary<string, string>(StringComparer.Ordinal);

    private readonly IDbContextFactory<BookingDbContext> _contexts;
    private readonly BookingLedger _ledger;
    private readonly TimeProvider _time;

    internal OperatorBookings(IDbContextFactory<BookingDbContext> contexts, BookingLedger ledger, TimeProvider time)
    {
        _contexts = contexts;
        _ledger = ledger;
        _time = time;
    }

    /// <summary>Books the event's time that begins at <paramref name="start"/>, at once; <see cref="BookingOutcome.Taken"/> when there is no such free time. <c>Id</c> is that of the record when it is booked.</summary>
    public async Task<(Guid Id, BookingOutcome Outcome)> BookAsync(BookingEvent bookingEvent, Instant start, Attendee attendee, CancellationToken stopping)
    {
        var id = Guid.CreateVersion7(_time.GetUtcNow());
        var free = await _ledger.FindFreeAsync(bookingEvent, new Interval(start, start + Duration.FromMilliseconds(1)), id, stopping);
        if (free is FreeTimes.Unavailable(var reason))
            return (id, new BookingOutcome.ProviderDown(reason));
        if (free is not FreeTimes.Found(var slots) || slots.Count == 0)
            return (id, new BookingOutcome.Taken());

        var record = new IntentRecord
        {
            Id = id,
            EventId = bookingEvent.Id,
            Start = slots[0].Start,
            End = slots[0].End,
            Name = attendee.Name,
            Email = attendee.Email,
            Phone = attendee.Phone,
            Zone = attendee.Zone,
        };
        var request = new BookingRequest(id, bookingEvent, slots[0], attendee, bookingEvent.OrganizerEmail, NoAnswers);
        return (id, await _ledger.CommitAsync(request, record, moving: null, Unrecorded.Instance, intent: null, stopping));
    }

    /// <summary>Cancels a booking in its calendar and in the record.</summary>
    public async Task<CancelOutcome> CancelAsync(Guid booking, string reason, CancellationToken stopping)
    {
        await using var db = await _contexts.CreateDbContextAsync(stopping);
        var row = await db.Bookings.AsNoTracking().FirstOrDefaultAsync(found => found.Id == booking, stopping);
        return row?.Status switch
        {
            null => new CancelOutcome.NotFound(),
            BookingStatus.Cancelled => new CancelOutcome.Cancelled(),
            BookingStatus.Moved => new CancelOutcome.Refused("It was moved; cancel the booking at its new time."),
            _ => await _ledger.CancelAsync(row.ToAppointment(), reason, Unrecorded.Instance, stopping),
        };
    }

    /// <summary>The latest invitation of a booking as an <c>.ics</c> file's text; null when there is none (a provider sends its own).</summary>
    public async Task<string?> FindInvitationAsync(Guid booking, CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        return await db.Invitations.Where(row => row.BookingId == booking).OrderByDescending(row => row.Sequence).Select(row => row.Text).FirstOrDefaultAsync(cancel);
    }

    /// <summary>There is no call whose journal could tell of it; the record of bookings does.</summary>
    private sealed class Unrecorded : ICallJournal
    {
        public static readonly Unrecorded Instance = new();

        public void Record(string kind, object? payload = null)
        {
        }

        public ValueTask RecordDurablyAsync(string kind, object? payload, CancellationToken cancel) => ValueTask.CompletedTask;
    }
}
