using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Journal;

namespace VoiceBooker.Booking.Storage;

/// <summary>Where several servers share the database: keeps this one on the list of those that are there, and ends, in the record, the calls of those that are not. Alone there is nobody to watch.</summary>
internal sealed partial class NodeWatch(Nodes nodes, CallJournals journals, IOptions<StorageOptions> options, TimeProvider time, ILogger<NodeWatch> log) : BackgroundService
{
    /// <summary>One look around; gives how many calls were found cut off.</summary>
    internal async Task<int> LookAsync(CancellationToken cancel)
    {
        foreach (var name in await nodes.BeatAsync(cancel))
            LogGone(name);
        var cutOff = await journals.MarkCutOffAsync(cancel);
        if (cutOff > 0)
            LogCutOff(cutOff);
        return cutOff;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.IsShared)
            return;
        using var beat = new PeriodicTimer(Nodes.BeatEvery, time);
        while (await beat.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
            {
                LogBroken(broken);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The server {Node} has said nothing for half a minute; it is taken to be gone.")]
    private partial void LogGone(string node);

    [LoggerMessage(LogLevel.Warning, "{Count} calls were cut off when their server ended; they are marked so.")]
    private partial void LogCutOff(int count);

    [LoggerMessage(LogLevel.Warning, "The servers that share the database could not be looked at; tried again.")]
    private partial void LogBroken(Exception broken);
}
