using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Providers.Twilio;

namespace VoiceBooker.Server.Texts;

/// <summary>Links by text message as a feature of the server: the page under them, and bringing what is typed there into the call.</summary>
internal static class TextsFeature
{
    private const string TextLimit = "text-links";

    /// <summary>Requests from one address in a minute: many people may share one at their carrier's.</summary>
    private const int PerMinute = 60;

    /// <summary>Adds the links and who brings what is typed into its call.</summary>
    public static WebApplicationBuilder AddTexts(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(provider => new TextLinks(
            provider.GetRequiredService<IDbContextFactory<BookingDbContext>>(),
            provider.GetServices<IMessenger>(),
            provider.GetRequiredService<IOptions<MessagesOptions>>(),
            AddressOf(provider.GetRequiredService<IOptions<CarrierOptions>>().Value),
            provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddTextDoor();
        builder.Services.AddHostedService<TypedArrivals>();
        return builder;
    }

    /// <summary>The page alone.</summary>
    internal static IServiceCollection AddTextDoor(this IServiceCollection services) => services
        .AddSingleton<TextDoor>()
        .Configure<RateLimiterOptions>(limits => limits.AddPolicy(TextLimit, context => RateLimitPartition.GetFixedWindowLimiter(
            $"{TextLimit} {context.Connection.RemoteIpAddress}",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) })));

    /// <summary>Maps the page. It needs no sign-in: the token in its address is the key, and works for one call, once.</summary>
    public static WebApplication MapTexts(this WebApplication app)
    {
        var door = app.MapGroup(TextLinks.Door.TrimEnd('/')).AllowAnonymous().RequireRateLimiting(TextLimit).WithMetadata(new RequestSizeLimitAttribute(TextDoor.LongestBody));
        door.MapGet("/{token}", (string token, HttpContext context, TextDoor page) => page.ShowAsync(token, context));
        door.MapPost("/{token}", (string token, HttpContext context, TextDoor page) => page.TakeAsync(token, context));
        return app;
    }

    private static string AddressOf(CarrierOptions carrier) => carrier.PublicBaseUrl.Length > 0 ? carrier.PublicBaseUrl.TrimEnd('/') + carrier.PathPrefix : "";
}
