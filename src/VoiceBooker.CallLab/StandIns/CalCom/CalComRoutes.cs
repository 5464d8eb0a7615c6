using System.Text.Json.Nodes;
using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary>Who may use a path.</summary>
internal enum CalComAccess
{
    /// <summary>Everybody; a credential that is given must be right.</summary>
    Everybody,

    /// <summary>With a credential; 401 without.</summary>
    Credential,

    /// <summary>With a credential; 403 without.</summary>
    Permission,
}

/// <summary>The paths, and a request's way through version, limiter, credential and document to its desk.</summary>
internal sealed class CalComRoutes(
    CalComState state, Credentials credentials, RequestLimiter limiter, AccountDesk account, SlotDesk slots, ReservationDesk reservations, BookingDesk bookings, ChangeDesk changes, ListDesk list, WebhookDesk webhooks, OAuthDesk oauth)
{
    /// <summary>What a missing or unknown version header means.</summary>
    public const string Oldest = "2024-04-15";

    private static readonly string[] Known = [Oldest, "2024-06-11", "2024-06-14", "2024-08-13", "2024-09-04"];
    private static readonly string[] KnownWhenHosted = ["2026-02-25", "2026-05-01", "2026-06-12"];
    private readonly OpenApiDocument _document = OpenApiDocument.Embedded();

    /// <summary>Requests that go against the document; touched only under the state's lock.</summary>
    public List<string> SpecViolations { get; } = [];

    /// <summary>How faults are worded.</summary>
    public FaultAnswers FaultAnswers => new(
        ServerError: _ => Identified(CalComCall.Raw(500, "Internal server error")),
        TooMany: request => Identified(CalComCall.Error(request, state.Now, 429, RequestLimiter.TooMany)) with { Headers = [.. Identity(), .. RequestLimiter.Headers(120, 0, Duration.FromSeconds(60))] },
        TokenExpired: request => Identified(request.Path.EndsWith("/token", StringComparison.Ordinal)
            ? OAuthDesk.Refused(400, "invalid_grant", "invalid_refresh_token")
            : CalComCall.Error(request, state.Now, 401, request.Bearer?.StartsWith("cal_", StringComparison.Ordinal) == false ? Credentials.DeadToken : Credentials.DeadKey)),
        Malformed: _ => Identified(CalComCall.Ok(new JsonObject { ["unexpected"] = new JsonArray(42) })));

    /// <summary>Forgets what it counted and would answer again.</summary>
    public void Forget()
    {
        SpecViolations.Clear();
        limiter.Forget();
        slots.Forget();
    }

    /// <summary>Opens all paths.</summary>
    public void Map(WebApplication app, StandInDoor door)
    {
        string[] slotVersions = ["2024-09-04"];
        string[] bookingVersions = ["2024-08-13", "2026-02-25"];
        string[] typeVersions = ["2024-06-14", "2026-06-12"];
        string[] scheduleVersions = ["2024-06-11"];
        Route[] routes =
        [
            new("GET", "/v2/slots", "slots", slots.List) { Versions = slotVersions },
            new("POST", "/v2/slots/reservations", "reserve", reservations.Reserve) { Versions = slotVersions },
            new("GET", "/v2/slots/reservations/{uid}", "hold", reservations.Get) { Versions = slotVersions },
            new("PATCH", "/v2/slots/reservations/{uid}", "reserve", reservations.Change) { Versions = slotVersions },
            new("DELETE", "/v2/slots/reservations/{uid}", "release", reservations.Release) { Versions = slotVersions },
            new("POST", "/v2/bookings", "book", bookings.Create) { Versions = bookingVersions, Old = account.OldCreate },
            new("GET", "/v2/bookings", "list", list.List) { Versions = ["2024-08-13", "2026-05-01"], Old = account.OldBookings, Access = CalComAccess.Permission, Scope = "BOOKING_READ" },
            new("GET", "/v2/bookings/{uid}", "get", bookings.Get) { Versions = bookingVersions, Old = account.OldBooking },
            new("POST", "/v2/bookings/{uid}/reschedule", "reschedule", changes.Reschedule) { Versions = bookingVersions },
            new("POST", "/v2/bookings/{uid}/cancel", "cancel", changes.Cancel) { Versions = bookingVersions },
            new("POST", "/v2/bookings/{uid}/confirm", "confirm", changes.Confirm) { Versions = bookingVersions, Access = CalComAccess.Credential, Scope = "BOOKING_WRITE" },
            new("POST", "/v2/bookings/{uid}/decline", "decline", changes.Decline) { Versions = bookingVersions, Access = CalComAccess.Credential, Scope = "BOOKING_WRITE" },
            new("GET", "/v2/me", "me", account.Me) { Access = CalComAccess.Credential, Scope = "PROFILE_READ" },
            new("GET", "/v2/event-types", "event-types", account.EventTypes) { Versions = typeVersions, Old = account.OldEventTypes, AlsoPublic = query => query.ContainsKey("username"), Access = CalComAccess.Credential, Scope = "EVENT_TYPE_READ" },
            new("GET", "/v2/event-types/{eventTypeId}", "event-types", account.EventType) { Versions = typeVersions, Access = CalComAccess.Credential, Scope = "EVENT_TYPE_READ" },
            new("GET", "/v2/schedules", "schedules", account.Schedules) { Versions = scheduleVersions, Access = CalComAccess.Credential, Scope = "SCHEDULE_READ" },
            new("GET", "/v2/schedules/default", "schedules", account.DefaultSchedule) { Versions = scheduleVersions, Access = CalComAccess.Credential, Scope = "SCHEDULE_READ" },
            new("GET", "/v2/schedules/{scheduleId}", "schedules", account.Schedule) { Versions = scheduleVersions, Access = CalComAccess.Credential, Scope = "SCHEDULE_READ" },
            new("GET", "/v2/conferencing", "conferencing", account.Conferencing) { Access = CalComAccess.Credential, Scope = "APPS_READ" },
            new("GET", "/v2/conferencing/default", "conferencing", account.DefaultConferencing) { Access = CalComAccess.Credential, Scope = "APPS_READ" },
            new("POST", "/v2/conferencing/{app}/connect", "conferencing", account.Connect) { Access = CalComAccess.Credential, Scope = "APPS_WRITE" },
            new("POST", "/v2/auth/oauth2/token", "token", oauth.Token),
            new("GET", "/auth/oauth2/authorize", "authorize", oauth.Authorize) { IsPage = true },
            new("POST", "/auth/oauth2/authorize", "authorize", oauth.Decide) { IsPage = true },
            .. Webhooks("/v2/webhooks"),
            .. Webhooks("/v2/event-types/{eventTypeId}/webhooks"),
        ];
        foreach (var route in routes)
            app.MapMethods(route.Pattern, [route.Method], http => door.AnswerAsync(http, route.Operation, (request, fault) => Handle(route, request, fault, http.Request.RouteValues)));
        app.MapFallback("{*path}", http => door.AnswerAsync(http, "unknown", (request, _) => Unknown(request)));
    }

    private IEnumerable<Route> Webhooks(string path) =>
    [
        new("POST", path, "webhooks", webhooks.Create) { Access = CalComAccess.Credential, Scope = "WEBHOOK_WRITE" },
        new("GET", path, "webhooks", webhooks.List) { Access = CalComAccess.Credential, Scope = "WEBHOOK_READ" },
        new("GET", $"{path}/{{webhookId}}", "webhooks", webhooks.Get) { Access = CalComAccess.Credential, Scope = "WEBHOOK_READ" },
        new("PATCH", $"{path}/{{webhookId}}", "webhooks", webhooks.Change) { Access = CalComAccess.Credential, Scope = "WEBHOOK_WRITE" },
        new("DELETE", $"{path}/{{webhookId}}", "webhooks", webhooks.Delete) { Access = CalComAccess.Credential, Scope = "WEBHOOK_WRITE" },
    ];

    private Answer Handle(Route route, StandInRequest request, FaultRule? fault, RouteValueDictionary values)
    {
        lock (state.Gate)
        {
            if (route.IsPage)
                return route.Act(new CalComCall(request, route.Operation, "", new CalComCaller(null, null), state.Now, fault, values));
            Witness(request);
            var version = Version(request);
            var act = route.Versions.Count == 0 || route.Versions.Contains(version) ? route.Act : version == Oldest ? route.Old : null;
            if (act is null)
                return Identified(Cannot(request)); // the version decides before anything else is looked at
            var refused = limiter.Refuse(request, out var headers);
            var answer = refused is var (status, message)
                ? CalComCall.Error(request, state.Now, status, message)
                : Admitted(route, act, new CalComCall(request, route.Operation, version, new CalComCaller(null, null), state.Now, fault, values));
            return answer with { Headers = [.. Identity(), .. headers, .. answer.Headers] };
        }
    }

    private Answer Admitted(Route route, Func<CalComCall, Answer> act, CalComCall call)
    {
        if (credentials.Identify(call.Request, out var caller) is { } distrusted)
            return call.Error(401, distrusted);
        if (caller.Account is null && route.Access is CalComAccess.Permission)
            return call.Error(403, Credentials.NoPermission);
        if (caller.Account is null && route.Access is CalComAccess.Credential && route.AlsoPublic?.Invoke(call.Request.Query) != true)
            return call.Error(401, Credentials.NoMethod);
        if (caller.Scopes is { } scopes && route.Scope is { } scope && !scopes.Contains(scope))
            return call.Error(403, $"PermissionsGuard - insufficient scope: this access token does not have {scope}."); // wording not documented
        return act(call with { Caller = caller });
    }

    private string Version(StandInRequest request)
    {
        var asked = request.Headers["cal-api-version"].ToString();
        return Known.Contains(asked) || (state.Switches.Hosted && KnownWhenHosted.Contains(asked)) ? asked : Oldest;
    }

    private Answer Unknown(StandInRequest request)
    {
        lock (state.Gate)
        {
            if (request.Path.StartsWith("/v2/", StringComparison.Ordinal))
                Witness(request);
            return Identified(Cannot(request));
        }
    }

    private void Witness(StandInRequest request)
    {
        foreach (var violation in _document.RequestViolations(request.Method, request.Path, request.Query, request.Headers, request.Json()))
            SpecViolations.Add($"{request.Method} {request.Path}: {violation}");
    }

    private Answer Cannot(StandInRequest request) => CalComCall.Error(request, state.Now, 404, $"Cannot {request.Method} {request.Path}");

    private static Answer Identified(Answer answer) => answer with { Headers = [.. Identity(), .. answer.Headers] };

    private static (string, string)[] Identity() => [("X-Request-Id", Guid.NewGuid().ToString())];

    private sealed record Route(string Method, string Pattern, string Operation, Func<CalComCall, Answer> Act)
    {
        public IReadOnlyList<string> Versions { get; init; } = [];

        public Func<CalComCall, Answer>? Old { get; init; }

        public CalComAccess Access { get; init; }

        public Func<IQueryCollection, bool>? AlsoPublic { get; init; }

        public string? Scope { get; init; }

        public bool IsPage { get; init; }
    }
}
