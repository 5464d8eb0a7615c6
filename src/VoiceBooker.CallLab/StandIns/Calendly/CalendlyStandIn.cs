using System.Text.Json.Nodes;
using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>
/// Calendly's API v2 on a loopback port, with its authorization server and public pages on the same host. State lives in memory; one lock guards it, so that of many who want a slot one gets it.
/// Faults are named "times", "book", "cancel", "events", "event", "invitees", "me", "event-types", "token", "webhooks" (further: "busy-times", "no-shows", "links", "authorize", "revoke", "introspect").
/// </summary>
internal sealed class CalendlyStandIn : IAsyncDisposable
{
    private static readonly string[] GenericAgents = ["Python-urllib", "python-requests", "Java/", "Go-http-client", "Apache-HttpClient", "libwww-perl"];
    private readonly Lock _gate = new();
    private readonly CalendlyBooks _books = new();
    private readonly CalendlyWire _wire;
    private readonly CalendlyLimits _limits;
    private readonly CalendlyWebhooks _webhooks;
    private readonly CalendlyDesk _desk;
    private readonly CalendlyReading _reading;
    private readonly SubscriptionDesk _subscriptions;
    private readonly CalendlyOAuth _oauth;
    private readonly PublicPages _pages;
    private readonly CalendlyLab _lab;
    private readonly StandInDoor _door;

    /// <summary>An empty one; <see cref="CalendlySeed"/> fills it.</summary>
    public CalendlyStandIn(TimeProvider time)
    {
        Clock = time as StandInClock ?? new StandInClock(time);
        _wire = new CalendlyWire(Switches);
        _limits = new CalendlyLimits(Switches);
        _webhooks = new CalendlyWebhooks(_gate, Clock, _wire);
        _desk = new CalendlyDesk(_books, _wire, Switches, _webhooks);
        _reading = new CalendlyReading(_books, _wire, Switches, _desk);
        _subscriptions = new SubscriptionDesk(_books, _wire, Switches, _webhooks);
        _oauth = new CalendlyOAuth(_books, _wire, Switches);
        _pages = new PublicPages(_books, _wire, _desk);
        _lab = new CalendlyLab(_books, _wire, _desk, _webhooks);
        _door = new StandInDoor(Clock, Faults, Log, new FaultAnswers(
            _ => CalendlyLimits.Unknown(CalendlyAnswers.ServerError()),
            _ => CalendlyLimits.Exhausted(CalendlyAnswers.TooMany()),
            request => request.Path.StartsWith("/oauth/", StringComparison.Ordinal)
                ? CalendlyAnswers.OAuth(400, "invalid_grant", "The provided authorization grant is expired.").Answer
                : CalendlyLimits.Unknown(CalendlyAnswers.Unauthenticated(expired: true)),
            _ => CalendlyLimits.Unknown(Answer.Json(200, new JsonObject { ["data"] = new JsonArray("unexpected") }))));
    }

    /// <summary>The hour it believes it is.</summary>
    public StandInClock Clock { get; }

    /// <summary>What goes wrong.</summary>
    public FaultBook Faults { get; } = new();

    /// <summary>What was asked.</summary>
    public RequestLog Log { get; } = new();

    /// <summary>Switches.</summary>
    public CalendlySwitches Switches { get; } = new();

    /// <summary>Where API, authorization server and pages are.</summary>
    public Uri Base => _door.Base;

    /// <summary>The moment on its clock.</summary>
    public Instant Now => Instant.FromDateTimeOffset(Clock.GetUtcNow());

    /// <summary>All events, booked first first, cancelled ones included.</summary>
    public IReadOnlyList<ScheduledEvent> Events => With(books => books.Events.ToList());

    /// <summary>All invitees, cancelled ones included.</summary>
    public IReadOnlyList<Invitee> Invitees => With(books => books.Invitees.ToList());

