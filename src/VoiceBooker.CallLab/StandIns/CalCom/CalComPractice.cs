using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary>Cal.com's stand-in with one account, for scenarios that do not mind which provider they play.</summary>
internal sealed class CalComPractice(TimeProvider time) : ICalendarPractice
{
    /// <summary>The name under which a server knows the provider.</summary>
    public const string Name = "cal.com";

    private static int _accounts = Random.Shared.Next(1_000, 900_000);

    private readonly CalComStandIn _standIn = new(time);
    private readonly ConcurrentDictionary<string, int> _types = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CalComReservation> _keptForOthers = new(StringComparer.Ordinal);
    private readonly int _account = Interlocked.Increment(ref _accounts);

    /// <inheritdoc/>
    public string Provider => Name;

    /// <inheritdoc/>
    public PracticeTraits Traits { get; } = new(KeepsTimes: true, AnswersConflict: true, AsksHosts: true, CachesTimes: true, HasVersions: true, MovesInPlace: true);

    /// <inheritdoc/>
    public string Address => new Uri(_standIn.Base, "v2").ToString();

    /// <inheritdoc/>
    public string Key => $"cal_live_practice{_account}";

    /// <inheritdoc/>
    public StandInClock Clock => _standIn.Clock;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> SignInSettings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["CalCom:ClientId"] = CalComSeed.ConfidentialClient,
        ["CalCom:ClientSecret"] = CalComSeed.ConfidentialSecret,
        ["CalCom:AuthorizeAddress"] = new Uri(_standIn.Base, "auth/oauth2/authorize").ToString(),
    };

    /// <inheritdoc/>
    public IReadOnlyList<string> Violations => _standIn.SpecViolations;

    /// <inheritdoc/>
    public int Kept => _standIn.Reservations.Count(each => !_keptForOthers.ContainsKey(each.Uid));

    /// <inheritdoc/>
    public IReadOnlyList<PracticeBooking> Bookings => [.. _standIn.Bookings.Select(Read)];

    /// <inheritdoc/>
    public async Task OpenAsync()
    {
        _standIn.Add(Ann, Hours);
        string[] scopes = ["PROFILE_READ", "EVENT_TYPE_READ", "BOOKING_READ", "BOOKING_WRITE", "SCHEDULE_READ", "APPS_READ", "WEBHOOK_READ", "WEBHOOK_WRITE"];
        _standIn.Add(new CalComOAuthClient(CalComSeed.ConfidentialClient, "Receptionist", CalComSeed.ConfidentialSecret, [PracticeSignIn.Callback], scopes));
        await _standIn.OpenAsync();
    }

    /// <inheritdoc/>
    public void Add(PracticeEvent what)
    {
        if (_types.ContainsKey(what.Name))
            return;
        var id = (_account * 100) + _types.Count + 1;
        _standIn.Add(new CalComSchedule(id, _account, what.Name, what.Hours));
        _standIn.Add(new CalComEventType(id, _account, $"event-{id}", what.Name, what.Minutes)
        {
            Locations = [new("integration", "cal-video")],
            ScheduleId = id,
            SlotInterval = what.Step,
            MinimumNotice = what.MinimumNotice,
            Window = new CalComWindow("calendarDays", what.WindowDays),
            RequiresConfirmation = what.AsksHost,
            Fields = [.. what.Questions.Select((question, at) => new CalComField(question.Options.Count > 0 ? "select" : "text", $"question-{at}", question.Label, Required: true) { Options = question.Options })],
        });
        _types[what.Name] = id;
    }

    /// <inheritdoc/>
    public void Break(FaultRule rule) => _standIn.Faults.Add(rule with { Operation = Named(rule.Operation) });

    /// <inheritdoc/>
    public void Mend() => _standIn.Faults.Clear();

    /// <inheritdoc/>
    public IReadOnlyList<LoggedRequest> Asked(string operation) => _standIn.Log.Of(Named(operation));

    /// <inheritdoc/>
    public bool TakeAway(string eventName, Instant start) => _standIn.BookByStranger(_types[eventName], start) is not null;

    /// <inheritdoc/>
    public bool KeepForAnother(string eventName, Instant start) => _standIn.HoldByStranger(_types[eventName], start) is { } hold && _keptForOthers.TryAdd(hold.Uid, hold);

    /// <inheritdoc/>
    public void CancelByHost(string reference) => _standIn.CancelByHost(reference);

    /// <inheritdoc/>
    public void Move(string reference, Instant start) => _standIn.MoveByHost(reference, start);

    /// <inheritdoc/>
    public void EndKey() => _standIn.Add(Ann with { Keys = [] }, Hours);

    /// <inheritdoc/>
    public void EndTokens() => _standIn.EndTokens();

    /// <inheritdoc/>
    public void CacheTimes() => _standIn.Switches.SlotCache = true;

    /// <inheritdoc/>
    public void BeSelfHosted() => _standIn.Switches.Hosted = false;

    /// <inheritdoc/>
    public Task ToldAsync() => _standIn.Webhooks.IdleAsync();

    /// <inheritdoc/>
    public Task<Uri> SignInAsync(Uri address) => PracticeSignIn.AllowAsync(address, ("account", _account.ToString(CultureInfo.InvariantCulture)));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _standIn.DisposeAsync();

    private CalComAccount Ann => new(_account, $"practice{_account}", "Dr. Ann Example", "ann@example.com", "Europe/Berlin") { Keys = [new CalComKey(Key)], GoogleCalendar = true, DefaultApp = "google-meet" };

    private static WorkingHours Hours => WorkingHours.Weekdays(DateTimeZone.Utc, new LocalTime(9, 0), new LocalTime(17, 0)); // each event has hours of its own

    private static PracticeBooking Read(CalComBooking booking)
    {
        var responses = (JsonObject)JsonNode.Parse(booking.Responses)!;
        var status = booking.Status switch
        {
            "accepted" => PracticeStatus.Stands,
            "pending" => PracticeStatus.Pending,
            _ => PracticeStatus.Gone,
        };
        return new PracticeBooking(
            booking.Uid, booking.EventType.Title, booking.Start, status, booking.Name, booking.Email, booking.TimeZone,
            booking.ReadMetadata().Select(each => each.Value?.ToString()).FirstOrDefault(value => Guid.TryParse(value, out _)),
            booking.EventType.Fields.ToDictionary(field => field.Label, field => responses[field.Slug]?.ToString() ?? "", StringComparer.Ordinal));
    }

    private static string Named(string operation) => operation switch
    {
        PracticeOperation.Times => "slots",
        PracticeOperation.Keep => "reserve",
        PracticeOperation.Book => "book",
        PracticeOperation.Find => "list",
        PracticeOperation.Move => "reschedule",
        PracticeOperation.Cancel => "cancel",
        PracticeOperation.Token => "token",
        _ => operation,
    };
}
