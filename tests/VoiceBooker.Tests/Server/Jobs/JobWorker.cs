using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Quartz;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Server.Jobs;

namespace VoiceBooker.Tests.Server.Jobs;

/// <summary>What a child process of the kill test does: has its share in a job that never ends by itself, and says when its turn begins.</summary>
internal static class JobWorker
{
    public static async Task RunAsync(string connectionString)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(TimeProvider.System).AddJobStore(new StorageOptions { ConnectionString = connectionString }, JobsTests.Quick, jobs => jobs.AddEvery<EndlessJob>("endless", TimeSpan.FromMilliseconds(100)));
        using var host = builder.Build();
        await host.RunAsync();
    }

    private sealed class EndlessJob(TimeProvider time) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            await System.Console.Out.WriteLineAsync("turn");
            await System.Console.Out.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        }
    }
}
