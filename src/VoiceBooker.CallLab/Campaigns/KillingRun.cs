using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using VoiceBooker.CallLab.Audio;
using VoiceBooker.CallLab.Called;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.Suites;

namespace VoiceBooker.CallLab.Campaigns;

/// <summary>A campaign of people of every kind, during which the server is killed (SIGKILL) again and again at random moments and started on the same folder; the carrier's log says whether anybody was called twice or forgotten.</summary>
internal sealed class KillingRun(HostedBench hosted, TimeProvider time)
{
    private const string From = "+12125560100";

    /// <summary>So long we may talk to a menu that was not known for one yet: a sentence.</summary>
    private static readonly TimeSpan TalkToMenu = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private Bench Bench => hosted.Bench;

    /// <summary>Plays it; 0 when all held.</summary>
    /// <param name="people">How many are to be called.</param>
    /// <param name="kills">How often the server is killed.</param>
    /// <param name="seed">Who is who, and when it is killed.</param>
    /// <param name="lag">How far the carrier's list of calls lags behind.</param>
    public async Task<int> RunAsync(int people, int kills, int seed, TimeSpan lag)
    {
        var began = time.GetTimestamp();
        Bench.Carrier.ListLag = lag;
        var (api, campaign, contacts, rejected) = await StagedCampaign.StartAsync(Bench, "killed again and again", From, people, seed, time);

        var outages = await KillAsync(kills, new Random(seed));
        var end = await api.WaitAsync(campaign, each => (string?)each["state"] == "finished", Longest, Watch);
        var left = Bench.Carrier.HangUpAll();
        await Bench.Carrier.SettleAsync();
        var took = time.GetElapsedTime(began);

        var report = await api.ReportAsync(campaign);
        var reported = report.Contacts;
        var log = Bench.Carrier.Log.Entries;
        List<string> wrong = [.. rejected, .. CampaignJudge.Judge(contacts, log, outages, report, CampaignPeople.Retries), .. JudgeMessages(contacts, reported), .. JudgeMenus(contacts)];
        if (left > 0)
            wrong.Add($"{left} calls were still on the line when the campaign was over");
        if (end is null)
            wrong.Add($"the campaign was not finished within {Longest.TotalMinutes} minutes after the last kill");
        foreach (var each in wrong.Take(40))
            Console.WriteLine($"! {each}");
        Console.WriteLine("dispositions: " + string.Join(", ", reported.GroupBy(each => each.Disposition, StringComparer.Ordinal).OrderByDescending(each => each.Count()).Select(each => $"{each.Count()} {each.Key}")));

        var calls = log.Count(each => each.Taken);
        var deaths = log.Where(each => each.What == "answered" && each.Detail == "Human" && contacts.Any(contact => contact.Number == each.To && contact.Ends.Contains("booked"))
            && outages.Any(outage => each.At <= outage.From && outage.From <= (log.FirstOrDefault(end => end.What == "ended" && end.CallSid == each.CallSid)?.At ?? DateTimeOffset.MaxValue))).Count();
        var during = outages.Count(each => log.Any(entry => entry.Taken && entry.At > each.Until));
        var cut = log.Where(each => each.What == "ended" && outages.Any(outage => outage.From <= each.At && each.At <= outage.Until + TimeSpan.FromSeconds(1))).Count();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"campaign: {people} people, {kills} kills ({during} with calls still to come, {cut} calls ended by them, {deaths} in which somebody was booking), {took.TotalSeconds:0} s: {log.Count(each => each.What == "post")} requests, {calls} calls made, {log.Count(each => each.What == "post" && each.Taken && each.Detail != "201")} of them with the answer lost or late, {report.Bookings.Count} bookings; list {lag.TotalSeconds:0.0} s late, seed {seed}; {wrong.Count} things wrong"));
        return wrong.Count == 0 ? 0 : 1;
    }

    private async Task<IReadOnlyList<Outage>> KillAsync(int kills, Random chance)
    {
        var outages = new List<Outage>();
        var server = Bench.Process ?? throw new InvalidDataException("This suite kills its server, and so starts one of its own; leave --server out.");
        for (var kill = 1; kill <= kills; kill++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(1000, 9000)), time, CancellationToken.None);
            var from = time.GetUtcNow();
            await server.KillAsync();
            await server.StartAgainAsync(time);
            outages.Add(new Outage(from, time.GetUtcNow()));
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"kill {kill,2}: away for {(outages[^1].Until - from).TotalSeconds:0.0} s; {Bench.Carrier.Log.Entries.Count(each => each.Taken)} calls so far"));
        }

        return outages;
    }

    /// <summary>A message that the server says it left stands on the tape, from its first word to its last, after the beep.</summary>
    private IEnumerable<string> JudgeMessages(IReadOnlyList<CampaignContact> contacts, IReadOnlyList<ReportedContact> reported)
    {
        foreach (var contact in contacts.Where(each => each.Script.Answering(0) is CalledPerson.Machine { Beeps: true }))
        {
            if (reported.FirstOrDefault(each => each.Number == contact.Number)?.Disposition != "voicemail-left")
                continue;
            var tapes = Bench.Carrier.Calls.Values.Where(each => each.To == contact.Number).Select(each => each.Recorded?.Text ?? "").ToList();
            if (!tapes.Exists(tape => Words(tape).Contains(Words(CampaignPeople.Message), StringComparison.Ordinal)))
                yield return $"{contact.Number} ({contact.Kind}): no tape has the whole message after the beep, but '{string.Join("' and '", tapes)}'";
        }
    }

    /// <summary>A menu is not talked to as a person is: by what came out of the earpiece.</summary>
    private IEnumerable<string> JudgeMenus(IReadOnlyList<CampaignContact> contacts)
    {
        foreach (var contact in contacts.Where(each => each.Script.Answering(0) is CalledPerson.Menu))
        {
            foreach (var call in Bench.Carrier.Calls.Values.Where(each => each.To == contact.Number))
            {
                var talked = TimeSpan.FromMilliseconds(20 * call.Handset.HeardSince(0).Chunk(Handset.FrameSize).Count(each => MuLaw.IsLoud(each)));
                if (talked > TalkToMenu)
                    yield return string.Create(CultureInfo.InvariantCulture, $"{contact.Number} ({contact.Kind}): the menu was talked to for {talked.TotalSeconds:0.0} s");
            }
        }
    }

    private static string Words(string text) => string.Join(' ', text.ToLowerInvariant().Split([' ', '.', ',', '!', '?'], StringSplitOptions.RemoveEmptyEntries));

    private static void Watch(JsonNode campaign)
    {
        if (campaign["progress"] is { } progress)
            Console.Error.WriteLine($"waiting {progress["waiting"]}, calling {progress["calling"]}, done {progress["done"]} of {progress["contacts"]}; {progress["pausedBecause"]}");
    }
}
