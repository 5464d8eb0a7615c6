using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VoiceBooker.CallLab.StandIns.CalCom;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.Tests.CallLab.StandIns.CalCom;

/// <summary>C10 to C15 and C20 of the checklist.</summary>
public sealed partial class BookingTests : IClassFixture<CalComWorld>
{
    private const int Own = 202;
    private const string Ten = "2026-12-02T10:00:00Z";
    private readonly CalComWorld _world;

    public BookingTests(CalComWorld world)
    {
        _world = world;
        world.Freshen();
    }

    public static TheoryData<string, string, int, string> Mistakes => new()
    {
        { "startTime", "\"2026-12-02T10:00:00Z\"", 400, "startTime property is wrong,property startTime should not exist " },
        { "start", "\"soon\"", 400, "start property is wrong,start must be a valid ISO 8601 date string " },
        { "attendee", """{"name":"Bob","email":"bob@example.com","timeZone":"Mars/Base"}""", 400, "attendee property is wrong, timeZone property is wrong,timeZone must be a valid IANA time-zone " },
        { "attendee", """{"name":"Bob","timeZone":"Europe/London"}""", 400, "Attendee must have at least one contact method (email or phone number)" },
        { "attendee", """{"name":"Bob","phoneNumber":"+442071234567","timeZone":"Europe/London"}""", 400, "Missing required booking field response: email" },
        { "attendee", """{"name":"Bob","phoneNumber":"020 7123","email":"bob@example.com","timeZone":"Europe/London"}""", 400, "attendee property is wrong, phoneNumber property is wrong," },
        { "attendee", """{"name":"Bob","email":"bob@example.com","timeZone":"Europe/London","language":"tlh"}""", 400, "attendee property is wrong, language property is wrong,language must be one of the following values: " },
        { "metadata", """{"a":{"b":1}}""", 400, "metadata property is wrong," },
        { "metadata", """{"a-key-that-is-longer-than-forty-characters":"x"}""", 400, "metadata property is wrong," },
        { "location", """{"type":"integration","integration":"zoom"}""", 400, "Booking location with integration zoom not valid for event type with id=101. The event type has following integrations: cal-video, google-meet" },
        { "location", """{"type":"address"}""", 400, "Booking location with type address not valid for event type with id=101. The event type has following location types: integration, attendeePhone" },
        { "lengthInMinutes", "60", 400, "Can't specify 'lengthInMinutes' because event type does not have multiple possible lengths." },
        { "eventTypeId", "999", 404, "Event type with id 999 not found." },
        { "eventTypeId", "102", 400, "Missing required booking field response: reason - " },
        { "start", "\"2026-12-01T07:00:00Z\"", 400, "Attempting to book a meeting in the past." },
        { "start", "\"2026-12-01T09:00:00Z\"", 400, "The event type can't be booked at the \"start\" time provided. This could be because it's too soon" },
        { "start", "\"2026-12-05T10:00:00Z\"", 400, "User either already has booking at this time or is not available" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task C10_mistakes_are_told_in_the_providers_words(string field, string value, int status, string text)
    {
        var wish = CalComWorld.Wish(Ten);
        wish[field] = JsonNode.Parse(value);
        var reply = await _world.BookAsync(wish);
        Assert.Equal(status, reply.Status);
        Assert.StartsWith(text, reply.Message, StringComparison.Ordinal);
        Assert.True(reply.IsEnvelope);
        Assert.Empty(_world.StandIn.Bookings);
    }

    [Fact]
    public async Task C10_metadata_holds_fifty_keys_of_five_hundred_characters_and_comes_back_as_sent()
    {
        var wish = CalComWorld.Wish(Ten);
        wish["metadata"] = new JsonObject(Enumerable.Range(0, 50).Select(each => KeyValuePair.Create<string, JsonNode?>($"key{each}", new string('x', 500)))) { ["key0"] = 7, ["key1"] = true };
        var reply = await _world.BookAsync(wish);
        Assert.Equal(201, reply.Status);
        Assert.True(JsonNode.DeepEquals(wish["metadata"], reply.Data["metadata"]));
        wish["metadata"]!["one-more"] = "x";
        Assert.StartsWith("metadata property is wrong,", (await _world.BookAsync(wish)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task C10_answers_must_fit_their_questions()
    {
        var wish = CalComWorld.Wish(Ten, CalComSeed.WithQuestions);
        wish["bookingFieldsResponses"] = new JsonObject { ["reason"] = "My back", ["insurance"] = "gold" };
        Assert.Equal((400, "Invalid option 'gold' for booking field 'insurance'. Allowed options are: statutory, private, none."), await _world.BookAsync(wish) is var option ? (option.Status, option.Message) : default);
        wish["bookingFieldsResponses"] = new JsonObject { ["reason"] = 7, ["insurance"] = "private" };
        Assert.StartsWith("Invalid type for booking field 'reason'.", (await _world.BookAsync(wish)).Message, StringComparison.Ordinal);
        wish["bookingFieldsResponses"] = new JsonObject { ["reason"] = "My back", ["insurance"] = "private" };
        var booked = await _world.BookAsync(wish);
        Assert.Equal((201, "My back"), (booked.Status, (string)booked.Data["bookingFieldsResponses"]!["reason"]!));
    }

    [Fact]
    public async Task C10_lengths_are_chosen_from_those_offered()
    {
        var wish = CalComWorld.Wish(Ten, CalComSeed.VariableLength);
        wish["lengthInMinutes"] = 45;
        Assert.Contains("15, 30, 60", (await _world.BookAsync(wish)).Message, StringComparison.Ordinal);
        wish["lengthInMinutes"] = 60;
        Assert.Equal((60, "2026-12-02T11:00:00.000Z"), await _world.BookAsync(wish) is var booked ? ((int)booked.Data["duration"]!, (string)booked.Data["end"]!) : default);
    }

    [Fact]
    public async Task C10_a_telephone_number_is_enough_where_no_email_is_required()
    {
        _world.StandIn.Add(new CalComEventType(Own, 1, "own", "Own", 30) { EmailRequired = false, Locations = [new CalComLocation("attendeePhone")] });
        var wish = CalComWorld.Wish(Ten, Own);
        wish["attendee"] = new JsonObject { ["name"] = "Bob", ["phoneNumber"] = "+442071234567", ["timeZone"] = "Europe/London" };
        wish["location"] = new JsonObject { ["type"] = "attendeePhone", ["phone"] = "+442071234567" };
        var booked = await _world.BookAsync(wish);
        Assert.Equal((201, "442071234567@sms.cal.com", "+442071234567", "+442071234567"), (booked.Status, (string)booked.Data["attendees"]![0]!["email"]!, (string)booked.Data["attendees"]![0]!["phoneNumber"]!, (string)booked.Data["location"]!));
    }

    [Fact]
    public async Task C11_the_owner_alone_books_types_that_need_authentication()
    {
        _world.StandIn.Add(new CalComEventType(Own, 1, "own", "Own", 30) { RequiresAuthentication = true });
        _world.StandIn.Add(new CalComAccount(2, "eve", "Eve", "eve@example.com", "Europe/London") { Keys = [new CalComKey("cal_eve")] }, WorkingHours.Weekdays(NodaTime.DateTimeZone.Utc, new NodaTime.LocalTime(9, 0), new NodaTime.LocalTime(10, 0)));
        Assert.Equal(401, (await _world.BookAsync(Ten, Own)).Status);
        Assert.Equal(403, (await _world.BookAsync(Ten, Own, key: "cal_eve")).Status);
        Assert.Equal(201, (await _world.BookAsync(Ten, Own, key: CalComSeed.Key)).Status);
    }

    [Fact]
    public async Task C11_bookers_may_be_blocked_have_enough_or_must_prove_their_address()
    {
        var ann = _world.StandIn.Accounts.Single(each => each.Id == 1);
        var hours = WorkingHours.Weekdays(NodaTime.DateTimeZoneProviders.Tzdb["Europe/London"], new NodaTime.LocalTime(9, 0), new NodaTime.LocalTime(17, 0));
        _world.StandIn.Add(ann with { BlockedEmails = ["mallory@example.com"] }, hours);
        Assert.Equal("""{"statusCode":403,"message":"booker_email_blocked"}""", (await _world.BookAsync("2026-12-05T10:00:00Z", email: "mallory@example.com")).Text);

        _world.StandIn.Add(new CalComEventType(Own, 1, "own", "Own", 30) { BookerLimit = 1, BookerLimitOffersReschedule = true });
        var first = await _world.BookAsync(Ten, Own);
        var second = await _world.BookAsync("2026-12-02T11:00:00Z", Own, "BOB@example.com");
        Assert.Equal(400, second.Status);
        Assert.StartsWith("Attendee with this email can't book because the maximum number of active bookings has been reached.", second.Message, StringComparison.Ordinal);
        Assert.Contains(first.Uid, second.Message, StringComparison.Ordinal);

        _world.StandIn.Add(new CalComEventType(Own, 1, "own", "Own", 30) { RequiresEmailVerification = true });
        var wish = CalComWorld.Wish("2026-12-02T12:00:00Z", Own);
        Assert.Equal("""{"statusCode":400,"message":"email_verification_required"}""", (await _world.BookAsync(wish)).Text);
        wish["emailVerificationCode"] = "000000";
        Assert.Equal("""{"statusCode":400,"message":"invalid_verification_code"}""", (await _world.BookAsync(wish)).Text);
        wish["emailVerificationCode"] = "123456";
        Assert.Equal(201, (await _world.BookAsync(wish)).Status);
    }

    [Fact]
    public async Task C11_a_limit_of_the_type_is_a_bare_401_told_before_availability()
    {
        _world.StandIn.Add(new CalComEventType(Own, 1, "own", "Own", 30) { CountLimit = new CalComLimit(Day: 1) });
        await _world.BookAsync(Ten, Own);
        Assert.Equal("""{"statusCode":401,"message":"booking_limit_reached"}""", (await _world.BookAsync(Ten, Own)).Text);
        _world.StandIn.Add(new CalComEventType(Own, 1, "own", "Own", 30) { MinutesLimit = new CalComLimit(Day: 45) });
        Assert.Equal("""{"statusCode":401,"message":"duration_limit_reached"}""", (await _world.BookAsync("2026-12-02T12:00:00Z", Own)).Text);
    }

    [Fact]
    public async Task C11_of_several_reasons_the_first_in_the_sources_order_is_told()
    {
        _world.StandIn.Add(new CalComEventType(Own, 1, "own", "Own", 30)
        {
            RequiresAuthentication = true,
            Fields = [new CalComField("text", "reason", "Why?", Required: true)],
            RequiresEmailVerification = true,
            CountLimit = new CalComLimit(Day: 0),
            Window = new CalComWindow("calendarDays", 2),
        });
        _world.StandIn.Occupy(1, CalComWorld.At("2026-12-01T00:00:00Z"), CalComWorld.At("2026-12-31T00:00:00Z"));
        var wish = CalComWorld.Wish("2026-12-01T07:00:00Z", Own);
        Assert.Equal(401, (await _world.BookAsync(wish)).Status);
        Assert.StartsWith("Missing required booking field response: reason", await ToldAsync(), StringComparison.Ordinal);
        wish["bookingFieldsResponses"] = new JsonObject { ["reason"] = "My back" };
        Assert.Equal("email_verification_required", await ToldAsync());
        wish["emailVerificationCode"] = "123456";
        Assert.Equal("Attempting to book a meeting in the past.", await ToldAsync());
        wish["start"] = "2026-12-14T10:00:00Z";
        Assert.StartsWith("The event type can't be booked", await ToldAsync(), StringComparison.Ordinal);
        wish["start"] = Ten;
        Assert.Equal("booking_limit_reached", await ToldAsync());
        _world.StandIn.Add(_world.StandIn.EventTypes.Single(each => each.Id == Own) with { CountLimit = null });
        Assert.StartsWith("User either already has booking", await ToldAsync(), StringComparison.Ordinal);

        async Task<string> ToldAsync() => (await _world.BookAsync(wish, CalComSeed.Key)).Message;
    }

    [Fact]
    public async Task C11_what_is_too_far_is_out_of_bounds()
    {
        _world.StandIn.Add(new CalComEventType(Own, 1, "own", "Own", 30) { Window = new CalComWindow("calendarDays", 2) });
        Assert.Contains("too far in the future", (await _world.BookAsync("2026-12-04T10:00:00Z", Own)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task C12_of_many_who_want_one_slot_exactly_one_gets_it()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(each => _world.BookAsync(Ten, email: $"bob{each}@example.com")));
        Assert.Single(replies, each => each.Status == 201);
        Assert.All(replies.Where(each => each.Status != 201), each => Assert.Equal((400, "User either already has booking at this time or is not available"), (each.Status, each.Message)));
        Assert.Single(_world.StandIn.Bookings);
    }

    [Fact]
    public async Task C12_a_share_of_the_losers_hears_a_bare_409()
    {
        _world.StandIn.Switches.ConflictShare = 0.5;
        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(each => _world.BookAsync(Ten, email: $"bob{each}@example.com")));
        Assert.Single(replies, each => each.Status == 201);
        Assert.InRange(replies.Count(each => each.Status == 409), 5, 34);
        Assert.All(replies.Where(each => each.Status == 409), each => Assert.Equal("""{"statusCode":409,"message":"booking_conflict_error"}""", each.Text));
    }

    [Fact]
    public async Task C12_where_the_host_confirms_everybody_waits_and_all_can_be_confirmed()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(each => _world.BookAsync(Ten, CalComSeed.WithConfirmation, $"bob{each}@example.com")));
        Assert.All(replies, each => Assert.Equal((201, "pending"), (each.Status, (string)each.Data["status"]!)));
        foreach (var reply in replies)
            Assert.Equal("accepted", (string)(await _world.ChangeAsync(reply.Uid, "confirm", key: CalComSeed.Key)).Data["status"]!);
    }

    [Fact]
    public async Task C13_a_repeat_is_refused_but_where_the_host_confirms_it_gets_the_booking_that_is_there()
    {
        await _world.BookAsync(Ten);
        Assert.Equal(400, (await _world.BookAsync(Ten)).Status);
        var first = await _world.BookAsync("2026-12-02T11:00:00Z", CalComSeed.WithConfirmation);
        var again = await _world.BookAsync("2026-12-02T11:00:00Z", CalComSeed.WithConfirmation, "Bob@Example.com");
        Assert.Equal((201, first.Uid), (again.Status, again.Uid));
        Assert.Equal(2, _world.StandIn.Bookings.Count);
    }

    [Fact]
    public async Task C13_where_hosts_take_turns_a_repeat_gets_the_booking_that_is_there_too()
    {
        _world.StandIn.Add(new CalComEventType(Own, 1, "own", "Own", 30) { RoundRobin = true });
        var first = await _world.BookAsync(Ten, Own);
        Assert.Equal((201, first.Uid), await _world.BookAsync(Ten, Own) is var again ? (again.Status, again.Uid) : default);
        Assert.Equal(400, (await _world.BookAsync(Ten, Own, "carol@example.com")).Status);
    }

    [Fact]
    public async Task C14_a_booking_has_the_providers_shape()
    {
        var wish = CalComWorld.Wish(Ten);
        wish["guests"] = new JsonArray("carol@example.com");
        var made = (await _world.BookAsync(wish)).Data;
        var uid = (string)made["uid"]!;
        Assert.Matches(Uid(), uid);
        Assert.Equal(("accepted", "2026-12-02T10:00:00.000Z", 30, $"{uid}@Cal.com", false), ((string)made["status"]!, (string)made["start"]!, (int)made["duration"]!, (string)made["icsUid"]!, (bool)made["isPlatformManagedUserBooking"]!));
        Assert.Equal(($"https://app.cal.com/video/{uid}", $"https://app.cal.com/video/{uid}"), ((string)made["location"]!, (string)made["meetingUrl"]!));
        Assert.Equal(("ann@example.com", "bob@example.com", "carol@example.com"), ((string)made["hosts"]![0]!["email"]!, (string)made["attendees"]![0]!["email"]!, (string)made["guests"]![0]!));
        var read = (JsonObject)(await _world.SendAsync("GET", $"/v2/bookings/{uid}", "2024-08-13")).Data;
        Assert.False(read.ContainsKey("isPlatformManagedUserBooking"));
        Assert.Equal(((JsonObject)made).Select(each => each.Key).Except(["isPlatformManagedUserBooking"]).Order(), read.Select(each => each.Key).Order());
    }

    [Fact]
    public async Task C14_google_meet_becomes_cal_video_without_a_google_calendar()
    {
        var wish = CalComWorld.Wish(Ten);
        wish["location"] = new JsonObject { ["type"] = "integration", ["integration"] = "google-meet" };
        Assert.StartsWith("https://meet.google.com/", (string)(await _world.BookAsync(wish)).Data["location"]!, StringComparison.Ordinal);

        var ann = _world.StandIn.Accounts.Single(each => each.Id == 1);
        var hours = WorkingHours.Weekdays(NodaTime.DateTimeZoneProviders.Tzdb["Europe/London"], new NodaTime.LocalTime(9, 0), new NodaTime.LocalTime(17, 0));
        _world.StandIn.Add(ann with { GoogleCalendar = false }, hours);
        wish["start"] = "2026-12-02T11:00:00Z";
        Assert.StartsWith("https://app.cal.com/video/", (string)(await _world.BookAsync(wish)).Data["location"]!, StringComparison.Ordinal);
        Assert.Equal((400, "Google Meet requires a Google Calendar connection."), await _world.SendAsync("POST", "/v2/conferencing/google-meet/connect", key: CalComSeed.Key) is var refused ? (refused.Status, refused.Message) : default);
        _world.StandIn.Add(ann, hours);
    }

    [Fact]
    public async Task C14_a_link_may_come_later()
    {
        _world.StandIn.Switches.LinkAfter = TimeSpan.FromSeconds(30);
        var booked = await _world.BookAsync(Ten);
        Assert.Equal(("integrations:daily", null), ((string)booked.Data["location"]!, (string?)booked.Data["meetingUrl"]));
        _world.StandIn.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.StartsWith("https://", (string)(await _world.SendAsync("GET", $"/v2/bookings/{booked.Uid}", "2024-08-13")).Data["location"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task C15_a_start_off_the_grid_is_taken_when_the_time_is_free_but_not_outside_working_hours()
    {
        Assert.Equal(201, (await _world.BookAsync("2026-12-02T10:10:00Z")).Status);
        Assert.Equal(400, (await _world.BookAsync("2026-12-02T10:30:00Z")).Status);
        Assert.StartsWith("User either already has booking", (await _world.BookAsync("2026-12-02T16:45:00Z")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CalComSeed.Seated)]
    [InlineData(CalComSeed.Paid)]
    public async Task C20_seated_and_paid_types_are_listed_but_say_clearly_that_they_cannot_be_booked_here(int type)
    {
        Assert.Equal(200, (await _world.SendAsync("GET", $"/v2/event-types/{type}", "2024-06-14", CalComSeed.Key)).Status);
        var refused = await _world.BookAsync(Ten, type);
        Assert.Equal(400, refused.Status);
        Assert.StartsWith("Stand-in:", refused.Message, StringComparison.Ordinal);
    }

    [GeneratedRegex("^[1-9A-HJ-NP-Za-km-z]{22}$")]
    private static partial Regex Uid();
}
