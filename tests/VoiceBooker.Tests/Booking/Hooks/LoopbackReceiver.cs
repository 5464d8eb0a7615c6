using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace VoiceBooker.Tests.Booking.Hooks;

/// <summary>A system of the owner's on the loopback: keeps what it is told and answers as it is set to.</summary>
internal sealed class LoopbackReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _accepting;

    private LoopbackReceiver()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Prefixes.Add($"http://localhost:{Port}/");
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public static LoopbackReceiver Open() => new();

    public string Url => $"http://127.0.0.1:{Port}/hooks";

    /// <summary>What it answers, in order; then 204. Zero: nothing, ever.</summary>
    public ConcurrentQueue<int> Answers { get; } = new();

    public ConcurrentQueue<(IReadOnlyDictionary<string, string> Headers, string Body)> Told { get; } = new();

    public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                var body = await reader.ReadToEndAsync();
                Told.Enqueue((context.Request.Headers.AllKeys.ToDictionary(key => key!, key => context.Request.Headers[key]!, StringComparer.OrdinalIgnoreCase), body));
                Asked.TrySetResult();
                var status = Answers.TryDequeue(out var wanted) ? wanted : 204;
                if (status == 0)
                    continue;
                context.Response.StatusCode = status;
                if (status is 301 or 302 or 307)
                    context.Response.RedirectLocation = $"http://127.0.0.1:{Port}/elsewhere";
                context.Response.Close();
            }
            catch (Exception over) when (over is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }
}