    /// <summary>All webhook subscriptions.</summary>
    public IReadOnlyList<CalendlySubscription> Subscriptions => With(_ => _webhooks.Subscriptions.ToList());

    /// <summary>Delivers webhooks; its deliveries are what subscribers saw.</summary>
    public WebhookSender Webhooks => _webhooks.Sender;

    /// <summary>Reads or changes the state under the lock, for seeding and judging.</summary>
    public T With<T>(Func<CalendlyBooks, T> act)
    {
        lock (_gate)
            return act(_books);
    }

    /// <summary>Changes the state under the lock.</summary>
    public void Change(Action<CalendlyBooks> act) => With(books =>
    {
        act(books);
        return true;
    });

    /// <summary>The URI of a path, as the API hands it out.</summary>
    public string Uri(string path) => _wire.Uri(path);

    /// <summary>The free starts of an event type, as the API would list them now.</summary>
    public IReadOnlyList<FreeTime> FreeTimesOf(CalendlyEventType type, Interval within) => With(books => FreeTimes.Find(books.Events, type, within, Now));

    /// <summary>A host cancels on the page.</summary>
    public void CancelByHost(ScheduledEvent held, string? reason = null) => With(_ => _desk.CancelByHost(held, held.Hosts[0].Name, reason, Now));

    /// <summary>The invitee cancels on the page.</summary>
    public bool CancelByInvitee(Invitee invitee, string? reason = null) => With(_ => _desk.CancelByInvitee(invitee, reason, Now));

    /// <summary>The invitee moves on the page; null when that time is not free.</summary>
    public Invitee? Reschedule(Invitee invitee, Instant start, string? reason = null) => With(_ => _desk.Reschedule(invitee, start, reason, Now));

    /// <summary>Somebody else books every seat of a time; nothing happens when it is not free.</summary>
    public void TakeAway(CalendlyEventType type, Instant start) => Change(_ => _desk.TakeAway(type, start, Now));

    /// <summary>Something else stands in a host's external calendar.</summary>
    public void Occupy(CalendlyUser host, Interval when) => Change(_ => host.Busy.Add(when));

    /// <summary>Ends all OAuth access tokens at once; refresh tokens too if asked.</summary>
    public void EndTokens(bool refreshToo = false) => Change(_ => _oauth.EndAll(refreshToo));

    /// <summary>Sends webhooks again that are due on the clock, and ends when all queued so far were tried.</summary>
    public Task RetryWebhooksAsync() => _webhooks.RetryDueAsync();

    /// <summary>Forgets events, links, busy times, subscriptions, what the limits counted, the log and the faults; accounts, event types and tokens stay.</summary>
    public void Reset()
    {
        Change(books =>
        {
            books.Events.Clear();
            books.Links.Clear();
            books.Users.ForEach(user => user.Busy.Clear());
            _webhooks.Subscriptions.Clear();
            _limits.Clear();
        });
        Faults.Clear();
        Log.Clear();
    }

    /// <summary>Opens the door on a loopback port, 0: a free one.</summary>
    public async Task OpenAsync(int port = 0)
    {
        await _door.OpenAsync(port, Map);
        _wire.Origin = _door.Base.GetLeftPart(UriPartial.Authority);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _webhooks.DisposeAsync();
        await _door.DisposeAsync();
    }

