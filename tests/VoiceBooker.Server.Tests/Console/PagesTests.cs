using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using VoiceBooker.Booking.Bookings;

namespace VoiceBooker.Server.Tests.Console;

/// <summary>The console as its owner uses it, in a real browser against the real server.</summary>
[Collection("console")]
public sealed class PagesTests(SharedConsole shared) : IClassFixture<SharedConsole>
{
    [BrowserFact]
    public async Task A_newcomer_makes_the_account_signs_out_and_signs_in_again()
    {
        await using var server = await ServerProcess.StartAsync();
        await using var browser = await ConsoleBrowser.OpenAsync();
        var page = await browser.PageAsync(server.Address);
        var complaints = ConsoleBrowser.ComplaintsOf(page);

        await page.GotoAsync("/");
        await page.WaitForURLAsync("**/setup");
        await ConsoleBrowser.PictureAsync(page, "setup");
        await OwnersConsole.MakeOwnerAsync(page, server.SetupCode);
        await page.GetByText("What to do next").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.WaitForURLAsync("**/login");
        await ConsoleBrowser.PictureAsync(page, "login");

        await page.GotoAsync("/bookings");
        await page.WaitForURLAsync("**/login?ReturnUrl=%2Fbookings");
        await page.GetByLabel("E-mail").FillAsync(OwnersConsole.Email);
        await page.GetByLabel("Password").FillAsync("not the password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByText("do not belong together").WaitForAsync();
        await page.GetByLabel("E-mail").FillAsync(OwnersConsole.Email);
        await page.GetByLabel("Password").FillAsync(OwnersConsole.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync("**/bookings");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Bookings" }).WaitForAsync();
        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task A_call_is_read_as_it_was_heard_and_its_booking_is_cancelled_after_asking()
    {
        var console = await shared.OpenAsync();
        var page = await console.OpenPageAsync(1280, 800);
        var complaints = ConsoleBrowser.ComplaintsOf(page);

        await page.GotoAsync("/calls");
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "+14155550147" }).GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByText("On Tuesday I have nine, eleven,", new() { Exact = true }).WaitForAsync();
        Assert.Equal("or two in the afternoon. Which suits you best?", await page.Locator(".transcript s").InnerTextAsync());
        Assert.Contains("audio 610 ms", await page.Locator(".transcript").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("Booked at 12 Harbour Street, reference 5f0c.", await page.Locator(".steps").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("Tue 24 Nov 2026, 11:00 to 11:30, America/New_York", await page.Locator(".booking").InnerTextAsync(), StringComparison.Ordinal);
        await ConsoleBrowser.PictureAsync(page, "call");

        await page.GetByRole(AriaRole.Button, new() { Name = "0:12" }).Or(page.GetByRole(AriaRole.Button, new() { Name = "0:11" })).First.ClickAsync();
        while (await page.EvaluateAsync<double>("document.querySelector('audio').currentTime") < 11)
            await page.WaitForTimeoutAsync(50); // a function that waits in the page would be kept from it by the page's policy

        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel this booking" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await using (var db = console.Database())
            Assert.Equal(BookingStatus.Confirmed, (await db.Bookings.SingleAsync(each => each.Reference == "5f0c")).Status);
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel this booking" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the booking" }).ClickAsync();
        await page.GetByText("The calendar does not know this booking.").WaitForAsync(); // the sample stands in our record only
        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task An_event_is_edited_and_the_offer_follows()
    {
        var console = await shared.OpenAsync();
        var page = await console.OpenPageAsync(1280, 800);
        await page.GotoAsync("/events");
        await page.GetByRole(AriaRole.Link, new() { Name = "a consultation" }).ClickAsync();
        await page.Locator(".preview li").First.WaitForAsync();
        await ConsoleBrowser.PictureAsync(page, "event");

        await page.GetByLabel("Days for offering dates").FillAsync("0");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Days for offering dates: 0 is not possible; allowed are 1 to 365.").WaitForAsync();
        await page.GetByLabel("Days for offering dates").FillAsync("7");
        await page.GetByLabel("Appointment slots per day").FillAsync("1");
        await page.GetByLabel("Most bookings per day").FillAsync("4");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Saved.").WaitForAsync();

        await page.WaitForFunctionAsync("new Set([...document.querySelectorAll('.preview strong')].map(each => each.textContent.split(',')[0])).size === document.querySelectorAll('.preview li').length");
        await using var db = console.Database();
        var saved = await db.Events.SingleAsync(each => each.Name == "a consultation");
        Assert.Equal((7, 1, 4), (saved.DaysToOffer, saved.SlotsPerDay, saved.DailyCap));
    }

    [BrowserFact]
    public async Task A_calendar_an_event_and_an_assistant_are_made_from_nothing()
    {
        var console = await shared.OpenAsync();
        var page = await console.OpenPageAsync(1280, 800);
        await page.GotoAsync("/calendars/new");
        await page.GetByLabel("Name").FillAsync("Dr. Stone");
        await page.GetByLabel("Saturday from").Or(page.GetByRole(AriaRole.Button, new() { Name = "Add hours" })).First.ClickAsync();
        await page.GetByLabel("Saturday to").FillAsync("12:00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Saved.").WaitForAsync();

        await page.GotoAsync("/events/new");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Built-in calendar" }).CheckAsync();
        await NextAsync(page, "Which event is booked?");
        await page.GetByLabel("Booked in").SelectOptionAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await page.GetByText("Choose the calendar it is booked in.").WaitForAsync();
        await page.GetByLabel("Booked in").SelectOptionAsync("Dr. Stone");
        await NextAsync(page, "How is it booked?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await page.GetByText("Callers need a name for it.").WaitForAsync();
        await page.GetByLabel("Name").FillAsync("a check-up");
        await NextAsync(page, "Who may book it?");
        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "How is it booked?" }).WaitForAsync();
        Assert.Equal("a check-up", await page.GetByLabel("Name").InputValueAsync()); // the browser's own way back keeps what was typed
        await NextAsync(page, "Who may book it?");
        await NextAsync(page, "Is this right?");
        await page.Locator(".preview li").First.WaitForAsync();
        await ConsoleBrowser.PictureAsync(page, "event-built-in-preview");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Saved.").WaitForAsync();

        await page.GotoAsync("/assistants/new");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Ben");
        await page.GetByLabel("Greeting").FillAsync("Hello, this is Ben.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Saved.").WaitForAsync();

        await using var db = console.Database();
        var calendar = await db.Schedules.SingleAsync(each => each.Name == "Dr. Stone");
        Assert.Contains(calendar.WeeklyHours, hours => hours is { Day: NodaTime.IsoDayOfWeek.Saturday, To.Hour: 12 });
        Assert.Equal(calendar.Id.ToString("D"), (await db.Events.SingleAsync(each => each.Name == "a check-up")).ProviderEvent);
        Assert.True(await db.Assistants.AnyAsync(each => each.Name == "Ben"));
    }

    [BrowserFact]
    public async Task A_key_to_the_api_is_shown_once_opens_what_was_chosen_and_ends_when_it_is_revoked()
    {
        var console = await shared.OpenAsync();
        using var system = new HttpClient { BaseAddress = console.Server.Address };
        Assert.Contains("make one under API keys", await system.GetStringOfAsync("/api/calls", HttpStatusCode.Unauthorized), StringComparison.Ordinal);

        var page = await console.OpenPageAsync(1280, 800);
        await page.GotoAsync("/api-keys");
        await page.GetByLabel("What it is for").FillAsync("our customer database");
        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("^campaigns:write") }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        var key = await page.GetByLabel("Key", new() { Exact = true }).InputValueAsync();
        await ConsoleBrowser.PictureAsync(page, "api-key-made");
        system.DefaultRequestHeaders.Authorization = new("Bearer", key);
        await system.GetStringOfAsync("/api/campaigns", HttpStatusCode.OK);
        Assert.Contains("calls:write", await system.GetStringOfAsync($"/api/calls/{Guid.NewGuid()}/cancel", HttpStatusCode.Forbidden, HttpMethod.Post), StringComparison.Ordinal);

        await page.ReloadAsync();
        await page.GetByText("read, campaigns:write").WaitForAsync();
        Assert.DoesNotContain(key, await page.ContentAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke this key" }).ClickAsync();
        await page.GetByText("Revoked", new() { Exact = true }).First.WaitForAsync();
        Assert.Contains("was revoked", await system.GetStringOfAsync("/api/campaigns", HttpStatusCode.Unauthorized), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Every_page_fits_a_telephone_and_a_computer()
    {
        var console = await shared.OpenAsync();
        var page = await console.OpenPageAsync(1280, 800);
        foreach (var path in new[] { "", "calls", $"calls/{SampleCall.Id}", "bookings", "talk", "events", "events/new", "calendars/new", "connections", "tasks", "assistants/new", "api-keys", "settings", "account/password" })
        {
            await page.GotoAsync($"/{path}");
            await page.Locator("main h1").WaitForAsync();
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            foreach (var (width, height) in new[] { (390, 844), (1280, 800) })
            {
                await page.SetViewportSizeAsync(width, height);
                await ConsoleBrowser.PictureAsync(page, path.Length == 0 ? "overview" : path.Replace(SampleCall.Id.ToString(), "page", StringComparison.Ordinal).Replace('/', '-'));
                var tooWide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
                Assert.True(tooWide <= 0, $"/{path} is {tooWide} pixels too wide for {width}.");
            }
        }
    }

    private static async Task NextAsync(IPage page, string title)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = title }).WaitForAsync();
    }
}

/// <summary>Answers that are expected.</summary>
internal static class Expecting
{
    /// <summary>The body of an answer with this status.</summary>
    public static async Task<string> GetStringOfAsync(this HttpClient system, string door, HttpStatusCode expected, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, door);
        using var response = await system.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }
}
