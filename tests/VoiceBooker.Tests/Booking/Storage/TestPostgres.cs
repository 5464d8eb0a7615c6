using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using VoiceBooker.Booking.Storage;
using VoiceBooker.CallLab.Servers;

namespace VoiceBooker.Tests.Booking.Storage;

/// <summary>
/// A PostgreSQL server of the test run's own, started when the first test asks for it and gone with the test run, however that ends.
/// Each test has a database to itself; to make one takes a quarter of a second, so those that are done with are emptied and given to the next.
/// </summary>
internal static class TestPostgres
{
    private static readonly Lazy<PostgresServer> Server = new(PostgresServer.Start);
    private static readonly ConcurrentBag<string> Spare = [];
    private static int _made;

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? WhyNot => PostgresServer.WhyNot;

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

    private static string ConnectionString(string database) => Server.Value.ConnectionString(database, most: 20);
}

/// <summary>A test that needs a PostgreSQL server; skipped, saying so, where its programs are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute(bool everythingOnly = false) =>
        Skip = TestPostgres.WhyNot ?? (everythingOnly && Environment.GetEnvironmentVariable("VOICEBOOKER_TEST_EVERYTHING") != "1" ? "Played with ./test.sh --everything only: it waits for real time to pass." : null);
}

/// <summary>As <see cref="PostgresFactAttribute"/>, for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = TestPostgres.WhyNot;
}
