using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary><c>/v2/slots/reservations</c>: advisory holds.</summary>
internal sealed class ReservationDesk(CalComState state)
{
    /// <summary>Holds a time.</summary>
    public Answer Reserve(CalComCall call)
    {
        if (Read(call, out var wish) is { } refused || Check(call, wish!, out var when, out refused) is false)
            return refused!;
        var hold = new CalComReservation(Guid.NewGuid().ToString(), wish!.EventTypeId, when, wish.Minutes, call.Now + Duration.FromMinutes(wish.Minutes));
        state.Reservations.Add(hold);
        return CalComCall.Ok(Described(hold), 201);
    }

    /// <summary>Somebody else holds this time; null when it is held or booked already.</summary>
    public CalComReservation? HoldByStranger(CalComEventType type, Instant start)
    {
        var slot = new Interval(start, start + Duration.FromMinutes(type.Length));
        if (Obstacle(type, slot, state.Now) is not null)
            return null;
        var hold = new CalComReservation(Guid.NewGuid().ToString(), type.Id, slot, Minutes: 5, state.Now + Duration.FromMinutes(5));
        state.Reservations.Add(hold);
        return hold;
    }

    /// <summary>The hold, or null data when there is none.</summary>
    public Answer Get(CalComCall call) => CalComCall.Ok(state.Reservations.Find(each => each.Uid == call["uid"]) is { } hold ? Described(hold) : null);

    /// <summary>Moves and re-times a hold; it is in its own way.</summary>
    public Answer Change(CalComCall call)
    {
        var at = state.Reservations.FindIndex(each => each.Uid == call["uid"]);
        if (at < 0)
            return call.Error(404, $"Slot with uid={call["uid"]} not found");
        if (Read(call, out var wish) is { } refused || Check(call, wish!, out var when, out refused) is false)
            return refused!;
        state.Reservations[at] = new CalComReservation(call["uid"], wish!.EventTypeId, when, wish.Minutes, call.Now + Duration.FromMinutes(wish.Minutes));
        return CalComCall.Ok(Described(state.Reservations[at]));
    }

    /// <summary>Lets go; always well.</summary>
    public Answer Release(CalComCall call)
    {
        state.Reservations.RemoveAll(each => each.Uid == call["uid"]);
        return Answer.Json(200, new JsonObject { ["status"] = "success" });
    }

    private sealed record Wish(int EventTypeId, string SlotStart, int? SlotDuration, int? ReservationDuration)
    {
        public int Minutes => ReservationDuration ?? 5;
    }

    private static Answer? Read(CalComCall call, out Wish? wish)
    {
        wish = null;
        if (call.Request.Json() is not JsonObject body)
            return call.Wrong([new Problem("eventTypeId", "eventTypeId must be an integer number"), new Problem("slotStart", "slotStart must be a valid ISO 8601 date string")]);
        var problems = body.Select(each => each.Key).Except(["eventTypeId", "slotStart", "slotDuration", "reservationDuration"]).Select(Problem.Unknown).ToList();
        foreach (var (name, required) in new[] { ("eventTypeId", true), ("slotDuration", false), ("reservationDuration", false) })
        {
            if (body[name] is { } number ? Whole(number) is null : required)
                problems.Add(new Problem(name, $"{name} must be an integer number"));
        }

        if (body["slotStart"] is not JsonValue start || !start.TryGetValue<string>(out var slotStart))
            problems.Add(new Problem("slotStart", "slotStart must be a valid ISO 8601 date string"));
        else if (problems.Count == 0)
            wish = new Wish(Whole(body["eventTypeId"])!.Value, slotStart, Whole(body["slotDuration"]), Whole(body["reservationDuration"]));
        return problems.Count > 0 ? call.Wrong(problems) : null;
    }

    private bool Check(CalComCall call, Wish wish, out Interval when, out Answer? refused)
    {
        when = default;
        refused = Refusal(call, wish, out var found);
        if (refused is null)
            when = found;
        return refused is null;
    }

    private Answer? Refusal(CalComCall call, Wish wish, out Interval when)
    {
        when = default;
        if (wish.ReservationDuration is not null && call.Caller.Account is null)
            return call.Error(401, "reservationDuration can only be used for authenticated requests.");
        if (!state.EventTypes.TryGetValue(wish.EventTypeId, out var type))
            return call.Error(404, $"Event Type with ID={wish.EventTypeId} not found");
        if (wish.ReservationDuration is not null && call.Caller.Account!.Id != type.OwnerId)
            return call.Error(403, "authenticated user is not the owner of the event type and does not share a team with its owner, so reservationDuration cannot be set.");
        if (CalComCall.Moment(wish.SlotStart) is not { } start)
            return call.Error(400, "Invalid start date");
        var minutes = wish.SlotDuration ?? type.Length;
        if (minutes <= 0 || (wish.SlotDuration is { } asked && asked != type.Length && !type.Lengths.Contains(asked)))
            return call.Error(400, $"Slot duration {minutes} is not one of the lengths of the event type: {string.Join(", ", type.Lengths.DefaultIfEmpty(type.Length))}");

        var slot = new Interval(start, start + Duration.FromMinutes(minutes));
        if (Obstacle(type, slot, call.Now) is { } obstacle)
            return call.Error(422, obstacle);
        when = slot;
        return null;
    }

    private string? Obstacle(CalComEventType type, Interval slot, Instant now) =>
        type.Seats is null && state.Bookings.Exists(each => each.EventType.Id == type.Id && each.IsActive && each.When.Overlaps(slot)) ? "Can't reserve a slot if the event is already booked."
        : state.Reservations.Exists(each => each.EventTypeId == type.Id && each.Until > now && each.When.Overlaps(slot)) ? "This time slot is already reserved by another user. Please choose a different time."
        : null;

    private static JsonObject Described(CalComReservation hold) => new()
    {
        ["eventTypeId"] = hold.EventTypeId,
        ["slotStart"] = CalComCall.Text(hold.When.Start),
        ["slotEnd"] = CalComCall.Text(hold.When.End),
        ["slotDuration"] = (int)hold.When.Duration.TotalMinutes,
        ["reservationUid"] = hold.Uid,
        ["reservationDuration"] = hold.Minutes,
        ["reservationUntil"] = CalComCall.Text(hold.Until),
    };

    private static int? Whole(JsonNode? node) =>
        node is JsonValue value && double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == Math.Floor(number) && Math.Abs(number) < int.MaxValue ? (int)number : null;
}