    private void Map(WebApplication door)
    {
        door.MapLab(Clock, Faults, Log);
        MapApi(door);
        Page(door, "GET", "/oauth/authorize", "authorize", (request, _) => _oauth.Authorize(request, Now));
        Page(door, "POST", "/oauth/authorize", "authorize", (request, _) => _oauth.Authorize(request, Now));
        Page(door, "POST", "/oauth/token", "token", (request, _) => _oauth.Token(request, Now));
        Page(door, "POST", "/oauth/revoke", "revoke", (request, _) => _oauth.Revoke(request));
        Page(door, "POST", "/oauth/introspect", "introspect", (request, _) => _oauth.Introspect(request, Now));
        Page(door, "GET", "/.well-known/oauth-authorization-server", "discovery", (_, _) => Answer.Json(200, _oauth.Discovery()));
        Page(door, "GET", "/", "home", (_, _) => CalendlyHomePage.Show(_books, _wire, _webhooks, Clock));
        Page(door, "GET", "/_lab/state", "lab", (_, _) => _lab.State(Now));
        Page(door, "POST", "/_lab/events/{uuid}/cancel-by-host", "lab", (request, route) => _lab.CancelByHost(request, Text(route, "uuid"), Now));
        Page(door, "POST", "/_lab/invitees/{uuid}/cancel", "lab", (request, route) => _lab.CancelByInvitee(request, Text(route, "uuid"), Now));
        Page(door, "POST", "/_lab/invitees/{uuid}/reschedule", "lab", (request, route) => _lab.Reschedule(request, Text(route, "uuid"), Now));
        Page(door, "POST", "/_lab/busy", "lab", (request, _) => _lab.Busy(request));
        Page(door, "GET", "/{owner}", "page", (_, route) => _pages.Owner(Text(route, "owner")));
        foreach (var method in new[] { "GET", "POST" })
        {
            Page(door, method, "/d/{code}", "page", (request, route) => _pages.Link(request, Text(route, "code"), Now));
            Page(door, method, "/cancellations/{uuid}", "page", (request, route) => _pages.Cancel(request, Text(route, "uuid"), Now));
            Page(door, method, "/reschedulings/{uuid}", "page", (request, route) => _pages.Reschedule(request, Text(route, "uuid"), Now));
            Page(door, method, "/{owner}/{slug}", "page", (request, route) => _pages.Type(request, Text(route, "owner"), Text(route, "slug"), Now));
            Page(door, method, "/{owner}/{slug}/{start}", "page", (request, route) => _pages.Type(request, Text(route, "owner"), Text(route, "slug"), Now));
        }

        door.Map("/{**rest}", http => _door.AnswerAsync(http, "unknown", (_, _) => CalendlyLimits.Unknown(CalendlyAnswers.NotFound().Answer)));
    }

    private void MapApi(WebApplication door)
    {
        Api(door, "GET", "/users/me", "me", _reading.Me, CalendlyScopes.Users);
        Api(door, "GET", "/users/{uuid}", "me", _reading.User, CalendlyScopes.Users);
        Api(door, "GET", "/event_types", "event-types", _reading.EventTypes, CalendlyScopes.EventTypes);
        Api(door, "GET", "/event_types/{uuid}", "event-types", _reading.EventType, CalendlyScopes.EventTypes);
        Api(door, "GET", "/event_type_available_times", "times", _reading.Times, CalendlyScopes.Availability, CalendlyScopes.EventTypes);
        Api(door, "GET", "/user_busy_times", "busy-times", _reading.BusyTimes, CalendlyScopes.Availability);
        Api(door, "POST", "/invitees", "book", _desk.Book, CalendlyScopes.WriteEvents);
        Api(door, "GET", "/scheduled_events", "events", _reading.Events, CalendlyScopes.ReadEvents);
        Api(door, "GET", "/scheduled_events/{event}", "event", _reading.Event, CalendlyScopes.ReadEvents);
        Api(door, "GET", "/scheduled_events/{event}/invitees", "invitees", _reading.Invitees, CalendlyScopes.ReadEvents);
        Api(door, "GET", "/scheduled_events/{event}/invitees/{invitee}", "invitees", _reading.Invitee, CalendlyScopes.ReadEvents);
        Api(door, "POST", "/scheduled_events/{event}/cancellation", "cancel", _desk.Cancel, CalendlyScopes.WriteEvents);
        Api(door, "POST", "/invitee_no_shows", "no-shows", _desk.MarkNoShow, CalendlyScopes.WriteEvents);
        Api(door, "DELETE", "/invitee_no_shows/{uuid}", "no-shows", _desk.UnmarkNoShow, CalendlyScopes.WriteEvents);
        Api(door, "POST", "/scheduling_links", "links", _reading.CreateLink, CalendlyScopes.WriteLinks);
        Api(door, "POST", "/webhook_subscriptions", "webhooks", _subscriptions.Create, CalendlyScopes.WriteWebhooks);
        Api(door, "GET", "/webhook_subscriptions", "webhooks", _subscriptions.List, CalendlyScopes.ReadWebhooks);
        Api(door, "GET", "/webhook_subscriptions/{uuid}", "webhooks", _subscriptions.Get, CalendlyScopes.ReadWebhooks);
        Api(door, "DELETE", "/webhook_subscriptions/{uuid}", "webhooks", _subscriptions.Delete, CalendlyScopes.WriteWebhooks);
        Api(door, "GET", "/sample_webhook_data", "webhooks", _subscriptions.Sample, CalendlyScopes.ReadWebhooks);
    }

