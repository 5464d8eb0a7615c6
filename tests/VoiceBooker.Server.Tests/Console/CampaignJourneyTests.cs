using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Microsoft.VisualBasic.FileIO;
using NodaTime;
using NodaTime.Text;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.CallLab.Called;
using VoiceBooker.CallLab.Carrier;

namespace VoiceBooker.Server.Tests.Console;

/// <summary>
/// A campaign from the file to its results, as its owner sees it in a browser: people in four zones with bad lines among them, called over two days between which the clocks change in two of the zones, by the lab's carrier, whose log is the judge.
/// With VOICEBOOKER_TEST_EVERYTHING=1 there are 1,000 people, else 60.
/// </summary>
[Collection("console")]
public sealed class CampaignJourneyTests
{
    private const string Ours = "+12125550100";
    private const string Key = "a-key-for-the-campaigns-journey-of-32-characters";
    private const int BadLines = 30;

    private static readonly bool Everything = Environment.GetEnvironmentVariable("VOICEBOOKER_TEST_EVERYTHING") == "1";
    private static readonly int People = Everything ? 1000 : 60;
    private static readonly LocalTime From = new(10, 0);
    private static readonly LocalTime Until = new(11, 0);

    /// <summary>New York and Los Angeles go over to summer time in the night between the two days; Phoenix never does, Berlin two weeks later.</summary>
    private static readonly (string Zone, string Area)[] Places = [("America/New_York", "+1212"), ("America/Phoenix", "+1602"), ("Europe/Berlin", "+4930"), ("America/Los_Angeles", "+1213")];

    private readonly List<(DateTimeOffset Real, Instant Shown)> _clock = [];

