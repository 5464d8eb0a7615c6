using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Providers.Accounts;

namespace VoiceBooker.Providers.CalCom;

/// <summary>Cal.com as a feature of the server.</summary>
public static class CalComFeature
{
    /// <summary>Adds the calendar and its accounts; the section <c>CalCom</c> is checked when the server starts.</summary>
    public static IServiceCollection AddCalCom(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CalComOptions>().Bind(configuration.GetSection(CalComOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddAccountHttp();
        services.AddSingleton<CalComApi>();
        services.AddSingleton<CalComLine>();
        services.AddSingleton<CalComSlots>();
        services.AddSingleton<CalComLookUp>();
        services.AddSingleton<ICalendarAccounts, CalComAccounts>();
        services.AddSingleton<ICalendar, CalComCalendar>();
        return services;
    }
}
