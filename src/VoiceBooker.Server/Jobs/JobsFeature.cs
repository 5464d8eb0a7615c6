using Microsoft.Extensions.Options;
using Quartz;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Server.Jobs;

/// <summary>
/// The work that must be done by one server at a time, however many there are: dialling, looking after calls of which nothing is heard, and deleting what is old. Who does it is agreed on in the database; when the one that does it is gone,
/// another takes over.
/// </summary>
internal static class JobsFeature
{
    /// <summary>The name under which servers of one database find each other.</summary>
    private const string Name = "VoiceBooker";

    /// <summary>Jobs at once on one server.</summary>
    private const int AtOnce = 4;

    private static readonly TimeSpan ReconcileEvery = TimeSpan.FromSeconds(2);

    /// <summary>Adds the jobs. After the calls: what is added later stops earlier, and nobody may be dialled whose call this server would not take.</summary>
    public static WebApplicationBuilder AddJobs(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        builder.Services.AddOptions<JobsOptions>().BindConfiguration("Jobs").ValidateDataAnnotations().ValidateOnStart();
        var dialling = configuration.GetSection(DiallingOptions.Section).Get<DiallingOptions>() ?? new DiallingOptions();
        if (!configuration.GetSection("Logging:LogLevel:Quartz").Exists())
            builder.Logging.AddFilter("Quartz", LogLevel.Warning);

        builder.Services.AddJobStore(
            configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions(),
            configuration.GetSection("Jobs").Get<JobsOptions>() ?? new JobsOptions(),
            jobs => jobs
                .AddEvery<ReconcileJob>("reconcile", ReconcileEvery)
                .AddEvery<DispatchJob>("dispatch", dialling.DispatchEvery)
                .AddNightly<RetentionJob>("retention"));
        return builder;
    }

    /// <summary>Adds what runs jobs out of the database.</summary>
    /// <param name="services">The container.</param>
    /// <param name="storage">Which database.</param>
    /// <param name="options">How servers share it.</param>
    /// <param name="addJobs">What is to be done.</param>
    internal static IServiceCollection AddJobStore(this IServiceCollection services, StorageOptions storage, JobsOptions options, Action<IQuartzBuilder> addJobs)
    {
        services.AddQuartz(jobs =>
        {
            jobs.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = Name;
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always; // asked to stop, and waited for
            });
            jobs.UseDefaultThreadPool(AtOnce);
            jobs.UsePersistentStore(store =>
            {
                store.ConfigureStore(how =>
                {
                    how.StoreJobDataAsStrings = true;
                    how.SchemaProvisioning = SchemaProvisioning.Validate; // a migration of ours makes the tables
                });
                if (storage.IsShared)
                {
                    store.UsePostgres(storage.ConnectionString);
                    store.UseClustering(cluster =>
                    {
                        cluster.CheckinInterval = options.CheckInEvery;
                        cluster.CheckinMisfireThreshold = options.GoneAfter;
                    });
                }
                else
                {
                    store.ConfigureStore(how => how.AcquireTriggersWithinLock = true);
                    store.UseSqlite(source => source.DataSourceFactory = _ => SqliteFile.LightSourceOf(storage.Path));
                }
            });
            addJobs(jobs);
        });
        services.Configure<QuartzHostedServiceOptions>(running => running.WaitForJobsToComplete = true);
        services.AddHostedService<JobRunner>();
        return services;
    }

    /// <summary>A job that is begun again so long after it ended, by whichever server comes first; what was missed is made up for by one run, and a server that takes over from one that is gone begins with it.</summary>
    internal static IQuartzBuilder AddEvery<TJob>(this IQuartzBuilder jobs, string name, TimeSpan pause)
        where TJob : class, IJob
    {
        jobs.AddJob<TJob>(job => job.WithIdentity(name).StoreDurably(true).RequestRecovery(true).DisallowConcurrentExecution(true));
        jobs.AddTrigger(trigger => trigger
            .WithIdentity(name)
            .ForJob(name)
            .WithSchedule(SimpleScheduleBuilder.Create()
                .WithInterval(pause)
                .RepeatForever()
                .MeasureIntervalFromCompletion(true)
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount)));
        return jobs;
    }

    /// <summary>A job for the small hours, half past three UTC; when no server ran then, as soon as one does.</summary>
    private static void AddNightly<TJob>(this IQuartzBuilder jobs, string name)
        where TJob : class, IJob
    {
        jobs.AddJob<TJob>(job => job.WithIdentity(name).StoreDurably(true).DisallowConcurrentExecution(true));
        jobs.AddTrigger(trigger => trigger
            .WithIdentity(name)
            .ForJob(name)
            .WithSchedule(CronScheduleBuilder.Create("0 30 3 * * ?").InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));
    }

    /// <summary>Starts with the last and stops with the first: before the calls are let go of, which the framework's own order would not do.</summary>
    private sealed class JobRunner(IHostApplicationLifetime lifetime, IServiceProvider services, IOptionsMonitor<QuartzHostedServiceOptions> options) : QuartzHostedService(lifetime, services, options)
    {
        public override Task StoppingAsync(CancellationToken cancellationToken) => StopAsync(cancellationToken);
    }
}
