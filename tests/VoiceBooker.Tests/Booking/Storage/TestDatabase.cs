using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Tests.Booking.Storage;

/// <summary>A migrated database of its own: in memory, for one thread at a time, or a file that another process could open.</summary>
internal sealed class TestDatabase : IDbContextFactory<BookingDbContext>, IDisposable
{
    private readonly SqliteConnection? _keepsAlive;
    private readonly DbContextOptions<BookingDbContext> _options;

    private TestDatabase(string connectionString, string? path)
    {
        Path = path;
        var options = new DbContextOptionsBuilder<BookingDbContext>();
        if (path is null)
        {
            _keepsAlive = new SqliteConnection(connectionString);
            _keepsAlive.Open();
            BookingStorage.Configure(options, connectionString).UseSqlite(_keepsAlive);
        }
        else
        {
            SqliteFile.Make(path);
            BookingStorage.Configure(options, connectionString);
        }

        _options = options.Options;
    }

    public string? Path { get; }

    public static TestDatabase InMemory()
    {
        var database = new TestDatabase("Data Source=:memory:;Foreign Keys=True", path: null);
        database.Migrate();
        return database;
    }

    public static TestDatabase OnDisk(string? path = null)
    {
        path ??= System.IO.Path.Combine(Directory.CreateTempSubdirectory("voicebooker-").FullName, "test.db");
        var database = new TestDatabase(SqliteFile.ConnectionString(path), path);
        database.Migrate();
        return database;
    }

    public BookingDbContext CreateDbContext() => new(_options);

    /// <summary>One whose work is watched, or spoilt.</summary>
    public BookingDbContext CreateDbContext(IInterceptor interceptor) => new(new DbContextOptionsBuilder<BookingDbContext>(_options).AddInterceptors(interceptor).Options);

    public void Dispose()
    {
        _keepsAlive?.Dispose();
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
