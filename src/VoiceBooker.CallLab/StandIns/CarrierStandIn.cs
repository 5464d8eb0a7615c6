using System.Globalization;
using VoiceBooker.CallLab.Audio;
using VoiceBooker.CallLab.Called;
using VoiceBooker.CallLab.Campaigns;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.Servers;
using VoiceBooker.CallLab.StandIns.Speech;
using VoiceBooker.CallLab.Suites;

namespace VoiceBooker.CallLab.StandIns;

/// <summary>The simulated carrier alone, with a page and a small API to place calls from: for a server that somebody else runs.</summary>
internal static class CarrierStandIn
{
    private const string Page = """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>CallLab carrier</title>
        <body style="font:16px/1.5 system-ui;max-width:46rem;margin:3rem auto;padding:0 1rem">
        <h1>The simulated carrier</h1>
        <p>Point your server at it: <code>Carrier:AccountSid</code>, <code>Carrier:AuthToken</code> and <code>Carrier:ApiBaseUrl</code> as printed where this was started, <code>Carrier:AllowInsecureSocket=true</code>.</p>
        <ul>
        <li><code>POST /calls?to=+12125550100&amp;server=http://127.0.0.1:5080</code> a call to that number (its voice URL is <code>/carrier/voice</code> of the server); answers the call's SID</li>
        <li><code>POST /calls/CA…/say?text=tomorrow+at+ten&amp;voice=rms</code> the caller says something</li>
        <li><code>POST /calls/CA…/press?digits=1</code> presses keys</li>
        <li><code>POST /calls/CA…/hang-up</code> hangs up</li>
        <li><code>GET /calls</code> all calls; <code>GET /calls/CA….wav</code> what was said and played</li>
        </ul>
        <h2>People who are called</h2>
        <p>Calls and campaigns that your server makes (<code>POST …/Calls.json</code>) from <code>+12125550100</code> reach somebody whose manner is told by the last two digits of the number, whatever stands before them (<code>+141555501NN</code>):</p>
        <table cellpadding="4">ENDINGS</table>
        <p>A person who books answers by voice when this program knows the server's API (<code>--server</code> and <code>--api-key</code>); otherwise they press 1 whenever the other side pauses.</p>
        <ul>
        <li><code>POST /people?number=+14155550150&amp;like=03</code> this number behaves like one that ends in 03</li>
        <li><code>POST /pace?perSecond=1</code> so many calls leave the account's queue in a second (1)</li>
        <li><code>GET /log</code> what was asked for over REST and what came of it; also what went against the carrier's contract</li>
        <li><code>GET /texts</code> text messages; <code>POST /texts?from=+14155550150&amp;to=+12125550100&amp;body=STOP</code> somebody sends one (to <code>/carrier/message</code> of the server)</li>
        <li><code>POST /texts/fate?number=+14155550150&amp;ends=undelivered&amp;code=30006&amp;lateMs=5000&amp;copies=2&amp;outOfOrder=true&amp;loses=sent</code> what becomes of messages to that number, and how it is told: <code>ends</code> is delivered, undelivered, failed or sent (the network tells no more); <code>loses</code> names the reports that are lost (<code>*</code>: all)</li>
        </ul></body></html>
        """;

    /// <summary>The number that a server may show when it calls.</summary>
    public const string Number = "+12125550100";

    /// <summary>Port of its door unless another is named.</summary>
    public const int Port = 5090;

    /// <summary>Opens the carrier's door with the page, and lets people be called.</summary>
    /// <param name="carrier">The carrier.</param>
    /// <param name="port">Where.</param>
    /// <param name="server">The server whose numbers these are; null: <c>http://127.0.0.1:5080</c> until a call names another.</param>
    /// <param name="api">Its API, for people who book by voice; null: they press 1.</param>
    /// <param name="running">Calls that are placed from the page.</param>
    /// <param name="time">The clock.</param>
    public static async Task OpenAsync(SimulatedCarrier carrier, int port, Uri? server, ServerApi? api, List<Task> running, TimeProvider time)
    {
        carrier.Numbers[Number] = Settings(server ?? new Uri("http://127.0.0.1:5080"));
        if (api is not null)
        {
            var people = new PeopleWhoBook(carrier, api, time);
            carrier.Otherwise = number => NumberScripts.ByEnding(number, people.Next(new Scenario { Name = "books", Expect = new Expectation { Bookings = [new ExpectedBooking()] } }, CampaignSeeding.Now(time)));
        }

        await carrier.OpenAsync(port, door => Map(door, carrier, server, running, time));
    }

    private static NumberSettings Settings(Uri server) =>
        new(new Uri(server, "carrier/voice"), new Uri(server, "carrier/fallback"), new Uri(server, "carrier/status")) { SmsUrl = new Uri(server, "carrier/message") };

