using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.Voice.Calls;
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

    /// <summary>How long the calendar takes to give its free times, by <see cref="Clock"/>.</summary>
    public TimeSpan FindsIn { get; set; }

    /// <summary>How long it takes to book.</summary>
    public TimeSpan BooksIn { get; set; }

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>How one meets, as the calendar says it.</summary>
    public string Via { get; set; } = "";

    public string Place { get; set; } = "12 Main Street";

    public int Leases => _leases.Count;

    public List<IntentState> CommittedFrom { get; } = [];

    public List<BookingIntent> Committed { get; } = [];

    public Task<IReadOnlyList<BookingEvent>> FindEventsAsync(Guid assistant, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<BookingEvent>>([.. Events.Where(each => each.Active)]);

    public async Task<FreeTimes> FindFreeAsync(BookingEvent bookingEvent, Interval within, Guid intent, CancellationToken cancel)
    {
        if (FindsIn > TimeSpan.Zero)
            await Task.Delay(FindsIn, Clock, cancel);
        if (Breaks)
            throw new InvalidOperationException("The ledger is broken.");
        if (Unavailable)
            return new FreeTimes.Unavailable("down");
        var taken = Calendar.Select(each => each.Slot.Start).Concat(_leases.Where(lease => lease.Key != intent).Select(lease => lease.Value.Start)).ToHashSet();
        return new FreeTimes.Found([.. Free.Where(slot => within.Contains(slot.Start) && !taken.Contains(slot.Start)).OrderBy(slot => slot.Start)]);
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

    public async Task<BookingOutcome> CommitAsync(BookingIntent intent, string organizerEmail, ICallJournal journal, CancellationToken stopping)
    {
        CommittedFrom.Add(intent.State);
        Committed.Add(intent);
        Assert.IsType<IntentStep.Taken>(intent.Commit());
        Organizers.Add(organizerEmail);
        if (BooksIn > TimeSpan.Zero)
            await Task.Delay(BooksIn, Clock, CancellationToken.None);
        var slot = intent.Chosen!.Slot;
        var outcome = Next.Count > 0 ? Next.Dequeue() : Calendar.Exists(each => each.Slot.Start == slot.Start) ? new BookingOutcome.Taken() : new BookingOutcome.Booked("ref-" + intent.Id.ToString("N")[^6..], slot, Place) { Via = Via };
        if (outcome is BookingOutcome.Booked booked)
        {
            if (intent.Moving is { } moving)
                Calendar.RemoveAll(each => each.Id == moving.Id);
            Calendar.Add(new Appointment(intent.Id, intent.Event.Id, intent.Event.Provider, booked.Reference, booked.Slot, intent.Attendee!, booked.MeetingPlace) { Answers = intent.Answers });
        }

        _leases.Remove(intent.Id);
        intent.Resolve(outcome);
        return outcome;
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

/// <summary>Notes kept in memory; a matter has one open note.</summary>
internal sealed class FakeNotes : ICallNotes
{
    public List<CallNote> Left { get; } = [];

    public bool Breaks { get; set; }

    public Task LeaveAsync(CallNote note, CancellationToken cancel)
    {
        if (Breaks)
            throw new IOException("The disk is full.");
        if (note.Matter is { } matter)
            Left.RemoveAll(each => each.Matter == matter);
        Left.Add(note);
        return Task.CompletedTask;
    }
}

/// <summary>Remembers what people wish about being called; breaks when told to.</summary>
internal sealed class FakeWishes : ICallWishes
{
    public List<(string Number, string Source, string Words)> Stopped { get; } = [];

    public List<(string Number, string Source, string Words)> LeftToPerson { get; } = [];

    public List<(Instant? At, string Words)> CallsBack { get; } = [];

    public bool Breaks { get; set; }

    /// <summary>False: the call is nobody's attempt.</summary>
    public bool Dials { get; set; } = true;

    public Task StopCallingAsync(string number, CallId? call, string source, string words, CancellationToken cancel)
    {
        if (Breaks)
            throw new IOException("The disk is full.");
        Stopped.Add((number, source, words));
        return Task.CompletedTask;
    }

    public Task<bool> TakeBackAsync(string number, string words, CancellationToken cancel) => Task.FromResult(Stopped.RemoveAll(each => each.Number == number && each.Source == "sms") > 0);

    public Task LeaveToPersonAsync(string number, CallId? call, string source, string words, CancellationToken cancel)
    {
        LeftToPerson.Add((number, source, words));
        return Task.CompletedTask;
    }

    public Task<bool> CallBackAsync(CallId call, Instant? at, string words, CancellationToken cancel)
    {
        if (Breaks)
            throw new IOException("The disk is full.");
        if (Dials)
            CallsBack.Add((at, words));
        return Task.FromResult(Dials);
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
