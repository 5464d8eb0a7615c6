using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Calendars.Invitations;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Calendars.BuiltIn;

/// <summary>
/// The calendar in our own database. A booking writes one row per five minutes and seat with a unique key, in one transaction with the booking and its invitation:
/// a lost race is <see cref="BookingOutcome.Taken"/>, whoever races, in this process or another.
/// </summary>
internal sealed class BuiltInCalendar(IDbContextFactory<BookingDbContext> contexts, InvitationWriter invitations, TimeProvider time) : ICalendar
{
    private const int Attempts = 3;

    /// <summary>A time that was offered may be agreed to so much later than the minimum notice asks.</summary>
    private static readonly Duration NoticeGrace = Duration.FromMinutes(15);

    public string Provider => "built-in";

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    public string Diary(BookingEvent bookingEvent) => bookingEvent.ProviderEvent.Split('/')[0];

    public async Task<SlotsResult> FindSlotsAsync(BookingEvent bookingEvent, Interval within, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await FindScheduleAsync(db, bookingEvent, cancel) is not var (schedule, minutes))
            return new SlotsResult.Unavailable($"The event's calendar '{bookingEvent.ProviderEvent}' does not exist.");

        var zone = DateTimeZoneProviders.Tzdb[schedule.TimeZone];
        var earliest = Instant.Max(within.Start, Now + Duration.FromMinutes(schedule.MinimumNoticeMinutes));
        var latest = Instant.Min(within.End, EndOfWindow(schedule, zone));
        if (earliest >= latest)
            return new SlotsResult.Found([]);

        var times = ScheduleTimes.Within(schedule, minutes, new Interval(earliest, latest)).ToList();
        if (times.Count == 0)
            return new SlotsResult.Found([]);

        var (from, _) = Cells(schedule, times[0]);
        var (_, until) = Cells(schedule, times[^1]);
        var taken = (await db.CalendarCells
            .Where(cell => cell.ScheduleId == schedule.Id && cell.Cell >= from && cell.Cell < until)
            .Select(cell => new { cell.Cell, cell.Seat })
            .ToListAsync(cancel)).Select(cell => (cell.Cell, cell.Seat)).ToHashSet();

