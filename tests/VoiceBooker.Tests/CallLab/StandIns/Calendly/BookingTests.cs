using System.Text.Json.Nodes;
using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendly;

namespace VoiceBooker.Tests.CallLab.StandIns.Calendly;

/// <summary>K5 to K8.</summary>
public sealed class BookingTests
{
    private const string Tuesday = "2026-12-01T15:00:00Z";
    private const string WrongPlace = "Specified location kind is not configured for this event type.";

    [Fact]
    public async Task K5_A_booking_is_answered_with_the_invitee_and_stands_in_the_calendar()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var wish = bench.Wish(CalendlySeed.Solo, Tuesday);
        wish["tracking"] = Tracking("intent-77");
        wish["event_guests"] = new JsonArray("guest@example.com");
        wish["no_such_field"] = "dropped in silence";
        wish["invitee"]!["text_reminder_number"] = "+4915112345678";
        var reply = await bench.PostAsync("/invitees", wish);

        Assert.Equal(201, reply.Status);
        var invitee = reply.Body!["resource"]!;
        Assert.Equal(("active", "bob@example.com", "Europe/Berlin", "api", false), ((string)invitee["status"]!, (string)invitee["email"]!, (string)invitee["timezone"]!, (string)invitee["scheduling_method"]!, (bool)invitee["rescheduled"]!));
        Assert.Equal("intent-77", (string)invitee["tracking"]!["utm_content"]!);
        Assert.Equal(6, invitee["tracking"]!.AsObject().Count);
        Assert.StartsWith(bench.StandIn.Uri("/cancellations/"), (string)invitee["cancel_url"]!, StringComparison.Ordinal);
        Assert.StartsWith(bench.StandIn.Uri("/reschedulings/"), (string)invitee["reschedule_url"]!, StringComparison.Ordinal);
        var held = (await bench.GetAsync(reply.Resource("event"))).Body!["resource"]!;
        Assert.Equal(("active", "2026-12-01T15:00:00.000000Z", "2026-12-01T15:30:00.000000Z"), ((string)held["status"]!, (string)held["start_time"]!, (string)held["end_time"]!));
        Assert.Equal("guest@example.com", (string)held["event_guests"]![0]!["email"]!);
        Assert.Equal((1, 1, 1), ((int)held["invitees_counter"]!["total"]!, (int)held["invitees_counter"]!["active"]!, (int)held["invitees_counter"]!["limit"]!));
        Assert.Equal("ann@example.com", (string)held["event_memberships"]![0]!["user_email"]!);
        Assert.DoesNotContain("2026-12-01T15:00:00.000000Z", await bench.StartsAsync(CalendlySeed.Solo, "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z"));
        Assert.Equal(reply.Body.ToJsonString(), (await bench.GetAsync(reply.Resource("uri"))).Body!.ToJsonString());
        Assert.Equal("Bob Caller", Assert.Single(bench.StandIn.Invitees).Form.Name);
    }

    [Fact]
    public async Task K5_The_meeting_link_comes_after_a_while()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        bench.StandIn.Switches.ConferenceDelay = Duration.FromSeconds(4);
        var path = await bench.BookedAsync(Tuesday);
        async Task<(string, string?)> LinkAsync()
        {
            var place = (await bench.GetAsync(path)).Body!["resource"]!["location"]!;
            Assert.Equal("google_conference", (string)place["type"]!);
            return ((string)place["status"]!, (string?)place["join_url"]);
        }

        Assert.Equal(("initiated", null), await LinkAsync());
        bench.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(("processing", null), await LinkAsync());
        bench.Advance(TimeSpan.FromSeconds(1));
        var (status, link) = await LinkAsync();
        Assert.Equal("pushed", status);
        Assert.StartsWith("https://", link, StringComparison.Ordinal);
        bench.StandIn.Switches.ConferencesFail = true;
        Assert.Equal(("failed", null), await LinkAsync());
    }

    [Theory]
    [InlineData("""{"kind":"physical","location":"Our office"}""", "physical", "Our office")]
    [InlineData("""{"kind":"outbound_call","location":"+1 212 555 0100"}""", "outbound_call", "+1 212 555 0100")]
    [InlineData("""{"kind":"google_conference","location":"ignored"}""", "google_conference", null)]
    public async Task K5_The_place_is_taken_over_as_it_was_said(string location, string type, string? text)
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var wish = bench.Wish(CalendlySeed.Solo, Tuesday);
        wish["location"] = JsonNode.Parse(location);
        var reply = await bench.PostAsync("/invitees", wish);
        Assert.Equal(201, reply.Status);
        var place = (await bench.GetAsync(reply.Resource("event"))).Body!["resource"]!["location"]!;
        Assert.Equal((type, text), ((string)place["type"]!, (string?)place["location"]));
    }

    [Theory]
    [InlineData(CalendlySeed.Solo, null, "kind")] // missing
    [InlineData(CalendlySeed.Solo, """{"kind":"zoom_conference"}""", "kind")] // not offered
    [InlineData(CalendlySeed.Solo, """{"kind":"teleport"}""", "kind")] // unknown
    [InlineData(CalendlySeed.Solo, """{"kind":"physical"}""", "location")]
    [InlineData(CalendlySeed.Solo, """{"kind":"outbound_call","location":" "}""", "location")]
    [InlineData(CalendlySeed.NoLocation, """{"kind":"google_conference"}""", "kind")]
    [InlineData(CalendlySeed.RoundRobin, """{"kind":"google_conference"}""", "kind")] // reported: leave it out
    public async Task K5_A_wrong_place_is_told_first_and_hides_all_other_errors(string type, string? location, string field)
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var wish = bench.Wish(type, "2026-11-01T15:00:00Z", "no address", null); // past, and a wrong address
        if (location is not null)
            wish["location"] = JsonNode.Parse(location);
        var reply = await bench.PostAsync("/invitees", wish);
        Assert.Equal((400, "Invalid Argument", WrongPlace), (reply.Status, reply.Title, reply.Message));
        Assert.Equal([$"event.location_configuration.{field}: invalid location choice (invalid_location_choice)"], reply.Details);
        Assert.Empty(bench.StandIn.Events);
    }

    [Fact]
    public async Task K5_After_the_place_the_time_is_judged_and_hides_the_rest()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        async Task<string[]> RefusedAsync(string start)
        {
            var reply = await bench.BookAsync(CalendlySeed.Solo, start, "no address");
            Assert.Equal((400, "The supplied parameters are invalid."), (reply.Status, reply.Message));
            return reply.Details;
        }

        Assert.Equal(["start_time: must be in the future"], await RefusedAsync("2026-11-30T11:00:00Z"));
        Assert.Equal(["event.start_time: That start time has been filled (already_filled)"], await RefusedAsync("2026-12-05T15:00:00Z")); // Saturday
        Assert.Equal(["event.start_time: That start time has been filled (already_filled)"], await RefusedAsync("2026-12-01T15:10:00Z")); // off the grid
        Assert.Equal(["invitee.email: is in invalid format"], await RefusedAsync(Tuesday));
        bench.StandIn.Switches.TakenLooksLikeWrongLocation = true;
        Assert.Equal(WrongPlace, (await bench.BookAsync(CalendlySeed.Solo, "2026-12-05T15:00:00Z")).Message);
    }

    [Theory]
    [InlineData("""{"email":"bob@example.com","timezone":"Europe/Berlin"}""", "invitee: either name or first_name must be filled")]
    [InlineData("""{"name":"Bob","email":"bob@","timezone":"Europe/Berlin"}""", "invitee.email: is in invalid format")]
    [InlineData("""{"name":"Bob","timezone":"Europe/Berlin"}""", "invitee.email: is missing")]
    [InlineData("""{"name":"Bob","email":"bob@example.com"}""", "invitee.timezone: is missing")]
    [InlineData("""{"name":"Bob","email":"bob@example.com","timezone":"CET summer"}""", "invitee.timezone: is invalid")]
    [InlineData("""{"name":"Bob","email":"bob@example.com","timezone":"Europe/Berlin","text_reminder_number":"12"}""", ": Phone Number is not a valid phone number")]
    public async Task K5_What_is_wrong_with_the_invitee_is_named(string invitee, string detail)
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var wish = bench.Wish(CalendlySeed.Solo, Tuesday);
        wish["invitee"] = JsonNode.Parse(invitee);
        var reply = await bench.PostAsync("/invitees", wish);
        Assert.Equal(400, reply.Status);
        Assert.Equal([detail], reply.Details);
    }

    [Fact]
    public async Task K5_First_and_last_name_make_a_name()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var wish = bench.Wish(CalendlySeed.Solo, Tuesday);
        wish["invitee"] = JsonNode.Parse("""{"first_name":"Bob","last_name":"Caller","email":"bob@example.com","timezone":"Europe/Berlin"}""");
        var reply = await bench.PostAsync("/invitees", wish);
        Assert.Equal(("Bob", "Caller", "Bob Caller"), (reply.Resource("first_name"), reply.Resource("last_name"), reply.Resource("name")));
    }

    [Fact]
    public async Task K5_Required_questions_are_answered_under_their_exact_text()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        Task<Reply> AskAsync(params (string Question, string Answer)[] answers)
        {
            var wish = bench.Wish(CalendlySeed.Questions, Tuesday, kind: "zoom_conference");
            wish["questions_and_answers"] = new JsonArray([.. answers.Select((each, at) => (JsonNode)new JsonObject { ["question"] = each.Question, ["answer"] = each.Answer, ["position"] = at })]);
            return bench.PostAsync("/invitees", wish);
        }

        string[] blank = [": Required Questions and Answers cannot be blank."];
        Assert.Equal(blank, (await AskAsync()).Details);
        Assert.Equal(blank, (await AskAsync(("what is your project called?", "Apollo"), ("How did you find us?", "Search"))).Details);
        Assert.Equal(blank, (await AskAsync(("What is your project called?", " "), ("How did you find us?", "Search"))).Details);
        Assert.Single((await AskAsync(("What is your project called?", "Apollo"), ("How did you find us?", "By chance"))).Details);
        var reply = await AskAsync(("What is your project called?", "Apollo"), ("How did you find us?", "A friend"), ("Unasked?", "dropped"));
        Assert.Equal(201, reply.Status);
        Assert.Equal(["Apollo", "A friend"], reply.Body!["resource"]!["questions_and_answers"]!.AsArray().Select(each => (string)each!["answer"]!));
    }

    [Fact]
    public async Task K5_Tracking_is_complete_or_left_out_and_guests_are_ten_at_most()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var wish = bench.Wish(CalendlySeed.Solo, Tuesday);
        wish["tracking"] = new JsonObject { ["utm_content"] = "intent-77" };
        Assert.Equal(
            ["tracking.utm_campaign: is missing", "tracking.utm_source: is missing", "tracking.utm_medium: is missing", "tracking.utm_term: is missing", "tracking.salesforce_uuid: is missing"],
            (await bench.PostAsync("/invitees", wish)).Details);
        wish["tracking"] = Tracking(new string('x', 256));
        Assert.Equal(["tracking.utm_content: is too long (maximum is 255 characters)"], (await bench.PostAsync("/invitees", wish)).Details);
        wish["tracking"] = Tracking(new string('x', 255));
        wish["event_guests"] = new JsonArray([.. Enumerable.Range(1, 11).Select(number => JsonValue.Create($"guest{number}@example.com"))]);
        Assert.Equal(["event_guests: is too long (maximum is 10 guests)"], (await bench.PostAsync("/invitees", wish)).Details);
        wish["event_guests"]!.AsArray().RemoveAt(0);
        Assert.Equal(201, (await bench.PostAsync("/invitees", wish)).Status);
    }

    [Fact]
    public async Task K5_Polls_paid_and_inactive_types_cannot_be_booked_and_one_without_a_place_can()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        Assert.Equal(400, (await bench.BookAsync(CalendlySeed.Poll, Tuesday)).Status);
        Assert.Equal(400, (await bench.BookAsync(CalendlySeed.Paid, Tuesday)).Status);
        Assert.Equal(404, (await bench.BookAsync("unknown", Tuesday)).Status);
        var reply = await bench.BookAsync(CalendlySeed.NoLocation, Tuesday, kind: null);
        Assert.Equal(201, reply.Status);
        Assert.Null((await bench.GetAsync(reply.Resource("event"))).Body!["resource"]!["location"]);
        bench.Type(CalendlySeed.Solo).Active = false;
        Assert.Equal(404, (await bench.BookAsync(CalendlySeed.Solo, "2026-12-02T15:00:00Z")).Status);
    }

    [Fact]
    public async Task K6_The_free_plan_books_by_API_only_since_3_November_2026()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        bench.Organization.Plan = CalendlyPlan.Free;
        bench.StandIn.Clock.Set(new DateTimeOffset(2026, 11, 2, 23, 59, 0, TimeSpan.Zero));
        var before = await bench.BookAsync(CalendlySeed.Solo, Tuesday);
        Assert.Equal(
            (403, "Permission Denied", "The Scheduling API is only available on paid Calendly plans. Upgrade your plan to access this feature."), (before.Status, before.Title, before.Message));
        bench.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(201, (await bench.BookAsync(CalendlySeed.Solo, Tuesday)).Status);
    }

    [Fact]
    public async Task K7_Of_many_who_want_one_time_exactly_one_gets_it()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var replies = await Task.WhenAll(Enumerable.Range(1, 20).Select(number => bench.BookAsync(CalendlySeed.Solo, Tuesday, $"caller{number}@example.com")));
        Assert.Single(replies, reply => reply.Status == 201);
        Assert.All(replies.Where(reply => reply.Status != 201), reply =>
        {
            Assert.Equal(400, reply.Status);
            Assert.Equal(["event.start_time: That start time has been filled (already_filled)"], reply.Details);
        });
        Assert.Single(bench.StandIn.Events);
    }

    [Fact]
    public async Task K7_A_group_fills_up_seat_by_seat_in_one_event()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var replies = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => bench.BookAsync(CalendlySeed.Group, Tuesday, $"caller{number}@example.com")));
        Assert.Equal((5, 3), (replies.Count(reply => reply.Status == 201), replies.Count(reply => reply.Status == 400)));
        Assert.Equal(5, Assert.Single(bench.StandIn.Events).ActiveInvitees);
        Assert.DoesNotContain("2026-12-01T15:00:00.000000Z", await bench.StartsAsync(CalendlySeed.Group, "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z"));
    }

    [Fact]
    public async Task K7_Round_robin_gives_the_next_host_until_all_are_taken()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        for (var number = 1; number <= 2; number++)
            Assert.Equal(201, (await bench.BookAsync(CalendlySeed.RoundRobin, Tuesday, kind: null)).Status);
        Assert.Equal(["Ann Example", "Ben Example"], bench.StandIn.Events.Select(held => held.Hosts.Single().Name).Order());
        Assert.Equal(["event.start_time: That start time has been filled (already_filled)"], (await bench.BookAsync(CalendlySeed.RoundRobin, Tuesday, kind: null)).Details);
        bench.StandIn.Switches.RoundRobinTakesLocation = true;
        Assert.Equal(201, (await bench.BookAsync(CalendlySeed.RoundRobin, "2026-12-02T15:00:00Z")).Status);
    }

    [Fact]
    public async Task A_collective_meeting_needs_all_its_hosts()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var (ann, ben) = (bench.User("Ann Example"), bench.User("Ben Example"));
        var both = new CalendlyEventType { Owner = ann, Pools = [[ann], [ben]], Name = "Both", Slug = "both", PoolingType = "collective" };
        bench.StandIn.Change(books => books.EventTypes.Add(both));
        ben.Busy.Add(new Interval(CalendlyBench.At("2026-12-01T14:00:00Z"), CalendlyBench.At("2026-12-01T21:30:00Z")));
        Assert.Equal(["2026-12-01T21:30:00.000000Z"], await bench.StartsAsync(both.Uuid, "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z"));
        Assert.Equal(201, (await bench.BookAsync(both.Uuid, "2026-12-01T21:30:00Z", kind: null)).Status);
        Assert.Equal(2, bench.StandIn.Events.Single().Hosts.Count);
    }

    [Fact]
    public async Task K8_A_repeat_is_not_recognized()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        Assert.Equal(201, (await bench.BookAsync(CalendlySeed.Solo, Tuesday)).Status);
        Assert.Equal(["event.start_time: That start time has been filled (already_filled)"], (await bench.BookAsync(CalendlySeed.Solo, Tuesday)).Details);
        Assert.Equal(201, (await bench.BookAsync(CalendlySeed.Group, "2026-12-02T15:00:00Z")).Status);
        Assert.Equal(201, (await bench.BookAsync(CalendlySeed.Group, "2026-12-02T15:00:00Z")).Status);
        Assert.Equal(2, bench.StandIn.Invitees.Count(invitee => invitee.Event.Type.Uuid == CalendlySeed.Group));
    }

    private static JsonObject Tracking(string content) => new()
    {
        ["utm_campaign"] = null, ["utm_source"] = "phone", ["utm_medium"] = null, ["utm_content"] = content, ["utm_term"] = null, ["salesforce_uuid"] = null,
    };
}
