using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Offers;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Journal;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Bookings;

/// <summary>
/// A small world around the real <see cref="BookingIntent"/> and <see cref="BookingLedger"/>: callers, a calendar that answers, refuses, loses its answer or books late, and a server that may crash at every gate.
/// It runs on one thread; whoever is to go on next, and what happens to them, is a choice of <see cref="EveryOrder"/>.
/// </summary>
internal sealed class BookingWorld
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);
    private static readonly Attendee Jo = new("Jo March", "jo@example.org", "+15550100", "UTC");

    private readonly TestDatabase _database;
    private readonly EveryOrder _orders;
    private readonly BookingEvent _event = new() { Id = new Guid("00000000-0000-0000-0000-00000000e001"), Name = "a consultation", Provider = "fake", TimeZone = "UTC" };
    private readonly List<(string Name, TaskCompletionSource Go)> _gates = [];
    private readonly List<Action> _late = [];
    private readonly HashSet<(Guid Intent, Instant Start)> _agreed = [];
    private readonly HashSet<Guid> _told = [];
    private readonly Dictionary<Guid, CallId> _wishes = []; // a wish may go on under a new identity; each of these callers' wishes has a call of its own
    private readonly ManualClock _clock = new(Monday);
    private readonly WorldCalendar _calendar;
    private readonly BookingLedger _ledger;
    private int _intents;

    public BookingWorld(TestDatabase database, EveryOrder orders)
    {
        _database = database;
        _orders = orders;
        _calendar = new WorldCalendar(this);
        using (var db = database.CreateDbContext())
        {
            db.Database.ExecuteSqlRaw("DELETE FROM intents; DELETE FROM bookings; DELETE FROM leases; DELETE FROM booking_events; DELETE FROM operator_tasks;");
            db.Events.Add(_event);
            db.SaveChanges();
        }

        _ledger = Server(_clock).Ledger;
    }

    /// <summary>How often the calendar may lose an answer in this run.</summary>
    public int LostAnswers { get; set; }

    /// <summary>How many may have the same time. With more than one the calendar does not refuse a second booking of the same caller.</summary>
    public int Seats { get; set; } = 1;

    /// <summary>True when the server may crash, once, at any gate.</summary>
    public bool MayCrash { get; set; }

    /// <summary>Lets the callers go, in some order, until all are done or the server crashed; then settles what is open and checks the laws.</summary>
    public void Play(params Func<Task>[] callers)
    {
        var calls = callers.Select(caller => caller()).ToList();
        var crashed = false;
        while (!crashed && calls.Exists(call => !call.IsCompleted))
        {
            if (_gates.Count == 0)
            {
                Assert.NotNull(_clock.NextDue); // nobody can go on by themselves, so somebody waits for time
                _clock.AdvanceTo(_clock.NextDue.Value);
                continue;
            }

            var choice = _orders.Choose(_gates.Count + (MayCrash ? 1 : 0));
            crashed = choice == _gates.Count;
            if (!crashed)
            {
                var (_, go) = _gates[choice];
                _gates.RemoveAt(choice);
                go.SetResult();
            }
        }

        foreach (var failed in calls.Where(call => call.IsFaulted))
            throw new InvalidOperationException($"A call failed; choices {_orders}", failed.Exception);
        SettleAndCheck();
    }

    /// <summary>A caller who may do anything, in any order, up to <paramref name="acts"/> times, with a receptionist that proposes the commit after every yes, allowed or not.</summary>
    public async Task WilfulCallerAsync(int acts)
    {
        var (intent, free) = await OfferAsync(hours: [10, 11]);
        var time = 0;
        var readBacks = new List<string>();
        Instant? heard = null;
        await ReadBackAsync();

        for (var act = 0; act < acts; act++)
        {
            switch (_orders.Choose(5))
            {
                case 0: // the last mark of the read-back comes back
                    intent.Hear(readBacks[^1]);
                    heard = intent.Chosen!.Slot.Start;
                    break;

                case 1: // "yes" — after the read-back, or right into it
                    if (heard is { } agreed)
                        _agreed.Add((intent.Id, agreed));
                    intent.Agree();
                    if (await CommitAsync(intent))
                        return;
                    if (intent.State != IntentState.Seeking)
                        break;
                    if (time == 1)
                        return;
                    heard = null;
                    time = 1;
                    await ReadBackAsync();
                    break;

                case 2: // "no, the other one"
                    heard = null;
                    time = 1 - time;
                    intent.ChangeMind();
                    await ReadBackAsync();
                    break;

                case 3: // the mark of a read-back that no longer counts comes back late
                    if (readBacks.Count > 1)
                        intent.Hear(readBacks[^2]);
                    break;

                default: // hangs up
                    intent.Abandon();
                    await _ledger.ReleaseAsync(intent, default);
                    return;
            }
        }

        async Task ReadBackAsync()
        {
            intent.Choose(free[time].Handle);
            if (intent.State != IntentState.Chosen || await _ledger.HoldAsync(intent, default) == HoldResult.HeldByAnother)
                return;
            intent.Complete(Jo);
            readBacks.Add($"r{readBacks.Count}");
            intent.ReadBack(readBacks[^1]);
        }
    }

    /// <summary>A caller who wants <paramref name="hours"/> one after the other, one booking each, and agrees to all that is read back.</summary>
    public async Task PlainCallerAsync(params int[] hours)
    {
        foreach (var hour in hours)
        {
            var (intent, free) = await OfferAsync([hour]);
            if (free.Count == 0)
                continue;
            intent.Choose(free[0].Handle);
            await GateAsync("hold");
            if (await _ledger.HoldAsync(intent, default) == HoldResult.HeldByAnother)
                continue;
            intent.Complete(Jo);
            intent.ReadBack("r");
            await GateAsync("yes");
            intent.Hear("r");
            _agreed.Add((intent.Id, free[0].Slot.Start));
            intent.Agree();
            await CommitAsync(intent);
        }
    }

    private async Task<(BookingIntent Intent, IReadOnlyList<OfferedSlot> Free)> OfferAsync(int[] hours)
    {
        var id = new Guid(++_intents, 0, 0, new byte[8]);
        var intent = new BookingIntent(id, new CallId(id), _event);
        var from = Instant.FromDateTimeOffset(Monday);
        var free = (FreeTimes.Found)await _ledger.FindFreeAsync(_event, new Interval(from, from + Duration.FromDays(1)), id, default);
        OfferedSlot[] offered = [.. free.Slots.Where(slot => hours.Contains(slot.Start.InUtc().Hour)).Select((slot, index) => new OfferedSlot($"s{index}", slot, DateTimeZone.Utc))];
        if (offered.Length > 0)
            intent.Offer(offered);
        return (intent, offered);
    }

    /// <summary>True when the caller was told of a booking.</summary>
    private async Task<bool> CommitAsync(BookingIntent intent)
    {
        _wishes[intent.Id] = intent.Call;
        try
        {
            await _ledger.CommitAsync(intent, "", new WorldJournal(this), default);
        }
        catch (InvalidOperationException) when (intent.State != IntentState.Agreed)
        {
            return false; // refused: not agreed to
        }

        await GateAsync("tell");
        if (intent.Tell() is not IntentStep.Taken)
            return false;

        Assert.True(_calendar.Standing.Exists(booking => booking.Intent == intent.Id), $"Told of a booking that does not stand; choices {_orders}");
        _told.Add(intent.Id);
        await _ledger.RecordToldAsync(intent, default);
        return true;
    }

    private Task GateAsync(string name)
    {
        var go = new TaskCompletionSource();
        _gates.Add((name, go));
        return go.Task;
    }

    /// <summary>The server, started again where it crashed: its own clock, so that nothing of the old process moves on.</summary>
    private void SettleAndCheck()
    {
        var clock = new ManualClock(_clock.GetUtcNow() + TimeSpan.FromSeconds(100)); // after what was under way counts as crashed, before what was lost is looked at once more
        var server = Server(clock);
        _calendar.Awake = false;
        Done(server.Reconciliation.SettleDueAsync(default));
        foreach (var arrives in _late)
            arrives();
        clock.Advance(TimeSpan.FromMinutes(10));
        Done(server.Reconciliation.SettleDueAsync(default));

        using var db = _database.CreateDbContext();
        var standing = _calendar.Standing;
        Assert.True(standing.GroupBy(booking => _wishes[booking.Intent]).All(same => same.Count() == 1), $"Two bookings for one wish; choices {_orders}");
        Assert.True(standing.GroupBy(booking => booking.Slot.Start).All(same => same.Count() <= Seats), $"Too many bookings for one time; choices {_orders}");
        Assert.True(standing.TrueForAll(booking => _agreed.Contains((booking.Intent, booking.Slot.Start))), $"A booking nobody agreed to; choices {_orders}");
        Assert.True(_told.All(told => standing.Exists(booking => booking.Intent == told)), $"Told of a booking that does not stand; choices {_orders}");
        Assert.True(
            db.Bookings.Where(row => row.Status == BookingStatus.Confirmed).AsEnumerable().Select(row => (row.Id, row.Reference, row.Start)).ToHashSet()
                .SetEquals(standing.Select(booking => (booking.Intent, booking.Reference, booking.Slot.Start))),
            $"Our record and the calendar differ; choices {_orders}");
        Assert.False(db.Intents.Any(row => row.State == IntentState.Committing || row.State == IntentState.Unknown || row.SettleAfter != null), $"A wish was left open; choices {_orders}");
    }

    private (BookingLedger Ledger, BackgroundReconciliation Reconciliation) Server(ManualClock clock)
    {
        var parts = new LedgerParts(_database, clock, [_calendar]);
        return (parts.Ledger, parts.Reconciliation());
    }

    private static void Done(Task task)
    {
        Assert.True(task.IsCompleted, "Everything here completes on the spot.");
        if (task.IsFaulted)
            throw task.Exception;
    }

    private sealed class WorldJournal(BookingWorld world) : ICallJournal
    {
        public void Record(string kind, object? payload = null)
        {
        }

        public async ValueTask RecordDurablyAsync(string kind, object? payload, CancellationToken cancel) => await world.GateAsync(kind);
    }

    /// <summary>A provider at its worst: it does not know an intent twice, so that asking twice books twice.</summary>
    private sealed class WorldCalendar(BookingWorld world) : ICalendar
    {
        private int _references;

        public string Provider => "fake";

        public bool Awake { get; set; } = true;

        public List<(Guid Intent, string Reference, Slot Slot)> Standing { get; } = [];

        public Task<SlotsResult> FindSlotsAsync(BookingEvent bookingEvent, Interval within, CancellationToken cancel)
        {
            var ten = Instant.FromDateTimeOffset(Monday) + Duration.FromHours(1);
            Slot[] slots = [.. Enumerable.Range(0, 2).Select(hour => ten + Duration.FromHours(hour)).Select(start => new Slot(start, start + Duration.FromMinutes(30)))];
            return Task.FromResult<SlotsResult>(new SlotsResult.Found([.. slots.Where(slot => !IsTaken(slot))]));
        }

        public async Task<BookingOutcome> BookAsync(BookingRequest request, CancellationToken cancel)
        {
            await world.GateAsync("ask");
            var fate = world.LostAnswers > 0 ? world._orders.Choose(4) : 0;
            if (fate > 0)
                world.LostAnswers--;

            switch (fate)
            {
                case 0:
                    var outcome = Put(request);
                    await world.GateAsync("answer");
                    return outcome;

                case 1: // booked, the answer lost
                    Put(request);
                    throw new TimeoutException();

                case 2: // lost on the way there
                    throw new TimeoutException();

                default: // it lies somewhere and is booked much later
                    world._late.Add(() => Put(request));
                    throw new TimeoutException();
            }
        }

        public async Task<BookingOutcome?> FindByIntentAsync(BookingRequest request, CancellationToken cancel)
        {
            if (Awake && world._orders.Choose(2) == 1)
                return new BookingOutcome.Unknown("down");
            await Task.CompletedTask;
            return Standing.Exists(booking => booking.Intent == request.Intent) ? Booked(Standing.Find(booking => booking.Intent == request.Intent)) : null;
        }

        public Task<BookingStanding> FindByReferenceAsync(BookingEvent bookingEvent, string reference, CancellationToken cancel) => throw new NotSupportedException();

        public Task<BookingOutcome> MoveAsync(BookingRequest request, string reference, CancellationToken cancel) => throw new NotSupportedException();

        public Task<CancelOutcome> CancelAsync(BookingEvent bookingEvent, string reference, string reason, CancellationToken cancel) =>
            Task.FromResult<CancelOutcome>(Standing.RemoveAll(booking => booking.Reference == reference) > 0 ? new CancelOutcome.Cancelled() : new CancelOutcome.NotFound());

        private static BookingOutcome.Booked Booked((Guid Intent, string Reference, Slot Slot) booking) => new(booking.Reference, booking.Slot, "");

        private bool IsTaken(Slot slot) => Standing.Count(booking => booking.Slot == slot) >= world.Seats;

        private BookingOutcome Put(BookingRequest request)
        {
            if (IsTaken(request.Slot))
                return new BookingOutcome.Taken();
            Standing.Add((request.Intent, $"b{++_references}", request.Slot));
            return Booked(Standing[^1]);
        }
    }
}
