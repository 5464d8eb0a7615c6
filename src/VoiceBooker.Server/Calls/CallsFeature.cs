using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Minds;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Providers.Twilio;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Engines;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Server.Calls;

/// <summary>The hosting of calls as a feature of the server.</summary>
internal static class CallsFeature
{
    /// <summary>Adds what takes and leads calls. Sections <c>Calls</c> (with <c>Calls:Session</c>), <c>Turns</c>, <c>Speech</c>, <c>Reception</c>, <c>Minds</c>.</summary>
    public static WebApplicationBuilder AddCalls(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<CallsOptions>().BindConfiguration("Calls").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<CallSessionOptions>().BindConfiguration("Calls:Session").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<OutboundOptions>().BindConfiguration(OutboundOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<DiallingOptions>().BindConfiguration(DiallingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<TurnOptions>().BindConfiguration("Turns").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SpeechDetectorOptions>().BindConfiguration("Turns:Detector").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ReceptionOptions>().BindConfiguration("Reception").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<MindOptions>().BindConfiguration("Minds").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new ModelList(provider.GetServices<Model>(), provider.GetServices<ISpeechModel>(), provider.GetRequiredService<Spending>(), provider.GetRequiredService<IOptions<MindOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddOptions<SpeechOptions>().BindConfiguration(SpeechOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<SpeechOptions>, SpeechNames>();
        services.AddSingleton(provider => new EngineHealth(provider.GetRequiredService<IOptions<SpeechOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SpeechEngines>();
        services.AddSingleton(OpenPhrases);
        services.AddSingleton<PhraseKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<PhraseKeeper>());
        services.AddSingleton<CallBench>();
        services.AddSingleton<CarrierNews>();
        services.AddHostedService(provider => provider.GetRequiredService<CarrierNews>());
        services.AddSingleton<CallLines>();
        services.AddSingleton<ILines>(provider => provider.GetRequiredService<CallLines>());
        services.AddSingleton<CallHost>();
        services.AddSingleton<ICallDesk>(provider => provider.GetRequiredService<CallHost>());
        services.AddHostedService(provider => provider.GetRequiredService<CallHost>());
        services.AddHostedService<NodeReceiver>();
        services.AddHostedService<WordsFromNodes>();
        services.AddHostedService<CallRehearsal>();
        services.AddSingleton<Softphone>();

        var grace = builder.Configuration.GetValue<TimeSpan?>("Calls:ShutdownGrace") ?? new CallsOptions().ShutdownGrace;
        services.Configure<HostOptions>(host => host.ShutdownTimeout = grace + TimeSpan.FromSeconds(15));
        return builder;
    }

    private static PhraseStore OpenPhrases(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<SpeechOptions>>().Value;
        var folder = options.PhraseFolder.Length > 0 ? Path.GetFullPath(options.PhraseFolder) : Path.Combine(services.GetRequiredService<IOptions<StorageOptions>>().Value.Folder, "phrases");
        return new PhraseStore(folder, options.PhraseBytes, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<PhraseStore>>());
    }
}
