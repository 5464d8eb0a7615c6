using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Calendars.Mail;

/// <summary>
/// Sends waiting mails in the background, with growing pauses after failures. A mail is claimed before it is sent and marked right after the server took it; should the process end between the two,
/// it is sent again under the same Message-ID, which mail programs show once.
/// </summary>
internal sealed partial class MailOutbox(
    IDbContextFactory<BookingDbContext> contexts,
    SmtpSender sender,
    IOptions<MailOptions> options,
    TimeProvider time,
    ILogger<MailOutbox> log) : BackgroundService
{
    private const int BatchSize = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly Duration Claim = Duration.FromMinutes(2);
    private static readonly Duration LongestPause = Duration.FromHours(1);

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Sends what is due; gives how many mails the server took.</summary>
    internal async Task<int> SendDueAsync(CancellationToken stopping)
    {
        await using var db = await contexts.CreateDbContextAsync(stopping);
        var now = Now;
        var due = await db.Mails
            .Where(mail => mail.State == MailState.Waiting && mail.NotBefore <= now)
            .OrderBy(mail => mail.NotBefore)
            .Take(BatchSize)
            .LeftJoin(db.Invitations, mail => mail.InvitationId, invitation => invitation.Id, (mail, invitation) => new { Mail = mail, Invitation = invitation })
            .ToListAsync(stopping);

        var sent = 0;
        foreach (var (mail, invitation) in due.Select(found => (found.Mail, found.Invitation)))
        {
            var claimed = await db.Mails
                .Where(row => row.Id == mail.Id && row.State == MailState.Waiting && row.NotBefore == mail.NotBefore)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.NotBefore, Now + Claim).SetProperty(row => row.Attempts, mail.Attempts + 1), stopping);
            if (claimed == 0)
                continue; // another node has it

            await db.Entry(mail).ReloadAsync(stopping);
            try
            {
                await sender.SendAsync(mail, invitation, stopping);
                mail.State = MailState.Sent;
                mail.SentAt = Now;
                mail.LastError = null;
                sent++;
            }
            catch (Exception refused) when (!stopping.IsCancellationRequested)
            {
                mail.LastError = refused.Message;
                mail.State = mail.Attempts >= options.Value.Attempts ? MailState.Failed : MailState.Waiting;
                mail.NotBefore = Now + PauseAfter(mail.Attempts);
                LogRefused(refused, mail.Id, mail.Attempts, mail.State);
            }

            await db.SaveChangesAsync(CancellationToken.None);
        }

        return sent;
    }

    /// <summary>10 seconds after the first failure, doubling up to an hour.</summary>
    internal static Duration PauseAfter(int attempts) => Duration.Min(LongestPause, Duration.FromSeconds(10L << Math.Clamp(attempts - 1, 0, 20)));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Host.Length == 0)
            return;

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

    [LoggerMessage(LogLevel.Warning, "Mail {MailId} was not taken at attempt {Attempt}; it is {State}.")]
    private partial void LogRefused(Exception refused, Guid mailId, int attempt, MailState state);

    [LoggerMessage(LogLevel.Error, "Looking for mails to send failed; tried again soon.")]
    private partial void LogBroken(Exception broken);
}
