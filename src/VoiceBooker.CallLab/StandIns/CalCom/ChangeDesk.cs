using System.Text.Json.Nodes;
using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary>Moving, cancelling, confirming and declining bookings.</summary>
internal sealed class ChangeDesk(CalComState state, BookingDesk bookings, WebhookDesk webhooks)
{
    /// <summary><c>POST …/reschedule</c>: a new booking takes the place of the old one.</summary>
    public Answer Reschedule(CalComCall call)
    {
        var body = call.Request.Json() as JsonObject ?? [];
        var problems = Texts(body, "start", "rescheduledBy", "reschedulingReason", "emailVerificationCode", "seatUid");
        var asked = CalComCall.Moment(BookingWish.Text(body["start"]));
        if (asked is null)
            problems.Add(new Problem("start", "start must be a valid ISO 8601 date string"));
        if (problems.Count > 0 || asked is not { } start)
            return call.Wrong(problems);
        if (state.Find(call["uid"]) is not { } old)
            return call.Error(404, $"Booking with uid={call["uid"]} was not found in the database");
        if (old.RescheduledTo is { } newer)
            return call.Error(400, $"Can't reschedule booking with uid={old.Uid} because it has been cancelled and rescheduled already to booking with uid={newer}. You probably want to reschedule {newer} instead by passing it within the request URL.");
        if (old.Status == "cancelled")
            return call.Error(400, $"Can't reschedule booking with uid={old.Uid} because it has been cancelled. Please provide uid of a booking that is not cancelled.");
        if (old.Status == "rejected")
            return CalComCall.Raw(404, "Could not find original booking");

        var owner = state.OwnerOf(old.EventType);
        var by = BookingWish.Text(body["rescheduledBy"]);
        var byHost = call.Caller.Account?.Id == owner.Id || string.Equals(by, owner.Email, StringComparison.OrdinalIgnoreCase);
        if (old.EventType.ReschedulingMinutesBefore is { } minutes && !byHost && old.Start - call.Now < Duration.FromMinutes(minutes))
            return CalComCall.Raw(403, "Rescheduling is not allowed within the minimum notice period before the event");
        var slot = new Interval(start, start + old.When.Duration);
        if (call.Fault?.Kind is FaultKind.SlotTakenAfterOffer)
            bookings.BookByStranger(old.EventType, slot);
        if (bookings.RefuseTime(call, old.EventType, slot, old.Uid) is { } refused)
            return refused;
        var moved = Move(old, slot, old.EventType.RequiresConfirmation && !byHost ? "pending" : "accepted", by ?? (byHost ? owner.Email : null), BookingWish.Text(body["reschedulingReason"]));
        return CalComCall.Ok(CalComJson.Booking(state, moved, made: true), 201);
    }

    /// <summary><c>POST …/cancel</c>.</summary>
    public Answer Cancel(CalComCall call)
    {
        var body = call.Request.Json() as JsonObject ?? [];
        var problems = Texts(body, "cancellationReason", "cancelSubsequentBookings", "seatUid");
        if (problems.Count > 0)
            return call.Wrong(problems);
        if (state.Find(call["uid"]) is not { } booking)
            return call.Error(404, $"Booking with uid={call["uid"]} not found");
        if (booking.Status == "cancelled")
            return call.Error(400, $"Can't cancel booking with uid={booking.Uid} because it has been cancelled already. Please provide uid of a booking that is not cancelled.");
        if (booking.Status == "rejected")
            return CalComCall.Raw(400, "This booking has already been cancelled.");
        if (booking.End < call.Now)
            return CalComCall.Raw(400, "Cannot cancel a booking that has already ended");
        if (booking.EventType.CancellingDisabled)
            return CalComCall.Raw(400, "This event type does not allow cancellations");
        var owner = state.OwnerOf(booking.EventType);
        var byHost = call.Caller.Account?.Id == owner.Id;
        var reason = BookingWish.Text(body["cancellationReason"]) ?? "";
        if (byHost && string.IsNullOrWhiteSpace(reason))
            return CalComCall.Raw(400, "Cancellation reason is required");
        return CalComCall.Ok(CalComJson.Booking(state, Cancel(booking, reason, byHost ? owner.Email : "")));
    }

    /// <summary><c>POST …/confirm</c>. Several pending bookings of one time can all be confirmed.</summary>
    public Answer Confirm(CalComCall call) => Decide(call, booking => booking with { Status = "accepted", Updated = call.Now }, "BOOKING_CREATED");

    /// <summary><c>POST …/decline</c>.</summary>
    public Answer Decline(CalComCall call)
    {
        var body = call.Request.Json() as JsonObject ?? [];
        return Texts(body, "reason") is { Count: > 0 } problems
            ? call.Wrong(problems)
            : Decide(call, booking => booking with { Status = "rejected", CancellationReason = BookingWish.Text(body["reason"]) ?? "", Updated = call.Now }, "BOOKING_REJECTED");
    }

    /// <summary>Puts a booking elsewhere and says so to the subscribers.</summary>
    public CalComBooking Move(CalComBooking old, Interval slot, string status, string? by, string? reason)
    {
        var now = state.Now;
        var moved = old with
        {
            Id = state.NextBookingId(),
            Uid = CalComState.NewUid(),
            Status = status,
            Start = slot.Start,
            End = slot.End,
            Created = now,
            Updated = now,
            RescheduledFrom = old.Uid,
            RescheduledBy = by,
            ReschedulingReason = reason,
        };
        state.Replace(old with { Status = "cancelled", RescheduledTo = moved.Uid, RescheduledBy = by, Updated = now });
        state.Bookings.Add(moved);
        webhooks.Tell(status == "pending" ? "BOOKING_REQUESTED" : "BOOKING_RESCHEDULED", moved, old); // a move that waits is a request, with the old uid in it
        return moved;
    }

    /// <summary>Cancels a booking and says so to the subscribers.</summary>
    public CalComBooking Cancel(CalComBooking booking, string reason, string by)
    {
        var cancelled = state.Replace(booking with { Status = "cancelled", CancellationReason = reason, CancelledBy = by, Updated = state.Now });
        webhooks.Tell("BOOKING_CANCELLED", cancelled);
        return cancelled;
    }

    private Answer Decide(CalComCall call, Func<CalComBooking, CalComBooking> decided, string trigger)
    {
        if (state.Find(call["uid"]) is not { } booking)
            return call.Error(404, $"Booking with uid={call["uid"]} not found");
        if (booking.EventType.OwnerId != call.Account.Id)
            return call.Error(403, "User is not authorized to confirm this booking");
        if (booking.Status != "pending")
            return call.Error(400, $"Booking with uid={booking.Uid} is not pending: its status is {booking.Status}.");
        var changed = state.Replace(decided(booking));
        webhooks.Tell(trigger, changed);
        return CalComCall.Ok(CalComJson.Booking(state, changed));
    }

    private static List<Problem> Texts(JsonObject body, params string[] allowed)
    {
        var problems = body.Select(each => each.Key).Except(allowed).Select(Problem.Unknown).ToList();
        foreach (var (name, value) in body)
        {
            if (allowed.Contains(name) && name is not ("start" or "cancelSubsequentBookings") && value is not null && BookingWish.Text(value) is null)
                problems.Add(new Problem(name, $"{name} must be a string"));
        }

        return problems;
    }
}
