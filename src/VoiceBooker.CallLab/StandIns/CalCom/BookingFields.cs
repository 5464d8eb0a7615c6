using System.Globalization;
using System.Text.Json.Nodes;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary>What an event type asks for: answers, length, location.</summary>
internal static class BookingFields
{
    /// <summary>Why the wish does not fit the type; null when it does.</summary>
    public static Answer? Refuse(CalComCall call, CalComEventType type, BookingWish wish)
    {
        if (wish.Body["lengthInMinutes"] is not null && type.Lengths.Count == 0)
            return call.Error(400, "Can't specify 'lengthInMinutes' because event type does not have multiple possible lengths. Please, remove the 'lengthInMinutes' field from the request.");
        if (wish.Minutes is { } minutes && !type.Lengths.Contains(minutes))
            return call.Error(400, $"Provided 'lengthInMinutes' is not one of the possible lengths for the event type. The possible lengths are: {string.Join(", ", type.Lengths)}");
        if (wish.Email is null && type.EmailRequired)
            return call.Error(400, "Missing required booking field response: email - the event type requires the attendee's email.");
        foreach (var field in type.Fields.Where(each => !each.Hidden))
        {
            if (RefuseAnswer(field, wish.Answers[field.Slug]) is { } text)
                return call.Error(400, text);
        }

        return RefuseLocation(call, type, wish.Body["location"] as JsonObject);
    }

    /// <summary>Where the booking takes place: as asked, else the type's first location.</summary>
    public static CalComLocation Place(CalComEventType type, CalComAccount owner, JsonNode? asked)
    {
        var place = asked switch
        {
            JsonObject chosen => (string)chosen["type"]! switch
            {
                "integration" => new CalComLocation("integration", (string)chosen["integration"]!),
                "attendeePhone" => new CalComLocation("attendeePhone", (string)chosen["phone"]!),
                "attendeeAddress" => new CalComLocation("attendeeAddress", (string)chosen["address"]!),
                "attendeeDefined" => new CalComLocation("attendeeDefined", (string)chosen["location"]!),
                var kind => type.Locations.First(each => each.Type == kind),
            },
            { } text => new CalComLocation("unknown", (string)text!), // a plain string is taken as it is
            null => type.Locations.Count > 0 ? type.Locations[0] : new CalComLocation("integration", "cal-video"),
        };
        if (place.Type == "organizersDefaultApp")
            place = new CalComLocation("integration", owner.DefaultApp ?? "cal-video");
        return place is { Type: "integration", Value: "google-meet" } && !owner.GoogleCalendar ? new CalComLocation("integration", "cal-video") : place;
    }

    private static Answer? RefuseLocation(CalComCall call, CalComEventType type, JsonObject? asked)
    {
        if (asked is null)
            return null;
        var kind = (string)asked["type"]!;
        if (!type.Locations.Any(each => each.Type == kind))
            return call.Error(400, $"Booking location with type {kind} not valid for event type with id={type.Id}. The event type has following location types: {string.Join(", ", type.Locations.Select(each => each.Type).Distinct())}");
        var apps = type.Locations.Where(each => each.Type == "integration").Select(each => each.Value).ToList();
        return kind == "integration" && !apps.Contains((string)asked["integration"]!)
            ? call.Error(400, $"Booking location with integration {asked["integration"]} not valid for event type with id={type.Id}. The event type has following integrations: {string.Join(", ", apps)}")
            : null;
    }

    private static string? RefuseAnswer(CalComField field, JsonNode? answer)
    {
        if (answer is null || (BookingWish.Text(answer) is { } blank && blank.Trim().Length == 0))
            return field.Required ? $"Missing required booking field response: {field.Slug} - it is required by the event type booking fields, but missing in the bookingFieldsResponses." : null;
        return field.Type switch
        {
            "select" or "radio" => BookingWish.Text(answer) is not { } choice ? Type("string") : field.Options.Contains(choice) ? null : Option(choice),
            "multiselect" or "checkbox" => answer is not JsonArray choices || !choices.All(each => BookingWish.Text(each) is not null)
                ? Type("array of strings")
                : choices.Select(each => (string)each!).FirstOrDefault(each => !field.Options.Contains(each)) is { } foreign ? Option(foreign) : null,
            "multiemail" => answer is JsonArray ? null : Type("array of strings"),
            "number" => BookingWish.Number(answer) is null ? Type("number") : null,
            "boolean" => answer.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False ? null : Type("boolean"),
            _ => BookingWish.Text(answer) is null ? Type("string") : null,
        };

        string Type(string expected) => string.Create(CultureInfo.InvariantCulture, $"Invalid type for booking field '{field.Slug}'. Expected type {expected}, received {answer.GetValueKind().ToString().ToLowerInvariant()}.");

        string Option(string choice) => $"Invalid option '{choice}' for booking field '{field.Slug}'. Allowed options are: {string.Join(", ", field.Options)}.";
    }
}
