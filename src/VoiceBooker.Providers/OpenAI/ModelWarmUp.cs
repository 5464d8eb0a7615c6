using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VoiceBooker.Booking.Minds;

namespace VoiceBooker.Providers.OpenAI;

/// <summary>Asks every model once while the server starts, so that the first caller waits for neither a handshake nor the compiler; what fails is logged and met again by calls.</summary>
internal sealed partial class ModelWarmUp(IEnumerable<Model> models, TimeProvider time, ILogger<ModelWarmUp> log) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(models.Select(model => model.Client.GetService(typeof(OpenAIChatClient))).OfType<OpenAIChatClient>().Select(client => WarmAsync(client, stoppingToken)));

    private async Task WarmAsync(OpenAIChatClient client, CancellationToken stopping)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        var began = time.GetTimestamp();
        try
        {
            await client.WarmUpAsync(either.Token);
            LogReady(client.Name, time.GetElapsedTime(began).TotalMilliseconds);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            if (!stopping.IsCancellationRequested)
                LogSilent(client.Name, Patience);
        }
        catch (ModelFailedException failed)
        {
            LogFailed(failed.Kind, failed.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "The model '{Model}' is ready after {Milliseconds:F0} ms.")]
    private partial void LogReady(string model, double milliseconds);

    [LoggerMessage(LogLevel.Warning, "The model '{Model}' did not answer within {Patience} when the server started.")]
    private partial void LogSilent(string model, TimeSpan patience);

    [LoggerMessage(LogLevel.Warning, "A model could not be made ready: {Kind}. {Failure}")]
    private partial void LogFailed(ModelFailure kind, string failure);
}
