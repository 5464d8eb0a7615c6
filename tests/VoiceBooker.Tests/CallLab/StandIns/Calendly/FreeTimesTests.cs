using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;
using VoiceBooker.CallLab.StandIns.Calendly;

namespace VoiceBooker.Tests.CallLab.StandIns.Calendly;

/// <summary>K4.</summary>
public sealed class FreeTimesTests
{
    [Fact]
    public async Task K4_A_day_is_listed_in_UTC_with_six_digits_without_ends_and_pages()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var reply = await bench.TimesAsync(CalendlySeed.Solo, "2026-12-01T00:00:00Z", "2026-12-02T00:00:00.000Z");
        Assert.Equal(["collection"], reply.Body!.AsObject().Select(field => field.Key));
        Assert.Equal(16, reply.Collection.Count); // 9:00 to 16:30 in New York
        Assert.Equal("2026-12-01T14:00:00.000000Z", (string)reply.Collection[0]!["start_time"]!);
        Assert.Equal("2026-12-01T21:30:00.000000Z", (string)reply.Collection[15]!["start_time"]!);
        Assert.Equal(["status", "invitees_remaining", "start_time", "scheduling_url"], reply.Collection[0]!.AsObject().Select(field => field.Key));
        Assert.Equal(("available", 1), ((string)reply.Collection[0]!["status"]!, (int)reply.Collection[0]!["invitees_remaining"]!));
    }

    [Theory]
    [InlineData("2026-11-30T12:00:00Z", "2026-12-01T00:00:00Z", "start_time: must be in the future")] // now is not the future
    [InlineData("2026-12-02T00:00:00Z", "2026-12-02T00:00:00Z", "end_time: must be after start_time")]
    [InlineData("2026-12-01T00:00:00Z", "2027-01-01T00:00:01Z", "end_time: must be at most 31 days after start_time")]
    [InlineData("2026-12-01", "2026-12-02T00:00:00Z", "start_time: is invalid")]
    [InlineData("", "2026-12-02T00:00:00Z", "start_time: is missing")]
    public async Task K4_A_span_that_cannot_be_is_refused(string from, string until, string detail)
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var reply = await bench.TimesAsync(CalendlySeed.Solo, from, until);
        Assert.Equal(400, reply.Status);
        Assert.Equal([detail], reply.Details);
    }

    [Fact]
    public async Task K4_A_past_start_may_be_told_by_the_bare_message_and_the_span_may_be_seven_days()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        Assert.Equal(200, (await bench.TimesAsync(CalendlySeed.Solo, "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z")).Status);
        bench.StandIn.Switches.PastStartWithoutDetails = true;
        bench.StandIn.Switches.LongestSpan = Duration.FromDays(7);
        var past = await bench.TimesAsync(CalendlySeed.Solo, "2026-11-29T00:00:00Z", "2026-12-01T00:00:00Z");
        Assert.Equal((400, "The supplied parameters are invalid.", 0), (past.Status, past.Message, past.Details.Length));
        Assert.Equal(200, (await bench.TimesAsync(CalendlySeed.Solo, "2026-12-01T00:00:00Z", "2026-12-08T00:00:00Z")).Status);
        Assert.Equal(400, (await bench.TimesAsync(CalendlySeed.Solo, "2026-12-01T00:00:00Z", "2026-12-08T00:00:01Z")).Status);
    }

    [Fact]
    public async Task K4_Notice_window_and_busy_calendars_are_taken_out()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var type = bench.Type(CalendlySeed.Solo);
        type.MinimumNotice = Duration.FromHours(4);
        Assert.Equal("2026-11-30T16:00:00.000000Z", (await bench.StartsAsync(CalendlySeed.Solo, "2026-11-30T12:01:00Z", "2026-12-01T00:00:00Z"))[0]);
        type.BookingWindow = Duration.FromDays(2);
        Assert.Empty(await bench.StartsAsync(CalendlySeed.Solo, "2026-12-03T00:00:00Z", "2026-12-05T00:00:00Z"));
        bench.User("Ann Example").Busy.Add(new Interval(CalendlyBench.At("2026-12-01T14:15:00Z"), CalendlyBench.At("2026-12-01T20:45:00Z")));
        Assert.Equal(["2026-12-01T21:00:00.000000Z", "2026-12-01T21:30:00.000000Z"], await bench.StartsAsync(CalendlySeed.Solo, "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z"));
    }

    [Fact]
    public async Task K4_Buffers_keep_their_distance_from_events_of_every_type()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        await bench.BookedAsync("2026-12-01T16:00:00Z"); // until 16:30
        var type = bench.Type(CalendlySeed.NoLocation); // 15 minutes every 15
        (type.BeforeBuffer, type.AfterBuffer) = (15, 30);
        var starts = await bench.StartsAsync(CalendlySeed.NoLocation, "2026-12-01T15:00:00Z", "2026-12-01T17:01:00Z");
        Assert.Equal(["15:00", "15:15", "16:45", "17:00"], starts.Select(start => start[11..16]));
    }

    [Fact]
    public async Task K4_Limits_of_the_type_and_of_the_host_close_the_day()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        bench.Type(CalendlySeed.Solo).DailyLimit = 1;
        await bench.BookedAsync("2026-12-01T16:00:00Z");
        Assert.Empty(await bench.StartsAsync(CalendlySeed.Solo, "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z"));
        Assert.NotEmpty(await bench.StartsAsync(CalendlySeed.NoLocation, "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z"));
        bench.User("Ann Example").Limits = new MeetingLimits(Daily: 1);
        Assert.Empty(await bench.StartsAsync(CalendlySeed.NoLocation, "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z"));
        Assert.NotEmpty(await bench.StartsAsync(CalendlySeed.NoLocation, "2026-12-02T00:00:00Z", "2026-12-03T00:00:00Z"));
        bench.User("Ann Example").Limits = new MeetingLimits(Weekly: 1);
        Assert.Empty(await bench.StartsAsync(CalendlySeed.NoLocation, "2026-12-02T00:00:00Z", "2026-12-05T00:00:00Z"));
        Assert.NotEmpty(await bench.StartsAsync(CalendlySeed.NoLocation, "2026-12-07T00:00:00Z", "2026-12-08T00:00:00Z"));
        bench.User("Ann Example").Limits = new MeetingLimits(Monthly: 1);
        Assert.Empty(await bench.StartsAsync(CalendlySeed.NoLocation, "2026-12-07T00:00:00Z", "2026-12-31T00:00:00Z"));
        Assert.NotEmpty(await bench.StartsAsync(CalendlySeed.NoLocation, "2027-01-04T00:00:00Z", "2027-01-05T00:00:00Z"));
    }

    [Fact]
    public async Task K4_A_group_tells_the_seats_that_are_left_and_holds_other_starts_off()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        await bench.BookAsync(CalendlySeed.Group, "2026-12-01T15:00:00Z", "one@example.com");
        await bench.BookAsync(CalendlySeed.Group, "2026-12-01T15:00:00Z", "two@example.com");
        var times = (await bench.TimesAsync(CalendlySeed.Group, "2026-12-01T14:00:00Z", "2026-12-01T16:00:00Z")).Collection;
        Assert.Equal([5, 3], times.Select(time => (int)time!["invitees_remaining"]!));
        Assert.DoesNotContain("2026-12-01T15:30:00.000000Z", await bench.StartsAsync(CalendlySeed.Solo, "2026-12-01T14:00:00Z", "2026-12-01T17:00:00Z"));
    }

    [Fact]
    public async Task K4_Working_hours_follow_the_host_through_the_change_of_clocks()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        bench.StandIn.Clock.Set(new DateTimeOffset(2027, 3, 10, 0, 0, 0, TimeSpan.Zero));
        var friday = await bench.StartsAsync(CalendlySeed.Solo, "2027-03-12T00:00:00Z", "2027-03-13T00:00:00Z");
        var monday = await bench.StartsAsync(CalendlySeed.Solo, "2027-03-15T00:00:00Z", "2027-03-16T00:00:00Z");
        Assert.Equal(("2027-03-12T14:00:00.000000Z", "2027-03-15T13:00:00.000000Z"), (friday[0], monday[0]));
        var ann = bench.User("Ann Example");
        ann.Hours = WorkingHours.EveryDay(ann.Hours.Zone, new LocalTime(1, 0), new LocalTime(4, 0));
        // On 14 March two o'clock does not exist: two hours of work, not three.
        Assert.Equal(4, (await bench.StartsAsync(CalendlySeed.Solo, "2027-03-14T00:00:00Z", "2027-03-15T00:00:00Z")).Length);
    }

    [Fact]
    public async Task K4_Unknown_and_foreign_event_types_are_told_apart()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        Assert.Equal(404, (await bench.TimesAsync("unknown", "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z")).Status);
        bench.UseTokenOf(new CalendlyUser { Organization = new CalendlyOrganization { Name = "Elsewhere" }, Name = "Eve", Email = "eve@example.org", Slug = "eve", Hours = bench.User("Ann Example").Hours });
        Assert.Equal(403, (await bench.TimesAsync(CalendlySeed.Solo, "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z")).Status);
    }

    [Fact]
    public async Task Busy_times_name_own_events_and_foreign_blocks_for_seven_days_at_most()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        await bench.BookedAsync("2026-12-01T16:00:00Z");
        bench.User("Ann Example").Busy.Add(new Interval(CalendlyBench.At("2026-12-01T14:00:00Z"), CalendlyBench.At("2026-12-01T15:00:00Z")));
        var path = $"/user_busy_times?user={Uri.EscapeDataString(bench.AnnUri)}&start_time=2026-12-01T00:00:00Z&end_time=";
        Assert.Equal(["external", "calendly"], (await bench.GetAsync(path + "2026-12-08T00:00:00Z")).Collection.Select(each => (string)each!["type"]!));
        Assert.Equal(400, (await bench.GetAsync(path + "2026-12-08T00:00:01Z")).Status);
    }
}
