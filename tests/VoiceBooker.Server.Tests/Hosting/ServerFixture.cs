using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;

namespace VoiceBooker.Server.Tests.Hosting;

/// <summary>The real server as a process of its own, on a free loopback port, with a folder of its own that goes with it.</summary>
public sealed class ServerFixture : IAsyncLifetime, IAsyncDisposable
{
    public const string ApiKey = "a-key-for-tests-of-at-least-32-characters";
    public const string AuthToken = "12345";
    public const string PublicBaseUrl = "https://bot.example.com";
    public static readonly string AccountSid = "AC" + new string('a', 32);

    private const string ReadyMark = "VoiceBooker is ready. Open ";
    private readonly ConcurrentQueue<string> _output = new();
    private TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;

    /// <summary>Settings beyond those every test has ("Calls:AtOnce", "1"); set before the server starts.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Api:Key"] = ApiKey,
        ["Calls:AllowRehearsalClock"] = "true",
        ["Carrier:PublicBaseUrl"] = PublicBaseUrl,
        ["Carrier:AccountSid"] = AccountSid,
        ["Carrier:AuthToken"] = AuthToken,
        ["Carrier:ApiBaseUrl"] = "http://127.0.0.1:9",
        ["Carrier:StartDeadline"] = "00:00:02",
        ["Reception:BusinessName"] = "Harbour Dental",
    };

    /// <summary>The folder in which the server lives.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("voicebooker-").FullName;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>All it has printed so far.</summary>
    public IReadOnlyCollection<string> Output => _output;

    /// <summary>Asks the API, with the key.</summary>
    public HttpClient Api { get; } = new();

    /// <summary>A server with settings of its own, started.</summary>
    public static async Task<ServerFixture> StartAsync(params (string Key, string Value)[] settings)
    {
        var server = new ServerFixture();
        foreach (var (key, value) in settings)
            server.Settings[key] = value;
        await server.InitializeAsync();
        return server;
    }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Launch();
        Address = await _ready.Task.WaitAsync(TimeSpan.FromSeconds(120));
        Api.BaseAddress = Address;
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
    }

    /// <summary>Kills the server where it stands (SIGKILL) and starts it again on the same folder; gives an API client of the new one, for the caller to dispose.</summary>
    public async Task<HttpClient> KillAndStartAgainAsync()
    {
        var killed = _process!;
        killed.Kill();
        await killed.WaitForExitAsync();
        killed.Dispose();
        _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Launch();
        Address = await _ready.Task.WaitAsync(TimeSpan.FromSeconds(120));
        return new HttpClient { BaseAddress = Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", ApiKey) } };
    }

    /// <summary>Starts a server that is expected to give up; its exit code.</summary>
    public async Task<int> RunToItsEndAsync()
    {
        Launch();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process!.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        Api.Dispose();
        if (Interlocked.Exchange(ref _process, null) is { } process)
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    /// <inheritdoc/>
    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());

    private static string FindServer()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = here.Parent!.Name;
        var root = here;
        while (!File.Exists(Path.Combine(root.FullName, "VoiceBooker.sln")))
            root = root.Parent ?? throw new InvalidOperationException("VoiceBooker.sln was not found above the tests.");
        return Path.Combine(root.FullName, "src", "VoiceBooker.Server", "bin", configuration, here.Name, "VoiceBooker.Server.dll");
    }

    private void Launch()
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(FindServer());
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        foreach (var (key, value) in Settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException("The server gave up: " + string.Join('\n', _output)));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Take(string? line)
    {
        if (line is null)
            return;
        _output.Enqueue(line);
        var ready = line.IndexOf(ReadyMark, StringComparison.Ordinal);
        if (ready >= 0)
            _ready.TrySetResult(new Uri(line[(ready + ReadyMark.Length)..].Split(' ')[0]));
    }
}
