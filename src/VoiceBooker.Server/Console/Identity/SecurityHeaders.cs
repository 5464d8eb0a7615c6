namespace VoiceBooker.Server.Console.Identity;

/// <summary>What every answer tells the browser to refuse.</summary>
internal static class SecurityHeaders
{
    // Styles inline: the grid and the scheduler size their cells so. Scripts: our own files only.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; media-src 'self'; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; connect-src 'self' ";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app, bool requireHttps) =>
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            var socket = context.Request.Host.HasValue ? $"{(context.Request.IsHttps ? "wss" : "ws")}://{context.Request.Host.ToUriComponent()}" : "";
            headers.ContentSecurityPolicy = Policy + socket;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "microphone=(self), camera=(), geolocation=()";
            if (requireHttps)
                headers.StrictTransportSecurity = "max-age=31536000";
            return next(context);
        });
}
