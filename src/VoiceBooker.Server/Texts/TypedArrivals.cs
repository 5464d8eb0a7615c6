using VoiceBooker.Booking.Messages;
using VoiceBooker.Server.Calls;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Server.Texts;

/// <summary>Tells the calls of this node what was typed under their links, on whichever node it was.</summary>
internal sealed partial class TypedArrivals(TextLinks links, CallHost calls, TimeProvider time, ILogger<TypedArrivals> log) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await links.WaitAsync(stoppingToken);
            try
            {
                foreach (var typed in await links.LookAsync(stoppingToken))
                {
                    if (!calls.Tell(typed.Call, new CallEvent.Typed(typed.Text)))
                        links.Forget(typed.Call);
                }
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
            {
                LogBroken(broken);
                await Task.Delay(AfterFailure, time, stoppingToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Looking for what was typed under links failed; tried again soon.")]
    private partial void LogBroken(Exception broken);
}
