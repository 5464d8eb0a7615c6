using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Minds;

/// <summary>Tells <see cref="Spending"/>, once, what today's calls have cost before the server was started again. A call counts on the day on which it began.</summary>
internal sealed class SpendingAtStart(IDbContextFactory<BookingDbContext> contexts, Spending spending) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var today = spending.StartOfToday;
        spending.Add(await db.Calls.Where(call => call.StartedAt >= today).SumAsync(call => call.CostMicros, cancellationToken) / 1_000_000m);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
