using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Tasks;

namespace VoiceBooker.Providers.Calendly;

/// <summary>
/// Calendly's calendar. There is no hold and no idempotency key: a booking is one <c>POST</c> that is never sent again while its fate is open, marked with our intent (<c>utm_content</c>) and looked up by it.
/// <para>
/// A booking's reference is the URI of its invitee: it names the one person of an event that may have several, it leads to the event, and when somebody moves the meeting at Calendly it leads to the invitee that follows.
/// </para>
/// <para>
/// There is no rescheduling either: a move books the new time, and only when that stands cancels the old one, so that at no moment both are lost. When the second step is not done for certain, the move is
/// <see cref="BookingOutcome.Unknown"/>, and whoever looks it up (<see cref="FindByIntentAsync"/> with <see cref="BookingRequest.Moving"/>: the ledger, at once and then every minute) finds the new time and cancels
/// the old one again. When Calendly refuses the second step for good, the move stands and a task asks a person to cancel the old time. Since the old time is held until then, a time that overlaps it is not free to move to.
/// </para>
/// </summary>
internal sealed partial class CalendlyCalendar(CalendlyHttp http, Connections connections, OperatorTasks tasks, IOptions<CalendlyOptions> options, TimeProvider time, ILogger<CalendlyCalendar> log) : ICalendar
{
    private readonly FreeTimes _free = new(options, time);
    private readonly Bookings _bookings = new(options, time);

    /// <summary>Its name.</summary>
    internal const string Name = "calendly";

    public string Provider => Name;

    public bool IsRemote => true;

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Events of one account compete for the same person's time.</summary>
    public string Diary(BookingEvent bookingEvent) => bookingEvent.ConnectionId?.ToString("D") ?? bookingEvent.ProviderEvent;

    public async Task<SlotsResult> FindSlotsAsync(BookingEvent bookingEvent, Interval within, CancellationToken cancel) =>
        await OpenAsync(bookingEvent, cancel) switch
        {
            AccountOpening.Open(var account) => await _free.FindAsync(account, bookingEvent, within, cancel),
            AccountOpening.Dead(var reason) => new SlotsResult.Unavailable(reason),
            AccountOpening.NotNow(var reason) => new SlotsResult.Unavailable(reason),
            _ => throw new InvalidOperationException("An account opens or it does not."),
        };

    public async Task<BookingOutcome> BookAsync(BookingRequest request, CancellationToken cancel)
    {
        var (account, trouble) = await TryOpenAsync(request.Event, cancel);
        return account is null ? trouble! : await BookAsync(account, request, cancel);
    }

    public async Task<BookingOutcome?> FindByIntentAsync(BookingRequest request, CancellationToken cancel)
    {
        switch (await OpenAsync(request.Event, cancel))
        {
            case AccountOpening.Dead(var reason):
                return new BookingOutcome.Unknown(reason);
            case AccountOpening.NotNow(var reason):
                return new BookingOutcome.Unknown(reason);
            case AccountOpening.Open(var account):
                var found = await _bookings.FindAsync(account, request, cancel);
                return found is BookingOutcome.Booked booked && request.Moving is { } moving ? await FinishMoveAsync(account, request, booked, moving, cancel) : found;
            default:
                throw new InvalidOperationException("An account opens or it does not.");
        }
    }

    public async Task<BookingStanding> FindByReferenceAsync(BookingEvent bookingEvent, string reference, CancellationToken cancel) =>
        await OpenAsync(bookingEvent, cancel) switch
        {
            AccountOpening.Open(var account) => Told(await Bookings.LookAsync(account, reference, cancel), reference),
            AccountOpening.Dead(var reason) => new BookingStanding.Untold(reason),
            AccountOpening.NotNow(var reason) => new BookingStanding.Untold(reason),
            _ => throw new InvalidOperationException("An account opens or it does not."),
        };

