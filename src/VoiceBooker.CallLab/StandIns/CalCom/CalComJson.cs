using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary>Things as they stand in answers.</summary>
internal static class CalComJson
{
    /// <summary>A booking in version 2024-08-13; <paramref name="made"/>: as answered by the call that made it.</summary>
    public static JsonObject Booking(CalComState state, CalComBooking booking, bool made = false)
    {
        var host = state.OwnerOf(booking.EventType);
        var (location, url) = Where(state, booking);
        var attendee = new JsonObject
        {
            ["name"] = booking.Name,
            ["email"] = booking.Email,
            ["displayEmail"] = booking.Email,
            ["timeZone"] = booking.TimeZone,
            ["language"] = booking.Language,
            ["absent"] = false,
        };
        if (booking.Phone is { } phone)
            attendee["phoneNumber"] = phone;
        var described = new JsonObject
        {
            ["id"] = booking.Id,
            ["uid"] = booking.Uid,
            ["title"] = $"{booking.EventType.Title} between {host.Name} and {booking.Name}",
            ["description"] = "",
            ["hosts"] = new JsonArray(new JsonObject { ["id"] = host.Id, ["name"] = host.Name, ["email"] = host.Email, ["displayEmail"] = host.Email, ["username"] = host.Username, ["timeZone"] = host.TimeZone }),
            ["status"] = booking.Status,
            ["cancellationReason"] = booking.CancellationReason,
            ["cancelledByEmail"] = booking.CancelledBy,
            ["rescheduledByEmail"] = booking.RescheduledBy,
            ["start"] = CalComCall.Text(booking.Start),
            ["end"] = CalComCall.Text(booking.End),
            ["duration"] = (int)booking.When.Duration.TotalMinutes,
            ["eventTypeId"] = booking.EventType.Id,
            ["eventType"] = new JsonObject { ["id"] = booking.EventType.Id, ["slug"] = booking.EventType.Slug },
            ["location"] = location,
            ["absentHost"] = false,
            ["createdAt"] = CalComCall.Text(booking.Created),
            ["updatedAt"] = CalComCall.Text(booking.Updated),
            ["metadata"] = JsonNode.Parse(booking.Metadata),
            ["rating"] = null,
            ["icsUid"] = booking.IcsUid,
            ["attendees"] = new JsonArray(attendee),
            ["bookingFieldsResponses"] = JsonNode.Parse(booking.Responses),
        };
        if (url is not null)
            described["meetingUrl"] = url;
        if (booking.Guests.Count > 0)
            described["guests"] = new JsonArray([.. booking.Guests.Select(each => (JsonNode)each)]);
        if (booking.ReschedulingReason is { } reason)
            described["reschedulingReason"] = reason;
        if (booking.RescheduledFrom is { } from)
            described["rescheduledFromUid"] = from;
        if (booking.RescheduledTo is { } to)
            described["rescheduledToUid"] = to;
        if (made)
            described["isPlatformManagedUserBooking"] = false;
        return described;
    }

    /// <summary>Location and meeting link of a booking; a link may come later.</summary>
    public static (string Location, string? Url) Where(CalComState state, CalComBooking booking)
    {
        if (booking.Location is { Type: "integration", Value: { } app })
        {
            var ready = booking.Status != "pending" && state.Now >= booking.Created + Duration.FromTimeSpan(state.Switches.LinkAfter);
            var (name, link) = app switch
            {
                "cal-video" => ("integrations:daily", $"https://app.cal.com/video/{booking.Uid}"),
                "google-meet" => ("integrations:google:meet", $"https://meet.google.com/{booking.Uid[..3].ToLowerInvariant()}-{booking.Uid[3..7].ToLowerInvariant()}-{booking.Uid[7..10].ToLowerInvariant()}"),
                _ => ($"integrations:{app}", $"https://{app}.example.com/j/{booking.Uid}"),
            };
            return ready ? (link, link) : (name, null);
        }

        var place = booking.Location.Value ?? "";
        return (place, booking.Location.Type == "link" ? place : null);
    }

