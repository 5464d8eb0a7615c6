using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Providers.Deepgram;

/// <summary>Deepgram as a feature of the server.</summary>
public static class DeepgramFeature
{
    /// <summary>Adds its ears and voice when <c>Deepgram:Key</c> is set; the section <c>Deepgram</c> is checked when the server starts.</summary>
    public static IServiceCollection AddDeepgram(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(DeepgramOptions.Section);
        services.AddOptions<DeepgramOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        if (string.IsNullOrWhiteSpace(section[nameof(DeepgramOptions.Key)]))
            return services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ISpeechToText, DeepgramSpeechToText>();
        services.AddSingleton<ITextToSpeech, DeepgramTextToSpeech>();
        return services;
    }
}
