using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceBooker.Voice.Engines;

namespace VoiceBooker.Providers.Local;

/// <summary>Makes voice and ears ready while the server starts, those that the settings name, so that the first caller does not wait; says plainly when a package is missing.</summary>
internal sealed partial class SpeechWarmUp(
    LocalSpeechCheck check,
    LocalSpeechToText ears,
    LocalTextToSpeech voice,
    IOptions<LocalSpeechOptions> options,
    IOptions<SpeechOptions> chosen,
    TimeProvider time,
    ILogger<SpeechWarmUp> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (listens, speaks) = (IsAmong(chosen.Value.EarsInOrder), IsAmong(chosen.Value.VoicesInOrder));
        if (((listens && !check.EarsWork) || (speaks && !check.VoiceWorks)) && check.Problem is { } problem)
        {
            LogMissing(problem);
            return;
        }

        var began = time.GetTimestamp();
        try
        {
            if (listens)
                await ears.PrepareAsync();
            if (speaks)
                await voice.PrepareAsync(["One moment, please."], options.Value.Voice, stoppingToken);
            if (listens || speaks)
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

    private static bool IsAmong(IReadOnlyList<string> names) => names.Contains(SpeechOptions.Embedded, StringComparer.OrdinalIgnoreCase);

    [LoggerMessage(LogLevel.Error, "{Problem}")]
    private partial void LogMissing(string problem);

    [LoggerMessage(LogLevel.Information, "Speech without an account is ready after {Milliseconds:F0} ms.")]
    private partial void LogReady(double milliseconds);

    [LoggerMessage(LogLevel.Error, "Speech without an account could not be made ready.")]
    private partial void LogBroken(Exception broken);
}
