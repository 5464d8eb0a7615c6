using System.Text.Json.Nodes;
using VoiceBooker.CallLab.StandIns.Calendly;

namespace VoiceBooker.Tests.CallLab.StandIns.Calendly;

/// <summary>K9 to K12.</summary>
public sealed class ChangeTests
{
    private const string Tuesday = "2026-12-01T15:00:00Z";
    private const string Wednesday = "2026-12-02T15:00:00Z";

    [Fact]
    public async Task K9_Nothing_holds_a_time_and_nothing_of_the_API_moves_a_booking()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var path = await bench.BookedAsync(Tuesday);
        var invitee = bench.StandIn.Invitees.Single();
        foreach (var attempt in new[] { $"{path}/reschedule", $"{path}/rescheduling", $"{invitee.Path}/reschedule", "/holds", "/reservations" })
            Assert.Equal((attempt, 404), (attempt, (await bench.PostAsync(attempt, new JsonObject { ["start_time"] = Wednesday })).Status));
        using var patch = new HttpRequestMessage(HttpMethod.Patch, path);
        Assert.Equal(404, (int)(await bench.Http.SendAsync(patch)).StatusCode);
        Assert.Equal("2026-12-01T15:00:00.000000Z", CalendlyWire.Time(bench.StandIn.Events.Single().Slot.Start));
    }

    [Fact]
    public async Task K9_An_invitee_who_moves_leaves_two_invitees_that_know_each_other()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        await bench.BookedAsync(Tuesday);
        var old = bench.StandIn.Invitees.Single();
        var reply = await bench.PostAsync($"/_lab/invitees/{old.Uuid}/reschedule", new JsonObject { ["start_time"] = Wednesday, ["reason"] = "Ill" });

        Assert.Equal(201, reply.Status);
        var before = (await bench.GetAsync(old.Path)).Body!["resource"]!;
        var after = (await bench.GetAsync(reply.Resource("uri"))).Body!["resource"]!;
        Assert.Equal(("canceled", true, (string)after["uri"]!), ((string)before["status"]!, (bool)before["rescheduled"]!, (string)before["new_invitee"]!));
        Assert.Equal(("active", false, (string)before["uri"]!), ((string)after["status"]!, (bool)after["rescheduled"]!, (string)after["old_invitee"]!));
        Assert.Equal(("invitee", "Ill"), ((string)before["cancellation"]!["canceler_type"]!, (string)before["cancellation"]!["reason"]!));
        Assert.Equal("canceled", (await bench.GetAsync(old.Event.Path)).Resource("status"));
        Assert.Equal("2026-12-02T15:00:00.000000Z", (await bench.GetAsync((string)after["event"]!)).Resource("start_time"));
        Assert.Contains("2026-12-01T15:00:00.000000Z", await bench.StartsAsync(CalendlySeed.Solo, "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z"));
        Assert.Null(bench.StandIn.Reschedule(old, CalendlyBench.At("2026-12-03T15:00:00Z"))); // who has moved cannot move again
    }

    [Fact]
    public async Task K9_The_invitees_own_pages_move_and_cancel()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        await bench.BookedAsync(Tuesday);
        var invitee = bench.StandIn.Invitees.Single();
        Assert.Contains("2026-12-02T15:00:00.000000Z", (await bench.GetAsync($"/reschedulings/{invitee.Uuid}")).Text, StringComparison.Ordinal);
        Assert.Equal(200, await FormAsync(bench, $"/reschedulings/{invitee.Uuid}", ("start_time", Wednesday)));
        var moved = bench.StandIn.Invitees.Single(each => each.Active);
        Assert.Equal(200, await FormAsync(bench, $"/cancellations/{moved.Uuid}", ("reason", "No need")));
        Assert.Equal(409, await FormAsync(bench, $"/cancellations/{moved.Uuid}"));
        Assert.Equal(("invitee", "No need"), (moved.Event.Cancellation!.Type, moved.Event.Cancellation.Reason));
    }

    [Fact]
    public async Task K10_A_cancelled_event_is_over_for_all_its_invitees_and_its_time_is_free()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var first = await bench.BookAsync(CalendlySeed.Group, Tuesday, "one@example.com");
        await bench.BookAsync(CalendlySeed.Group, Tuesday, "two@example.com");
        var path = new Uri(first.Resource("event")).AbsolutePath;
        var reply = await bench.PostAsync($"{path}/cancellation", new JsonObject { ["reason"] = "Caller changed their mind" });

        Assert.Equal((201, "Ann Example", "host", "Caller changed their mind"), (reply.Status, reply.Resource("canceled_by"), reply.Resource("canceler_type"), reply.Resource("reason")));
        var held = (await bench.GetAsync(path)).Body!["resource"]!;
        Assert.Equal(("canceled", 0), ((string)held["status"]!, (int)held["invitees_counter"]!["active"]!));
        Assert.All(bench.StandIn.Invitees, invitee => Assert.False(invitee.Active));
        Assert.Equal(5, (int)(await bench.TimesAsync(CalendlySeed.Group, "2026-12-01T15:00:00Z", "2026-12-01T15:01:00Z")).Collection[0]!["invitees_remaining"]!);
    }

    [Fact]
    public async Task K10_What_cannot_be_cancelled_says_why()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        async Task<(int, string)> CancelAsync(string path)
        {
            var reply = await bench.PostAsync($"{path}/cancellation", null);
            return (reply.Status, reply.Status == 201 ? "" : reply.Message);
        }

        var (first, second, third) = (await bench.BookedAsync(Tuesday), await bench.BookedAsync(Wednesday), await bench.BookedAsync("2026-12-03T15:00:00Z"));
        Assert.Equal((201, ""), await CancelAsync(first));
        Assert.Equal((403, "Event is already canceled"), await CancelAsync(first));
        bench.Advance(TimeSpan.FromDays(2.5));
        Assert.Equal((403, "Event in the past"), await CancelAsync(second));
        bench.UseTokenOf(bench.User("Ben Example"));
        Assert.Equal((403, "You are not allowed to cancel this event"), await CancelAsync(third));
        Assert.Equal(404, (await CancelAsync("/scheduled_events/unknown")).Item1);
        bench.Use(CalendlySeed.Token);
        Assert.Equal(400, (await bench.PostAsync($"{third}/cancellation", new JsonObject { ["reason"] = new string('x', 10_001) })).Status);
        bench.StandIn.Switches.ReasonRefused = true;
        Assert.Equal(400, (await bench.PostAsync($"{third}/cancellation", new JsonObject { ["reason"] = "Ill" })).Status);
        Assert.Equal("active", (await bench.GetAsync(third)).Resource("status"));
        Assert.Equal(201, (await bench.PostAsync($"{third}/cancellation", new JsonObject())).Status);
    }

    [Fact]
    public async Task K11_A_list_of_nobodys_events_is_refused_with_three_details()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var reply = await bench.GetAsync("/scheduled_events?invitee_email=bob@example.com");
        Assert.Equal(400, reply.Status);
        Assert.Equal(
            new[] { "organization", "group", "user" }.Select(name => $"{name}: At least one of organization, group or user must be filled"), reply.Details);
    }

    [Fact]
    public async Task K11_Events_are_found_by_address_in_any_case_by_both_bounds_and_by_status()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        foreach (var (start, email) in new[] { (Wednesday, "Bob+calls@Example.com"), (Tuesday, "bob+calls@example.com"), ("2026-12-03T15:00:00Z", "eve@example.com") })
            await bench.BookedAsync(start, email);
        await bench.PostAsync($"{bench.StandIn.Events[1].Path}/cancellation", null);
        async Task<string[]> FindAsync(string filter) =>
            [.. (await bench.GetAsync($"/scheduled_events?user={Uri.EscapeDataString(bench.AnnUri)}&{filter}")).Collection.Select(held => ((string)held!["start_time"]!)[8..10])];

        Assert.Equal(["01", "02"], await FindAsync("invitee_email=BOB%2Bcalls@example.com"));
        Assert.Equal(["02"], await FindAsync("invitee_email=bob%2Bcalls@example.com&status=active"));
        Assert.Equal(["01"], await FindAsync("status=canceled"));
        Assert.Equal(["02", "01"], await FindAsync($"min_start_time={Tuesday}&max_start_time={Wednesday}&sort=start_time:desc")); // both bounds belong to it
        Assert.Equal(["03"], await FindAsync("min_start_time=2026-12-02T15:00:00.000001Z"));
        Assert.Equal(["01"], await FindAsync("max_start_time=2026-12-02T14:59:59Z"));
        Assert.Equal(400, (await bench.GetAsync($"/scheduled_events?user={Uri.EscapeDataString(bench.AnnUri)}&status=cancelled")).Status);
        Assert.Equal(400, (await bench.GetAsync($"/scheduled_events?user={Uri.EscapeDataString(bench.AnnUri)}&sort=name:asc")).Status);
    }

    [Fact]
    public async Task K11_Whose_events_may_be_listed()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        await bench.BookedAsync(Tuesday);
        var (ann, ben, organization) = (Uri.EscapeDataString(bench.AnnUri), Uri.EscapeDataString(bench.StandIn.Uri(bench.User("Ben Example").Path)), Uri.EscapeDataString(bench.OrganizationUri));
        Assert.Single((await bench.GetAsync($"/scheduled_events?organization={organization}")).Collection);
        Assert.Equal("Please also specify organization when requesting events for a user within your organization.", (await bench.GetAsync($"/scheduled_events?user={ben}")).Message);
        Assert.Empty((await bench.GetAsync($"/scheduled_events?user={ben}&organization={organization}")).Collection);
        bench.UseTokenOf(bench.User("Ben Example"));
        Assert.Equal((403, "You do not have permission"), await RefusedAsync($"/scheduled_events?organization={organization}"));
        Assert.Equal((403, "You do not have permission"), await RefusedAsync($"/scheduled_events?user={ann}&organization={organization}"));
        Assert.Equal((403, "This user is not in your organization"), await RefusedAsync($"/scheduled_events?user={Uri.EscapeDataString(bench.StandIn.Uri("/users/nobody"))}"));

        async Task<(int, string)> RefusedAsync(string path)
        {
            var reply = await bench.GetAsync(path);
            return (reply.Status, reply.Message);
        }
    }

    [Fact]
    public async Task K11_The_invitees_of_an_event_are_found_by_address_and_status()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var reply = await bench.BookAsync(CalendlySeed.Group, Tuesday, "one@example.com");
        bench.Advance(TimeSpan.FromSeconds(1));
        await bench.BookAsync(CalendlySeed.Group, Tuesday, "two@example.com");
        var path = new Uri(reply.Resource("event")).AbsolutePath;
        bench.StandIn.CancelByInvitee(bench.StandIn.Invitees[0]);
        Assert.Equal(["two@example.com"], await FindAsync("status=active"));
        Assert.Equal(["one@example.com"], await FindAsync("status=canceled"));
        Assert.Equal(["two@example.com"], await FindAsync("email=TWO@example.com"));
        Assert.Equal(["two@example.com", "one@example.com"], await FindAsync("sort=created_at:desc&count=2"));
        Assert.Equal(404, (await bench.GetAsync($"{path}/invitees/unknown")).Status);

        async Task<string[]> FindAsync(string filter) => [.. (await bench.GetAsync($"{path}/invitees?{filter}")).Collection.Select(invitee => (string)invitee!["email"]!)];
    }

    [Fact]
    public async Task K12_A_single_use_link_books_once_and_dies()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var link = await LinkAsync(bench);
        Assert.Contains("""value="Bob Caller" """.Trim(), (await bench.GetAsync($"{link}?name=Bob+Caller")).Text, StringComparison.Ordinal);
        Assert.Equal(200, await FormAsync(bench, link, ("start_time", Tuesday), ("name", "Bob Caller"), ("email", "bob@example.com"), ("timezone", "Europe/Berlin")));
        Assert.Equal(404, (await bench.GetAsync(link)).Status);
        Assert.Equal(404, await FormAsync(bench, link, ("start_time", Wednesday), ("name", "Eve"), ("email", "eve@example.com")));
        Assert.Equal("Bob Caller", Assert.Single(bench.StandIn.Invitees).Form.Name);
        Assert.Equal(400, (await bench.PostAsync("/scheduling_links", new JsonObject { ["max_event_count"] = 2, ["owner"] = bench.UriOf(CalendlySeed.Solo), ["owner_type"] = "EventType" })).Status);
        Assert.Equal(400, (await bench.PostAsync("/scheduling_links", new JsonObject { ["max_event_count"] = 1, ["owner"] = bench.UriOf(CalendlySeed.Solo), ["owner_type"] = "User" })).Status);
    }

    [Fact]
    public async Task K12_A_single_use_link_dies_after_ninety_days()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var link = await LinkAsync(bench);
        bench.Advance(TimeSpan.FromDays(90) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await bench.GetAsync(link)).Status);
        bench.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(404, (await bench.GetAsync(link)).Status);
    }

    [Fact]
    public async Task Who_does_not_come_is_marked_and_unmarked()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        await bench.BookedAsync(Tuesday);
        var invitee = bench.StandIn.Invitees.Single();
        var reply = await bench.PostAsync("/invitee_no_shows", new JsonObject { ["invitee"] = bench.StandIn.Uri(invitee.Path) });
        Assert.Equal((201, bench.StandIn.Uri(invitee.Path)), (reply.Status, reply.Resource("invitee")));
        Assert.Equal(reply.Resource("uri"), (string)(await bench.GetAsync(invitee.Path)).Body!["resource"]!["no_show"]!["uri"]!);
        Assert.Equal(204, (await bench.DeleteAsync(reply.Resource("uri"))).Status);
        Assert.Null((await bench.GetAsync(invitee.Path)).Body!["resource"]!["no_show"]);
    }

    private static async Task<string> LinkAsync(CalendlyBench bench)
    {
        var reply = await bench.PostAsync("/scheduling_links", new JsonObject { ["max_event_count"] = 1, ["owner"] = bench.UriOf(CalendlySeed.Solo), ["owner_type"] = "EventType" });
        Assert.Equal((201, bench.UriOf(CalendlySeed.Solo), "EventType"), (reply.Status, reply.Resource("owner"), reply.Resource("owner_type")));
        return new Uri(reply.Resource("booking_url")).AbsolutePath;
    }

    private static async Task<int> FormAsync(CalendlyBench bench, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await bench.Http.PostAsync(path, form);
        return (int)response.StatusCode;
    }
}
