using System.Diagnostics;
using System.Runtime.InteropServices;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.Servers;
using VoiceBooker.CallLab.StandIns.CalCom;
using VoiceBooker.CallLab.StandIns.Calendly;
using VoiceBooker.CallLab.StandIns.Speech;
using VoiceBooker.CallLab.Suites;

namespace VoiceBooker.CallLab.StandIns;

/// <summary>The stand-ins as programs of their own: the carrier, the calendars, or all, until they are stopped.</summary>
internal static class StandInPrograms
{
    /// <summary>Port of Cal.com's stand-in.</summary>
    public const int CalComPort = 5091;

    /// <summary>Port of Calendly's.</summary>
    public const int CalendlyPort = 5092;

    /// <summary>Runs "carrier", "calendars" or "all"; the calendars' hosts work in <paramref name="zone"/>.</summary>
    public static async Task<int> RunAsync(string which, BenchOptions options, string zone, TimeProvider time)
    {
        if (NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
            throw new InvalidDataException($"'{zone}' is not a time zone; say one like Europe/Berlin.");
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ConsoleCancelEventHandler pressed = (_, key) =>
        {
            key.Cancel = true;
            stopping.TrySetResult();
        };
        Console.CancelKeyPress += pressed;
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stopping.TrySetResult();
        });
        try
        {
            var running = new List<Task>();
            if (which is "calendars" or "all")
                running.Add(CalendarsAsync(zone, time, stopping.Task));
            if (which is "carrier" or "all")
                running.Add(CarrierStandIn.RunAsync(options, time, stopping.Task));
            await Task.WhenAny(running); // one that cannot open its door ends all
            stopping.TrySetResult();
            await Task.WhenAll(running);
            return 0;
        }
        catch (IOException taken)
        {
            throw new InvalidOperationException(taken.Message, taken);
        }
        finally
        {
            Console.CancelKeyPress -= pressed;
        }
    }

    private static async Task CalendarsAsync(string zone, TimeProvider time, Task stopping)
    {
        await using var calcom = new CalComStandIn(time);
        await using var calendly = new CalendlyStandIn(time);
        calcom.Seed(zone);
        calendly.Seed(zone);
        await calcom.OpenAsync(CalComPort);
        await calendly.OpenAsync(CalendlyPort);
        Console.WriteLine(Told(calcom.Base, calendly.Base));
        await stopping;
    }

    private static string Told(Uri calcom, Uri calendly) => $"""
        Stand-in of Cal.com: {calcom}  (open it in a browser: accounts, event types, bookings)
          API key {CalComSeed.Key}
        Stand-in of Calendly: {calendly}
          Personal access token {CalendlySeed.Token}
        Settings for the server:
        {string.Join(Environment.NewLine, Settings(calcom, calendly).Select(each => $"  \"{each.Key.Replace(":", "__", StringComparison.Ordinal)}={each.Value}\""))}
        Put them before ./run.sh (env "CalCom__BaseAddress=…" ./run.sh serve), or into appsettings.local.json; then connect on the console's page Connections. ./run.sh demo does it all at once.
        Stop with Ctrl+C.
        """;

    /// <summary>What points a server at the stand-ins.</summary>
    private static Dictionary<string, string> Settings(Uri calcom, Uri calendly) => new(StringComparer.Ordinal)
    {
        ["CalCom:BaseAddress"] = $"{calcom}v2",
        ["CalCom:AuthorizeAddress"] = $"{calcom}auth/oauth2/authorize",
        ["CalCom:ClientId"] = CalComSeed.PublicClient,
        ["CalCom:Marks"] = "stand-in, not Cal.com",
        ["Calendly:BaseAddress"] = calendly.GetLeftPart(UriPartial.Authority),
        ["Calendly:AuthAddress"] = calendly.GetLeftPart(UriPartial.Authority),
        ["Calendly:ClientId"] = CalendlySeed.ClientId,
        ["Calendly:ClientSecret"] = CalendlySeed.ClientSecret,
        ["Calendly:WebhookSigningKey"] = CalendlySeed.SigningKey,
        ["Calendly:Marks"] = "stand-in, not Calendly",
    };

    /// <summary>The server with both calendars' stand-ins behind it: the whole journey without an account. Ends when either ends.</summary>
    public static async Task<int> DemoAsync(string serverDll, Uri address, string zone, TimeProvider time)
    {
        await using var calcom = new CalComStandIn(time);
        await using var calendly = new CalendlyStandIn(time);
        calcom.Seed(zone);
        calendly.Seed(zone);
        await calcom.OpenAsync(CalComPort);
        await calendly.OpenAsync(CalendlyPort);
        await using var carrier = new SimulatedCarrier(CarrierAccount.New(), time) { Announcer = new PracticeVoice(real: true) };
        var key = System.Security.Cryptography.RandomNumberGenerator.GetHexString(48, lowercase: true);
        using var api = new ServerApi(address, key);
        await CarrierStandIn.OpenAsync(carrier, CarrierStandIn.Port, address, api, [], time);
        Console.WriteLine($"""
            A demonstration: the server below talks to stand-ins on this machine, not to Cal.com, Calendly or a carrier.
              Calls and campaigns that it makes reach nobody but simulated people, whose manner is told by the last two digits of their number: {carrier.RestBase}
              On its page Connections connect Cal.com with the key {CalComSeed.Key}, or Calendly with the token {CalendlySeed.Token} (or sign in: the stand-ins have the page for it),
              then make a booking event, and talk to the assistant on the page Talk. What stands in the calendars: {calcom.Base} and {calendly.Base}
            """);

        var start = new ProcessStartInfo("dotnet", [serverDll, "--urls", address.GetLeftPart(UriPartial.Authority)]) { UseShellExecute = false };
        foreach (var (name, value) in Settings(calcom.Base, calendly.Base))
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        foreach (var (name, value) in new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Carrier__AccountSid"] = carrier.Account.Sid,
            ["Carrier__AuthToken"] = carrier.Account.AuthToken,
            ["Carrier__ApiBaseUrl"] = carrier.RestBase.GetLeftPart(UriPartial.Authority),
            ["Api__Key"] = key,
            ["Reception__BusinessName"] = "Harbour Dental",
            ["Dialling__Countries"] = "*", // simulated people live anywhere, and whoever tries it may do so at night
            ["Dialling__EarliestHour"] = "00:00:00",
            ["Dialling__LatestHour"] = "1.00:00:00",
        })
        {
            start.Environment[name] = value;
        }

        // So that the stand-ins can tell the server what a host changed.
        start.Environment["Carrier__PublicBaseUrl"] = address.GetLeftPart(UriPartial.Authority);
        start.Environment["Carrier__AllowInsecureSocket"] = "true";

        using var server = Process.Start(start) ?? throw new InvalidOperationException("The server could not be started.");
        ConsoleCancelEventHandler leaveItToTheServer = (_, key) => key.Cancel = true; // Ctrl+C reaches the server, too; its end is ours
        Console.CancelKeyPress += leaveItToTheServer;
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            using var kill = Process.Start("kill", ["-TERM", $"{server.Id}"]);
        });
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (!server.HasExited)
                server.Kill(entireProcessTree: true); // whatever ends us, nothing is left behind
        };
        await server.WaitForExitAsync();
        Console.CancelKeyPress -= leaveItToTheServer;
        return server.ExitCode;
    }
}
