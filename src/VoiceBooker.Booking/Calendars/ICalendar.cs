using NodaTime;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Booking.Calendars;

/// <summary>Where bookings stand: the built-in calendar or a provider's. Never throws for what the business expects; throws only when broken or cancelled.</summary>
public interface ICalendar
{
    /// <summary>Its name in <see cref="BookingEvent.Provider"/>.</summary>
    string Provider { get; }

    /// <summary>True when asking it goes over a network: its free times are then fetched ahead and kept for a while.</summary>
    bool IsRemote => false;

    /// <summary>What the event's times are taken from: events with the same diary compete for the same times. The provider's event where it says nothing else.</summary>
    string Diary(BookingEvent bookingEvent) => bookingEvent.ProviderEvent;

    /// <summary>All free slots of the event that start within <paramref name="within"/>, ascending. Holds of others are not subtracted.</summary>
    Task<SlotsResult> FindSlotsAsync(BookingEvent bookingEvent, Interval within, CancellationToken cancel);

    /// <summary>Puts the meeting into the calendar, once per <see cref="BookingRequest.Intent"/>: a repeated request gives the first booking back where the provider allows.</summary>
    Task<BookingOutcome> BookAsync(BookingRequest request, CancellationToken cancel);

    /// <summary>
    /// Looks whether a booking with our intent's identity stands: <see cref="BookingOutcome.Booked"/> or <see cref="BookingOutcome.PendingConfirmation"/>, or null when surely not, or <see cref="BookingOutcome.Unknown"/> when it
    /// cannot be told. With <see cref="BookingRequest.Moving"/>: whether the move came to stand; a calendar that moves in two steps finishes the second.
    /// </summary>
    Task<BookingOutcome?> FindByIntentAsync(BookingRequest request, CancellationToken cancel);

    /// <summary>Looks how a booking stands now, for comparing it with what we promised.</summary>
    Task<BookingStanding> FindByReferenceAsync(BookingEvent bookingEvent, string reference, CancellationToken cancel);

    /// <summary>Asks the calendar to keep a time for a caller who decides; gives the hold's identity, or null when the calendar keeps none or would not now. Advisory: never a reason not to book.</summary>
    Task<string?> ReserveAsync(BookingEvent bookingEvent, Slot slot, CancellationToken cancel) => Task.FromResult<string?>(null);

    /// <summary>Gives up a hold of <see cref="ReserveAsync"/>; one that is gone already is fine.</summary>
    Task ReleaseAsync(BookingEvent bookingEvent, string hold, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Moves a booking; the answer carries the reference that is valid from now on.</summary>
    Task<BookingOutcome> MoveAsync(BookingRequest request, string reference, CancellationToken cancel);

    /// <summary>Cancels a booking. Cancelling what is cancelled already succeeds.</summary>
    Task<CancelOutcome> CancelAsync(BookingEvent bookingEvent, string reference, string reason, CancellationToken cancel);
}

/// <summary>What the calendar needs to book.</summary>
/// <param name="Intent">Our identity of the wish; goes into the provider's metadata.</param>
/// <param name="Event">What is booked.</param>
/// <param name="Slot">When.</param>
/// <param name="Attendee">For whom.</param>
/// <param name="OrganizerEmail">The organizer told of it: the call's <c>cal_email</c>, else the event's.</param>
/// <param name="Answers">Answers to the provider's own required questions, by their identity.</param>
public sealed record BookingRequest(Guid Intent, BookingEvent Event, Slot Slot, Attendee Attendee, string OrganizerEmail, IReadOnlyDictionary<string, string> Answers)
{
    /// <summary>The reference of the booking that is moved; null for a new one.</summary>
    public string? Moving { get; init; }
}

/// <summary>Whom the meeting is with.</summary>
/// <param name="Name">As it is to stand in the invitation.</param>
/// <param name="Email">Normalised address; null when none was given (allowed only where the calendar does not need one).</param>
/// <param name="Phone">E.164; null when withheld.</param>
/// <param name="Zone">IANA zone the attendee thinks in.</param>
public sealed record Attendee(string Name, string? Email, string? Phone, string Zone);

/// <summary>Free slots, or why there is no answer.</summary>
public abstract record SlotsResult
{
    private SlotsResult() { }

