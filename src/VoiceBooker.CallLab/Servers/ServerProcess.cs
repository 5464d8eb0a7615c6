using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using VoiceBooker.CallLab.Carrier;

namespace VoiceBooker.CallLab.Servers;

/// <summary>The server under test as a process of its own: a free loopback port, a temporary data folder, keys of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly ProcessStartInfo _start;
    private readonly string _folder;
    private readonly bool _keep;
    private readonly StreamWriter _log;
    private Process _process;

    private ServerProcess(ProcessStartInfo start, Uri address, string apiKey, string folder, bool keep, StreamWriter log)
    {
        _start = start;
        Address = address;
        ApiKey = apiKey;
        _folder = folder;
        _keep = keep;
        _log = log;
        _process = Begin();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>The key of its API.</summary>
    public string ApiKey { get; }

    /// <summary>Its log.</summary>
    public string LogPath => Path.Combine(_folder, "server.log");

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Memory in use (resident), bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Finds the built server beside this program.</summary>
    public static string? FindBuilt()
    {
        var parts = AppContext.BaseDirectory.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        var configuration = parts.Contains("Release", StringComparer.Ordinal) ? "Release" : "Debug";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var dll = Path.Combine(folder.FullName, "src", "VoiceBooker.Server", "bin", configuration, "net10.0", "VoiceBooker.Server.dll");
            if (File.Exists(dll))
                return dll;
        }

        return null;
    }

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="dll">The built server.</param>
    /// <param name="carrier">Whose webhooks it is to believe.</param>
    /// <param name="restBase">The carrier's REST door.</param>
    /// <param name="folder">Where data and log go; null: a temporary folder that is deleted afterwards.</param>
    /// <param name="more">Further settings, by configuration key with <c>:</c>.</param>
    /// <param name="time">The clock for waiting.</param>
    public static async Task<ServerProcess> StartAsync(string dll, CarrierAccount carrier, Uri restBase, string? folder, IReadOnlyDictionary<string, string> more, TimeProvider time)
    {
        var keep = folder is not null;
        folder ??= Path.Combine(Path.GetTempPath(), $"calllab-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
        Directory.CreateDirectory(folder);
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var key = RandomNumberGenerator.GetHexString(48, lowercase: true);
        var start = new ProcessStartInfo("dotnet", [Path.GetFullPath(dll)])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        Dictionary<string, string> settings = new(StringComparer.Ordinal)
        {
            ["Carrier:AccountSid"] = carrier.Sid,
            ["Carrier:AuthToken"] = carrier.AuthToken,
            ["Carrier:PublicBaseUrl"] = address.GetLeftPart(UriPartial.Authority),
            ["Carrier:ApiBaseUrl"] = restBase.GetLeftPart(UriPartial.Authority),
            ["Carrier:AllowInsecureSocket"] = "true",
            ["Api:Key"] = key,
            ["Calls:AllowRehearsalClock"] = "true",
            ["Calls:AtOnce"] = "200",
            ["Storage:Path"] = Path.Combine(folder, "data", "voicebooker.db"),
            ["Storage:SeedDemo"] = "false",
        };
        foreach (var (name, value) in more)
            settings[name] = value;
        foreach (var (name, value) in settings)
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority);
        start.Environment["ASPNETCORE_CONTENTROOT"] = folder;
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";

        var log = new StreamWriter(Path.Combine(folder, "server.log")) { AutoFlush = true };
        var server = new ServerProcess(start, address, key, folder, keep, log);
        AppDomain.CurrentDomain.ProcessExit += server.EndWithUs;
        try
        {
            await server.WaitUntilHealthyAsync(time);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills it on the spot (SIGKILL): it can finish nothing.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Starts it anew after <see cref="KillAsync"/>: the same folder, address, keys and settings. Waits until it answers.</summary>
    public async Task StartAgainAsync(TimeProvider time)
    {
        _process.Dispose();
        _process = Begin();
        await WaitUntilHealthyAsync(time);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= EndWithUs;
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        await _log.DisposeAsync();
        if (!_keep)
            Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A lab that is told to end (SIGTERM, Ctrl+C) leaves no server behind.</summary>
    private void EndWithUs(object? sender, EventArgs ended)
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
    }

    private Process Begin()
    {
        var process = new Process { StartInfo = _start };
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;

        void Write(string? line)
        {
            lock (_log)
                if (line is not null)
                    _log.WriteLine(line);
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private async Task WaitUntilHealthyAsync(TimeProvider time)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < TimeSpan.FromSeconds(90))
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"The server ended at its start with code {_process.ExitCode}:{Environment.NewLine}{Tail()}");
            try
            {
                using var health = await http.GetAsync("health");
                if (health.IsSuccessStatusCode)
                    return;
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
            {
                // it is still starting
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), time, CancellationToken.None);
        }

        throw new TimeoutException($"The server did not answer within 90 s:{Environment.NewLine}{Tail()}");
    }

    private string Tail()
    {
        using var file = new FileStream(LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return string.Join(Environment.NewLine, reader.ReadToEnd().Split('\n').TakeLast(30));
    }
}
