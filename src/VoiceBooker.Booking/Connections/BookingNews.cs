using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars.Slots;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Booking.Tasks;

namespace VoiceBooker.Booking.Connections;

/// <summary>
/// Makes our records say what providers tell: moved, cancelled, agreed to. The same news twice changes nothing. News of what we are doing ourselves, or of a booking that is not written down yet, waits for a minute;
/// what nobody here knows by then is somebody else's. What stands otherwise than its caller was told becomes a task. What is lost on the way is found by the nightly comparison.
/// </summary>
public sealed partial class BookingNews : BackgroundService
{
    private const int MostWaiting = 2000;

    private static readonly Duration Patience = Duration.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly IDbContextFactory<BookingDbContext> _contexts;
    private readonly BookingLedger _ledger;
    private readonly SlotBook _book;
    private readonly CallJournals _journals;
    private readonly OperatorTasks _tasks;
    private readonly TimeProvider _time;
    private readonly ILogger<BookingNews> _log;
    private readonly ConcurrentQueue<Told> _waiting = new();

    internal BookingNews(IDbContextFactory<BookingDbContext> contexts, BookingLedger ledger, SlotBook book, CallJournals journals, OperatorTasks tasks, TimeProvider time, ILogger<BookingNews> log) =>
        (_contexts, _ledger, _book, _journals, _tasks, _time, _log) = (contexts, ledger, book, journals, tasks, time, log);

    private Instant Now => Instant.FromDateTimeOffset(_time.GetUtcNow());

    /// <summary>Takes signed news; when this returns it is written down, known not to concern us, or waits to be tried again.</summary>
    /// <param name="connection">Whose account tells.</param>
    /// <param name="key">The same for every delivery of the same news.</param>
    /// <param name="news">What happened.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public async Task TakeAsync(Connection connection, string key, CalendarNews news, CancellationToken cancel)
    {
        Spread(connection, news);
        var told = new Told(connection.Id, $"{connection.Id:D}:{key}", news, Now + Patience);
        if (await TryApplyAsync(told, last: false, cancel))
            return;
        if (_waiting.Count < MostWaiting)
            _waiting.Enqueue(told);
        else
            LogTooMany(connection.Id);
    }

