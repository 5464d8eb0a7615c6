using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace VoiceBooker.CallLab.StandIns.Sockets;

/// <summary>The upgrade to a WebSocket with the bytes beneath at hand: the framework's own socket cannot close without a status, and a service that does so is to be played.</summary>
internal static class RawUpgrade
{
    private const string Accept = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, 1.3

    /// <summary>Whether the request is for a WebSocket.</summary>
    public static bool IsAskedFor(HttpContext http) =>
        http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        && $"{http.Request.Headers.Upgrade}".Equals("websocket", StringComparison.OrdinalIgnoreCase)
        && http.Request.Headers.SecWebSocketVersion == "13"
        && http.Request.Headers.SecWebSocketKey.Count == 1;

    /// <summary>Lets it in.</summary>
    public static async Task<(WebSocket Socket, Stream Wire)> AcceptAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        (headers.Connection, headers.Upgrade, headers.SecWebSocketAccept) = ("Upgrade", "websocket", Answer($"{http.Request.Headers.SecWebSocketKey}"));
        var wire = await http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        return (WebSocket.CreateFromStream(wire, new WebSocketCreationOptions { IsServer = true }), wire);
    }

#pragma warning disable CA5350 // the protocol wants SHA-1, as proof of having read the request and nothing else
    private static string Answer(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Accept)));
#pragma warning restore CA5350
}
