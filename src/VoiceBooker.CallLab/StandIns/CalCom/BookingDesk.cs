using System.Text.Json.Nodes;
using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary><c>POST /v2/bookings</c> and <c>GET /v2/bookings/{uid}</c>. Neither reads nor uses up holds.</summary>
internal sealed class BookingDesk(CalComState state, Availability availability, WebhookDesk webhooks)
{
    /// <summary>"Taken" as the API proper words it.</summary>
    public const string Taken = "User either already has booking at this time or is not available";

    /// <summary>Too soon or too far.</summary>
    public const string OutOfBounds =
        "The event type can't be booked at the \"start\" time provided. This could be because it's too soon (violating the minimum booking notice) or too far in the future (outside the event's scheduling window). Try fetching available slots first using the GET /v2/slots endpoint and then make a booking with \"start\" time equal to one of the available slots: GET /v2/slots.";

    private readonly Random _dice = new(20261122);

    /// <summary>Books.</summary>
    public Answer Create(CalComCall call)
    {
        if (BookingWish.Read(call, out var wish) is { } malformed)
            return malformed;
        if (FindType(call, wish.Body, out var type) is { } missing)
            return missing;
        if (type.RequiresAuthentication && call.Caller.Account is null)
            return call.Error(401, "This event type requires authentication. Please provide credentials.");
        if (type.RequiresAuthentication && call.Caller.Account!.Id != type.OwnerId)
            return call.Error(403, "You are not authorized to book this event type. You must be the event type owner, a host, or an admin.");
        if (type.Seats is not null || type.Recurrence is not null)
            return call.Error(400, "Stand-in: seated and recurring event types are listed but cannot be booked here.");
        if (type.Price > 0)
            return call.Error(400, "Stand-in: event types with a price are listed but cannot be booked here.");
        if (BookingFields.Refuse(call, type, wish) is { } unfit)
            return unfit;
        if (RefuseBooker(call, type, wish) is { } unwelcome)
            return unwelcome;

        var slot = new Interval(wish.Start, wish.Start + Duration.FromMinutes(wish.Minutes ?? type.Length));
        if ((type.RequiresConfirmation || type.RoundRobin)
            && state.Bookings.Find(each => each.EventType.Id == type.Id && each.IsActive && each.Start == wish.Start && each.Email.Equals(wish.StoredEmail, StringComparison.OrdinalIgnoreCase)) is { } existing)
            return CalComCall.Ok(CalComJson.Booking(state, existing, made: true), 201);
        if (call.Fault?.Kind is FaultKind.SlotTakenAfterOffer && availability.IsFree(type, slot, null))
            BookByStranger(type, slot);
        if (RefuseTime(call, type, slot, movedUid: null) is { } refused)
            return refused;

        var booking = Write(call, type, wish, slot);
        webhooks.Tell(booking.Status == "pending" ? "BOOKING_REQUESTED" : "BOOKING_CREATED", booking);
        return CalComCall.Ok(CalComJson.Booking(state, booking, made: true), 201);
    }

    /// <summary>One booking; nobody is asked who they are.</summary>
    public Answer Get(CalComCall call) => state.Find(call["uid"]) is { } booking
        ? CalComCall.Ok(CalComJson.Booking(state, booking))
        : call.Error(404, $"Booking with uid={call["uid"]} was not found in the database");

    /// <summary>Why this time cannot be had, in the source's order: past, bounds, limits, availability, the race to write.</summary>
    public Answer? RefuseTime(CalComCall call, CalComEventType type, Interval slot, string? movedUid)
    {
        if (slot.Start < call.Now)
            return call.Error(400, "Attempting to book a meeting in the past.");
        if (availability.TooSoon(type, slot.Start) || availability.TooFar(type, slot.Start))
            return call.Error(400, OutOfBounds);
        if (availability.LimitReached(type, slot, movedUid) is { } limit)
            return CalComCall.Raw(401, limit); // a 403 that the provider rethrows as 401
        if (!availability.IsFree(type, slot, movedUid))
        {
            var takenByBooking = state.Bookings.Exists(each => each.Status == "accepted" && each.Uid != movedUid && each.EventType.OwnerId == type.OwnerId && each.When.Overlaps(slot));
            var pastTheCheck = takenByBooking && (call.Fault?.Kind is FaultKind.Conflict409 || _dice.NextDouble() < state.Switches.ConflictShare);
            return pastTheCheck ? CalComCall.Raw(409, "booking_conflict_error") : call.Error(400, Taken);
        }

        if (call.Fault?.Kind is not FaultKind.Conflict409)
            return null;
        BookByStranger(type, slot); // between the check and the write
        return CalComCall.Raw(409, "booking_conflict_error");
    }

