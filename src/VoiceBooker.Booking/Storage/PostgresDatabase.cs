using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoiceBooker.Booking.Storage;

/// <summary>The database as a PostgreSQL server that several of our servers share.</summary>
public static class PostgresDatabase
{
    /// <summary>Makes <paramref name="context"/> use the server at <paramref name="connectionString"/>.</summary>
    /// <param name="context">The context's options.</param>
    /// <param name="connectionString">See <see cref="StorageOptions.ConnectionString"/>.</param>
    /// <param name="migrations">The table in which the context notes its own migrations; each context of a database has its own.</param>
    public static DbContextOptionsBuilder UsePostgres(this DbContextOptionsBuilder context, string connectionString, string migrations) =>
        context.UseNpgsql(connectionString, postgres => postgres.MigrationsHistoryTable(migrations));

    /// <summary>Brings the context's tables up to date, one server at a time, however many start at once; then <paramref name="afterwards"/>, still alone.</summary>
    public static async Task MigrateAloneAsync(DbContext context, Func<CancellationToken, Task> afterwards, CancellationToken cancel)
    {
        var database = context.Database;
        await database.OpenConnectionAsync(cancel); // the lock belongs to the connection: a server that dies lets go of it
        try
        {
            await database.ExecuteSqlAsync($"SELECT pg_advisory_lock({KeyOf("migrations")})", cancel);
            await context.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancel); // else the first look for it is logged as an error
            await database.MigrateAsync(cancel);
            await afterwards(cancel);
            await database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({KeyOf("migrations")})", cancel);
        }
        finally
        {
            await database.CloseConnectionAsync();
        }
    }

    /// <summary>Whether that is the database behind these contexts, so that other servers may work on it.</summary>
    internal static bool IsBehind(IDbContextFactory<BookingDbContext> contexts)
    {
        using var db = contexts.CreateDbContext();
        return db.Database.IsNpgsql();
    }

    /// <summary>The number under which the server knows the lock of a matter.</summary>
    internal static long KeyOf(string matter) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes("VoiceBooker " + matter)));
}
