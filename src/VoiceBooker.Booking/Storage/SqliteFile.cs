using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace VoiceBooker.Booking.Storage;

/// <summary>The database as one SQLite file: how it is opened, so that what was acknowledged survives a crash and a lost race waits instead of failing.</summary>
public static class SqliteFile
{
    /// <summary>The connection string for a file. Other contexts that keep their tables in the same file use it, too.</summary>
    public static string ConnectionString(string path) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        DefaultTimeout = 30,
    }.ToString();

    /// <summary>Makes <paramref name="context"/> use SQLite at <paramref name="connectionString"/>, every commit synced to the disk.</summary>
    /// <param name="context">The context's options.</param>
    /// <param name="connectionString">See <see cref="ConnectionString"/>.</param>
    /// <param name="migrations">The table in which the context notes its own migrations; each context of a file has its own.</param>
    public static DbContextOptionsBuilder UseSqliteFile(this DbContextOptionsBuilder context, string connectionString, string migrations) => context
        .UseSqlite(connectionString, sqlite => sqlite.MigrationsHistoryTable(migrations))
        .AddInterceptors(Pragmas.Instance);

    /// <summary>
    /// Connections to the file for who brings SQL of their own, with writes that may be lost when the power fails (not when the process ends): for what is only a plan and made anew at every start.
    /// It is also what keeps such writes cheap, for none of them waits for the disk.
    /// </summary>
    public static DbDataSource LightSourceOf(string path) => new LightSource(ConnectionString(Path.GetFullPath(path)));

    /// <summary>Makes the folder and the file, readable by nobody else, in write-ahead mode.</summary>
    internal static void Make(string path)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            if (!Directory.Exists(folder))
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            if (!File.Exists(full))
            {
                // SQLite gives the -wal and -shm files the mode of the database file.
                using var made = new FileStream(full, new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.Write,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                });
            }
        }

        using var connection = new SqliteConnection(ConnectionString(full));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout=10000; PRAGMA journal_mode=WAL;";
        command.ExecuteNonQuery();
    }

    private sealed class LightSource(string connectionString) : DbDataSource
    {
        public override string ConnectionString => connectionString;

        protected override DbConnection CreateDbConnection() => new LightConnection(connectionString);
    }

    private sealed class LightConnection(string connectionString) : SqliteConnection(connectionString)
    {
        public override void Open()
        {
            base.Open();
            using var command = CreateCommand();
            command.CommandText = "PRAGMA busy_timeout=10000; PRAGMA synchronous=NORMAL;";
            command.ExecuteNonQuery();
        }
    }

    private sealed class Pragmas : DbConnectionInterceptor
    {
        public static readonly Pragmas Instance = new();

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Set(connection);
            return Task.CompletedTask;
        }

        private static void Set(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA busy_timeout=10000; PRAGMA synchronous=FULL;";
            command.ExecuteNonQuery();
        }
    }
}
