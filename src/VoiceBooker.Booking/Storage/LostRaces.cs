using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace VoiceBooker.Booking.Storage;

/// <summary>Two that want the same row: how one of them waits for the other, and how one knows that it was not the first. The same on every database.</summary>
public static class LostRaces
{
    private const int PrimaryKeyTaken = 1555; // SQLITE_CONSTRAINT_PRIMARYKEY
    private const int UniqueKeyTaken = 2067; // SQLITE_CONSTRAINT_UNIQUE
    private const string UniqueViolation = "23505"; // SQLSTATE

    /// <summary>
    /// Begins a transaction in which what is read of the matter stays true until it ends, though it was read before it was written ("is the time free? then it is mine"): whoever begins another one of the same matter, on any server,
    /// waits for its end. In a file, where one writes at a time, every transaction is of this kind.
    /// </summary>
    /// <param name="db">The context whose transaction it becomes.</param>
    /// <param name="matter">What it is about ("diary cal-1 5"). One matter for each transaction: with two, two could wait for each other.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public static async Task<IDbContextTransaction> BeginAloneAsync(this BookingDbContext db, string matter, CancellationToken cancel)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!db.Database.IsNpgsql())
            return transaction;
        try
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({PostgresDatabase.KeyOf(matter)})", cancel);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// True when a unique key refused the write: somebody else was first. Anything else (full disk, broken file, lock) says nothing of others.
    /// On a server the refusal ends the transaction: whoever goes on asks in a new one.
    /// </summary>
    internal static bool IsTakenKey(this DbUpdateException refused) => refused.InnerException switch
    {
        SqliteException file => file.SqliteExtendedErrorCode is PrimaryKeyTaken or UniqueKeyTaken,
        DbException server => server.SqlState == UniqueViolation,
        _ => false,
    };

    /// <summary>True when what was written is at fault (a key that is taken, a value that is missing or too big), and no later attempt will do better; false when the disk, the line or the server is.</summary>
    internal static bool IsTheRowsFault(Exception broken)
    {
        for (var reason = broken; reason is not null; reason = reason.InnerException)
        {
            switch (reason)
            {
                case SqliteException file:
                    return broken is DbUpdateException && file.SqliteErrorCode is 18 or 19 or 20; // SQLITE_TOOBIG, SQLITE_CONSTRAINT, SQLITE_MISMATCH
                case DbException { SqlState: { Length: 5 } state }:
                    return state[..2] is "22" or "23" or "54"; // a bad value, a broken constraint, beyond a limit
                case DbException or IOException or TimeoutException or System.Net.Sockets.SocketException:
                    return false;
            }
        }

        return true; // two entries of one key, a value that cannot be converted
    }
}
