using System.Text.RegularExpressions;
using VoiceBooker.Booking.Calendars;

namespace VoiceBooker.Providers.CalCom;

/// <summary>
/// What a refusal means for the caller. By its words: the same status means many things. An event that is gone or not ours to book is <see cref="BookingOutcome.ProviderDown"/>: nothing was booked, and no other time would help.
/// </summary>
internal static partial class Refusals
{
    private const string Email = "email";

    /// <summary>Words of a refusal and what they mean; the first that fits counts.</summary>
    private static readonly (string Words, Func<string, BookingOutcome> Means)[] Meanings =
    [
        ("booking_limit_reached", _ => new BookingOutcome.LimitReached("The event takes no more bookings in this period.")),
        ("duration_limit_reached", _ => new BookingOutcome.LimitReached("The event takes no more time in this period.")),
        ("maximum number of active bookings", _ => new BookingOutcome.LimitReached("This person has as many bookings as the event allows.")),
        ("booker_limit_exceeded", _ => new BookingOutcome.LimitReached("This person has as many bookings as the event allows.")),

        ("already has booking at this time or is not available", _ => new BookingOutcome.Taken()),
        ("booking_conflict", _ => new BookingOutcome.Taken()),
        ("hosts_unavailable_for_booking", _ => new BookingOutcome.Taken()),
        ("host_unavailable_for_booking", _ => new BookingOutcome.Taken()),
        ("no_available_users_found", _ => new BookingOutcome.Taken()),
        ("No more seats left", _ => new BookingOutcome.Taken()),
        ("has no more seats left", _ => new BookingOutcome.Taken()),
        ("reserved this slot before you", _ => new BookingOutcome.Taken()),
        ("already signed up", _ => new BookingOutcome.Taken()),
        ("already_signed_up", _ => new BookingOutcome.Taken()),

        ("can't be booked at the \"start\" time provided", _ => new BookingOutcome.OutOfBounds("It is too soon or too far ahead.")),
        ("booking_time_out_of_bounds", _ => new BookingOutcome.OutOfBounds("It is too soon or too far ahead.")),
        ("meeting in the past", _ => new BookingOutcome.OutOfBounds("It lies in the past.")),
        ("within the minimum notice period", _ => new BookingOutcome.OutOfBounds("It is too late to move the appointment.")),
        ("cancelled and rescheduled already", _ => new BookingOutcome.OutOfBounds("The appointment was moved already.")),
        ("Can't reschedule booking", _ => new BookingOutcome.OutOfBounds("The appointment does not stand any more.")),
        ("Could not find original booking", _ => new BookingOutcome.OutOfBounds("The appointment does not stand any more.")),
        ("was not found in the database", _ => new BookingOutcome.OutOfBounds("The calendar knows no such appointment.")),
        ("does not allow rescheduling", _ => new BookingOutcome.OutOfBounds("The event does not allow moving.")),

        ("email_verification_required", _ => new BookingOutcome.FieldInvalid(Email, "The event wants the address to be verified by a code.")),
        ("invalid_verification_code", _ => new BookingOutcome.FieldInvalid(Email, "The event wants the address to be verified by a code.")),
        ("booker_email_blocked", _ => new BookingOutcome.FieldInvalid(Email, "The calendar does not accept this address.")),
        ("booker_email_requires_login", _ => new BookingOutcome.FieldInvalid(Email, "The calendar accepts this address only from its own user.")),
        ("at least one contact method", _ => new BookingOutcome.FieldInvalid(Email, "Neither an e-mail address nor a telephone number was given.")),

        ("You are not authorized to book", message => Misconfigured("the event takes bookings of its owner only", message)),
        ("requires authentication", message => Misconfigured("the event takes bookings of its owner only", message)),
        ("timeZone must", message => new BookingOutcome.FieldInvalid("timeZone", message)),
        ("Booking location", message => new BookingOutcome.FieldInvalid("location", message)),
        ("lengthInMinutes", message => new BookingOutcome.FieldInvalid("lengthInMinutes", message)),
        ("Event type with id", message => Misconfigured("the event is gone", message)),
        ("Event type with slug", message => Misconfigured("the event is gone", message)),
        ("User with username", message => Misconfigured("the event's owner is gone", message)),
    ];

    /// <summary>What a refused booking or move means.</summary>
    public static BookingOutcome OfBooking(CalComError error)
    {
        if (error.RefusesCredential)
            return new BookingOutcome.CredentialDead(error.Message);
        foreach (var (words, means) in Meanings)
        {
            if (error.Says(words))
                return means(error.Message);
        }

        if (error.LacksPermission)
            return new BookingOutcome.CredentialDead($"The connection lacks a permission: {error.Message}");
        if (error.Status == 409)
            return new BookingOutcome.Taken(); // the database's own guard against two on one time
        if (FieldOf(error) is { } field)
            return new BookingOutcome.FieldInvalid(field, error.Message);
        return error.IsWrongDoor ? Misconfigured("the address or its version is wrong", error.Message) : new BookingOutcome.ProviderDown($"Refused with {error.Status}: {error.Message}");
    }

    /// <summary>What a refused cancellation means.</summary>
    public static CancelOutcome OfCancellation(CalComError error) =>
        error.Says("cancelled already") || error.Says("already been cancelled") ? new CancelOutcome.Cancelled()
        : error.Says("already ended") ? new CancelOutcome.Refused("The appointment is over.")
        : error.Says("does not allow cancel") ? new CancelOutcome.Refused("The event does not allow cancelling.")
        : error.Says("User not a host of this event") ? new CancelOutcome.Refused("Only a host may cancel it.")
        : error is { Status: 404, IsWrongDoor: false } ? new CancelOutcome.NotFound()
        : new CancelOutcome.Failed($"Refused with {error.Status}: {error.Message}");

    /// <summary>The booking that took the place of one that cannot be moved any more; null when none is named.</summary>
    public static string? SuccessorOf(CalComError error) => Successor().Match(error.Message) is { Success: true } found ? found.Groups["uid"].Value : null;

    /// <summary>The field that is missing or not accepted; null when it is about none.</summary>
    private static string? FieldOf(CalComError error)
    {
        if (error.Status is not (400 or 422))
            return null;
        if (Answer().Match(error.Message) is { Success: true } answer)
            return answer.Groups["slug"].Value;

        // The oldest version's refusals name the same properties, but without an attendee around them: then the version is wrong, not the person.
        var person = Person().Match(error.Message) is { Success: true } found ? found.Value
            : error.Properties.Contains("attendee") ? error.Properties.FirstOrDefault(property => property is "email" or "phoneNumber" or "name") ?? "name"
            : null;
        return person == "phoneNumber" ? "phone" : person;
    }

    private static BookingOutcome.ProviderDown Misconfigured(string what, string message) => new($"The event is set up wrongly, {what}: {message}");

    [GeneratedRegex(@"rescheduled already to booking with uid=(?<uid>[A-Za-z0-9]+)", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Successor();

    [GeneratedRegex(@"booking field(?: response:|) +'?(?<slug>[\w-]+)'?", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Answer();

    [GeneratedRegex(@"\b(?:phoneNumber|email|name)\b(?= must| should not be| is not)", RegexOptions.None, 1000)]
    private static partial Regex Person();
}
