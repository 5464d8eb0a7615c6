using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace VoiceBooker.Server.Console;

/// <summary>Requests that a proxy of ours handed on: who sent them, and whether by HTTPS. The host is never taken from a header, and the carrier's signatures are checked without any of this.</summary>
internal static class ForwardedRequests
{
    /// <summary>Believes <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> of the proxies in <c>Console:TrustedProxies</c>, hop by hop from the nearest, and of nobody else.</summary>
    public static WebApplication UseTrustedProxies(this WebApplication app)
    {
        var console = app.Services.GetRequiredService<IOptions<ConsoleOptions>>().Value;
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in console.Proxies)
            forwarded.KnownIPNetworks.Add(ReadNetwork(proxy)!.Value);
        if (forwarded.KnownIPNetworks.Count > 0) // the middleware takes an empty list for "believe everybody"
            app.UseForwardedHeaders(forwarded);
        return app;
    }

    /// <summary>Pages that are for HTTPS only tell whoever comes without it why they stay shut.</summary>
    public static IApplicationBuilder UseHttpsOnly(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var path = context.Request.Path;
        if (context.Request.IsHttps || path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/carrier", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/hooks", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("Console:RequireHttps is true and this request did not come by HTTPS. Behind a TLS proxy: let it send X-Forwarded-Proto, and name its address in Console:TrustedProxies.");
    });

    /// <summary>An address (a network of one) or a network; null when it is neither.</summary>
    public static IPNetwork? ReadNetwork(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
