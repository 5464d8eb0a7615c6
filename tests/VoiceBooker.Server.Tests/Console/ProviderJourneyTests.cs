using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using NodaTime;
using NodaTime.Text;
using VoiceBooker.CallLab.StandIns.CalCom;
using VoiceBooker.CallLab.StandIns.Calendars;
using VoiceBooker.CallLab.StandIns.Calendly;

namespace VoiceBooker.Server.Tests.Console;

/// <summary>From an account at a provider to an event that callers can book, as the owner walks it in a browser; the stand-in's own state is the judge.</summary>
[Collection("console")]
public sealed class ProviderJourneyTests(ProvidersConsole shared) : IClassFixture<ProvidersConsole>
{
    /// <summary>By default one journey is made on a computer and the other on a telephone; <c>./test.sh --everything</c> makes each on both.</summary>
    public static TheoryData<int> OnAComputer => Everything ? [1280, 390] : [1280];

    /// <inheritdoc cref="OnAComputer"/>
    public static TheoryData<int> OnATelephone => Everything ? [1280, 390] : [390];

    private static bool Everything => Environment.GetEnvironmentVariable("VOICEBOOKER_TEST_EVERYTHING") == "1";

    [BrowserTheory]
    [MemberData(nameof(OnAComputer))]
    public async Task With_a_key_from_connecting_to_the_slots_that_are_offered_first(int width)
    {
        var console = await shared.OpenAsync();
        var page = await console.OpenPageAsync(width, 844);
        await page.GotoAsync("/connections");
        var connect = page.GetByRole(AriaRole.Region, new() { Name = "Connect Cal.com" });
        await connect.GetByLabel("API key").FillAsync("cal_live_nobody");
        await connect.GetByRole(AriaRole.Button, new() { Name = "Connect with the API key" }).ClickAsync();
        await connect.GetByText("Cal.com refuses this API key.").WaitForAsync();
        await ConsoleBrowser.PictureAsync(page, "connect-refused");
        await connect.GetByLabel("API key").FillAsync(CalComSeed.Key);
        await connect.GetByRole(AriaRole.Button, new() { Name = "Connect with the API key" }).ClickAsync();
        await connect.GetByText("Connected as Dr. Ann Example").WaitForAsync();
        var card = page.GetByRole(AriaRole.Region, new() { Name = "Cal.com, ann@example.com" });
        await card.GetByText("Changes are told to us.").WaitForAsync();
        Assert.Equal(shared.CalCom.Subscriptions.Single().SubscriberUrl.ToString(), $"{console.Server.Address}hooks/calendars/{await IdAsync("cal.com")}");
        await card.GetByRole(AriaRole.Button, new() { Name = "Test" }).ClickAsync();
        await card.GetByText("It works.").WaitForAsync();
        await ConsoleBrowser.PictureAsync(page, "connected");

        await connect.GetByRole(AriaRole.Link, new() { Name = "Make a booking event" }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Cal.com" }).CheckAsync();
        await ConsoleBrowser.PictureAsync(page, "wizard-1");
        await NextAsync(page, "Which event is booked?");
        await page.GetByText("Check-up").WaitForAsync();
        Assert.True(await page.GetByRole(AriaRole.Radio, new() { Name = "Check-up" }).IsDisabledAsync()); // it costs money
        Assert.True(await page.GetByRole(AriaRole.Radio, new() { Name = "Group class" }).IsDisabledAsync());
        await page.GetByRole(AriaRole.Radio, new() { Name = "First visit" }).CheckAsync();
        await ConsoleBrowser.PictureAsync(page, "wizard-2");
        await NextAsync(page, "How is it booked?");
        await page.GetByLabel("Name").FillAsync($"a first visit {width}");
        await page.GetByLabel("What is it about?").FillAsync("What brings you to us?");
        await page.GetByLabel("Meeting link").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        Assert.Equal("ann@example.com", await page.GetByLabel("Organizer's e-mail").InputValueAsync());
        Assert.Equal("Europe/Berlin", await page.GetByLabel("Time zone").InputValueAsync());
        await ConsoleBrowser.PictureAsync(page, "wizard-3");
        await FirstThreeAsync(page); // after the picture: taking it moves the page under the mouse
        await NextAsync(page, "Who may book it?");
        await page.GetByLabel("Assistant").SelectOptionAsync("Only Ava");
        await ConsoleBrowser.PictureAsync(page, "wizard-4");
        await NextAsync(page, "Is this right?");
        var offered = await OfferedAsync(page);
        await ConsoleBrowser.PictureAsync(page, "wizard-5");
        Assert.Equal((await CalComSlotsAsync(CalComSeed.WithQuestions)).Take(3), offered);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Booking event", Exact = true }).WaitForAsync();
        Assert.Equal(offered, await OfferedAsync(page));
        await page.GetByText("First visit, 30 minutes").WaitForAsync();
        await ConsoleBrowser.PictureAsync(page, "event-of-provider");

        await using var db = console.Database();
        var saved = await db.Events.SingleAsync(each => each.Name == $"a first visit {width}");
        Assert.Equal(("cal.com", 30, true), (saved.Provider, saved.Minutes, saved.NeedsEmail));
        Assert.Equal(["What brings you to us?", ""], saved.Questions.Where(question => question.Required).Select(question => question.Ask));
        Assert.NotEmpty(saved.MeetingSpoken);
        Assert.Equal(saved.MeetingLink, await page.GetByLabel("Meeting link").InputValueAsync()); // what is shown is what is kept
        Assert.Equal(saved.AssistantId?.ToString("D"), await page.GetByLabel("Assistant").InputValueAsync());
        await NoSecretShowsAsync(console, page, CalComSeed.Key);
        await FitsAsync(page);
    }

    [BrowserTheory]
    [MemberData(nameof(OnATelephone))]
    public async Task By_signing_in_at_the_provider_from_allowing_it_to_the_slots_that_are_offered_first(int width)
    {
        var console = await shared.OpenAsync();
        var page = await console.OpenPageAsync(width, 844);
        await page.GotoAsync("/connections");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in at Calendly" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Deny" }).ClickAsync();
        await page.GetByText("Access was not allowed at Calendly.").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in at Calendly" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();
        await page.GetByText("Connected as Ann Example <ann@example.com>. Make a booking event").WaitForAsync();
        var card = page.GetByRole(AriaRole.Region, new() { Name = "Calendly, ann@example.com" });
        await card.GetByText("Changes are told to us.").WaitForAsync();
        await ConsoleBrowser.PictureAsync(page, "signed-in");
        await page.ReloadAsync();
        await card.WaitForAsync();
        Assert.Equal(0, await page.GetByText("Make a booking event").CountAsync()); // what came of it is told once

