using System.Security.Cryptography;
using System.Text;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>The carrier's request signature: HMAC-SHA1 over the URL and, for form posts, the parameters sorted by name with nothing in between; base64.</summary>
internal static class CarrierSignature
{
    /// <summary>The header that carries it.</summary>
    public const string Header = "X-Twilio-Signature";

    /// <summary>Signs <paramref name="url"/> exactly as given (fragment and credentials removed by the caller) with the parameters of a form post, if there are any.</summary>
    public static string Of(string authToken, string url, IEnumerable<KeyValuePair<string, string>> form)
    {
        var text = new StringBuilder(url);
        foreach (var parameter in form.GroupBy(each => each.Key, StringComparer.Ordinal).OrderBy(each => each.Key, StringComparer.Ordinal))
            foreach (var value in parameter.Select(each => each.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                text.Append(parameter.Key).Append(value);

#pragma warning disable CA5350 // the carrier's contract names SHA-1
        var digest = HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(text.ToString()));
#pragma warning restore CA5350
        return Convert.ToBase64String(digest);
    }

    /// <summary>The text that is signed for a webhook: over HTTPS without the port, over HTTP with it, never user name or fragment. <paramref name="port"/> turns the port habit round.</summary>
    public static string SignedUrl(Uri url, PortInSignature port = PortInSignature.AsDocumented)
    {
        var secure = url.Scheme is "https" or "wss";
        var withPort = port switch
        {
            PortInSignature.Always => true,
            PortInSignature.Never => false,
            _ => !secure,
        };
        var host = !withPort ? url.Host : port is PortInSignature.Always || !url.IsDefaultPort ? $"{url.Host}:{url.Port}" : url.Host;
        return $"{url.Scheme}://{host}{url.PathAndQuery}";
    }
}

/// <summary>Whether the port stands in the signed URL.</summary>
internal enum PortInSignature
{
    /// <summary>HTTPS without, HTTP with.</summary>
    AsDocumented,

    /// <summary>Always written out.</summary>
    Always,

    /// <summary>Never there.</summary>
    Never,
}
