using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendly;

namespace VoiceBooker.Tests.CallLab.StandIns.Calendly;

/// <summary>K1, K2 (tokens and scopes), K3, K15.</summary>
public sealed class ConnectionTests
{
    [Fact]
    public async Task K1_Whoever_holds_the_token_learns_who_they_are_by_whole_addresses()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var me = await bench.GetAsync("/users/me");
        Assert.Equal(200, me.Status);
        Assert.Equal((bench.AnnUri, "America/New_York", bench.OrganizationUri), (me.Resource("uri"), me.Resource("timezone"), me.Resource("current_organization")));
        Assert.Equal(
            ["uri", "name", "slug", "email", "scheduling_url", "timezone", "time_notation", "avatar_url", "created_at", "updated_at", "current_organization", "resource_type", "locale"],
            me.Body!["resource"]!.AsObject().Select(field => field.Key));
        Assert.Equal(me.Text, (await bench.GetAsync($"/users/{CalendlyBench.Ann}")).Text);
    }

    [Fact]
    public async Task K1_A_list_is_walked_page_by_page_there_and_back()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var query = $"/event_types?user={Uri.EscapeDataString(bench.AnnUri)}&sort=position:desc&count=3";
        var first = await bench.GetAsync(query);
        var pagination = first.Body!["pagination"]!;
        Assert.Equal(["Short call", "Paid consultation", "Whoever is free"], first.Collection.Select(type => (string)type!["name"]!));
        Assert.Equal((3, null), ((int)pagination["count"]!, (string?)pagination["previous_page"]));
        var next = (string)pagination["next_page"]!;
        Assert.StartsWith(bench.StandIn.Base.ToString(), next, StringComparison.Ordinal);

        var second = await bench.GetAsync(next);
        Assert.Equal(["Open workshop", "Team poll", "Project talk"], second.Collection.Select(type => (string)type!["name"]!));
        var third = await bench.GetAsync($"{query}&page_token={second.Body!["pagination"]!["next_page_token"]}");
        Assert.Equal(["Intro meeting"], third.Collection.Select(type => (string)type!["name"]!));
        Assert.Null((string?)third.Body!["pagination"]!["next_page_token"]);
        Assert.Equal(first.Collection.ToJsonString(), (await bench.GetAsync((string)second.Body!["pagination"]!["previous_page"]!)).Collection.ToJsonString());
    }

    [Theory]
    [InlineData("count=0", "count: must be between 1 and 100")]
    [InlineData("count=101", "count: must be between 1 and 100")]
    [InlineData("sort=name", "sort: is invalid")]
    [InlineData("sort=colour:asc", "sort: is invalid")]
    [InlineData("page_token=bm90IG91cnM", "page_token: is invalid")]
    public async Task K1_A_page_that_cannot_be_is_refused(string query, string detail)
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var reply = await bench.GetAsync($"/event_types?user={Uri.EscapeDataString(bench.AnnUri)}&{query}");
        Assert.Equal((400, "Invalid Argument"), (reply.Status, reply.Title));
        Assert.Equal([detail], reply.Details);
    }

    [Fact]
    public async Task K1_Event_types_are_sorted_by_name_and_picked_by_whether_they_are_active()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        bench.Type(CalendlySeed.Paid).Active = false;
        var user = Uri.EscapeDataString(bench.AnnUri);
        Assert.Equal(
            ["Intro meeting", "Open workshop", "Project talk", "Short call", "Team poll", "Whoever is free"],
            (await bench.GetAsync($"/event_types?user={user}&active=true")).Collection.Select(type => (string)type!["name"]!));
        Assert.Equal(["Paid consultation"], (await bench.GetAsync($"/event_types?organization={Uri.EscapeDataString(bench.OrganizationUri)}&active=false")).Collection.Select(type => (string)type!["name"]!));
        Assert.Equal((400, 2), await StatusAndDetailsAsync(bench, "/event_types"));
        Assert.Equal((400, 1), await StatusAndDetailsAsync(bench, $"/event_types?user={CalendlyBench.Ann}")); // a bare identity is no address
        var ben = await bench.GetAsync($"/event_types?user={Uri.EscapeDataString(bench.StandIn.Uri(bench.User("Ben Example").Path))}");
        Assert.Equal(["Whoever is free"], ben.Collection.Select(type => (string)type!["name"]!)); // he is one of its hosts
    }

    [Fact]
    public async Task K1_An_event_type_tells_its_places_its_questions_and_its_steps()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var solo = (await bench.GetAsync($"/event_types/{CalendlySeed.Solo}")).Body!["resource"]!;
        Assert.Equal(["google_conference", "physical", "outbound_call"], solo["locations"]!.AsArray().Select(place => (string)place!["kind"]!));
        Assert.Equal((30, 30, 0, "solo", "instant"), ((int)solo["duration"]!, (int)solo["start_time_increment"]!, (int)solo["after_buffer"]!, (string)solo["kind"]!, (string)solo["booking_method"]!));
        Assert.Null((await bench.GetAsync($"/event_types/{CalendlySeed.NoLocation}")).Body!["resource"]!["locations"]);
        var questions = (await bench.GetAsync($"/event_types/{CalendlySeed.Questions}")).Body!["resource"]!["custom_questions"]!.AsArray();
        Assert.Equal(["string", "single_select", "text"], questions.Select(question => (string)question!["type"]!));
        Assert.Equal(["Search", "A friend", "Advertisement"], questions[1]!["answer_choices"]!.AsArray().Select(choice => (string)choice!));
        Assert.Equal("poll", (string)(await bench.GetAsync($"/event_types/{CalendlySeed.Poll}")).Body!["resource"]!["booking_method"]!);
        Assert.Equal("round_robin", (string)(await bench.GetAsync($"/event_types/{CalendlySeed.RoundRobin}")).Body!["resource"]!["pooling_type"]!);
    }

    [Fact]
    public async Task K2_A_wrong_a_missing_and_a_revoked_token_are_all_unknown()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        bench.StandIn.Change(books => books.Tokens[0].Revoked = true);
        Assert.Equal((401, "Unauthenticated", "The access token is invalid"), await RefusalAsync(bench, "/users/me"));
        bench.Use("somebody's");
        Assert.Equal(401, (await bench.GetAsync("/users/me")).Status);
        bench.Http.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(401, (await bench.GetAsync("/users/me")).Status);
    }

    [Theory]
    [InlineData("/users/me", "users:read")]
    [InlineData("/event_types?user=x", "event_types:read")]
    [InlineData("/event_type_available_times", "availability:read,event_types:read")]
    [InlineData("/user_busy_times", "availability:read")]
    [InlineData("/scheduled_events", "scheduled_events:read")]
    [InlineData("/scheduled_events/1/invitees", "scheduled_events:read")]
    [InlineData("/webhook_subscriptions", "webhooks:read")]
    [InlineData("POST /invitees", "scheduled_events:write")]
    [InlineData("POST /scheduled_events/1/cancellation", "scheduled_events:write")]
    [InlineData("POST /scheduling_links", "scheduling_links:write")]
    [InlineData("POST /webhook_subscriptions", "webhooks:write")]
    public async Task K2_A_token_without_rights_is_told_which_it_lacks(string call, string scopes)
    {
        await using var bench = await CalendlyBench.OpenAsync();
        bench.UseTokenOf(bench.User("Ann Example"), "shares:write");
        var reply = call.StartsWith("POST ", StringComparison.Ordinal) ? await bench.PostAsync(call[5..], new System.Text.Json.Nodes.JsonObject()) : await bench.GetAsync(call);
        Assert.Equal((403, "Insufficient scope", "This operation requires the scopes listed in the 'required_scopes' array."), (reply.Status, reply.Title, reply.Message));
        Assert.Equal(scopes, string.Join(',', reply.Body!["required_scopes"]!.AsArray().Select(scope => (string)scope!)));
    }

    [Fact]
    public async Task K2_A_right_to_write_is_a_right_to_read_and_not_the_other_way_round()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        bench.UseTokenOf(bench.User("Ann Example"), "scheduled_events:write");
        Assert.Equal(200, (await bench.GetAsync($"/scheduled_events?user={Uri.EscapeDataString(bench.AnnUri)}")).Status);
        bench.UseTokenOf(bench.User("Ann Example"), "scheduled_events:read");
        Assert.Equal(403, (await bench.BookAsync(CalendlySeed.Solo, "2026-12-01T15:00:00Z")).Status);
    }

    [Fact]
    public async Task K2_Which_right_free_times_need_can_be_chosen_as_the_documents_disagree()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        bench.UseTokenOf(bench.User("Ann Example"), "event_types:read");
        async Task<int> AskAsync() => (await bench.TimesAsync(CalendlySeed.Solo, "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z")).Status;
        Assert.Equal(403, await AskAsync());
        bench.StandIn.Switches.TimesScope = TimesScope.EventTypes;
        Assert.Equal(200, await AskAsync());
        bench.StandIn.Switches.TimesScope = TimesScope.Availability;
        Assert.Equal(403, await AskAsync());
    }

    [Fact]
    public async Task K3_Errors_come_in_one_envelope()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        Assert.Equal((404, "Resource Not Found", "The server could not find the requested resource."), await RefusalAsync(bench, "/scheduled_events/unknown"));
        Assert.Equal((404, "Resource Not Found", "The server could not find the requested resource."), await RefusalAsync(bench, "/no/such/thing/at/all"));
        var elsewhere = new CalendlyOrganization { Name = "Elsewhere" };
        var eve = new CalendlyUser { Organization = elsewhere, Name = "Eve", Email = "eve@example.org", Slug = "eve", Hours = bench.User("Ann Example").Hours };
        bench.UseTokenOf(eve);
        Assert.Equal((403, "Permission Denied", "You do not have permission to access this resource."), await RefusalAsync(bench, $"/event_types/{CalendlySeed.Solo}"));
        Assert.Equal((403, "Permission Denied", "This user is not in your organization"), await RefusalAsync(bench, $"/event_types?user={Uri.EscapeDataString(bench.AnnUri)}"));
    }

    [Fact]
    public async Task K15_A_client_without_a_name_of_its_own_can_be_refused()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        bench.StandIn.Switches.GenericAgentsRefused = true;
        Assert.Equal(200, (await bench.GetAsync("/users/me")).Status);
        bench.Http.DefaultRequestHeaders.UserAgent.Clear();
        Assert.Equal(403, (await bench.GetAsync("/users/me")).Status);
        bench.Http.DefaultRequestHeaders.UserAgent.ParseAdd("Python-urllib/3.12");
        Assert.Equal(403, (await bench.GetAsync("/users/me")).Status);
        bench.StandIn.Switches.GenericAgentsRefused = false;
        Assert.Equal(200, (await bench.GetAsync("/users/me")).Status);
    }

    private static async Task<(int Status, string Title, string Message)> RefusalAsync(CalendlyBench bench, string path)
    {
        var reply = await bench.GetAsync(path);
        return (reply.Status, reply.Title, reply.Message);
    }

    private static async Task<(int Status, int Details)> StatusAndDetailsAsync(CalendlyBench bench, string path)
    {
        var reply = await bench.GetAsync(path);
        return (reply.Status, reply.Details.Length);
    }
}
