using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Providers.AzureSpeech;

/// <summary>Azure Speech as a feature of the server.</summary>
public static class AzureSpeechFeature
{
    /// <summary>Registers "azure" as <see cref="ISpeechToText"/> and <see cref="ITextToSpeech"/>, each where the section <c>AzureSpeech</c> has a way to sign in and an address. A <see cref="TokenCredential"/> that is registered already is used for Entra.</summary>
    public static IServiceCollection AddAzureSpeech(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(AzureSpeechOptions.Section);
        services.AddOptions<AzureSpeechOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        var options = section.Get<AzureSpeechOptions>() ?? new AzureSpeechOptions();
        if (!options.CanListen && !options.CanSpeak)
            return services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new SpeechSignIn(
            provider.GetRequiredService<IOptions<AzureSpeechOptions>>(),
            options.Entra ? provider.GetService<TokenCredential>() ?? new DefaultAzureCredential() : null,
            provider.GetRequiredService<TimeProvider>()));
        if (options.CanListen)
            services.AddSingleton<ISpeechToText, AzureSpeechToText>();
        if (options.CanSpeak)
            services.AddSingleton<ITextToSpeech, AzureTextToSpeech>();
        return services;
    }
}
