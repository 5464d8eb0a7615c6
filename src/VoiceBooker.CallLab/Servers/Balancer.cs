using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Yarp.ReverseProxy.Forwarder;

namespace VoiceBooker.CallLab.Servers;

/// <summary>
/// One address before several servers: each request, and each media socket, goes to another of those that answer, so that no two requests of one call need meet the same server. One that cannot be connected to, or says that it is
/// full (503), is passed over, as the usual balancers do.
/// </summary>
internal sealed class Balancer : IAsyncDisposable
{
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None, ConnectTimeout = TimeSpan.FromSeconds(2) });
    private readonly WebApplication _door;
    private readonly IHttpForwarder _forwarder;
    private readonly Lock _choosing = new();
    private readonly Random _chance;
    private volatile Uri[] _servers = [];

    private Balancer(WebApplication door, int seed) => (_door, _forwarder, _chance) = (door, door.Services.GetRequiredService<IHttpForwarder>(), new Random(seed));

    /// <summary>The address of all of them.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Which server a request is tried at first, by its number in <see cref="Serve"/>; null: by chance.</summary>
    public Func<HttpRequest, int?> First { get; set; } = _ => null;

    /// <summary>Opens it on a free loopback port; nobody stands behind it yet.</summary>
    /// <param name="seed">Which request goes where.</param>
    public static async Task<Balancer> OpenAsync(int seed)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddHttpForwarder();
        var door = builder.Build();
        var balancer = new Balancer(door, seed);
        door.UseWebSockets();
        door.Map("/{**all}", (RequestDelegate)balancer.PassOnAsync);
        await door.StartAsync();
        balancer.Address = new Uri(door.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return balancer;
    }

    /// <summary>Who stands behind it, from now on.</summary>
    public void Serve(params Uri[] servers) => _servers = servers;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _door.DisposeAsync();
        _client.Dispose();
    }

    private async Task PassOnAsync(HttpContext context)
    {
        context.Request.EnableBuffering(); // it may have to be sent once more
        foreach (var server in InTurn(context.Request))
        {
            if (!await IsThereAsync(server, context.RequestAborted))
                continue;
            context.Response.Clear();
            context.Request.Body.Position = 0;
            var passed = new PassedOn();
            var error = await _forwarder.SendAsync(context, server.GetLeftPart(UriPartial.Authority), _client, ForwarderRequestConfig.Empty, passed);
            if (error != ForwarderError.None || !passed.IsFull || context.Response.HasStarted)
                return;
        }

        if (!context.Response.HasStarted)
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
    }

    private Uri[] InTurn(HttpRequest request)
    {
        var servers = _servers;
        if (servers.Length == 0)
            return servers;
        int first;
        lock (_choosing)
            first = First(request) ?? _chance.Next(servers.Length);
        return [.. servers.Skip(first), .. servers.Take(first)];
    }

    private static async Task<bool> IsThereAsync(Uri server, CancellationToken cancel)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, server.Port, cancel);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Passes a request on under the address that was asked for, and its answer, unless that says that the server is full.</summary>
    private sealed class PassedOn : HttpTransformer
    {
        public bool IsFull { get; private set; }

        public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.Headers.Host = httpContext.Request.Host.ToUriComponent();
        }

        public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
        {
            IsFull = proxyResponse?.StatusCode == HttpStatusCode.ServiceUnavailable && httpContext.WebSockets.IsWebSocketRequest;
            await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
            return !IsFull;
        }
    }
}
