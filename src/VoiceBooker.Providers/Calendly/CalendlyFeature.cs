using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Providers.Accounts;

namespace VoiceBooker.Providers.Calendly;

/// <summary>Calendly as a feature of the server.</summary>
public static class CalendlyFeature
{
    /// <summary>Adds Calendly's calendar and accounts.</summary>
    public static IServiceCollection AddCalendly(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CalendlyOptions>().Bind(configuration.GetSection(CalendlyOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddAccountHttp();
        services.AddSingleton<CalendlyHttp>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<ICalendarAccounts, CalendlyAccounts>();
        services.AddSingleton<ICalendar, CalendlyCalendar>();
        return services;
    }
}
