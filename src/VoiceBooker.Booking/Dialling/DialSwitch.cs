using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Dialling;

/// <summary>Stops all outbound calls at once, on every server, and allows them again. Whoever dials looks at it in every round.</summary>
public sealed class DialSwitch(IDbContextFactory<BookingDbContext> contexts, TimeProvider time)
{
    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>What stops all calls; null: nothing does.</summary>
    public async Task<DialStop?> FindAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await FindAsync(db, cancel);
    }

    /// <summary>What stops all calls; null: nothing does.</summary>
    public static Task<DialStop?> FindAsync(BookingDbContext db, CancellationToken cancel) => db.DialStops.AsNoTracking().Where(stop => stop.EndedAt == null).OrderBy(stop => stop.At).FirstOrDefaultAsync(cancel);

    /// <summary>Nobody new is called from now on; calls that run go on. When that is so already, who said so first and why stays.</summary>
    /// <param name="by">Who wishes it.</param>
    /// <param name="because">Why; may be empty.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<DialStop> StopAsync(string by, string because, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await FindAsync(db, cancel) is { } already)
            return already;
        var now = time.GetUtcNow();
        var stop = new DialStop { Id = Guid.CreateVersion7(now), At = Instant.FromDateTimeOffset(now), By = Cut(by), Because = Cut(because) };
        db.DialStops.Add(stop); // two at once are two rows, which end together
        await db.SaveChangesAsync(cancel);
        return stop;
    }

    /// <summary>Calls are made again. False when nothing stopped them.</summary>
    /// <param name="by">Who wishes it.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<bool> AllowAsync(string by, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        Instant? now = Now;
        var who = Cut(by);
        return await db.DialStops.Where(stop => stop.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(stop => stop.EndedAt, now).SetProperty(stop => stop.EndedBy, who), cancel) > 0;
    }

    private static string Cut(string text) => text.Trim() is var trimmed && trimmed.Length > DialStop.LongestText ? trimmed[..DialStop.LongestText] : trimmed;
}
