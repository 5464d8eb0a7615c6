using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace VoiceBooker.Server.Tests.Console;

/// <summary>The real server as a process of its own, on a free port of the loopback, in a folder of its own.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private ServerProcess(Process process, Uri address, string folder)
    {
        _process = process;
        Address = address;
        Folder = folder;
    }

    public Uri Address { get; }

    public string Folder { get; }

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>The one-time code it printed; empty when it printed none.</summary>
    public string SetupCode => Code().Match(Output).Groups[1].Value;

    /// <summary>Starts it and waits until it answers. <c>{address}</c> in a setting becomes its own address.</summary>
    public static async Task<ServerProcess> StartAsync(string? folder = null, params string[] settings)
    {
        folder ??= Directory.CreateTempSubdirectory("voicebooker-console-").FullName;
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "VoiceBooker.Server.dll"), "--urls", address.ToString(), .. settings.Select(setting => setting.Replace("{address}", address.ToString().TrimEnd('/'), StringComparison.Ordinal))])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("The server's process did not start.");
        var server = new ServerProcess(process, address, folder);
        process.OutputDataReceived += (_, line) => server.Keep(line.Data);
        process.ErrorDataReceived += (_, line) => server.Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await server.UntilItAnswersAsync();
        return server;
    }

    /// <summary>A plain client of it that follows no redirects and keeps cookies.</summary>
    public HttpClient Client() => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }

    private async Task UntilItAnswersAsync()
    {
        using var client = Client();
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/favicon.svg", UriKind.Relative));
                if (answer.IsSuccessStatusCode && (SetupCode.Length > 0 || File.Exists(Path.Combine(Folder, "owner-made"))))
                    return;
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // It does not listen yet.
            }

            if (_process.HasExited || TimeProvider.System.GetUtcNow() > deadline)
                throw new InvalidOperationException($"The server did not start:\n{Output}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"code\s+((?:[A-Z0-9]{4}-){6}[A-Z0-9]{4})")]
    private static partial Regex Code();
}