    /// <summary>Runs until <paramref name="stopping"/>.</summary>
    public static async Task RunAsync(BenchOptions options, TimeProvider time, Task stopping)
    {
        var account = options is { AccountSid: { } sid, AuthToken: { } token } ? new CarrierAccount(sid, token) : CarrierAccount.New();
        await using var carrier = new SimulatedCarrier(account, time) { Announcer = new PracticeVoice(real: true) };
        using var api = options.Server is { } known && options.ApiKey.Length > 0 ? new ServerApi(known, options.ApiKey) : null;
        var running = new List<Task>();
        await OpenAsync(carrier, options.CarrierPort is 0 ? Port : options.CarrierPort, options.Server, api, running, time);
        Console.WriteLine($"""
            The simulated carrier is at {carrier.RestBase}  (open it in a browser for help)
            Settings for the server:
              Carrier__AccountSid={account.Sid}
              Carrier__AuthToken={account.AuthToken}
              Carrier__ApiBaseUrl={carrier.RestBase.GetLeftPart(UriPartial.Authority)}
              Carrier__AllowInsecureSocket=true
              Dialling__Countries=*  Dialling__EarliestHour=00:00:00  Dialling__LatestHour=1.00:00:00  (simulated people live anywhere and never sleep)
            Stop it with Ctrl+C.
            """);
        await stopping;
        foreach (var call in carrier.Calls.Values)
            call.Handset.HangUp();
        await Task.WhenAll(running);
    }

    private static void Map(WebApplication door, SimulatedCarrier carrier, Uri? server, List<Task> running, TimeProvider time)
    {
        door.MapGet("/", () => Results.Content(Page.Replace("ENDINGS", string.Concat(NumberScripts.Told.Select(each => $"<tr><td>…{each.Ending}</td><td>{each.Meaning}</td></tr>")), StringComparison.Ordinal), "text/html; charset=utf-8"));
        door.MapGet("/calls", () => carrier.Calls.Values.Select(each => new { each.Sid, each.Status, each.Steps, notices = each.Notices.Entries }));
        door.MapPost("/calls", (string to, string? from, [Microsoft.AspNetCore.Mvc.FromQuery(Name = "server")] string? at) =>
        {
            to = Plus(to);
            if ((at is null ? server : new Uri(at)) is not { } address)
                return Results.BadRequest("Which server? Give server=http://127.0.0.1:… here or --server at the start.");
            carrier.Numbers[to] = Settings(address);
            var call = carrier.Dial(new Handset(time), from is null ? "+14155550123" : Plus(from), to);
            running.Add(call.RunAsync());
            return Results.Created($"/calls/{call.Sid}", new { call.Sid });
        });
        door.MapPost("/calls/{sid}/say", async (string sid, string text, string? voice) =>
        {
            if (!carrier.Calls.TryGetValue(sid, out var call))
                return Results.NotFound();
            await call.Handset.SayAsync(new CallerVoice(voice ?? "rms", 0).Speak(text), text);
            return Results.NoContent();
        });
        door.MapPost("/people", (string number, string like) =>
        {
            carrier.Scripts[Plus(number)] = carrier.Otherwise($"{Plus(number)}{like}");
            return Results.NoContent();
        });
        door.MapPost("/pace", (double perSecond) =>
        {
            if (perSecond is not (> 0 and <= 1000))
                return Results.BadRequest("perSecond must be more than 0 and at most 1000.");
            carrier.Queue.CallsPerSecond = perSecond;
            return Results.NoContent();
        });
        door.MapGet("/log", () => carrier.Log.Entries);
        door.MapGet("/texts", () => carrier.Messages.All.Select(each => new { each.Sid, each.Direction, each.From, each.To, each.Body, each.Status, each.ErrorCode, each.At }));
        door.MapPost("/texts", async (string from, string to, string body) => Results.Ok(new { answered = await carrier.Messages.SendAsync(Plus(from), Plus(to), body) }));
        door.MapPost("/texts/fate", (string number, string? ends, int? code, int? lateMs, int? copies, bool? outOfOrder, string? loses) =>
        {
            if (!TextFate.MayEnd(ends ?? "delivered"))
                return Results.BadRequest("ends must be delivered, undelivered, failed or sent.");
            carrier.Messages.Fates[Plus(number)] = new TextFate
            {
                Ends = ends ?? "delivered",
                Code = code ?? 0,
                Late = TimeSpan.FromMilliseconds(lateMs ?? 0),
                Copies = copies ?? 1,
                OutOfOrder = outOfOrder ?? false,
                Loses = (loses ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            };
            return Results.NoContent();
        });
        door.MapPost("/calls/{sid}/press", (string sid, string digits) => With(sid, call => call.Handset.Press(digits)));
        door.MapPost("/calls/{sid}/hang-up", (string sid) => With(sid, call => call.Handset.HangUp()));
        door.MapGet("/calls/{sid}.wav", (string sid) => carrier.Calls.TryGetValue(sid, out var call) ? Results.Bytes(call.Handset.Recording(), "audio/wav") : Results.NotFound());

        IResult With(string sid, Action<SimulatedCall> act)
        {
            if (!carrier.Calls.TryGetValue(sid, out var call))
                return Results.NotFound();
            act(call);
            return Results.NoContent();
        }

        static string Plus(string number) => string.Create(CultureInfo.InvariantCulture, $"+{number.Trim().TrimStart('+')}");
    }
}
