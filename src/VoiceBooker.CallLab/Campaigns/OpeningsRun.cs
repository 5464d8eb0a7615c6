using System.Collections.Concurrent;
using System.Globalization;
using VoiceBooker.CallLab.Called;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.Servers;
using VoiceBooker.CallLab.Suites;

namespace VoiceBooker.CallLab.Campaigns;

/// <summary>Few openings, many people, half of whom would book: all openings are booked, nobody beyond them is told that a time is free, the rest is not called; two bookings are cancelled, the campaign goes on by itself and fills them.</summary>
internal sealed class OpeningsRun(HostedBench hosted, TimeProvider time)
{
    private const string From = "+12125560200";
    private const int Cancelled = 2;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(8);

    private Bench Bench => hosted.Bench;

    /// <summary>Plays it; 0 when all held.</summary>
    public async Task<int> RunAsync(int people, int openings, int seed)
    {
        var api = new CampaignApi(Bench.Api, time);
        var moments = CampaignSeeding.Now(time);
        var hours = string.Create(CultureInfo.InvariantCulture, $"09:00-{new NodaTime.LocalTime(9, 0).PlusMinutes(30 * openings):HH:mm}");
        var seeded = await CampaignSeeding.SeedAsync(Bench, From, hours, bookingWindow: 6, time);
        var (eventId, eventName) = seeded.Events[0];
        var story = CampaignSeeding.Scenario(hours, 6, moments);
        var bookers = new PeopleWhoBook(Bench.Carrier, Bench.Api, time);
        var contacts = Make(people, new Random(seed), () => bookers.Next(story, moments, eventId, eventName));
        foreach (var contact in contacts)
            Bench.Carrier.Scripts[contact.Number] = contact.Script;
        Bench.Carrier.Queue.CallsPerSecond = 20;

        var began = time.GetTimestamp();
        var logged = Bench.Carrier.Log.Entries.Count;
        var campaign = await api.MakeAsync("few openings", seeded.Assistant, eventId, From, atOnce: openings, paceByOpenings: true, [], voicemail: "");
        List<string> wrong = [.. await api.AddAsync(campaign, contacts)];
        await api.LeadAsync(campaign, "start");

        if (await FillAsync(api, campaign, openings, eventId) is { } first)
            wrong.Add($"the openings were not filled: {first}");
        var told = await ToldAsync(campaign, api);
        var (calls, most) = (Taken(logged).Count, MostAtOnce(logged));
        if (told.Count > openings)
            wrong.Add($"{told.Count} people were told of a free time, for {openings} openings");
        if (most > openings)
            wrong.Add($"{most} people were on the line at once, for {openings} openings");
        Console.WriteLine($"filled: {calls} of {people} people called, {most} on the line at once at most, {told.Count} told of a free time");

        var standing = await StandingAsync(eventId);
        foreach (var booking in standing.Take(Cancelled))
            await Bench.Api.SendAsync($"api/bookings/{booking.Id}/cancel");
        if (await FillAsync(api, campaign, openings, eventId) is { } second)
            wrong.Add($"what was cancelled was not filled again: {second}");
        var toldAgain = await ToldAsync(campaign, api);
        if (toldAgain.Count > told.Count + Cancelled)
            wrong.Add($"{toldAgain.Count - told.Count} more people were told of a free time, for {Cancelled} openings that had come free");
        standing = await StandingAsync(eventId);
        if (standing.Count != openings || standing.Select(each => each.Start).Distinct().Count() != openings)
            wrong.Add($"{standing.Count} bookings stand at {standing.Select(each => each.Start).Distinct().Count()} times, for {openings} openings");
        wrong.AddRange(Taken(logged).GroupBy(each => each.To, StringComparer.Ordinal).Where(each => each.Count() > 1).Select(each => $"{each.Key} was called {each.Count()} times"));
        wrong.AddRange(bookers.Stories.SelectMany(each => each.Troubles).Distinct(StringComparer.Ordinal));
        await api.LeadAsync(campaign, "stop");
        Bench.Carrier.HangUpAll();
        await Bench.Carrier.SettleAsync();

        foreach (var each in wrong.Take(40))
            Console.WriteLine($"! {each}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"openings: {openings} openings, {people} people, {time.GetElapsedTime(began).TotalSeconds:0} s: {standing.Count} bookings, {told.Count} people told of a free time ({toldAgain.Count} after {Cancelled} cancellations), {Taken(logged).Count} called, {MostAtOnce(logged)} on the line at once at most; {wrong.Count} things wrong"));
        return wrong.Count == 0 ? 0 : 1;
    }

    private static List<CampaignContact> Make(int people, Random chance, Func<Manner> books) => [.. Enumerable.Range(0, people).Select(index =>
    {
        CalledPerson person = chance.Next(100) switch
        {
            < 50 => new CalledPerson.Human(books()) { Voice = index % 2 == 0 ? "rms" : "slt" },
            < 65 => new CalledPerson.Engaged(),
            < 80 => new CalledPerson.Human(new Manner.HangsUpAtOnce()),
            < 90 => new CalledPerson.Human(new Manner.HangsUpInMidSentence(TimeSpan.FromSeconds(1))),
            _ => new CalledPerson.NetworkFails(404),
        };
        return new CampaignContact(string.Create(CultureInfo.InvariantCulture, $"+1415777{index:0000}"), person.GetType().Name, new NumberScript(person with { Rings = TimeSpan.FromMilliseconds(300 + chance.Next(700)) }), []);
    })];

    /// <summary>Waits until every opening is booked and nobody is on the line; otherwise what stands.</summary>
    private async Task<string?> FillAsync(CampaignApi api, string campaign, int openings, string eventId)
    {
        var end = await api.WaitAsync(campaign, each => (int?)each["progress"]?["calling"] == 0 && (int?)each["progress"]?["openingsLeft"] == 0, Longest, Watch);
        var standing = await StandingAsync(eventId);
        return end is not null && standing.Count == openings ? null : $"{standing.Count} bookings, {(await api.ReadAsync(campaign))?["progress"]?.ToJsonString()}";
    }

    private async Task<List<ServerBooking>> StandingAsync(string eventId) =>
        [.. (await Bench.Api.BookingsAsync()).Where(each => each.Status == "confirmed" && string.Equals(each.EventId, eventId, StringComparison.OrdinalIgnoreCase))];

    /// <summary>Who heard of a free time, by the journals of the calls.</summary>
    private async Task<HashSet<string>> ToldAsync(string campaign, CampaignApi api)
    {
        var told = new ConcurrentBag<string>();
        var today = CampaignSeeding.Now(time).Now.Date;
        var numbers = (await api.ContactsAsync(campaign)).Select(each => (string)each["to"]!).ToHashSet(StringComparer.Ordinal);
        await Parallel.ForEachAsync(Bench.Carrier.Calls.Values.Where(each => numbers.Contains(each.To)), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (call, cancel) =>
        {
            if (await Bench.Api.FindCallAsync(call.Sid, cancel) is not { } known)
                return;
            var heard = string.Join('\n', (await Bench.Api.EventsAsync(known.Id, 0, 0, cancel)).Where(each => each.Kind == "bot.heard").Select(each => each.Text("text")));
            if (TimesTold.Read(heard, today).Count > 0)
                told.Add(call.To);
        });
        return [.. told];
    }

    private List<CarrierEntry> Taken(int logged) => [.. Bench.Carrier.Log.Entries.Skip(logged).Where(each => each.Taken)];

    private int MostAtOnce(int logged)
    {
        var (now, most) = (0, 0);
        var answered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in Bench.Carrier.Log.Entries.Skip(logged))
        {
            if (entry.What == "answered" && answered.Add(entry.CallSid!))
                most = Math.Max(most, ++now);
            else if (entry.What == "ended" && answered.Contains(entry.CallSid!))
                now--;
        }

        return most;
    }

    private static void Watch(System.Text.Json.Nodes.JsonNode campaign)
    {
        if (campaign["progress"] is { } progress)
            Console.Error.WriteLine($"openings left {progress["openingsLeft"]}, calling {progress["calling"]}, done {progress["done"]} of {progress["contacts"]}; {progress["pausedBecause"]}");
    }
}
