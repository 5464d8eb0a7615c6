using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Calendars.BuiltIn;
using VoiceBooker.Booking.Calendars.Invitations;
using VoiceBooker.Booking.Calendars.Mail;
using VoiceBooker.Booking.Calendars.Slots;
using VoiceBooker.Booking.Campaigns.Upload;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Minds;
using VoiceBooker.Booking.Tasks;

namespace VoiceBooker.Booking.Storage;

/// <summary>Registers the database and what lives on it.</summary>
public static partial class BookingStorage
{
    private const string Migrations = "booking_migrations";

    /// <summary>
    /// Adds the database, <see cref="CallJournals"/>, <see cref="IBookingLedger"/>, <see cref="OperatorBookings"/>, the built-in <see cref="ICalendar"/>, and their background work.
    /// Other calendars are added by further registrations of <see cref="ICalendar"/>. The database is ready before any hosted service starts.
    /// </summary>
    public static IServiceCollection AddBookingStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        AddOptions(services, configuration);

        services.AddPooledDbContextFactory<BookingDbContext>((provider, context) => Configure(context, provider.GetRequiredService<IOptions<StorageOptions>>().Value));

        services.AddSingleton<ThisNode>();
        services.AddSingleton<Nodes>();
        services.AddSingleton<NodeWire>();
        services.AddSingleton<WaitingStreams>();
        services.AddSingleton(provider => new ClusterLines(
            provider.GetRequiredService<IDbContextFactory<BookingDbContext>>(),
            provider.GetRequiredService<Nodes>(),
            provider.GetRequiredService<IOptions<StorageOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<JournalWriter>();
        services.AddSingleton(provider => new CallJournals(
            provider.GetRequiredService<IDbContextFactory<BookingDbContext>>(),
            provider.GetRequiredService<JournalWriter>(),
            provider.GetRequiredService<ThisNode>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<CallJournals>>(),
            provider.GetRequiredService<NodeWire>()));
        services.AddHostedService<DatabaseStart>();
        services.AddHostedService<NodeWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<JournalWriter>());
        services.AddSingleton<Retention>();
        services.AddSingleton<Spending>();
        services.AddHostedService<SpendingAtStart>();

        services.AddSingleton<Uploads>();
        services.AddSingleton<ContactUpload>();

        services.AddSingleton<InvitationWriter>();
        services.AddSingleton<ICalendar, BuiltInCalendar>();
        services.AddSingleton<SmtpSender>();
        services.AddHostedService<MailOutbox>();

        services.AddSingleton<OperatorTasks>();
        services.AddSingleton<ICallNotes>(provider => provider.GetRequiredService<OperatorTasks>());
        services.AddSingleton<Connections.Connections>();
        services.AddSingleton<Connections.AccountEvents>();
        services.AddSingleton<EventSetup>();

        services.AddSingleton<SlotBook>();
        services.AddSingleton<SlotKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<SlotKeeper>());

