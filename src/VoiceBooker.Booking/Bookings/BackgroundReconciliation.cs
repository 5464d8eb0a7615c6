using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
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
    OpenWishes wishes,
    IOptions<LedgerOptions> options,
    TimeProvider time,
    ILogger<BackgroundReconciliation> log) : BackgroundService
{
    private const int BatchSize = 100;
    private const int AtOncePerAccount = 4;

    /// <summary>How long after it was asked for a booking over the network may still come to stand.</summary>
    private static readonly Duration MayArrive = Duration.FromMinutes(2);

    /// <summary>An intent that stays open is looked at again after as long as it is open already, so that a dead calendar does not keep the others waiting; at most after this.</summary>
    private static readonly Duration LongestPause = Duration.FromMinutes(15);

    private readonly ConcurrentDictionary<Guid, byte> _busy = new(); // accounts of which a round is still under way

    /// <summary>One round over all accounts; gives how many intents were settled.</summary>
    internal async Task<int> SettleDueAsync(CancellationToken stopping) => (await Task.WhenAll(await BeginRoundAsync(stopping))).Sum();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var rounds = new List<Task<int>>();
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    rounds.RemoveAll(round => round.IsCompletedSuccessfully);
                    rounds.AddRange(await BeginRoundAsync(stoppingToken));
                }
                catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
                {
                    LogBroken(broken);
                }

                await Task.Delay(options.Value.ReconcileEvery, time, stoppingToken);
            }
        }
        finally
        {
            await Task.WhenAny(Task.WhenAll(rounds)); // they end with the server
        }
    }

    /// <summary>One round for each account that has something due and none under way: an account that does not answer keeps nobody else waiting.</summary>
    private async Task<IReadOnlyList<Task<int>>> BeginRoundAsync(CancellationToken stopping)
    {
        await using var db = await contexts.CreateDbContextAsync(stopping);
        var now = settlement.Now;
        var busy = _busy.Keys.ToList();
        var due = await (
            from intent in db.Intents.AsNoTracking()
            where intent.SettleAfter != null && intent.SettleAfter <= now
            join named in db.Events.AsNoTracking() on intent.EventId equals named.Id into events
            from bookingEvent in events.DefaultIfEmpty()
            where !busy.Contains(bookingEvent.ConnectionId ?? Guid.Empty)
            orderby intent.SettleAfter
            select new { Intent = intent, Event = bookingEvent }).Take(BatchSize).ToListAsync(stopping);
        return [.. due.GroupBy(open => ((BookingEvent?)open.Event)?.ConnectionId ?? Guid.Empty).Select(account => SettleAccountAsync(account.Key, [.. account.Select(open => (open.Intent, (BookingEvent?)open.Event))], stopping))];
    }

    private async Task<int> SettleAccountAsync(Guid account, IReadOnlyList<(IntentRecord Intent, BookingEvent? Event)> due, CancellationToken stopping)
    {
        if (!_busy.TryAdd(account, 0))
            return 0;
        try
        {
            var left = new ConcurrentQueue<(IntentRecord Intent, BookingEvent? Event)>(due);
            return (await Task.WhenAll(Enumerable.Range(0, AtOncePerAccount).Select(_ => LaneAsync(left, stopping)))).Sum();
        }
        finally
        {
            _busy.TryRemove(account, out _);
        }
    }

    private async Task<int> LaneAsync(ConcurrentQueue<(IntentRecord Intent, BookingEvent? Event)> left, CancellationToken stopping)
    {
        var settled = 0;
        while (!stopping.IsCancellationRequested && left.TryDequeue(out var open))
        {
            try
            {
                if (await SettleOneAsync(open.Intent, open.Event, stopping))
                    settled++;
                else
                    await PostponeAsync(open.Intent, open.Event, stopping);
            }
            catch (Exception broken) when (!stopping.IsCancellationRequested)
            {
                LogNotSettled(broken, open.Intent.Id);
                await PostponeAsync(open.Intent, open.Event, stopping);
            }
        }

        return settled;
    }

    /// <summary>False when what stands cannot be told, or undone, now.</summary>
    private async Task<bool> SettleOneAsync(IntentRecord intent, BookingEvent? bookingEvent, CancellationToken stopping)
    {
        if (await LookAsync(intent, bookingEvent, stopping) is not var (calendar, asked, found))
            return false;

        // A move that came late stands: taking it back would take the appointment itself.
        if (intent.State is not (IntentState.Committing or IntentState.Unknown) && (intent.Moving is null || found is null))
            return await ClearLateAsync(intent, asked, calendar, found, stopping);
        if (found is null && calendar.IsRemote && settlement.Now - intent.UpdatedAt < MayArrive)
            return false; // what was asked for may still be carried out
        await SettleAsync(intent, asked, calendar, found, stopping);
        return true;
    }

    /// <summary>What stands, and in which calendar; null when it cannot be told. When the event was deleted, every calendar it may have been of is asked.</summary>
    private async Task<(ICalendar Calendar, BookingEvent Asked, BookingOutcome? Found)?> LookAsync(IntentRecord intent, BookingEvent? bookingEvent, CancellationToken stopping)
    {
        (ICalendar, BookingEvent, BookingOutcome?)? answer = null;
        foreach (var asked in bookingEvent is null ? await FormerlyAsync(intent, stopping) : [bookingEvent])
        {
            if (ledger.CalendarOf(asked) is not { } calendar)
                return null;
            var found = await settlement.LookOnceAsync(calendar, await RequestOfAsync(intent, asked, stopping), stopping);
            if (found is BookingOutcome.Unknown)
                return null;
            answer = (calendar, asked, found);
            if (found is not null)
                break;
        }

        return answer;
    }

    /// <summary>What was committed, as the record has it.</summary>
    private async Task<BookingRequest> RequestOfAsync(IntentRecord intent, BookingEvent asked, CancellationToken stopping)
    {
        await using var db = await contexts.CreateDbContextAsync(stopping);
        var moving = intent.Moving is null || await ledger.Homes.FindAsync(intent.Moving, asked, stopping) is not null
            ? null // a new booking here, whatever it moves elsewhere
            : await db.Bookings.Where(row => row.Id == intent.Moving).Select(row => row.Reference).FirstOrDefaultAsync(stopping);
        return new BookingRequest(
            intent.Id,
            asked,
            intent is { Start: { } start, End: { } end } ? new Slot(start, end) : default,
            new Attendee(intent.Name, intent.Email, intent.Phone, intent.Zone),
            asked.OrganizerEmail,
            intent.Answers.ToDictionary(answer => answer.Question, answer => answer.Answer, StringComparer.Ordinal)) { Moving = moving };
    }

    /// <summary>What a deleted event may have been: of the calendar and diary its lease names, or of the one that holds the appointment to be moved, else of any.</summary>
    private async Task<IReadOnlyList<BookingEvent>> FormerlyAsync(IntentRecord intent, CancellationToken stopping)
    {
        await using var db = await contexts.CreateDbContextAsync(stopping);
        if (await db.Leases.AsNoTracking().FirstOrDefaultAsync(row => row.Intent == intent.Id, stopping) is { } lease)
            return [new BookingEvent { Id = intent.EventId, Provider = lease.Provider, ProviderEvent = lease.Diary, ConnectionId = Guid.TryParse(lease.Diary, out var account) ? account : null }];
        if (await db.Bookings.Where(row => row.Id == intent.Moving).Select(row => new { row.Provider, row.ConnectionId }).FirstOrDefaultAsync(stopping) is { } moved)
            return [new BookingEvent { Id = intent.EventId, Provider = moved.Provider, ConnectionId = moved.ConnectionId }];
        var accounts = await db.Connections.Where(row => row.State != Connections.ConnectionState.Disconnected).Select(row => new { row.Provider, row.Id }).ToListAsync(stopping);
        return [
            .. ledger.Providers.Where(any => accounts.All(account => account.Provider != any)).Select(any => new BookingEvent { Id = intent.EventId, Provider = any }),
            .. accounts.Select(each => new BookingEvent { Id = intent.EventId, Provider = each.Provider, ConnectionId = each.Id }),
        ];
    }

    private async Task PostponeAsync(IntentRecord intent, BookingEvent? bookingEvent, CancellationToken stopping)
    {
        if (intent.State is IntentState.Committing or IntentState.Unknown)
            await wishes.StaysOpenAsync(intent, bookingEvent, stopping);

        var now = settlement.Now;
        var pause = Duration.Max(Duration.FromTimeSpan(options.Value.ReconcileEvery), Duration.Min(now - intent.UpdatedAt, LongestPause));
        await using var db = await contexts.CreateDbContextAsync(stopping);
        await db.Intents
            .Where(row => row.Id == intent.Id && row.SettleAfter == intent.SettleAfter)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.SettleAfter, now + pause), stopping);
    }

    private async Task SettleAsync(IntentRecord intent, BookingEvent asked, ICalendar calendar, BookingOutcome? found, CancellationToken stopping)
    {
        var outcome = found ?? Settlement.NotBooked();
        var request = await RequestOfAsync(intent, asked, stopping);
        if (found is not null && await ledger.Homes.FindAsync(intent.Moving, asked, stopping) is { } old)
            await ledger.Homes.LetGoAsync(old, asked, request.Slot.Start, stopping);
        await settlement.RecordAsync(intent, calendar, asked, outcome, lost: found is null, stopping);
        var journal = await journals.AfterwardsAsync(intent.CallId, stopping);
        await journal.RecordDurablyAsync("booking.resolved", OutcomeEntry.Of(intent.Id, outcome, moved: intent.Moving is not null), stopping);
        ledger.Note(calendar, request, outcome);
        await wishes.SettledAsync(intent, asked, booked: found is not null, stopping);
        LogSettled(intent.Id, found is null ? "not booked" : "booked");
    }

    /// <summary>The answer was lost and the look-up found nothing, so nobody was told of a booking: one that came to stand later, or waits for somebody's consent, is taken back.</summary>
    private async Task<bool> ClearLateAsync(IntentRecord intent, BookingEvent bookingEvent, ICalendar calendar, BookingOutcome? found, CancellationToken stopping)
    {
        if (found is not null)
        {
            var reference = found switch
            {
                BookingOutcome.Booked booked => booked.Reference,
                BookingOutcome.PendingConfirmation pending => pending.Reference,
                _ => null,
            };
            if (reference is null)
                return false; // neither there nor surely not there: looked at again later
            LogCameLate(intent.Id, reference);
            if (await calendar.CancelAsync(bookingEvent, reference, "The booking came to stand after the caller was told otherwise.", stopping) is not (CancelOutcome.Cancelled or CancelOutcome.NotFound))
            {
                await wishes.CannotBeUndoneAsync(intent, bookingEvent, reference, stopping);
                return false; // tried again later
            }

            await wishes.UndoneAsync(intent, stopping);
        }

        await using var db = await contexts.CreateDbContextAsync(stopping);
        await db.Intents.Where(row => row.Id == intent.Id && row.SettleAfter == intent.SettleAfter).ExecuteUpdateAsync(set => set.SetProperty(row => row.SettleAfter, (Instant?)null), stopping);
        return true;
    }

    [LoggerMessage(LogLevel.Information, "Intent {Intent} was settled: {Outcome}.")]
    private partial void LogSettled(Guid intent, string outcome);

    [LoggerMessage(LogLevel.Warning, "Intent {Intent}: booking {Reference} came to stand after its answer was lost and the caller was told otherwise; it is cancelled.")]
    private partial void LogCameLate(Guid intent, string reference);

    [LoggerMessage(LogLevel.Error, "Intent {Intent} could not be settled; tried again later.")]
    private partial void LogNotSettled(Exception broken, Guid intent);

    [LoggerMessage(LogLevel.Error, "A round of reconciliation failed; tried again in the next.")]
    private partial void LogBroken(Exception broken);
}
