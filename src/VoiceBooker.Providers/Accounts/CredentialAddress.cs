using System.Net;
using System.Net.Sockets;

namespace VoiceBooker.Providers.Accounts;

/// <summary>Where a credential may go: anywhere by HTTPS; by plain HTTP on this machine, and within a private network when a setting of the provider says so. The one rule, for settings and for what an owner types.</summary>
internal static class CredentialAddress
{
    /// <summary>Why a credential must not go there, as the end of a sentence that begins with the address; null when it may.</summary>
    /// <param name="text">The address.</param>
    /// <param name="example">What one looks like.</param>
    /// <param name="mayBePlain">Whether the setting allows plain HTTP within a private network.</param>
    /// <param name="setting">Its name.</param>
    public static string? Refuse(string text, string example, bool mayBePlain, string setting)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
            return $"must be an address like {example}";
        if (address.Scheme == "https" || address.IsLoopback)
            return null;
        if (!IsInTheHouse(address))
            return "must begin with https://; http:// is for this machine and private networks only";
        return mayBePlain ? null : $"must begin with https://, or {setting} must be set to true: then keys cross your private network unencrypted";
    }

    /// <summary>In a private network, by its address or a name that can only be a local one.</summary>
    private static bool IsInTheHouse(Uri address)
    {
        if (!IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
            return !address.Host.Contains('.', StringComparison.Ordinal) || address.Host.EndsWith(".local", StringComparison.OrdinalIgnoreCase) || address.Host.EndsWith(".internal", StringComparison.OrdinalIgnoreCase);
        if (ip.AddressFamily == AddressFamily.InterNetworkV6)
            return ip.IsIPv6UniqueLocal;
        var bytes = ip.GetAddressBytes();
        return bytes[0] == 10 || (bytes[0] == 172 && bytes[1] is >= 16 and <= 31) || (bytes[0] == 192 && bytes[1] == 168);
    }
}
