using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Providers.ElevenLabs;

/// <summary>ElevenLabs as a feature of the server.</summary>
public static class ElevenLabsFeature
{
    /// <summary>Adds its voice when <c>ElevenLabs:Key</c> is set; the section <c>ElevenLabs</c> is checked when the server starts.</summary>
    public static IServiceCollection AddElevenLabs(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(ElevenLabsOptions.Section);
        services.AddOptions<ElevenLabsOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        if (string.IsNullOrWhiteSpace(section[nameof(ElevenLabsOptions.Key)]))
            return services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ITextToSpeech, ElevenLabsTextToSpeech>();
        return services;
    }
}
