using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Calendars.Slots;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Journal;

namespace VoiceBooker.Booking.Bookings;

/// <inheritdoc cref="IBookingLedger"/>
internal sealed partial class BookingLedger(
    IDbContextFactory<BookingDbContext> contexts,
    SlotBook book,
    Leases leases,
    ProviderHolds holds,
    Settlement settlement,
    FormerHomes homes,
    ILogger<BookingLedger> log) : IBookingLedger
{
    private static readonly FreeTimes.Unavailable LostAccount = new("The event's account is not connected any more.");

    private readonly ConcurrentDictionary<string, int> _inHand = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<BookingEvent>> FindEventsAsync(Guid assistant, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Events.AsNoTracking()
            .Where(row => row.Active && (row.AssistantId == null || row.AssistantId == assistant))
            .OrderBy(row => row.Name)
            .ToListAsync(cancel);
    }

    public async Task<FreeTimes> FindFreeAsync(BookingEvent bookingEvent, Interval within, Guid intent, CancellationToken cancel)
    {
        if (CalendarOf(bookingEvent) is not { } calendar)
            return new FreeTimes.Unavailable($"There is no calendar '{bookingEvent.Provider}'.");
        if (await IsLostAsync(bookingEvent, cancel))
            return LostAccount;

        SlotsResult answer;
        bool old;
        try
        {
            (answer, old) = await book.FindAsync(calendar, bookingEvent, within, cancel);
        }
        catch (Exception broken) when (!cancel.IsCancellationRequested)
        {
            LogNotAsked(broken, bookingEvent.Provider);
            return new FreeTimes.Unavailable(broken.Message);
        }

        if (answer is not SlotsResult.Found(var slots))
            return new FreeTimes.Unavailable(answer is SlotsResult.Unavailable(var reason) ? reason : "");
        if (old && await IsLostAsync(bookingEvent, cancel))
            return LostAccount; // it died of this very question
        if (slots.Count == 0)
            return new FreeTimes.Found([]) { Old = old };

        await using var db = await contexts.CreateDbContextAsync(cancel);
        var found = new Interval(slots[0].Start, slots[^1].End);
        var held = await Leases.FindOthersAsync(db, calendar.Provider, calendar.Diary(bookingEvent), found, intent, settlement.Now, cancel);
        var moving = await db.Intents.Where(row => row.Id == intent).Select(row => row.Moving).FirstOrDefaultAsync(cancel);
        var pending = await PendingTimes.FindAsync(db, bookingEvent, found, moving, cancel);
        var full = await FullDays.FindAsync(db, bookingEvent, found, intent, moving, cancel);
        var zone = FullDays.ZoneOf(bookingEvent);
        return new FreeTimes.Found([.. slots.Where(slot =>
            !held.Concat(pending).Any(other => other.Start < slot.End && other.End > slot.Start) && (full.Count == 0 || !full.Contains(slot.Start.InZone(zone).Date)))]) { Old = old };
    }

    public async Task<HoldResult> HoldAsync(BookingIntent intent, CancellationToken cancel)
    {
        if (intent.Chosen is not { } chosen)
            throw new InvalidOperationException("Only a chosen time can be held.");
        if (CalendarOf(intent.Event) is not { } calendar)
            return HoldResult.Held; // nobody to compete with; the commit will say so

        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginAloneAsync(Leases.MatterOf(calendar.Provider, calendar.Diary(intent.Event)), cancel);
        if ((await PendingTimes.FindAsync(db, intent.Event, new Interval(chosen.Slot.Start, chosen.Slot.End), intent.Moving?.Id, cancel)).Count > 0)
            return HoldResult.HeldByAnother;
        var taken = await leases.TakeAsync(db, calendar.Provider, calendar.Diary(intent.Event), chosen.Slot, intent.Id, settlement.Now, cancel);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException refused) when (refused.IsTakenKey())
        {
            return HoldResult.HeldByAnother; // taken between our look and our write
        }

        await transaction.CommitAsync(cancel);
        if (!taken)
            return HoldResult.HeldByAnother;
        holds.Reserve(calendar, intent.Event, chosen.Slot, intent.Id);
        return HoldResult.Held;
    }

    public async Task ReleaseAsync(BookingIntent intent, CancellationToken cancel)
    {
        if (intent.State is IntentState.Committing or IntentState.Unknown)
            return; // kept until the commit is settled

        holds.Release(intent.Id);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await Leases.DropAsync(db, intent.Id, cancel);
    }

    public async Task<BookingOutcome> CommitAsync(BookingIntent intent, string organizerEmail, ICallJournal journal, CancellationToken stopping)
    {
        if (intent is not { State: IntentState.Agreed, Chosen: { } chosen, Attendee: { } attendee })
            throw new InvalidOperationException($"Only what was agreed to is committed; the intent is {intent.State}.");

        var organizer = string.IsNullOrWhiteSpace(organizerEmail) ? intent.Event.OrganizerEmail : organizerEmail;
        var request = new BookingRequest(intent.Id, intent.Event, chosen.Slot, attendee, organizer, intent.Answers.ToDictionary(answer => answer.Question, answer => answer.Answer, StringComparer.Ordinal)) { Moving = intent.Moving?.Reference };
        return await CommitAsync(request, RecordOf(intent), intent.Moving, journal, intent, stopping);
    }

    public async Task RecordToldAsync(BookingIntent intent, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Bookings.Where(row => row.Id == intent.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Told, true), cancel);
        await db.Intents.Where(row => row.Id == intent.Id && row.State == IntentState.Confirmed).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, IntentState.Told), cancel);
    }

    public async Task SaveAsync(BookingIntent intent, CancellationToken cancel)
    {
        if (intent.State is >= IntentState.Committing and not IntentState.Abandoned)
            return; // the commit writes its own states

        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginAloneAsync(Settlement.MatterOf(intent.Id), cancel);
        var record = RecordOf(intent);
        record.SettleAfter = await db.Intents.Where(row => row.Id == intent.Id).Select(row => row.SettleAfter).FirstOrDefaultAsync(cancel);
        await settlement.PutAsync(db, record, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    public async Task<IReadOnlyList<Appointment>> FindAppointmentsAsync(string phone, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = settlement.Now;
        var rows = await db.Bookings.AsNoTracking()
            .Where(row => row.Phone == phone && row.Status == BookingStatus.Confirmed && row.Start > now)
            .OrderBy(row => row.Start)
            .ToListAsync(cancel);
        return [.. rows.Select(row => row.ToAppointment())];
    }

    public async Task<KnownCaller?> FindCallerAsync(string phone, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Bookings
            .Where(row => row.Phone == phone)
            .OrderByDescending(row => row.CreatedAt)
            .Select(row => new KnownCaller(row.Name, row.Email, phone, row.Zone))
            .FirstOrDefaultAsync(cancel);
    }

    public async Task<CancelOutcome> CancelAsync(Appointment appointment, string reason, ICallJournal journal, CancellationToken stopping)
    {
        await using var db = await contexts.CreateDbContextAsync(stopping);
        var booking = await db.Bookings.AsNoTracking().FirstOrDefaultAsync(row => row.Id == appointment.Id, stopping)
            ?? new BookingRecord { EventId = appointment.EventId, Provider = appointment.Provider };
        var bookingEvent = FormerHomes.EventOf(booking, await db.Events.AsNoTracking().FirstOrDefaultAsync(row => row.Id == appointment.EventId, stopping));
        if (CalendarOf(bookingEvent) is not { } calendar)
            return new CancelOutcome.Failed($"There is no calendar '{bookingEvent.Provider}'.");

        await journal.RecordDurablyAsync("booking.cancelling", new { intent = appointment.Id, appointment.Reference, reason, @event = bookingEvent.Name, start = appointment.Slot.Start, zone = appointment.Attendee.Zone }, stopping);
        using var inHand = TakeInHand(appointment.Reference);
        var outcome = await settlement.CancelAsync(calendar, bookingEvent, appointment.Reference, reason, stopping);
        if (outcome is CancelOutcome.Cancelled or CancelOutcome.NotFound)
        {
            book.Change(calendar, calendar.Diary(bookingEvent));
            var now = settlement.Now;
            await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
            var cancelled = await db.Bookings.Where(row => row.Id == appointment.Id && row.Status == BookingStatus.Confirmed).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Status, BookingStatus.Cancelled).SetProperty(row => row.CancelReason, reason).SetProperty(row => row.UpdatedAt, now),
                CancellationToken.None);
            if (cancelled > 0)
            {
                (booking.Status, booking.CancelReason, booking.UpdatedAt) = (BookingStatus.Cancelled, reason, now);
                await settlement.FollowUps.CancelledAsync(db, booking, CancellationToken.None);
                await db.SaveChangesAsync(CancellationToken.None);
            }

            await transaction.CommitAsync(CancellationToken.None);
        }

        journal.Record("booking.resolved", new { intent = appointment.Id, outcome = outcome is CancelOutcome.Cancelled or CancelOutcome.NotFound ? "cancelled" : "not-cancelled", appointment.Reference });
        return outcome;
    }

    /// <summary>The commit itself, for a caller's intent or an operator's booking (then <paramref name="intent"/> is null).</summary>
    internal async Task<BookingOutcome> CommitAsync(BookingRequest request, IntentRecord record, Appointment? moving, ICallJournal journal, BookingIntent? intent, CancellationToken stopping)
    {
        if (CalendarOf(request.Event) is not { } calendar)
            return Resolve(new BookingOutcome.ProviderDown($"There is no calendar '{request.Event.Provider}'."));
        var old = await homes.FindAsync(record.Moving, request.Event, stopping);
        if (old is not null)
            request = request with { Moving = null }; // what is moved stands elsewhere: booked here, then cancelled there
        if (await settlement.BeginAsync(record, calendar, request, stopping) is { } refused)
            return Resolve(refused);

        // 1. On record, on disk, before anything happens outside.
        await journal.RecordDurablyAsync(
            "booking.committing",
            new { intent = request.Intent, bookingEvent = request.Event.Id, provider = calendar.Provider, start = request.Slot.Start, end = request.Slot.End, moving = moving?.Reference },
            stopping);
        intent?.Commit();

        // 2. Asked once; a lost answer is only ever looked up.
        using var inHand = TakeInHand(moving?.Reference);
        var outcome = await settlement.AskAsync(calendar, request, request.Moving, stopping);
        var lost = outcome as BookingOutcome.Unknown;
        if (lost is not null)
        {
            intent?.Resolve(outcome);
            outcome = await settlement.LookUpAsync(calendar, request, lost, stopping);
        }

        // 3. Written down, and only then told to anybody. What comes before is done again by the reconciliation if the server ends here.
        try
        {
            if (old is not null && outcome is (BookingOutcome.Booked or BookingOutcome.PendingConfirmation))
                await homes.LetGoAsync(old, request.Event, request.Slot.Start, stopping);
            await settlement.RecordAsync(record, calendar, request.Event, outcome, lost is not null, CancellationToken.None);
        }
        catch (Exception broken) when (outcome is BookingOutcome.Booked or BookingOutcome.PendingConfirmation or BookingOutcome.Unknown)
        {
            LogNotRecorded(broken, request.Intent);
            outcome = new BookingOutcome.Unknown("The booking could not be written down."); // the row still says committing; the reconciliation finds it
        }

        Note(calendar, request, outcome);
        return Resolve(outcome);

        BookingOutcome Resolve(BookingOutcome resolved)
        {
            intent?.Commit(); // refused, and without effect, when the commit is under way already
            intent?.Resolve(resolved);
            journal.Record("booking.resolved", OutcomeEntry.Of(request.Intent, resolved, moved: moving is not null));
            return resolved;
        }
    }

    /// <summary>The names of all calendars.</summary>
    internal IReadOnlyCollection<string> Providers => book.Providers;

    internal ICalendar? CalendarOf(BookingEvent bookingEvent) => book.CalendarOf(bookingEvent.Provider);

    /// <summary>What follows when a record changes.</summary>
    internal BookingFollowUps FollowUps => settlement.FollowUps;

    /// <summary>Where bookings stand whose event has another home by now.</summary>
    internal FormerHomes Homes => homes;

    /// <summary>True while we move or cancel this booking ourselves: what the calendar tells of it meanwhile is our own doing.</summary>
    internal bool IsInHand(string reference) => _inHand.ContainsKey(reference);

    /// <summary>What came of a commit, for what is known of free times and for the calendar's own hold.</summary>
    internal void Note(ICalendar calendar, BookingRequest request, BookingOutcome outcome)
    {
        var diary = calendar.Diary(request.Event);
        if (outcome is BookingOutcome.Booked or BookingOutcome.PendingConfirmation or BookingOutcome.Taken or BookingOutcome.OutOfBounds or BookingOutcome.LimitReached or BookingOutcome.Unknown)
            book.Close(calendar, diary, request.Slot);
        if (request.Moving is not null || outcome is BookingOutcome.LimitReached)
            book.Change(calendar, diary);
        if (outcome is not BookingOutcome.Unknown)
            holds.Release(request.Intent);
    }

    /// <summary>Whether the event's account is known to be dead or disconnected: nothing of what it had free can be booked. Not so when it only cannot be reached.</summary>
    private async Task<bool> IsLostAsync(BookingEvent bookingEvent, CancellationToken cancel)
    {
        if (bookingEvent.ConnectionId is not { } connection)
            return false;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Connections.AnyAsync(row => row.Id == connection && row.State != ConnectionState.Works, cancel);
    }

    private InHand TakeInHand(string? reference)
    {
        if (reference is not null)
            _inHand.AddOrUpdate(reference, 1, (_, count) => count + 1);
        return new InHand(_inHand, reference);
    }

    private static IntentRecord RecordOf(BookingIntent intent) => new()
    {
        Id = intent.Id,
        CallId = intent.Call,
        EventId = intent.Event.Id,
        State = intent.State,
        Moving = intent.Moving?.Id,
        Start = intent.Chosen?.Slot.Start,
        End = intent.Chosen?.Slot.End,
        Name = intent.Attendee?.Name ?? "",
        Email = intent.Attendee?.Email,
        Phone = intent.Attendee?.Phone,
        Zone = intent.Attendee?.Zone ?? "",
        Answers = [.. intent.Answers],
    };

    /// <summary>Lets go of a reference when it is disposed of.</summary>
    private readonly struct InHand(ConcurrentDictionary<string, int> held, string? reference) : IDisposable
    {
        public void Dispose()
        {
            if (reference is not null && held.AddOrUpdate(reference, 0, (_, count) => count - 1) <= 0)
                held.TryRemove(new KeyValuePair<string, int>(reference, 0));
        }
    }

    [LoggerMessage(LogLevel.Warning, "The calendar '{Provider}' could not be asked.")]
    private partial void LogNotAsked(Exception broken, string provider);

    [LoggerMessage(LogLevel.Error, "What came of intent {Intent} could not be written down; the reconciliation will.")]
    private partial void LogNotRecorded(Exception broken, Guid intent);
}
