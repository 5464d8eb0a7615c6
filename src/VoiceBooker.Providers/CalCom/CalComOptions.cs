using System.ComponentModel.DataAnnotations;
using VoiceBooker.Providers.Accounts;

namespace VoiceBooker.Providers.CalCom;

/// <summary>How Cal.com is asked; section <c>CalCom</c>. Accounts are connected on the console; only signing in needs something here.</summary>
[SettingsSection(Section)]
public sealed class CalComOptions : IValidatableObject
{
    /// <summary>The section of the settings.</summary>
    internal const string Section = "CalCom";

    private static readonly string[] Languages =
    [
        "ar", "az", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "es-419", "et", "eu", "fi", "fr", "he", "hr", "hu", "id", "it", "iw", "ja", "km", "ko", "lv", "nl", "no", "pl", "pt", "pt-BR", "ro", "ru",
        "sk", "sr", "sv", "ta", "th", "tr", "uk", "vi", "zh-CN", "zh-TW",
    ];

    /// <summary>The address an account is connected at when the owner names no other; with its path, which usually ends with <c>/v2</c>.</summary>
    public string BaseAddress { get; init; } = "https://api.cal.com/v2";

    /// <summary>Other addresses the owner can choose from, separated by blanks.</summary>
    public string OtherAddresses { get; init; } = "https://api.cal.eu/v2";

    /// <summary>Allows <c>http://</c> addresses in a private network: keys then cross it in clear. On this machine they are always allowed, elsewhere never.</summary>
    public bool AllowInsecureAddress { get; init; }

    /// <summary>Where the owner's browser signs in for accounts at <see cref="BaseAddress"/>.</summary>
    public string AuthorizeAddress { get; init; } = "https://app.cal.com/auth/oauth2/authorize";

    /// <summary>The OAuth client; empty: accounts are connected by API key only.</summary>
    [StringLength(200)]
    public string ClientId { get; init; } = "";

    /// <summary>Its secret; empty: a public client, which proves itself by PKCE alone.</summary>
    [StringLength(500)]
    public string ClientSecret { get; init; } = "";

    /// <summary>What signing in asks for, separated by blanks.</summary>
    [RegularExpression("^[A-Z_]+( [A-Z_]+)*$", ErrorMessage = "must be scope names like BOOKING_READ, separated by blanks")]
    public string Scopes { get; init; } = "PROFILE_READ EVENT_TYPE_READ BOOKING_READ BOOKING_WRITE WEBHOOK_READ WEBHOOK_WRITE";

    /// <summary>How long a time is hidden from others while a caller decides; whole minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan HoldFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one attempt to look something up may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:01:00")]
    public TimeSpan AskWithin { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>How long all attempts to look something up may take together.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:02:00")]
    public TimeSpan AskInAll { get; init; } = TimeSpan.FromSeconds(14);

    /// <summary>How long one answer to a booking, a move or a cancellation is waited for; after it its fate is looked up. It ends with <c>Booking:CommitTimeout</c> in any case, so it should be less.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:01:00")]
    public TimeSpan ActWithin { get; init; } = TimeSpan.FromSeconds(7);

    /// <summary>How long reading a new booking back may take; after it the answer that made it is believed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan VerifyWithin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many days of free times are asked for at once; longer spans are asked for in pieces.</summary>
    [Range(1, 92)]
    public int DaysPerRequest { get; init; } = 31;

    /// <summary>The language of the invitations.</summary>
    public string Language { get; init; } = "en";

    /// <summary>A warning shown with everything of this provider, such as "stand-in"; empty: none.</summary>
    [StringLength(100)]
    public string Marks { get; init; } = "";

    /// <summary>Whether an owner can sign in.</summary>
    internal bool OffersSignIn => ClientId.Length > 0;

    /// <summary><see cref="OtherAddresses"/>, one by one.</summary>
    internal IReadOnlyList<Uri> Others => [.. OtherAddresses.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(address => new Uri(address))];

    /// <summary>Why an address cannot be used; null when it can.</summary>
    internal string? Refuse(string address) => CredentialAddress.Refuse(address, "https://api.cal.com/v2", AllowInsecureAddress, $"{Section}:{nameof(AllowInsecureAddress)}");

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Refuse(BaseAddress) is { } wrong)
            yield return new ValidationResult(wrong, [nameof(BaseAddress)]);
        foreach (var address in OtherAddresses.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Refuse(address) is { } other)
                yield return new ValidationResult($"'{address}' {other}", [nameof(OtherAddresses)]);
        }

        if (Refuse(AuthorizeAddress) is { } page)
            yield return new ValidationResult(page.Replace("api.cal.com/v2", "app.cal.com/auth/oauth2/authorize", StringComparison.Ordinal), [nameof(AuthorizeAddress)]);
        if (ClientSecret.Length > 0 && ClientId.Length == 0)
            yield return new ValidationResult("is needed with a ClientSecret", [nameof(ClientId)]);
        if (HoldFor.Ticks % TimeSpan.TicksPerMinute != 0)
            yield return new ValidationResult("must be whole minutes", [nameof(HoldFor)]);
        if (AskInAll < AskWithin)
            yield return new ValidationResult("must not be less than AskWithin", [nameof(AskInAll)]);
        if (!Languages.Contains(Language, StringComparer.Ordinal))
            yield return new ValidationResult($"allowed are {string.Join(", ", Languages)}", [nameof(Language)]);
    }
}
