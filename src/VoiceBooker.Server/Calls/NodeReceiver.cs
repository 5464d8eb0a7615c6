using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Npgsql;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Server.Calls;

/// <summary>Hears what other servers that share the database tell, over a connection of its own; one that breaks is made anew. Alone there is nobody to hear.</summary>
internal sealed partial class NodeReceiver(NodeWire wire, IOptions<StorageOptions> options, TimeProvider time, ILogger<NodeReceiver> log) : BackgroundService
{
    private const int KeepAliveSeconds = 15;

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the others are heard for the first time.</summary>
    internal Task Listening => _listening.Task;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (wire.IsShared && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // the server stops
            }
            catch (Exception broken) when (broken is DbException or IOException or SocketException or TimeoutException or InvalidOperationException)
            {
                LogBroken(broken);
                await Task.Delay(AfterFailure, time, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        var own = new NpgsqlConnectionStringBuilder(options.Value.ConnectionString) { Pooling = false, KeepAlive = KeepAliveSeconds };
        await using var connection = new NpgsqlConnection(own.ConnectionString);
        connection.Notification += (_, told) => wire.Take(told.Payload);
        await connection.OpenAsync(stopping);
        await using (var listen = connection.CreateCommand())
        {
            listen.CommandText = $"LISTEN {NodeWire.Name}";
            await listen.ExecuteNonQueryAsync(stopping);
        }

        _listening.TrySetResult();
        while (!stopping.IsCancellationRequested)
            await connection.WaitAsync(stopping);
    }

    [LoggerMessage(LogLevel.Warning, "The other servers cannot be heard; tried again. Until then verdicts, hang-ups and late entries that they are told of calls here are lost.")]
    private partial void LogBroken(Exception broken);
}
