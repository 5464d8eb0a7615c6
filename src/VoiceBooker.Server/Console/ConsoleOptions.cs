using System.ComponentModel.DataAnnotations;

namespace VoiceBooker.Server.Console;

/// <summary>The operator console: where it keeps its accounts and how strictly its doors are shut. Section <c>Console</c>.</summary>
internal sealed class ConsoleOptions : IValidatableObject
{
    /// <summary>Directory of the accounts' database and of the keys that protect cookies; relative to the content root.</summary>
    [Required]
    public string DataDirectory { get; init; } = "data";

    /// <summary>True when browsers reach the console by HTTPS only: cookies become <c>Secure</c> and HSTS is sent. Leave false on a laptop.</summary>
    public bool RequireHttps { get; init; }

    /// <summary>The TLS proxies before this server, addresses or networks separated by commas ("10.0.0.0/8, ::1"): only they are believed when they say from whom, and whether by HTTPS, a request came. Empty: nobody is.</summary>
    public string TrustedProxies { get; init; } = "127.0.0.0/8, ::1";

    /// <summary>How long a sign-in lasts without a visit.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "30.00:00:00")]
    public TimeSpan SignInLasts { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Wrong passwords in a row before an account is locked.</summary>
    [Range(3, 100)]
    public int AttemptsBeforeLockout { get; init; } = 5;

    /// <summary>How long a locked account stays locked.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan LockoutLasts { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Attempts at the login or the set-up page from one address in a minute.</summary>
    [Range(3, 1000)]
    public int DoorAttemptsPerMinute { get; init; } = 10;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var proxy in Proxies.Where(proxy => ForwardedRequests.ReadNetwork(proxy) is null))
            yield return new ValidationResult($"'{proxy}' is neither an address nor a network such as 10.0.0.0/8", [nameof(TrustedProxies)]);
    }

    /// <summary>The entries of <see cref="TrustedProxies"/>.</summary>
    internal IEnumerable<string> Proxies => TrustedProxies.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
