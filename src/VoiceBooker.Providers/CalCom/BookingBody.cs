using System.Globalization;
using System.Text.Json.Nodes;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Providers.CalCom;

/// <summary>A booking as it is asked for. Keys that are not known there are refused, so nothing is sent that is not needed.</summary>
internal static class BookingBody
{
    /// <summary>The body, or the outcome when it cannot be made: an answer of the wrong kind, or no way to reach the attendee.</summary>
    /// <param name="request">What is booked.</param>
    /// <param name="type">The event type.</param>
    /// <param name="accountEmail">The host's address: a different organizer is invited as a guest, because the host cannot be chosen.</param>
    /// <param name="language">Of the invitation.</param>
    public static (JsonObject? Body, BookingOutcome? Refused) Make(BookingRequest request, EventTypeKey type, string accountEmail, string language)
    {
        var (bookingEvent, attendee) = (request.Event, request.Attendee);
        if (attendee.Email is null && (attendee.Phone is null || bookingEvent.NeedsEmail))
            return (null, new BookingOutcome.FieldInvalid("email", "The event needs an e-mail address."));
        if (attendee.Phone is null && bookingEvent.NeedsPhone)
            return (null, new BookingOutcome.FieldInvalid("phone", "The event needs a telephone number."));
        if (MeetingWays.Ask(bookingEvent.MeetingLink, attendee.Phone) is not { } location)
            return (null, new BookingOutcome.FieldInvalid("phone", "The meeting is a call to the attendee's telephone number."));

        var person = new JsonObject { ["name"] = attendee.Name, ["timeZone"] = attendee.Zone, ["language"] = language };
        if (attendee.Email is not null)
            person["email"] = attendee.Email;
        if (attendee.Phone is not null && (attendee.Email is null || bookingEvent.NeedsPhone))
            person["phoneNumber"] = attendee.Phone; // only where it is needed: a number they doubt would refuse the whole booking

        var body = new JsonObject
        {
            ["start"] = CalComJson.Utc(request.Slot.Start),
            ["eventTypeId"] = type.Id,
            ["attendee"] = person,
            ["location"] = location,
            ["metadata"] = new JsonObject { [CalComBooking.IntentKey] = request.Intent.ToString("D") },
        };
        if (type.MinutesOf(bookingEvent) is { } minutes)
            body["lengthInMinutes"] = minutes;
        if (request.OrganizerEmail.Length > 0 && !Same(request.OrganizerEmail, accountEmail) && !Same(request.OrganizerEmail, attendee.Email))
            body["guests"] = new JsonArray(request.OrganizerEmail);

        var responses = new JsonObject();
        foreach (var (id, answer) in request.Answers.Where(answer => answer.Value.Trim().Length > 0))
        {
            if (Typed(bookingEvent.Questions.Find(question => question.Id == id)?.Kind ?? QuestionKind.Text, answer.Trim()) is not { } typed)
                return (null, new BookingOutcome.FieldInvalid(id, "The answer is not of the kind that is asked for."));
            responses[id] = typed;
        }

        if (responses.Count > 0)
            body["bookingFieldsResponses"] = responses;
        return (body, null);
    }

    private static JsonNode? Typed(QuestionKind kind, string answer) => kind switch
    {
        QuestionKind.Number => decimal.TryParse(answer, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null,
        QuestionKind.YesNo => bool.TryParse(answer, out var yes) ? JsonValue.Create(yes) : null,
        QuestionKind.SomeOf => new JsonArray([.. answer.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(each => (JsonNode)each)]),
        _ => JsonValue.Create(answer),
    };

    private static bool Same(string one, string? other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
