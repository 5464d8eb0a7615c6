using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>A place that an event type offers.</summary>
/// <param name="Kind"><c>physical</c>, <c>outbound_call</c>, <c>google_conference</c> …</param>
/// <param name="Text">Address or text of <c>physical</c> and <c>custom</c>.</param>
/// <param name="PhoneNumber">The number of <c>inbound_call</c>.</param>
/// <param name="AdditionalInfo">Shown to the invitee.</param>
internal sealed record OfferedLocation(string Kind, string? Text = null, string? PhoneNumber = null, string? AdditionalInfo = null)
{
    /// <summary>Whether a meeting link is made, some time after the booking.</summary>
    public static bool IsConference(string kind) => kind.EndsWith("_conference", StringComparison.Ordinal);

    /// <summary>Whether whoever books must say the place or the number.</summary>
    public static bool NeedsText(string kind) => kind is "physical" or "outbound_call" or "ask_invitee" or "custom";
}

/// <summary>A question of the owner's own.</summary>
/// <param name="Text">The question; answers must repeat it exactly.</param>
/// <param name="Type"><c>string</c>, <c>text</c>, <c>phone_number</c>, <c>single_select</c>, <c>multi_select</c>.</param>
/// <param name="Required">Must be answered.</param>
/// <param name="Choices">Answers of the two select types.</param>
/// <param name="IncludeOther">Another answer than the choices is welcome.</param>
/// <param name="Enabled">A disabled question is listed but not asked.</param>
internal sealed record CustomQuestion(string Text, string Type, bool Required, IReadOnlyList<string>? Choices = null, bool IncludeOther = false, bool Enabled = true);

/// <summary>What can be booked.</summary>
internal sealed class CalendlyEventType
{
    /// <summary>Last segment of its URI.</summary>
    public string Uuid { get; init; } = Guid.NewGuid().ToString();

    /// <summary>Whose page shows it; one of the hosts.</summary>
    public required CalendlyUser Owner { get; init; }

    /// <summary>
    /// Who holds the meeting: one free host of every pool. Solo and group: one pool of one; round robin: one pool of many; collective: many pools of one; multi pool: many of many.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<CalendlyUser>> Pools { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Last segment of its public page.</summary>
    public required string Slug { get; init; }

    /// <summary>Minutes.</summary>
    public int Minutes { get; set; } = 30;

    /// <summary>Lengths to choose from; null: one.</summary>
    public IReadOnlyList<int>? MinutesOptions { get; set; }

    /// <summary><c>solo</c> or <c>group</c>.</summary>
    public string Kind { get; init; } = "solo";

    /// <summary><c>round_robin</c>, <c>collective</c>, <c>multi_pool</c>; null: one host.</summary>
    public string? PoolingType { get; init; }

    /// <summary><c>StandardEventType</c> or <c>AdhocEventType</c>.</summary>
    public string Type { get; init; } = "StandardEventType";

    /// <summary><c>instant</c> or <c>poll</c>, which cannot be booked.</summary>
    public string BookingMethod { get; init; } = "instant";

    /// <summary>Invitees of one group event.</summary>
    public int Seats { get; init; } = 1;

    /// <summary>Can be booked now.</summary>
    public bool Active { get; set; } = true;

    /// <summary>Not shown on the public page.</summary>
    public bool Secret { get; set; }

    /// <summary>Kept by an administrator.</summary>
    public bool AdminManaged { get; set; }

    /// <summary>Whoever books must pay.</summary>
    public bool IsPaid { get; set; }

    /// <summary>Places; null: nothing is set.</summary>
    public IReadOnlyList<OfferedLocation>? Locations { get; set; }

    /// <summary>The first place; null: nothing is set.</summary>
    public OfferedLocation? FirstLocation => Locations is [var first, ..] ? first : null;

    /// <summary>Questions in their order.</summary>
    public IReadOnlyList<CustomQuestion> Questions { get; set; } = [];

    /// <summary>Minutes between starts, 5 to 720; null on one-off types, which step by their length.</summary>
    public int? Increment { get; set; } = 30;

    /// <summary>Minutes kept free before.</summary>
    public int BeforeBuffer { get; set; }

    /// <summary>Minutes kept free after.</summary>
    public int AfterBuffer { get; set; }

    /// <summary>The earliest start from now.</summary>
    public Duration MinimumNotice { get; set; } = Duration.Zero;

    /// <summary>How far ahead it can be booked.</summary>
    public Duration BookingWindow { get; set; } = Duration.FromDays(60);

    /// <summary>Events of this type a day; null: no cap.</summary>
    public int? DailyLimit { get; set; }

    /// <summary>Its own hours; null: those of each host.</summary>
    public WorkingHours? Hours { get; set; }

    /// <summary>What the owner wrote about it.</summary>
    public string? Description { get; set; }

    /// <summary>Place in the owner's list, from 0.</summary>
    public int Position { get; set; }

    /// <summary>Since when it exists.</summary>
    public Instant CreatedAt { get; init; } = Instant.FromUtc(2026, 2, 2, 10, 0);

    /// <summary>Its hosts.</summary>
    public IEnumerable<CalendlyUser> Hosts => Pools.SelectMany(pool => pool).Distinct();

    /// <summary>Its length.</summary>
    public Duration Length => Duration.FromMinutes(Minutes);

    /// <summary>Path of its URI.</summary>
    public string Path => $"/event_types/{Uuid}";

    /// <summary>Path of its public page.</summary>
    public string PublicPath => $"/{Owner.Slug}/{Slug}";

    /// <summary>With one host.</summary>
    public static IReadOnlyList<IReadOnlyList<CalendlyUser>> OneHost(CalendlyUser host) => [[host]];
}
