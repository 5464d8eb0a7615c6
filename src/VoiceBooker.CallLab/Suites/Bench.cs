using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.Servers;

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

    /// <summary>Further settings of a server we start.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>A carrier and a server, wired to each other.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private Bench(SimulatedCarrier carrier, ServerProcess? process, ServerApi api, TimeProvider time)
    {
        Carrier = carrier;
        Process = process;
        Api = api;
        Scenarios = new ScenarioRun(api, carrier, time);
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
        var carrier = new SimulatedCarrier(account, time);
        try
        {
            await carrier.OpenAsync(options.CarrierPort);
            if (options.Server is { } running)
                return new Bench(carrier, null, new ServerApi(running, options.ApiKey), time);

            var dll = options.ServerDll ?? ServerProcess.FindBuilt()
                ?? throw new FileNotFoundException("The built server was not found; build it (dotnet build src/VoiceBooker.Server) or name it with --server-dll.");
            var process = await ServerProcess.StartAsync(dll, account, carrier.RestBase, options.Out is { } folder ? Path.GetFullPath(folder) : null, options.Settings, time);
            return new Bench(carrier, process, new ServerApi(process.Address, process.ApiKey), time);
        }
        catch
        {
            await carrier.DisposeAsync();
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
    }
}
