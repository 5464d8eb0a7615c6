using VoiceBooker.Providers.Twilio;

namespace VoiceBooker.Server.Calls;

/// <summary>The hosting of calls as a feature of the server.</summary>
internal static class CallsFeature
{
    /// <summary>Adds what takes and leads calls.</summary>
    public static WebApplicationBuilder AddCalls(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CallsOptions>().BindConfiguration("Calls").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<CallHost>();
        builder.Services.AddSingleton<ICallDesk>(services => services.GetRequiredService<CallHost>());
        builder.Services.AddSingleton<Softphone>();
        return builder;
    }
}
