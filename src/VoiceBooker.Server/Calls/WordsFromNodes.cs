using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Server.Calls;

/// <summary>Brings what other servers were told of calls that run here to those calls.</summary>
internal sealed partial class WordsFromNodes(NodeWire wire, CallHost calls, CallJournals journals, ILogger<WordsFromNodes> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var word in wire.Heard.ReadAllAsync(stoppingToken))
        {
            try
            {
                await TakeAsync(word, stoppingToken);
            }
            catch (Exception broken) when (broken is not OutOfMemoryException && !stoppingToken.IsCancellationRequested)
            {
                LogBroken(broken, word.Kind, word.About);
            }
        }
    }

    private async Task TakeAsync(NodeWord word, CancellationToken stopping)
    {
        switch (word.Kind)
        {
            case NodeWord.FarSide when Enum.TryParse<FarSide>(word.Text, out var who):
                calls.HearFarSide(word.About, who);
                break;
            case NodeWord.HangUp when CallId.TryParse(word.About, out var call):
                await calls.HearHangUpAsync(call, stopping);
                break;
            case NodeWord.Entry when CallId.TryParse(word.About, out var call):
                await journals.TakeAsync(call, word.Text, stopping);
                break;
        }
    }

    [LoggerMessage(LogLevel.Warning, "What another server told ('{Kind}' about {About}) could not be taken.")]
    private partial void LogBroken(Exception broken, string kind, string about);
}
