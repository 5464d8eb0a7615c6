using System.ComponentModel.DataAnnotations;

namespace VoiceBooker.Providers.Twilio;

/// <summary>The carrier's account and doors; section <c>Carrier</c>. Without an <see cref="AuthToken"/> there is no carrier: its doors answer 404 and only the softphone works.</summary>
public sealed class CarrierOptions : IValidatableObject
{
    /// <summary>The address under which the carrier reaches this server, exactly as it was told it: <c>https://bot.example.com</c>. What is signed is this plus the raw request target, never a <c>Host</c> header.</summary>
    [StringLength(500)]
    public string PublicBaseUrl { get; init; } = "";

    /// <summary>A path prefix that a proxy takes away before it reaches us ("/phone"); empty: none.</summary>
    [RegularExpression("^(/[A-Za-z0-9._~-]+)*$", ErrorMessage = "must be empty or begin with a slash and not end with one, like \"/phone\"")]
    public string PathPrefix { get; init; } = "";

    /// <summary>The account ("AC" and 32 hex digits).</summary>
    [RegularExpression("^(AC[0-9a-fA-F]{32})?$", ErrorMessage = "must be \"AC\" and 32 hex digits")]
    public string AccountSid { get; init; } = "";

    /// <summary>The account's primary auth token: signs webhooks and opens the REST API. A secret: set it in <c>appsettings.local.json</c> or the environment.</summary>
    [StringLength(200)]
    public string AuthToken { get; init; } = "";

    /// <summary>The other auth token, accepted as well while tokens are being exchanged; empty: none.</summary>
    [StringLength(200)]
    public string SecondAuthToken { get; init; } = "";

    /// <summary>The REST API; a regional one or a simulated one has another address.</summary>
    [Required]
    [StringLength(500)]
    public string ApiBaseUrl { get; init; } = "https://api.twilio.com";

    /// <summary>How long one request to the REST API may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ApiTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long asking for a call, or sending a text message, may take. After it nobody knows whether it happened, and the carrier's list has to be asked.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:02:00")]
    public TimeSpan DialTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What text messages are sent from: a number of the account (E.164), or a messaging service ("MG" and 32 hex digits); empty: none are sent.</summary>
    [RegularExpression("^(\\+[1-9][0-9]{6,14}|MG[0-9a-fA-F]{32})?$", ErrorMessage = "must be a number like \"+12125550100\", or \"MG\" and 32 hex digits")]
    public string MessagesFrom { get; init; } = "";

    /// <summary>How long the carrier may take to find out who answered a call that we made, with an answering machine's greeting heard to its end.</summary>
    [Range(typeof(TimeSpan), "00:00:03", "00:00:59")]
    public TimeSpan MachineWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A first utterance longer than this is a machine's: "you have reached…".</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:06")]
    public TimeSpan MachineSpeech { get; init; } = TimeSpan.FromSeconds(2.4);

    /// <summary>Silence that ends that utterance.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:00:05")]
    public TimeSpan MachineSpeechEnd { get; init; } = TimeSpan.FromSeconds(1.2);

    /// <summary>Silence at the beginning after which the carrier gives up finding out.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:00:10")]
    public TimeSpan MachineSilence { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Allows a <see cref="PublicBaseUrl"/> of <c>http://</c> on a loopback address, with media over <c>ws://</c>: for a simulated carrier on the same machine.</summary>
    public bool AllowInsecureSocket { get; init; }

    /// <summary>What the caller hears when the web server cannot answer. Empty: our own words, in the language of the call.</summary>
    [StringLength(500)]
    public string FallbackText { get; init; } = "";

    /// <summary>What the caller hears when the conversation broke off. Empty: our own words, in the language of the call.</summary>
    [StringLength(500)]
    public string ApologyText { get; init; } = "";

    /// <summary>What the caller hears when the person they were put through to does not answer, before the receptionist takes the call again. Empty: our own words, in the language of the call.</summary>
    [StringLength(500)]
    public string BackAgainText { get; init; } = "";

    /// <summary>What the caller hears when the person they were put through to does not answer, and all lines are taken. Empty: our own words, in the language of the call.</summary>
    [StringLength(500)]
    public string NobodyAnswersText { get; init; } = "";

    /// <summary>What a person hears whom we called, when no line is free after all or the web server cannot answer. It must say that we are the ones who called. Empty: our own words, in the language of the call.</summary>
    [StringLength(500)]
    public string SorryWeCalledText { get; init; } = "";

    /// <summary>Whether a person who hears a summary before a caller is connected (a warm transfer) must press 1 to take the call. Without it an answering machine takes it, and the caller with it.</summary>
    public bool WhisperNeedsKey { get; init; } = true;

    /// <summary>How long it rings at the person a caller is handed to.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:02:00")]
    public TimeSpan TransferRings { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a stream's one-time token is good for.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an open socket may take to say which call it carries.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan StartDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A line without audio for this long is lost.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan MediaDeadline { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>A typed call without a message for this long is lost.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan TypingDeadline { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Messages a second that an audio line may send, over ten seconds; the carrier sends about 50.</summary>
    [Range(60, 10_000)]
    public int MessagesPerSecond { get; init; } = 200;

    /// <summary>Whether there is a carrier at all.</summary>
    internal bool IsConfigured => AuthToken.Length > 0;

    /// <summary>The public address of one of our doors.</summary>
    internal string UrlOf(string path) => PublicBaseUrl.TrimEnd('/') + PathPrefix + path;

    /// <summary>The public address of the media socket.</summary>
    internal string SocketUrl
    {
        get
        {
            var url = UrlOf(CarrierDoors.Media);
            return url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? "wss://" + url["https://".Length..] : "ws://" + url["http://".Length..];
        }
    }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Uri.TryCreate(ApiBaseUrl, UriKind.Absolute, out var api) || api.Scheme is not ("https" or "http") || (api.Scheme == "http" && !api.IsLoopback))
            yield return new ValidationResult("must be an https:// address (http:// on a loopback address only)", [nameof(ApiBaseUrl)]);

        if (AuthToken.Length == 0)
        {
            if (AccountSid.Length > 0)
                yield return new ValidationResult("is needed with an AccountSid", [nameof(AuthToken)]);
            yield break;
        }

        if (AccountSid.Length == 0)
            yield return new ValidationResult("is needed with an AuthToken", [nameof(AccountSid)]);
        if (!Uri.TryCreate(PublicBaseUrl, UriKind.Absolute, out var url) || url.PathAndQuery != "/" || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
            yield return new ValidationResult("is needed with an AuthToken: scheme, host and port only, like https://bot.example.com", [nameof(PublicBaseUrl)]);
        else if (url.Scheme != "https" && !(url.Scheme == "http" && url.IsLoopback && AllowInsecureSocket))
            yield return new ValidationResult("must be https:// (http:// only on a loopback address with AllowInsecureSocket)", [nameof(PublicBaseUrl)]);
    }
}
