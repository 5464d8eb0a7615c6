using Quartz;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Server.Jobs;

/// <summary>Deletes, every night, what is of no use any more.</summary>
internal sealed class RetentionJob(Retention retention) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await retention.RunAsync(cancellationToken);
}
