using System.Security.Cryptography;
using System.Text;

namespace VoiceBooker.Providers.Twilio;

/// <summary>What a check of a request's signature found.</summary>
internal enum SignatureVerdict
{
    /// <summary>The carrier sent it.</summary>
    Genuine,

    /// <summary>There is no signature.</summary>
    NoHeader,

    /// <summary>The signature is another one.</summary>
    Mismatch,

    /// <summary>The URL is signed, but the body is not the one whose hash it names.</summary>
    BodyHash,
}

/// <summary>
/// The carrier's signature: base64 of the HMAC-SHA1, by the account's auth token, of the full URL followed by all form fields sorted by name (by code unit), each name and value with nothing in between.
/// </summary>
internal static class RequestSignature
{
    /// <summary>The header that carries it.</summary>
    public const string Header = "X-Twilio-Signature";

    /// <summary>The signature of a request.</summary>
    public static string Compute(string authToken, string url, RawForm form)
    {
        var text = new StringBuilder(url);
        foreach (var name in form.Fields.GroupBy(field => field.Key, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            // A repeated name: its distinct values, sorted, each preceded by the name.
            foreach (var value in name.Select(field => field.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                text.Append(name.Key).Append(value);
        }

#pragma warning disable CA5350 // the carrier signs with HMAC-SHA1 and with nothing else
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(text.ToString())));
#pragma warning restore CA5350
    }

    /// <summary>Checks a webhook.</summary>
    /// <param name="options">The account's tokens and the public base URL.</param>
    /// <param name="rawTarget">The request target, byte for byte as it came.</param>
    /// <param name="signature">The header's value.</param>
    /// <param name="isForm">Whether the body is a form; only then its fields are signed.</param>
    /// <param name="body">The raw body.</param>
    public static SignatureVerdict CheckWebhook(CarrierOptions options, string rawTarget, string? signature, bool isForm, ReadOnlySpan<byte> body)
    {
        var url = options.UrlOf(rawTarget);
        var verdict = Check(options, WithAndWithoutPort(url), signature, isForm ? RawForm.Parse(body) : RawForm.Empty);
        if (verdict is not SignatureVerdict.Genuine || isForm || body.IsEmpty)
            return verdict;

        return QueryValue(url, "bodySHA256") is { } hash && SameText(hash.ToLowerInvariant(), Convert.ToHexStringLower(SHA256.HashData(body)))
            ? SignatureVerdict.Genuine
            : SignatureVerdict.BodyHash;
    }

    /// <summary>Checks the handshake of a media socket: the socket's own URL is signed, without a query, perhaps with a slash at its end.</summary>
    public static SignatureVerdict CheckHandshake(CarrierOptions options, string? signature) =>
        Check(options, [.. WithAndWithoutPort(options.SocketUrl), .. WithAndWithoutPort(options.SocketUrl + "/")], signature, RawForm.Empty);

    /// <summary>A URL as given, with its port, and without it: the carrier is not consistent about ports.</summary>
    internal static string[] WithAndWithoutPort(string url)
    {
        var authority = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var path = url.IndexOfAny(['/', '?'], authority);
        if (path < 0)
            path = url.Length;
        var (scheme, host, rest) = (url[..authority], url[authority..path], url[path..]);

        var port = host.IndexOf(':', host.LastIndexOf(']') + 1);
        return port >= 0
            ? [url, scheme + host[..port] + rest]
            : [url, $"{scheme}{host}:{(scheme is "https://" or "wss://" ? 443 : 80)}{rest}"];
    }

    private static SignatureVerdict Check(CarrierOptions options, string[] urls, string? signature, RawForm form)
    {
        if (string.IsNullOrEmpty(signature))
            return SignatureVerdict.NoHeader;

        var genuine = false;
        foreach (var token in new[] { options.AuthToken, options.SecondAuthToken })
        {
            // Every candidate is computed and compared: nothing is told by how long it takes.
            foreach (var url in urls)
                genuine |= token.Length > 0 && SameText(Compute(token, url, form), signature);
        }

        return genuine ? SignatureVerdict.Genuine : SignatureVerdict.Mismatch;
    }

    private static bool SameText(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private static string? QueryValue(string url, string name)
    {
        var query = url.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? null : RawForm.Parse(Encoding.UTF8.GetBytes(url[(query + 1)..])).Fields.FirstOrDefault(field => field.Key == name).Value;
    }
}
