using System.Diagnostics;

namespace VoiceBooker.CallLab.Servers;

/// <summary>A PostgreSQL server of our own: made in a temporary folder, reached through a socket there, never synced to the disk, and gone with the process that started it, however that ends.</summary>
internal sealed class PostgresServer : IDisposable
{
    /// <summary>Ends when its standard input does, which is when the process that started it ends. A server will not run as root: there it runs as the package's own user.</summary>
    private const string Script = """
        set -eu
        bin=$1
        d=$(mktemp -d "${TMPDIR:-/tmp}/voicebooker-postgres-XXXXXX")
        server=
        trap '[ -z "$server" ] || { kill -QUIT "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }; rm -rf "$d"' EXIT
        "$bin/initdb" -D "$d/data" -A trust -U postgres -N --no-instructions -E UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-US >"$d/initdb.log" 2>&1 || { cat "$d/initdb.log" >&2; exit 1; }
        "$bin/postgres" -D "$d/data" -k "$d" -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 -c shared_buffers=32MB -c autovacuum=off >"$d/log" 2>&1 &
        server=$!
        until "$bin/pg_isready" -q -h "$d"; do kill -0 "$server" || { cat "$d/log" >&2; exit 1; }; sleep 0.05; done
        echo "$d"
        read -r _ || true
        """;

    private static readonly string? Programs = FindPrograms();

    private readonly Process _process;
    private readonly string _folder;

    private PostgresServer(Process process, string folder) => (_process, _folder) = (process, folder);

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? WhyNot { get; } = OperatingSystem.IsWindows() || Programs is null ? "There are no PostgreSQL programs on this machine (Debian: apt-get install postgresql-15)." : null;

    /// <summary>Makes and starts one; it answers when this returns.</summary>
    public static PostgresServer Start()
    {
        string[] command = ["sh", "-c", Script, "sh", Programs ?? throw new InvalidOperationException(WhyNot)];
        if (Environment.IsPrivilegedProcess)
            command = ["runuser", "-u", "postgres", "--", .. command];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = "/" };
        start.Environment.Remove("TMPDIR"); // it may be another user's
        var process = Process.Start(start)!;
        return new PostgresServer(process, process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("PostgreSQL did not start; its reasons stand above."));
    }

    /// <summary>The way to one of its databases; "postgres" is there, empty.</summary>
    /// <param name="database">Which.</param>
    /// <param name="most">Connections at once of one process.</param>
    public string ConnectionString(string database, int most) => $"Host={_folder};Username=postgres;Database={database};Maximum Pool Size={most}";

    /// <summary>Ends it; its folder goes with it.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(TimeSpan.FromSeconds(10));
        _process.Dispose();
    }

    private static string? FindPrograms() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
}