    [BrowserFact]
    public async Task Everybody_is_called_once_for_each_attempt_within_their_own_hours_and_the_results_say_what_happened()
    {
        var account = CarrierAccount.New();
        await using var carrier = new SimulatedCarrier(account, TimeProvider.System);
        await carrier.OpenAsync();
        carrier.Queue.CallsPerSecond = 200;
        await using var console = await OwnersConsole.OpenAsync(settings: Settings(account, carrier.RestBase));
        carrier.Numbers[Ours] = new NumberSettings(new Uri(console.Server.Address, "carrier/voice"), null, new Uri(console.Server.Address, "carrier/status"));
        var people = MakePeople();
        foreach (var person in people)
            carrier.Scripts[person.Number] = person.Script;

        await SetClockAsync(console, "2027-03-13T14:30:00Z"); // Saturday: half past nine in New York, nobody's hour
        var page = console.Page;
        await SignInAsync(page);
        await MakeCampaignAsync(page);
        await UploadAsync(page, people);
        await page.GetByRole(AriaRole.Link, new() { Name = "To the campaign" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Running" }).WaitForAsync();
        var campaign = new Guid(page.Url[^36..]);
        await UntilAsync(console, campaign, everybody => everybody.All(each => each.NextAt > Shown() || each.Attempts > 0));
        Assert.Empty(Posts(carrier));

        await SetClockAsync(console, "2027-03-13T15:20:00Z"); // 10:20 in New York
        await UntilAsync(console, campaign, everybody => everybody.Any(each => each.Attempts > 0));
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause", Exact = true }).ClickAsync();
        await page.GetByText("Nobody new is called: A person paused it.").WaitForAsync();
        await UntilAsync(console, campaign, everybody => everybody.All(each => each.State != ContactState.Calling));
        var paused = Posts(carrier).Count;
        await ImportDoNotCallAsync(console, people); // a second passes
        Assert.Equal(paused, Posts(carrier).Count);
        await ConsoleBrowser.PictureAsync(page, "campaign-paused");
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume", Exact = true }).ClickAsync();

        await DoneAsync(console, campaign, "+1212", retried: false);
        await SetClockAsync(console, "2027-03-13T15:50:00Z"); // the busy ones of New York, a second time
        await DoneAsync(console, campaign, "+1212");
        await SetClockAsync(console, "2027-03-13T17:20:00Z"); // 10:20 in Phoenix, 9:20 in Los Angeles
        await DoneAsync(console, campaign, "+1602", retried: false);
        await SetClockAsync(console, "2027-03-13T17:50:00Z");
        await DoneAsync(console, campaign, "+1602");
        Assert.DoesNotContain(Posts(carrier), post => post.To.StartsWith("+1213", StringComparison.Ordinal) || post.To.StartsWith("+49", StringComparison.Ordinal));

        await SetClockAsync(console, "2027-03-14T09:20:00Z"); // Sunday, the clocks have changed: 10:20 in Berlin
        await DoneAsync(console, campaign, "+4930", retried: false);
        await SetClockAsync(console, "2027-03-14T09:50:00Z");
        await DoneAsync(console, campaign, "+4930");
        await SetClockAsync(console, "2027-03-14T17:20:00Z"); // 10:20 in Los Angeles by summer time; it would be 9:20 by winter time
        await DoneAsync(console, campaign, "+1213", retried: false);
        await SetClockAsync(console, "2027-03-14T17:50:00Z");
        await page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Finished" }).WaitForAsync(new() { Timeout = 120_000 });
        await ConsoleBrowser.PictureAsync(page, "campaign-finished");
        await carrier.SettleAsync();

        Judge(people, carrier);
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Results as CSV" }).ClickAsync());
        Compare(people, await download.PathAsync(), carrier);
    }

    private static string[] Settings(CarrierAccount account, Uri rest) =>
    [
        $"--Carrier:AccountSid={account.Sid}", $"--Carrier:AuthToken={account.AuthToken}", "--Carrier:PublicBaseUrl={address}", $"--Carrier:ApiBaseUrl={rest.GetLeftPart(UriPartial.Authority)}", "--Carrier:AllowInsecureSocket=true",
        $"--Api:Key={Key}", "--Reception:BusinessName=Harbour Dental", "--Calls:AllowRehearsalClock=true", "--Calls:AtOnce=300", "--Calls:Record=false", "--Console:SignInLasts=30.00:00:00",
        $"--Dialling:Numbers={Ours}", "--Dialling:Countries=US,DE", "--Dialling:CallsPerSecond=100", "--Dialling:CallsPerSecondPerNumber=100", "--Dialling:AtOnce=200", "--Dialling:AtOncePerNumber=200", "--Dialling:LinesForInbound=0", "--Dialling:DispatchEvery=00:00:00.2",
        "--Dialling:BreakerWindow=1000", "--Dialling:BreakerShare=1",
    ];

    /// <summary>Who is in the file: mostly people who need no voice, so that many calls are little work; a few who talk.</summary>
    private static List<Person> MakePeople()
    {
        var voices = 0;
        return
        [
            .. Enumerable.Range(0, People).Select(index =>
            {
                var (zone, area) = Places[index % Places.Length];
                var number = $"{area}{5_550_000 + index}";
                var place = index / Places.Length;
                var slow = Everything || area == "+1602"; // in the short run, whoever takes seconds lives in one zone
                return (place % 15) switch
                {
                    < 6 => new Person(number, zone, new(new CalledPerson.Engaged()), "busy", "busy; busy"),
                    < 10 => new Person(number, zone, new(new CalledPerson.NetworkFails(404)), "bad-number", "bad-number"),
                    < 11 => new Person(number, zone, new(new CalledPerson.Engaged()) { RefusedWith = 21211 }, "bad-number", "bad-number"),
                    < 12 when slow => new Person(number, zone, new(new CalledPerson.NeverAnswers()), "no-answer", "no-answer"),
                    12 when area is "+1602" or "+1213" => new Person(number, zone, new(new CalledPerson.Engaged()), "refused", "") { Listed = true },
                    13 when slow && voices++ < 4 => new Person(number, zone, new(new CalledPerson.Human(new Manner.Presses("9", TimeSpan.FromSeconds(2)))), "opted-out", "opted-out"),
                    14 when slow && voices++ < 8 => new Person(number, zone, new(new CalledPerson.Machine("Please leave a message after the tone.", Beeps: true) { Rings = TimeSpan.FromMilliseconds(300) }), "voicemail", "voicemail"),
                    _ => new Person(number, zone, new(new CalledPerson.Engaged(), new CalledPerson.NetworkFails(404)), "bad-number", "busy; bad-number"),
                };
            }),
        ];
    }

    private static async Task MakeCampaignAsync(IPage page)
    {
        await page.GotoAsync("/campaigns/new");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("The change of the clocks");
        await page.GetByLabel("Purpose").FillAsync("your yearly check-up");
        await page.GetByLabel("Who speaks").SelectOptionAsync("Ava");
        await page.GetByLabel("Caller IDs").FillAsync(Ours);
        await page.GetByLabel("Calls from").FillAsync("10:00");
        await page.GetByLabel("Calls until").FillAsync("11:00");
        foreach (var day in new[] { "Sat", "Sun" })
            await page.GetByLabel(day, new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Not on public holidays").UncheckAsync();
        await page.GetByLabel("These are landlines").CheckAsync(); // every third person's zone is left to the number
        await page.GetByLabel("Never more people on the line").UncheckAsync();
        await page.GetByLabel("Calls started per second").FillAsync(Everything ? "60" : "10");
        await page.GetByLabel("Rings for").FillAsync("5");
        foreach (var outcome in new[] { "No answer", "Answering machine", "Failed" })
            await page.GetByLabel(outcome, new() { Exact = true }).UncheckAsync();
        await page.GetByLabel("Busy: at most").FillAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Nobody is to be called yet.").WaitForAsync();
    }

    private static async Task UploadAsync(IPage page, List<Person> people)
    {
        // Every third person's zone is left to the number; bad lines stand between the good ones.
        var lines = people.Select((person, index) => $"{person.Number};Person {index};{(index % 3 == 0 && person.Zone != "Europe/Berlin" ? "" : person.Zone)}").ToList();
        for (var bad = 0; bad < BadLines; bad++)
        {
            lines.Insert(bad * lines.Count / BadLines, (bad % 5) switch
            {
                0 => $"12{bad};Too Short;",
                1 => $"+1 212 55{bad};Broken;America/New_York",
                2 => $"+1212777{bad:0000};Nowhere;America/Gotham",
                3 => $"{people[0].Number};Twice;",
                _ => $"+1212777{bad:0000};Extra;America/New_York;value;too;many",
            });
        }

        await page.GetByRole(AriaRole.Link, new() { Name = "Upload people" }).First.ClickAsync();
        var file = new FilePayload { Name = "people.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("Reach;Name;Time zone\r\n" + string.Join("\r\n", lines)) };
        for (var again = 0; ; again++)
        {
            await page.GetByLabel("A CSV file").SetInputFilesAsync(file);
            try
            {
                await page.GetByLabel("What Reach holds").WaitForAsync(new() { Timeout = 5000 });
                break;
            }
            catch (TimeoutException) when (again < 3)
            {
                // Chosen before the page's connection was there: on a busy machine a script is quicker than any person.
            }
        }

        await page.GetByLabel("What Reach holds").SelectOptionAsync("Number");
        await page.GetByLabel("Kind").SelectOptionAsync("Written");
        await page.GetByLabel("Given on").FillAsync("2027-01-15");
        await page.GetByLabel("What they agreed to").FillAsync("I agree to be called about my check-up.");
        var take = page.GetByRole(AriaRole.Button, new() { Name = "Take these people in" });
        await Assertions.Expect(take).ToBeEnabledAsync();
        await take.ClickAsync();
        await page.GetByText($"{People:#,0} people taken of {People + BadLines:#,0} lines; {BadLines} not taken.").WaitForAsync();
    }

    private static async Task ImportDoNotCallAsync(OwnersConsole console, List<Person> people)
    {
        var page = await console.OpenPageAsync(1280, 900);
        await page.GotoAsync("/do-not-call");
        await page.GetByText("The list is empty.").WaitForAsync();
        await page.GetByLabel("The file", new() { Exact = true }).SetInputFilesAsync(new FilePayload { Name = "registry.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("number\n" + string.Join('\n', people.Where(person => person.Listed).Select(person => person.Number))) });
        await page.GetByText($"{people.Count(person => person.Listed)} new on the list").WaitForAsync();
        await page.CloseAsync();
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/login");
        await page.GetByLabel("E-mail").FillAsync(OwnersConsole.Email);
        await page.GetByLabel("Password").FillAsync(OwnersConsole.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Overview", Exact = true }).WaitForAsync();
    }

    private async Task SetClockAsync(OwnersConsole console, string now)
    {
        using var api = new HttpClient { BaseAddress = console.Server.Address };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        _clock.Add((TimeProvider.System.GetUtcNow(), InstantPattern.General.Parse(now).Value));
        using var answer = await api.PutAsJsonAsync(new Uri("/api/rehearsal/clock", UriKind.Relative), new { now });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What the business's clock shows now, or showed at a real moment.</summary>
    private Instant Shown(DateTimeOffset? at = null)
    {
        var real = at ?? TimeProvider.System.GetUtcNow();
        var (set, shown) = _clock.Last(each => each.Real <= real);
        return shown + Duration.FromTimeSpan(real - set);
    }

    /// <summary>Waits until nobody of an area is due or on the line any more.</summary>
    private Task DoneAsync(OwnersConsole console, Guid campaign, string area, bool retried = true) => UntilAsync(console, campaign, everybody => everybody.Where(each => each.Number.StartsWith(area, StringComparison.Ordinal))
        .All(each => each.State == ContactState.Done || (!retried && each is { State: ContactState.Waiting, Attempts: > 0 })));

    private static async Task UntilAsync(OwnersConsole console, Guid campaign, Func<List<Contact>, bool> holds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        await using var db = console.Database();
        while (!holds(await db.Contacts.AsNoTracking().Where(contact => contact.CampaignId == campaign).ToListAsync(deadline.Token)))
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, deadline.Token);
    }

    private static List<CarrierEntry> Posts(SimulatedCarrier carrier) => [.. carrier.Log.Entries.Where(entry => entry.What == "post")];

    /// <summary>The carrier's log: nobody twice for one attempt, nobody outside the hours of their zone, nobody who is on the list.</summary>
    private void Judge(List<Person> people, SimulatedCarrier carrier)
    {
        Assert.Empty(carrier.Log.Violations);
        var posts = Posts(carrier);
        Assert.Equal(posts.Count, posts.Select(post => post.Attempt).Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain(posts, post => post.Attempt is null);
        foreach (var person in people)
        {
            var own = posts.Where(post => post.To == person.Number).ToArray();
            Assert.Equal(person.Attempts, own.Length);
            foreach (var post in own)
            {
                var there = Shown(post.At).InZone(DateTimeZoneProviders.Tzdb[person.Zone]);
                Assert.True(there.TimeOfDay >= From && there.TimeOfDay < Until, $"{person.Number} in {person.Zone} was called at {there.LocalDateTime}.");
            }
        }

        Assert.Empty(posts.Select(post => post.To).Except(people.Select(person => person.Number), StringComparer.Ordinal));
    }

    /// <summary>The file of results, row by row, against what the carrier's people did.</summary>
    private static void Compare(List<Person> people, string path, SimulatedCarrier carrier)
    {
        using var file = new TextFieldParser(path, Encoding.UTF8) { Delimiters = [","], HasFieldsEnclosedInQuotes = true };
        var titles = file.ReadFields()!;
        string Cell(string[] row, string title) => row[Array.IndexOf(titles, title)];
        var rows = new Dictionary<string, (string Name, string State, string Disposition, string Attempts, string Outcomes)>(StringComparer.Ordinal);
        while (file.ReadFields() is { } row)
            rows.Add(Cell(row, "to"), (Cell(row, "name"), Cell(row, "state"), Cell(row, "disposition"), Cell(row, "attempts"), Cell(row, "outcomes")));

        Assert.Equal(people.Count, rows.Count);
        foreach (var (person, index) in people.Select((person, index) => (person, index)))
        {
            var did = string.Join(", ", carrier.Log.Entries.Where(entry => entry.To == person.Number).Select(entry => $"{entry.What} {entry.Detail}"));
            Assert.True(
                rows[person.Number] == ($"Person {index}", "done", person.Ends, person.Attempts.ToString(), person.Outcomes),
                $"{person.Number}: {rows[person.Number]} in the file, but {person.Ends} ({person.Outcomes}) by the carrier: {did}");
        }
    }

    /// <summary>One of the file.</summary>
    /// <param name="Number">E.164.</param>
    /// <param name="Zone">Where they are.</param>
    /// <param name="Script">What happens when they are called.</param>
    /// <param name="Ends">What comes of it.</param>
    /// <param name="Outcomes">What comes of each attempt.</param>
    private sealed record Person(string Number, string Zone, NumberScript Script, string Ends, string Outcomes)
    {
        /// <summary>On the do-not-call list before their hour comes.</summary>
        public bool Listed { get; init; }

        public int Attempts => Outcomes.Length == 0 ? 0 : Outcomes.Split("; ").Length;
    }
}
