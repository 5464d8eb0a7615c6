using System.ComponentModel.DataAnnotations;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VoiceBooker.Booking.Minds;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Providers.OpenAI;

/// <summary>OpenAI, Azure OpenAI and servers that speak the same protocol, as a feature of the server.</summary>
public static class OpenAIFeature
{
    /// <summary>
    /// Registers one <see cref="Model"/> for each entry of the section <c>Models</c>, in their order, and asks each once when the server starts; and, where the section <c>OpenAISpeech</c> names models for them,
    /// <see cref="ITextToSpeech"/> and <see cref="ISpeechToText"/>, both named "openai". Deadlines are carried in <see cref="Model.Deadlines"/>, not kept here.
    /// </summary>
    public static IServiceCollection AddOpenAI(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<OpenAIConnections>();

        var section = configuration.GetSection(OpenAIModelOptions.Section);
        services.AddOptions<List<OpenAIModelOptions>>().Bind(section).ValidateOnStart()
            .Validate(models => models.All(IsValid), $"{OpenAIModelOptions.Section} holds an entry that is not allowed.")
            .Validate(HaveNamesOfTheirOwn, $"{OpenAIModelOptions.Section}: two entries have the same name.");
        foreach (var model in (section.Get<List<OpenAIModelOptions>>() ?? []).Where(model => model.IsUsed))
            services.AddSingleton(provider => NewModel(model, provider));
        services.AddHostedService<ModelWarmUp>();

        services.AddOptions<OpenAISpeechOptions>().Bind(configuration.GetSection(OpenAISpeechOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        var speech = configuration.GetSection(OpenAISpeechOptions.Section).Get<OpenAISpeechOptions>() ?? new OpenAISpeechOptions();
        if (speech.Speaks || speech.Listens)
            services.AddSingleton<SpeechHttp>();
        if (speech.Speaks)
            services.AddSingleton<ITextToSpeech, OpenAITextToSpeech>();
        if (speech.Listens)
            services.AddSingleton<ISpeechToText, OpenAISpeechToText>();
        return services;
    }

    private static Model NewModel(OpenAIModelOptions options, IServiceProvider provider)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        var entra = options.UseEntra ? provider.GetService<TokenCredential>() ?? new DefaultAzureCredential() : null;
        var library = OpenAIWire.NewChatClient(options, entra, time, provider.GetRequiredService<OpenAIConnections>().Http);
        return new Model(
            options.Title,
            new OpenAIChatClient(library, options, time),
            new ModelDeadlines(options.FirstTokenWithin, options.GapWithin, options.WholeWithin),
            new ModelPrices(options.InputPrice, options.CachedInputPrice, options.OutputPrice));
    }

    private static bool IsValid(OpenAIModelOptions model) => Validator.TryValidateObject(model, new ValidationContext(model), null, validateAllProperties: true);

    private static bool HaveNamesOfTheirOwn(List<OpenAIModelOptions> models)
    {
        var names = models.Where(model => model.IsUsed).Select(model => model.Title).ToList();
        return names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Count;
    }

    /// <summary>The connections to all these servers; opened when needed, closed with the server.</summary>
    internal sealed class OpenAIConnections : IDisposable
    {
        /// <summary>Sends; has no deadline of its own.</summary>
        public HttpClient Http { get; } = new(OpenAIWire.NewHandler(), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };

        /// <inheritdoc/>
        public void Dispose() => Http.Dispose();
    }
}
