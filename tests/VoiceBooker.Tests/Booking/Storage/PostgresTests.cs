using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using Npgsql;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Storage;

public sealed class PostgresTests
{
    private static readonly Instant Ten = Instant.FromUtc(2026, 12, 1, 10, 0);

    [PostgresFact]
    public void The_migrations_make_exactly_the_schema_of_the_model()
    {
        using var migrated = TestDatabase.OnServer();
        var empty = TestPostgres.MakeEmptyDatabase();
        using (var modelDb = new BookingDbContext(new DbContextOptionsBuilder<BookingDbContext>().UseNpgsql(empty).Options))
            modelDb.Database.EnsureCreated();

        var fromModel = Schema(empty);
        TestPostgres.LetGo(empty);
        Assert.True(fromModel.Count > 100);
        Assert.Equal(fromModel, Schema(migrated.ConnectionString));
    }

    [PostgresFact]
    public async Task Servers_that_start_at_once_on_an_empty_database_make_its_tables_and_what_stands_in_them_once()
    {
        var database = TestPostgres.MakeEmptyDatabase();
        await using var first = Server(database);
        await using var second = Server(database);
        await using var third = Server(database);
        await Task.WhenAll(StartAsync(first), StartAsync(second), StartAsync(third));

        await using (var db = Db(first))
        {
            Assert.Single(await db.Assistants.ToListAsync());
            Assert.Equal(3, await db.Nodes.CountAsync());
        }

        foreach (var server in new[] { first, second, third })
            await StopAsync(server);
        await using (var db = Db(first))
            Assert.Empty(await db.Nodes.ToListAsync());
        TestPostgres.LetGo(database);
    }

