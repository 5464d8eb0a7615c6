using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Bookings;

/// <summary>Brings a commit to its end: asks the calendar once, looks up a lost answer, and writes down what stands. Never asks twice.</summary>
internal sealed partial class Settlement(
    IDbContextFactory<BookingDbContext> contexts,
    Leases leases,
    BookingFollowUps followUps,
    IOptions<LedgerOptions> options,
    TimeProvider time,
    ILogger<Settlement> log)
{
    /// <summary>Pauses before each look-up of a lost answer. "Surely not" is believed only of the last one: an answer may still be on its way.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

    private static readonly Duration Margin = Duration.FromSeconds(30);

    /// <summary>After a lost answer that led nowhere: when to look whether it came after all.</summary>
    private static readonly Duration LateAnswer = Duration.FromMinutes(2);

    /// <summary>What follows when a record changes.</summary>
    public BookingFollowUps FollowUps => followUps;

    public Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>
    /// Writes that the commit begins, durably, and renews the lease; gives why it must not begin, else null: another wish holds the time by now, or the day is full. A calendar over the network does not count
    /// what our other calls commit at this moment; the built-in one does.
    /// </summary>
    public async Task<BookingOutcome?> BeginAsync(IntentRecord intent, ICalendar calendar, BookingRequest request, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginAloneAsync(Leases.MatterOf(calendar.Provider, calendar.Diary(request.Event)), cancel);
        var wanted = new Interval(request.Slot.Start, request.Slot.End);
        if ((await PendingTimes.FindAsync(db, request.Event, wanted, intent.Moving, cancel)).Count > 0)
            return new BookingOutcome.Taken();
        if (calendar.IsRemote && (await FullDays.FindAsync(db, request.Event, wanted, intent.Id, intent.Moving, cancel)).Contains(wanted.Start.InZone(FullDays.ZoneOf(request.Event)).Date))
            return new BookingOutcome.LimitReached("The day is full.");
        if (!await leases.TakeAsync(db, calendar.Provider, calendar.Diary(request.Event), request.Slot, request.Intent, Now, cancel))
            return new BookingOutcome.Taken();

        var asking = options.Value.CommitTimeout + (Pauses.Length * options.Value.AskTimeout) + Pauses.Aggregate(TimeSpan.Zero, (sum, pause) => sum + pause);
        intent.State = IntentState.Committing;
        intent.SettleAfter = Now + Duration.FromTimeSpan(asking) + Margin;
        await PutAsync(db, intent, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return null;
    }

    /// <summary>Asks the calendar, once. Whatever goes wrong on the way is <see cref="BookingOutcome.Unknown"/>.</summary>
    public async Task<BookingOutcome> AskAsync(ICalendar calendar, BookingRequest request, string? movingReference, CancellationToken stopping)
    {
        using var deadline = new CancellationTokenSource(options.Value.CommitTimeout, time);
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        var asked = time.GetTimestamp();
        BookingOutcome outcome;
        try
        {
            outcome = movingReference is null
                ? await calendar.BookAsync(request, asking.Token)
                : await calendar.MoveAsync(request, movingReference, asking.Token);
        }
        catch (Exception lost)
        {
            LogLost(lost, request.Intent);
            outcome = new BookingOutcome.Unknown(lost is OperationCanceledException ? "The calendar did not answer in time." : lost.Message);
        }

        // An answer that was cut off at once is lost; one that was waited for in vain may belong to something that is still being done.
        return outcome is BookingOutcome.Unknown unknown && calendar.IsRemote && time.GetElapsedTime(asked) >= options.Value.CommitTimeout / 2
            ? unknown with { MayStillArrive = true }
            : outcome;
    }

    /// <summary>Cancels, once, and waits for it no longer than for a booking. Whatever goes wrong on the way is <see cref="CancelOutcome.Failed"/>.</summary>
    public async Task<CancelOutcome> CancelAsync(ICalendar calendar, BookingEvent bookingEvent, string reference, string reason, CancellationToken stopping)
    {
        using var deadline = new CancellationTokenSource(options.Value.CommitTimeout, time);
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        try
        {
            return await calendar.CancelAsync(bookingEvent, reference, reason, asking.Token);
        }
        catch (Exception lost)
        {
            LogNotCancelled(lost, calendar.Provider);
            return new CancelOutcome.Failed(lost is OperationCanceledException ? "The calendar did not answer in time." : lost.Message);
        }
    }

    /// <summary>Looks a lost answer up until it is found, surely not there, or the patience of a caller ends. What may still be carried out is never surely not there.</summary>
    public async Task<BookingOutcome> LookUpAsync(ICalendar calendar, BookingRequest request, BookingOutcome.Unknown lost, CancellationToken stopping)
    {
        BookingOutcome? found = new BookingOutcome.Unknown("The server is stopping.");
        foreach (var pause in Pauses)
        {
            try
            {
                await Task.Delay(pause, time, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return new BookingOutcome.Unknown("The server is stopping.");
            }

            found = await LookOnceAsync(calendar, request, stopping);
            if (found is BookingOutcome.Booked or BookingOutcome.PendingConfirmation)
                return found;
        }

        return found ?? (lost.MayStillArrive ? lost : NotBooked());
    }

    /// <summary>One look-up; null when surely not there, <see cref="BookingOutcome.Unknown"/> when it cannot be told.</summary>
    public async Task<BookingOutcome?> LookOnceAsync(ICalendar calendar, BookingRequest request, CancellationToken stopping)
    {
        using var deadline = new CancellationTokenSource(options.Value.AskTimeout, time);
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        try
        {
            return await calendar.FindByIntentAsync(request, asking.Token);
        }
        catch (Exception broken)
        {
            LogNotFoundOut(broken, request.Intent);
            return new BookingOutcome.Unknown(broken.Message);
        }
    }

    /// <summary>What transactions that write of a wish have in common: see <see cref="LostRaces.BeginAloneAsync"/>.</summary>
    public static string MatterOf(Guid intent) => $"intent {intent:D}";

    /// <summary>The outcome of a lost answer that was looked up and led nowhere.</summary>
    public static BookingOutcome.ProviderDown NotBooked() => new("The calendar's answer was lost, and it has no such booking.");

    /// <summary>Writes down what came of the commit: our record of the booking, the wish, the lease; in one transaction.</summary>
    /// <param name="intent">The wish as it was committed.</param>
    /// <param name="calendar">Which calendar.</param>
    /// <param name="bookingEvent">The event, in the account that was asked.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="lost">True when its answer was lost on the way, so that it is looked at once more later.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public async Task RecordAsync(IntentRecord intent, ICalendar calendar, BookingEvent bookingEvent, BookingOutcome outcome, bool lost, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginAloneAsync(MatterOf(intent.Id), cancel);
        var account = calendar.IsRemote ? bookingEvent.ConnectionId : null;
        switch (outcome)
        {
            case BookingOutcome.Booked(var reference, var slot, var place):
                await PutBookingAsync(db, intent, calendar.Provider, account, reference, slot, place, awaits: false, cancel);
                break;

            case BookingOutcome.PendingConfirmation(var reference, var slot):
                await PutBookingAsync(db, intent, calendar.Provider, account, reference, slot, place: "", awaits: true, cancel);
                break;

            case BookingOutcome.Unknown:
                intent.State = IntentState.Unknown;
                intent.SettleAfter = Now;
                break;

            default:
                intent.State = IntentState.Seeking;
                intent.SettleAfter = lost ? Now + LateAnswer : null;
                break;
        }

        if (outcome is not BookingOutcome.Unknown)
            await Leases.DropAsync(db, intent.Id, cancel);
        await PutAsync(db, intent, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Adds the row or makes it equal to <paramref name="intent"/>.</summary>
    public async Task PutAsync(BookingDbContext db, IntentRecord intent, CancellationToken cancel)
    {
        intent.UpdatedAt = Now;
        if (await db.Intents.FirstOrDefaultAsync(row => row.Id == intent.Id, cancel) is { } row)
            db.Entry(row).CurrentValues.SetValues(intent);
        else
            db.Intents.Add(intent);
    }

    private async Task PutBookingAsync(BookingDbContext db, IntentRecord intent, string provider, Guid? account, string reference, Slot slot, string place, bool awaits, CancellationToken cancel)
    {
        intent.State = IntentState.Confirmed;
        intent.SettleAfter = null;

        var old = intent.Moving is { } movedFrom ? await db.Bookings.FirstOrDefaultAsync(row => row.Id == movedFrom, cancel) : null;
        if (old is not null)
        {
            old.Status = BookingStatus.Moved;
            old.CancelReason = "";
            old.UpdatedAt = Now;
        }

        // The calendar's news of our own move may have been written down as somebody else's.
        if (intent.Moving is not null && await db.Bookings.FirstOrDefaultAsync(row => row.MovedFrom == intent.Moving && row.Reference == reference && row.Id != intent.Id, cancel) is { } told)
        {
            await BookingMessages.LetGoAsync(db, told.Id, cancel);
            db.Bookings.Remove(told);
        }

        var booking = await db.Bookings.FirstOrDefaultAsync(row => row.Id == intent.Id, cancel);
        var news = booking is not { Status: BookingStatus.Confirmed } || booking.Start != slot.Start || booking.AwaitsConfirmation != awaits;
        if (booking is null)
        {
            booking = new BookingRecord { Id = intent.Id, CreatedAt = Now };
            db.Bookings.Add(booking);
        }

        booking.EventId = intent.EventId;
        booking.Provider = provider;
        booking.ConnectionId = account;
        booking.Answers = [.. intent.Answers];
        booking.Reference = reference;
        booking.Start = slot.Start;
        booking.End = slot.End;
        booking.Name = intent.Name;
        booking.Email = intent.Email;
        booking.Phone = intent.Phone;
        booking.Zone = intent.Zone;
        booking.MeetingPlace = place;
        booking.Status = BookingStatus.Confirmed;
        booking.AwaitsConfirmation = awaits;
        booking.CallId = intent.CallId == default ? null : intent.CallId;
        booking.MovedFrom = intent.Moving;
        booking.UpdatedAt = Now;
        if (news)
            await followUps.StandsAsync(db, booking, old, cancel);
    }

    [LoggerMessage(LogLevel.Warning, "The calendar '{Provider}' did not say whether it cancelled.")]
    private partial void LogNotCancelled(Exception lost, string provider);

    [LoggerMessage(LogLevel.Warning, "The calendar's answer for intent {Intent} was lost; it is looked up.")]
    private partial void LogLost(Exception lost, Guid intent);

    [LoggerMessage(LogLevel.Warning, "Looking up intent {Intent} failed.")]
    private partial void LogNotFoundOut(Exception broken, Guid intent);
}
