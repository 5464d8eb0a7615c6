using NodaTime;

namespace VoiceBooker.Booking.Calendars.BuiltIn;

/// <summary>A meeting in a calendar of our own.</summary>
public sealed class CalendarBooking
{
    /// <summary>The reference that <c>ICalendar</c> hands out.</summary>
    public Guid Id { get; set; }

    /// <summary>Which calendar.</summary>
    public Guid ScheduleId { get; set; }

    /// <summary>Which event.</summary>
    public Guid EventId { get; set; }

    /// <summary>The wish it stands for now: the one that made it, or the one that last moved it; unique.</summary>
    public Guid Intent { get; set; }

    /// <summary>The identity of its invitation, which a move keeps.</summary>
    public Guid Uid { get; set; }

    /// <summary>When it begins.</summary>
    public Instant Start { get; set; }

    /// <summary>When it ends.</summary>
    public Instant End { get; set; }

    /// <summary>False once cancelled.</summary>
    public bool Stands { get; set; } = true;

    /// <summary>How often it was changed since it was made.</summary>
    public int Sequence { get; set; }

    /// <summary>What the invitation is called.</summary>
    public string Title { get; set; } = "";

    /// <summary>Who is told as the organizer; may be empty.</summary>
    public string OrganizerEmail { get; set; } = "";

    /// <summary>Whom it is with.</summary>
    public string AttendeeName { get; set; } = "";

    /// <summary>The attendee's address; null when none was given.</summary>
    public string? AttendeeEmail { get; set; }

    /// <summary>IANA zone the attendee thinks in.</summary>
    public string AttendeeZone { get; set; } = "";

    /// <summary>Link or place.</summary>
    public string Place { get; set; } = "";
}

/// <summary>Five minutes of one seat of a calendar, taken by a booking. The key is what makes a second booking impossible.</summary>
public sealed class CalendarCell
{
    /// <summary>Which calendar.</summary>
    public Guid ScheduleId { get; set; }

    /// <summary>Which five minutes: whole cells since 1970 (UTC).</summary>
    public long Cell { get; set; }

    /// <summary>Which of the calendar's seats, from 0.</summary>
    public int Seat { get; set; }

    /// <summary>By whom it is taken.</summary>
    public Guid BookingId { get; set; }
}

/// <summary>One of the bookings an event may have on a day. The key is what makes one more than the daily cap impossible.</summary>
public sealed class CalendarDayPlace
{
    /// <summary>Which event.</summary>
    public Guid EventId { get; set; }

    /// <summary>Which day, in the event's zone.</summary>
    public LocalDate Date { get; set; }

    /// <summary>Which place, from 0.</summary>
    public int Place { get; set; }

    /// <summary>By whom it is taken.</summary>
    public Guid BookingId { get; set; }
}