    /// <summary>Tries once more what waits; gives how much still waits.</summary>
    internal async Task<int> RetryAsync(CancellationToken stopping)
    {
        for (var count = _waiting.Count; count > 0 && _waiting.TryDequeue(out var told); count--)
        {
            var last = told.Until <= Now;
            try
            {
                if (await TryApplyAsync(told, last, stopping) || last)
                    continue;
            }
            catch (Exception broken) when (!stopping.IsCancellationRequested)
            {
                LogNotApplied(broken, told.Connection);
                if (last)
                    continue;
            }

            _waiting.Enqueue(told);
        }

        return _waiting.Count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, _time, stoppingToken);
            await RetryAsync(stoppingToken);
        }
    }

    /// <summary>What it means for the free times that are known.</summary>
    private void Spread(Connection connection, CalendarNews news)
    {
        if (_book.CalendarOf(connection.Provider) is not { } calendar)
            return;
        var diary = calendar.Diary(new BookingEvent { Provider = connection.Provider, ConnectionId = connection.Id });
        if (news is CalendarNews.Confirmed(_, var taken))
            _book.Close(calendar, diary, taken);
        else if (news is CalendarNews.Moved(_, _, var to))
            _book.Close(calendar, diary, to);
        if (news is not CalendarNews.Confirmed)
            _book.Change(calendar, diary);
    }

    /// <summary>False when it must be tried again later.</summary>
    private async Task<bool> TryApplyAsync(Told told, bool last, CancellationToken cancel)
    {
        var reference = told.News switch
        {
            CalendarNews.Confirmed confirmed => confirmed.Reference,
            CalendarNews.Moved moved => moved.OldReference,
            CalendarNews.Cancelled cancelled => cancelled.Reference,
            _ => throw new ArgumentOutOfRangeException(nameof(told)),
        };
        if (!last && _ledger.IsInHand(reference))
            return false;

        await using var db = await _contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.NewsReceipts.AnyAsync(row => row.Key == told.Key, cancel))
            return true;
        if (await FindAsync(db, told.Connection, reference, cancel) is not { } booking)
            return false;
        var moving = await db.Intents.AnyAsync(row => row.Moving == booking.Id && (row.State == IntentState.Committing || row.State == IntentState.Unknown), cancel);
        if (!last && moving)
            return false; // our own move, of which the answer is not there yet

        var (changed, what) = await ChangeAsync(db, told, booking, cancel);
        if (changed is not null && !moving)
            await TaskAsync(db, changed, what, cancel);
        if (changed is not null)
            await FollowUpAsync(db, booking, changed, what, cancel);
        db.NewsReceipts.Add(new NewsReceipt { Key = told.Key, At = Now });
        try
        {
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        catch (DbUpdateException twice) when (twice.IsTakenKey())
        {
            await transaction.RollbackAsync(cancel);
            return await db.NewsReceipts.AnyAsync(row => row.Key == told.Key, cancel); // another delivery of it was faster, else a task of the same matter
        }

        if (changed is null)
            return true;
        LogChanged(changed.Id, what);
        if (changed.CallId is { } call)
            await _journals.RecordLaterAsync(call, "booking.changed", HostChanges.Entry(changed, what), cancel);
        return true;
    }

    private Task FollowUpAsync(BookingDbContext db, BookingRecord before, BookingRecord changed, string what, CancellationToken cancel) => what switch
    {
        "cancelled" => _ledger.FollowUps.CancelledAsync(db, changed, cancel),
        "confirmed" => _ledger.FollowUps.AgreedToAsync(db, changed, cancel),
        _ => _ledger.FollowUps.StandsAsync(db, changed, before, cancel),
    };

    /// <summary>Makes the record say so; nothing when it does already, or does not stand any more.</summary>
    private async Task<(BookingRecord? Changed, string What)> ChangeAsync(BookingDbContext db, Told told, BookingRecord booking, CancellationToken cancel)
    {
        if (booking.Status != BookingStatus.Confirmed)
            return (null, "");
        switch (told.News)
        {
            case CalendarNews.Cancelled(_, var reason):
                HostChanges.Cancel(booking, reason, Now);
                return (booking, "cancelled");

            case CalendarNews.Moved(_, var reference, var slot) moved:
                var known = reference != booking.Reference && await FindAsync(db, told.Connection, reference, cancel) is not null;
                return known || (reference == booking.Reference && booking.Start == slot.Start) ? (null, "") : (HostChanges.Move(db, booking, reference, slot, moved.AwaitsConfirmation, Now), "moved");

            case CalendarNews.Confirmed(_, var slot) when slot.Start != booking.Start:
                return (HostChanges.Move(db, booking, booking.Reference, slot, awaits: false, Now), "moved");

            case CalendarNews.Confirmed when booking.AwaitsConfirmation:
                (booking.AwaitsConfirmation, booking.UpdatedAt) = (false, Now);
                return (booking, "confirmed");

            default:
                return (null, "");
        }
    }

    /// <summary>A person must see to what is otherwise than its caller was told; what is as promised again needs nobody. A cancellation of our own whose answer was lost has its task already.</summary>
    private async Task TaskAsync(BookingDbContext db, BookingRecord changed, string what, CancellationToken cancel)
    {
        var promised = await Difference.PromisedAsync(db, changed, cancel);
        var matter = Difference.Matter(promised);
        if (changed.Status == BookingStatus.Confirmed && changed.Start == promised.Start)
        {
            await _tasks.SettleAsync(db, matter, cancel);
            return;
        }

        var cancelling = $"cancel:{changed.Id:D}";
        if (what == "confirmed" || await db.Tasks.AnyAsync(task => task.Matter == cancelling && task.DoneAt == null, cancel))
            return;
        var bookingEvent = await db.Events.AsNoTracking().FirstOrDefaultAsync(row => row.Id == changed.EventId, cancel) ?? new BookingEvent();
        var found = what == "moved" ? Difference.Moved(promised, bookingEvent, changed) : Difference.Gone(promised, bookingEvent, changed, changed.CancelReason);
        await _tasks.PutAsync(db, TaskKind.Difference, found.Title, found.Details, matter, promised.CallId, changed.Id, changed.ConnectionId, cancel);
    }

    /// <summary>Our record of a reference: the one that stands, else the latest.</summary>
    private static Task<BookingRecord?> FindAsync(BookingDbContext db, Guid connection, string reference, CancellationToken cancel) =>
        db.Bookings
            .Where(row => row.Reference == reference && row.ConnectionId == connection)
            .OrderBy(row => row.Status == BookingStatus.Confirmed ? 0 : 1).ThenByDescending(row => row.CreatedAt)
            .FirstOrDefaultAsync(cancel);

    /// <summary>News that was told.</summary>
    private sealed record Told(Guid Connection, string Key, CalendarNews News, Instant Until);

    [LoggerMessage(LogLevel.Information, "Booking {Booking} was {What} in its calendar.")]
    private partial void LogChanged(Guid booking, string what);

    [LoggerMessage(LogLevel.Error, "News of connection {Connection} could not be written down; tried again for a minute.")]
    private partial void LogNotApplied(Exception broken, Guid connection);

    [LoggerMessage(LogLevel.Warning, "Too much news of connection {Connection} waits; the comparison will find what it told.")]
    private partial void LogTooMany(Guid connection);
}
