using System.Collections.Concurrent;
using System.Security.Cryptography;
using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>Calendly's stand-in with one account, for scenarios that do not mind which provider they play.</summary>
internal sealed class CalendlyPractice(TimeProvider time) : ICalendarPractice
{
    /// <summary>The name under which a server knows the provider.</summary>
    public const string Name = "calendly";

    private readonly CalendlyStandIn _standIn = new(time);
    private readonly ConcurrentDictionary<string, CalendlyEventType> _types = new(StringComparer.Ordinal);
    private readonly CalendlyUser _ann = new()
    {
        Organization = new CalendlyOrganization { Name = "Example Studio", Plan = CalendlyPlan.Enterprise },
        Name = "Ann Example",
        Email = "ann@example.com",
        Slug = "ann-example",
        Hours = WorkingHours.EveryDay(DateTimeZone.Utc, new LocalTime(0, 0), new LocalTime(0, 0)),
        IsAdmin = true,
    };

    /// <inheritdoc/>
    public string Provider => Name;

    /// <inheritdoc/>
    public PracticeTraits Traits { get; } = new(KeepsTimes: false, AnswersConflict: false, AsksHosts: false, CachesTimes: false, HasVersions: false, MovesInPlace: false);

    /// <inheritdoc/>
    public string Address => _standIn.Base.GetLeftPart(UriPartial.Authority);

    /// <inheritdoc/>
    public string Key { get; } = "practice-" + RandomNumberGenerator.GetHexString(24, lowercase: true);

    /// <inheritdoc/>
    public StandInClock Clock => _standIn.Clock;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> SignInSettings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Calendly:ClientId"] = CalendlySeed.ClientId,
        ["Calendly:ClientSecret"] = CalendlySeed.ClientSecret,
        ["Calendly:WebhookSigningKey"] = CalendlySeed.SigningKey,
        ["Calendly:AuthAddress"] = Address,
    };

    /// <inheritdoc/>
    public IReadOnlyList<string> Violations => [];

    /// <inheritdoc/>
    public int Kept => 0;

    /// <inheritdoc/>
    public IReadOnlyList<PracticeBooking> Bookings => _standIn.With(books => books.Invitees.Select(invitee => new PracticeBooking(
        invitee.Uuid,
        invitee.Event.Type.Name,
        invitee.Event.Slot.Start,
        invitee.Active && invitee.Event.Active ? PracticeStatus.Stands : PracticeStatus.Gone,
        invitee.Form.Name,
        invitee.Form.Email,
        invitee.Form.Zone,
        invitee.Form.Tracking.Content,
        invitee.Form.Answers.ToDictionary(answer => answer.Question, answer => answer.Answer, StringComparer.Ordinal))).ToList());

    /// <inheritdoc/>
    public async Task OpenAsync()
    {
        _standIn.Change(books =>
        {
            books.Organizations.Add(_ann.Organization);
            books.Users.Add(_ann);
            books.Tokens.Add(new CalendlyToken { Text = Key, User = _ann });
            books.Apps.Add(new CalendlyApp { ClientId = CalendlySeed.ClientId, ClientSecret = CalendlySeed.ClientSecret, Name = "Phone receptionist", SigningKey = CalendlySeed.SigningKey });
        });
        await _standIn.OpenAsync();
    }

    /// <inheritdoc/>
    public void Add(PracticeEvent what)
    {
        if (_types.ContainsKey(what.Name))
            return;
        var type = new CalendlyEventType
        {
            Owner = _ann,
            Pools = CalendlyEventType.OneHost(_ann),
            Name = what.Name,
            Slug = $"event-{_types.Count + 1}",
            Position = _types.Count,
            Minutes = what.Minutes,
            Increment = what.Step,
            Hours = what.Hours,
            MinimumNotice = Duration.FromMinutes(what.MinimumNotice),
            BookingWindow = Duration.FromDays(what.WindowDays),
            Locations = [new("google_conference")],
            Questions = [.. what.Questions.Select(question => new CustomQuestion(question.Label, question.Options.Count > 0 ? "single_select" : "string", Required: true, question.Options.Count > 0 ? question.Options : null))],
        };
        _types[what.Name] = type;
        _standIn.Change(books => books.EventTypes.Add(type));
    }

    /// <inheritdoc/>
    public void Break(FaultRule rule) => _standIn.Faults.Add(rule with { Operation = Named(rule.Operation) });

    /// <inheritdoc/>
    public void Mend() => _standIn.Faults.Clear();

    /// <inheritdoc/>
    public IReadOnlyList<LoggedRequest> Asked(string operation) => _standIn.Log.Of(Named(operation));

    /// <inheritdoc/>
    public bool TakeAway(string eventName, Instant start)
    {
        var before = _standIn.Events.Count;
        _standIn.TakeAway(_types[eventName], start);
        return _standIn.Events.Count > before;
    }

    /// <inheritdoc/>
    public bool KeepForAnother(string eventName, Instant start) => false;

    /// <inheritdoc/>
    public void CancelByHost(string reference) => _standIn.CancelByHost(_standIn.Invitees.First(each => each.Uuid == reference).Event, "Something came up");

    /// <inheritdoc/>
    public void Move(string reference, Instant start) => _standIn.Reschedule(_standIn.Invitees.First(each => each.Uuid == reference), start);

    /// <inheritdoc/>
    public void EndKey() => _standIn.Change(books => books.Tokens.Where(each => each.App is null).ToList().ForEach(each => each.Revoked = true));

    /// <inheritdoc/>
    public void EndTokens() => _standIn.EndTokens();

    /// <inheritdoc/>
    public void CacheTimes()
    {
        // nothing is cached there
    }

    /// <inheritdoc/>
    public void BeSelfHosted()
    {
        // there are no versions
    }

    /// <inheritdoc/>
    public Task ToldAsync() => _standIn.Webhooks.IdleAsync();

    /// <inheritdoc/>
    public Task<Uri> SignInAsync(Uri address) => PracticeSignIn.AllowAsync(address, ("user", _ann.Uuid));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _standIn.DisposeAsync();

    private static string Named(string operation) => operation switch
    {
        PracticeOperation.Find => "events",
        PracticeOperation.Move => "book",
        _ => operation,
    };
}