        await page.GotoAsync("/events/new");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Calendly" }).CheckAsync();
        await NextAsync(page, "Which event is booked?");
        await page.GetByText("Team poll").WaitForAsync();
        Assert.True(await page.GetByRole(AriaRole.Radio, new() { Name = "Team poll" }).IsDisabledAsync());
        await page.GetByRole(AriaRole.Radio, new() { Name = "Project talk" }).CheckAsync();
        await ConsoleBrowser.PictureAsync(page, "wizard-2-signed-in");
        await NextAsync(page, "How is it booked?");
        await page.GetByLabel("Name").FillAsync($"a project talk {width}");
        await FirstThreeAsync(page);
        await NextAsync(page, "Who may book it?");
        await NextAsync(page, "Is this right?");
        var offered = await OfferedAsync(page);
        await ConsoleBrowser.PictureAsync(page, "wizard-5-signed-in");
        var type = shared.Calendly.With(books => books.EventTypes.Single(each => each.Uuid == CalendlySeed.Questions));
        var free = shared.Calendly.FreeTimesOf(type, new Interval(shared.Calendly.Now + Duration.FromMinutes(1), shared.Calendly.Now + Duration.FromDays(7)));
        Assert.Equal(free.Select(each => each.Slot.Start).Take(3), offered);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Booking event", Exact = true }).WaitForAsync();
        Assert.Equal(offered, await OfferedAsync(page));
        await FitsAsync(page);
    }

    [BrowserFact]
    public async Task A_provider_that_is_away_says_so_and_one_tries_again()
    {
        var console = await shared.OpenAsync();
        var id = await ConnectAsync("cal.com", CalComSeed.Key);
        var page = await console.OpenPageAsync(1280, 844);
        await page.GotoAsync("/events/new");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Cal.com" }).CheckAsync();
        shared.CalCom.Faults.Add(new("event-types", FaultKind.Error500, Times: 10));
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await page.GetByText("Cal.com cannot be reached now").WaitForAsync();
        await ConsoleBrowser.PictureAsync(page, "wizard-away");
        shared.CalCom.Faults.Clear();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await page.GetByText("First visit").WaitForAsync();
        Assert.NotEqual(Guid.Empty, id);
    }

    [BrowserFact]
    public async Task The_api_keeps_no_event_that_cannot_be_satisfied_and_says_why()
    {
        await shared.OpenAsync();
        var id = await ConnectAsync("cal.com", CalComSeed.Key);
        foreach (var (wish, field) in new (string, string)[]
        {
            ($$"""{"name":"x","connectionId":"{{id}}","providerEvent":"{{CalComSeed.Paid}}"}""", "providerEvent"),
            ($$"""{"name":"x","connectionId":"{{id}}","providerEvent":"{{CalComSeed.Seated}}"}""", "providerEvent"),
            ($$"""{"name":"x","connectionId":"{{id}}","providerEvent":"{{CalComSeed.Plain}}","meetingLink":"nowhere"}""", "meetingLink"),
            ($$"""{"name":"x","connectionId":"{{id}}","providerEvent":"{{CalComSeed.VariableLength}}/lengths","minutes":25}""", "minutes"),
            ($$"""{"name":"x","connectionId":"{{id}}","providerEvent":"{{CalComSeed.Plain}}","questions":[{"id":"shoe-size","ask":"?"}]}""", "questions"),
            ($$"""{"name":"x","connectionId":"{{Guid.NewGuid()}}","providerEvent":"1","timeZone":"UTC"}""", "connectionId"),
            ("""{"name":"x","provider":"cal.com","providerEvent":"1","timeZone":"UTC"}""", "connectionId"),
        })
        {
            var (status, problem) = await AskAsync(HttpMethod.Post, "events", wish);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Equal([field], ((JsonObject)problem!["errors"]!).Select(each => each.Key));
        }

        var (made, added) = await AskAsync(HttpMethod.Post, "events", $$"""{"name":"a talk","connectionId":"{{id}}","providerEvent":"{{CalComSeed.VariableLength}}/lengths","minutes":60,"slotsPerDay":3,"hoursBetweenSlots":0}""");
        Assert.Equal(HttpStatusCode.Created, made);
        var path = $"events/{added!["id"]!.GetValue<Guid>()}";
        var (_, kept) = await AskAsync(HttpMethod.Get, path);
        Assert.Equal(("cal.com", 60, "ann@example.com", "Europe/Berlin", true), (Text(kept, "provider"), kept!["minutes"]!.GetValue<int>(), Text(kept, "organizerEmail"), Text(kept, "timeZone"), kept["needsEmail"]!.GetValue<bool>()));

        var (_, preview) = await AskAsync(HttpMethod.Get, $"{path}/preview");
        Assert.Equal((await CalComSlotsAsync(CalComSeed.VariableLength, duration: 60)).Take(3), ((JsonArray)preview!["times"]!).Select(time => InstantPattern.ExtendedIso.Parse(Text(time, "start")).Value));

        kept["name"] = "a long talk";
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(HttpMethod.Put, path, kept.ToJsonString())).Status);
        kept["meetingLink"] = "nowhere";
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync(HttpMethod.Put, path, kept.ToJsonString())).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await AskAsync(HttpMethod.Delete, path)).Status);
        Assert.False((await AskAsync(HttpMethod.Get, path)).Body!["active"]!.GetValue<bool>());
    }

    [BrowserTheory]
    [InlineData("cal.com", CalComSeed.Key, "101")]
    [InlineData("calendly", CalendlySeed.Token, CalendlySeed.Solo)]
    public async Task What_the_host_cancels_there_is_cancelled_here(string provider, string key, string type)
    {
        await shared.OpenAsync();
        var id = await ConnectAsync(provider, key);
        var events = (JsonArray)(await AskAsync(HttpMethod.Get, $"connections/{id}/events")).Body!;
        var offered = Text(events.Single(each => Text(each, "id").EndsWith(type, StringComparison.Ordinal)), "id");
        var (_, made) = await AskAsync(HttpMethod.Post, "events", $$"""{"name":"a meeting","connectionId":"{{id}}","providerEvent":"{{offered}}"}""");
        var bookedEvent = made!["id"]!.GetValue<Guid>();
        var (_, preview) = await AskAsync(HttpMethod.Get, $"events/{bookedEvent}/preview");
        var start = Text(((JsonArray)preview!["times"]!)[^1], "start");
        var known = (await AskAsync(HttpMethod.Post, "comparison")).Body!["differences"]!.GetValue<int>(); // what another host has cancelled here stays one until it is looked after
        var (status, booking) = await AskAsync(HttpMethod.Post, "bookings", $$"""{"eventId":"{{bookedEvent}}","start":"{{start}}","name":"Jo March","email":"jo@example.com","phone":"+4930123456","zone":"Europe/Berlin"}""");
        Assert.Equal(HttpStatusCode.Created, status);

        var (_, compared) = await AskAsync(HttpMethod.Post, "comparison");
        Assert.Equal((true, known), (compared!["compared"]!.GetValue<int>() > 0, compared["differences"]!.GetValue<int>()));
        if (provider == "cal.com")
            Assert.NotNull(shared.CalCom.CancelByHost(Text(booking, "reference")));
        else
            shared.Calendly.CancelByHost(shared.Calendly.Events.Single(each => each.Active), "Ill.");
        for (var tries = 0; tries < 100 && await StatusAsync() == "confirmed"; tries++)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
        Assert.Equal("cancelled", await StatusAsync());

        async Task<string> StatusAsync() => Text(((JsonArray)(await AskAsync(HttpMethod.Get, "bookings")).Body!).Single(each => Text(each, "id") == Text(booking, "id")), "status");
    }

    [BrowserFact]
    public async Task What_waits_for_a_person_shows_in_the_navigation_until_it_is_done()
    {
        var console = await shared.OpenAsync();
        var id = await ConnectAsync("cal.com", CalComSeed.Key);
        shared.CalCom.Faults.Add(new("me", FaultKind.TokenExpired));
        Assert.Equal(HttpStatusCode.Conflict, (await AskAsync(HttpMethod.Post, $"connections/{id}/test")).Status);
        foreach (var width in new[] { 390, 1280 })
        {
            var page = await console.OpenPageAsync(width, 844);
            await page.GotoAsync("/");
            await page.GetByText("Cal.com refuses our credential for ann@example.com.").WaitForAsync();
            await ConsoleBrowser.PictureAsync(page, "overview-dead");
            await page.GotoAsync("/connections");
            await page.GetByText("Refused", new() { Exact = true }).WaitForAsync();
            await ConsoleBrowser.PictureAsync(page, "connections-dead");
            await FitsAsync(page);
            await page.GotoAsync("/tasks");
            var task = page.GetByRole(AriaRole.Article, new() { Name = "Connect Dr. Ann Example again" });
            await task.WaitForAsync();
            await ConsoleBrowser.PictureAsync(page, "tasks-open");
            await FitsAsync(page);
            await task.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
            await page.GetByText("Nothing is to be done.").WaitForAsync();
            await page.GetByText("Done (").First.ClickAsync();
            await task.GetByText("done by owner@example.com").First.WaitForAsync();
            await task.GetByRole(AriaRole.Button, new() { Name = "Open again" }).First.ClickAsync();
            await task.GetByRole(AriaRole.Button, new() { Name = "Done" }).WaitForAsync();
            Assert.Equal("1", await page.Locator("nav a[href='/tasks'] .count").TextContentAsync());
            await page.GetByRole(AriaRole.Button, new() { Name = "Compare now" }).ClickAsync();
            await page.GetByText("none differs").WaitForAsync();
        }

        await ConnectAsync("cal.com", CalComSeed.Key); // and a working key settles it
        var open = (JsonArray)(await AskAsync(HttpMethod.Get, "tasks?open=true")).Body!;
        Assert.DoesNotContain(open, each => Text(each, "kind") == "reconnect");
    }

    [BrowserFact]
    public async Task The_api_tests_exchanges_and_lets_go_of_accounts_and_tells_no_key()
    {
        var console = await shared.OpenAsync();
        Assert.Equal(HttpStatusCode.Conflict, (await AskAsync(HttpMethod.Post, "connections", """{"provider":"calendly","key":"no-such-token"}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync(HttpMethod.Post, "connections", """{"provider":"calendly","key":"x","baseAddress":"http://api.example.com"}""")).Status);
        var id = await ConnectAsync("calendly", CalendlySeed.Token);
        Assert.Equal("works", Text((await AskAsync(HttpMethod.Post, $"connections/{id}/test")).Body, "state"));
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync(HttpMethod.Post, $"connections/{id}/rotate", """{"key":"no-such-token"}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(HttpMethod.Post, $"connections/{id}/rotate", $$"""{"key":"{{CalendlySeed.Token}}"}""")).Status);
        var events = (JsonArray)(await AskAsync(HttpMethod.Get, $"connections/{id}/events")).Body!;
        Assert.NotEmpty((JsonArray)events.Single(each => Text(each, "name") == "Team poll")!["obstacles"]!);
        Assert.Empty((JsonArray)events.Single(each => Text(each, "name") == "Intro meeting")!["obstacles"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(HttpMethod.Get, $"connections/{Guid.NewGuid()}/events")).Status);
        Assert.Equal("disconnected", Text((await AskAsync(HttpMethod.Post, $"connections/{id}/disconnect")).Body!["connection"], "state"));
        Assert.DoesNotContain(shared.Calendly.Subscriptions, each => each.Url.ToString().Contains(id.ToString(), StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Conflict, (await AskAsync(HttpMethod.Get, $"connections/{id}/events")).Status);
        var answers = await shared.Api.GetStringAsync(new Uri("/api/connections", UriKind.Relative));
        Assert.DoesNotContain(CalendlySeed.Token, answers, StringComparison.Ordinal);
        Assert.DoesNotContain(CalendlySeed.Token, console.Server.Output, StringComparison.Ordinal);
    }

    private static async Task NextAsync(IPage page, string title)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = title }).WaitForAsync();
    }

    /// <summary>With these settings the first three free times are offered.</summary>
    private static async Task FirstThreeAsync(IPage page)
    {
        await page.GetByLabel("Appointment slots per day").FillAsync("3");
        await page.GetByLabel("Hours between slots").FillAsync("0");
    }

    private static async Task<List<Instant>> OfferedAsync(IPage page)
    {
        await page.Locator(".preview li").First.WaitForAsync();
        var times = await page.Locator(".preview time").EvaluateAllAsync<string[]>("all => all.map(each => each.dateTime)");
        return [.. times.Select(time => InstantPattern.ExtendedIso.Parse(time).Value)];
    }

    private static async Task NoSecretShowsAsync(OwnersConsole console, IPage page, string secret)
    {
        await page.GotoAsync("/connections");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Connect Cal.com" }).WaitForAsync();
        Assert.DoesNotContain(secret, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, console.Server.Output, StringComparison.Ordinal);
        await using var db = console.Database();
        Assert.All(await db.Connections.ToListAsync(), row => Assert.DoesNotContain(secret, row.Secret, StringComparison.Ordinal));
    }

    private static async Task FitsAsync(IPage page)
    {
        var tooWide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(tooWide <= 0, $"{page.Url} is {tooWide} pixels too wide.");
    }

    private static string Text(JsonNode? node, string name) => node![name]!.GetValue<string>();

    /// <summary>What Cal.com itself says is free within the next week.</summary>
    private async Task<IEnumerable<Instant>> CalComSlotsAsync(int type, int? duration = null)
    {
        using var client = new HttpClient();
        using var ask = new HttpRequestMessage(HttpMethod.Get, new Uri($"{shared.CalComAddress}/slots?eventTypeId={type}&start={Day(0)}&end={Day(7)}{(duration is null ? "" : $"&duration={duration}")}"));
        ask.Headers.Add("cal-api-version", "2024-09-04");
        using var answer = await client.SendAsync(ask);
        var days = (JsonObject)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["data"]!;
        return days.SelectMany(day => (JsonArray)day.Value!).Select(slot => Instant.FromDateTimeOffset(DateTimeOffset.Parse(Text(slot, "start"), CultureInfo.InvariantCulture))).Order();
        static string Day(int later) => TimeProvider.System.GetUtcNow().AddDays(later).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private async Task<Guid> IdAsync(string provider) =>
        ((JsonArray)(await AskAsync(HttpMethod.Get, "connections")).Body!).Single(each => Text(each, "provider") == provider)!["id"]!.GetValue<Guid>();

    private async Task<Guid> ConnectAsync(string provider, string key)
    {
        var (status, made) = await AskAsync(HttpMethod.Post, "connections", $$"""{"provider":"{{provider}}","key":"{{key}}"}""");
        Assert.Equal(HttpStatusCode.Created, status);
        return made!["id"]!.GetValue<Guid>();
    }

    private async Task<(HttpStatusCode Status, JsonNode? Body)> AskAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/api/{path}", UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await shared.Api.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length > 0 ? JsonNode.Parse(text) : null);
    }
}
