using System.Text.Json.Nodes;
using VoiceBooker.CallLab.StandIns.Calendars;
using VoiceBooker.CallLab.StandIns.Calendly;

namespace VoiceBooker.Tests.CallLab.StandIns.Calendly;

/// <summary>K14, the faults and the lab's own doors.</summary>
public sealed class LimitsAndFaultsTests
{
    private const string Tuesday = "2026-12-01T15:00:00Z";

    [Theory]
    [InlineData("Paid", 500)]
    [InlineData("Free", 50)]
    public async Task K14_Requests_are_counted_per_user_and_minute_and_every_answer_tells(string plan, int limit)
    {
        await using var bench = await CalendlyBench.OpenAsync();
        bench.StandIn.Switches.LimitsEnforced = true;
        bench.Organization.Plan = Enum.Parse<CalendlyPlan>(plan);
        var first = await bench.GetAsync("/users/me");
        Assert.Equal((limit, limit - 1, 60), (first.Header("X-RateLimit-Limit"), first.Header("X-RateLimit-Remaining"), first.Header("X-RateLimit-Reset")));
        bench.Advance(TimeSpan.FromSeconds(45));
        var others = await Task.WhenAll(Enumerable.Range(2, limit - 1).Select(_ => bench.GetAsync("/scheduled_events/unknown")));
        Assert.All(others, reply => Assert.Equal(404, reply.Status));
        Assert.Equal(0, others.Min(reply => reply.Header("X-RateLimit-Remaining")));
        var refused = await bench.GetAsync("/users/me");
        Assert.Equal((429, "Too Many Requests", 0, 15), (refused.Status, refused.Title, refused.Header("X-RateLimit-Remaining"), refused.Header("X-RateLimit-Reset")));
        Assert.False(refused.Headers.Contains("Retry-After"));
        bench.UseTokenOf(bench.User("Ben Example"));
        Assert.Equal(200, (await bench.GetAsync("/users/me")).Status);
        bench.Use(CalendlySeed.Token);
        bench.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(200, (await bench.GetAsync("/users/me")).Status);
    }

    [Fact]
    public async Task K14_Bookings_are_ten_a_minute_fifty_an_hour_and_a_hundred_a_day()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        bench.StandIn.Switches.LimitsEnforced = true;
        async Task<int> TriesAsync()
        {
            for (var tries = 0; ; tries++)
            {
                var reply = await bench.BookAsync(CalendlySeed.Solo, "2026-12-05T15:00:00Z"); // refused ones count, too
                if (reply.Status == 429)
                    return tries;
            }
        }

        var hours = new List<int>();
        for (var hour = 1; hour <= 3; hour++)
        {
            var made = 0;
            for (var minute = 1; minute <= 6; minute++)
            {
                var tries = await TriesAsync();
                Assert.InRange(tries, 0, 10);
                made += tries;
                bench.Advance(TimeSpan.FromMinutes(1));
            }

            hours.Add(made);
            bench.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal([50, 50, 0], hours);
        bench.Advance(TimeSpan.FromDays(1));
        Assert.Equal(10, await TriesAsync());
    }

    [Theory]
    [InlineData("Trial", 5)]
    [InlineData("Enterprise", 60)]
    public async Task K14_A_trial_books_five_times_a_day_and_an_enterprise_as_it_likes(string plan, int bookings)
    {
        await using var bench = await CalendlyBench.OpenAsync();
        bench.StandIn.Switches.LimitsEnforced = true;
        bench.Organization.Plan = Enum.Parse<CalendlyPlan>(plan);
        for (var number = 1; number <= bookings; number++)
            Assert.NotEqual(429, (await bench.BookAsync(CalendlySeed.Solo, Tuesday)).Status);
        bench.Advance(TimeSpan.FromHours(23));
        Assert.Equal(plan == "Trial" ? 429 : 400, (await bench.BookAsync(CalendlySeed.Solo, Tuesday)).Status);
    }

