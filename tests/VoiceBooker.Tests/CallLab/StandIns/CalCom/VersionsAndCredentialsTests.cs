using System.Text.Json.Nodes;
using VoiceBooker.CallLab.StandIns.CalCom;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.Tests.CallLab.StandIns.CalCom;

/// <summary>C1, C2, C4 and C22 of the checklist.</summary>
public sealed class VersionsAndCredentialsTests : IClassFixture<CalComWorld>
{
    private readonly CalComWorld _world;

    public VersionsAndCredentialsTests(CalComWorld world)
    {
        _world = world;
        world.Freshen();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2025-01-01")]
    [InlineData("2024-04-15")]
    public async Task C1_without_a_known_version_a_booking_is_refused_for_fields_of_the_oldest_one(string? version)
    {
        var reply = await _world.SendAsync("POST", "/v2/bookings", version, body: CalComWorld.Wish("2026-12-02T10:00:00Z"));

        Assert.Equal((400, "Bad Request Exception"), (reply.Status, reply.Message));
        var fields = reply.Json["error"]!["details"]!["errors"]!.AsArray().Select(each => (string)each!["property"]!).ToList();
        Assert.Empty(((string[])["timeZone", "language", "metadata"]).Except(fields));
        Assert.Empty(_world.StandIn.Bookings);
    }

    [Fact]
    public async Task C1_without_a_known_version_the_list_has_the_old_shape()
    {
        var reply = await _world.SendAsync("GET", "/v2/bookings", "2099-01-01", CalComSeed.Key);
        Assert.Equal(200, reply.Status);
        Assert.IsType<JsonArray>(reply.Data["bookings"]);
    }

    [Theory]
    [InlineData("GET", "/v2/slots", "2024-08-13")]
    [InlineData("GET", "/v2/slots", null)]
    [InlineData("POST", "/v2/bookings", "2024-06-14")]
    [InlineData("GET", "/v2/bookings", "2024-09-04")]
    [InlineData("GET", "/v2/event-types", "2024-08-13")]
    public async Task C1_a_known_version_that_the_route_does_not_have_cannot_be_routed_even_before_the_credential_is_looked_at(string method, string path, string? version)
    {
        var reply = await _world.SendAsync(method, path, version, "cal_wrong");
        Assert.Equal((404, $"Cannot {method} {path}"), (reply.Status, reply.Message));
    }

    [Fact]
    public async Task C1_the_hosted_service_knows_the_values_of_2026_and_a_self_hosted_one_does_not()
    {
        Assert.Equal(201, (await _world.BookAsync(CalComWorld.Wish("2026-12-02T10:00:00Z"), version: "2026-02-25")).Status);
        _world.StandIn.Switches.Hosted = false;
        Assert.Equal((400, "Bad Request Exception"), await _world.BookAsync(CalComWorld.Wish("2026-12-02T11:00:00Z"), version: "2026-02-25") is var reply ? (reply.Status, reply.Message) : default);
    }

    [Fact]
    public async Task C1_the_newest_version_of_event_types_says_what_is_switched_off()
    {
        var newest = await _world.SendAsync("GET", $"/v2/event-types/{CalComSeed.Plain}", "2026-06-12", CalComSeed.Key);
        var usual = await _world.SendAsync("GET", $"/v2/event-types/{CalComSeed.Plain}", "2024-06-14", CalComSeed.Key);
        Assert.True((bool)newest.Data["seats"]!["disabled"]!);
        Assert.Null(usual.Data["seats"]);
    }

    [Fact]
    public async Task C2_strangers_may_see_slots_hold_book_read_move_and_cancel()
    {
        Assert.Equal(200, (await _world.SlotsAsync($"eventTypeId={CalComSeed.Plain}&start=2026-12-02&end=2026-12-02")).Status);
        Assert.Equal(201, (await _world.HoldAsync("2026-12-02T10:00:00Z")).Status);
        var booked = await _world.BookAsync("2026-12-02T10:00:00Z");
        Assert.Equal(201, booked.Status);
        Assert.Equal(200, (await _world.SendAsync("GET", $"/v2/bookings/{booked.Uid}", "2024-08-13")).Status);
        var moved = await _world.ChangeAsync(booked.Uid, "reschedule", new JsonObject { ["start"] = "2026-12-02T11:00:00Z" });
        Assert.Equal(201, moved.Status);
        Assert.Equal(200, (await _world.ChangeAsync(moved.Uid, "cancel")).Status);
    }

    [Theory]
    [InlineData("GET", "/v2/me", null, 401, "ApiAuthStrategy - No authentication method provided.")]
    [InlineData("GET", "/v2/event-types", "2024-06-14", 401, "ApiAuthStrategy - No authentication method provided.")]
    [InlineData("POST", "/v2/bookings/abc/confirm", "2024-08-13", 401, "ApiAuthStrategy - No authentication method provided.")]
    [InlineData("POST", "/v2/bookings/abc/decline", "2024-08-13", 401, "ApiAuthStrategy - No authentication method provided.")]
    [InlineData("POST", "/v2/webhooks", null, 401, "ApiAuthStrategy - No authentication method provided.")]
    [InlineData("GET", "/v2/bookings", "2024-08-13", 403, "PermissionsGuard - no authentication provided.")]
    public async Task C2_without_a_credential_the_owners_paths_are_closed(string method, string path, string? version, int status, string text)
    {
        var reply = await _world.SendAsync(method, path, version);
        Assert.Equal(status, reply.Status);
        Assert.StartsWith(text, reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task C2_a_users_public_event_types_need_no_credential()
    {
        var reply = await _world.SendAsync("GET", "/v2/event-types?username=ann&eventSlug=talk", "2024-06-14");
        Assert.Equal(["talk"], reply.Data.AsArray().Select(each => (string)each!["slug"]!));
    }

    [Theory]
    [InlineData("/v2/me", "cal_wrong", "ApiAuthStrategy - api key - Your api key is not valid")]
    [InlineData("/v2/me", "anything", "ApiAuthStrategy - access token - Invalid Access Token.")]
    [InlineData("/v2/bookings/abc", "cal_wrong", "ApiAuthStrategy - api key - Your api key is not valid")]
    public async Task C2_a_wrong_credential_is_refused_also_where_none_is_needed(string path, string key, string text)
    {
        var reply = await _world.SendAsync("GET", path, "2024-08-13", key);
        Assert.Equal((401, text), (reply.Status, reply.Message));
    }

    [Fact]
    public async Task C2_a_key_dies_on_its_day()
    {
        var ann = _world.StandIn.Accounts.Single(each => each.Id == 1);
        var hours = WorkingHours.Weekdays(NodaTime.DateTimeZoneProviders.Tzdb["Europe/London"], new NodaTime.LocalTime(9, 0), new NodaTime.LocalTime(17, 0));
        _world.StandIn.Add(ann with { Keys = [.. ann.Keys, new CalComKey("cal_short", CalComWorld.Morning.AddHours(1))] }, hours);

        Assert.Equal(200, (await _world.SendAsync("GET", "/v2/me", key: "cal_short")).Status);
        _world.StandIn.Clock.Advance(TimeSpan.FromHours(2));
        var late = await _world.SendAsync("GET", "/v2/me", key: "cal_short");
        Assert.Equal((401, "ApiAuthStrategy - api key - Your api key is expired"), (late.Status, late.Message));
    }

    [Fact]
    public async Task C2_the_account_says_its_address_and_zone()
    {
        var reply = await _world.SendAsync("GET", "/v2/me", key: CalComSeed.Key);
        Assert.Equal(("ann@example.com", "Europe/London", "Dr. Ann Example"), ((string)reply.Data["email"]!, (string)reply.Data["timeZone"]!, (string)reply.Data["name"]!));
    }

    [Fact]
    public async Task C4_there_are_three_bodies_of_errors_and_every_answer_has_an_identity()
    {
        var envelope = await _world.SendAsync("GET", "/v2/bookings/none", "2024-08-13");
        Assert.Equal("error", (string?)envelope.Json["status"]);
        Assert.Equal("/v2/bookings/none", (string?)envelope.Json["path"]);
        Assert.EndsWith("Z", (string?)envelope.Json["timestamp"], StringComparison.Ordinal);
        Assert.Equal(("NotFoundException", 404, "Not Found"), ((string)envelope.Json["error"]!["code"]!, (int)envelope.Json["error"]!["details"]!["statusCode"]!, (string)envelope.Json["error"]!["details"]!["error"]!));

        var booked = await _world.BookAsync("2026-12-02T10:00:00Z");
        var bare = await _world.ChangeAsync(booked.Uid, "cancel", key: CalComSeed.Key);
        Assert.Equal("""{"statusCode":400,"message":"Cancellation reason is required"}""", bare.Text);

        var oauth = await _world.SendAsync("POST", "/v2/auth/oauth2/token", body: new JsonObject { ["client_id"] = "nobody", ["grant_type"] = "refresh_token", ["refresh_token"] = "x" });
        Assert.Equal("""{"error":"invalid_client","error_description":"client_not_found"}""", oauth.Text);

        foreach (var reply in new[] { envelope, booked, bare, oauth })
        {
            Assert.NotEmpty(reply.Headers.GetValues("X-Request-Id").Single());
            Assert.Equal("application/json; charset=utf-8", reply.ContentType);
        }
    }

    [Fact]
    public async Task C22_beyond_the_limit_of_a_minute_everything_is_refused_for_another_minute()
    {
        (_world.StandIn.Switches.LimitRequests, _world.StandIn.Switches.RequestsPerMinute) = (true, 3);
        for (var left = 2; left >= 0; left--)
        {
            var fine = await _world.SendAsync("GET", "/v2/me", key: CalComSeed.Key);
            Assert.Equal((200, "3", $"{left}"), (fine.Status, fine.Headers.GetValues("X-RateLimit-Limit-Default").Single(), fine.Headers.GetValues("X-RateLimit-Remaining-Default").Single()));
        }

        _world.StandIn.Clock.Advance(TimeSpan.FromSeconds(50));
        var refused = await _world.SendAsync("GET", "/v2/me", key: CalComSeed.Key);
        Assert.Equal((429, "CustomThrottlerGuard - Too many requests. Please try again later.", "ThrottlerException"), (refused.Status, refused.Message, (string)refused.Json["error"]!["code"]!));
        Assert.InRange(int.Parse(refused.Headers.GetValues("X-RateLimit-Reset-Default").Single(), System.Globalization.CultureInfo.InvariantCulture), 59, 60);
        Assert.False(refused.Headers.Contains("Retry-After"));

        Assert.Equal(404, (await _world.SendAsync("GET", "/v2/bookings/none", "2024-08-13")).Status); // an address counts for itself
        _world.StandIn.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(429, (await _world.SendAsync("GET", "/v2/me", key: CalComSeed.Key)).Status);
        _world.StandIn.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(200, (await _world.SendAsync("GET", "/v2/me", key: CalComSeed.Key)).Status);
        Assert.Equal((401, "CustomThrottlerGuard - Invalid API Key"), await _world.SendAsync("GET", "/v2/me", key: "cal_unknown") is var unknown ? (unknown.Status, unknown.Message) : default);
    }
}
