using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Tests.Booking.Storage;

/// <summary>
/// A PostgreSQL server of the test run's own: made in a temporary folder when the first test asks for it, reached through a socket there, never synced to the disk, and gone with the test run, however that ends.
/// Each test has a database to itself; to make one takes a quarter of a second, so those that are done with are emptied and given to the next.
/// </summary>
internal static class TestPostgres
{
    /// <summary>Ends when its standard input does, which is when the test run ends. A server will not run as root: there it runs as the package's own user.</summary>
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
    private static readonly Lazy<string> Folder = new(Start);
    private static readonly ConcurrentBag<string> Spare = [];
    private static Process? _server;
    private static int _made;

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? WhyNot { get; } = OperatingSystem.IsWindows() || Programs is null ? "There are no PostgreSQL programs on this machine (Debian: apt-get install postgresql-15)." : null;

    /// <summary>Gives the way to a database with all our tables and nothing in them.</summary>
    public static string TakeDatabase()
    {
        if (Spare.TryTake(out var spare))
            return spare;
        var connectionString = MakeEmptyDatabase();
        using var db = new BookingDbContext((DbContextOptions<BookingDbContext>)BookingStorage.Configure(new DbContextOptionsBuilder<BookingDbContext>(), new StorageOptions { ConnectionString = connectionString }).Options);
        db.Database.Migrate();
        return connectionString;
    }

    /// <summary>Empties a database for the next test. Functions that a test made go, with their triggers; tables must be as they were.</summary>
    public static void GiveBack(string connectionString)
    {
        LetGo(connectionString);
        Execute(connectionString, """
            SET session_replication_role = replica; -- in whatever order
            DO $$
            DECLARE
              found text;
            BEGIN
              FOR found IN SELECT format('DROP FUNCTION %s CASCADE', oid::regprocedure) FROM pg_proc WHERE pronamespace = 'public'::regnamespace LOOP EXECUTE found; END LOOP;
              FOR found IN SELECT format('DELETE FROM %I', relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'booking_migrations' LOOP EXECUTE found; END LOOP;
            END $$;
            SET session_replication_role = origin;
            """);
        Spare.Add(connectionString);
    }

    /// <summary>Makes a database without any table and gives the way to it.</summary>
    public static string MakeEmptyDatabase()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _made)}");
        Execute(ConnectionString("postgres"), $"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <summary>Lets go of the connections to a database; it goes with the server.</summary>
    public static void LetGo(string connectionString)
    {
        using var connection = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(connection);
    }

    private static void Execute(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string ConnectionString(string database) => $"Host={Folder.Value};Username=postgres;Database={database};Maximum Pool Size=20";

    private static string? FindPrograms() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;

    private static string Start()
    {
        string[] command = ["sh", "-c", Script, "sh", Programs!];
        if (Environment.IsPrivilegedProcess)
            command = ["runuser", "-u", "postgres", "--", .. command];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = "/" };
        start.Environment.Remove("TMPDIR"); // it may be another user's
        _server = Process.Start(start)!;
        return _server.StandardOutput.ReadLine() ?? throw new InvalidOperationException("PostgreSQL did not start; its reasons stand above.");
    }
}

/// <summary>A test that needs a PostgreSQL server; skipped, saying so, where its programs are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = TestPostgres.WhyNot;
}

/// <summary>As <see cref="PostgresFactAttribute"/>, for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = TestPostgres.WhyNot;
}
