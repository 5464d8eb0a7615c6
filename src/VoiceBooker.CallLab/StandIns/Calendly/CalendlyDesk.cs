using System.Text.Json.Nodes;
using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>Books, cancels and moves; tells the subscribers. Nothing is deduplicated, nothing can be held, and no call of the API moves a booking.</summary>
internal sealed class CalendlyDesk(CalendlyBooks books, CalendlyWire wire, CalendlySwitches switches, CalendlyWebhooks webhooks)
{
    private const string NotConfigured = "Specified location kind is not configured for this event type.";

    /// <summary>POST /invitees. The place is checked first and hides everything else, then the time, then the rest.</summary>
    public Answer Book(ApiCall call)
    {
        var organization = call.Token.User.Organization;
        if (organization.Plan is CalendlyPlan.Free && call.Now < switches.FreePlanBooksFrom)
            throw CalendlyAnswers.Denied("The Scheduling API is only available on paid Calendly plans. Upgrade your plan to access this feature.");
        var body = call.Body;
        var type = books.EventType(InviteeForm.Text(body["event_type"]), call.Token);
        var start = ReadStart(body);
        RefuseWhatCannotBeBooked(type);
        var place = ReadPlace(body["location"], type);
        if (start <= call.Now)
            throw CalendlyAnswers.Invalid(new ErrorDetail("start_time", "must be in the future"));
        if (call.Fault?.Kind is FaultKind.SlotTakenAfterOffer)
            TakeAway(type, start, call.Now);
        if (FreeTimes.At(books.Events, type, start, call.Now) is not { } free)
            throw Taken();
        var (form, mistakes) = InviteeForm.Read(body, type, place);
        if (form is null)
            throw CalendlyAnswers.Invalid([.. mistakes]);
        return CalendlyAnswers.Resource(wire.Of(Commit(type, free, place, form, "api", call.Now)), 201);
    }

    /// <summary>Writes a booking down and tells the subscribers.</summary>
    public Invitee Commit(CalendlyEventType type, FreeTime free, OfferedLocation? place, InviteeForm form, string? method, Instant now, Invitee? movedFrom = null)
    {
        var held = free.Joined;
        if (held is null)
        {
            held = new ScheduledEvent { Type = type, Slot = free.Slot, Hosts = free.Hosts, Location = place, CreatedAt = now };
            books.Events.Add(held);
        }

        held.UpdatedAt = now;
        held.Guests.AddRange(form.Guests.Select(guest => (guest, now)));
        var invitee = new Invitee { Event = held, Form = form, Method = method, CreatedAt = now, UpdatedAt = now, OldInvitee = movedFrom };
        held.Invitees.Add(invitee);
        if (movedFrom is null)
            webhooks.Tell("invitee.created", invitee, now);
        return invitee;
    }

    /// <summary>Somebody else takes every seat of a time, if it is free.</summary>
    public void TakeAway(CalendlyEventType type, Instant start, Instant now)
    {
        while (FreeTimes.At(books.Events, type, start, now) is { } free)
            Commit(type, free, type.FirstLocation, new InviteeForm("somebody.else@example.com", "Somebody Else", "Etc/UTC"), "instant_book", now);
    }

    /// <summary>POST /scheduled_events/{uuid}/cancellation: the whole event, for all invitees.</summary>
    public Answer Cancel(ApiCall call)
    {
        var held = books.Events.Find(each => each.Uuid == call.Segment("event")) ?? throw CalendlyAnswers.NotFound();
        if (held.Type.Owner.Organization != call.Token.User.Organization)
            throw CalendlyAnswers.Denied();
        if (!CalendlyBooks.Sees(call.Token.User, held))
            throw CalendlyAnswers.Denied("You are not allowed to cancel this event");
        var reason = InviteeForm.Text(call.Body["reason"]);
        if (reason is { Length: > 10_000 })
            throw CalendlyAnswers.Invalid(new ErrorDetail("reason", "is too long (maximum is 10000 characters)"));
        if (!held.Active)
            throw CalendlyAnswers.Denied("Event is already canceled");
        if (held.Slot.Start <= call.Now)
            throw CalendlyAnswers.Denied("Event in the past");
        if (reason is not null && switches.ReasonRefused)
            throw CalendlyAnswers.Invalid();
        return CalendlyAnswers.Resource(CalendlyWire.Of(CancelByHost(held, call.Token.User.Name, reason, call.Now)), 201);
    }

    /// <summary>A host cancels, by API or on the page.</summary>
    public Cancellation CancelByHost(ScheduledEvent held, string by, string? reason, Instant now)
    {
        var cancellation = new Cancellation(by, reason, "host", now);
        held.Cancellation = cancellation;
        held.UpdatedAt = now;
        foreach (var invitee in held.Invitees.Where(invitee => invitee.Active))
        {
            (invitee.Cancellation, invitee.UpdatedAt) = (cancellation, now);
            webhooks.Tell("invitee.canceled", invitee, now);
        }

        return cancellation;
    }

    /// <summary>An invitee cancels on the page; the event ends with its last invitee. False when there is nothing left to cancel.</summary>
    public bool CancelByInvitee(Invitee invitee, string? reason, Instant now)
    {
        if (!invitee.Active || invitee.Event.Slot.Start <= now)
            return false;
        Leave(invitee, reason, now);
        webhooks.Tell("invitee.canceled", invitee, now);
        return true;
    }

