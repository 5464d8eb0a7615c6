using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Providers.Twilio;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Providers.Twilio;

/// <summary>The carrier's REST API as a socket that reads one request after the other, byte for byte, and does what its script says; and our side of it, as the server composes it.</summary>
internal sealed class ScriptedCarrier : IAsyncDisposable
{
    public const string AccountSid = "AC00000000000000000000000000000001";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<Func<Socket, Task>> _script = new();
    private readonly Channel<string> _heard = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _closing = new();
    private readonly ServiceProvider _ours;
    private readonly Task _serving;
    private bool _raw;

    public ScriptedCarrier(params (string Key, string Value)[] settings)
    {
        _listener.Start();
        var told = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Carrier:ApiBaseUrl"] = Address,
            ["Carrier:PublicBaseUrl"] = "https://bot.example.com",
            ["Carrier:PathPrefix"] = "/phone",
            ["Carrier:AccountSid"] = AccountSid,
            ["Carrier:AuthToken"] = "12345",
            ["Carrier:MessagesFrom"] = "+12125550100",
        };
        foreach (var (key, value) in settings)
            told[key] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(told).Build();
        _ours = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock).AddCarrier(configuration).BuildServiceProvider();
        _serving = ServeAsync();
    }

    /// <summary>Our clock.</summary>
    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    /// <summary>Where it listens.</summary>
    public string Address => $"http://{_listener.LocalEndpoint}";

    public IDialer Dialer => _ours.GetRequiredService<IDialer>();

    public IMessenger Messenger => _ours.GetRequiredService<IMessenger>();

    /// <summary>All requests that were understood, head and body as they came.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>The next request as it came.</summary>
    public async Task<string> HeardAsync() => await _heard.Reader.ReadAsync();

    public ScriptedCarrier Answers(int status, string body, string headers = "")
    {
        _script.Enqueue(socket => SendAsync(socket, $"HTTP/1.1 {status} Told\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}Connection: close\r\n\r\n{body}"));
        return this;
    }

    /// <summary>An error in the API's own form.</summary>
    public ScriptedCarrier Refuses(int status, int code, string message = "as told") => Answers(status, $$"""{"code": {{code}}, "message": "{{message}}", "more_info": "https://example.com", "status": {{status}}}""");

    /// <summary>Answers to whatever comes, as one that does not understand it (a plain server to an encrypted greeting).</summary>
    public ScriptedCarrier UnderstandsNothing()
    {
        _raw = true;
        return this;
    }

    /// <summary>Whatever these bytes are.</summary>
    public ScriptedCarrier Writes(string raw)
    {
        _script.Enqueue(socket => SendAsync(socket, raw));
        return this;
    }

    /// <summary>Takes the request and breaks the connection with a reset.</summary>
    public ScriptedCarrier Resets()
    {
        _script.Enqueue(socket =>
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            return Task.CompletedTask;
        });
        return this;
    }

    /// <summary>Takes the request and says nothing until the test is over.</summary>
    public ScriptedCarrier SaysNothing()
    {
        _script.Enqueue(async _ => await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _closing.Token));
        return this;
    }

    /// <summary>Nobody listens any more.</summary>
    public void Leaves() => _listener.Stop();

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _serving;
        await _ours.DisposeAsync();
        _listener.Dispose();
        _closing.Dispose();
    }

    private static async Task SendAsync(Socket socket, string text) => await socket.SendAsync(Encoding.UTF8.GetBytes(text));

    private async Task ServeAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(ServeAsync(await _listener.AcceptSocketAsync(_closing.Token)));
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var _ = socket;
        try
        {
            if (await ReadAsync(socket) is not { } request)
                return;
            lock (Requests)
                Requests.Add(request);
            _heard.Writer.TryWrite(request);
            if (_script.TryDequeue(out var step))
                await step(socket);
        }
        catch (Exception gone) when (gone is OperationCanceledException or SocketException)
        {
            // the other side left, or the test is over
        }
    }

    private async Task<string?> ReadAsync(Socket socket)
    {
        var text = new StringBuilder();
        var buffer = new byte[8192];
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer, _closing.Token);
            if (read == 0)
                return null;
            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
            var so = text.ToString();
            var head = so.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (_raw)
                return so;
            if (head < 0)
                continue;
            var length = so[..head].Split("\r\n").Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Select(line => int.Parse(line.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault();
            if (so.Length >= head + 4 + length)
                return so;
        }
    }
}