    /// <summary>The free slots, ascending; empty when nothing is free.</summary>
    public sealed record Found(IReadOnlyList<Slot> Slots) : SlotsResult;

    /// <summary>The provider cannot be asked now.</summary>
    public sealed record Unavailable(string Reason) : SlotsResult;
}

/// <summary>All that can come of a booking; closed, told apart by <c>switch</c>.</summary>
public abstract record BookingOutcome
{
    private BookingOutcome() { }

    /// <summary>It stands in the calendar.</summary>
    /// <param name="Reference">The provider's identity of the booking.</param>
    /// <param name="Slot">The time that stands.</param>
    /// <param name="MeetingPlace">Link or place for the attendee; empty when not known yet.</param>
    public sealed record Booked(string Reference, Slot Slot, string MeetingPlace) : BookingOutcome
    {
        /// <summary>How one meets, in words after "It is": "a video call"; empty when not known.</summary>
        public string Via { get; init; } = "";
    }

    /// <summary>The provider took it, a person must still agree; told as such.</summary>
    public sealed record PendingConfirmation(string Reference, Slot Slot) : BookingOutcome;

    /// <summary>Somebody else has the time.</summary>
    public sealed record Taken : BookingOutcome;

    /// <summary>Too soon, too far, in the past, or outside the hours.</summary>
    public sealed record OutOfBounds(string Reason) : BookingOutcome;

    /// <summary>The day's or the attendee's limit is reached.</summary>
    public sealed record LimitReached(string Reason) : BookingOutcome;

    /// <summary>A required field is missing or not accepted.</summary>
    public sealed record FieldInvalid(string Field, string Reason) : BookingOutcome;

    /// <summary>Asked too often; nothing was booked.</summary>
    public sealed record Throttled(Duration? RetryAfter) : BookingOutcome;

    /// <summary>The account's credential is refused; the owner must reconnect.</summary>
    public sealed record CredentialDead(string Reason) : BookingOutcome;

    /// <summary>The provider is down; surely nothing was booked.</summary>
    public sealed record ProviderDown(string Reason) : BookingOutcome;

    /// <summary>The answer was lost: it may stand or not. To be reconciled by look-up, never retried blind.</summary>
    public sealed record Unknown(string Reason) : BookingOutcome
    {
        /// <summary>True when no answer came at all, so that it may still be carried out: a look-up that finds nothing proves nothing for the next minutes.</summary>
        public bool MayStillArrive { get; init; }
    }
}

/// <summary>How a booking stands in its calendar.</summary>
public abstract record BookingStanding
{
    private BookingStanding() { }

    /// <summary>It stands.</summary>
    /// <param name="Slot">When.</param>
    /// <param name="AwaitsConfirmation">True while a person there must still agree.</param>
    /// <param name="MeetingPlace">Link or place; empty when not known.</param>
    public sealed record Stands(Slot Slot, bool AwaitsConfirmation, string MeetingPlace) : BookingStanding;

    /// <summary>It was moved and stands under another reference.</summary>
    public sealed record Moved(string Reference, Slot Slot) : BookingStanding;

    /// <summary>It does not stand: cancelled, declined, or never there.</summary>
    public sealed record Gone(string Reason) : BookingStanding;

    /// <summary>Cannot be told now.</summary>
    public sealed record Untold(string Reason) : BookingStanding;
}

/// <summary>All that can come of a cancellation.</summary>
public abstract record CancelOutcome
{
    private CancelOutcome() { }

    /// <summary>It does not stand any more.</summary>
    public sealed record Cancelled : CancelOutcome;

    /// <summary>The calendar knows no such booking.</summary>
    public sealed record NotFound : CancelOutcome;

    /// <summary>The rules forbid it.</summary>
    public sealed record Refused(string Reason) : CancelOutcome;

    /// <summary>Could not be done or told.</summary>
    public sealed record Failed(string Reason) : CancelOutcome;
}
