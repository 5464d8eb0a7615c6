using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Messages;

/// <summary>
/// Sends waiting text messages. Sending one is not idempotent: it is <see cref="TextState.Submitting"/> on disk before the carrier is asked, and one of which it is not known whether it was sent is never sent again.
/// What surely was not sent is tried again with growing pauses.
/// </summary>
internal sealed partial class TextOutbox(
    IDbContextFactory<BookingDbContext> contexts,
    IEnumerable<IMessenger> messengers,
    IEnumerable<ICallWishes> wishes,
    IOptions<MessagesOptions> options,
    TimeProvider time,
    ILogger<TextOutbox> log) : BackgroundService
{
    private const int BatchSize = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private static readonly Duration LongestPause = Duration.FromHours(1);

    /// <summary>Whoever was sending a message for so long does not send it any more.</summary>
    private static readonly Duration Abandoned = Duration.FromMinutes(10);

    private readonly IMessenger? _messenger = messengers.FirstOrDefault();
    private readonly ICallWishes? _wishes = wishes.FirstOrDefault();

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Sends what is due; gives how many messages the carrier took.</summary>
    internal async Task<int> SendDueAsync(CancellationToken stopping)
    {
        if (_messenger is not { IsConfigured: true } messenger)
            return 0;
        await using var db = await contexts.CreateDbContextAsync(stopping);
        var now = Now;
        var before = now - Abandoned;
        await db.Texts
            .Where(text => text.State == TextState.Submitting && text.NotBefore < before)
            .ExecuteUpdateAsync(set => set.SetProperty(text => text.State, TextState.Failed).SetProperty(text => text.LastError, "It is not known whether it was sent: the server ended while it was being sent."), stopping);
        var due = await db.Texts.AsNoTracking().Where(text => text.State == TextState.Waiting && text.NotBefore <= now).OrderBy(text => text.NotBefore).Take(BatchSize).ToListAsync(stopping);

        var sent = 0;
        foreach (var text in due)
        {
            if (await ClaimAsync(db, text, stopping) && await SendAsync(db, messenger, text, stopping))
                sent++;
        }

        return sent;
    }

    /// <summary>10 seconds after the first failure, doubling up to an hour.</summary>
    internal static Duration PauseAfter(int attempts) => Duration.Min(LongestPause, Duration.FromSeconds(10L << Math.Clamp(attempts - 1, 0, 20)));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SendDueAsync(stoppingToken);
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
            {
                LogBroken(broken);
            }

            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    /// <summary>False when it is not to be sent (any more), or another node has it.</summary>
    private async Task<bool> ClaimAsync(BookingDbContext db, OutgoingText text, CancellationToken stopping)
    {
        var now = Now;
        var objection = text.NotAfter is { } last && last < now ? "It was too late for it."
            : await db.DoNotCall.AnyAsync(entry => entry.Number == text.To && entry.Scope == DoNotCallEntry.Everywhere, stopping) ? "The number is on the do-not-call list."
            : text.Purpose == MessageWords.Reminder && !await db.Bookings.AnyAsync(booking => booking.Id == text.BookingId && booking.Status == BookingStatus.Confirmed, stopping) ? "The meeting does not stand any more."
            : null;
        var state = objection is null ? TextState.Submitting : TextState.Cancelled;
        var attempts = text.Attempts + (objection is null ? 1 : 0);
        var claimed = await db.Texts
            .Where(row => row.Id == text.Id && row.State == TextState.Waiting && row.NotBefore == text.NotBefore)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, state).SetProperty(row => row.Attempts, attempts).SetProperty(row => row.NotBefore, now).SetProperty(row => row.LastError, objection), stopping);
        text.Attempts = attempts;
        return claimed > 0 && objection is null;
    }

    private async Task<bool> SendAsync(BookingDbContext db, IMessenger messenger, OutgoingText text, CancellationToken stopping)
    {
        var result = await messenger.SendAsync(text.To, text.From, text.Body, stopping);
        if (result is MessageResult.Refused { OptedOut: true } refused && _wishes is not null)
            await _wishes.StopCallingAsync(text.To, text.CallId, "sms", refused.Message, CancellationToken.None);

        var outcome = Judge(result, text.Attempts, options.Value.Attempts, Now);
        await db.Texts.Where(row => row.Id == text.Id && row.State == TextState.Submitting).ExecuteUpdateAsync(
            set => set
                .SetProperty(row => row.State, outcome.State)
                .SetProperty(row => row.NotBefore, outcome.NotBefore)
                .SetProperty(row => row.LastError, outcome.Error)
                .SetProperty(row => row.MessageSid, outcome.MessageSid)
                .SetProperty(row => row.SentAt, outcome.SentAt),
            CancellationToken.None);
        if (outcome.State != TextState.Sent)
            LogNotSent(text.Id, text.Attempts, outcome.State);
        return outcome.State == TextState.Sent;
    }

    /// <summary>What an answer means for a message.</summary>
    internal static TextOutcome Judge(MessageResult result, int attempts, int most, Instant now) => result switch
    {
        MessageResult.Sent(var sid) => new(TextState.Sent, now, null, sid, now),
        MessageResult.NotSent(var reason) => new(attempts >= most ? TextState.Failed : TextState.Waiting, now + PauseAfter(attempts), reason, null, null),
        MessageResult.Refused refused => new(TextState.Failed, now, refused.OptedOut ? $"The person wants no messages ({refused.Code}). {refused.Message}" : $"{refused.Code}: {refused.Message}", null, null),
        MessageResult.Unknown(var reason) => new(TextState.Failed, now, $"It is not known whether it was sent. {reason}", null, null),
        _ => throw new ArgumentOutOfRangeException(nameof(result)),
    };

    [LoggerMessage(LogLevel.Warning, "Text message {Id} was not taken at attempt {Attempt}; it is {State}.")]
    private partial void LogNotSent(Guid id, int attempt, TextState state);

    [LoggerMessage(LogLevel.Error, "Looking for text messages to send failed; tried again soon.")]
    private partial void LogBroken(Exception broken);
}

/// <summary>How a message stands after an answer of the carrier's.</summary>
internal readonly record struct TextOutcome(TextState State, Instant NotBefore, string? Error, string? MessageSid, Instant? SentAt);
