using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Voice.Journal;

namespace VoiceBooker.Tests.Booking.Reception;

/// <summary>A small real ledger in memory: free times, leases, bookings that are refused when taken.</summary>
internal sealed class FakeLedger : IBookingLedger
{
    private readonly Dictionary<Guid, Slot> _leases = [];

    public List<BookingEvent> Events { get; } = [];

    public List<Slot> Free { get; } = [];

    /// <summary>Times another call takes just before ours.</summary>
    public HashSet<Instant> HeldByOthers { get; } = [];

    public List<Appointment> Calendar { get; } = [];

    public List<Appointment> Cancelled { get; } = [];

    public List<Guid> Told { get; } = [];

    public List<string> Organizers { get; } = [];

    public KnownCaller? Known { get; set; }

    /// <summary>What the next commits come to instead of a booking.</summary>
    public Queue<BookingOutcome> Next { get; } = new();

    public CancelOutcome CancelGives { get; set; } = new CancelOutcome.Cancelled();

    public bool Unavailable { get; set; }

    public bool Breaks { get; set; }

    public string Place { get; set; } = "12 Main Street";

    public int Leases => _leases.Count;

    public List<IntentState> CommittedFrom { get; } = [];

    public List<BookingIntent> Committed { get; } = [];

    public Task<IReadOnlyList<BookingEvent>> FindEventsAsync(Guid assistant, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<BookingEvent>>([.. Events.Where(each => each.Active)]);

    public Task<FreeTimes> FindFreeAsync(BookingEvent bookingEvent, Interval within, Guid intent, CancellationToken cancel)
    {
        if (Breaks)
            throw new InvalidOperationException("The ledger is broken.");
        if (Unavailable)
            return Task.FromResult<FreeTimes>(new FreeTimes.Unavailable("down"));
        var taken = Calendar.Select(each => each.Slot.Start).Concat(_leases.Where(lease => lease.Key != intent).Select(lease => lease.Value.Start)).ToHashSet();
        return Task.FromResult<FreeTimes>(new FreeTimes.Found([.. Free.Where(slot => within.Contains(slot.Start) && !taken.Contains(slot.Start)).OrderBy(slot => slot.Start)]));
    }

    public Task<HoldResult> HoldAsync(BookingIntent intent, CancellationToken cancel)
    {
        Assert.Equal(IntentState.Chosen, intent.State);
        _leases.Remove(intent.Id);
        if (HeldByOthers.Contains(intent.Chosen!.Slot.Start))
            return Task.FromResult(HoldResult.HeldByAnother);
        _leases[intent.Id] = intent.Chosen.Slot;
        return Task.FromResult(HoldResult.Held);
    }

    public Task ReleaseAsync(BookingIntent intent, CancellationToken cancel)
    {
        _leases.Remove(intent.Id);
        return Task.CompletedTask;
    }

    public Task<BookingOutcome> CommitAsync(BookingIntent intent, string organizerEmail, ICallJournal journal, CancellationToken stopping)
    {
        CommittedFrom.Add(intent.State);
        Committed.Add(intent);
        Assert.IsType<IntentStep.Taken>(intent.Commit());
        Organizers.Add(organizerEmail);
        var slot = intent.Chosen!.Slot;
        var outcome = Next.Count > 0 ? Next.Dequeue() : Calendar.Exists(each => each.Slot.Start == slot.Start) ? new BookingOutcome.Taken() : new BookingOutcome.Booked("ref-" + intent.Id.ToString("N")[..6], slot, Place);
        if (outcome is BookingOutcome.Booked booked)
        {
            if (intent.Moving is { } moving)
                Calendar.RemoveAll(each => each.Id == moving.Id);
            Calendar.Add(new Appointment(intent.Id, intent.Event.Id, intent.Event.Provider, booked.Reference, booked.Slot, intent.Attendee!, booked.MeetingPlace));
            _leases.Remove(intent.Id);
        }

        intent.Resolve(outcome);
        return Task.FromResult(outcome);
    }

    public Task RecordToldAsync(BookingIntent intent, CancellationToken cancel)
    {
        Told.Add(intent.Id);
        return Task.CompletedTask;
    }

    public Task SaveAsync(BookingIntent intent, CancellationToken cancel) => Task.CompletedTask;

    public Task<IReadOnlyList<Appointment>> FindAppointmentsAsync(string phone, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Appointment>>([.. Calendar.Where(each => each.Attendee.Phone == phone).OrderBy(each => each.Slot.Start)]);

    public Task<KnownCaller?> FindCallerAsync(string phone, CancellationToken cancel) => Task.FromResult(Known);

    public Task<CancelOutcome> CancelAsync(Appointment appointment, string reason, ICallJournal journal, CancellationToken stopping)
    {
        if (CancelGives is CancelOutcome.Cancelled && Calendar.RemoveAll(each => each.Id == appointment.Id) > 0)
            Cancelled.Add(appointment);
        return Task.FromResult(CancelGives);
    }
}

/// <summary>A journal that is only remembered.</summary>
internal sealed class RememberedJournal : ICallJournal
{
    public List<(string Kind, object? Payload)> Entries { get; } = [];

    public void Record(string kind, object? payload = null) => Entries.Add((kind, payload));

    public ValueTask RecordDurablyAsync(string kind, object? payload, CancellationToken cancel)
    {
        Record(kind, payload);
        return ValueTask.CompletedTask;
    }

    public int Count(string kind) => Entries.Count(each => each.Kind == kind);
}
