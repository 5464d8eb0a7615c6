using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Messages;

/// <summary>
/// Asks the carrier what became of messages on which its reports stay away: ten minutes after it took one, then after one, six and thirty hours, by when a message is delivered or given up. Any node may ask; each question is taken by moving the time
/// of the next one first, so that two nodes do not ask the same at once.
/// </summary>
internal sealed partial class TextLookUps(IDbContextFactory<BookingDbContext> contexts, IEnumerable<IMessenger> messengers, IMessageDesk desk, TimeProvider time, ILogger<TextLookUps> log) : BackgroundService
{
    /// <summary>How long the carrier's own reports are waited for.</summary>
    public static readonly Duration First = Duration.FromMinutes(10);

    /// <summary>What is no last word.</summary>
    public static readonly IReadOnlyList<TextDelivery> Open = [TextDelivery.Unreported, TextDelivery.Queued, TextDelivery.Sent];

    private const int BatchSize = 20;

    private static readonly Duration[] Later = [Duration.FromHours(1), Duration.FromHours(6), Duration.FromHours(30)];
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly IMessenger? _messenger = messengers.FirstOrDefault();

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Asks what is due; gives how many messages the carrier told of.</summary>
    internal async Task<int> LookAsync(CancellationToken stopping)
    {
        if (_messenger is not { IsConfigured: true } messenger)
            return 0;
        await using var db = await contexts.CreateDbContextAsync(stopping);
        var now = Now;
        var due = await db.Texts.AsNoTracking().Where(text => text.LookAt <= now && text.MessageSid != null).OrderBy(text => text.LookAt).Take(BatchSize).ToListAsync(stopping);
        var told = 0;
        foreach (var text in due)
        {
            var next = NextAfter(text.SentAt ?? text.CreatedAt, now);
            if (await db.Texts.Where(row => row.Id == text.Id && row.LookAt == text.LookAt).ExecuteUpdateAsync(set => set.SetProperty(row => row.LookAt, next), stopping) == 0)
                continue; // another node asks, or the carrier has just told
            if (await messenger.FindAsync(text.MessageSid!, stopping) is not { } standing)
                continue;
            LogFound(text.Id, standing.Delivery);
            await desk.ReportAsync(text.Id, text.MessageSid!, standing, stopping);
            told++;
        }

        return told;
    }

    /// <summary>When to ask again about a message that was sent at <paramref name="sent"/>; null: never.</summary>
    internal static Instant? NextAfter(Instant sent, Instant now)
    {
        foreach (var age in Later)
        {
            if (sent + age > now)
                return sent + age;
        }

        return null;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
            {
                LogBroken(broken);
            }

            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Information, "Text message {Id}: the carrier's reports stayed away; asked, it says {Delivery}.")]
    private partial void LogFound(Guid id, TextDelivery delivery);

    [LoggerMessage(LogLevel.Error, "Asking what became of text messages failed; tried again soon.")]
    private partial void LogBroken(Exception broken);
}
