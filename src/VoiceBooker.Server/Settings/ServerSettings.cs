using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Options;
using Serilog;
using Serilog.Extensions.Logging;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars.Mail;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Hooks;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Booking.Minds;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Providers.Accounts;
using VoiceBooker.Providers.Twilio;
using VoiceBooker.Server.Api;
using VoiceBooker.Server.Calls;
using VoiceBooker.Server.Console;
using VoiceBooker.Server.Jobs;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Engines;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Server.Settings;

/// <summary>Where the server's settings come from, how it logs, and how it starts.</summary>
internal static partial class ServerSettings
{
    /// <summary>Where the server listens when nobody says otherwise (<c>Urls</c>, <c>ASPNETCORE_URLS</c>, <c>--urls</c>).</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Our sections and what they stand for; a list type is a section of numbered entries.</summary>
    internal static readonly IReadOnlyList<(string Section, Type Options)> Sections =
    [
        ("Calls", typeof(CallsOptions)),
        ("Calls:Session", typeof(CallSessionOptions)),
        (OutboundOptions.Section, typeof(OutboundOptions)),
        ("Turns", typeof(TurnOptions)),
        ("Turns:Detector", typeof(SpeechDetectorOptions)),
        ("Reception", typeof(ReceptionOptions)),
        ("Minds", typeof(MindOptions)),
        (SpeechOptions.Section, typeof(SpeechOptions)),
        ("Storage", typeof(StorageOptions)),
        ("Booking", typeof(LedgerOptions)),
        (DiallingOptions.Section, typeof(DiallingOptions)),
        ("Jobs", typeof(JobsOptions)),
        ("Mail", typeof(MailOptions)),
        (MessagesOptions.Section, typeof(MessagesOptions)),
        (HooksOptions.Section, typeof(HooksOptions)),
        ("Carrier", typeof(CarrierOptions)),
        ("Api", typeof(ApiOptions)),
        ("Console", typeof(ConsoleOptions)),
        .. typeof(SettingsSectionAttribute).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(SettingsSectionAttribute), inherit: false))
            .Select(type => (Section: type.GetCustomAttribute<SettingsSectionAttribute>()!, type))
            .Select(each => (each.Section.Section, each.Section.IsList ? typeof(List<>).MakeGenericType(each.type) : each.type))
            .OrderBy(section => section.Section, StringComparer.Ordinal),
    ];

    /// <summary>Adds <c>appsettings.local.json</c> and checks all our sections. False, with the reasons on the terminal, when the server cannot start with them.</summary>
    public static bool ReadSettings(this WebApplicationBuilder builder)
    {
        // Below the environment and the command line, above appsettings.json.
        var sources = builder.Configuration.Sources;
        var environment = sources.ToList().FindLastIndex(source => source is EnvironmentVariablesConfigurationSource);
        var local = new JsonConfigurationSource { Path = "appsettings.local.json", Optional = true, ReloadOnChange = false, FileProvider = builder.Environment.ContentRootFileProvider };
        sources.Insert(environment < 0 ? sources.Count : environment, local);

        if (string.IsNullOrEmpty(builder.Configuration["Urls"]) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls(DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        var (mistakes, unknown) = SettingsCheck.Find(builder.Configuration, Sections);
        foreach (var line in unknown)
            System.Console.Error.WriteLine($"Settings: {line}");
        foreach (var line in mistakes)
            System.Console.Error.WriteLine($"Settings: {line}");
        return mistakes.Count == 0;
    }

    /// <summary>Console and file, behind the framework's own logging; levels are set in <c>Logging:LogLevel</c>.</summary>
    public static WebApplicationBuilder AddLogging(this WebApplicationBuilder builder)
    {
        var storage = builder.Configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        PrivateFiles.Prepare(storage.Folder, Path.GetFullPath(storage.Path), builder.Environment.ContentRootPath);
        const string Line = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";
        const string FullLine = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} {Level:u3} [{SourceContext}] {Message:lj}{NewLine}{Exception}";
        var logger = new LoggerConfiguration()
            .MinimumLevel.Verbose()
            .WriteTo.Console(outputTemplate: Line, formatProvider: System.Globalization.CultureInfo.InvariantCulture)
            .WriteTo.File(Path.Combine(storage.Folder, "logs", "voicebooker-.log"), outputTemplate: FullLine, formatProvider: System.Globalization.CultureInfo.InvariantCulture, rollingInterval: RollingInterval.Day, fileSizeLimitBytes: 50_000_000, rollOnFileSizeLimit: true, retainedFileCountLimit: 14, hooks: new PrivateFiles.ShutLogs())
            .CreateLogger();

        // Added as a plain provider: the usual extension would lift the levels that Logging:LogLevel sets.
        builder.Logging.ClearProviders().AddProvider(new SerilogLoggerProvider(logger, dispose: true));
        if (!builder.Configuration.GetSection("Logging:LogLevel:Microsoft").Exists())
            builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        if (!builder.Configuration.GetSection("Logging:LogLevel:System").Exists())
            builder.Logging.AddFilter("System", LogLevel.Warning);
        return builder;
    }

    /// <summary>Runs the server; tells where to click, or in one line why it cannot start. Gives the process's exit code.</summary>
    public static async Task<int> RunUntilStoppedAsync(this WebApplication app)
    {
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
            LogReady(app.Logger, string.Join("  ", addresses.Select(address => address.TrimEnd('/') + "/")));
        });
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException broken)
        {
            foreach (var failure in broken.Failures)
                await System.Console.Error.WriteLineAsync($"Settings: {failure}");
            return 2;
        }
        catch (IOException broken) when (broken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await System.Console.Error.WriteLineAsync($"{broken.Message} Another program listens there; choose another address with --urls http://127.0.0.1:5081.");
            return 3;
        }
        catch (IOException broken)
        {
            // Files that cannot be had at the start: above all a database that belongs to another running server.
            await System.Console.Error.WriteLineAsync(broken.Message);
            return 4;
        }
    }

    [LoggerMessage(LogLevel.Information, "VoiceBooker is ready. Open {Addresses}")]
    private static partial void LogReady(Microsoft.Extensions.Logging.ILogger log, string addresses);
}
