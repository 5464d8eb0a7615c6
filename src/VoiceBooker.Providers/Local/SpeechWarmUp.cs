using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace VoiceBooker.Providers.Local;

/// <summary>Makes voice and ears ready while the server starts, so that the first caller does not wait; says plainly when a package is missing.</summary>
internal sealed partial class SpeechWarmUp(
    LocalSpeechCheck check,
    LocalSpeechToText ears,
    LocalTextToSpeech voice,
    IOptions<LocalSpeechOptions> options,
    TimeProvider time,
    ILogger<SpeechWarmUp> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (check.Problem is { } problem)
        {
            LogMissing(problem);
            return;
        }

        var began = time.GetTimestamp();
        try
        {
            await ears.PrepareAsync();
            await voice.PrepareAsync(["One moment, please."], options.Value.Voice, stoppingToken);
            LogReady(time.GetElapsedTime(began).TotalMilliseconds);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // Calls will meet the same and fall back to keys and typing; the server itself need not die of it.
            LogBroken(broken);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Problem}")]
    private partial void LogMissing(string problem);

    [LoggerMessage(LogLevel.Information, "Speech without an account is ready after {Milliseconds:F0} ms.")]
    private partial void LogReady(double milliseconds);

    [LoggerMessage(LogLevel.Error, "Speech without an account could not be made ready.")]
    private partial void LogBroken(Exception broken);
}