    /// <summary>An invitee moves on the page to another free time: the old invitee is cancelled, a new one is created, each knows the other. Null when it cannot be.</summary>
    public Invitee? Reschedule(Invitee invitee, Instant start, string? reason, Instant now)
    {
        var type = invitee.Event.Type;
        if (!invitee.Active || invitee.Event.Slot.Start <= now)
            return null;
        // While they move, their own time is not in the way.
        var without = invitee.Event.ActiveInvitees == 1 ? books.Events.Where(held => held != invitee.Event).ToList() : books.Events;
        if (start == invitee.Event.Slot.Start || FreeTimes.At(without, type, start, now) is not { } free)
            return null;
        Leave(invitee, reason, now);
        var moved = Commit(type, free, invitee.Event.Location, invitee.Form, invitee.Method, now, movedFrom: invitee);
        (invitee.Rescheduled, invitee.NewInvitee) = (true, moved);
        var news = new[] { ("invitee.canceled", invitee), ("invitee.created", moved) };
        foreach (var (name, whom) in switches.CreatedBeforeCanceled ? news.Reverse() : news)
            webhooks.Tell(name, whom, now);
        return moved;
    }

    /// <summary>POST /invitee_no_shows.</summary>
    public Answer MarkNoShow(ApiCall call)
    {
        var uri = InviteeForm.Text(call.Body["invitee"]) ?? throw CalendlyAnswers.Invalid(new ErrorDetail("invitee", "is missing"));
        var invitee = books.Invitees.FirstOrDefault(each => uri.EndsWith(each.Path, StringComparison.Ordinal)) ?? throw CalendlyAnswers.NotFound();
        if (!CalendlyBooks.Sees(call.Token.User, invitee.Event))
            throw CalendlyAnswers.Denied();
        invitee.NoShow ??= new NoShow(Guid.NewGuid().ToString(), call.Now);
        invitee.UpdatedAt = call.Now;
        webhooks.Tell("invitee_no_show.created", invitee, call.Now);
        return CalendlyAnswers.Resource(new JsonObject { ["uri"] = wire.Uri(invitee.NoShow.Path), ["invitee"] = wire.Uri(invitee.Path), ["created_at"] = CalendlyWire.Time(invitee.NoShow.At) }, 201);
    }

    /// <summary>DELETE /invitee_no_shows/{uuid}.</summary>
    public Answer UnmarkNoShow(ApiCall call)
    {
        var invitee = books.Invitees.FirstOrDefault(each => each.NoShow?.Uuid == call.Segment("uuid")) ?? throw CalendlyAnswers.NotFound();
        if (!CalendlyBooks.Sees(call.Token.User, invitee.Event))
            throw CalendlyAnswers.Denied();
        (invitee.NoShow, invitee.UpdatedAt) = (null, call.Now);
        webhooks.Tell("invitee_no_show.deleted", invitee, call.Now);
        return Answer.Empty(204);
    }

    private static void Leave(Invitee invitee, string? reason, Instant now)
    {
        var cancellation = new Cancellation(invitee.Form.Name, reason, "invitee", now);
        (invitee.Cancellation, invitee.UpdatedAt, invitee.Event.UpdatedAt) = (cancellation, now, now);
        if (invitee.Event.ActiveInvitees == 0)
            invitee.Event.Cancellation = cancellation;
    }

    private static Instant ReadStart(JsonObject body)
    {
        var text = InviteeForm.Text(body["start_time"]) ?? throw CalendlyAnswers.Invalid(new ErrorDetail("start_time", "is missing"));
        return CalendlyWire.ReadTime(text) ?? throw CalendlyAnswers.Invalid(new ErrorDetail("start_time", "is invalid"));
    }

    // How the service words these is not documented.
    private static void RefuseWhatCannotBeBooked(CalendlyEventType type)
    {
        if (!type.Active)
            throw CalendlyAnswers.NotFound();
        if (type.BookingMethod == "poll")
            throw CalendlyAnswers.Invalid(new ErrorDetail("event_type", "polls cannot be booked"));
        if (type.IsPaid)
            throw CalendlyAnswers.Invalid(new ErrorDetail("event_type", "requires a payment"));
    }

    private OfferedLocation? ReadPlace(JsonNode? given, CalendlyEventType type)
    {
        var offered = type.Locations ?? [];
        var pooled = type.PoolingType == "round_robin";
        if (given is null && (offered.Count == 0 || pooled))
            return offered.Count == 0 ? null : offered[0];
        var kind = InviteeForm.Text((given as JsonObject)?["kind"]);
        if ((pooled && !switches.RoundRobinTakesLocation) || offered.FirstOrDefault(place => place.Kind == kind) is not { } chosen)
            throw WrongPlace("kind");
        var text = InviteeForm.Text(((JsonObject)given!)["location"]);
        if (!OfferedLocation.NeedsText(chosen.Kind))
            return chosen;
        return text is null ? throw WrongPlace("location") : chosen with { Text = text };
    }

    private RefusedException Taken() => switches.TakenLooksLikeWrongLocation
        ? WrongPlace("kind")
        : CalendlyAnswers.Invalid(new ErrorDetail("event.start_time", "That start time has been filled", "already_filled"));

    private static RefusedException WrongPlace(string field) =>
        CalendlyAnswers.Invalid(NotConfigured, [new ErrorDetail($"event.location_configuration.{field}", "invalid location choice", "invalid_location_choice")]);
}
