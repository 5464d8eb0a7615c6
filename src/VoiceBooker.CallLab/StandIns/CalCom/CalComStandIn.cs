using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary>
/// Cal.com's API v2 on a loopback port: real paths, headers, statuses and texts, so that a client differs only in its base address.
/// Fill it by <see cref="Add(CalComAccount, WorkingHours)"/> and its like, or by <see cref="CalComSeed"/>; judge by <see cref="Bookings"/>. Seated, recurring and paid types are listed but answer 400 when booked.
/// Faults are named slots, reserve, hold (reading one), release, book, get, list, reschedule, cancel, confirm, decline, me, event-types, schedules, conferencing, webhooks, token, authorize.
/// </summary>
internal sealed class CalComStandIn : IAsyncDisposable
{
    private readonly CalComState _state;
    private readonly CalComRoutes _routes;
    private readonly StandInDoor _door;
    private readonly BookingDesk _bookings;
    private readonly ReservationDesk _reservations;
    private readonly ChangeDesk _changes;
    private readonly Credentials _credentials;

    /// <summary>An empty one; nothing listens yet.</summary>
    public CalComStandIn(TimeProvider time)
    {
        Clock = time as StandInClock ?? new StandInClock(time);
        Webhooks = new WebhookSender(Clock);
        _state = new CalComState(Clock, Switches);
        _credentials = new Credentials(_state);
        var availability = new Availability(_state);
        var webhooks = new WebhookDesk(_state, Webhooks);
        _bookings = new BookingDesk(_state, availability, webhooks);
        _reservations = new ReservationDesk(_state);
        _changes = new ChangeDesk(_state, _bookings, webhooks);
        _routes = new CalComRoutes(
            _state, _credentials, new RequestLimiter(_state, _credentials), new AccountDesk(_state), new SlotDesk(_state, availability, _bookings), _reservations, _bookings, _changes, new ListDesk(_state),
            webhooks, new OAuthDesk(_state, _credentials));
        _door = new StandInDoor(Clock, Faults, Log, _routes.FaultAnswers);
    }

    /// <summary>The hour it believes it is.</summary>
    public StandInClock Clock { get; }

    /// <summary>What goes wrong next.</summary>
    public FaultBook Faults { get; } = new();

    /// <summary>What was asked.</summary>
    public RequestLog Log { get; } = new();

    /// <summary>How it behaves as a whole.</summary>
    public CalComSwitches Switches { get; } = new();

    /// <summary>What was sent to subscribers.</summary>
    public WebhookSender Webhooks { get; }

    /// <summary>Where it is.</summary>
    public Uri Base => _door.Base;

    /// <summary>Every booking ever made, oldest first, as it stands now.</summary>
    public IReadOnlyList<CalComBooking> Bookings => Locked<IReadOnlyList<CalComBooking>>(() => [.. _state.Bookings]);

    /// <summary>Holds that have not ended.</summary>
    public IReadOnlyList<CalComReservation> Reservations => Locked<IReadOnlyList<CalComReservation>>(() => [.. _state.Reservations.Where(each => each.Until > _state.Now)]);

    /// <summary>Subscriptions.</summary>
    public IReadOnlyList<CalComWebhook> Subscriptions => Locked<IReadOnlyList<CalComWebhook>>(() => [.. _state.Webhooks]);

    /// <summary>Accounts.</summary>
    public IReadOnlyList<CalComAccount> Accounts => Locked<IReadOnlyList<CalComAccount>>(() => [.. _state.Accounts.Values]);

    /// <summary>OAuth clients.</summary>
    public IReadOnlyList<CalComOAuthClient> Clients => Locked<IReadOnlyList<CalComOAuthClient>>(() => [.. _state.Clients.Values]);

    /// <summary>Event types.</summary>
    public IReadOnlyList<CalComEventType> EventTypes => Locked<IReadOnlyList<CalComEventType>>(() => [.. _state.EventTypes.Values]);

