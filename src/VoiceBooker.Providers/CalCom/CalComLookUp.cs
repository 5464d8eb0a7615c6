using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Providers.CalCom;

/// <summary>Finds bookings: by our identity in their metadata, or by theirs, following those that were moved.</summary>
internal sealed class CalComLookUp(CalComLine line)
{
    private const int PageSize = 100;
    private const int MostPages = 10;
    private const int LongestTrail = 8;

    private static readonly Duration Margin = Duration.FromSeconds(1);

    /// <summary>A booking that stands, as the outcome of having made it.</summary>
    public static BookingOutcome OutcomeOf(BookingEvent bookingEvent, CalComBooking booking) =>
        booking.Awaits
            ? new BookingOutcome.PendingConfirmation(booking.Uid, booking.Slot)
            : new BookingOutcome.Booked(booking.Uid, booking.Slot, MeetingWays.Place(booking.Location)) { Via = MeetingWays.Via(bookingEvent, booking.Location) };

    /// <summary>As <see cref="ICalendar.FindByIntentAsync"/>.</summary>
    public Task<BookingOutcome?> ByIntentAsync(BookingRequest request, CancellationToken cancel) =>
        request.Moving is { } moving ? ByMoveAsync(request, moving, cancel) : ByListAsync(request, cancel);

    /// <summary>As <see cref="ICalendar.FindByReferenceAsync"/>.</summary>
    public async Task<BookingStanding> ByReferenceAsync(BookingEvent bookingEvent, string reference, CancellationToken cancel)
    {
        var (trail, missing) = await FollowAsync(bookingEvent, reference, cancel);
        if (trail.Count == 0 && IsUnknown(missing))
            return new BookingStanding.Gone("The calendar knows no such booking.");
        if (missing is not null)
            return new BookingStanding.Untold(missing.Why);

        var last = trail[^1];
        if (!last.Stands)
            return new BookingStanding.Gone(last.Reason.Length > 0 ? last.Reason : last.Status == "rejected" ? "It was declined." : "It was cancelled.");
        return trail.Count > 1 ? new BookingStanding.Moved(last.Uid, last.Slot) : new BookingStanding.Stands(last.Slot, last.Awaits, MeetingWays.Place(last.Location));
    }

    /// <summary>Whether the move came to stand: the trail from the old booking leads through the time that was asked for.</summary>
    private async Task<BookingOutcome?> ByMoveAsync(BookingRequest request, string reference, CancellationToken cancel)
    {
        var (trail, missing) = await FollowAsync(request.Event, reference, cancel);
        if (missing is not null)
            return trail.Count == 0 && IsUnknown(missing) ? null : new BookingOutcome.Unknown(missing.Why);
        return trail.Skip(1).Any(each => each.Slot.Start == request.Slot.Start) && trail[^1].Stands ? OutcomeOf(request.Event, trail[^1]) : null;
    }

    /// <summary>
    /// Lists what this event has at that time: first what the attendee's address has there, then all of it, before it is said that there is nothing: an address may be stored in another spelling, and there is no filter for telephone numbers.
    /// </summary>
    private async Task<BookingOutcome?> ByListAsync(BookingRequest request, CancellationToken cancel)
    {
        if (EventTypeKey.Read(request.Event.ProviderEvent) is not { } type)
            return new BookingOutcome.Unknown($"'{request.Event.ProviderEvent}' is no event of this provider.");

        var intent = request.Intent.ToString("D");
        var common = $"eventTypeId={type.Id}&afterStart={CalComJson.Utc(request.Slot.Start - Margin)}&beforeEnd={CalComJson.Utc(request.Slot.End + Margin)}&status=upcoming,unconfirmed,past&sortCreated=desc";
        string[] filters = request.Attendee.Email is { } email ? [$"attendeeEmail={Uri.EscapeDataString(email.Trim())}&{common}", common] : [common];
        foreach (var filter in filters)
        {
            for (var page = 0; page < MostPages; page++)
            {
                var reply = await line.SendAsync(request.Event, new CalComCall("list", HttpMethod.Get, $"bookings?{filter}&take={PageSize}&skip={page * PageSize}", CalComCall.Bookings), cancel);
                if (reply is not CalComReply.Said(var data, _) || data.ValueKind != System.Text.Json.JsonValueKind.Array)
                    return new BookingOutcome.Unknown(reply is CalComReply.Said ? "The list of bookings cannot be read." : reply.Why);
                if (data.EnumerateArray().Select(CalComBooking.Read).FirstOrDefault(each => each is { Stands: true } && each.Intent == intent && each.Slot.Start == request.Slot.Start) is { } found)
                    return OutcomeOf(request.Event, found);
                if (data.GetArrayLength() < PageSize)
                    break;
            }
        }

        return null;
    }

    private static bool IsUnknown(CalComReply? reply) => reply is CalComReply.Refused { Error: { Status: 404, IsWrongDoor: false } };

    /// <summary>The booking and what replaced it, to the last one; with the reply that ended the trail too early, if any.</summary>
    private async Task<(IReadOnlyList<CalComBooking> Trail, CalComReply? Missing)> FollowAsync(BookingEvent bookingEvent, string reference, CancellationToken cancel)
    {
        List<CalComBooking> trail = [];
        for (var uid = reference; trail.Count < LongestTrail; uid = trail[^1].RescheduledTo!)
        {
            var reply = await line.SendAsync(bookingEvent, new CalComCall("get", HttpMethod.Get, $"bookings/{Uri.EscapeDataString(uid)}", CalComCall.Bookings), cancel);
            if (reply is not CalComReply.Said(var data, _))
                return (trail, reply);
            if (CalComBooking.Read(data) is not { } booking)
                return (trail, new CalComReply.Down("The booking cannot be read."));
            trail.Add(booking);
            if (booking.Stands || booking.RescheduledTo is null)
                return (trail, null);
        }

        return (trail, new CalComReply.Down("The booking was moved too often to be followed."));
    }
}
