using System.CommandLine;
using System.Runtime.InteropServices;
using VoiceBooker.CallLab.Audio;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.Load;
using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.Servers;
using VoiceBooker.CallLab.StandIns;
using VoiceBooker.CallLab.Suites;

var time = TimeProvider.System;
var server = new Option<Uri?>("--server") { Description = "A running server; without it one is started.", Recursive = true };
var apiKey = new Option<string>("--api-key") { Description = "Key of the running server's API.", DefaultValueFactory = _ => "", Recursive = true };
var serverDll = new Option<string?>("--server-dll") { Description = "The built server that is started; found beside this program when left out.", Recursive = true };
var accountSid = new Option<string?>("--account-sid") { Description = "Account of the carrier that a running server believes.", Recursive = true };
var authToken = new Option<string?>("--auth-token") { Description = "Its auth token.", Recursive = true };
var carrierPort = new Option<int>("--carrier-port") { Description = "Port of the carrier's REST door; 0: a free one.", Recursive = true };
var folder = new Option<string?>("--out") { Description = "Folder for recordings, stories and the server's data and log.", Recursive = true };
var settings = new Option<string[]>("--set") { Description = "A setting of the server that is started, KEY=VALUE (Turns:WordsWithin=00:00:00.9).", Recursive = true, AllowMultipleArgumentsPerToken = true };
var text = new Option<bool>("--text") { Description = "Typed calls: the same session without audio, as fast as the machine allows." };
var filter = new Option<string?>("--filter") { Description = "Only scenarios whose name contains this." };
var parallel = new Option<int>("--parallel") { Description = "Calls at once; 0: 8 typed, 3 spoken." };
var scenarioName = new Option<string>("--scenario") { Description = "Which scenario.", DefaultValueFactory = _ => "books-the-first-offer" };
var scenarioFolder = new Option<string>("--scenarios") { Description = "Folder of scenario files.", DefaultValueFactory = _ => ScenarioFiles.Folder, Recursive = true };
var suite = new Argument<string>("suite") { Description = "scenarios, faults, calendars, minds, hostile, hosted, vendors, share, race, waiting, campaign or load.", DefaultValueFactory = _ => "scenarios" };
suite.AcceptOnlyFromAmong("scenarios", "faults", "calendars", "minds", "hostile", "hosted", "vendors", "share", "race", "waiting", "campaign", "load");
var callCounts = new Option<string?>("--calls") { Description = "load: calls at once, one step after the other (1,10,50); race: calls at once (200); waiting: calls of each kind (20)." };
var spoken = new Option<bool>("--spoken") { Description = "calendars: audio calls that book, move and cancel, instead of the typed ones." };
var slots = new Option<int>("--slots") { Description = "race: times that are free.", DefaultValueFactory = _ => 20 };
var contacts = new Option<int>("--contacts") { Description = "campaign: people to be called while the server is killed.", DefaultValueFactory = _ => 250 };
var kills = new Option<int>("--kills") { Description = "campaign: how often the server is killed.", DefaultValueFactory = _ => 20 };
var openings = new Option<bool?>("--openings") { Description = "campaign: only the part with 12 openings for 500 people; false: only the part with the kills." };
var nodes = new Option<int>("--nodes") { Description = "campaign: so many servers share a PostgreSQL database, and the one that dials is killed, --kills times, with another one taking over.", DefaultValueFactory = _ => 1 };
var seed = new Option<int>("--seed") { Description = "campaign: who is who, and when the server is killed.", DefaultValueFactory = _ => 1 };
var listLag = new Option<double>("--list-lag") { Description = "campaign: by how many seconds the carrier's list of calls lags behind while the server is killed. Both look-ups are made within about 5 s; with more, whoever's call is known by nothing else may be called twice.", DefaultValueFactory = _ => CampaignSuite.UsualLag.TotalSeconds };
var servers = new Option<int>("--servers") { Description = "race: servers that share the provider's account; 2 leave it to the provider alone to keep their callers apart.", DefaultValueFactory = _ => 1 };
var provider = new Option<string?>("--provider") { Description = "calendars, race: only this provider's." };
var seconds = new Option<int>("--seconds") { Description = "Length of each step.", DefaultValueFactory = _ => 60 };
var which = new Argument<string>("which") { Description = "carrier, calendars (Cal.com and Calendly) or all.", DefaultValueFactory = _ => "carrier" };
which.AcceptOnlyFromAmong("carrier", "calendars", "all");
var zone = new Option<string>("--zone") { Description = "Time zone in which the calendars' hosts work.", DefaultValueFactory = _ => "Europe/Berlin" };

