using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;

namespace VoiceBooker.Server.Tests.Console;

/// <summary>Campaigns as their owner prepares and reads them, in a real browser against the real server; nobody is called.</summary>
[Collection("console")]
public sealed class CampaignPagesTests(SharedConsole shared) : IClassFixture<SharedConsole>
{
    [BrowserFact]
    public async Task A_campaign_is_made_filled_from_a_file_and_its_bad_lines_come_back()
    {
        var console = await shared.OpenAsync();
        var page = await console.OpenPageAsync(1280, 900);
        var complaints = ConsoleBrowser.ComplaintsOf(page);

        await page.GotoAsync("/campaigns");
        await page.GetByRole(AriaRole.Link, new() { Name = "New campaign" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Check-ups");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Say why these people are called").WaitForAsync();
        await page.GetByLabel("Purpose").FillAsync("your yearly check-up");
        await page.GetByLabel("Who speaks").SelectOptionAsync("Ava");
        await page.GetByLabel("What is booked").SelectOptionAsync("a consultation");
        await page.GetByLabel("Caller IDs").FillAsync("+1 415 555 0100");
        await page.GetByLabel("Calls until").FillAsync("18:00");
        await page.GetByLabel("Sat", new() { Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Message" }).FillAsync("Hello {name}, please call {company} back.");
        await page.GetByLabel("No answer: at most").FillAsync("3");
        await PicturesAsync(page, "campaign-edit");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Nobody is to be called yet.").WaitForAsync();
        await PicturesAsync(page, "campaign-empty");

        await page.GetByRole(AriaRole.Link, new() { Name = "Upload people" }).First.ClickAsync();
        var list = new FilePayload
        {
            Name = "people.csv",
            MimeType = "text/csv",
            Buffer = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(
                "Firma;Mobile;Name;Time zone;Notes\r\n"
                + "Northwind;(415) 555-0147;Ann Lee;America/Los_Angeles;\"likes \"\"early\"\"\r\nhours\"\r\n"
                + "Northwind;+49 30 1234567;Jürgen Groß;Europe/Berlin;\r\n"
                + "Northwind;12;Too Short;;\r\n"
                + "Northwind;+1 415 555 0147;Ann Again;;\r\n"
                + "Northwind;+1 212 555 0190;Zoe Zone;America/New_Yorck;\r\n")],
        };
        await ChooseAsync(page, list, page.GetByLabel("Letters"));
        await Assertions.Expect(page.GetByLabel("Letters")).ToHaveValueAsync("UTF-16 LE");
        await page.GetByText("The voicemail text uses {company}, and no column is that variable").WaitForAsync();
        await page.GetByText("It is not said what kind of consent").WaitForAsync();
        Assert.True(await page.GetByRole(AriaRole.Button, new() { Name = "Take these people in" }).IsDisabledAsync());
        await page.GetByLabel("Name of the variable of Firma").FillAsync("company");
        await page.GetByLabel("Kind").SelectOptionAsync("Written");
        await page.GetByLabel("Given on").FillAsync("2026-01-15");
        await page.GetByLabel("Given where").FillAsync("web form");
        await page.GetByLabel("What they agreed to").FillAsync("I agree to be called about my check-up.");
        await page.GetByLabel("What Notes holds").SelectOptionAsync("Ignored");
        await page.GetByText("has 2 digits").WaitForAsync();
        await page.GetByText("Did you mean America/New_York").WaitForAsync();
        await PicturesAsync(page, "campaign-upload");

        await page.GetByRole(AriaRole.Button, new() { Name = "Take these people in" }).ClickAsync();
        await page.GetByText("2 people taken of 5 lines; 3 not taken.").WaitForAsync();
        await page.GetByText("Line 2 has the same number, +14155550147.").WaitForAsync();
        await PicturesAsync(page, "campaign-uploaded");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Lines not taken" }).ClickAsync());
        var bad = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.Equal(4, bad.Length);
        Assert.StartsWith("5;Northwind;12;Too Short;;;", bad[1], StringComparison.Ordinal);

        await using var db = console.Database();
        var campaign = await db.Campaigns.AsNoTracking().SingleAsync(each => each.Name == "Check-ups");
        Assert.Equal((new LocalTime(18, 0), 6, 3), (campaign.Rules.Until, campaign.Rules.Days.Count, campaign.Rules.Retries.Single(rule => rule.Outcome == Dispositions.NoAnswer).Limit));
        var people = await db.Contacts.AsNoTracking().Where(contact => contact.CampaignId == campaign.Id).OrderBy(contact => contact.Line).ToListAsync();
        Assert.Equal([("+14155550147", "Ann Lee", "America/Los_Angeles", "Northwind"), ("+49301234567", "Jürgen Groß", "Europe/Berlin", "Northwind")], people.Select(contact => (contact.Number, contact.Name, contact.Zone, contact.Variables["company"])));
        Assert.All(people, contact => Assert.Equal((ConsentKind.Written, "web form", OwnersConsole.Email), (contact.Consent, contact.ConsentChannel, contact.ConsentBy)));
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(console.Server.Folder, "data", "uploads")), file => !file.EndsWith("not-taken.csv", StringComparison.Ordinal));

        await page.GetByRole(AriaRole.Button, new() { Name = "Take this upload back" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it back", Exact = true }).ClickAsync();
        await page.GetByText("2 people have left the campaign again").WaitForAsync();
        Assert.Empty(complaints);
    }

    /// <summary>Clicks what leads to another page; once more when the click met a page that was just being drawn anew.</summary>
    private static async Task ClickThroughAsync(IPage page, ILocator button, string url)
    {
        for (var again = 0; ; again++)
        {
            await button.ClickAsync();
            try
            {
                await page.WaitForURLAsync(url, new() { Timeout = 6000 });
                return;
            }
            catch (TimeoutException) when (again < 3)
            {
                if (!await button.IsVisibleAsync())
                    throw;
            }
        }
    }

    /// <summary>Chooses a file; once more when the page was not listening yet.</summary>
    private static async Task ChooseAsync(IPage page, FilePayload file, ILocator shown)
    {
        for (var again = 0; ; again++)
        {
            await page.GetByLabel("A CSV file").SetInputFilesAsync(file);
            try
            {
                await shown.WaitForAsync(new() { Timeout = 5000 });
                return;
            }
            catch (TimeoutException) when (again < 3)
            {
            }
        }
    }

    [BrowserFact]
    public async Task A_list_that_was_left_in_the_middle_waits_on_its_page_and_is_gone_on_with()
    {
        var console = await shared.OpenAsync();
        var campaign = new Campaign { Id = Guid.CreateVersion7(), Name = "Autumn", Purpose = "your yearly check-up", CreatedAt = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()) };
        await using (var db = console.Database())
        {
            campaign.AssistantId = (await db.Assistants.FirstAsync(each => each.Name == "Ava")).Id;
            db.Campaigns.Add(campaign);
            await db.SaveChangesAsync();
        }

        var page = await console.OpenPageAsync(1280, 900);
        await page.GotoAsync($"/campaigns/{campaign.Id}/upload");
        foreach (var name in new[] { "wrong.csv", "left.csv" })
        {
            var file = new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes($"phone,name\n+14155550147,{name}\n12,Short\n") };
            await ChooseAsync(page, file, page.GetByText($"+14155550147 · {name}")); // in the preview
        }

        await page.GotoAsync("/campaigns");
        await page.GotoAsync($"/campaigns/{campaign.Id}/upload");
        await page.GetByText("nobody was taken yet").WaitForAsync();
        await PicturesAsync(page, "campaign-unfinished");
        await Assertions.Expect(page.GetByText("wrong.csv")).ToHaveCountAsync(0); // another file was chosen in its place
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on with it" }).ClickAsync();
        await page.GetByLabel("Kind").SelectOptionAsync("Express");
        await page.GetByLabel("Given on").FillAsync("2026-01-15");
        await page.GetByLabel("Given where").FillAsync("web form");
        await page.GetByLabel("What they agreed to").FillAsync("I agree to be called about my check-up.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take these people in" }).ClickAsync();
        await page.GetByText("1 person taken of 2 lines; 1 not taken.").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload another file" }).ClickAsync();
        await page.GetByLabel("A CSV file").WaitForAsync();
        await Assertions.Expect(page.GetByText("Not finished")).ToHaveCountAsync(0);

