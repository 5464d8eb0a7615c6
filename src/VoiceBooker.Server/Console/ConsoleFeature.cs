namespace VoiceBooker.Server.Console;

/// <summary>The operator console and the softphone's page.</summary>
internal static class ConsoleFeature
{
    /// <summary>Adds what the console needs.</summary>
    public static WebApplicationBuilder AddConsole(this WebApplicationBuilder builder) => builder;

    /// <summary>Opens the console's pages.</summary>
    public static WebApplication MapConsole(this WebApplication app) => app;
}
