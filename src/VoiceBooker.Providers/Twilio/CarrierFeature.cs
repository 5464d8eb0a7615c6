using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Providers.Twilio;

/// <summary>The carrier as a feature of the server: its services and its doors.</summary>
public static partial class CarrierFeature
{
    /// <summary>Adds the carrier; an <see cref="ICallDesk"/> must be there to take its calls, an <see cref="ICallWishes"/> for people who say stop, and an <see cref="IMessageDesk"/> for reports on messages.</summary>
    public static IServiceCollection AddCarrier(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CarrierOptions>().Bind(configuration.GetSection("Carrier")).ValidateDataAnnotations().ValidateOnStart();
        services.AddHttpClient(CarrierApi.Client)
            .ConfigureHttpClient((provider, client) => client.Timeout = provider.GetRequiredService<IOptions<CarrierOptions>>().Value.ApiTimeout);
        services.AddHttpClient(CarrierOrders.Client)
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan) // the order has its own
            .ConfigurePrimaryHttpMessageHandler(NewOrderConnection);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new StreamTokens(provider.GetRequiredService<IOptions<CarrierOptions>>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<WaitingStreams>()));
        services.AddSingleton<StatusReports>();
        services.AddSingleton<CallFates>();
        services.AddSingleton<Transfers>();
        services.AddSingleton<CarrierApi>();
        services.AddSingleton<CarrierOrders>();
        services.AddSingleton<OwnNumbers>();
        services.AddSingleton<IDialer, CarrierDialer>();
        services.AddSingleton<IMessenger, CarrierMessenger>();
        services.AddSingleton<Carrier>();
        services.AddSingleton<SignedDoor>();
        services.AddSingleton<CarrierWebhooks>();
        services.AddSingleton<MessageWebhooks>();
        services.AddSingleton<MediaDoor>();
        return services;
    }

    /// <summary>Opens the carrier's doors and the media socket. Their signatures and tokens are checked inside; a console's sign-in does not apply.</summary>
    public static IEndpointRouteBuilder MapCarrier(this WebApplication app)
    {
        var webhooks = app.Services.GetRequiredService<CarrierWebhooks>();
        var messages = app.Services.GetRequiredService<MessageWebhooks>();
        var media = app.Services.GetRequiredService<MediaDoor>();
        var doors = app.MapGroup("").AllowAnonymous().ExcludeFromDescription();

        doors.MapPost(CarrierDoors.Voice, (Delegate)webhooks.VoiceAsync);
        doors.MapPost(CarrierDoors.Fallback, (Delegate)webhooks.FallbackAsync);
        doors.MapPost(CarrierDoors.Status, (Delegate)webhooks.StatusAsync);
        doors.MapPost(CarrierDoors.AnsweredBy, (Delegate)webhooks.AnsweredByAsync);
        doors.MapPost(CarrierDoors.StreamStatus, (Delegate)webhooks.StreamStatusAsync);
        doors.MapPost(CarrierDoors.AfterStream, (Delegate)webhooks.AfterStreamAsync);
        doors.MapPost(CarrierDoors.Whisper, (Delegate)webhooks.WhisperAsync);
        doors.MapPost(CarrierDoors.WhisperKey, (Delegate)webhooks.WhisperKeyAsync);
        doors.MapPost(CarrierDoors.AfterTransfer, (Delegate)webhooks.AfterTransferAsync);
        doors.MapPost(CarrierDoors.Message, (Delegate)messages.MessageAsync);
        doors.MapPost(CarrierDoors.MessageStatus, (Delegate)messages.StatusAsync);
        doors.Map(CarrierDoors.Media, (HttpContext context) => media.OpenAsync(context));

        var options = app.Services.GetRequiredService<IOptions<CarrierOptions>>().Value;
        if (options.IsConfigured)
            LogOpen(app.Logger, options.UrlOf(CarrierDoors.Voice), options.UrlOf(CarrierDoors.Fallback), options.UrlOf(CarrierDoors.Status), options.UrlOf(CarrierDoors.Message));
        else
            LogNoCarrier(app.Logger);
        return app;
    }

    /// <summary>Connections for what must happen at most once: nothing is sent to another address, and a connection that has been idle for a while, which the other side may be closing, is not used again.</summary>
    internal static SocketsHttpHandler NewOrderConnection() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    [LoggerMessage(LogLevel.Information, "Telephone: give your number these addresses at the carrier. Voice: {Voice}  Fallback: {Fallback}  Status: {Status}  Messages: {Messages}")]
    private static partial void LogOpen(ILogger log, string voice, string fallback, string status, string messages);

    [LoggerMessage(LogLevel.Information, "Telephone: no carrier account is configured (Carrier:AuthToken), so its doors answer 404; the softphone works.")]
    private static partial void LogNoCarrier(ILogger log);
}
