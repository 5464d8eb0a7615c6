using VoiceBooker.Booking.Connections;

namespace VoiceBooker.Server.Connections;

/// <summary>Looks every night whether the providers still tell us of changes: they disable what failed too often.</summary>
internal sealed partial class SubscriptionWatch(Booking.Connections.Connections connections, Subscriptions subscriptions, TimeProvider time, ILogger<SubscriptionWatch> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(24);
    private static readonly TimeSpan First = TimeSpan.FromMinutes(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(First, time, stoppingToken);
            while (true)
            {
                await LookAsync(stoppingToken);
                await Task.Delay(Every, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server ends.
        }
    }

    /// <summary>Looks at every working connection once.</summary>
    internal async Task LookAsync(CancellationToken cancel)
    {
        foreach (var connection in await connections.ListAsync(cancel))
        {
            try
            {
                if (await connections.OpenAsync(connection.Id, cancel) is { } access)
                    await subscriptions.EnsureAsync(access, anew: false, cancel);
            }
            catch (Exception broken) when (!cancel.IsCancellationRequested)
            {
                LogNotLooked(broken, connection.Id);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The subscription of connection {Connection} could not be looked at.")]
    private partial void LogNotLooked(Exception broken, Guid connection);
}