    private void Api(WebApplication door, string method, string pattern, string operation, Func<ApiCall, Answer> act, params string[] scopes) =>
        door.MapMethods(pattern, [method], http => _door.AnswerAsync(http, operation, (request, fault) => Answered(http, request, operation, fault, act, scopes)));

    private void Page(WebApplication door, string method, string pattern, string operation, Func<StandInRequest, RouteValueDictionary, Answer> act) =>
        door.MapMethods(pattern, [method], http => _door.AnswerAsync(http, operation, (request, _) =>
        {
            lock (_gate)
            {
                var answer = Guarded(() => act(request, http.Request.RouteValues));
                return operation == "page" && answer.ContentType.StartsWith("application/json", StringComparison.Ordinal) ? CalendlyLimits.Unknown(answer) : answer; // no page after all, so the API's 404
            }
        }));

    // As the service does: who is it, how often, may they, and only then what.
    private Answer Answered(HttpContext http, StandInRequest request, string operation, FaultRule? fault, Func<ApiCall, Answer> act, string[] scopes)
    {
        lock (_gate)
        {
            var now = Now;
            if (Switches.GenericAgentsRefused && IsGeneric(request.Headers.UserAgent.ToString()))
                return CalendlyLimits.Unknown(CalendlyAnswers.Denied("You do not have permission").Answer);
            var token = request.Bearer is { } bearer ? _books.Tokens.Find(each => each.Text == bearer && !each.Revoked) : null;
            if (token is null || now >= token.ExpiresAt)
                return CalendlyLimits.Unknown(CalendlyAnswers.Unauthenticated(expired: token is not null));
            var (refused, headers) = _limits.Count(token.User, operation == "book", now);
            if (refused)
                return headers(CalendlyAnswers.TooMany());
            var missing = Needed(operation, scopes).Where(scope => !token.Allows(scope)).ToList();
            return headers(Guarded(() => missing.Count > 0 ? throw CalendlyAnswers.LacksScopes(missing) : act(new ApiCall(request, token, http.Request.RouteValues, fault, now))));
        }
    }

    private string[] Needed(string operation, string[] scopes) => (operation, Switches.TimesScope) switch
    {
        ("times", TimesScope.Availability) => [CalendlyScopes.Availability],
        ("times", TimesScope.EventTypes) => [CalendlyScopes.EventTypes],
        _ => scopes,
    };

    private static Answer Guarded(Func<Answer> act)
    {
        try
        {
            return act();
        }
        catch (RefusedException refused)
        {
            return refused.Answer;
        }
    }

    private static bool IsGeneric(string agent) => agent.Length == 0 || System.Array.Exists(GenericAgents, name => agent.StartsWith(name, StringComparison.OrdinalIgnoreCase));

    private static string Text(RouteValueDictionary route, string name) => route[name] as string ?? "";
}