    [PostgresFact]
    public async Task A_call_runs_as_long_as_its_server_is_there_and_is_cut_off_when_that_has_been_silent_for_half_a_minute()
    {
        using var database = TestDatabase.OnServer();
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero));
        var (dying, call) = (new ThisNode(), CallId.New(clock.GetUtcNow()));
        await new Nodes(database, dying, clock).JoinAsync(alone: false, default);
        using var writer = new JournalWriter(database, clock, NullLogger<JournalWriter>.Instance);
        using (var itsJournals = new CallJournals(database, writer, dying, clock, NullLogger<CallJournals>.Instance))
            await itsJournals.OpenAsync(new CallRecord { Id = call, CallSid = "CA1", StartedAt = Ten }, clock, default);

        // Another server, which also holds a call, starts and looks around.
        var self = new ThisNode();
        var nodes = new Nodes(database, self, clock);
        await nodes.JoinAsync(alone: false, default);
        using var journals = new CallJournals(database, writer, self, clock, NullLogger<CallJournals>.Instance);
        await journals.OpenAsync(new CallRecord { Id = CallId.New(clock.GetUtcNow()), CallSid = "CA2", StartedAt = Ten }, clock, default);
        using var watch = new NodeWatch(nodes, journals, Options.Create(new StorageOptions { ConnectionString = database.ConnectionString }), clock, NullLogger<NodeWatch>.Instance);

        for (var look = 0; look < Nodes.LooksUntilGone; look++)
            Assert.Equal(0, await watch.LookAsync(default));
        clock.Advance(TimeSpan.FromHours(1)); // whatever the clock says: it was seen to say something
        await new Nodes(database, dying, clock).BeatAsync(default);
        for (var look = 0; look < Nodes.LooksUntilGone; look++)
            Assert.Equal(0, await watch.LookAsync(default));
        Assert.Equal(1, await watch.LookAsync(default));

        await using var db = database.CreateDbContext();
        Assert.Equal([("CA1", CallOutcomes.CutOff), ("CA2", CallOutcomes.InProgress)], (await db.Calls.OrderBy(row => row.CallSid).ToListAsync()).Select(row => (row.CallSid, row.Outcome)));
        Assert.Equal([self.Name], await db.Nodes.Select(node => node.Name).ToListAsync());
    }

    [PostgresFact]
    public async Task Of_two_who_want_overlapping_times_at_the_same_moment_one_gets_hers()
    {
        using var database = TestDatabase.OnServer();
        var leases = new Leases(Options.Create(new LedgerOptions()));
        var held = await Task.WhenAll(Enumerable.Range(0, 8).Select(async caller =>
        {
            var start = Ten + Duration.FromMinutes(caller); // no two times have the same key, any two overlap
            await using var db = database.CreateDbContext();
            await using var transaction = await db.BeginAloneAsync(Leases.MatterOf("remote", "d"), default);
            var taken = await leases.TakeAsync(db, "remote", "d", new Slot(start, start + Duration.FromMinutes(30)), Guid.CreateVersion7(), Ten - Duration.FromHours(1), default);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return taken;
        }));
        Assert.Single(held, taken => taken);
    }

    [PostgresFact]
    public async Task What_was_said_is_written_though_the_server_broke_the_line_in_between()
    {
        using var database = TestDatabase.OnServer();
        using var writer = new JournalWriter(database, TimeProvider.System, NullLogger<JournalWriter>.Instance);
        await writer.StartAsync(default);
        using var journals = new CallJournals(database, writer, new ThisNode(), TimeProvider.System, NullLogger<CallJournals>.Instance);
        var id = CallId.New(TimeProvider.System.GetUtcNow());
        var journal = await journals.OpenAsync(new CallRecord { Id = id, CallSid = "CA1", StartedAt = Ten }, TimeProvider.System, default);
        await journal.RecordDurablyAsync("caller.said", null, default);

        await using (var db = database.CreateDbContext())
            await db.Database.ExecuteSqlRawAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        await journal.RecordDurablyAsync("bot.said", null, default);

        Assert.Equal(["caller.said", "bot.said"], (await journals.ReadAsync(id, after: 0, TimeSpan.Zero, default)).Select(entry => entry.Kind));
        await writer.StopAsync(default);
    }

    [PostgresFact]
    public async Task A_taken_key_is_told_from_everything_else_that_a_server_refuses()
    {
        using var database = TestDatabase.OnServer();
        var task = Guid.CreateVersion7();
        Assert.True((await RefusedAsync(NewTask(Guid.CreateVersion7(), "one"), NewTask(Guid.CreateVersion7(), "one"))).IsTakenKey()); // two open tasks of one matter
        Assert.True((await RefusedAsync(NewTask(task, "two"), NewTask(task, "three"))).IsTakenKey());
        var dangling = new VoiceBooker.Booking.Journal.CallEventRecord { CallId = CallId.New(TimeProvider.System.GetUtcNow()), Sequence = 1, Kind = "x" };
        var refused = await RefusedAsync(dangling);
        Assert.False(refused.IsTakenKey());
        Assert.True(LostRaces.IsTheRowsFault(refused));

        async Task<DbUpdateException> RefusedAsync(params object[] rows) => await Assert.ThrowsAsync<DbUpdateException>(async () =>
        {
            foreach (var row in rows)
            {
                await using var db = database.CreateDbContext();
                db.Add(row);
                await db.SaveChangesAsync();
            }
        });

        static VoiceBooker.Booking.Tasks.OperatorTask NewTask(Guid id, string matter) => new() { Id = id, Matter = matter };
    }

    [Fact]
    public async Task A_server_that_cannot_be_had_is_named_with_what_to_do()
    {
        await using var server = Server("Host=127.0.0.1;Port=1;Database=voicebooker;Username=nobody;Timeout=2");
        var refused = await Assert.ThrowsAsync<IOException>(() => StartAsync(server));
        Assert.Contains("Storage:ConnectionString", refused.Message, StringComparison.Ordinal);
        Assert.Contains("See that the PostgreSQL server runs", refused.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Server(string connectionString)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("Storage:ConnectionString", (string?)connectionString), KeyValuePair.Create("Storage:Path", (string?)Path.Combine(Path.GetTempPath(), "voicebooker-none", "v.db"))])
            .Build();
        return new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning)).AddSingleton<VoiceBooker.Booking.Connections.ISecrets, Connections.FakeSecrets>().AddBookingStorage(configuration).BuildServiceProvider();
    }

    private static BookingDbContext Db(ServiceProvider server) => server.GetRequiredService<IDbContextFactory<BookingDbContext>>().CreateDbContext();

    private static async Task StartAsync(ServiceProvider server)
    {
        foreach (var hosted in server.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
            await hosted.StartingAsync(default);
    }

    private static async Task StopAsync(ServiceProvider server)
    {
        foreach (var hosted in server.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
            await hosted.StoppedAsync(default);
    }

    private static List<string> Schema(string connectionString)
    {
        const string Sql = """
            SELECT concat_ws('|', 'column', table_name, column_name, data_type, is_nullable, is_identity) FROM information_schema.columns WHERE table_schema = 'public'
            UNION ALL SELECT concat_ws('|', 'index', tablename, indexdef) FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL SELECT concat_ws('|', 'key', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
            """;
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = new NpgsqlCommand(Sql, connection);
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            var line = reader.GetString(0);
            if (!line.Contains("qrtz_", StringComparison.Ordinal) && !line.Contains("booking_migrations", StringComparison.Ordinal))
                lines.Add(line);
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }
}
