using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VoiceBooker.Server.Console;

/// <summary>The operator console: where it keeps its accounts and how strictly its doors are shut. Section <c>Console</c>.</summary>
internal sealed class ConsoleOptions : IValidatableObject
{
    /// <summary>Directory of the accounts' database and of the keys that protect cookies and credentials, unless servers share a database: then both lie there. Relative to the content root.</summary>
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

    /// <summary>A certificate with its private key (PKCS #12, RSA; a path absolute or relative to the working directory) by which the keys that protect cookies and credentials are sealed where they lie. Empty: they lie in clear, and whoever reads them can open what they seal. The same on every server. Without it nothing that was sealed can be opened again.</summary>
    public string KeyCertificate { get; init; } = "";

    /// <summary>The password of <see cref="KeyCertificate"/>; a secret.</summary>
    public string KeyCertificatePassword { get; init; } = "";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var proxy in Proxies.Where(proxy => ForwardedRequests.ReadNetwork(proxy) is null))
            yield return new ValidationResult($"'{proxy}' is neither an address nor a network such as 10.0.0.0/8", [nameof(TrustedProxies)]);
        if (!TryOpenCertificate(out _, out var because))
            yield return new ValidationResult($"'{KeyCertificate}' cannot be used: {because} Make one with openssl as the README says, or leave Console:KeyCertificate empty", [nameof(KeyCertificate)]);
    }

    /// <summary>Opens <see cref="KeyCertificate"/>: null when none is wanted; false, with the reason, when it cannot be used.</summary>
    internal bool TryOpenCertificate(out X509Certificate2? certificate, out string because)
    {
        (certificate, because) = (null, "");
        if (KeyCertificate.Length == 0)
            return true;
        try
        {
            certificate = X509CertificateLoader.LoadPkcs12FromFile(Path.GetFullPath(KeyCertificate), KeyCertificatePassword);
            using var key = certificate.GetRSAPrivateKey();
            because = key is null ? "it holds no private RSA key." : "";
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or CryptographicException)
        {
            because = broken.Message;
        }

        return because.Length == 0;
    }

    /// <summary>The entries of <see cref="TrustedProxies"/>.</summary>
    internal IEnumerable<string> Proxies => TrustedProxies.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
