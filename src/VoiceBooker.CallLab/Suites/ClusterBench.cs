using System.Security.Cryptography;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.Servers;
using VoiceBooker.CallLab.StandIns.Deepgram;

namespace VoiceBooker.CallLab.Suites;

/// <summary>Several servers on one PostgreSQL database behind one address, a carrier that knows only that address, and hosted ears and a voice for all of them.</summary>
internal sealed class ClusterBench : IAsyncDisposable
{
    private const string Dialled = ": the carrier took the call as ";

    private readonly List<ServerProcess> _servers = [];
    private readonly DeepgramStandIn _speech;
    private readonly PostgresServer _database;
    private Bench? _bench;

    private ClusterBench(PostgresServer database, Balancer balancer, DeepgramStandIn speech) => (_database, Balancer, _speech) = (database, balancer, speech);

    /// <summary>What stands before them.</summary>
    public Balancer Balancer { get; }

    /// <summary>The carrier, and the API of whichever server is asked.</summary>
    public Bench Bench => _bench!;

    /// <summary>The way to their database.</summary>
    public string Database => _database.ConnectionString("postgres", most: 50);

    /// <summary>The servers.</summary>
    public IReadOnlyList<ServerProcess> Servers => _servers;

    /// <summary>Opens all of it; the servers start at the same moment, on a database without a table.</summary>
    /// <param name="count">How many servers.</param>
    /// <param name="options">Where they are built, and where their data and logs go.</param>
    /// <param name="settings">Further settings of each.</param>
    /// <param name="seed">Which request goes to which server.</param>
    /// <param name="realVoice">Whether the voice speaks with words, or hums.</param>
    /// <param name="time">The clock.</param>
    public static async Task<ClusterBench> OpenAsync(int count, BenchOptions options, IReadOnlyDictionary<string, string> settings, int seed, bool realVoice, TimeProvider time)
    {
        var dll = options.ServerDll ?? ServerProcess.FindBuilt() ?? throw new FileNotFoundException("The built server was not found; build it (dotnet build src/VoiceBooker.Server) or name it with --server-dll.");
        var cluster = new ClusterBench(PostgresServer.Start(), await Balancer.OpenAsync(seed), new DeepgramStandIn(time, realVoice));
        try
        {
            await cluster._speech.OpenAsync();
            var (account, key) = (CarrierAccount.New(), RandomNumberGenerator.GetHexString(48, lowercase: true));
            cluster._bench = await Bench.OpenAsync(options with { Server = cluster.Balancer.Address, ApiKey = key, AccountSid = account.Sid, AuthToken = account.AuthToken }, time);
            var shared = cluster.Settings(key);
            foreach (var (name, value) in settings.Concat(options.Settings))
                shared[name] = value;
            cluster._servers.AddRange(await Task.WhenAll(Enumerable.Range(1, count).Select(each =>
            {
                var folder = options.Out is { } keep ? Path.GetFullPath(Path.Combine(keep, $"server-{each}")) : null;
                return ServerProcess.StartAsync(dll, account, cluster.Bench.Carrier.RestBase, folder, shared, time);
            })));
            cluster.Balancer.Serve([.. cluster._servers.Select(server => server.Address)]);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>How many calls each server has asked the carrier for, by its log.</summary>
    public IReadOnlyList<int> CountDialled() => [.. _servers.Select(server =>
    {
        using var file = new FileStream(server.LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var log = new StreamReader(file);
        return log.ReadToEnd().Split('\n').Count(line => line.Contains(Dialled, StringComparison.Ordinal));
    })];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_bench is not null)
            await _bench.DisposeAsync();
        foreach (var server in _servers)
            await server.DisposeAsync();
        await Balancer.DisposeAsync();
        await _speech.DisposeAsync();
        _database.Dispose();
    }

    private Dictionary<string, string> Settings(string key) => new(StringComparer.Ordinal)
    {
        ["Storage:ConnectionString"] = Database,
        ["Carrier:PublicBaseUrl"] = Balancer.Address.GetLeftPart(UriPartial.Authority),
        ["Api:Key"] = key,
        ["Deepgram:Key"] = DeepgramStandIn.Key,
        ["Deepgram:BaseAddress"] = _speech.Base.ToString(),
        ["Deepgram:Listen"] = "Flux",
        ["Speech:Ears:0"] = "deepgram",
        ["Speech:Voices:0"] = "deepgram",
        ["Calls:Record"] = "false",
        ["Booking:ReconcileEvery"] = "00:00:01",
    };
}
