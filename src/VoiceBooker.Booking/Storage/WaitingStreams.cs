using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace VoiceBooker.Booking.Storage;

/// <summary>The calls that wait for their streams, for all servers that share the database: the one that a stream comes to need not be the one that was asked what to do with the call.</summary>
public sealed class WaitingStreams(IDbContextFactory<BookingDbContext> contexts, IOptions<StorageOptions> options, TimeProvider time)
{
    /// <summary>Whether there may be other servers; alone, nothing is kept here.</summary>
    public bool AreShared => options.Value.IsShared;

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>One more waits, for so long.</summary>
    public async Task PutAsync(WaitingStream stream, TimeSpan lifetime, CancellationToken cancel)
    {
        var now = Now;
        (stream.CreatedAt, stream.ExpiresAt) = (now, now + Duration.FromTimeSpan(lifetime));
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.WaitingStreams.Where(row => row.ExpiresAt < now).ExecuteDeleteAsync(cancel);
        db.WaitingStreams.Add(stream);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Whose token it is; null when it is unknown, used or too old.</summary>
    public async Task<WaitingStream?> FindAsync(string tokenHash, CancellationToken cancel)
    {
        var now = Now;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.WaitingStreams.AsNoTracking().FirstOrDefaultAsync(row => row.TokenHash == tokenHash && row.ExpiresAt >= now, cancel);
    }

    /// <summary>What a call over the carrier waits with, the latest first; null: it does not wait.</summary>
    public async Task<WaitingStream?> FindCallerAsync(string callSid, CancellationToken cancel)
    {
        var now = Now;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.WaitingStreams.AsNoTracking().Where(row => row.CallSid == callSid && row.FromCarrier && row.ExpiresAt >= now).OrderByDescending(row => row.CreatedAt).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Uses a token up: of all servers that are shown it, one gets what it opens.</summary>
    public async Task<WaitingStream?> TakeAsync(string tokenHash, CancellationToken cancel)
    {
        if (await FindAsync(tokenHash, cancel) is not { } found)
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.WaitingStreams.Where(row => row.TokenHash == tokenHash).ExecuteDeleteAsync(cancel) > 0 ? found : null;
    }

    /// <summary>The call has its stream: its other tokens open nothing.</summary>
    public async Task ForgetAsync(string callSid, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.WaitingStreams.Where(row => row.CallSid == callSid).ExecuteDeleteAsync(cancel);
    }
}
