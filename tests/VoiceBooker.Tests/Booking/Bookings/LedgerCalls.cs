using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Offers;
using VoiceBooker.Tests.Booking.Calendars.Slots;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Journal;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Bookings;

/// <summary>Callers at the real ledger, before two calendars over an imagined network.</summary>
internal sealed class LedgerCalls : IDisposable
{
    public static readonly Attendee Jo = new("Jo March", "jo@example.org", "+15550100", "UTC");

    public LedgerCalls()
    {
        foreach (var calendar in new[] { Remote, Other })
            calendar.Grid.AddRange(Enumerable.Range(9, 8).Select(At));
        Parts = new LedgerParts(Database, Clock, [Remote, Other]);
        using var db = Database.CreateDbContext();
        db.Events.Add(Event);
        db.SaveChanges();
    }

    public TestDatabase Database { get; } = TestDatabase.OnDisk();

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero));

    public RemoteCalendar Remote { get; } = new();

    public RemoteCalendar Other { get; } = new("other");

    public BookingEvent Event { get; } = new() { Id = Guid.CreateVersion7(), Name = "a consultation", Provider = "remote", ProviderEvent = "e1", ConnectionId = Guid.CreateVersion7(), TimeZone = "UTC" };

    public LedgerParts Parts { get; }

    public BookingLedger Ledger => Parts.Ledger;

    /// <summary>Half an hour of Tuesday.</summary>
    public static Slot At(int hour)
    {
        var start = Instant.FromUtc(2026, 12, 1, hour, 0);
        return new Slot(start, start + Duration.FromMinutes(30));
    }

    public void Dispose()
    {
        Parts.Journals.Dispose();
        Parts.Writer.Dispose();
        Parts.Holds.Dispose();
        Parts.Book.Dispose();
        Database.Dispose();
    }

    /// <summary>A wish that has chosen its time.</summary>
    public BookingIntent Choose(int hour, Appointment? moving = null)
    {
        var intent = new BookingIntent(Guid.CreateVersion7(), new CallId(Guid.CreateVersion7()), Event) { Moving = moving };
        intent.Offer([new OfferedSlot("s0", At(hour), DateTimeZone.Utc)]);
        intent.Choose("s0");
        return intent;
    }

    public Task<BookingOutcome> CommitAsync(int hour, Appointment? moving = null) => CommitAsync(Choose(hour, moving));

    public Task<BookingOutcome> CommitAsync(BookingIntent intent)
    {
        intent.Complete(Jo);
        intent.ReadBack("r");
        intent.Hear("r");
        intent.Agree();
        return Ledger.CommitAsync(intent, "", Silent, default);
    }

    /// <summary>The free hours of Tuesday, as they are offered to a new wish.</summary>
    public async Task<IReadOnlyList<int>> FreeAsync(Guid intent = default) =>
        [.. Assert.IsType<FreeTimes.Found>(await Ledger.FindFreeAsync(Event, new Interval(At(0).Start, At(23).End), intent, default)).Slots.Select(slot => slot.Start.InUtc().Hour)];

    /// <summary>What stands to our knowledge for Jo.</summary>
    public async Task<Appointment> AppointmentAsync() => Assert.Single(await Ledger.FindAppointmentsAsync(Jo.Phone!, default));

    public IReadOnlyList<BookingRecord> Rows()
    {
        using var db = Database.CreateDbContext();
        return [.. db.Bookings.OrderBy(row => row.Id)];
    }

    /// <summary>The event gets another home.</summary>
    public void Rehome(string provider, Guid account)
    {
        (Event.Provider, Event.ConnectionId, Event.ProviderEvent) = (provider, account, "e2");
        using var db = Database.CreateDbContext();
        db.Events.Update(Event);
        db.SaveChanges();
    }

    public static ICallJournal Silent { get; } = new NoJournal();

    private sealed class NoJournal : ICallJournal
    {
        public void Record(string kind, object? payload = null)
        {
        }

        public ValueTask RecordDurablyAsync(string kind, object? payload, CancellationToken cancel) => ValueTask.CompletedTask;
    }
}
