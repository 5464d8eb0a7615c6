using System.Text.Json.Nodes;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.Providers.Calendly;
using static VoiceBooker.Tests.Providers.Calendly.CalendlyScript;

namespace VoiceBooker.Tests.Providers.Calendly;

/// <summary>What the service was seen to answer to a booking now and then.</summary>
public sealed class BookingPitfallTests
{
    [Fact]
    public async Task A_booking_says_all_that_the_service_wants_and_nothing_it_does_not()
    {
        var wire = new ScriptedWire().On(Book, 201, Created()).On(Meeting, 200, Held());
        using var world = await OpenAsync(wire);
        var request = world.Request(Ten);
        var booked = Assert.IsType<BookingOutcome.Booked>(await world.Calendar.BookAsync(request, default));

        Assert.Equal(new BookingOutcome.Booked(Invitee, Ten, "https://zoom.example.com/1") { Via = "a Zoom video call" }, booked);
        var sent = wire.Sent.Single(each => each.What == Book);
        Assert.Equal("Bearer a-token", sent.Credential);
        var expected = new JsonObject
        {
            ["event_type"] = "https://api.calendly.com/event_types/T1",
            ["start_time"] = "2026-12-02T09:00:00Z",
            ["invitee"] = new JsonObject { ["name"] = "Jo March", ["email"] = "jo@example.org", ["timezone"] = "Europe/Berlin" },
            ["location"] = new JsonObject { ["kind"] = "zoom_conference" },
            ["tracking"] = new JsonObject { ["utm_campaign"] = null, ["utm_source"] = "voicebooker", ["utm_medium"] = "phone", ["utm_content"] = request.Intent.ToString("D"), ["utm_term"] = null, ["salesforce_uuid"] = null },
        };
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(sent.Body)), sent.Body);
    }

    [Theory]
    [InlineData("boss@example.com", "boss@example.com")]
    [InlineData("Ann@example.com", null)]
    [InlineData("jo@example.org", null)]
    [InlineData("", null)]
    public async Task An_organizer_who_is_neither_host_nor_caller_is_told_as_a_guest(string organizer, string? guest)
    {
        var wire = new ScriptedWire().On(Book, 201, Created()).On(Meeting, 200, Held());
        using var world = await OpenAsync(wire);
        await world.Calendar.BookAsync(world.Request(Ten) with { OrganizerEmail = organizer }, default);
        Assert.Equal(guest, (string?)JsonNode.Parse(wire.Sent[0].Body)!["event_guests"]?[0]);
    }

    [Theory]
    [InlineData("unset", null)]
    [InlineData("place", null)]
    [InlineData("pooled", null)]
    [InlineData("physical:12: Harbour Street", """{"kind":"physical","location":"12: Harbour Street"}""")]
    [InlineData("custom:the usual café", """{"kind":"custom","location":"the usual café"}""")]
    [InlineData("inbound_call", """{"kind":"inbound_call"}""")]
    [InlineData("outbound_call", """{"kind":"outbound_call","location":"+4930901820"}""")]
    public async Task A_place_is_said_as_its_kind_wants_it(string link, string? location)
    {
        var wire = new ScriptedWire().On(Book, 201, Created()).On(Meeting, 200, Held());
        using var world = await OpenAsync(wire);
        Assert.IsType<BookingOutcome.Booked>(await world.Calendar.BookAsync(world.Request(Ten, world.Event(link: link)), default));
        var sent = JsonNode.Parse(wire.Sent.Single(each => each.What == Book).Body)!.AsObject();
        Assert.Equal(location is not null, sent.ContainsKey("location"));
        Assert.True(JsonNode.DeepEquals(location is null ? null : JsonNode.Parse(location), sent["location"]));
    }

    [Fact]
    public async Task A_callers_number_is_given_away_for_texts_only_when_the_settings_say_so()
    {
        var wire = new ScriptedWire().On(Book, 201, Created()).On(Meeting, 200, Held());
        using var world = await OpenAsync(wire, new CalendlyOptions { TextReminders = true });
        await world.Calendar.BookAsync(world.Request(Ten), default);
        await world.Calendar.BookAsync(world.Request(Ten, who: new Attendee("Jo March", "jo@example.org", null, "Europe/Berlin")), default);
        await world.Calendar.BookAsync(world.Request(Ten, who: new Attendee("Jo March", "jo@example.org", "030901820", "Europe/Berlin")), default);
        Assert.Equal(["+4930901820", null, null], wire.Sent.Where(each => each.What == Book).Select(each => (string?)JsonNode.Parse(each.Body)!["invitee"]!["text_reminder_number"]));
    }

    [Fact]
    public async Task What_is_missing_is_asked_for_before_anything_is_sent()
    {
        using var world = await OpenAsync(new ScriptedWire());
        Assert.Equal("email", Assert.IsType<BookingOutcome.FieldInvalid>(await world.Calendar.BookAsync(world.Request(Ten, who: new Attendee("Jo", null, null, "Etc/UTC")), default)).Field);
        Assert.Equal("name", Assert.IsType<BookingOutcome.FieldInvalid>(await world.Calendar.BookAsync(world.Request(Ten, who: new Attendee(" ", "jo@example.org", null, "Etc/UTC")), default)).Field);
        Assert.Equal("phone", Assert.IsType<BookingOutcome.FieldInvalid>(await world.Calendar.BookAsync(world.Request(Ten, world.Event(link: "outbound_call"), new Attendee("Jo", "jo@example.org", null, "Etc/UTC")), default)).Field);
        Assert.Equal("location", Assert.IsType<BookingOutcome.FieldInvalid>(await world.Calendar.BookAsync(world.Request(Ten, world.Event(link: "ask_invitee")), default)).Field);
        Assert.IsType<BookingOutcome.OutOfBounds>(await world.Calendar.BookAsync(world.Request(new Slot(Now - Duration.FromHours(1), Now)), default));
    }

    [Theory]
    [InlineData("google_conference", "null", "", "a Google Meet video call")]
    [InlineData("google_conference", "\"https://meet.example.com/x\"", "https://meet.example.com/x", "a Google Meet video call")]
    public async Task A_link_that_is_made_later_is_empty_and_how_one_meets_is_said_all_the_same(string kind, string link, string place, string via)
    {
        using var world = await OpenAsync(new ScriptedWire().On(Book, 201, Created()).On(Meeting, 200, Held(location: $$$"""{"type":"{{{kind}}}","status":"initiated","join_url":{{{link}}}}""")));
        var booked = Assert.IsType<BookingOutcome.Booked>(await world.Calendar.BookAsync(world.Request(Ten), default));
        Assert.Equal((place, via), (booked.MeetingPlace, booked.Via));
    }

    [Fact]
    public async Task A_booking_stands_even_when_it_cannot_be_read_back()
    {
        using var world = await OpenAsync(new ScriptedWire().On(Book, 201, Created()).On(Meeting, 500));
        Assert.Equal(new BookingOutcome.Booked(Invitee, Ten, "") { Via = "a video call" }, await world.Calendar.BookAsync(world.Request(Ten), default));
    }

    [Fact]
    public async Task A_booking_that_the_calendar_contradicts_is_not_called_booked()
    {
        using var world = await OpenAsync(new ScriptedWire().On(Book, 201, Created()).On(Meeting, 200, Held(status: "canceled")));
        Assert.IsType<BookingOutcome.Unknown>(await world.Calendar.BookAsync(world.Request(Ten), default));
    }

    [Fact]
    public async Task The_time_that_stands_is_the_calendars()
    {
        using var world = await OpenAsync(new ScriptedWire().On(Book, 201, Created()).On(Meeting, 200, Held(Eleven)));
        Assert.Equal(Eleven, Assert.IsType<BookingOutcome.Booked>(await world.Calendar.BookAsync(world.Request(Ten), default)).Slot);
    }

    [Theory]
    [InlineData(201, "{\"surprise\":true}")]
    [InlineData(200, "")]
    [InlineData(500, "")]
    [InlineData(503, "{}")]
    public async Task An_answer_that_cannot_be_believed_is_unknown_and_never_sent_again(int status, string body)
    {
        var wire = new ScriptedWire().On(Book, status, body);
        using var world = await OpenAsync(wire);
        Assert.IsType<BookingOutcome.Unknown>(await world.Calendar.BookAsync(world.Request(Ten), default));
        Assert.Equal(1, wire.Count(Book));
    }

    [Fact]
    public async Task A_refused_place_that_hides_a_taken_time_is_taken()
    {
        using var world = await OpenAsync(new ScriptedWire().On(Book, 400, WrongPlace).On(TheType, 200, EventType("zoom_conference")).On(Times, 200, Free(Eleven)).On(Meetings, 200, NoneFound));
        Assert.IsType<BookingOutcome.Taken>(await world.Calendar.BookAsync(world.Request(Ten), default));
    }

    [Fact]
    public async Task A_place_that_is_offered_no_more_is_the_owners_to_mend()
    {
        using var world = await OpenAsync(new ScriptedWire().On(Book, 400, WrongPlace).On(TheType, 200, EventType("google_conference")));
        var outcome = Assert.IsType<BookingOutcome.FieldInvalid>(await world.Calendar.BookAsync(world.Request(Ten), default));
        Assert.Equal("location", outcome.Field);
        Assert.Contains("event's settings", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_that_is_refused_though_it_is_offered_and_the_time_is_free_is_not_called_taken()
    {
        using var world = await OpenAsync(new ScriptedWire().On(Book, 400, WrongPlace).On(TheType, 200, EventType("zoom_conference")).On(Times, 200, Free(Ten)));
        Assert.Equal("location", Assert.IsType<BookingOutcome.FieldInvalid>(await world.Calendar.BookAsync(world.Request(Ten), default)).Field);
    }

    [Fact]
    public async Task An_event_or_time_that_is_not_found_is_looked_at_again()
    {
        const string Missing = """{"title":"Resource Not Found","message":"The server could not find the requested resource."}""";
        using var gone = await OpenAsync(new ScriptedWire().On(Book, 404, Missing).On(TheType, 404, Missing));
        Assert.IsType<BookingOutcome.ProviderDown>(await gone.Calendar.BookAsync(gone.Request(Ten), default));
        using var taken = await OpenAsync(new ScriptedWire().On(Book, 404, Missing).On(TheType, 200, EventType("zoom_conference")).On(Times, 200, Free(Eleven)).On(Meetings, 200, NoneFound));
        Assert.IsType<BookingOutcome.Taken>(await taken.Calendar.BookAsync(taken.Request(Ten), default));
    }

    [Fact]
    public async Task A_time_taken_by_our_own_lost_booking_is_booked()
    {
        var wire = new ScriptedWire().On(Book, 400, Filled);
        using var world = await OpenAsync(wire);
        var request = world.Request(Ten);
        wire.On(Meetings, 200, "{\"collection\":[" + HeldEvent() + "]}").On("GET /scheduled_events/E2/invitees", 200, "{\"collection\":[" + Person(Invitee, request.Intent) + "]}");
        Assert.Equal(Invitee, Assert.IsType<BookingOutcome.Booked>(await world.Calendar.BookAsync(request, default)).Reference);
    }

    [Fact]
    public async Task The_days_cap_is_told_as_it_is_and_does_not_silence_other_questions()
    {
        var wire = new ScriptedWire().On(Book, 429, "{}", ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "40000")).On(Times, 200, Free(Ten));
        using var world = await OpenAsync(wire);
        var outcome = Assert.IsType<BookingOutcome.Throttled>(await world.Calendar.BookAsync(world.Request(Ten), default));
        Assert.Equal(Duration.FromSeconds(40000), outcome.RetryAfter);
        Assert.IsType<BookingOutcome.Throttled>(await world.Calendar.BookAsync(world.Request(Eleven), default));
        Assert.Equal(1, wire.Count(Book)); // it said when
        Assert.IsType<SlotsResult.Found>(await world.Calendar.FindSlotsAsync(world.Event(), new Interval(Ten.Start, Eleven.End), default));
    }

    [Fact]
    public async Task A_short_pause_is_waited_for_and_the_booking_sent_once_more()
    {
        var wire = new ScriptedWire().On(Book, 429, "", ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "1")).On(Book, 201, Created()).On(Meeting, 200, Held());
        using var world = await OpenAsync(wire);
        Assert.IsType<BookingOutcome.Booked>(await world.Calendar.BookAsync(world.Request(Ten), default));
        Assert.Equal(2, wire.Count(Book));
    }

    [Fact]
    public async Task A_refused_key_kills_the_connection_and_says_so_on_the_console()
    {
        var wire = new ScriptedWire().On(Book, 401, """{"title":"Unauthenticated","message":"The access token is invalid"}""");
        using var world = await OpenAsync(wire);
        Assert.IsType<BookingOutcome.CredentialDead>(await world.Calendar.BookAsync(world.Request(Ten), default));
        Assert.Equal(ConnectionState.Dead, (await world.StoredAsync()).State);
        Assert.Equal(TaskKind.Reconnect, Assert.Single(await world.OpenTasksAsync()).Kind);

        // From now on nothing is sent.
        Assert.IsType<BookingOutcome.CredentialDead>(await world.Calendar.BookAsync(world.Request(Ten), default));
        Assert.IsType<SlotsResult.Unavailable>(await world.Calendar.FindSlotsAsync(world.Event(), new Interval(Ten.Start, Eleven.End), default));
        Assert.IsType<BookingOutcome.Unknown>(await world.Calendar.FindByIntentAsync(world.Request(Ten), default));
        Assert.Single(wire.Sent);
    }

    [Fact]
    public async Task A_credential_without_the_right_to_book_says_which_right_is_missing()
    {
        using var world = await OpenAsync(new ScriptedWire().On(Book, 403, """{"title":"Insufficient scope","message":"This operation requires the scopes listed in the 'required_scopes' array.","required_scopes":["scheduled_events:write"]}"""));
        Assert.Contains("scheduled_events:write", Assert.IsType<BookingOutcome.CredentialDead>(await world.Calendar.BookAsync(world.Request(Ten), default)).Reason, StringComparison.Ordinal);
        Assert.Contains("scheduled_events:write", (await world.StoredAsync()).Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_does_not_book_is_no_reason_to_reconnect()
    {
        using var world = await OpenAsync(new ScriptedWire().On(Book, 403, """{"title":"Permission Denied","message":"The Scheduling API is only available on paid Calendly plans. Upgrade your plan to access this feature."}"""));
        Assert.Contains("plan", Assert.IsType<BookingOutcome.ProviderDown>(await world.Calendar.BookAsync(world.Request(Ten), default)).Reason, StringComparison.Ordinal);
        Assert.Equal(ConnectionState.Works, (await world.StoredAsync()).State);
    }
}
