using NodaTime;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>A link that books once.</summary>
/// <param name="Code">Last segment of its address.</param>
/// <param name="Type">What it books.</param>
/// <param name="CreatedAt">It lives for <see cref="Life"/> from then.</param>
internal sealed record SingleUseLink(string Code, CalendlyEventType Type, Instant CreatedAt)
{
    /// <summary>Ninety days.</summary>
    public static readonly Duration Life = Duration.FromDays(90);

    /// <summary>Who used it.</summary>
    public Invitee? UsedBy { get; set; }

    /// <summary>Path of its page.</summary>
    public string Path => $"/d/{Code}";

    /// <summary>Whether it still books.</summary>
    public bool Lives(Instant now) => UsedBy is null && now < CreatedAt + Life;
}

/// <summary>All that the stand-in remembers. Whoever reads or writes it holds the stand-in's lock.</summary>
internal sealed class CalendlyBooks
{
    /// <summary>Organizations.</summary>
    public List<CalendlyOrganization> Organizations { get; } = [];

    /// <summary>People.</summary>
    public List<CalendlyUser> Users { get; } = [];

    /// <summary>Bearer tokens, expired and revoked ones included.</summary>
    public List<CalendlyToken> Tokens { get; } = [];

    /// <summary>OAuth applications.</summary>
    public List<CalendlyApp> Apps { get; } = [];

    /// <summary>Event types.</summary>
    public List<CalendlyEventType> EventTypes { get; } = [];

    /// <summary>Scheduled events in the order they were booked.</summary>
    public List<ScheduledEvent> Events { get; } = [];

    /// <summary>Single-use links.</summary>
    public List<SingleUseLink> Links { get; } = [];

    /// <summary>Everybody who booked.</summary>
    public IEnumerable<Invitee> Invitees => Events.SelectMany(held => held.Invitees);

    /// <summary>The user of a URI; null when the text is no such URI or nobody has it.</summary>
    public CalendlyUser? FindUser(string? uri) => CalendlyWire.ReadUri(uri, "users") is { } uuid ? Users.Find(user => user.Uuid == uuid) : null;

    /// <summary>The organization of a URI.</summary>
    public CalendlyOrganization? FindOrganization(string? uri) =>
        CalendlyWire.ReadUri(uri, "organizations") is { } uuid ? Organizations.Find(organization => organization.Uuid == uuid) : null;

    /// <summary>The event type of a URI, as far as this token may know it.</summary>
    public CalendlyEventType EventType(string? uri, CalendlyToken token, string parameter = "event_type")
    {
        if (string.IsNullOrEmpty(uri))
            throw CalendlyAnswers.Invalid(new ErrorDetail(parameter, "is missing"));
        if (CalendlyWire.ReadUri(uri, "event_types") is not { } uuid)
            throw CalendlyAnswers.Invalid(new ErrorDetail(parameter, "is invalid"));
        return EventTypeOf(uuid, token);
    }

    /// <summary>The event type of a path's segment, as far as this token may know it.</summary>
    public CalendlyEventType EventTypeOf(string uuid, CalendlyToken token)
    {
        var type = EventTypes.Find(each => each.Uuid == uuid) ?? throw CalendlyAnswers.NotFound();
        return type.Owner.Organization == token.User.Organization ? type : throw CalendlyAnswers.Denied();
    }

    /// <summary>The event of a path's segment, as far as this token may read it: hosts read their own, administrators all of the organization.</summary>
    public ScheduledEvent Event(string uuid, CalendlyToken token)
    {
        var held = Events.Find(each => each.Uuid == uuid) ?? throw CalendlyAnswers.NotFound();
        return Sees(token.User, held) ? held : throw CalendlyAnswers.Denied();
    }

    /// <summary>Whether a user may read an event.</summary>
    public static bool Sees(CalendlyUser user, ScheduledEvent held) =>
        held.Hosts.Contains(user) || (user.IsAdmin && held.Type.Owner.Organization == user.Organization);
}
