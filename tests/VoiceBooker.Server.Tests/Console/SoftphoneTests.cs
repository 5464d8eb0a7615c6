using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Server.Tests.Console;

/// <summary>The softphone's page booking meetings with the whole server behind it: line, engine, receptionist, calendar, journal.</summary>
[Collection("softphone")]
public sealed class SoftphoneTests
{
    [BrowserFact]
    public async Task A_newcomer_types_and_has_a_meeting_in_the_calendar()
    {
        await using var console = await OwnersConsole.OpenAsync();
        var caller = new SoftphoneCaller(console.Page);
        await caller.CallAsync("Type only", "+1 415 555 0147");
        await caller.AnswerUntilBookedAsync();
        await ConsoleBrowser.PictureAsync(console.Page, "talk-typed");
        var call = await caller.HangUpAsync();

        await AssertBookedAsync(console, call);
        await console.Page.GetByRole(AriaRole.Link, new() { Name = "See this call" }).ClickAsync();
        await console.Page.GetByText("The caller heard that it is booked.").WaitForAsync();
        await console.Page.Locator(".booking").GetByText("Sam Miller").WaitForAsync();
        var download = await console.Page.RunAndWaitForDownloadAsync(() => console.Page.GetByRole(AriaRole.Link, new() { Name = "Invitation (.ics)" }).ClickAsync());
        Assert.Contains("BEGIN:VCALENDAR", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        await ConsoleBrowser.PictureAsync(console.Page, "call-typed");

        await console.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel this booking" }).ClickAsync();
        await console.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel the booking" }).ClickAsync();
        await console.Page.Locator(".booking .badge").GetByText("Cancelled").WaitForAsync();
        await using var db = console.Database();
        Assert.Equal(BookingStatus.Cancelled, (await db.Bookings.SingleAsync()).Status);
        Assert.False((await db.CalendarBookings.SingleAsync()).Stands);
    }

    [SpokenBrowserFact]
    public async Task A_caller_speaks_into_the_microphone_and_the_meeting_is_booked_heard_and_recorded()
    {
        var microphone = await RecordedWords.WriteAsync("I would like to book a consultation.", every: TimeSpan.FromSeconds(14));
        await using var console = await OwnersConsole.OpenAsync(microphone);
        var caller = new SoftphoneCaller(console.Page);
        await caller.CallAsync("Call", "+1 212 555 0147"); // from the zone of the event: no question about it
        await console.Page.Locator(".captions li.you").GetByText("consultation").First.WaitForAsync(new() { Timeout = 90_000 }); // said again and again until it is understood
        await console.Page.GetByRole(AriaRole.Button, new() { Name = "Mute" }).ClickAsync();
        await caller.AnswerUntilBookedAsync(hastily: true);
        await ConsoleBrowser.PictureAsync(console.Page, "talk-voice");
        var call = await caller.HangUpAsync();

        await AssertBookedAsync(console, call);
        await using (var db = console.Database())
        {
            var said = await db.CallEvents.Where(entry => entry.CallId == new CallId(call) && entry.Kind == "caller.said").OrderBy(entry => entry.Sequence).Select(entry => entry.Data).ToListAsync();
            Assert.Contains(said, data => data.Contains("\"voice\"", StringComparison.OrdinalIgnoreCase) && data.Contains("consultation", StringComparison.Ordinal));
        }

        await console.Page.GotoAsync($"/calls/{call}");
        await console.Page.GetByText("The caller heard that it is booked.").WaitForAsync();
        await console.Page.WaitForFunctionAsync("() => document.querySelector('audio').duration > 15");
        await ConsoleBrowser.PictureAsync(console.Page, "call-voice");
        File.Delete(microphone);
    }

    [BrowserFact]
    public async Task Without_a_microphone_the_call_is_heard_and_typed_and_the_page_says_so()
    {
        await using var console = await OwnersConsole.OpenAsync(allowed: false);
        var caller = new SoftphoneCaller(console.Page);
        await caller.CallAsync("Call", "");
        await console.Page.GetByText("no access to the microphone").WaitForAsync();
        Assert.Equal("Connected, without a microphone", await console.Page.Locator("[data-part=status]").InnerTextAsync());
        Assert.Contains("help", await caller.WaitUntilAskedAsync(), StringComparison.OrdinalIgnoreCase);
        await console.Page.GetByLabel("Say it by typing").FillAsync("What are your hours?");
        await console.Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        Assert.Contains("nine to five", await caller.WaitUntilAskedAsync(), StringComparison.OrdinalIgnoreCase);
        await caller.HangUpAsync();
    }

    private static async Task AssertBookedAsync(OwnersConsole console, Guid id)
    {
        await using var db = console.Database();
        var booking = await db.Bookings.SingleAsync();
        Assert.Equal((BookingStatus.Confirmed, "Sam Miller", "sam.miller@example.com", (CallId?)new CallId(id)), (booking.Status, booking.Name, booking.Email, booking.CallId));
        Assert.True((await db.CalendarBookings.SingleAsync()).Stands);
        var deadline = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(15);
        while (true)
        {
            var call = await db.Calls.AsNoTracking().SingleAsync(row => row.Id == new CallId(id));
            if (call.EndedAt is not null || TimeProvider.System.GetUtcNow() > deadline)
            {
                Assert.Equal(CallOutcomes.Booked, call.Outcome);
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None);
        }
    }
}
