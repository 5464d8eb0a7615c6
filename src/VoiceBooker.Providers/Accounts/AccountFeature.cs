using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace VoiceBooker.Providers.Accounts;

/// <summary>Registers what all providers of calendars share.</summary>
internal static class AccountFeature
{
    /// <summary>Adds <see cref="AccountHttp"/>; once is enough.</summary>
    public static IServiceCollection AddAccountHttp(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new AccountHttp(AccountHttp.NewWire(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<AccountHttp>>()));
        return services;
    }
}
