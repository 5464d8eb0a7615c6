using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Booking.Tasks;

namespace VoiceBooker.Booking.Bookings;

/// <summary>Looks up every booking that is to come and makes our records say what stands; whatever is otherwise than promised becomes a task, and the task settles itself when the difference is gone.</summary>
internal sealed partial class BookingComparer(
    IDbContextFactory<BookingDbContext> contexts, BookingLedger ledger, CallJournals journals, OperatorTasks tasks, IOptions<LedgerOptions> options, TimeProvider time, ILogger<BookingComparer> log)
{
    private const int AtOncePerAccount = 2;

    /// <summary>Pauses after which a calendar that cannot tell, or is asked too often, is asked once more.</summary>
    private static readonly TimeSpan[] Patience = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(60)];

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Compares all; the counts go into <paramref name="run"/>.</summary>
    public async Task CompareAsync(Comparison run, CancellationToken stopping)
    {
        var found = new ConcurrentBag<Finding>();
        await Task.WhenAll((await FindUpcomingAsync(stopping)).GroupBy(each => (each.Booking.Provider, each.Booking.ConnectionId)).Select(account => CompareAccountAsync([.. account], found, stopping)));
        run.Compared = found.Count(finding => finding != Finding.Untold);
        run.Differences = found.Count(finding => finding == Finding.Differs);
        run.Untold = found.Count(finding => finding == Finding.Untold);
    }

    /// <summary>What stands to our knowledge, and what we were told is gone while a task about it is still open: it may have been a mistake.</summary>
    private async Task<IReadOnlyList<Upcoming>> FindUpcomingAsync(CancellationToken stopping)
    {
        await using var db = await contexts.CreateDbContextAsync(stopping);
        var now = Now;
        var doubted = db.Tasks.Where(task => task.Kind == TaskKind.Difference && task.DoneAt == null).Select(task => task.BookingId);
        var rows = await (
            from booking in db.Bookings.AsNoTracking()
            where booking.Start > now && (booking.Status == BookingStatus.Confirmed || (booking.Status == BookingStatus.Cancelled && doubted.Contains(booking.Id)))
            join named in db.Events.AsNoTracking() on booking.EventId equals named.Id into events
            from bookingEvent in events.DefaultIfEmpty()
            orderby booking.Start
            select new { Booking = booking, Event = bookingEvent }).ToListAsync(stopping);
        return [.. rows.Select(row => new Upcoming(row.Booking, FormerHomes.EventOf(row.Booking, row.Event)))];
    }

    private async Task CompareAccountAsync(IReadOnlyList<Upcoming> bookings, ConcurrentBag<Finding> found, CancellationToken stopping)
    {
        var left = new ConcurrentQueue<Upcoming>(bookings);
        var untold = 0; // in a row: an account that tells nothing is not asked for every booking
        await Task.WhenAll(Enumerable.Range(0, AtOncePerAccount).Select(_ => LaneAsync()));

        async Task LaneAsync()
        {
            while (left.TryDequeue(out var each))
            {
                var row = Volatile.Read(ref untold);
                var standing = row < 10 ? await LookAsync(each, patient: row < 2, stopping) : new BookingStanding.Untold("The account tells nothing.");
                if (standing is BookingStanding.Untold)
                    Interlocked.Increment(ref untold);
                else
                    Volatile.Write(ref untold, 0);
                found.Add(await JudgeAsync(each, standing, stopping));
            }
        }
    }

    private async Task<BookingStanding> LookAsync(Upcoming each, bool patient, CancellationToken stopping)
    {
        if (ledger.CalendarOf(each.Event) is not { } calendar)
            return new BookingStanding.Untold($"There is no calendar '{each.Event.Provider}'.");
        for (var attempt = 0; ; attempt++)
        {
            var standing = await LookOnceAsync(calendar, each, stopping);
            if (standing is not BookingStanding.Untold || !patient || attempt == Patience.Length)
                return standing;
            await Task.Delay(Patience[attempt], time, stopping);
        }
    }

    private async Task<BookingStanding> LookOnceAsync(ICalendar calendar, Upcoming each, CancellationToken stopping)
    {
        using var deadline = new CancellationTokenSource(options.Value.AskTimeout, time);
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        try
        {
            return await calendar.FindByReferenceAsync(each.Event, each.Booking.Reference, asking.Token);
        }
        catch (Exception broken) when (!stopping.IsCancellationRequested)
        {
            LogNotTold(broken, each.Booking.Id);
            return new BookingStanding.Untold(broken.Message);
        }
    }

    private async Task<Finding> JudgeAsync(Upcoming each, BookingStanding standing, CancellationToken stopping)
    {
        if (standing is BookingStanding.Untold)
            return Finding.Untold;

        await using var db = await contexts.CreateDbContextAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        var booking = await db.Bookings.FirstOrDefaultAsync(row => row.Id == each.Booking.Id, stopping);
        if (booking is null || booking.Status != each.Booking.Status || booking.Reference != each.Booking.Reference || ledger.IsInHand(booking.Reference))
            return Finding.Same; // it changed while we looked; the next run sees

        var promised = await Difference.PromisedAsync(db, booking, stopping);
        var (slot, reference, place) = standing switch
        {
            BookingStanding.Stands stands => (stands.Slot, booking.Reference, stands.MeetingPlace),
            BookingStanding.Moved moved => (moved.Slot, moved.Reference, ""),
            _ => ((Slot?)null, booking.Reference, ""),
        };
        if (slot is not { } held)
            return await GoneAsync(db, transaction, each, booking, promised, standing is BookingStanding.Gone(var why) ? why : "", stopping);

        var changed = booking;
        if (held.Start != booking.Start || reference != booking.Reference)
            changed = HostChanges.Move(db, booking, reference, held, standing is BookingStanding.Stands { AwaitsConfirmation: true } || booking.AwaitsConfirmation, Now);
        else if (booking.Status == BookingStatus.Cancelled)
            (booking.Status, booking.CancelReason, booking.UpdatedAt) = (BookingStatus.Confirmed, "", Now);
        if (place.Length > 0)
            changed.MeetingPlace = place;
        var promisedFirmly = !booking.AwaitsConfirmation;
        var awaits = standing is BookingStanding.Stands { AwaitsConfirmation: true };
        if (!awaits && standing is not BookingStanding.Moved) // of a new reference nobody has told yet; the next run asks
            changed.AwaitsConfirmation = false;
        if (!ReferenceEquals(changed, booking))
            await ledger.FollowUps.StandsAsync(db, changed, booking, stopping);
        else if (each.Booking.Status == BookingStatus.Cancelled)
            await ledger.FollowUps.StandsAsync(db, changed, movedFrom: null, stopping);
        else if (!promisedFirmly && !changed.AwaitsConfirmation)
            await ledger.FollowUps.AgreedToAsync(db, changed, stopping);
        await db.SaveChangesAsync(stopping);
        await transaction.CommitAsync(stopping);
        if (!ReferenceEquals(changed, booking) || each.Booking.Status == BookingStatus.Cancelled)
            await TellJournalAsync(changed, ReferenceEquals(changed, booking) ? "restored" : "moved", stopping);

        if (held.Start != promised.Start)
        {
            await ReportAsync(Difference.Moved(promised, each.Event, changed), stopping);
            return Finding.Differs;
        }

        if (awaits && promisedFirmly)
        {
            await ReportAsync(Difference.Waits(promised, each.Event, changed), stopping);
            return Finding.Differs;
        }

        await tasks.SettleAsync(Difference.Matter(promised), stopping);
        return Finding.Same;
    }

    private async Task<Finding> GoneAsync(BookingDbContext db, IDbContextTransaction transaction, Upcoming each, BookingRecord booking, BookingRecord promised, string why, CancellationToken stopping)
    {
        var cancelled = booking.Status == BookingStatus.Confirmed;
        if (cancelled)
        {
            HostChanges.Cancel(booking, why, Now);
            await ledger.FollowUps.CancelledAsync(db, booking, stopping);
            await db.SaveChangesAsync(stopping);
        }

        await transaction.CommitAsync(stopping); // before anything else is written elsewhere
        if (cancelled)
            await TellJournalAsync(booking, "cancelled", stopping);

        await ReportAsync(Difference.Gone(promised, each.Event, booking, why), stopping);
        return Finding.Differs;
    }

    private Task ReportAsync(Difference found, CancellationToken stopping) =>
        tasks.AddAsync(TaskKind.Difference, found.Title, found.Details, Difference.Matter(found.Promised), found.Promised.CallId, found.Booking.Id, found.Booking.ConnectionId, stopping);

    private async Task TellJournalAsync(BookingRecord booking, string what, CancellationToken stopping)
    {
        LogChanged(booking.Id, what);
        if (booking.CallId is { } call)
            await journals.RecordLaterAsync(call, "booking.changed", HostChanges.Entry(booking, what), stopping);
    }

    /// <summary>What came of one booking.</summary>
    private enum Finding
    {
        Same,
        Differs,
        Untold,
    }

    private sealed record Upcoming(BookingRecord Booking, BookingEvent Event);

    [LoggerMessage(LogLevel.Warning, "How booking {Booking} stands could not be told.")]
    private partial void LogNotTold(Exception broken, Guid booking);

    [LoggerMessage(LogLevel.Information, "Booking {Booking} was {What} in its calendar, without news of it.")]
    private partial void LogChanged(Guid booking, string what);
}
