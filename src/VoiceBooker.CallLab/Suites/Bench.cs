using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.Servers;
using VoiceBooker.CallLab.StandIns;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.Suites;

/// <summary>Where the server under test is: one that we start, or one that runs already.</summary>
internal sealed record BenchOptions
{
    /// <summary>A running server; null: one is started.</summary>
    public Uri? Server { get; init; }

    /// <summary>Key of the running server's API.</summary>
    public string ApiKey { get; init; } = "";

    /// <summary>The built server; null: found beside this program.</summary>
    public string? ServerDll { get; init; }

    /// <summary>The account that a running server believes.</summary>
    public string? AccountSid { get; init; }

    /// <summary>Its auth token.</summary>
    public string? AuthToken { get; init; }

    /// <summary>Port of the carrier's REST door; 0: a free one.</summary>
    public int CarrierPort { get; init; }

    /// <summary>Folder for recordings, stories and the server's data and log; null: nothing is kept.</summary>
    public string? Out { get; init; }

    /// <summary>File to which the carrier writes what was asked for over REST; null: it is kept in memory only.</summary>
    public string? CarrierLog { get; init; }

    /// <summary>Owners of accounts can sign in at stand-ins of the calendar providers (a server we start).</summary>
    public bool SignIns { get; init; }

    /// <summary>Further settings of a server we start.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>A carrier and a server, wired to each other.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly Dictionary<string, ICalendarPractice> _signIns;

    private Bench(SimulatedCarrier carrier, ServerProcess? process, ServerApi api, Dictionary<string, ICalendarPractice> signIns, TimeProvider time)
    {
        Carrier = carrier;
        Process = process;
        Api = api;
        _signIns = signIns;
        Scenarios = new ScenarioRun(api, carrier, signIns, time);
    }

    /// <summary>The telephone network.</summary>
    public SimulatedCarrier Carrier { get; }

    /// <summary>The server when we started it.</summary>
    public ServerProcess? Process { get; }

    /// <summary>The server's API.</summary>
    public ServerApi Api { get; }

    /// <summary>Plays scenarios here.</summary>
    public ScenarioRun Scenarios { get; }

    /// <summary>Opens the carrier and finds or starts the server.</summary>
    public static async Task<Bench> OpenAsync(BenchOptions options, TimeProvider time)
    {
        var account = options is { AccountSid: { } sid, AuthToken: { } token } ? new CarrierAccount(sid, token) : CarrierAccount.New();
        var carrier = new SimulatedCarrier(account, time, new CarrierLog(time, options.CarrierLog));
        var signIns = new Dictionary<string, ICalendarPractice>(StringComparer.Ordinal);
        try
        {
            await carrier.OpenAsync(options.CarrierPort);
            if (options.Server is { } running)
                return new Bench(carrier, null, new ServerApi(running, options.ApiKey), signIns, time);

            var dll = options.ServerDll ?? ServerProcess.FindBuilt()
                ?? throw new FileNotFoundException("The built server was not found; build it (dotnet build src/VoiceBooker.Server) or name it with --server-dll.");
            var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Booking:ReconcileEvery"] = "00:00:01" };
            if (options.SignIns)
            {
                foreach (var provider in Practices.Names)
                {
                    signIns[provider] = await Practices.OpenAsync(provider, time);
                    foreach (var (name, value) in signIns[provider].SignInSettings)
                        settings[name] = value;
                }
            }

            foreach (var (name, value) in options.Settings)
                settings[name] = value;
            var process = await ServerProcess.StartAsync(dll, account, carrier.RestBase, options.Out is { } folder ? Path.GetFullPath(folder) : null, settings, time);
            return new Bench(carrier, process, new ServerApi(process.Address, process.ApiKey), signIns, time);
        }
        catch
        {
            await carrier.DisposeAsync();
            foreach (var practice in signIns.Values)
                await practice.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Carrier.DisposeAsync();
        if (Process is not null)
            await Process.DisposeAsync();
        foreach (var practice in _signIns.Values)
            await practice.DisposeAsync();
    }
}
