using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Offers;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Bookings;

/// <summary>How far one wish for a meeting has come.</summary>
public enum IntentState
{
    /// <summary>No times offered yet.</summary>
    Seeking,

    /// <summary>Times were offered.</summary>
    Offered,

    /// <summary>One was chosen and is held.</summary>
    Chosen,

    /// <summary>All details the booking needs are confirmed.</summary>
    DetailsComplete,

    /// <summary>The read-back was handed to the voice.</summary>
    ReadBack,

    /// <summary>The read-back reached the caller's ear to its end.</summary>
    Heard,

    /// <summary>The caller said yes to a heard read-back.</summary>
    Agreed,

    /// <summary>The commit is on record and under way.</summary>
    Committing,

    /// <summary>The answer was lost; it is being looked up.</summary>
    Unknown,

    /// <summary>It stands in the calendar.</summary>
    Confirmed,

    /// <summary>The caller has been told, and heard it.</summary>
    Told,

    /// <summary>Given up: changed mind, hung up, refused. Nothing stands for it.</summary>
    Abandoned,
}

/// <summary>Whether a step of the state machine was allowed.</summary>
public abstract record IntentStep
{
    private IntentStep() { }

    /// <summary>The step was taken.</summary>
    public sealed record Taken : IntentStep;

    /// <summary>The step is not allowed now; nothing changed.</summary>
    public sealed record Refused(string Why) : IntentStep;
}

/// <summary>
/// One caller's wish for one meeting: the state machine of which the model may only propose steps. Pure: no clock, no database; <c>BookingLedger</c> does what must be done.
/// <code>Seeking → Offered → Chosen → DetailsComplete → ReadBack → Heard → Agreed → Committing → Confirmed → Told</code>
/// </summary>
public sealed class BookingIntent(Guid id, CallId call, BookingEvent bookingEvent)
{
    /// <summary>Our identity of the wish; the provider gets it as metadata.</summary>
    public Guid Id { get; } = id;

    /// <summary>The call it was uttered on.</summary>
    public CallId Call { get; } = call;

    /// <summary>What is to be booked.</summary>
    public BookingEvent Event { get; } = bookingEvent;

    /// <summary>The appointment that is being moved; null for a new booking.</summary>
    public Appointment? Moving { get; init; }

    /// <summary>Where it stands.</summary>
    public IntentState State { get; private set; } = IntentState.Seeking;

    /// <summary>All times offered so far; handles are unique over the intent's life.</summary>
    public IReadOnlyList<OfferedSlot> Offered { get; private set; } = [];

    /// <summary>Those of the last offer.</summary>
    public IReadOnlyList<OfferedSlot> LastOffer { get; private set; } = [];

    /// <summary>The chosen time.</summary>
    public OfferedSlot? Chosen { get; private set; }

    /// <summary>For whom; known once the details are complete.</summary>
    public Attendee? Attendee { get; private set; }

    /// <summary>The tag of the read-back that counts.</summary>
    public string? ReadBackTag { get; private set; }

    /// <summary>What came of the commit.</summary>
    public BookingOutcome? Outcome { get; private set; }

    /// <summary>A new offer; allowed until the commit begins. A held choice is let go by the ledger.</summary>
    public IntentStep Offer(IReadOnlyList<OfferedSlot> slots) => throw new NotImplementedException();

    /// <summary>One of the offered times, by handle.</summary>
    public IntentStep Choose(string handle) => throw new NotImplementedException();

    /// <summary>All details are there and confirmed by the caller (or known).</summary>
    public IntentStep Complete(Attendee attendee) => throw new NotImplementedException();

    /// <summary>The read-back of exactly these facts is handed to the voice under <paramref name="tag"/>.</summary>
    public IntentStep ReadBack(string tag) => throw new NotImplementedException();

    /// <summary>The passage <paramref name="tag"/> was heard; only the current read-back's tag counts.</summary>
    public IntentStep Hear(string tag) => throw new NotImplementedException();

    /// <summary>An explicit yes; only after the read-back was heard.</summary>
    public IntentStep Agree() => throw new NotImplementedException();

    /// <summary>The commit is recorded; from here on nothing but its outcome moves the intent.</summary>
    public IntentStep Commit() => throw new NotImplementedException();

    /// <summary>The outcome of the commit, or of the look-up after <see cref="IntentState.Unknown"/>. Refusals lead back to <see cref="IntentState.Seeking"/>.</summary>
    public IntentStep Resolve(BookingOutcome outcome) => throw new NotImplementedException();

    /// <summary>The caller heard that it is booked.</summary>
    public IntentStep Tell() => throw new NotImplementedException();

    /// <summary>The caller changed their mind about the time (back to seeking) — allowed until the commit begins.</summary>
    public IntentStep ChangeMind() => throw new NotImplementedException();

    /// <summary>A detail is to be corrected: back to <see cref="IntentState.Chosen"/>; the old read-back counts no more.</summary>
    public IntentStep CorrectDetails() => throw new NotImplementedException();

    /// <summary>Given up; allowed until the commit begins.</summary>
    public IntentStep Abandon() => throw new NotImplementedException();
}

/// <summary>A booking made through us, as the caller may ask for it later.</summary>
/// <param name="Id">Our identity (the intent that made it).</param>
/// <param name="EventId">What was booked.</param>
/// <param name="Provider">Which calendar holds it.</param>
/// <param name="Reference">The provider's identity.</param>
/// <param name="Slot">When.</param>
/// <param name="Attendee">For whom.</param>
/// <param name="MeetingPlace">Link or place.</param>
public sealed record Appointment(Guid Id, Guid EventId, string Provider, string Reference, Slot Slot, Attendee Attendee, string MeetingPlace);
