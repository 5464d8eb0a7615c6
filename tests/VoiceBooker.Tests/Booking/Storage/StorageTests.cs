using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Tests.Booking.Connections;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Tests.Booking.Storage;

public sealed class StorageTests
{
    [Fact]
    public void The_migrations_make_exactly_the_schema_of_the_model()
    {
        using var migrated = TestDatabase.InMemory();
        using var migratedDb = migrated.CreateDbContext();
        migratedDb.Database.OpenConnection();

        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var modelDb = new BookingDbContext(new DbContextOptionsBuilder<BookingDbContext>().UseSqlite(connection).Options);
        modelDb.Database.EnsureCreated();

        var fromModel = Schema(connection);
        Assert.True(fromModel.Count > 100);
        Assert.Equal(fromModel, Schema((SqliteConnection)migratedDb.Database.GetDbConnection()));
    }

    [Fact]
    public async Task An_empty_folder_becomes_a_database_with_something_to_book_once()
    {
        var folder = Directory.CreateTempSubdirectory("voicebooker-").FullName;
        var path = Path.Combine(folder, "deep", "voicebooker.db");
        try
        {
            for (var start = 0; start < 2; start++)
            {
                await using var services = Services(("Storage:Path", path));
                await StartAsync(services);
                var ledger = services.GetRequiredService<IBookingLedger>();
                await using var db = await services.GetRequiredService<IDbContextFactory<BookingDbContext>>().CreateDbContextAsync();

                var ava = Assert.Single(await db.Assistants.ToListAsync());
                Assert.Equal(["a consultation", "a product demo"], (await ledger.FindEventsAsync(ava.Id, default)).Select(found => found.Name));
                Assert.Equal("wal", await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync());
                Assert.Equal(2, await db.Database.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync());
            }

            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(path)!));
                foreach (var file in Directory.GetFiles(Path.GetDirectoryName(path)!))
                    Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_migration_that_a_crash_interrupted_does_not_keep_the_next_start_waiting()
    {
        var folder = Directory.CreateTempSubdirectory("voicebooker-").FullName;
        var path = Path.Combine(folder, "voicebooker.db");
        try
        {
            SqliteFile.Make(path);
            await using (var connection = new SqliteConnection(SqliteFile.ConnectionString(path)))
            {
                await connection.OpenAsync();
                await using var leftover = connection.CreateCommand();
                leftover.CommandText = """CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01');""";
                await leftover.ExecuteNonQueryAsync();
            }

            await using var services = Services(("Storage:Path", path));
            await StartAsync(services).WaitAsync(TimeSpan.FromSeconds(20));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_second_server_on_the_same_file_is_refused_and_leaves_the_running_calls_alone()
    {
        var folder = Directory.CreateTempSubdirectory("voicebooker-").FullName;
        var path = Path.Combine(folder, "voicebooker.db");
        try
        {
            await using (var first = Services(("Storage:Path", path)))
            {
                await StartAsync(first);
                var id = CallId.New(TimeProvider.System.GetUtcNow());
                await first.GetRequiredService<CallJournals>().OpenAsync(new CallRecord { Id = id, CallSid = "CA1" }, TimeProvider.System, default);

                await using var second = Services(("Storage:Path", path));
                var refused = await Assert.ThrowsAsync<IOException>(() => StartAsync(second));
                Assert.Contains(path + ".lock", refused.Message, StringComparison.Ordinal);
                Assert.Contains("Storage:Path", refused.Message, StringComparison.Ordinal);
                Assert.Null(await EndOfTheCallAsync(first));
            }

            await using var next = Services(("Storage:Path", path));
            await StartAsync(next);
            Assert.NotNull(await EndOfTheCallAsync(next));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }

        static async Task<NodaTime.Instant?> EndOfTheCallAsync(ServiceProvider services)
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<BookingDbContext>>().CreateDbContextAsync();
            return (await db.Calls.AsNoTracking().SingleAsync()).EndedAt;
        }
    }

    [Theory]
    [InlineData("Storage:DemoTimeZone", "Nowhere/Town", "IANA")]
    [InlineData("Mail:Port", "70000", "1 to 65535")]
    [InlineData("Booking:HoldFor", "00:00:01", "00:00:30")]
    public async Task A_wrong_setting_is_named_with_its_value_and_what_is_allowed(string key, string value, string allowed)
    {
        await using var services = Services((key, value));
        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains(key, refused.Message, StringComparison.Ordinal);
        Assert.Contains(value, refused.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, refused.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
        return new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning)).AddSingleton<ISecrets, FakeSecrets>().AddBookingStorage(configuration).BuildServiceProvider();
    }

    private static async Task StartAsync(ServiceProvider services)
    {
        foreach (var hosted in services.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
            await hosted.StartingAsync(default);
    }

    private static List<string> Schema(SqliteConnection connection)
    {
        const string Sql = """
            SELECT 'column', t.name, c.name, c.type, c."notnull", c.pk, 0 FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'
            UNION ALL SELECT 'index', t.name, i.name, i."unique", i.origin, x.seqno, x.name FROM sqlite_master t JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) x WHERE t.type = 'table'
            UNION ALL SELECT 'key', t.name, f."table", f."from", f."to", f.on_delete, f.on_update FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table'
            """;
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            var line = string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(field => Convert.ToString(reader.GetValue(field), CultureInfo.InvariantCulture)));
            if (!line.Contains("qrtz_", StringComparison.OrdinalIgnoreCase) && !line.Contains("booking_migrations", StringComparison.Ordinal) && !line.Contains("__EFMigrations", StringComparison.Ordinal))
                lines.Add(line);
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }
}
