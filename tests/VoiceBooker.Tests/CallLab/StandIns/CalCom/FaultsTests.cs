using System.Diagnostics;
using System.Text.Json.Nodes;
using VoiceBooker.CallLab.StandIns.CalCom;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.Tests.CallLab.StandIns.CalCom;

/// <summary>The faults that every stand-in can be given, and the lab's own doors.</summary>
public sealed class FaultsTests : IClassFixture<CalComWorld>
{
    private const string Ten = "2026-12-02T10:00:00Z";
    private readonly CalComWorld _world;

    public FaultsTests(CalComWorld world)
    {
        _world = world;
        world.Freshen();
    }

    [Fact]
    public async Task An_error_does_nothing_and_passes()
    {
        _world.StandIn.Faults.Add(new FaultRule("book", FaultKind.Error500, Times: 2));
        Assert.Equal("""{"statusCode":500,"message":"Internal server error"}""", (await _world.BookAsync(Ten)).Text);
        Assert.Equal(500, (await _world.BookAsync(Ten)).Status);
        Assert.Equal(201, (await _world.BookAsync(Ten)).Status);
    }

    [Theory]
    [InlineData(FaultKind.Timeout, 0)]
    [InlineData(FaultKind.CommitThenTimeout, 1)]
    public async Task A_time_out_leaves_the_client_alone_and_the_booking_made_or_not(object kind, int made)
    {
        _world.StandIn.Faults.Add(new FaultRule("book", (FaultKind)kind));
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _world.SendAsync("POST", "/v2/bookings", "2024-08-13", body: CalComWorld.Wish(Ten), gone: patience.Token));
        Assert.Equal(made, _world.StandIn.Bookings.Count);
        Assert.Equal(0, _world.StandIn.Log.Of("book").Single().Status);
        Assert.Equal(made == 1 ? 400 : 201, (await _world.BookAsync(Ten)).Status);
    }

    [Fact]
    public async Task A_slow_answer_comes_late_but_right()
    {
        _world.StandIn.Faults.Add(new FaultRule("slots", FaultKind.Slow, Delay: TimeSpan.FromMilliseconds(300)));
        var begun = Stopwatch.GetTimestamp();
        Assert.Equal(16, (await _world.StartsAsync(CalComSeed.Plain, CalComWorld.Tomorrow)).Count);
        Assert.InRange(Stopwatch.GetElapsedTime(begun).TotalMilliseconds, 290, 5000);
    }

    [Fact]
    public async Task A_malformed_answer_says_200_and_nothing_else_of_use()
    {
        _world.StandIn.Faults.Add(new FaultRule("*", FaultKind.Malformed));
        var reply = await _world.BookAsync(Ten);
        Assert.Equal(200, reply.Status);
        Assert.Null(reply.Data["uid"]);
        Assert.Single(_world.StandIn.Bookings);
    }

    [Theory]
    [InlineData("7")]
    [InlineData(null)]
    public async Task Too_many_requests_may_say_when_to_come_back(string? retryAfter)
    {
        _world.StandIn.Faults.Add(new FaultRule("slots", FaultKind.RateLimited, RetryAfter: retryAfter));
        var reply = await _world.SlotsAsync($"eventTypeId={CalComSeed.Plain}&start=2026-12-02&end=2026-12-02");
        Assert.Equal((429, "ThrottlerException"), (reply.Status, (string)reply.Json["error"]!["code"]!));
        Assert.Equal(retryAfter, reply.Headers.TryGetValues("Retry-After", out var values) ? values.Single() : null);
        Assert.True(reply.Headers.Contains("X-RateLimit-Reset-Default"));
    }

    [Fact]
    public async Task Everything_that_was_offered_can_be_gone_a_moment_later()
    {
        _world.StandIn.Faults.Add(new FaultRule("slots", FaultKind.SlotTakenAfterOffer));
        var offered = await _world.StartsAsync(CalComSeed.Plain, CalComWorld.Tomorrow);
        Assert.Equal(16, offered.Count);
        Assert.Equal(400, (await _world.BookAsync(offered[3])).Status);
        Assert.Empty(await _world.StartsAsync(CalComSeed.Plain, CalComWorld.Tomorrow));
    }

    [Fact]
    public async Task A_race_can_be_lost_in_the_moment_of_writing()
    {
        _world.StandIn.Faults.Add(new FaultRule("book", FaultKind.Conflict409));
        Assert.Equal("""{"statusCode":409,"message":"booking_conflict_error"}""", (await _world.BookAsync(Ten)).Text);
        Assert.Equal("Somebody Else", _world.StandIn.Bookings.Single().Name);
    }

    [Fact]
    public async Task A_credential_can_die_at_any_moment()
    {
        _world.StandIn.Faults.Add(new FaultRule("list", FaultKind.TokenExpired));
        var reply = await _world.SendAsync("GET", "/v2/bookings", "2024-08-13", CalComSeed.Key);
        Assert.Equal((401, "ApiAuthStrategy - api key - Your api key is expired"), (reply.Status, reply.Message));
    }

    [Fact]
    public async Task A_share_of_the_requests_can_be_hit()
    {
        _world.StandIn.Faults.Add(new FaultRule("me", FaultKind.Error500, Times: 0, Share: 0.5));
        var failed = 0;
        for (var request = 0; request < 60; request++)
            failed += (await _world.SendAsync("GET", "/v2/me", key: CalComSeed.Key)).Status == 500 ? 1 : 0;
        Assert.InRange(failed, 15, 45);
    }

    [Fact]
    public async Task The_lab_turns_the_clock_makes_faults_blocks_hours_and_reads_the_state_over_http()
    {
        await _world.SendAsync("POST", "/_lab/clock", body: new JsonObject { ["set"] = "2026-12-01T11:59:00Z" });
        await _world.SendAsync("POST", "/_lab/clock", body: new JsonObject { ["advance"] = "01:00:00" });
        Assert.Equal("2026-12-01T15:00:00.000Z", (await _world.StartsAsync(CalComSeed.Plain, "2026-12-01"))[0]);

        Assert.Equal(201, (await _world.SendAsync("POST", "/_lab/faults", body: new JsonObject { ["operation"] = "book", ["kind"] = "rate_limited", ["retryAfter"] = "3" })).Status);
        Assert.Equal(400, (await _world.SendAsync("POST", "/_lab/faults", body: new JsonObject { ["operation"] = "book", ["kind"] = "earthquake" })).Status);
        Assert.Equal(429, (await _world.BookAsync(Ten)).Status);

        Assert.Equal(204, (await _world.SendAsync("POST", "/_lab/busy", body: new JsonObject { ["start"] = "2026-12-02T09:00:00Z", ["end"] = "2026-12-02T16:30:00Z" })).Status);
        Assert.Single(await _world.StartsAsync(CalComSeed.Plain, CalComWorld.Tomorrow));
        Assert.Equal(201, (await _world.SendAsync("POST", "/_lab/strangers", body: new JsonObject { ["eventTypeId"] = CalComSeed.Plain, ["start"] = "2026-12-02T16:30:00Z" })).Status);
        var state = await _world.SendAsync("GET", "/_lab/state");
        Assert.Equal("Somebody Else", (string)state.Json["bookings"]![0]!["name"]!);

        var home = await _world.SendAsync("GET", "/");
        Assert.Contains("Stand-in, not Cal.com", home.Text, StringComparison.Ordinal);
        Assert.Contains(CalComSeed.Key, home.Text, StringComparison.Ordinal);
        Assert.Contains("somebody.else@example.org", home.Text, StringComparison.Ordinal);
    }
}