        return new SlotsResult.Found([.. times.Where(slot => FreeSeat(schedule, slot, taken) is not null)]);
    }

    public Task<BookingOutcome> BookAsync(BookingRequest request, CancellationToken cancel) => WriteAsync(request, reference: null, cancel);

    public Task<BookingOutcome> MoveAsync(BookingRequest request, string reference, CancellationToken cancel) => WriteAsync(request, reference, cancel);

    public async Task<BookingOutcome?> FindByIntentAsync(BookingRequest request, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var intent = request.Intent;
        return await db.CalendarBookings.FirstOrDefaultAsync(booking => booking.Intent == intent && booking.Stands, cancel) is { } found ? Booked(found) : null;
    }

    public async Task<BookingStanding> FindByReferenceAsync(BookingEvent bookingEvent, string reference, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return Guid.TryParse(reference, out var id) && await db.CalendarBookings.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.Stands, cancel) is { } found
            ? new BookingStanding.Stands(new Slot(found.Start, found.End), AwaitsConfirmation: false, found.Place)
            : new BookingStanding.Gone("It does not stand in the calendar.");
    }

    public async Task<CancelOutcome> CancelAsync(BookingEvent bookingEvent, string reference, string reason, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginAloneAsync(MatterOf(bookingEvent), cancel);
        if (!Guid.TryParse(reference, out var id) || await db.CalendarBookings.FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } booking)
            return new CancelOutcome.NotFound();
        if (!booking.Stands)
            return new CancelOutcome.Cancelled();

        booking.Stands = false;
        booking.Sequence++;
        await FreeAsync(db, booking, cancel);
        invitations.AddCancellation(db, booking, reason, await LanguageAsync(db, booking, bookingEvent, cancel), Now);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new CancelOutcome.Cancelled();
    }

    /// <summary>Whole cells the meeting occupies with its buffers: from, and the first one after.</summary>
    private static (long From, long Until) Cells(CalendarSchedule schedule, Slot slot)
    {
        const long TicksPerCell = CalendarSchedule.CellMinutes * NodaConstants.TicksPerMinute;
        var from = (slot.Start - Duration.FromMinutes(schedule.BufferBeforeMinutes)).ToUnixTimeTicks();
        var until = (slot.End + Duration.FromMinutes(schedule.BufferAfterMinutes)).ToUnixTimeTicks();
        return ((long)Math.Floor(from / (decimal)TicksPerCell), (long)Math.Ceiling(until / (decimal)TicksPerCell));
    }

    private static int? FreeSeat(CalendarSchedule schedule, Slot slot, HashSet<(long Cell, int Seat)> taken)
    {
        var (from, until) = Cells(schedule, slot);
        for (var seat = 0; seat < schedule.Capacity; seat++)
        {
            var cell = from;
            while (cell < until && !taken.Contains((cell, seat)))
                cell++;
            if (cell == until)
                return seat;
        }

        return null;
    }

    private static BookingOutcome.Booked Booked(CalendarBooking booking) => new(booking.Id.ToString("D"), new Slot(booking.Start, booking.End), booking.Place);

    private static async Task<(CalendarSchedule Schedule, int DurationMinutes)?> FindScheduleAsync(BookingDbContext db, BookingEvent bookingEvent, CancellationToken cancel)
    {
        var parts = bookingEvent.ProviderEvent.Split('/');
        if (!Guid.TryParse(parts[0], out var id) || await db.Schedules.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } schedule)
            return null;

        var own = parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes > 0 && minutes % CalendarSchedule.CellMinutes == 0;
        return (schedule, own ? int.Parse(parts[1], CultureInfo.InvariantCulture) : schedule.DurationMinutes);
    }

    private static async Task FreeAsync(BookingDbContext db, CalendarBooking booking, CancellationToken cancel)
    {
        await db.CalendarCells.Where(cell => cell.BookingId == booking.Id).ExecuteDeleteAsync(cancel);
        await db.CalendarDayPlaces.Where(place => place.BookingId == booking.Id).ExecuteDeleteAsync(cancel);
    }

    /// <summary>What transactions that change a calendar have in common: see <see cref="LostRaces.BeginAloneAsync"/>.</summary>
    private string MatterOf(BookingEvent bookingEvent) => $"schedule {Diary(bookingEvent)}";

    private Instant EndOfWindow(CalendarSchedule schedule, DateTimeZone zone) => Now.InZone(zone).Date.PlusDays(schedule.BookingWindowDays + 1).AtStartOfDayInZone(zone).ToInstant();

    private async Task<BookingOutcome> WriteAsync(BookingRequest request, string? reference, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteOnceAsync(request, reference, cancel);
            }
            catch (DbUpdateException refused) when (refused.IsTakenKey() && attempt < Attempts)
            {
                // Another process took a key between our look and our write, where the database lets both begin: look again.
            }
            catch (DbUpdateException refused) when (refused.IsTakenKey())
            {
                return new BookingOutcome.Taken();
            }
            catch (DbUpdateException broken)
            {
                // Refused before the commit began, so the transaction was rolled back and nothing stands. A commit that breaks is another exception: its outcome is looked up.
                return new BookingOutcome.ProviderDown($"The booking could not be written: {broken.InnerException?.Message ?? broken.Message}");
            }
        }
    }

    private async Task<BookingOutcome> WriteOnceAsync(BookingRequest request, string? reference, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginAloneAsync(MatterOf(request.Event), cancel);

        // The same wish again gives its first booking back; only a move may go on to another time.
        if (await db.CalendarBookings.FirstOrDefaultAsync(row => row.Intent == request.Intent, cancel) is { } before
            && (reference is null || !before.Stands || before.Start == request.Slot.Start))
            return before.Stands ? Booked(before) : new BookingOutcome.OutOfBounds("This booking was made and cancelled before.");

        if (await FindScheduleAsync(db, request.Event, cancel) is not var (schedule, minutes))
            return new BookingOutcome.ProviderDown($"The event's calendar '{request.Event.ProviderEvent}' does not exist.");
        if (FindBreach(schedule, minutes, request.Slot) is { } breach)
            return new BookingOutcome.OutOfBounds(breach);

        CalendarBooking booking;
        if (reference is null)
        {
            var id = Guid.CreateVersion7(time.GetUtcNow());
            booking = new CalendarBooking { Id = id, Uid = request.Intent };
            db.CalendarBookings.Add(booking);
        }
        else
        {
            if (!Guid.TryParse(reference, out var id) || await db.CalendarBookings.FirstOrDefaultAsync(row => row.Id == id && row.Stands, cancel) is not { } moved)
                return new BookingOutcome.OutOfBounds("The appointment does not stand any more.");
            booking = moved;
            booking.Sequence++;
            await FreeAsync(db, booking, cancel);
        }

        var (from, until) = Cells(schedule, request.Slot);
        var taken = (await db.CalendarCells
            .Where(cell => cell.ScheduleId == schedule.Id && cell.Cell >= from && cell.Cell < until)
            .Select(cell => new { cell.Cell, cell.Seat })
            .ToListAsync(cancel)).Select(cell => (cell.Cell, cell.Seat)).ToHashSet();
        if (FreeSeat(schedule, request.Slot, taken) is not { } seat)
            return new BookingOutcome.Taken();

        var date = request.Slot.Start.InZone(ZoneOf(request.Event, schedule)).Date;
        var places = await db.CalendarDayPlaces.Where(row => row.EventId == request.Event.Id && row.Date == date).Select(row => row.Place).ToListAsync(cancel);
        if (places.Count >= request.Event.DailyCap)
            return new BookingOutcome.LimitReached("The day is full.");

        booking.ScheduleId = schedule.Id;
        booking.EventId = request.Event.Id;
        booking.Intent = request.Intent;
        booking.Start = request.Slot.Start;
        booking.End = request.Slot.End;
        booking.Title = request.Event.Name;
        booking.OrganizerEmail = request.OrganizerEmail;
        booking.AttendeeName = request.Attendee.Name;
        booking.AttendeeEmail = request.Attendee.Email;
        booking.AttendeeZone = request.Attendee.Zone;
        booking.Place = request.Event.MeetingPlace;

        for (var cell = from; cell < until; cell++)
            db.CalendarCells.Add(new CalendarCell { ScheduleId = schedule.Id, Cell = cell, Seat = seat, BookingId = booking.Id });
        db.CalendarDayPlaces.Add(new CalendarDayPlace { EventId = request.Event.Id, Date = date, Place = Enumerable.Range(0, places.Count + 1).Except(places).First(), BookingId = booking.Id });
        invitations.AddRequest(db, booking, await LanguageAsync(db, booking, request.Event, cancel), Now);

        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return Booked(booking);
    }

    private static async Task<string> LanguageAsync(BookingDbContext db, CalendarBooking booking, BookingEvent bookingEvent, CancellationToken cancel)
    {
        var call = await db.Intents.Where(row => row.Id == booking.Intent).Select(row => (CallId?)row.CallId).FirstOrDefaultAsync(cancel);
        return await MessageLanguage.OfAsync(db, call, bookingEvent.AssistantId, cancel);
    }

    private string? FindBreach(CalendarSchedule schedule, int minutes, Slot slot)
    {
        var notice = Duration.FromMinutes(schedule.MinimumNoticeMinutes);
        var earliest = Now + Duration.Max(Duration.Zero, notice - NoticeGrace);
        return slot.Start < earliest ? "It is too soon."
            : slot.Start >= EndOfWindow(schedule, DateTimeZoneProviders.Tzdb[schedule.TimeZone]) ? "It is too far ahead."
            : !ScheduleTimes.Has(schedule, minutes, slot) ? "It is outside the hours."
            : null;
    }

    private static DateTimeZone ZoneOf(BookingEvent bookingEvent, CalendarSchedule schedule) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(bookingEvent.TimeZone) ?? DateTimeZoneProviders.Tzdb[schedule.TimeZone];
}