var call = new Command("call", "One call to the server, told live; exit code 0 when it is booked.") { text, scenarioName };
call.SetAction(async parsed =>
{
    if (!parsed.GetValue(text) && VoiceIsMissing())
        return 2;
    var all = ScenarioFiles.ReadAll(parsed.GetValue(scenarioFolder)!);
    if (all.FirstOrDefault(each => each.Name == parsed.GetValue(scenarioName)) is not { } scenario)
        return Complain($"There is no scenario '{parsed.GetValue(scenarioName)}'; there are: {string.Join(", ", all.Select(each => each.Name))}");
    if (!scenario.Plays(parsed.GetValue(text)))
        return Complain($"'{scenario.Name}' cannot be played so: {scenario.TextOnly ?? scenario.AudioOnly}");
    await using var bench = await Bench.OpenAsync(Options(parsed), time);
    return await OneCall.RunAsync(bench, scenario, parsed.GetValue(text), parsed.GetValue(folder));
});

var lab = new Command("lab", "A suite of simulated calls; its figure is the last line, exit code 0 when it holds.") { suite, text, spoken, filter, parallel, callCounts, seconds, slots, servers, provider, contacts, kills, openings, nodes, seed, listLag };
lab.SetAction(async parsed =>
{
    var typed = parsed.GetValue(text);
    switch (parsed.GetValue(suite))
    {
        case "load":
            return await LoadAsync(parsed);
        case "calendars":
            return await CalendarsAsync(parsed);
        case "race":
            return await RaceAsync(parsed);
        case "waiting":
            return await WaitingAsync(parsed);
        case "campaign" when VoiceIsMissing():
            return 2;
        case "campaign" when parsed.GetValue(nodes) > 1:
            return await CampaignSuite.RunTakeoverAsync(Options(parsed), parsed.GetValue(nodes), parsed.GetValue(contacts), parsed.GetValue(kills), parsed.GetValue(seed), time);
        case "campaign":
            return await CampaignSuite.RunAsync(Options(parsed), parsed.GetValue(openings), parsed.GetValue(contacts), parsed.GetValue(kills), slots: 12, parsed.GetValue(seed), TimeSpan.FromSeconds(parsed.GetValue(listLag)), time);
        case "minds":
            return await MindsSuite.RunAsync(Options(parsed), ScenarioFiles.ReadAll(parsed.GetValue(scenarioFolder)!), parsed.GetValue(filter) ?? "", AtOnce(parsed, otherwise: 8), parsed.GetValue(folder), time);
        case "hostile":
            return await HostileSuite.RunAsync(Options(parsed), parsed.GetValue(filter) ?? "", AtOnce(parsed, otherwise: 8), parsed.GetValue(folder), time);
    }

    if (parsed.GetValue(suite) is "vendors" or "hosted" or "share" && VoiceIsMissing())
        return 2;
    switch (parsed.GetValue(suite))
    {
        case "vendors" or "hosted":
            return await VendorsSuite.RunAsync(Options(parsed), ScenarioFiles.ReadAll(parsed.GetValue(scenarioFolder)!), die: parsed.GetValue(suite) == "vendors", parsed.GetValue(filter) ?? "", AtOnce(parsed, otherwise: 4), parsed.GetValue(folder), time);
        case "share":
            await using (var hosted = await HostedBench.OpenAsync(Options(parsed), new LoadMind(), ["deepgram"], ["deepgram"], time, PlatformShare.Settings))
                return await new PlatformShare(hosted, time).RunAsync(Steps(parsed, otherwise: "1,10,50,100"), TimeSpan.FromSeconds(parsed.GetValue(seconds)));
    }

    if (parsed.GetValue(suite) == "faults" && typed)
        return Complain("The carrier's faults need audio calls; leave --text out.");
    if (!typed && VoiceIsMissing())
        return 2;
    var faults = parsed.GetValue(suite) == "faults";
    var scenarios = (faults ? FaultSuite.All : ScenarioFiles.ReadAll(parsed.GetValue(scenarioFolder)!))
        .Where(each => each.Name.Contains(parsed.GetValue(filter) ?? "", StringComparison.OrdinalIgnoreCase)).ToList();
    await using var bench = await Bench.OpenAsync(Options(parsed), time);
    return await ScenarioSuite.RunAsync(bench, scenarios, typed, AtOnce(parsed, otherwise: typed ? 8 : 3), parsed.GetValue(folder), faults ? "faults" : "scenarios");
});

var load = new Command("load", "Simultaneous audio calls: percentiles of the server's times, its processor and memory.") { callCounts, seconds };
load.SetAction(LoadAsync);

var standIns = new Command("stand-ins", "The other side alone: the simulated carrier with a page to place calls from, the calendars, or all.") { which, zone };
standIns.SetAction(async parsed =>
{
    if (parsed.GetValue(which) != "calendars" && VoiceIsMissing())
        return 2;
    return await StandInPrograms.RunAsync(parsed.GetValue(which)!, Options(parsed), parsed.GetValue(zone)!, time);
});