        services.AddSingleton<Leases>();
        services.AddSingleton<ProviderHolds>();
        services.AddHostedService(provider => provider.GetRequiredService<ProviderHolds>());
        services.AddSingleton<Settlement>();
        services.AddSingleton<FormerHomes>();
        services.AddSingleton<BookingLedger>();
        services.AddSingleton<IBookingLedger>(provider => provider.GetRequiredService<BookingLedger>());
        services.AddSingleton(provider => new OperatorBookings(
            provider.GetRequiredService<IDbContextFactory<BookingDbContext>>(),
            provider.GetRequiredService<BookingLedger>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<OpenWishes>();
        services.AddHostedService<BackgroundReconciliation>();
        services.AddSingleton(provider => new BookingNews(
            provider.GetRequiredService<IDbContextFactory<BookingDbContext>>(),
            provider.GetRequiredService<BookingLedger>(),
            provider.GetRequiredService<SlotBook>(),
            provider.GetRequiredService<CallJournals>(),
            provider.GetRequiredService<OperatorTasks>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<BookingNews>>()));
        services.AddHostedService(provider => provider.GetRequiredService<BookingNews>());
        AddFollowUps(services, configuration);
        services.AddSingleton<BookingComparer>();
        services.AddSingleton(provider => new NightlyComparison(
            provider.GetRequiredService<IDbContextFactory<BookingDbContext>>(),
            provider.GetRequiredService<BookingComparer>(),
            provider.GetRequiredService<IOptions<LedgerOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<NightlyComparison>>()));
        services.AddHostedService(provider => provider.GetRequiredService<NightlyComparison>());
        return services;
    }

    internal static DbContextOptionsBuilder Configure(DbContextOptionsBuilder context, StorageOptions options) => (options.IsShared
            ? context.UsePostgres(options.ConnectionString, Migrations)
            : context.UseSqliteFile(SqliteFile.ConnectionString(Path.GetFullPath(options.Path)), Migrations))
        // There is no model snapshot; a test compares the model with the migrated schema.
        .ConfigureWarnings(warnings => warnings.Ignore(
            Microsoft.EntityFrameworkCore.Diagnostics.RelationalEventId.PendingModelChangesWarning,
            Microsoft.EntityFrameworkCore.Diagnostics.RelationalEventId.ModelSnapshotNotFound));

    private static void AddOptions(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>()
            .Bind(configuration.GetSection(StorageOptions.Section))
            .Check(options => options.Path.Length > 0, _ => "Storage:Path is empty; it must name a file such as 'data/voicebooker.db'.")
            .Check(options => options.IsReadable, _ => "Storage:ConnectionString is not one of PostgreSQL; it must read like 'Host=db.example.com;Database=voicebooker;Username=voicebooker;Password=…', or be empty.")
            .Check(options => DateTimeZoneProviders.Tzdb.GetZoneOrNull(options.DemoTimeZone) is not null, options => $"Storage:DemoTimeZone is '{options.DemoTimeZone}'; it must be an IANA zone such as 'Europe/Berlin'.");

        services.AddOptions<MailOptions>()
            .Bind(configuration.GetSection(MailOptions.Section))
            .Check(options => options.Port is >= 1 and <= 65_535, options => $"Mail:Port is {options.Port}; allowed are 1 to 65535.")
            .Check(options => options.Attempts is >= 1 and <= 20, options => $"Mail:Attempts is {options.Attempts}; allowed are 1 to 20.")
            .Check(
                options => options.Host.Length == 0 || System.Net.Mail.MailAddress.TryCreate(options.From, out _),
                options => $"Mail:From is '{options.From}'; with Mail:Host set it must be an e-mail address.");

        services.AddOptions<LedgerOptions>()
            .Bind(configuration.GetSection(LedgerOptions.Section))
            .CheckRange("HoldFor", options => options.HoldFor, TimeSpan.FromSeconds(30), TimeSpan.FromHours(1))
            .CheckRange("CommitTimeout", options => options.CommitTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60))
            .CheckRange("AskTimeout", options => options.AskTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60))
            .CheckRange("ReconcileEvery", options => options.ReconcileEvery, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))
            .CheckRange("SlotsYoung", options => options.SlotsYoung, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10))
            .CheckRange("SlotsRefresh", options => options.SlotsRefresh, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10))
            .CheckRange("SlotsOld", options => options.SlotsOld, TimeSpan.Zero, TimeSpan.FromHours(1))
            .CheckRange("SlotsPatience", options => options.SlotsPatience, TimeSpan.Zero, TimeSpan.FromSeconds(60))
            .CheckRange("CompareAt", options => options.CompareAt, TimeSpan.Zero, new TimeSpan(23, 59, 59))
            .Check(
                options => options.CompareZone.Length == 0 || DateTimeZoneProviders.Tzdb.GetZoneOrNull(options.CompareZone) is not null,
                options => $"{LedgerOptions.Section}:CompareZone is '{options.CompareZone}'; it must be an IANA zone such as 'Europe/Berlin', or empty.")
            .Check(options => options.SlotsAhead is >= 1 and <= 366, options => $"{LedgerOptions.Section}:SlotsAhead is {options.SlotsAhead}; allowed are 1 to 366.");
    }

    private static OptionsBuilder<LedgerOptions> CheckRange(this OptionsBuilder<LedgerOptions> builder, string key, Func<LedgerOptions, TimeSpan> value, TimeSpan least, TimeSpan most) =>
        builder.Check(options => value(options) >= least && value(options) <= most, options => $"{LedgerOptions.Section}:{key} is {value(options)}; allowed are {least} to {most}.");

    /// <summary>A rule whose message can name the value that broke it; checked when the server starts.</summary>
    private static OptionsBuilder<T> Check<T>(this OptionsBuilder<T> builder, Func<T, bool> holds, Func<T, string> message)
        where T : class
    {
        builder.Services.AddSingleton<IValidateOptions<T>>(new Rule<T>(holds, message));
        return builder.ValidateOnStart();
    }

    private sealed class Rule<T>(Func<T, bool> holds, Func<T, string> message) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options) => holds(options) ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(message(options));
    }
}
