using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary>Somebody whose calendar this is.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Username">Part of the public address.</param>
/// <param name="Name">Shown as host.</param>
/// <param name="Email">Of the host.</param>
/// <param name="TimeZone">IANA name.</param>
internal sealed record CalComAccount(int Id, string Username, string Name, string Email, string TimeZone)
{
    /// <summary>API keys that act for the account.</summary>
    public IReadOnlyList<CalComKey> Keys { get; init; } = [];

    /// <summary>Whether a Google calendar is the destination; without it Google Meet silently becomes Cal Video.</summary>
    public bool GoogleCalendar { get; init; }

    /// <summary>Conferencing app used by "organizersDefaultApp"; null: none is set.</summary>
    public string? DefaultApp { get; init; }

    /// <summary>Addresses that may not book.</summary>
    public IReadOnlyList<string> BlockedEmails { get; init; } = [];
}

/// <summary>An API key; without <paramref name="Expires"/> it lasts.</summary>
internal sealed record CalComKey(string Key, DateTimeOffset? Expires = null);

/// <summary>An OAuth client. Without <paramref name="Secret"/> it is a public one and must use PKCE; without <paramref name="RedirectUris"/> any loopback address will do.</summary>
internal sealed record CalComOAuthClient(string Id, string Name, string? Secret, IReadOnlyList<string> RedirectUris, IReadOnlyList<string> Scopes, bool Approved = true);

/// <summary>Working hours of an account.</summary>
internal sealed record CalComSchedule(int Id, int OwnerId, string Name, WorkingHours Hours);

/// <summary>Something else in the host's calendar.</summary>
internal sealed record CalComBusy(int AccountId, Interval When, string Title);

/// <summary>Where an event can take place. <paramref name="Value"/> is the integration, address, link or telephone number; attendee's kinds have none.</summary>
internal sealed record CalComLocation(string Type, string? Value = null);

/// <summary>A question of the owner's own.</summary>
/// <param name="Type">text, textarea, number, select, multiselect, checkbox, radio, boolean, phone, address, url, multiemail.</param>
/// <param name="Slug">Key of the answer.</param>
/// <param name="Label">As asked.</param>
/// <param name="Required">Whether it must be answered.</param>
internal sealed record CalComField(string Type, string Slug, string Label, bool Required)
{
    /// <summary>Choices of select, multiselect, checkbox and radio.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Not shown to bookers, and never required of them.</summary>
    public bool Hidden { get; init; }
}

/// <summary>How far ahead can be booked: a number of calendar or business days, or a range of dates.</summary>
internal sealed record CalComWindow(string Type, int Days = 0, LocalDate From = default, LocalDate Until = default);

/// <summary>At most so many (bookings, or minutes) per period of the schedule's zone.</summary>
internal sealed record CalComLimit(int? Day = null, int? Week = null, int? Month = null, int? Year = null);

/// <summary>Something that can be booked. Lengths are minutes.</summary>
internal sealed record CalComEventType(int Id, int OwnerId, string Slug, string Title, int Length)
{
    /// <summary>Shown below the title.</summary>
    public string Description { get; init; } = "";

    /// <summary>Lengths to choose from, <see cref="Length"/> among them; empty: one length only.</summary>
    public IReadOnlyList<int> Lengths { get; init; } = [];

    /// <summary>The first one is the default.</summary>
    public IReadOnlyList<CalComLocation> Locations { get; init; } = [new("integration", "cal-video")];

    /// <summary>Questions besides name and e-mail.</summary>
    public IReadOnlyList<CalComField> Fields { get; init; } = [];

    /// <summary>Whether bookers must give an e-mail; without it a telephone number will do.</summary>
    public bool EmailRequired { get; init; } = true;

    /// <summary>Working hours other than the account's default.</summary>
    public int? ScheduleId { get; init; }

    /// <summary>Minutes between offered starts; null: the length.</summary>
    public int? SlotInterval { get; init; }

    /// <summary>Minutes a booking must lie ahead.</summary>
    public int MinimumNotice { get; init; } = 120;

    /// <summary>Minutes kept free before.</summary>
    public int BufferBefore { get; init; }

    /// <summary>Minutes kept free after.</summary>
    public int BufferAfter { get; init; }

    /// <summary>How far ahead; null: any time.</summary>
    public CalComWindow? Window { get; init; }

    /// <summary>Bookings per period.</summary>
    public CalComLimit? CountLimit { get; init; }

    /// <summary>Booked minutes per period.</summary>
    public CalComLimit? MinutesLimit { get; init; }

    /// <summary>Active bookings one address may have; null: any number.</summary>
    public int? BookerLimit { get; init; }

    /// <summary>A refused booker is told which booking to move.</summary>
    public bool BookerLimitOffersReschedule { get; init; }

    /// <summary>Bookings wait for the host's word.</summary>
    public bool RequiresConfirmation { get; init; }

    /// <summary>Hosts take turns; here it only decides what a repeated booking gets.</summary>
    public bool RoundRobin { get; init; }

    /// <summary>Places per time; null: one booker.</summary>
    public int? Seats { get; init; }

    /// <summary>Weekly occurrences; null: once.</summary>
    public int? Recurrence { get; init; }

    /// <summary>Price in cents; 0: free of charge.</summary>
    public int Price { get; init; }

    /// <summary>Only the owner's credential may book.</summary>
    public bool RequiresAuthentication { get; init; }

    /// <summary>Bookers prove their address with <see cref="CalComSwitches.VerificationCode"/>.</summary>
    public bool RequiresEmailVerification { get; init; }

    /// <summary>Nobody may cancel.</summary>
    public bool CancellingDisabled { get; init; }

    /// <summary>Others than the host may not move a booking that starts within so many minutes; null: always.</summary>
    public int? ReschedulingMinutesBefore { get; init; }

    /// <summary>Not on the public page.</summary>
    public bool Hidden { get; init; }
}

/// <summary>How the whole stand-in behaves.</summary>
internal sealed class CalComSwitches
{
    /// <summary>Knows the version values of 2026, as the hosted service does; a self-hosted one does not.</summary>
    public bool Hosted { get; set; } = true;

    /// <summary>Identical slot queries get the same answer for two seconds.</summary>
    public bool SlotCache { get; set; }

    /// <summary>Share of those who lose a race that are told so by a bare 409 instead of a 400, 0 to 1.</summary>
    public double ConflictShare { get; set; }

    /// <summary>Webhooks go to public HTTPS addresses only.</summary>
    public bool HostedAddressRule { get; set; }

    /// <summary>Counts requests per key or address and refuses beyond the limit.</summary>
    public bool LimitRequests { get; set; }

    /// <summary>Requests per minute of one key or address, OAuth tokens apart (500).</summary>
    public int RequestsPerMinute { get; set; } = 120;

    /// <summary>A meeting's link exists this long after the booking; until then its location is the app's internal name.</summary>
    public TimeSpan LinkAfter { get; set; }

    /// <summary>A used refresh token dies; the public source lets it live.</summary>
    public bool RefreshRevokesOld { get; set; }

    /// <summary>A list without a status shows upcoming bookings only; otherwise all (both readings exist).</summary>
    public bool ListWithoutStatusIsUpcoming { get; set; }

    /// <summary>The code that is "sent" to bookers who must prove their address.</summary>
    public string VerificationCode { get; set; } = "123456";
}
