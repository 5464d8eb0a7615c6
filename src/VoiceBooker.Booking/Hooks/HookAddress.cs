using System.Net;
using System.Net.Sockets;

namespace VoiceBooker.Booking.Hooks;

/// <summary>Which addresses a webhook may have, and the connection that keeps to it.</summary>
public static class HookAddress
{
    private const int LongestUrl = 500;

    /// <summary>Networks that are not the public internet (RFC 6890 and its registry), each as its first address and the bits that count.</summary>
    private static readonly IPNetwork[] Inner =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/4", "240.0.0.0/4", "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    /// <summary>True for an address anybody on the internet can reach. IPv4 inside IPv6 (mapped, NAT64, 6to4) counts as that IPv4.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = Embedded(address) ?? address;
        return !Array.Exists(Inner, network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    /// <summary>Why a webhook cannot have this address; null: it can. What its name resolves to is looked at when it is connected to.</summary>
    public static string? ObjectionTo(string url, bool allowPrivate)
    {
        if (url.Length > LongestUrl || !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
            return "The address must be an https:// address of at most 500 characters.";
        if (address.UserInfo.Length > 0 || address.Fragment.Length > 0)
            return "The address must not hold a name, a password or a fragment; what comes is signed instead.";
        if (address.Scheme == "http" && !(allowPrivate && address.IsLoopback))
            return "The address must be an https:// address (http:// only on a loopback address, with Hooks:AllowPrivateAddresses).";
        return !allowPrivate && (address.IsLoopback || (IPAddress.TryParse(address.IdnHost, out var literal) && !IsPublic(literal)))
            ? "The address is in a private network; Hooks:AllowPrivateAddresses allows that."
            : null;
    }

    /// <summary>A handler that connects to allowed addresses only. The address is judged after the name was resolved, so that a name that points inside, or comes to point there, is of no use; redirects are not followed, no proxy is asked.</summary>
    public static SocketsHttpHandler NewHandler(HooksOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = options.Timeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = async (context, cancel) =>
        {
            var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
            IPAddress[] allowed = [.. found.Where(address => options.AllowPrivateAddresses || IsPublic(address))];
            if (allowed.Length == 0)
                throw new HookRefusedException(found.Length == 0 ? "The name does not resolve." : "The name resolves to a private network; Hooks:AllowPrivateAddresses allows that.");

            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    private static IPAddress? Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return null;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        if (bytes is [0x20, 0x02, ..])
            return new IPAddress(bytes.AsSpan(2, 4)); // 6to4
        return bytes is [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, ..] ? new IPAddress(bytes.AsSpan(12, 4)) : null; // NAT64
    }
}

/// <summary>A webhook's address must not be connected to.</summary>
internal sealed class HookRefusedException(string message) : IOException(message);
