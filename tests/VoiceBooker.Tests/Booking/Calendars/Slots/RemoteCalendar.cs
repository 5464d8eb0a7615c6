using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Tests.Booking.Calendars.Slots;

/// <summary>A small provider over an imagined network: it really refuses a taken time, really hides what is held, and is slow, down or silent when told so.</summary>
internal sealed class RemoteCalendar(string provider = "remote") : ICalendar
{
    private readonly Lock _gate = new();
    private int _names;
    private int _holdsAsked;

    public string Provider => provider;

    public bool IsRemote => true;

    /// <summary>The times there are in principle.</summary>
    public List<Slot> Grid { get; } = [];

    /// <summary>What stands: reference to whose wish and when.</summary>
    public Dictionary<string, (Guid Intent, Slot Slot)> Standing { get; } = new(StringComparer.Ordinal);

    /// <summary>Holds by name.</summary>
    public Dictionary<string, Slot> Holds { get; } = new(StringComparer.Ordinal);

    /// <summary>How often it was asked for free times.</summary>
    public int Asked { get; private set; }

    /// <summary>How many questions it answers at this moment, and the most there ever were.</summary>
    public (int Now, int Most) AtOnce { get; private set; }

    /// <summary>What was done to holds, in order.</summary>
    public List<string> Log { get; } = [];

    public bool Down { get; set; }

    /// <summary>What else happens when it is down and asked for free times.</summary>
    public Action WhenDown { get; set; } = () => { };

    /// <summary>While set, answers wait for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>While set, look-ups wait for it.</summary>
    public Task LookGate { get; set; } = Task.CompletedTask;

    /// <summary>What the next booking or look-up answers instead of doing anything.</summary>
    public Func<BookingRequest, BookingOutcome>? Books { get; set; }

    public BookingOutcome? Found { get; set; }

    /// <summary>What the next cancellation answers instead of doing anything.</summary>
    public CancelOutcome? Cancels { get; set; }

    /// <summary>The accounts in which it was asked about single bookings: to cancel, to move, to tell how they stand.</summary>
    public List<Guid?> Accounts { get; } = [];

    /// <summary>The last look-up by a wish.</summary>
    public BookingRequest? LookedUp { get; private set; }

    public Func<string, BookingStanding> Stands { get; set; } = _ => new BookingStanding.Untold("not asked");

    public string Diary(BookingEvent bookingEvent) => $"{bookingEvent.ConnectionId:D}";

    public async Task<SlotsResult> FindSlotsAsync(BookingEvent bookingEvent, Interval within, CancellationToken cancel)
    {
        lock (_gate)
        {
            Asked++;
            AtOnce = (AtOnce.Now + 1, Math.Max(AtOnce.Most, AtOnce.Now + 1));
        }

        try
        {
            await Gate.WaitAsync(cancel);
            if (Down)
                WhenDown();
            lock (_gate)
            {
                return Down ? new SlotsResult.Unavailable("down")
                    : new SlotsResult.Found([.. Grid.Where(slot => slot.Start >= within.Start && slot.Start < within.End && !IsTaken(slot) && !Holds.Values.Any(held => held.Start < slot.End && slot.Start < held.End))]);
            }
        }
        finally
        {
            lock (_gate)
                AtOnce = (AtOnce.Now - 1, AtOnce.Most);
        }
    }

    public async Task<BookingOutcome> BookAsync(BookingRequest request, CancellationToken cancel)
    {
        if (Books is { } answer)
            return answer(request);
        await Gate.WaitAsync(cancel);
        lock (_gate)
        {
            if (IsTaken(request.Slot))
                return new BookingOutcome.Taken();
            var reference = $"r{++_names}";
            Standing[reference] = (request.Intent, request.Slot);
            return new BookingOutcome.Booked(reference, request.Slot, "");
        }
    }

    public async Task<BookingOutcome> MoveAsync(BookingRequest request, string reference, CancellationToken cancel)
    {
        Accounts.Add(request.Event.ConnectionId);
        var outcome = await BookAsync(request, cancel);
        if (outcome is BookingOutcome.Booked)
            Standing.Remove(reference);
        return outcome;
    }

    public async Task<BookingOutcome?> FindByIntentAsync(BookingRequest request, CancellationToken cancel)
    {
        LookedUp = request;
        await LookGate.WaitAsync(cancel);
        return Found;
    }

    public Task<BookingStanding> FindByReferenceAsync(BookingEvent bookingEvent, string reference, CancellationToken cancel)
    {
        Accounts.Add(bookingEvent.ConnectionId);
        return Task.FromResult(Stands(reference));
    }

    public async Task<CancelOutcome> CancelAsync(BookingEvent bookingEvent, string reference, string reason, CancellationToken cancel)
    {
        Accounts.Add(bookingEvent.ConnectionId);
        await Gate.WaitAsync(cancel);
        return Cancels ?? (Standing.Remove(reference) ? new CancelOutcome.Cancelled() : new CancelOutcome.NotFound());
    }

    /// <summary>How many holds it was asked for, answered or not.</summary>
    public int HoldsAsked => Volatile.Read(ref _holdsAsked);

    public async Task<string?> ReserveAsync(BookingEvent bookingEvent, Slot slot, CancellationToken cancel)
    {
        Interlocked.Increment(ref _holdsAsked);
        await Gate.WaitAsync(cancel);
        lock (_gate)
        {
            var hold = $"h{++_names}";
            Holds[hold] = slot;
            Log.Add($"reserved {slot.Start.InUtc().Hour}");
            return hold;
        }
    }

    public async Task ReleaseAsync(BookingEvent bookingEvent, string hold, CancellationToken cancel)
    {
        await Gate.WaitAsync(cancel);
        lock (_gate)
        {
            if (Holds.Remove(hold, out var slot))
                Log.Add($"released {slot.Start.InUtc().Hour}");
        }
    }

    private bool IsTaken(Slot slot) => Standing.Values.Any(booked => booked.Slot.Start < slot.End && slot.Start < booked.Slot.End);
}