    public async Task<BookingOutcome> MoveAsync(BookingRequest request, string reference, CancellationToken cancel)
    {
        var (account, trouble) = await TryOpenAsync(request.Event, cancel);
        if (account is null)
            return trouble!;

        switch (await Bookings.LookAsync(account, reference, cancel))
        {
            case HeldBooking.Gone:
                return new BookingOutcome.OutOfBounds("The appointment does not stand any more.");
            case HeldBooking.Untold(var reason):
                return new BookingOutcome.ProviderDown(reason);
            case HeldBooking.Stands { OthersCome: true }:
                return new BookingOutcome.OutOfBounds("Others come to the same appointment, and Calendly would cancel it for all of them.");
            case HeldBooking.Stands { Slot: var old } when old.Start <= Now:
                return new BookingOutcome.OutOfBounds("The appointment has begun already.");
            case HeldBooking.Stands { Slot: var old } when old.Start == request.Slot.Start:
                return new BookingOutcome.OutOfBounds("It is at that time already.");
            default:
                var outcome = await BookAsync(account, request, cancel);
                return outcome is BookingOutcome.Booked booked ? await FinishMoveAsync(account, request, booked, reference, cancel) : outcome;
        }
    }

    public async Task<CancelOutcome> CancelAsync(BookingEvent bookingEvent, string reference, string reason, CancellationToken cancel) =>
        await OpenAsync(bookingEvent, cancel) switch
        {
            AccountOpening.Open(var account) => await Cancellations.CancelAsync(account, reference, reason, Now, cancel),
            AccountOpening.Dead(var why) => new CancelOutcome.Failed(why),
            AccountOpening.NotNow(var why) => new CancelOutcome.Failed(why),
            _ => throw new InvalidOperationException("An account opens or it does not."),
        };

    private static BookingStanding Told(HeldBooking held, string reference) => held switch
    {
        HeldBooking.Stands stands when stands.Reference != reference => new BookingStanding.Moved(stands.Reference, stands.Slot),
        HeldBooking.Stands stands => new BookingStanding.Stands(stands.Slot, AwaitsConfirmation: false, stands.Place),
        HeldBooking.Gone(var reason, _) => new BookingStanding.Gone(reason),
        HeldBooking.Untold(var reason) => new BookingStanding.Untold(reason),
        _ => throw new InvalidOperationException("A booking stands, is gone, or cannot be told."),
    };

    private async Task<BookingOutcome> BookAsync(Account account, BookingRequest request, CancellationToken cancel)
    {
        var (body, missing) = _bookings.BodyOf(account, request);
        if (body is null)
            return missing!;

        // A limit of its own, by minute, hour and day: what it refuses says nothing of the other requests.
        var reply = await account.SendAsync(CalendlyCall.Post("booking", "/invitees", body, CalendlyJson.Default.BookingBody) with { Lane = "invitees" }, cancel);
        switch (reply)
        {
            case CalendlyReply.Done done when done.Read(CalendlyJson.Default.Invitee)?.Resource is { Uri: { } invitee, Comes: true } booked && WireUri.Invitee(invitee) is not null:
                return await _bookings.ReadBackAsync(account, request, booked, cancel);

            case CalendlyReply.Done:
                return new BookingOutcome.Unknown("Calendly's answer to the booking is not what it should be.");

            case CalendlyReply.Refused(var why):
                LogRefused(request.Intent, why.GetType().Name);
                return await WhyRefusedAsync(account, request, why, cancel);

            case CalendlyReply.SignedOut(var reason):
                return new BookingOutcome.CredentialDead(reason);

            case CalendlyReply.Throttled(var after):
                // Not a LimitReached, even when it is the day's: that would send the caller through other times in vain.
                return new BookingOutcome.Throttled(after);

            case CalendlyReply.Unreachable(var reason, var maybeDone):
                return maybeDone ? new BookingOutcome.Unknown(reason) : new BookingOutcome.ProviderDown(reason);

            default:
                throw new InvalidOperationException("A request is answered or it is not.");
        }
    }

    /// <summary>Nothing was booked by this request; what says "taken" may be our own booking, sent before.</summary>
    private async Task<BookingOutcome> WhyRefusedAsync(Account account, BookingRequest request, Refusal why, CancellationToken cancel)
    {
        var outcome = why.OfBooking() ?? await LookAgainAsync(account, request, why, cancel);
        return outcome is BookingOutcome.Taken && await _bookings.FindAsync(account, request, cancel) is BookingOutcome.Booked ours ? ours : outcome;
    }

