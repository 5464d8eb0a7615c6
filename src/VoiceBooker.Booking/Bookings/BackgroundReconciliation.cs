using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Bookings;

/// <summary>Settles, at start and every minute, what a lost answer or a crash left open: looks it up and writes down what stands. Never books.</summary>
internal sealed partial class BackgroundReconciliation(
    IDbContextFactory<BookingDbContext> contexts,
    BookingLedger ledger,
    Settlement settlement,
    CallJournals journals,
    IOptions<LedgerOptions> options,
    TimeProvider time,
    ILogger<BackgroundReconciliation> log) : BackgroundService
{
    private const int BatchSize = 100;

    /// <summary>One round; gives how many intents were settled.</summary>
    internal async Task<int> SettleDueAsync(CancellationToken stopping)
    {
        await using var db = await contexts.CreateDbContextAsync(stopping);
        var now = settlement.Now;
        var due = await (
            from intent in db.Intents.AsNoTracking()
            where intent.SettleAfter != null && intent.SettleAfter <= now
            orderby intent.SettleAfter
            join found in db.Events.AsNoTracking() on intent.EventId equals found.Id
            select new { Intent = intent, Event = found }).Take(BatchSize).ToListAsync(stopping);

        var settled = 0;
        foreach (var open in due)
        {
            if (ledger.CalendarOf(open.Event) is not { } calendar)
                continue;
            var found = await settlement.LookOnceAsync(calendar, open.Event, open.Intent.Id, stopping);
            if (found is BookingOutcome.Unknown)
                continue; // looked at again in the next round

            // A move that came late stands: taking it back would take the appointment itself.
            if (open.Intent.State is IntentState.Committing or IntentState.Unknown || (open.Intent.Moving is not null && found is not null))
                await SettleAsync(open.Intent, calendar, found, stopping);
            else
                await ClearLateAsync(open.Intent, open.Event, calendar, found, stopping);
            settled++;
        }

        return settled;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SettleDueAsync(stoppingToken);
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
            {
                LogBroken(broken);
            }

            await Task.Delay(options.Value.ReconcileEvery, time, stoppingToken);
        }
    }

    private async Task SettleAsync(IntentRecord intent, ICalendar calendar, BookingOutcome? found, CancellationToken stopping)
    {
        var outcome = found ?? Settlement.NotBooked();
        await settlement.RecordAsync(intent, calendar.Provider, outcome, lost: found is null, stopping);
        var journal = await journals.AfterwardsAsync(intent.CallId, stopping);
        await journal.RecordDurablyAsync("booking.resolved", OutcomeEntry.Of(intent.Id, outcome, moved: intent.Moving is not null), stopping);
        LogSettled(intent.Id, found is null ? "not booked" : "booked");
    }

    /// <summary>The answer was lost and the look-up found nothing, so nobody was told of a booking: one that came to stand later is taken back.</summary>
    private async Task ClearLateAsync(IntentRecord intent, BookingEvent bookingEvent, ICalendar calendar, BookingOutcome? found, CancellationToken stopping)
    {
        if (found is BookingOutcome.Booked(var reference, _, _))
        {
            LogCameLate(intent.Id, reference);
            if (await calendar.CancelAsync(bookingEvent, reference, "The booking came to stand after the caller was told otherwise.", stopping) is not (CancelOutcome.Cancelled or CancelOutcome.NotFound))
                return; // tried again in the next round
        }

        await using var db = await contexts.CreateDbContextAsync(stopping);
        await db.Intents.Where(row => row.Id == intent.Id && row.SettleAfter == intent.SettleAfter).ExecuteUpdateAsync(set => set.SetProperty(row => row.SettleAfter, (NodaTime.Instant?)null), stopping);
    }

    [LoggerMessage(LogLevel.Information, "Intent {Intent} was settled: {Outcome}.")]
    private partial void LogSettled(Guid intent, string outcome);

    [LoggerMessage(LogLevel.Warning, "Intent {Intent}: booking {Reference} came to stand after its answer was lost and the caller was told otherwise; it is cancelled.")]
    private partial void LogCameLate(Guid intent, string reference);

    [LoggerMessage(LogLevel.Error, "A round of reconciliation failed; tried again in the next.")]
    private partial void LogBroken(Exception broken);
}