var address = new Option<string>("--urls") { Description = "Where the server listens, on a loopback address.", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
var demo = new Command("demo", "The server with the calendars' stand-ins behind it: the whole journey without an account.") { zone, address };
demo.SetAction(parsed => StandInPrograms.DemoAsync(parsed.GetValue(serverDll) ?? ServerProcess.FindBuilt() ?? throw new FileNotFoundException("The built server was not found; name it with --server-dll."), Loopback(parsed.GetValue(address)!), parsed.GetValue(zone)!, time));

using var interrupted = EndAtOnce(PosixSignal.SIGINT, code: 130);
using var terminated = EndAtOnce(PosixSignal.SIGTERM, code: 143);
var root = new RootCommand("CallLab: the other side of the wire.") { call, lab, load, standIns, demo };
foreach (var option in new Option[] { server, apiKey, serverDll, accountSid, authToken, carrierPort, folder, settings, scenarioFolder })
    root.Options.Add(option);
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
catch (Exception plain) when (plain is InvalidDataException or FileNotFoundException or InvalidOperationException or TimeoutException or HttpRequestException)
{
    return Complain(plain.Message);
}

async Task<int> LoadAsync(ParseResult parsed)
{
    if (VoiceIsMissing())
        return 2;
    await using var bench = await Bench.OpenAsync(Options(parsed), time);
    return await new LoadRun(bench, time).RunAsync(Steps(parsed, otherwise: "1,10,50"), TimeSpan.FromSeconds(parsed.GetValue(seconds)));
}

async Task<int> CalendarsAsync(ParseResult parsed)
{
    var typed = !parsed.GetValue(spoken);
    if (!typed && VoiceIsMissing())
        return 2;
    var scenarios = (await CalendarSuite.AllAsync(typed))
        .Where(each => each.Seed.Calendar == (parsed.GetValue(provider) ?? each.Seed.Calendar) && each.Name.Contains(parsed.GetValue(filter) ?? "", StringComparison.OrdinalIgnoreCase)).ToList();
    await using var bench = await Bench.OpenAsync(Options(parsed) with { SignIns = true }, time);
    return await ScenarioSuite.RunAsync(bench, scenarios, typed, AtOnce(parsed, otherwise: typed ? CalendarSuite.AtOnce : 2), parsed.GetValue(folder), "calendars");
}

async Task<int> RaceAsync(ParseResult parsed)
{
    var benches = new List<Bench>();
    try
    {
        for (var number = 0; number < parsed.GetValue(servers); number++)
        {
            var chosen = Options(parsed);
            benches.Add(await Bench.OpenAsync(chosen with { Out = chosen.Out is { } keep ? Path.Combine(keep, $"server-{number + 1}") : null }, time));
        }

        var among = parsed.GetValue(provider) is { } only ? [only] : Practices.Names;
        return await new RaceSuite(benches, time).RunAsync(among, Number(parsed, otherwise: 200), parsed.GetValue(slots));
    }
    finally
    {
        foreach (var bench in benches)
            await bench.DisposeAsync();
    }
}

async Task<int> WaitingAsync(ParseResult parsed)
{
    var typed = parsed.GetValue(text);
    if (!typed && VoiceIsMissing())
        return 2;
    await using var bench = await Bench.OpenAsync(Options(parsed), time);
    return await new WaitingSuite(bench, time).RunAsync(Number(parsed, otherwise: 20), typed, AtOnce(parsed, otherwise: 2), parsed.GetValue(folder));
}

List<int> Steps(ParseResult parsed, string otherwise) => [.. (parsed.GetValue(callCounts) ?? otherwise).Split(',').Select(each => int.Parse(each, System.Globalization.CultureInfo.InvariantCulture))];

int AtOnce(ParseResult parsed, int otherwise) => parsed.GetValue(parallel) is > 0 and var chosen ? chosen : otherwise;

int Number(ParseResult parsed, int otherwise) => parsed.GetValue(callCounts) is { } number ? int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : otherwise;

BenchOptions Options(ParseResult parsed) => new()
{
    Server = parsed.GetValue(server),
    ApiKey = parsed.GetValue(apiKey)!,
    ServerDll = parsed.GetValue(serverDll),
    AccountSid = parsed.GetValue(accountSid),
    AuthToken = parsed.GetValue(authToken),
    CarrierPort = parsed.GetValue(carrierPort),
    Out = parsed.GetValue(folder),
    Settings = (parsed.GetValue(settings) ?? []).Select(each => each.Split('=', 2)).ToDictionary(each => each[0], each => each.ElementAtOrDefault(1) ?? "", StringComparer.Ordinal),
};

// The doors of stand-ins are hosts that take a signal for themselves alone: without this a suite would go on without them. What runs until it is stopped (stand-ins, demo) sees to its end itself.
PosixSignalRegistration? EndAtOnce(PosixSignal signal, int code) => args is ["call" or "lab" or "load", ..] ? PosixSignalRegistration.Create(signal, _ => Environment.Exit(code)) : null;

static Uri Loopback(string address) => Uri.TryCreate(address, UriKind.Absolute, out var url) && url.IsLoopback && url.Scheme == "http"
    ? url
    : throw new InvalidDataException($"--urls is '{address}'; the demonstration listens on this machine only: http://127.0.0.1:PORT.");

static bool VoiceIsMissing()
{
    if (FliteVoice.Missing() is not { } missing)
        return false;
    Complain(missing);
    return true;
}

static int Complain(string message)
{
    Console.Error.WriteLine(message);
    return 2;
}