    /// <summary>The refusal does not say what is wrong: is the event still there, does it still offer the place, is the time still free?</summary>
    private async Task<BookingOutcome> LookAgainAsync(Account account, BookingRequest request, Refusal why, CancellationToken cancel)
    {
        switch (await account.SendAsync(CalendlyCall.Get("event type", $"/event_types/{WireUri.Segment(request.Event.ProviderEvent)}"), cancel))
        {
            case CalendlyReply.Refused { Why: Refusal.NotFound }:
            case CalendlyReply.Done gone when gone.Read(CalendlyJson.Default.EventType)?.Resource is { Active: false } or { DeletedAt: not null }:
                return new BookingOutcome.ProviderDown("The event is not at Calendly any more, or is switched off there.");

            case CalendlyReply.Done done when why is Refusal.Doubtful { Place: true } && done.Read(CalendlyJson.Default.EventType)?.Resource is { } type && !MeetingPlaces.Offers(type, Chosen(request.Event)):
                return new BookingOutcome.FieldInvalid(MeetingPlaces.AskedPlace, "The event at Calendly does not offer this place to meet any more; choose another in the event's settings.");
        }

        return await _free.IsFreeAsync(account, request.Event, request.Slot.Start, cancel) switch
        {
            false => new BookingOutcome.Taken(),
            true when why is Refusal.Doubtful { Place: true } => new BookingOutcome.FieldInvalid(MeetingPlaces.AskedPlace, why.Words),
            _ => new BookingOutcome.ProviderDown(why.Words),
        };
    }

    private static string Chosen(BookingEvent bookingEvent) => bookingEvent.MeetingLink is "" or "place" ? MeetingPlaces.Unset : bookingEvent.MeetingLink;

    /// <summary>The second step of a move; the first one stands.</summary>
    private async Task<BookingOutcome> FinishMoveAsync(Account account, BookingRequest request, BookingOutcome.Booked booked, string old, CancellationToken cancel)
    {
        if (old == booked.Reference)
            return booked;
        switch (await Cancellations.CancelAsync(account, old, "Moved to another time by telephone.", Now, cancel, except: booked.Reference))
        {
            case CancelOutcome.Refused(var reason):
                LogOldStays(request.Intent, reason);
                await tasks.AddAsync(
                    TaskKind.CheckBooking,
                    $"Cancel the old time of {request.Attendee.Name}",
                    $"The appointment was moved to {request.Slot.Start} (UTC), but Calendly does not let us cancel the old one ({old}): {reason} Cancel it at Calendly, unless it is wanted.",
                    $"move:{request.Intent:D}", call: null, booking: null, account.Connection.Id, cancel);
                return booked;

            case CancelOutcome.Failed(var reason):
                LogOldNotYet(request.Intent, reason);
                return new BookingOutcome.Unknown($"The new time stands; the old one is not cancelled yet: {reason}");

            default:
                return booked;
        }
    }

    private Task<AccountOpening> OpenAsync(BookingEvent bookingEvent, CancellationToken cancel) => Account.OpenAsync(http, connections, bookingEvent.ConnectionId, cancel);

    private async Task<(Account? Account, BookingOutcome? Trouble)> TryOpenAsync(BookingEvent bookingEvent, CancellationToken cancel) =>
        await OpenAsync(bookingEvent, cancel) switch
        {
            AccountOpening.Open(var account) => (account, null),
            AccountOpening.Dead(var reason) => (null, new BookingOutcome.CredentialDead(reason)),
            AccountOpening.NotNow(var reason) => (null, new BookingOutcome.ProviderDown(reason)),
            _ => throw new InvalidOperationException("An account opens or it does not."),
        };

    [LoggerMessage(LogLevel.Information, "Intent {Intent}: the booking was refused as {Meaning}.")]
    private partial void LogRefused(Guid intent, string meaning);

    [LoggerMessage(LogLevel.Warning, "Intent {Intent}: the new time stands, but the old one may not be cancelled: {Reason}")]
    private partial void LogOldStays(Guid intent, string reason);

    [LoggerMessage(LogLevel.Warning, "Intent {Intent}: the new time stands, but the old one is not cancelled yet: {Reason}")]
    private partial void LogOldNotYet(Guid intent, string reason);
}