    /// <summary>Somebody else books this time, if it is free.</summary>
    public CalComBooking? BookByStranger(CalComEventType type, Interval slot)
    {
        if (!availability.IsFree(type, slot, movedUid: null))
            return null;
        var uid = CalComState.NewUid();
        var booking = new CalComBooking
        {
            Id = state.NextBookingId(),
            Uid = uid,
            EventType = type,
            Status = "accepted",
            Start = slot.Start,
            End = slot.End,
            Name = "Somebody Else",
            Email = "somebody.else@example.org",
            TimeZone = "Etc/UTC",
            Location = BookingFields.Place(type, state.OwnerOf(type), null),
            Responses = """{"email":"somebody.else@example.org","name":"Somebody Else"}""",
            Created = state.Now,
            Updated = state.Now,
            IcsUid = $"{uid}@Cal.com",
        };
        state.Bookings.Add(booking);
        webhooks.Tell("BOOKING_CREATED", booking);
        return booking;
    }

    private Answer? FindType(CalComCall call, JsonObject body, out CalComEventType type)
    {
        type = null!;
        if (BookingWish.Number(body["eventTypeId"]) is { } id)
        {
            if (!state.EventTypes.TryGetValue((int)id, out var byId))
                return call.Error(404, $"Event type with id {id} not found.");
            type = byId;
            return null;
        }

        var slug = (string)body["eventTypeSlug"]!;
        if ((string?)body["username"] is not { } username)
            return call.Error(404, $"Event type with slug {slug} belonging to team {body["teamSlug"]} not found.");
        if (state.FindUser(username) is not { } user)
            return call.Error(404, $"User with username {username} not found");
        if (state.FindType(slug, user.Id) is not { } bySlug)
            return call.Error(404, $"Event type with slug {slug} belonging to user {username} not found.");
        type = bySlug;
        return null;
    }

    private Answer? RefuseBooker(CalComCall call, CalComEventType type, BookingWish wish)
    {
        var email = wish.StoredEmail;
        if (state.OwnerOf(type).BlockedEmails.Contains(email, StringComparer.OrdinalIgnoreCase))
            return CalComCall.Raw(403, "booker_email_blocked");
        if (type.BookerLimit is { } most)
        {
            var active = state.Bookings.Where(each => each.EventType.Id == type.Id && each.IsActive && each.Start > call.Now && each.Email.Equals(email, StringComparison.OrdinalIgnoreCase)).ToList();
            if (active.Count >= most)
            {
                var hint = type.BookerLimitOffersReschedule ? $" You can reschedule your existing booking ({active[^1].Uid}) to a new timeslot instead." : "";
                return call.Error(400, $"Attendee with this email can't book because the maximum number of active bookings has been reached.{hint}");
            }
        }

        if (!type.RequiresEmailVerification)
            return null;
        if (BookingWish.Text(wish.Body["emailVerificationCode"]) is not { } code)
            return CalComCall.Raw(400, "email_verification_required");
        return code == state.Switches.VerificationCode ? null : CalComCall.Raw(400, "invalid_verification_code");
    }

    private CalComBooking Write(CalComCall call, CalComEventType type, BookingWish wish, Interval slot)
    {
        var uid = CalComState.NewUid();
        var responses = new JsonObject { ["email"] = wish.StoredEmail, ["displayEmail"] = wish.StoredEmail, ["name"] = wish.Name };
        if (wish.Phone is { } phone)
            responses["attendeePhoneNumber"] = phone;
        if (wish.Guests.Count > 0)
            responses["guests"] = new JsonArray([.. wish.Guests.Select(each => (JsonNode)each)]);
        foreach (var (slug, answer) in wish.Answers)
            responses[slug] = answer?.DeepClone();
        var booking = new CalComBooking
        {
            Id = state.NextBookingId(),
            Uid = uid,
            EventType = type,
            Status = type.RequiresConfirmation ? "pending" : "accepted",
            Start = slot.Start,
            End = slot.End,
            Name = wish.Name,
            Email = wish.StoredEmail,
            Phone = wish.Phone,
            TimeZone = wish.TimeZone,
            Language = wish.Language,
            Guests = wish.Guests,
            Location = BookingFields.Place(type, state.OwnerOf(type), wish.Body["location"]),
            Metadata = wish.Metadata,
            Responses = responses.ToJsonString(),
            Created = call.Now,
            Updated = call.Now,
            IcsUid = $"{uid}@Cal.com",
        };
        state.Bookings.Add(booking);
        return booking;
    }
}