    /// <summary>An event type; <paramref name="newest"/>: with the fields that 2026-06-12 adds.</summary>
    public static JsonObject EventType(CalComState state, CalComEventType type, Uri at, bool newest)
    {
        var owner = state.OwnerOf(type);
        var described = new JsonObject
        {
            ["id"] = type.Id,
            ["ownerId"] = type.OwnerId,
            ["lengthInMinutes"] = type.Length,
            ["title"] = type.Title,
            ["slug"] = type.Slug,
            ["description"] = type.Description,
            ["locations"] = new JsonArray([.. type.Locations.Select(Location)]),
            ["bookingFields"] = new JsonArray([.. Fields(type)]),
            ["disableGuests"] = false,
            ["slotInterval"] = type.SlotInterval,
            ["minimumBookingNotice"] = type.MinimumNotice,
            ["beforeEventBuffer"] = type.BufferBefore,
            ["afterEventBuffer"] = type.BufferAfter,
            ["recurrence"] = type.Recurrence is { } times ? new JsonObject { ["interval"] = 1, ["occurrences"] = times, ["frequency"] = "weekly" } : null,
            ["metadata"] = new JsonObject(),
            ["price"] = type.Price,
            ["currency"] = "eur",
            ["lockTimeZoneToggleOnBookingPage"] = false,
            ["seatsPerTimeSlot"] = type.Seats,
            ["forwardParamsSuccessRedirect"] = null,
            ["successRedirectUrl"] = null,
            ["isInstantEvent"] = false,
            ["scheduleId"] = type.ScheduleId,
            ["requiresBookerEmailVerification"] = type.RequiresEmailVerification,
            ["disableCancelling"] = new JsonObject { ["disabled"] = type.CancellingDisabled },
            ["disableRescheduling"] = type.ReschedulingMinutesBefore is { } before ? new JsonObject { ["disabled"] = false, ["minutesBefore"] = before } : new JsonObject { ["disabled"] = false },
            ["hidden"] = type.Hidden,
            ["bookingRequiresAuthentication"] = type.RequiresAuthentication,
            ["users"] = new JsonArray(owner.Name),
            ["bookingUrl"] = new Uri(at, $"{owner.Username}/{type.Slug}").ToString(),
        };
        if (type.Lengths.Count > 0)
            described["lengthInMinutesOptions"] = new JsonArray([.. type.Lengths.Select(each => (JsonNode)each)]);
        Optional("seats", type.Seats is { } seats ? new JsonObject { ["seatsPerTimeSlot"] = seats, ["showAttendeeInfo"] = false, ["showAvailabilityCount"] = true } : null);
        Optional("confirmationPolicy", type.RequiresConfirmation ? new JsonObject { ["type"] = "always", ["blockUnconfirmedBookingsInBooker"] = false } : null);
        Optional("bookingWindow", type.Window is { } window ? new JsonArray(Window(window)) : null);
        if (type.CountLimit is { } count)
            described["bookingLimitsCount"] = Limit(count);
        if (type.MinutesLimit is { } minutes)
            described["bookingLimitsDuration"] = Limit(minutes);
        if (type.BookerLimit is { } most)
            described["bookerActiveBookingsLimit"] = new JsonObject { ["maximumActiveBookings"] = most, ["offerReschedule"] = type.BookerLimitOffersReschedule };
        return described;

        void Optional(string name, JsonNode? value)
        {
            if (value is not null || newest)
                described[name] = value ?? new JsonObject { ["disabled"] = true };
        }
    }

    /// <summary>Working hours.</summary>
    public static JsonObject Schedule(CalComSchedule schedule, bool isDefault) => new()
    {
        ["id"] = schedule.Id,
        ["ownerId"] = schedule.OwnerId,
        ["name"] = schedule.Name,
        ["timeZone"] = schedule.Hours.Zone.Id,
        ["availability"] = new JsonArray([.. schedule.Hours.Week.GroupBy(each => (each.From, each.Until)).Select(each => new JsonObject
        {
            ["days"] = new JsonArray([.. each.Select(hours => (JsonNode)hours.Day.ToString())]),
            ["startTime"] = Clock(each.Key.From),
            ["endTime"] = Clock(each.Key.Until),
        })]),
        ["isDefault"] = isDefault,
        ["overrides"] = new JsonArray([.. schedule.Hours.Dates.Select(each => new JsonObject
        {
            ["date"] = LocalDatePattern.Iso.Format(each.Date),
            ["startTime"] = Clock(each.From),
            ["endTime"] = Clock(each.Until),
        })]),
    };

    private static string Clock(LocalTime time) => time.ToString("HH:mm", null);

    private static JsonObject Location(CalComLocation location) => location.Type switch
    {
        "integration" => new JsonObject { ["type"] = "integration", ["integration"] = location.Value },
        "address" => new JsonObject { ["type"] = "address", ["address"] = location.Value, ["public"] = true },
        "link" => new JsonObject { ["type"] = "link", ["link"] = location.Value, ["public"] = true },
        "phone" => new JsonObject { ["type"] = "phone", ["phone"] = location.Value, ["public"] = true },
        "unknown" => new JsonObject { ["type"] = "unknown", ["location"] = location.Value },
        var type => new JsonObject { ["type"] = type },
    };

    private static IEnumerable<JsonNode> Fields(CalComEventType type)
    {
        yield return new JsonObject { ["type"] = "name", ["slug"] = "name", ["label"] = "your_name", ["placeholder"] = "", ["required"] = true, ["isDefault"] = true };
        yield return new JsonObject { ["type"] = "email", ["slug"] = "email", ["label"] = "email_address", ["placeholder"] = "", ["required"] = type.EmailRequired, ["isDefault"] = true };
        foreach (var field in type.Fields)
        {
            var described = new JsonObject { ["type"] = field.Type, ["slug"] = field.Slug, ["label"] = field.Label, ["required"] = field.Required, ["placeholder"] = "", ["hidden"] = field.Hidden, ["isDefault"] = false };
            if (field.Options.Count > 0)
                described["options"] = new JsonArray([.. field.Options.Select(each => (JsonNode)each)]);
            if (field.Type is "multiselect" or "checkbox" or "radio" or "boolean")
                described.Remove("placeholder");
            yield return described;
        }

        yield return new JsonObject { ["type"] = "multiemail", ["slug"] = "guests", ["required"] = false, ["hidden"] = false, ["isDefault"] = true };
        yield return new JsonObject { ["type"] = "textarea", ["slug"] = "rescheduleReason", ["required"] = false, ["hidden"] = false, ["isDefault"] = true };
    }

    private static JsonObject Window(CalComWindow window) => window.Type == "range"
        ? new JsonObject { ["type"] = "range", ["value"] = new JsonArray(LocalDatePattern.Iso.Format(window.From), LocalDatePattern.Iso.Format(window.Until)) }
        : new JsonObject { ["type"] = window.Type, ["value"] = window.Days, ["rolling"] = true };

    private static JsonObject Limit(CalComLimit limit)
    {
        var described = new JsonObject();
        foreach (var (name, most) in new[] { ("day", limit.Day), ("week", limit.Week), ("month", limit.Month), ("year", limit.Year) })
        {
            if (most is { } number)
                described[name] = number;
        }

        return described;
    }
}
