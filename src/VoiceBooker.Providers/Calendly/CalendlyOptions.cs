using System.ComponentModel.DataAnnotations;
using VoiceBooker.Providers.Accounts;

namespace VoiceBooker.Providers.Calendly;

/// <summary>How Calendly is reached; section <c>Calendly</c>. Accounts are connected on the console; nothing here is needed for a personal access token.</summary>
[SettingsSection(Section)]
public sealed class CalendlyOptions : IValidatableObject
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Calendly";

    /// <summary>The address offered when an account is connected; a stand-in has another.</summary>
    [Required]
    [StringLength(500)]
    public string BaseAddress { get; init; } = "https://api.calendly.com";

    /// <summary>Allows <c>http://</c> addresses in a private network: credentials then cross it in clear. On this machine they are always allowed, elsewhere never.</summary>
    public bool AllowInsecureAddress { get; init; }

    /// <summary>Where owners sign in.</summary>
    [Required]
    [StringLength(500)]
    public string AuthAddress { get; init; } = "https://auth.calendly.com";

    /// <summary>The OAuth app's client id; empty: accounts are connected by personal access token only.</summary>
    [StringLength(500)]
    public string ClientId { get; init; } = "";

    /// <summary>The OAuth app's client secret; empty: the app is a native one. A secret: set it in <c>appsettings.local.json</c> or the environment.</summary>
    [StringLength(500)]
    public string ClientSecret { get; init; } = "";

    /// <summary>The OAuth app's webhook signing key, which signs the news of every account that signed in through it. A secret.</summary>
    [StringLength(500)]
    public string WebhookSigningKey { get; init; } = "";

    /// <summary>What owners are asked to allow when they sign in, separated by blanks.</summary>
    [Required]
    [StringLength(2000)]
    public string Scopes { get; init; } = "users:read event_types:read availability:read scheduled_events:write webhooks:write";

    /// <summary>How many days of free times are asked for in one request; Calendly takes 31 since July 2026 and took 7 before; where more is refused, weeks are asked for.</summary>
    [Range(1, 31)]
    public int SlotSpanDays { get; init; } = 31;

    /// <summary>How many such requests run at the same time; all plans count them, the Free one up to 50 a minute.</summary>
    [Range(1, 10)]
    public int SlotRequestsAtOnce { get; init; } = 3;

    /// <summary>How long one attempt to ask may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:01:00")]
    public TimeSpan AttemptDeadline { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long asking may take with all attempts.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(7);

    /// <summary>How long one answer to a booking or a cancellation, which are never sent twice, is waited for; after it the answer counts as lost. It ends with <c>Booking:CommitTimeout</c> in any case, so it should be less.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan BookingDeadline { get; init; } = TimeSpan.FromSeconds(7);

    /// <summary>How long a booking that stands may be read back for its place before the caller is told.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:00:10")]
    public TimeSpan ReadBackWithin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>When Calendly asks for a pause, the longest one that is waited for while a caller listens.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Gives the caller's number to Calendly for its text reminders. Leave false unless callers have agreed to be sent texts.</summary>
    public bool TextReminders { get; init; }

    /// <summary>A warning shown with the provider on the console, such as "stand-in"; empty: none.</summary>
    [StringLength(100)]
    public string Marks { get; init; } = "";

    /// <summary>For what only asks.</summary>
    internal Patience Asking => new(AttemptDeadline, Deadline, Attempts: 3, LongestPause);

    /// <summary>For what does something: sent again only when it surely was not carried out.</summary>
    internal Patience Doing => new(BookingDeadline, BookingDeadline, Attempts: 2, LongestPause);

    /// <summary>What owners are asked to allow.</summary>
    internal IReadOnlyList<string> WantedScopes => Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Why a credential must not go there; null when it may.</summary>
    internal string? Refuse(string address) => CredentialAddress.Refuse(address, "https://api.calendly.com", AllowInsecureAddress, $"{Section}:{nameof(AllowInsecureAddress)}");

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, value) in new[] { (nameof(BaseAddress), BaseAddress), (nameof(AuthAddress), AuthAddress) })
        {
            if (Refuse(value) is { } wrong)
                yield return new ValidationResult(wrong, [name]);
        }

        if (ClientSecret.Length > 0 && ClientId.Length == 0)
            yield return new ValidationResult("is needed with a ClientSecret", [nameof(ClientId)]);
        if (Deadline < AttemptDeadline)
            yield return new ValidationResult($"must not be less than AttemptDeadline, {AttemptDeadline}", [nameof(Deadline)]);
    }
}
