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
    private static readonly IntentStep.Taken Taken = new();

    private readonly HashSet<string> _tags = new(StringComparer.Ordinal);
    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);

    /// <summary>
    /// Our identity of the wish; the provider gets it as metadata. It changes when the calendar's answer was lost and the look-up found nothing: what may still come to stand under the old identity
    /// can then be told from what is committed next, and taken back.
    /// </summary>
    public Guid Id { get; private set; } = id;

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

    /// <summary>Answers to what the event asks beyond name and address.</summary>
    public IReadOnlyList<EventAnswer> Answers { get; private set; } = [];

    /// <summary>For whom; known once the details are complete, and kept when only the time changes.</summary>
    public Attendee? Attendee { get; private set; }

    /// <summary>The tag of the read-back that counts.</summary>
    public string? ReadBackTag { get; private set; }

    /// <summary>What came of the last commit.</summary>
    public BookingOutcome? Outcome { get; private set; }

    /// <summary>True until the commit begins: nothing outside has happened yet, so everything may still change.</summary>
    private bool Open => State < IntentState.Committing;

    /// <summary>A new offer; allowed until the commit begins. A held choice is let go by the ledger.</summary>
    public IntentStep Offer(IReadOnlyList<OfferedSlot> slots)
    {
        if (!Open)
            return No("A commit is under way or done.");
        if (slots.Count == 0)
            return No("An offer names at least one time.");
        if (slots.Select(slot => slot.Handle).Concat(Offered.Select(slot => slot.Handle)).GroupBy(handle => handle, StringComparer.Ordinal).Any(same => same.Count() > 1))
            return No("A handle names one time for the whole life of the wish.");

        Offered = [.. Offered, .. slots];
        LastOffer = [.. slots];
        return Back(IntentState.Offered);
    }

    /// <summary>One of the offered times, by handle; also one of an earlier offer, as long as the calendar has not refused it.</summary>
    public IntentStep Choose(string handle)
    {
        if (!Open)
            return No("A commit is under way or done.");
        if (Offered.FirstOrDefault(slot => string.Equals(slot.Handle, handle, StringComparison.Ordinal)) is not { } slot)
            return No("No such time was offered.");
        if (_gone.Contains(handle))
            return No("The calendar has refused this time.");

        Back(IntentState.Chosen);
        Chosen = slot;
        return Taken;
    }

    /// <summary>All details are there and confirmed by the caller (or known).</summary>
    public IntentStep Complete(Attendee attendee, IReadOnlyList<EventAnswer>? answers = null)
    {
        if (State is not (IntentState.Chosen or IntentState.DetailsComplete))
            return No("Details are completed for a chosen time.");

        Attendee = attendee;
        Answers = answers ?? [];
        State = IntentState.DetailsComplete;
        return Taken;
    }

    /// <summary>The read-back of exactly these facts is handed to the voice under <paramref name="tag"/>, a fresh one for every read-back; the one before counts no more.</summary>
    public IntentStep ReadBack(string tag)
    {
        if (State is not (IntentState.DetailsComplete or IntentState.ReadBack or IntentState.Heard))
            return No("Only complete details are read back.");
        if (!_tags.Add(tag))
            return No("Every read-back has a tag of its own.");

        ReadBackTag = tag;
        State = IntentState.ReadBack;
        return Taken;
    }

    /// <summary>The passage <paramref name="tag"/> was heard; only the current read-back's tag counts.</summary>
    public IntentStep Hear(string tag)
    {
        if (State is not (IntentState.ReadBack or IntentState.Heard))
            return No("No read-back is under way.");
        if (!string.Equals(tag, ReadBackTag, StringComparison.Ordinal))
            return No("This is not the read-back that counts.");

        State = IntentState.Heard;
        return Taken;
    }

    /// <summary>An explicit yes; only after the read-back was heard.</summary>
    public IntentStep Agree() => Go(IntentState.Heard, IntentState.Agreed, "A yes counts only after the read-back was heard.");

    /// <summary>The commit is recorded; from here on nothing but its outcome moves the intent.</summary>
    public IntentStep Commit() => Go(IntentState.Agreed, IntentState.Committing, "Only what was agreed to is committed.");

    /// <summary>The outcome of the commit, or of the look-up after <see cref="IntentState.Unknown"/>. Refusals lead back to <see cref="IntentState.Seeking"/>.</summary>
    public IntentStep Resolve(BookingOutcome outcome)
    {
        if (State is not (IntentState.Committing or IntentState.Unknown))
            return No("No commit is under way.");

        var lost = State == IntentState.Unknown;
        Outcome = outcome;
        switch (outcome)
        {
            case BookingOutcome.Booked or BookingOutcome.PendingConfirmation:
                State = IntentState.Confirmed;
                break;

            case BookingOutcome.Unknown:
                State = IntentState.Unknown;
                break;

            default:
                if (outcome is BookingOutcome.Taken or BookingOutcome.OutOfBounds or BookingOutcome.LimitReached)
                    _gone.Add(Chosen!.Handle);
                if (lost)
                    Id = Following(Id);
                Back(IntentState.Seeking);
                break;
        }

        return Taken;
    }

    /// <summary>The caller heard that it is booked.</summary>
    public IntentStep Tell() => Go(IntentState.Confirmed, IntentState.Told, "Only what stands in the calendar is told.");

    /// <summary>The caller changed their mind about the time (back to seeking) — allowed until the commit begins.</summary>
    public IntentStep ChangeMind() => Open ? Back(IntentState.Seeking) : No("A commit is under way or done.");

    /// <summary>A detail is to be corrected: back to <see cref="IntentState.Chosen"/>; the old read-back counts no more.</summary>
    public IntentStep CorrectDetails()
    {
        if (!Open || Chosen is null)
            return No("There are no details of a chosen time to correct.");

        ReadBackTag = null;
        State = IntentState.Chosen;
        return Taken;
    }

    /// <summary>Given up; allowed until the commit begins.</summary>
    public IntentStep Abandon() => Open ? Back(IntentState.Abandoned) : No("A commit is under way or done.");

    private static Guid Following(Guid id)
    {
        var bytes = id.ToByteArray();
        bytes[^1]++;
        return new Guid(bytes);
    }

    private static IntentStep.Refused No(string why) => new(why);

    private IntentStep Go(IntentState from, IntentState to, string otherwise)
    {
        if (State != from)
            return No(otherwise);

        State = to;
        return Taken;
    }

    /// <summary>Every way back drops the choice and the read-back, so that no earlier yes can count for a later time.</summary>
    private IntentStep.Taken Back(IntentState to)
    {
        Chosen = null;
        ReadBackTag = null;
        State = to;
        return Taken;
    }
}

/// <summary>A booking made through us, as the caller may ask for it later.</summary>
/// <param name="Id">Our identity (the intent that made it).</param>
/// <param name="EventId">What was booked.</param>
/// <param name="Provider">Which calendar holds it.</param>
/// <param name="Reference">The provider's identity.</param>
/// <param name="Slot">When.</param>
/// <param name="Attendee">For whom.</param>
/// <param name="MeetingPlace">Link or place.</param>
public sealed record Appointment(Guid Id, Guid EventId, string Provider, string Reference, Slot Slot, Attendee Attendee, string MeetingPlace)
{
    /// <summary>What its caller answered to the event's questions: a move asks them no second time.</summary>
    public IReadOnlyList<EventAnswer> Answers { get; init; } = [];

    /// <summary>True while a person at the calendar's side must still agree.</summary>
    public bool AwaitsConfirmation { get; init; }
}
