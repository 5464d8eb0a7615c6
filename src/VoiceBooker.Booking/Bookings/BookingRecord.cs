using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Bookings;

/// <summary>What became of a booking.</summary>
public enum BookingStatus
{
    /// <summary>It stands.</summary>
    Confirmed,

    /// <summary>It was moved and stands no more at this time; another record of the same meeting stands at the new one.</summary>
    Moved,

    /// <summary>It was cancelled.</summary>
    Cancelled,
}

/// <summary>A booking made through us; a row of <c>bookings</c>.</summary>
public sealed class BookingRecord
{
    /// <summary>The intent that made it.</summary>
    public Guid Id { get; set; }

    /// <summary>What was booked.</summary>
    public Guid EventId { get; set; }

    /// <summary>Which calendar holds it.</summary>
    public string Provider { get; set; } = "";

    /// <summary>Which account there; null for the built-in calendar.</summary>
    public Guid? ConnectionId { get; set; }

    /// <summary>The calendar's identity of it.</summary>
    public string Reference { get; set; } = "";

    /// <summary>When it begins.</summary>
    public Instant Start { get; set; }

    /// <summary>When it ends.</summary>
    public Instant End { get; set; }

    /// <summary>For whom.</summary>
    public string Name { get; set; } = "";

    /// <summary>Address; null when none was given.</summary>
    public string? Email { get; set; }

    /// <summary>E.164; null when withheld.</summary>
    public string? Phone { get; set; }

    /// <summary>IANA zone of the attendee.</summary>
    public string Zone { get; set; } = "";

    /// <summary>Link or place; empty when not known.</summary>
    public string MeetingPlace { get; set; } = "";

    /// <summary>What was answered to the event's own questions.</summary>
    public List<EventAnswer> Answers { get; set; } = [];

    /// <summary>What became of it.</summary>
    public BookingStatus Status { get; set; }

    /// <summary>True while a person at the calendar's side must still agree.</summary>
    public bool AwaitsConfirmation { get; set; }

    /// <summary>True once the caller heard that it is booked.</summary>
    public bool Told { get; set; }

    /// <summary>The call it was made on; null for an operator's booking.</summary>
    public CallId? CallId { get; set; }

    /// <summary>The record it was moved from or to; null when it never was.</summary>
    public Guid? MovedFrom { get; set; }

    /// <summary>Why it was cancelled; empty while it stands.</summary>
    public string CancelReason { get; set; } = "";

    /// <summary>When it was made.</summary>
    public Instant CreatedAt { get; set; }

    /// <summary>When it last changed.</summary>
    public Instant UpdatedAt { get; set; }

    /// <summary>As the caller may ask for it.</summary>
    public Appointment ToAppointment() => new(Id, EventId, Provider, Reference, new Slot(Start, End), new Attendee(Name, Email, Phone, Zone), MeetingPlace) { Answers = [.. Answers], AwaitsConfirmation = AwaitsConfirmation };
}

/// <summary>The state of one wish as it stands on disk; a row of <c>intents</c>.</summary>
public sealed class IntentRecord
{
    /// <summary>The intent.</summary>
    public Guid Id { get; set; }

    /// <summary>Its call.</summary>
    public CallId CallId { get; set; }

    /// <summary>What is to be booked.</summary>
    public Guid EventId { get; set; }

    /// <summary>Where it stands.</summary>
    public IntentState State { get; set; }

    /// <summary>The booking it moves; null for a new one.</summary>
    public Guid? Moving { get; set; }

    /// <summary>Start of the chosen time.</summary>
    public Instant? Start { get; set; }

    /// <summary>End of the chosen time.</summary>
    public Instant? End { get; set; }

    /// <summary>For whom; empty until the details are complete.</summary>
    public string Name { get; set; } = "";

    /// <summary>Address.</summary>
    public string? Email { get; set; }

    /// <summary>E.164.</summary>
    public string? Phone { get; set; }

    /// <summary>IANA zone of the attendee.</summary>
    public string Zone { get; set; } = "";

    /// <summary>What was answered to the event's own questions.</summary>
    public List<EventAnswer> Answers { get; set; } = [];

    /// <summary>While committing: whoever finds the row after this may settle it. After a release: when to look once more for an answer that came late.</summary>
    public Instant? SettleAfter { get; set; }

    /// <summary>When it last changed.</summary>
    public Instant UpdatedAt { get; set; }
}

/// <summary>A time that is kept for one wish for a while; a row of <c>leases</c>.</summary>
public sealed class Lease
{
    /// <summary>Which kind of calendar.</summary>
    public string Provider { get; set; } = "";

    /// <summary>Which diary there.</summary>
    public string Diary { get; set; } = "";

    /// <summary>Start of the time.</summary>
    public Instant Start { get; set; }

    /// <summary>End of the time.</summary>
    public Instant End { get; set; }

    /// <summary>For whom it is kept.</summary>
    public Guid Intent { get; set; }

    /// <summary>The calendar's own hold on the time; null when it keeps none.</summary>
    public string? Reservation { get; set; }

    /// <summary>It counts until then.</summary>
    public Instant ExpiresAt { get; set; }
}
