using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace VoiceBooker.Providers.Twilio;

/// <summary>The carrier as a feature of the server: its services and its doors.</summary>
public static class CarrierFeature
{
    /// <summary>Adds the carrier; an <see cref="ICallDesk"/> must be there to take its calls.</summary>
    public static IServiceCollection AddCarrier(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CarrierOptions>().Bind(configuration.GetSection("Carrier")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<StreamTokens>();
        return services;
    }

    /// <summary>Opens the carrier's doors and the media socket.</summary>
    public static IEndpointRouteBuilder MapCarrier(this WebApplication app) => app;
}
