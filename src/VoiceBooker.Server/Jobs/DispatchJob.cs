using Microsoft.Extensions.Options;
using Quartz;
using VoiceBooker.Booking.Dialling;

namespace VoiceBooker.Server.Jobs;

/// <summary>Dials whom it is time to dial.</summary>
internal sealed class DispatchJob(Dispatcher dispatcher, IOptions<DiallingOptions> options, TimeProvider time) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await JobTurn.RunAsync(dispatcher.RunAsync, options.Value.DispatchEvery, time, cancellationToken);
}
