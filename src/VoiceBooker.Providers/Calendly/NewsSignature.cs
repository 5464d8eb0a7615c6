using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace VoiceBooker.Providers.Calendly;

/// <summary>The signature of news: <c>t=&lt;unix seconds&gt;,v1=&lt;hex&gt;</c>, an HMAC-SHA256 over the time, a dot and the raw body. Older or newer than three minutes is not believed.</summary>
internal static class NewsSignature
{
    /// <summary>The header that carries it.</summary>
    public const string Header = "Calendly-Webhook-Signature";

    private static readonly Duration Tolerance = Duration.FromMinutes(3);

    /// <summary>The check that failed; null when it is genuine.</summary>
    public static string? FindFault(string key, string? header, ReadOnlySpan<byte> body, Instant now)
    {
        if (key.Length == 0)
            return "there is no signing key to check it with";
        if (string.IsNullOrWhiteSpace(header))
            return "it is not signed";

        string? stamp = null;
        var claims = new List<string>();
        foreach (var part in header.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.StartsWith("t=", StringComparison.Ordinal))
                stamp ??= part[2..];
            else if (part.StartsWith("v1=", StringComparison.Ordinal))
                claims.Add(part[3..]);
        }

        if (!long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253_402_300_799 || claims.Count == 0)
            return "its signature cannot be read";

        var expected = Compute(key, stamp, body);
        var genuine = false;
        foreach (var claim in claims)
            genuine |= CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(claim.ToLowerInvariant()));
        if (!genuine)
            return "its signature is another one";

        var age = now - Instant.FromUnixTimeSeconds(seconds);
        return age > Tolerance || age < -Tolerance ? "it was signed more than three minutes ago, or in the future" : null;
    }

    /// <summary>The signature, lower-case hex.</summary>
    public static string Compute(string key, string stamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key));
        hmac.AppendData(Encoding.UTF8.GetBytes(stamp + "."));
        hmac.AppendData(body);
        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
