using VoiceBooker.Booking.Calendars;
using VoiceBooker.Providers.CalCom;

namespace VoiceBooker.Tests.Providers.CalCom;

/// <summary>Every refusal Cal.com is known to word, in the body it comes in, and what the caller hears of it.</summary>
public sealed class RefusalTests
{
    /// <summary>Status, body, outcome, and the field it is about.</summary>
    public static TheoryData<int, string, string, string?> Bookings => new()
    {
        // The time is gone.
        { 400, Envelope("User either already has booking at this time or is not available"), "Taken", null },
        { 400, Envelope("One of the hosts either already has booking at this time or is not available"), "Taken", null },
        { 409, Raw(409, "booking_conflict_error"), "Taken", null },
        { 409, Raw(409, "fixed_hosts_unavailable_for_booking"), "Taken", null },
        { 500, Raw(500, "round_robin_host_unavailable_for_booking"), "Taken", null },
        { 400, Raw(400, "no_available_users_found_error"), "Taken", null },
        { 409, Envelope("No more seats left at this seated booking."), "Taken", null },
        { 400, Raw(400, "Someone else reserved this slot before you. Please choose another."), "Taken", null },
        { 409, Raw(409, "Unique constraint failed on the fields: (`idempotencyKey`)"), "Taken", null },

        // The time cannot be had.
        { 400, Envelope("The event type can't be booked at the \\\"start\\\" time provided. This could be because it's too soon (violating the minimum booking notice) or too far in the future."), "OutOfBounds", null },
        { 400, Envelope("Attempting to book a meeting in the past."), "OutOfBounds", null },
        { 400, Envelope("Can't reschedule booking with uid=1YUe because it has been cancelled. Please provide uid of a booking that is not cancelled."), "OutOfBounds", null },
        { 400, Envelope("Can't reschedule booking with uid=1YUe because it has been cancelled and rescheduled already to booking with uid=2ZVf."), "OutOfBounds", null },
        { 404, Raw(404, "Could not find original booking"), "OutOfBounds", null },
        { 404, Envelope("Booking with uid=1YUe was not found in the database"), "OutOfBounds", null },
        { 403, Raw(403, "Rescheduling is not allowed within the minimum notice period before the event"), "OutOfBounds", null },

        // Enough is enough; a 401 that is no dead credential.
        { 401, Raw(401, "booking_limit_reached"), "LimitReached", null },
        { 401, Raw(401, "duration_limit_reached"), "LimitReached", null },
        { 400, Envelope("Attendee with this email can't book because the maximum number of active bookings has been reached."), "LimitReached", null },
        { 400, Envelope("Attendee with this email can't book because the maximum number of active bookings has been reached. You can reschedule your existing booking (1YUe) to a new timeslot instead."), "LimitReached", null },

        // Something about the person or an answer.
        { 400, Raw(400, "email_verification_required"), "FieldInvalid", "email" },
        { 400, Raw(400, "invalid_verification_code"), "FieldInvalid", "email" },
        { 403, Raw(403, "booker_email_blocked"), "FieldInvalid", "email" },
        { 403, Raw(403, "booker_email_requires_login"), "FieldInvalid", "email" },
        { 400, Envelope("Attendee must have at least one contact method (email or phone number)"), "FieldInvalid", "email" },
        { 400, Envelope("attendee property is wrong, email property is wrong,email must be an email "), "FieldInvalid", "email" },
        { 400, Envelope("attendee property is wrong, phoneNumber property is wrong,phoneNumber must match the format of a phone number "), "FieldInvalid", "phone" },
        { 400, Envelope("attendee property is wrong, name property is wrong,name must be a string "), "FieldInvalid", "name" },
        { 400, Envelope("Missing required booking field response: favourite-color - it is required by the event type booking fields."), "FieldInvalid", "favourite-color" },
        { 400, Envelope("Invalid option 'maybe' for booking field 'insurance'. Allowed options are: statutory, private."), "FieldInvalid", "insurance" },
        { 400, Envelope("Invalid type for booking field 'guests_at_table'. Expected type number, received string."), "FieldInvalid", "guests_at_table" },
        { 400, """{"status":"error","error":{"code":"BadRequestException","message":"Bad Request Exception","details":{"errors":[{"property":"attendee","constraints":{},"children":[{"property":"email","constraints":{"isEmail":"x"}}]}]}}}""", "FieldInvalid", "email" },

        // The credential.
        { 401, Envelope("ApiAuthStrategy - api key - Your api key is not valid"), "CredentialDead", null },
        { 401, Envelope("ApiAuthStrategy - api key - Your api key is expired"), "CredentialDead", null },
        { 401, Envelope("ApiAuthStrategy - access token - Invalid Access Token."), "CredentialDead", null },
        { 401, Envelope("ApiAuthStrategy - No authentication method provided. Either pass an API key …"), "CredentialDead", null },
        { 401, Envelope("CustomThrottlerGuard - Invalid API Key"), "CredentialDead", null },
        { 401, """{"error":"invalid_token","error_description":"expired"}""", "CredentialDead", null },
        { 498, Envelope("Token expired"), "CredentialDead", null },
        { 403, Envelope("PermissionsGuard - no authentication provided. Provide either authorization bearer token …"), "CredentialDead", null },
        { 403, Envelope("Insufficient scope: BOOKING_WRITE is required"), "CredentialDead", null },

        // What only the owner can mend: nothing was booked.
        { 400, Envelope("Booking location with type phone not valid for event type with id=7. The event type has following location types: integration"), "FieldInvalid", "location" },
        { 400, Envelope("Can't specify 'lengthInMinutes' because event type does not have multiple possible lengths."), "FieldInvalid", "lengthInMinutes" },
        { 404, Envelope("Event type with id 7 not found."), "ProviderDown", null },
        { 404, Envelope("User with username ann not found"), "ProviderDown", null },
        { 404, Envelope("Event type with slug intro belonging to user ann not found."), "ProviderDown", null },
        { 403, Envelope("You are not authorized to book this event type. You must be the event type owner, a host, or an admin."), "ProviderDown", null },
        { 401, Envelope("This event type requires authentication. Please provide credentials."), "ProviderDown", null },
        { 400, Envelope("attendee property is wrong, timeZone property is wrong,timeZone must be a valid IANA time-zone "), "FieldInvalid", "timeZone" },
        { 400, Envelope("property favouriteColour should not exist"), "ProviderDown", null },
        { 404, Envelope("Cannot POST /v2/bookings"), "ProviderDown", null },
        { 400, """{"status":"error","error":{"code":"BadRequestException","message":"Bad Request Exception","details":{"errors":[{"property":"timeZone"},{"property":"language"},{"property":"metadata"}]}}}""", "ProviderDown", null },
        { 401, "<html>401 Authorization Required</html>", "ProviderDown", null },
        { 403, "", "ProviderDown", null },
        { 418, "[]", "ProviderDown", null },
    };