    /// <summary>Requests that go against the OpenAPI document, each with what is wrong.</summary>
    public IReadOnlyList<string> SpecViolations => Locked<IReadOnlyList<string>>(() => [.. _routes.SpecViolations]);

    /// <summary>Opens its door on a loopback port, 0: a free one.</summary>
    public Task OpenAsync(int port = 0) => _door.OpenAsync(port, door =>
    {
        _routes.Map(door, _door);
        door.MapLab(Clock, Faults, Log);
        CalComLab.Map(door, this);
    });

    /// <summary>Adds an account, or replaces the one of that identity, with its default hours.</summary>
    public CalComAccount Add(CalComAccount account, WorkingHours hours)
    {
        Locked(() =>
        {
            _state.Accounts[account.Id] = account;
            return _state.Schedules[account.Id * 100] = new CalComSchedule(account.Id * 100, account.Id, "Working hours", hours);
        });
        return account;
    }

    /// <summary>Adds or replaces a schedule.</summary>
    public CalComSchedule Add(CalComSchedule schedule) => Locked(() => _state.Schedules[schedule.Id] = schedule);

    /// <summary>Adds or replaces an event type.</summary>
    public CalComEventType Add(CalComEventType type) => Locked(() => _state.EventTypes[type.Id] = type);

    /// <summary>Adds or replaces an OAuth client.</summary>
    public CalComOAuthClient Add(CalComOAuthClient client) => Locked(() => _state.Clients[client.Id] = client);

    /// <summary>Something else stands in the host's calendar.</summary>
    public void Occupy(int accountId, Instant from, Instant until, string title = "Busy") =>
        Locked(() =>
        {
            _state.Busy.Add(new CalComBusy(accountId, new Interval(from, until), title));
            return true;
        });

    /// <summary>Somebody else books this time; null when it was not free.</summary>
    public CalComBooking? BookByStranger(int eventTypeId, Instant start) => Locked(() =>
    {
        var type = _state.EventTypes[eventTypeId];
        return _bookings.BookByStranger(type, new Interval(start, start + Duration.FromMinutes(type.Length)));
    });

    /// <summary>Somebody else holds this time for five minutes; null when it is held or booked already.</summary>
    public CalComReservation? HoldByStranger(int eventTypeId, Instant start) => Locked(() => _reservations.HoldByStranger(_state.EventTypes[eventTypeId], start));

    /// <summary>The host cancels in their own calendar; null when there is nothing to cancel.</summary>
    public CalComBooking? CancelByHost(string uid, string reason = "Cancelled by the host") => Locked(() =>
        _state.Find(uid) is { IsActive: true } booking ? _changes.Cancel(booking, reason, _state.OwnerOf(booking.EventType).Email) : null);

    /// <summary>The host moves it in their own calendar, wherever they like; null when there is nothing to move.</summary>
    public CalComBooking? MoveByHost(string uid, Instant start, string? reason = null) => Locked(() =>
        _state.Find(uid) is { IsActive: true } booking
            ? _changes.Move(booking, new Interval(start, start + booking.When.Duration), "accepted", _state.OwnerOf(booking.EventType).Email, reason)
            : null);

    /// <summary>Ends all OAuth access tokens at once; refresh tokens too if asked.</summary>
    public void EndTokens(bool refreshToo = false) => Locked(() =>
    {
        _credentials.Access.Clear();
        if (refreshToo)
            _credentials.Refresh.Clear();
        return true;
    });

    /// <summary>Forgets bookings, holds, busy blocks, subscriptions, the log, violations, what the limiter counted, and faults; accounts, event types and tokens stay.</summary>
    public void Reset()
    {
        Locked(() =>
        {
            _state.Bookings.Clear();
            _state.Reservations.Clear();
            _state.Busy.Clear();
            _state.Webhooks.Clear();
            _routes.Forget();
            return true;
        });
        Faults.Clear();
        Log.Clear();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _door.DisposeAsync();
        await Webhooks.DisposeAsync();
    }

    private T Locked<T>(Func<T> act)
    {
        lock (_state.Gate)
            return act();
    }
}
