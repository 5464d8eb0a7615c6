using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace VoiceBooker.Booking.Hooks;

/// <summary>
/// Signs a delivery by the Standard Webhooks scheme (standardwebhooks.com), so that the published libraries can check it: <c>v1,</c> and the base64 of HMAC-SHA256 over <c>id.timestamp.body</c>.
/// A secret is <c>whsec_</c> and the base64 of its bytes.
/// </summary>
public static class HookSignature
{
    /// <summary>The message's identity: the same for every repetition.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>When it was sent, in seconds since 1970; a receiver refuses what is older than five minutes.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>One signature for each secret that holds, separated by spaces.</summary>
    public const string SignatureHeader = "webhook-signature";

    private const string Prefix = "whsec_";
    private const int SecretBytes = 32;

    /// <summary>A new secret of 256 random bits.</summary>
    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The value of <see cref="SignatureHeader"/>.</summary>
    /// <param name="secrets">The secret, and the former one while it holds.</param>
    /// <param name="id">The message's identity.</param>
    /// <param name="at">When it is sent.</param>
    /// <param name="body">As it is sent.</param>
    public static string Of(IEnumerable<string> secrets, string id, Instant at, string body)
    {
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}.{body}"));
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), signed))));
    }
}
