using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Bookings;

/// <summary>What somebody changed in the calendar itself, written into our records: a move is a new record beside the old one, as when a caller moves.</summary>
internal static class HostChanges
{
    /// <summary>The booking stands at another time; gives its new record.</summary>
    /// <param name="db">Where the new record is added.</param>
    /// <param name="booking">The record as it was.</param>
    /// <param name="reference">How the calendar calls it now.</param>
    /// <param name="slot">When it is now.</param>
    /// <param name="awaits">True while a person there must still agree to it.</param>
    /// <param name="now">The clock.</param>
    public static BookingRecord Move(BookingDbContext db, BookingRecord booking, string reference, Slot slot, bool awaits, Instant now)
    {
        booking.Status = BookingStatus.Moved;
        booking.UpdatedAt = now;
        var moved = new BookingRecord
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            EventId = booking.EventId,
            Provider = booking.Provider,
            ConnectionId = booking.ConnectionId,
            Reference = reference,
            Start = slot.Start,
            End = slot.End,
            Name = booking.Name,
            Email = booking.Email,
            Phone = booking.Phone,
            Zone = booking.Zone,
            MeetingPlace = booking.MeetingPlace,
            Answers = [.. booking.Answers],
            Status = BookingStatus.Confirmed,
            AwaitsConfirmation = awaits,
            CallId = booking.CallId,
            MovedFrom = booking.Id,
            CreatedAt = now,
            UpdatedAt = now,
        };
        db.Bookings.Add(moved);
        return moved;
    }

    /// <summary>The booking does not stand any more.</summary>
    public static void Cancel(BookingRecord booking, string reason, Instant now)
    {
        booking.Status = BookingStatus.Cancelled;
        booking.CancelReason = reason.Length > 0 ? reason : CancelReasons.InCalendar;
        booking.UpdatedAt = now;
    }

    /// <summary>The payload of <c>booking.changed</c>.</summary>
    /// <param name="booking">The record as it is now.</param>
    /// <param name="what">"moved", "cancelled", "confirmed" or "restored".</param>
    public static object Entry(BookingRecord booking, string what) => new
    {
        booking = booking.Id,
        what,
        reference = booking.Reference,
        start = booking.Start.ToString(),
        end = booking.End.ToString(),
        zone = booking.Zone,
        movedFrom = booking.MovedFrom,
        reason = booking.CancelReason,
    };
}