        await page.GotoAsync($"/campaigns/{campaign.Id}");
        await page.GetByText("1 person, nobody tried yet").WaitForAsync();
        await PicturesAsync(page, "campaign-uploads");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take back the upload" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it back", Exact = true }).ClickAsync();
        await page.GetByText("Nobody is to be called yet.").WaitForAsync();
    }

    [BrowserFact]
    public async Task All_calls_are_stopped_with_a_reason_that_who_waits_is_shown_with_and_a_single_call_is_cancelled()
    {
        var console = await shared.OpenAsync();
        var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        var campaign = new Campaign { Id = Guid.CreateVersion7(), Name = "Winter", Purpose = "your yearly check-up", CreatedAt = now };
        var (single, listed) = (Waiting("+14155550181", null), Waiting("+14155550182", campaign.Id));
        await using (var db = console.Database())
        {
            db.Campaigns.Add(campaign);
            db.Contacts.AddRange(single, listed);
            await db.SaveChangesAsync();
        }

        var page = await console.OpenPageAsync(1280, 900);
        await page.GotoAsync("/campaigns");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop all outbound calls", Exact = true }).ClickAsync();
        await page.GetByLabel("Why").FillAsync("The opening hours are wrong");
        await PicturesAsync(page, "calls-stopping");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop all outbound calls now" }).ClickAsync();
        await page.GetByText("All outbound calls are stopped").First.WaitForAsync();

        await page.GotoAsync("/calls");
        await page.GetByText("The opening hours are wrong").WaitForAsync();
        await PicturesAsync(page, "calls-waiting");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the call to +14155550181" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the call", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Single calls that wait to be made")).ToHaveCountAsync(0);

        await page.GotoAsync("/campaigns");
        await page.GetByRole(AriaRole.Button, new() { Name = "Allow outbound calls again" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Allow them", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop all outbound calls", Exact = true }).WaitForAsync();

        await page.GotoAsync($"/campaigns/{campaign.Id}/contacts/{listed.Id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove from the campaign" }).ClickAsync();
        await ClickThroughAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }), $"**/campaigns/{campaign.Id}/contacts");
        await using var after = console.Database();
        Assert.False(await after.Contacts.AnyAsync(contact => contact.Id == listed.Id));
        Assert.Equal(ContactState.Cancelled, (await after.Contacts.SingleAsync(contact => contact.Id == single.Id)).State);
        var stop = await after.DialStops.SingleAsync();
        Assert.Equal((OwnersConsole.Email, OwnersConsole.Email), (stop.By, stop.EndedBy!));

        Contact Waiting(string number, Guid? of) => new() { Id = Guid.CreateVersion7(), CampaignId = of, Number = number, State = ContactState.Waiting, NextAt = now + Duration.FromDays(2), CreatedAt = now };
    }

    [BrowserFact]
    public async Task A_running_campaign_is_read_on_a_computer_and_a_telephone_paused_and_stopped()
    {
        var console = await shared.OpenAsync();
        var (campaign, contact) = await WriteAsync(console);
        var page = await console.OpenPageAsync(1280, 900);

        await page.GotoAsync($"/campaigns/{campaign}");
        await page.GetByText("What holds it up:").WaitForAsync(); // the reason written here, or by now the dispatcher's own
        await page.GetByRole(AriaRole.Link, new() { Name = "Booked 30" }).WaitForAsync();
        await PicturesAsync(page, "campaign-running");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause", Exact = true }).ClickAsync();
        await page.GetByText("Nobody new is called: A person paused it.").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Running" }).WaitForAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Booked 30" }).ClickAsync();
        await page.GetByText("Page 1 of 2, 30 people").WaitForAsync();
        await PicturesAsync(page, "campaign-people");
        await page.GotoAsync($"/campaigns/{campaign}/contacts");
        await page.GetByText("Page 1 of 7, 140 people").WaitForAsync();
        await page.GetByLabel("Number or name").FillAsync("555 02 07");
        await Assertions.Expect(page.Locator("td a[href*='/contacts/']")).ToHaveTextAsync(["+14155550207"]);

        await page.GotoAsync($"/campaigns/{campaign}/contacts/{contact}");
        await page.GetByText("Calling hours: It is 21:10").WaitForAsync();
        await PicturesAsync(page, "campaign-person");
        await page.GetByRole(AriaRole.Button, new() { Name = "Never call this number" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Never call it" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "On the do-not-call list" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove +1415555" })).ToHaveCountAsync(1);

        await page.GotoAsync("/campaigns");
        await page.GetByRole(AriaRole.Link).Filter(new() { HasText = "Spring check-ups" }).WaitForAsync();
        await PicturesAsync(page, "campaigns");
        await page.GetByRole(AriaRole.Link).Filter(new() { HasText = "Spring check-ups" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop the campaign" }).ClickAsync();
        await page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Stopped" }).WaitForAsync();
        await using var db = console.Database();
        Assert.False(await db.Contacts.AnyAsync(each => each.CampaignId == campaign && each.State == ContactState.Waiting));
    }

    [BrowserFact]
    public async Task The_do_not_call_list_is_added_to_imported_searched_and_an_entry_taken_off_is_put_back()
    {
        var console = await shared.OpenAsync();
        var page = await console.OpenPageAsync(1280, 900);
        await page.GotoAsync("/do-not-call");
        await page.GetByLabel("Number to add").FillAsync("415 555 0199");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
        await page.GetByText("is no number with its country").WaitForAsync();
        await page.GetByLabel("Number to add").FillAsync("+1 415 555 0199");
        await page.GetByLabel("Reason").FillAsync("asked by letter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
        await page.GetByText("“asked by letter”").WaitForAsync();

        await page.GetByLabel("What the list is called").FillAsync("Registry");
        await page.GetByLabel("The file", new() { Exact = true }).SetInputFilesAsync(new FilePayload { Name = "list.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes("4155550171\n(415) 555-0172\nnobody\n4155550171\n") });
        await page.GetByText("3 numbers read, 2 new on the list, 1 line without a number.").WaitForAsync();
        await page.GetByLabel("Number", new() { Exact = true }).FillAsync("0171");
        await Assertions.Expect(page.GetByText("From the list Registry")).ToHaveCountAsync(1);
        await PicturesAsync(page, "do-not-call");

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove +14155550171" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it off" }).ClickAsync();
        await page.GetByText("Say why").WaitForAsync();
        await page.GetByLabel("Why it is taken off").FillAsync("a mistake");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it off" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Put it back", Exact = true }).ClickAsync();
        await page.GetByText("“a mistake”").WaitForAsync(); // what was before stands with the number
        await page.GetByText("From the list Registry").First.WaitForAsync();
        await using var db = console.Database();
        Assert.Equal("list:Registry", (await db.DoNotCall.SingleAsync(entry => entry.Number == "+14155550171")).Source);
    }

    /// <summary>The page at both widths; nothing may be wider than the screen.</summary>
    private static async Task PicturesAsync(IPage page, string name)
    {
        foreach (var (width, height) in new[] { (390, 844), (1280, 900) })
        {
            await page.SetViewportSizeAsync(width, height);
            await ConsoleBrowser.PictureAsync(page, name);
            var tooWide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(tooWide <= 0, $"{name} is {tooWide} pixels too wide for {width}.");
        }
    }

    /// <summary>A campaign in the middle of its work, and one of its people who was called and refused.</summary>
    private static async Task<(Guid Campaign, Guid Contact)> WriteAsync(OwnersConsole console)
    {
        await using var db = console.Database();
        var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        var assistant = await db.Assistants.FirstAsync(each => each.Name == "Ava");
        var campaign = new Campaign
        {
            Id = Guid.CreateVersion7(),
            Name = "Spring check-ups",
            Purpose = "your yearly check-up",
            AssistantId = assistant.Id,
            CallerIds = ["+14155550100"],
            Rules = new CampaignRules { PaceByOpenings = false },
            State = CampaignState.Running,
            PausedBecause = "No openings are left.",
            CreatedAt = now - Duration.FromHours(3),
            StartedAt = now - Duration.FromHours(2),
        };
        db.Campaigns.Add(campaign);
        var outcomes = new[] { (Dispositions.Booked, 30), (Dispositions.NoBooking, 12), (Dispositions.NotInterested, 9), (Dispositions.VoicemailLeft, 22), (Dispositions.OptedOut, 3), (Dispositions.BadNumber, 4), ("", 60) };
        var line = 1;
        var tried = Guid.Empty;
        foreach (var (outcome, count) in outcomes)
        {
            for (var i = 0; i < count; i++)
            {
                line++;
                var contact = new Contact
                {
                    Id = Guid.CreateVersion7(),
                    CampaignId = campaign.Id,
                    Number = $"+1415555{200 + line:0000}",
                    Name = $"Person {line}",
                    Zone = "America/Los_Angeles",
                    ZoneSource = ZoneSource.Number,
                    Consent = ConsentKind.Written,
                    ConsentAt = now - Duration.FromDays(40),
                    ConsentText = "I agree to be called about my check-up.",
                    ConsentChannel = "web form",
                    State = outcome.Length > 0 ? ContactState.Done : ContactState.Waiting,
                    Disposition = outcome,
                    Attempts = outcome.Length > 0 ? 1 : 0,
                    Line = line,
                    Variables = new() { ["name"] = $"Person {line}", ["company"] = "Northwind" },
                    NextAt = now + Duration.FromMinutes(i),
                    CreatedAt = now - Duration.FromHours(3),
                    EndedAt = outcome.Length > 0 ? now - Duration.FromMinutes(i) : null,
                };
                db.Contacts.Add(contact);
                if (tried != Guid.Empty)
                    continue;
                tried = contact.Id;
                contact.Attempts = 2;
                contact.Remark = "Booked for Tuesday at ten.";
                db.Attempts.Add(new Attempt { Id = Guid.CreateVersion7(), ContactId = tried, CampaignId = campaign.Id, Try = 1, Number = contact.Number, From = "+14155550100", State = AttemptState.Ended, ClaimedAt = now - Duration.FromMinutes(90), SubmittedAt = now - Duration.FromMinutes(90), EndedAt = now - Duration.FromMinutes(89), CarrierStatus = "busy", SipCode = 486, Disposition = Dispositions.Busy });
                db.Attempts.Add(new Attempt { Id = Guid.CreateVersion7(), ContactId = tried, CampaignId = campaign.Id, Try = 2, Number = contact.Number, From = "+14155550100", State = AttemptState.Ended, ClaimedAt = now - Duration.FromMinutes(70), SubmittedAt = now - Duration.FromMinutes(70), AnsweredAt = now - Duration.FromMinutes(70), EndedAt = now - Duration.FromMinutes(68), CarrierStatus = "completed", AnsweredBy = "human", Disposition = Dispositions.Booked });
                db.DialDecisions.Add(new DialDecision { Id = Guid.CreateVersion7(), ContactId = tried, CampaignId = campaign.Id, At = now - Duration.FromMinutes(70), Allowed = true, Rules = "2026-11", Verdicts = [new("consent", true, "Written consent of 19 Oct 2026, web form."), new("do-not-call", true, "The number is on no do-not-call list."), new("window", true, "It is 10:10 in America/Los_Angeles.")] });
                db.DialDecisions.Add(new DialDecision { Id = Guid.CreateVersion7(), ContactId = tried, CampaignId = campaign.Id, At = now - Duration.FromMinutes(60), Allowed = false, Rules = "2026-11", AgainAt = now + Duration.FromHours(9), Verdicts = [new("consent", true, "Written consent of 19 Oct 2026, web form."), new("do-not-call", true, "The number is on no do-not-call list."), new("window", false, "It is 21:10 in America/Los_Angeles; calls are made from 09:00 to 19:00.")] });
            }
        }

        await db.SaveChangesAsync();
        return (campaign.Id, tried);
    }
}
