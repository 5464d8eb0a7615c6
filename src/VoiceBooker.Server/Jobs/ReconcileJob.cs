using Quartz;
using VoiceBooker.Booking.Dialling;

namespace VoiceBooker.Server.Jobs;

/// <summary>Looks after calls of which nothing is heard.</summary>
internal sealed class ReconcileJob(Reconciliation reconciliation, TimeProvider time) : IJob
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await JobTurn.RunAsync((_, stopping) => reconciliation.RunAsync(stopping), Pause, time, cancellationToken);
}
