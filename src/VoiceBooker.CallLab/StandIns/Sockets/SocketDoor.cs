using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace VoiceBooker.CallLab.StandIns.Sockets;

/// <summary>How a stand-in of a speech service lets connections in.</summary>
/// <param name="Name">The door's name, as faults use it.</param>
/// <param name="Path">Route of the door.</param>
/// <param name="Refuse">Why a request is refused: status, and a word for the violation list; null: it is let in.</param>
/// <param name="Refusal">How the provider words a refusal: header and body.</param>
/// <param name="Serve">Talks over the socket to its end.</param>
/// <param name="UpgradeLatency">How long the upgrade takes.</param>
internal sealed record SocketRoute(
    string Name,
    string Path,
    Func<HttpContext, (int Status, string Why)?> Refuse,
    Func<HttpContext, int, string, Task> Refusal,
    Func<HttpContext, StandInSocket, Task> Serve,
    Func<TimeSpan> UpgradeLatency);

/// <summary>A loopback port behind which sockets are served; knows them all, so that all can be torn at once.</summary>
internal sealed class SocketDoor(TimeProvider time, SocketFaults faults, AddedLatencies added) : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<StandInSocket, byte> _open = new();
    private readonly ConcurrentQueue<string> _violations = new();
    private WebApplication? _door;
    private int _connections;
    private int _refused;

    /// <summary>Where it is, for a client's configuration: http.</summary>
    public Uri Base { get; private set; } = new("http://127.0.0.1/");

    /// <summary>What clients did against the contract, oldest first. No credential stands in it.</summary>
    public IReadOnlyList<string> Violations => [.. _violations];

    /// <summary>Connections let in so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Upgrades refused so far.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Connections that stand now.</summary>
    public int Open => _open.Count;

    /// <summary>Notes that a client went against the contract.</summary>
    public void Violated(string what) => _violations.Enqueue(what);

    /// <summary>Breaks all connections now.</summary>
    public void TearAll()
    {
        foreach (var socket in _open.Keys)
            socket.Tear();
    }

    /// <summary>Opens it on a loopback port; 0: a free one.</summary>
    public async Task OpenAsync(int port, IReadOnlyList<SocketRoute> routes)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        _door = builder.Build();
        _door.UseWebSockets();
        foreach (var route in routes)
            _door.MapGet(route.Path, http => LetInAsync(http, route));
        await _door.StartAsync();
        Base = new Uri(_door.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        TearAll();
        if (_door is not null)
            await _door.DisposeAsync();
        _closing.Dispose();
    }

    private async Task LetInAsync(HttpContext http, SocketRoute route)
    {
        var fault = faults.Take(route.Name);
        try
        {
            if (fault is { Kind: SocketFaultKind.RefuseUpgrade })
            {
                await RefuseAsync(http, route, fault.Status, "on demand");
                return;
            }

            var refused = http.WebSockets.IsWebSocketRequest ? route.Refuse(http) : (426, "no WebSocket request");
            if (refused is var (status, why))
            {
                Violated($"{route.Name}: {why}");
                await RefuseAsync(http, route, status, why);
                return;
            }

            var latency = route.UpgradeLatency() + (fault is { Kind: SocketFaultKind.SlowUpgrade } ? fault.After : TimeSpan.Zero);
            if (latency > TimeSpan.Zero)
                await Task.Delay(latency, time, _closing.Token);
            added.Add(new AddedLatency(time.GetTimestamp(), "upgrade", TimeSpan.Zero, latency));
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            http.Abort();
            return;
        }

        using var accepted = await http.WebSockets.AcceptWebSocketAsync();
        Interlocked.Increment(ref _connections);
        await using var socket = new StandInSocket(accepted, http, fault, time, added, _closing.Token);
        _open[socket] = 0;
        try
        {
            await route.Serve(http, socket);
        }
        finally
        {
            _open.TryRemove(socket, out _);
        }
    }

    private Task RefuseAsync(HttpContext http, SocketRoute route, int status, string why)
    {
        Interlocked.Increment(ref _refused);
        return route.Refusal(http, status, why);
    }
}
