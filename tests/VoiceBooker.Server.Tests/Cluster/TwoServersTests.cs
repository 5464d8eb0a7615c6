using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Storage;
using VoiceBooker.CallLab.Called;
using VoiceBooker.CallLab.Campaigns;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.Suites;

namespace VoiceBooker.Server.Tests.Cluster;

/// <summary>Two whole servers, each a process of its own, on one PostgreSQL database behind one address; the lab's carrier knows only that address, and its log is the judge.</summary>
public sealed class TwoServersTests
{
    private const string Ours = "+12125560400";
    private const string Media = "/carrier/media";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Dialling as fast as a test wants it, and everything that is waited for short.</summary>
    private static readonly Dictionary<string, string> Quick = new(StringComparer.Ordinal)
    {
        ["Calls:AtOnce"] = "30",
        ["Dialling:CallsPerSecond"] = "20",
        ["Dialling:CallsPerSecondPerNumber"] = "20",
        ["Dialling:AtOnce"] = "24",
        ["Dialling:AtOncePerNumber"] = "24",
        ["Dialling:LinesForInbound"] = "2",
        ["Dialling:LookUpAfter"] = "00:00:02",
        ["Dialling:SilentAfter"] = "00:00:05",
        ["Dialling:DispatchEvery"] = "00:00:00.2",
        ["Dialling:WindowMargin"] = "00:00:00",
        ["Dialling:EarliestHour"] = "00:00:00", // the tests run at any hour
        ["Dialling:LatestHour"] = "1.00:00:00",
        ["Reception:BusinessName"] = "Harbour Dental",
        ["Dialling:AttemptsPerNumber"] = "20",
        ["Dialling:BreakerWindow"] = "1000",
        ["Dialling:BreakerShare"] = "1",
        ["Jobs:CheckInEvery"] = "00:00:01",
        ["Jobs:GoneAfter"] = "00:00:01",
    };

    /// <summary>
    /// Started at the same moment, so that both make the tables. Whatever the carrier asks or tells goes to the first, every media stream to the second: no call is led where the carrier is answered.
    /// </summary>
    [PostgresFact]
    public async Task Two_servers_that_start_at_once_book_a_call_and_run_a_campaign_though_the_carrier_asks_one_and_the_other_leads_the_calls()
    {
        await using var cluster = await ClusterBench.OpenAsync(2, new BenchOptions(), Quick, seed: 1, realVoice: false, TimeProvider.System);
        cluster.Balancer.First = request => request.Path == Media ? 1 : 0;
        await BookATypedCallAsync(cluster);

        var people = People();
        foreach (var person in people)
            cluster.Bench.Carrier.Scripts[person.Number] = person.Script;
        cluster.Bench.Carrier.Queue.CallsPerSecond = 20;
        var api = new CampaignApi(cluster.Bench.Api, TimeProvider.System);
        var seeded = await CampaignSeeding.SeedAsync(cluster.Bench, Ours, "09:00-17:00", bookingWindow: 30, TimeProvider.System);
        var campaign = await api.MakeAsync("two servers", seeded.Assistant, seeded.Events[0].Id, Ours, atOnce: 24, paceByOpenings: false, [], voicemail: "");
        Assert.Empty(await api.AddAsync(campaign, people, api.Zone));
        await api.LeadAsync(campaign, "start");
        var end = await api.WaitAsync(campaign, each => (string?)each["state"] == "finished", Longest);
        await cluster.Bench.Carrier.SettleAsync();

        var report = await api.ReportAsync(campaign);
        report = report with { Bookings = [.. report.Bookings.Where(each => each.Number.Length > 0)] }; // the typed calls book, too
        Assert.True(end is not null, string.Join('\n', report.Contacts));
        Assert.Empty(CampaignJudge.Judge(people, cluster.Bench.Carrier.Log.Entries, outages: [], report, retries: []));
        Assert.DoesNotContain(cluster.Bench.Carrier.Calls.Values.SelectMany(call => call.Steps), step => step.Contains("something went wrong", StringComparison.Ordinal)); // every call ended well, and the one that was asked knew it
        await CheckJournalsAsync(cluster);
    }

