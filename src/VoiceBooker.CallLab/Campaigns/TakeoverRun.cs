using System.Globalization;
using VoiceBooker.CallLab.Suites;

namespace VoiceBooker.CallLab.Campaigns;

/// <summary>
/// A campaign on several servers that share a database, behind one address: the one that dials is killed (SIGKILL) in the middle, and another takes over. All requests of the carrier go to one of those that live. The carrier's log says whether
/// anybody was called twice or forgotten.
/// </summary>
internal sealed class TakeoverRun(ClusterBench cluster, TimeProvider time)
{
    private const string From = "+12125560300";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(6);

    /// <summary>A call of a server that was killed may break off so much later: until then nobody has told the carrier.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private Bench Bench => cluster.Bench;

    /// <summary>Plays it; what is wrong.</summary>
    /// <param name="people">How many are to be called.</param>
    /// <param name="kills">How often the server that dials is killed; all but the last time it is started again once another one dials.</param>
    /// <param name="seed">Who is who.</param>
    public async Task<IReadOnlyList<string>> RunAsync(int people, int kills, int seed)
    {
        var began = time.GetTimestamp();
        var (api, campaign, contacts, rejected) = await StagedCampaign.StartAsync(Bench, "taken over", From, people, seed, time);
        List<string> wrong = [.. rejected];

        var outages = new List<Outage>();
        var takeovers = 0;
        while (outages.Count < kills && await KillDiallerAsync(people * (outages.Count + 1) / (kills + 2), again: outages.Count + 1 < kills, outages))
            takeovers++;
        if (takeovers == 0 && kills > 0)
            wrong.Add("no server took over from one that was killed");
        var end = await api.WaitAsync(campaign, each => (string?)each["state"] == "finished", Longest);
        var left = Bench.Carrier.HangUpAll();
        await Bench.Carrier.SettleAsync();

        var report = await api.ReportAsync(campaign);
        var log = Bench.Carrier.Log.Entries;
        wrong.AddRange(CampaignJudge.Judge(contacts, log, outages, report, CampaignPeople.Retries));
        wrong.AddRange(await JudgeJournalsAsync(report));
        if (left > 0)
            wrong.Add($"{left} calls were still on the line when the campaign was over");
        if (end is null)
            wrong.Add($"the campaign was not finished within {Longest.TotalMinutes} minutes");
        var since = outages.Count == 0 ? DateTimeOffset.MaxValue : outages[^1].From;
        Console.WriteLine("dispositions: " + string.Join(", ", report.Contacts.GroupBy(each => each.Disposition, StringComparer.Ordinal).OrderByDescending(each => each.Count()).Select(each => $"{each.Count()} {each.Key}")));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"takeover: {people} people, {cluster.Servers.Count} servers, {outages.Count} kills of the one that dials ({takeovers} times another one dialled on), {time.GetElapsedTime(began).TotalSeconds:0} s: {log.Count(each => each.Taken)} calls made ({log.Count(each => each.Taken && each.At > since)} after the last kill), by server {string.Join(" and ", cluster.CountDialled())}, {report.Bookings.Count} bookings; seed {seed}; {wrong.Count} things wrong"));
        return wrong;
    }

    /// <summary>Waits until so many calls were made and kills the server that made the last one; true when another one dials on. False as well when there is nobody left to be called.</summary>
    private async Task<bool> KillDiallerAsync(int calls, bool again, List<Outage> outages)
    {
        var before = cluster.CountDialled();
        if (!await UntilAsync(() => Bench.Carrier.Log.Entries.Count(each => each.Taken) >= calls && cluster.CountDialled().Sum() > before.Sum()))
            return false;
        var now = cluster.CountDialled();
        var dialler = Enumerable.Range(0, now.Count).MaxBy(server => now[server] - before[server]);
        var from = time.GetUtcNow();
        await cluster.Servers[dialler].KillAsync();
        outages.Add(new Outage(from, from + Aftermath));
        var goesOn = await UntilAsync(() => cluster.CountDialled() is var later && Enumerable.Range(0, later.Count).Any(server => server != dialler && later[server] > now[server]));
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"server {dialler + 1} was killed after {Bench.Carrier.Log.Entries.Count(each => each.Taken && each.At <= from)} calls; {(goesOn ? $"another one dialled on after {(time.GetUtcNow() - from).TotalSeconds:0.0} s" : "nobody was left to be called")}"));
        if (again)
            await cluster.Servers[dialler].StartAgainAsync(time);
        return goesOn;
    }

    /// <summary>Servers that write in one journal lose each other nothing.</summary>
    private async Task<IReadOnlyList<string>> JudgeJournalsAsync(CampaignReport report)
    {
        List<string> wrong = [];
        foreach (var call in report.Calls)
        {
            var entries = await Bench.Api.EventsAsync(call.Id, after: 0, wait: 0);
            if (entries.Select((each, place) => each.Sequence != place + 1 || each.Kind == "journal.gap").Any(gap => gap))
                wrong.Add($"{call.Number}: the journal of {call.CallSid} has a gap");
        }

        return wrong;
    }

    /// <summary>Waits for it, longer than anybody waits for a second attempt; false when it does not come.</summary>
    private async Task<bool> UntilAsync(Func<bool> holds)
    {
        var began = time.GetTimestamp();
        while (!holds())
        {
            if (time.GetElapsedTime(began) > Patience)
                return false;
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, CancellationToken.None);
        }

        return true;
    }
}
