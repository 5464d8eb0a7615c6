using System.Globalization;
using VoiceBooker.CallLab.Audio;
using VoiceBooker.CallLab.Carrier;
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
        </ul></body></html>
        """;

    /// <summary>Runs until <paramref name="stopping"/>.</summary>
    public static async Task RunAsync(BenchOptions options, TimeProvider time, Task stopping)
    {
        var account = options is { AccountSid: { } sid, AuthToken: { } token } ? new CarrierAccount(sid, token) : CarrierAccount.New();
        await using var carrier = new SimulatedCarrier(account, time);
        var running = new List<Task>();
        await carrier.OpenAsync(options.CarrierPort is 0 ? 5090 : options.CarrierPort, door => Map(door, carrier, options.Server, running, time));
        Console.WriteLine($"""
            The simulated carrier is at {carrier.RestBase}  (open it in a browser for help)
            Settings for the server:
              Carrier__AccountSid={account.Sid}
              Carrier__AuthToken={account.AuthToken}
              Carrier__ApiBaseUrl={carrier.RestBase.GetLeftPart(UriPartial.Authority)}
              Carrier__AllowInsecureSocket=true
            Stop it with Ctrl+C.
            """);
        await stopping;
        foreach (var call in carrier.Calls.Values)
            call.Handset.HangUp();
        await Task.WhenAll(running);
    }

    private static void Map(WebApplication door, SimulatedCarrier carrier, Uri? server, List<Task> running, TimeProvider time)
    {
        door.MapGet("/", () => Results.Content(Page, "text/html; charset=utf-8"));
        door.MapGet("/calls", () => carrier.Calls.Values.Select(each => new { each.Sid, each.Status, each.Steps, notices = each.Notices.Entries }));
        door.MapPost("/calls", (string to, string? from, [Microsoft.AspNetCore.Mvc.FromQuery(Name = "server")] string? at) =>
        {
            to = Plus(to);
            if ((at is null ? server : new Uri(at)) is not { } address)
                return Results.BadRequest("Which server? Give server=http://127.0.0.1:… here or --server at the start.");
            carrier.Numbers[to] = new NumberSettings(new Uri(address, "carrier/voice"), new Uri(address, "carrier/fallback"), new Uri(address, "carrier/status"));
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