    [Fact]
    public async Task K14_Unless_they_are_wanted_limits_are_only_told()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        bench.Organization.Plan = CalendlyPlan.Trial;
        for (var number = 1; number <= 7; number++)
            Assert.NotEqual(429, (await bench.BookAsync(CalendlySeed.Solo, Tuesday)).Status);
        bench.Http.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(500, (await bench.GetAsync("/users/me")).Header("X-RateLimit-Limit"));
        foreach (var path in new[] { "/no/such/thing/at/all", "/holds", "/event_types/of/nobody" })
            Assert.Equal((404, 500), ((await bench.GetAsync(path)).Status, (await bench.GetAsync(path)).Header("X-RateLimit-Limit")));
    }

    [Fact]
    public async Task Faults_strike_as_often_as_asked_and_leave_what_they_say()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var faults = bench.StandIn.Faults;
        faults.Add(new FaultRule("book", FaultKind.Error500));
        faults.Add(new FaultRule("book", FaultKind.RateLimited, RetryAfter: "7"));
        faults.Add(new FaultRule("book", FaultKind.TokenExpired));
        Assert.Equal(200, (await bench.GetAsync("/users/me")).Status);
        Assert.Equal((500, "Internal Server Error"), await TitleAsync());
        var limited = await bench.BookAsync(CalendlySeed.Solo, Tuesday);
        Assert.Equal((429, 7, 0), (limited.Status, limited.Header("Retry-After"), limited.Header("X-RateLimit-Remaining")));
        Assert.Equal((401, "Unauthenticated"), await TitleAsync());
        Assert.Empty(bench.StandIn.Events);
        faults.Add(new FaultRule("book", FaultKind.Malformed));
        var odd = await bench.BookAsync(CalendlySeed.Solo, Tuesday);
        Assert.Equal((200, null), (odd.Status, odd.Body!["resource"]));
        Assert.Single(bench.StandIn.Events); // done, and told wrongly
        Assert.Equal(["me", "book"], bench.StandIn.Log.All.Select(each => each.Operation).Distinct().Order(StringComparer.Ordinal).Reverse());

        async Task<(int, string)> TitleAsync()
        {
            var reply = await bench.BookAsync(CalendlySeed.Solo, Tuesday);
            return (reply.Status, reply.Title);
        }
    }

    [Theory]
    [InlineData(FaultKind.Timeout, 0)]
    [InlineData(FaultKind.CommitThenTimeout, 1)]
    internal async Task A_lost_answer_may_hide_a_booking_or_none(FaultKind kind, int bookings)
    {
        await using var bench = await CalendlyBench.OpenAsync();
        bench.StandIn.Faults.Add(new FaultRule("book", kind));
        using var patience = new CancellationTokenSource();
        var asked = bench.Http.PostAsync("/invitees", System.Net.Http.Json.JsonContent.Create(bench.Wish(CalendlySeed.Solo, Tuesday)), patience.Token);
        while (bench.StandIn.Log.All.Count == 0 && !asked.IsCompleted)
            await Task.Yield();
        Assert.False(asked.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        var found = await bench.GetAsync($"/scheduled_events?user={Uri.EscapeDataString(bench.AnnUri)}&invitee_email=bob@example.com&min_start_time={Tuesday}&max_start_time={Tuesday}&status=active");
        Assert.Equal(bookings, found.Collection.Count);
    }

    [Fact]
    public async Task Every_time_offered_can_be_taken_by_somebody_else()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        bench.StandIn.Faults.Add(new FaultRule("times", FaultKind.SlotTakenAfterOffer));
        var offered = await bench.StartsAsync(CalendlySeed.Solo, "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z");
        Assert.Equal(16, offered.Length);
        Assert.Empty(await bench.StartsAsync(CalendlySeed.Solo, "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z"));
        Assert.Equal(["event.start_time: That start time has been filled (already_filled)"], (await bench.BookAsync(CalendlySeed.Solo, offered[3])).Details);
        bench.StandIn.Faults.Add(new FaultRule("book", FaultKind.SlotTakenAfterOffer));
        Assert.Equal(400, (await bench.BookAsync(CalendlySeed.Solo, "2026-12-02T15:00:00Z")).Status);
        Assert.Equal(17, bench.StandIn.Invitees.Count(invitee => invitee.Form.Email == "somebody.else@example.com"));
    }

    [Fact]
    public async Task The_lab_sees_and_moves_everything_over_HTTP()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        await bench.PostAsync("/_lab/clock", new JsonObject { ["advance"] = "01:00:00" });
        Assert.Equal("2026-11-30T13:00:00.000000Z", (string)(await bench.GetAsync("/_lab/state")).Body!["now"]!);
        await bench.PostAsync("/_lab/faults", new JsonObject { ["operation"] = "me", ["kind"] = "error_500" });
        Assert.Equal(500, (await bench.GetAsync("/users/me")).Status);
        var busy = new JsonObject { ["user"] = "ann@example.com", ["start_time"] = "2026-12-01T14:00:00Z", ["end_time"] = "2026-12-01T21:00:00Z" };
        Assert.Equal(204, (await bench.PostAsync("/_lab/busy", busy)).Status);
        Assert.Equal(2, (await bench.StartsAsync(CalendlySeed.Solo, "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z")).Length);
        var path = await bench.BookedAsync("2026-12-02T15:00:00Z");
        Assert.Equal(201, (await bench.PostAsync($"/_lab/events/{path.Split('/')[^1]}/cancel-by-host", new JsonObject { ["reason"] = "Ill" })).Status);
        var state = (await bench.GetAsync("/_lab/state")).Body!;
        Assert.Equal(("canceled", "Ill"), ((string)state["events"]![0]!["status"]!, (string)state["events"]![0]!["invitees"]![0]!["cancellation"]!["reason"]!));
    }

    [Fact]
    public async Task A_suite_seeds_hinders_and_empties_it_in_process()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var (standIn, solo) = (bench.StandIn, bench.Type(CalendlySeed.Solo));
        var day = new NodaTime.Interval(CalendlyBench.At("2026-12-01T00:00:00Z"), CalendlyBench.At("2026-12-02T00:00:00Z"));
        standIn.Occupy(solo.Owner, new NodaTime.Interval(CalendlyBench.At("2026-12-01T14:00:00Z"), CalendlyBench.At("2026-12-01T21:00:00Z")));
        standIn.TakeAway(solo, CalendlyBench.At("2026-12-01T21:30:00Z"));
        Assert.Equal([CalendlyBench.At("2026-12-01T21:00:00Z")], standIn.FreeTimesOf(solo, day).Select(free => free.Slot.Start));
        standIn.CancelByHost(standIn.Events.Single(), "Ill");
        Assert.Equal(2, standIn.FreeTimesOf(solo, day).Count);
        standIn.Reset();
        Assert.Equal((0, 16), (standIn.Events.Count, standIn.FreeTimesOf(solo, day).Count));
        Assert.Equal(200, (await bench.GetAsync("/users/me")).Status);
    }

    [Fact]
    public async Task The_home_page_says_what_it_is_and_shows_who_there_is()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        await bench.BookedAsync(Tuesday, "<bob>@example.com");
        var page = (await bench.GetAsync("/")).Text;
        Assert.All(new[] { "Stand-in, not Calendly", "Ann Example", CalendlySeed.Token, CalendlySeed.ClientId, "Intro meeting", "&lt;bob&gt;@example.com" }, text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.Contains("Intro meeting", (await bench.GetAsync("/ann-example")).Text, StringComparison.Ordinal);
        Assert.Equal(200, (await bench.GetAsync("/ann-example/intro")).Status);
    }
}