    public static TheoryData<int, string, string> Cancellations => new()
    {
        { 400, Envelope("Can't cancel booking with uid=1YUe because it has been cancelled already. Please provide uid of a booking that is not cancelled."), "Cancelled" },
        { 400, Raw(400, "This booking has already been cancelled."), "Cancelled" },
        { 400, Raw(400, "Cannot cancel a booking that has already ended"), "Refused" },
        { 400, Raw(400, "This event type does not allow cancellations"), "Refused" },
        { 401, Raw(401, "User not a host of this event"), "Refused" },
        { 404, Envelope("Booking with uid=1YUe not found"), "NotFound" },
        { 404, Envelope("Cannot POST /v2/bookings/1YUe/cancel"), "Failed" },
        { 400, Raw(400, "Cancellation reason is required"), "Failed" },
    };

    [Theory]
    [MemberData(nameof(Bookings))]
    public void A_refused_booking_means(int status, string body, string outcome, string? field)
    {
        var meant = Refusals.OfBooking(CalComError.Read(status, body));
        Assert.Equal(outcome, meant.GetType().Name);
        if (field is not null)
            Assert.Equal(field, Assert.IsType<BookingOutcome.FieldInvalid>(meant).Field);
    }

    [Theory]
    [MemberData(nameof(Cancellations))]
    public void A_refused_cancellation_means(int status, string body, string outcome) =>
        Assert.Equal(outcome, Refusals.OfCancellation(CalComError.Read(status, body)).GetType().Name);

    [Fact]
    public void A_booking_limit_is_a_401_and_the_credential_lives()
    {
        Assert.False(CalComError.Read(401, Raw(401, "booking_limit_reached")).RefusesCredential);
        Assert.False(CalComError.Read(401, Raw(401, "User not a host of this event")).RefusesCredential);
        Assert.True(CalComError.Read(401, Envelope("ApiAuthStrategy - api key - Your api key is not valid")).RefusesCredential);
    }

    [Fact]
    public void The_booking_that_took_the_others_place_is_named() =>
        Assert.Equal("2ZVf9", Refusals.SuccessorOf(CalComError.Read(400, Envelope("Can't reschedule booking with uid=1YUe because it has been cancelled and rescheduled already to booking with uid=2ZVf9. You probably want …"))));

    [Fact]
    public void Trailing_and_double_blanks_of_the_validation_are_not_part_of_what_it_says() =>
        Assert.Equal("attendee property is wrong, name property is wrong,name must be a string", CalComError.Read(400, Envelope("attendee property is wrong,  name property is wrong,name must be a string  ")).Message);

    [Fact]
    public void Whatever_stands_in_a_refusal_it_is_read()
    {
        foreach (var body in new[] { "", "null", "[]", "\"no\"", "12", "{}", "{\"error\":null}", "{\"error\":{}}", "{\"error\":[]}", "{\"message\":[\"a\",\"b\"]}", "{\"message\":{}}", "{\"error\":{\"details\":\"x\",\"message\":5}}", "<html>" })
            Assert.IsType<BookingOutcome.ProviderDown>(Refusals.OfBooking(CalComError.Read(400, body)));
    }

    private static string Envelope(string message) =>
        $$"""{"status":"error","timestamp":"2026-11-30T06:00:00.000Z","path":"/v2/bookings","error":{"code":"BadRequestException","message":"{{message}}","details":{"message":"{{message}}","error":"Bad Request","statusCode":400} } }""";

    private static string Raw(int status, string message) => $$"""{"statusCode":{{status}},"message":"{{message}}"}""";
}
