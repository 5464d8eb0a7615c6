using System.Net;
using System.Net.Sockets;

namespace VoiceBooker.Server.Connections;

/// <summary>Which addresses a provider may have: a credential goes there, so it travels by HTTPS, or stays in the house.</summary>
internal static class BaseAddresses
{
    /// <summary>Reads an address as the owner types it.</summary>
    /// <param name="text">Absolute; a path is allowed, a slash at its end goes.</param>
    /// <param name="address">The address.</param>
    /// <param name="wrong">What is wrong with it, for the owner; empty when nothing is.</param>
    public static bool TryRead(string text, out Uri address, out string wrong)
    {
        wrong = "";
        if (!Uri.TryCreate(text.Trim().TrimEnd('/'), UriKind.Absolute, out address!) || address.Scheme is not ("https" or "http") || address.Host.Length == 0)
            wrong = $"“{text}” is no address such as https://api.example.com.";
        else if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
            wrong = "The address has a name, a password, a question mark or a hash in it; only scheme, host, port and path belong there.";
        else if (address.Scheme == "http" && !IsInTheHouse(address))
            wrong = "A key must not travel unencrypted: the address begins with https://. Only a server on this machine or in a private network may be reached by http://.";
        return wrong.Length == 0;
    }

    /// <summary>On this machine or in a private network, by its address or a name that can only be a local one.</summary>
    private static bool IsInTheHouse(Uri address)
    {
        if (address.IsLoopback)
            return true;
        if (!IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
            return !address.Host.Contains('.', StringComparison.Ordinal) || address.Host.EndsWith(".local", StringComparison.OrdinalIgnoreCase) || address.Host.EndsWith(".internal", StringComparison.OrdinalIgnoreCase);
        if (ip.AddressFamily == AddressFamily.InterNetworkV6)
            return ip.IsIPv6UniqueLocal;
        var bytes = ip.GetAddressBytes();
        return bytes[0] == 10 || (bytes[0] == 172 && bytes[1] is >= 16 and <= 31) || (bytes[0] == 192 && bytes[1] == 168);
    }
}