    /// <summary>The server that dials is killed (SIGKILL) in the middle of a campaign and stays away.</summary>
    [PostgresFact(everythingOnly: true)]
    public async Task When_the_server_that_dials_is_killed_the_other_goes_on_and_nobody_is_called_twice_or_forgotten()
    {
        await using var cluster = await ClusterBench.OpenAsync(2, new BenchOptions(), Quick, seed: 1, realVoice: true, TimeProvider.System);
        Assert.Empty(await new TakeoverRun(cluster, TimeProvider.System).RunAsync(people: 60, kills: 1, seed: 1));
    }

    private static List<CampaignContact> People()
    {
        CalledPerson[] who =
        [
            new CalledPerson.Engaged(),
            new CalledPerson.NetworkFails(404),
            new CalledPerson.Human(new Manner.Presses("9", TimeSpan.FromSeconds(2))),
            new CalledPerson.Human(new Manner.HangsUpInMidSentence(TimeSpan.FromSeconds(1))),
            new CalledPerson.Human(new Manner.HangsUpAtOnce()),
            new CalledPerson.Fax(),
        ];
        string[][] ends = [["busy"], ["bad-number"], ["opted-out"], ["hung-up", "no-booking"], ["hung-up", "no-booking"], ["fax"]];
        return [.. who.Select((person, index) => new CampaignContact($"+1212777{index:0000}", person.GetType().Name, new NumberScript(person with { Rings = TimeSpan.FromMilliseconds(300) }), ends[index]) { OptsOut = index == 2 })];
    }

    private static async Task BookATypedCallAsync(ClusterBench cluster)
    {
        await cluster.Bench.Scenarios.PlayAsync(new Scenario { Name = "warm-up" }, text: true); // code is compiled; not judged
        var scenario = ScenarioFiles.ReadAll(ScenarioFiles.Folder).Single(each => each.Name == "books-the-first-offer");
        var played = await cluster.Bench.Scenarios.PlayAsync(scenario, text: true);
        var faults = played.Faults.Where(each => !each.StartsWith("an answer took", StringComparison.Ordinal)).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', [.. played.Story.Lines, .. faults.Select(each => $"! {each}")]));
    }

    /// <summary>Both servers wrote in the journals of calls: nothing has got lost between them, and what the carrier said stands there.</summary>
    private static async Task CheckJournalsAsync(ClusterBench cluster)
    {
        await using var db = new BookingDbContext(new DbContextOptionsBuilder<BookingDbContext>().UseNpgsql(cluster.Database).Options);
        Assert.Equal(2, await db.Nodes.CountAsync());
        Assert.Equal(60, await db.Nodes.SumAsync(node => node.Lines));

        var phoned = await db.Calls.AsNoTracking().Where(call => call.ContactId != null).Select(call => call.Id).ToListAsync();
        Assert.InRange(phoned.Count, 3, 4); // who hangs up at once may be gone before the stream
        using var deadline = new CancellationTokenSource(Longest);
        while (await db.CallEvents.Where(entry => phoned.Contains(entry.CallId) && entry.Kind == "carrier.status" && entry.Data.Contains("completed")).Select(entry => entry.CallId).Distinct().CountAsync(deadline.Token) < phoned.Count)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, deadline.Token); // one server tells the other

        var entries = await db.CallEvents.AsNoTracking().OrderBy(entry => entry.Sequence).ToListAsync();
        foreach (var call in entries.GroupBy(entry => entry.CallId))
        {
            Assert.Equal(Enumerable.Range(1, call.Count()).Select(number => (long)number), call.Select(entry => entry.Sequence));
            Assert.DoesNotContain(call, entry => entry.Kind == "journal.gap");
        }
    }
}
