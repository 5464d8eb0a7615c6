using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Tests.Booking.Storage;

/// <summary>A migrated database of its own: in memory, for one thread at a time; a file that another process could open; or on a server.</summary>
internal sealed class TestDatabase : IDbContextFactory<BookingDbContext>, IDisposable
{
    private static readonly AsyncLocal<bool> ServersOnly = new();

    private readonly SqliteConnection? _keepsAlive;
    private readonly DbContextOptions<BookingDbContext> _options;

    private TestDatabase(StorageOptions storage, SqliteConnection? inMemory = null)
    {
        Path = storage.IsShared || inMemory is not null ? null : storage.Path;
        ConnectionString = storage.ConnectionString;
        var options = new DbContextOptionsBuilder<BookingDbContext>();
        BookingStorage.Configure(options, storage);
        if (inMemory is not null)
            options.UseSqlite(_keepsAlive = inMemory);
        _options = options.Options;
    }

    /// <summary>The file; null when there is none.</summary>
    public string? Path { get; }

    /// <summary>The way to the server; empty for a file.</summary>
    public string ConnectionString { get; }

    public static TestDatabase InMemory()
    {
        if (ServersOnly.Value)
            return OnServer();
        var connection = new SqliteConnection("Data Source=:memory:;Foreign Keys=True");
        connection.Open();
        var database = new TestDatabase(new StorageOptions(), connection);
        database.Migrate();
        return database;
    }

    public static TestDatabase OnDisk(string? path = null)
    {
        if (ServersOnly.Value && path is null)
            return OnServer();
        path ??= System.IO.Path.Combine(Directory.CreateTempSubdirectory("voicebooker-").FullName, "test.db");
        SqliteFile.Make(path);
        var database = new TestDatabase(new StorageOptions { Path = path });
        database.Migrate();
        return database;
    }

    public static TestDatabase OnServer() => new(new StorageOptions { ConnectionString = TestPostgres.TakeDatabase() });

    /// <summary>From here on, in whatever the caller awaits, every database is on a server.</summary>
    public static void UseServersOnly() => ServersOnly.Value = true;

    public BookingDbContext CreateDbContext() => new(_options);

    /// <summary>One whose work is watched, or spoilt.</summary>
    public BookingDbContext CreateDbContext(IInterceptor interceptor) => new(new DbContextOptionsBuilder<BookingDbContext>(_options).AddInterceptors(interceptor).Options);

    public void Dispose()
    {
        _keepsAlive?.Dispose();
        if (ConnectionString.Length > 0)
            TestPostgres.GiveBack(ConnectionString);
        if (Path is null)
            return;
        SqliteConnection.ClearAllPools();
        Directory.Delete(System.IO.Path.GetDirectoryName(Path)!, recursive: true);
    }

    private void Migrate()
    {
        using var db = CreateDbContext();
        db.Database.Migrate();
    }
}
