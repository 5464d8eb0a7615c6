using System.Text;

namespace VoiceBooker.Providers.Sockets;

/// <summary>Where a speech service is: anywhere encrypted, in clear on this machine only.</summary>
internal static class ServiceAddress
{
    /// <summary>Why a base address cannot be used, as the end of a sentence that begins with its setting; null when it can.</summary>
    /// <param name="text">The address.</param>
    /// <param name="example">What one looks like.</param>
    public static string? Refuse(string text, string example)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http" or "wss" or "ws") || address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
            return $"must be an address like {example}";
        return address.Scheme is "https" or "wss" || address.IsLoopback ? null : "must begin with wss:// or https://; unencrypted addresses are for this machine only";
    }

    /// <summary>The address of a socket.</summary>
    /// <param name="baseAddress">A base address that was not refused.</param>
    /// <param name="path">Path below it, without a slash in front.</param>
    /// <param name="query">Parameters in order; a name may come more than once.</param>
    public static Uri Socket(string baseAddress, string path, IEnumerable<(string Name, string Value)> query)
    {
        var text = new StringBuilder(baseAddress.TrimEnd('/')).Append('/').Append(path);
        var separator = '?';
        foreach (var (name, value) in query)
        {
            text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        var address = new UriBuilder(new Uri(text.ToString()));
        address.Scheme = address.Scheme is "https" or "wss" ? "wss" : "ws";
        return address.Uri;
    }
}
