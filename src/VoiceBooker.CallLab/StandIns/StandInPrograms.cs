using System.Runtime.InteropServices;
using VoiceBooker.CallLab.StandIns.CalCom;
using VoiceBooker.CallLab.StandIns.Calendly;
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
          Settings for the server:
            CalCom__BaseAddress={calcom}v2
            CalCom__AuthorizeAddress={calcom}auth/oauth2/authorize
            CalCom__ClientId={CalComSeed.PublicClient}
            "CalCom__Marks=stand-in, not Cal.com"
        Stand-in of Calendly: {calendly}
          Personal access token {CalendlySeed.Token}
          Settings for the server:
            Calendly__BaseAddress={calendly.GetLeftPart(UriPartial.Authority)}
            Calendly__AuthAddress={calendly.GetLeftPart(UriPartial.Authority)}
            Calendly__ClientId={CalendlySeed.ClientId}
            Calendly__ClientSecret={CalendlySeed.ClientSecret}
            Calendly__WebhookSigningKey={CalendlySeed.SigningKey}
            "Calendly__Marks=stand-in, not Calendly"
        Put them before ./run.sh (env CalCom__BaseAddress=… ./run.sh serve), or into appsettings.local.json; then connect on the console's page Connections.
        Stop with Ctrl+C.
        """;
}
