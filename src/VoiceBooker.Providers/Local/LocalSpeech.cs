using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Providers.Local;

/// <summary>Puts speech without an account into the server.</summary>
public static class LocalSpeech
{
    /// <summary>
    /// Registers <see cref="LocalTextToSpeech"/> as <see cref="ITextToSpeech"/>, <see cref="LocalSpeechToText"/> as <see cref="ISpeechToText"/> and <see cref="LocalSpeechCheck"/>, and makes
    /// language models and spare decoders ready when the server starts. Options come from the section <c>Speech:Local</c>.
    /// </summary>
    public static IServiceCollection AddLocalSpeech(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LocalSpeechOptions>()
            .Bind(configuration.GetSection(LocalSpeechOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<LocalSpeechCheck>();
        services.AddSingleton<LocalTextToSpeech>();
        services.AddSingleton<ITextToSpeech>(provider => provider.GetRequiredService<LocalTextToSpeech>());
        services.AddSingleton<LocalSpeechToText>();
        services.AddSingleton<ISpeechToText>(provider => provider.GetRequiredService<LocalSpeechToText>());
        services.AddHostedService<SpeechWarmUp>();
        return services;
    }
}
