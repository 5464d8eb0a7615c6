using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;
using VoiceBooker.Booking.Campaigns.Upload;
using VoiceBooker.Booking.Hooks;

namespace VoiceBooker.Booking.Storage;

/// <summary>
/// Deletes what is of no use any more: answers kept for repeated requests and callers' ways to a person after a day, links that have expired, uploads after a week, what the owner's systems took after 30 days, and why we dialled or did not after five years: so long the records of calls must be kept (16 CFR 310.5), and complaints can be made for four (28 USC 1658).
/// </summary>
public sealed partial class Retention(IDbContextFactory<BookingDbContext> contexts, TimeProvider time, ILogger<Retention> log)
{
    /// <summary>Rows of one transaction: calls under way wait for none of them noticeably.</summary>
    internal const int BatchSize = 1000;

    private static readonly Duration Answers = Duration.FromHours(24);
    private static readonly Duration Transfers = Duration.FromHours(24);
    private static readonly Duration Deliveries = Duration.FromDays(30);
    private static readonly Duration Decisions = Duration.FromDays(1827);

    /// <summary>Deletes all that is due, a batch at a time; gives how many rows.</summary>
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var deleted = await DeleteAsync(db => db.IdempotentRequests.Where(row => row.At < now - Answers).OrderBy(row => row.At), stopping)
            + await DeleteAsync(db => db.TextLinks.Where(row => row.ExpiresAt < now).OrderBy(row => row.ExpiresAt), stopping)
            + await DeleteAsync(db => db.Transfers.Where(row => row.At < now - Transfers).OrderBy(row => row.At), stopping)
            + await DeleteAsync(db => db.Uploads.Where(row => row.At < now - Uploads.KeptFor).OrderBy(row => row.At), stopping)
            + await DeleteAsync(db => db.HookDeliveries.Where(row => row.State == DeliveryState.Delivered && row.DeliveredAt < now - Deliveries).OrderBy(row => row.DeliveredAt), stopping)
            + await DeleteAsync(db => db.DialDecisions.Where(row => row.At < now - Decisions).OrderBy(row => row.At), stopping);
        if (deleted > 0)
            LogDeleted(deleted);
        return deleted;
    }

    private async Task<int> DeleteAsync<T>(Func<BookingDbContext, IQueryable<T>> old, CancellationToken stopping)
    {
        await using var db = await contexts.CreateDbContextAsync(stopping);
        var all = 0;
        int deleted;
        do
        {
            deleted = await old(db).Take(BatchSize).ExecuteDeleteAsync(stopping);
            all += deleted;
        }
        while (deleted == BatchSize);
        return all;
    }

    [LoggerMessage(LogLevel.Information, "{Count} rows were deleted because their time is over.")]
    private partial void LogDeleted(int count);
}
