using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VoiceBooker.Booking.Minds;

namespace VoiceBooker.Providers.OpenAI.Realtime;

/// <summary>Speech-to-speech as a feature of the server.</summary>
public static class RealtimeFeature
{
    /// <summary>Adds the model of the section <c>Realtime</c> when it has a key.</summary>
    public static IServiceCollection AddRealtime(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(RealtimeOptions.Section);
        services.AddOptions<RealtimeOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        if (string.IsNullOrEmpty(section[nameof(RealtimeOptions.Key)]))
            return services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ISpeechModel, RealtimeModel>();
        return services;
    }
}
