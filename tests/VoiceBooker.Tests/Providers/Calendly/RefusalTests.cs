using System.Text;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Providers.Calendly;

namespace VoiceBooker.Tests.Providers.Calendly;

public sealed class RefusalTests
{
    private const string General = "\"title\":\"Invalid Argument\",\"message\":\"The supplied parameters are invalid.\"";

    /// <summary>Every refusal of a booking that was observed, and what it means for the caller; "look" where only looking again tells.</summary>
    public static TheoryData<int, string, string> Observed => new()
    {
        { 400, Details("event.start_time", "That start time has been filled", "already_filled"), "taken" },
        { 400, Details("event.location_configuration.kind", "invalid location choice", "invalid_location_choice"), "look: place" },
        { 400, Details("event.location_configuration.location", "invalid location choice", "invalid_location_choice"), "look: place" },
        { 400, Details("start_time", "must be in the future", null), "out of bounds" },
        { 400, Details("invitee.email", "is in invalid format", null), "field email" },
        { 400, Details("invitee", "either name or first_name must be filled", null), "field name" },
        { 400, Details(null, "Required Questions and Answers cannot be blank.", null), "field questions" },
        { 400, Details(null, "Phone Number is not a valid phone number", null), "field phone" },
        { 400, Details("tracking.utm_content", "is missing", null), "down" },
        { 400, Details("invitee.timezone", "is invalid", null), "field zone" },
        { 400, "{" + General + "}", "look" },
        { 400, "{" + General + ",\"details\":[]}", "look" },
        { 400, "not json at all", "look" },
        { 401, "{\"title\":\"Unauthenticated\",\"message\":\"The access token is invalid\"}", "credential" },
        { 403, "{\"title\":\"Insufficient scope\",\"message\":\"This operation requires the scopes listed in the 'required_scopes' array.\",\"required_scopes\":[\"scheduled_events:write\"]}", "credential" },
        { 403, "{\"title\":\"Permission Denied\",\"message\":\"The Scheduling API is only available on paid Calendly plans. Upgrade your plan to access this feature.\"}", "down" },
        { 403, "{\"title\":\"Permission Denied\",\"message\":\"You do not have permission to access this resource.\"}", "down" },
        { 404, "{\"title\":\"Resource Not Found\",\"message\":\"The server could not find the requested resource.\"}", "look" },
        { 424, "{\"title\":\"External calendar error\",\"message\":\"…\"}", "down" },
        { 302, "", "down" },
    };

    [Theory]
    [MemberData(nameof(Observed))]
    public void Every_refusal_that_was_observed_means_one_thing_for_the_caller(int status, string body, string meaning) => Assert.Equal(meaning, Meaning(Read(status, body)));

    [Fact]
    public void The_code_decides_and_not_the_sentence()
    {
        Assert.Equal("taken", Meaning(Read(400, Details("anything", "Phone Number is not a valid phone number", "already_filled"))));
        Assert.Equal("look: place", Meaning(Read(400, Details(null, "Required Questions and Answers cannot be blank.", "invalid_location_choice"))));
        Assert.Equal("look", Meaning(Read(400, Details("event.start_time", "That start time has been filled", null)))); // about the time, but not said what
        Assert.Equal("down", Meaning(Read(400, Details("something.new", "Phone Number is not a valid phone number", "brand_new"))));
    }

    [Fact]
    public void Of_several_mistakes_a_taken_time_is_what_counts()
    {
        var both = "{" + General + ",\"details\":[{\"parameter\":\"invitee.email\",\"message\":\"is in invalid format\"},{\"parameter\":\"event.start_time\",\"message\":\"That start time has been filled\",\"code\":\"already_filled\"}]}";
        Assert.Equal("taken", Meaning(Read(400, both)));
    }

    [Fact]
    public void The_owner_is_told_which_rights_the_credential_lacks_and_that_the_plan_is_too_small()
    {
        Assert.Equal("The credential lacks the rights availability:read, event_types:read.", Read(403, "{\"title\":\"Insufficient scope\",\"required_scopes\":[\"availability:read\",\"event_types:read\"]}").Words);
        Assert.StartsWith("The account's Calendly plan does not include this.", Read(403, "{\"title\":\"Permission Denied\",\"message\":\"Please upgrade to a paid Calendly account.\"}").Words, StringComparison.Ordinal);
        Assert.Equal("Calendly says: HTTP 403", Read(403, "").Words);
    }

    private static Refusal Read(int status, string body) => Refusal.Read(status, WireBody.Read(Encoding.UTF8.GetBytes(body), CalendlyJson.Default.Error));

    private static string Meaning(Refusal refusal) => refusal.OfBooking() switch
    {
        BookingOutcome.Taken => "taken",
        BookingOutcome.OutOfBounds => "out of bounds",
        BookingOutcome.FieldInvalid(var field, _) => $"field {field}",
        BookingOutcome.CredentialDead => "credential",
        BookingOutcome.ProviderDown => "down",
        null => refusal is Refusal.Doubtful { Place: true } ? "look: place" : "look",
        var other => other.ToString(),
    };

    private static string Details(string? parameter, string message, string? code) =>
        "{" + General + ",\"details\":[{" + (parameter is null ? "" : $"\"parameter\":\"{parameter}\",") + $"\"message\":\"{message}\"" + (code is null ? "" : $",\"code\":\"{code}\"") + "}]}";
}
