using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using VoiceBooker.Server.Console.Identity;
using VoiceBooker.Server.Events;

namespace VoiceBooker.Server.Connections;

/// <summary>Accounts at calendar providers as a feature of the server: connecting them, and the door where providers tell of changes.</summary>
internal static class ConnectionsFeature
{
    private const string HookLimit = "calendar-hooks";

    /// <summary>Deliveries from one address in a minute.</summary>
    private const int HooksPerMinute = 300;

    public static WebApplicationBuilder AddConnections(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Subscriptions>();
        builder.Services.AddSingleton<AccountDesk>();
        builder.Services.AddSingleton<SignIns>();
        builder.Services.AddSingleton<HookDoor>();
        builder.Services.AddSingleton<FirstOffer>();
        builder.Services.AddHostedService<SubscriptionWatch>();
        builder.Services.Configure<RateLimiterOptions>(limits => limits.AddPolicy(HookLimit, context => RateLimitPartition.GetFixedWindowLimiter(
            $"{HookLimit} {context.Connection.RemoteIpAddress}",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = HooksPerMinute, Window = TimeSpan.FromMinutes(1) })));
        return builder;
    }

    public static WebApplication MapConnections(this WebApplication app)
    {
        // Signed by the provider; the console's sign-in does not apply.
        app.MapPost(Subscriptions.Door + "{id:guid}", (Guid id, HttpContext context, HookDoor door) => door.TakeAsync(id, context))
            .AllowAnonymous()
            .RequireRateLimiting(HookLimit)
            .WithMetadata(new RequestSizeLimitAttribute(HookDoor.LongestBody));

        // The way back of a browser that signs in at a provider; behind the console's sign-in.
        app.MapGet(SignIns.Callback, async (ClaimsPrincipal person, SignIns signIns, string? state, string? code, string? error, [FromQuery(Name = "error_description")] string? errorDescription, IHostApplicationLifetime life) =>
            TypedResults.LocalRedirect($"/connections?done={await signIns.FinishAsync(ConsoleSession.Of(person) ?? "", state, code, error, errorDescription, life.ApplicationStopping)}"));
        return app;
    }
}
